//! Findings of the `source` stage.

use super::codes;

codes! {
    UNREADABLE_FILE = "unreadable-file",
        "a file cannot be read",
        "The file named on the command line, in the build script or by a `$ref` is missing or may not be read. Paths in a `$ref` are relative to the file that holds it, not to the working folder. A file that a `$ref` names is a warning, and so is whatever is wrong with its text: it costs what needs that file, which is left out, and the rest is generated.",
        "";
    NOT_A_FILE = "not-a-file",
        "a path names something other than a regular file",
        "A folder, device, pipe or socket stands where a document was expected. Reading it could wait or never end, so it is not opened.",
        "";
    FILE_TOO_LARGE = "file-too-large",
        "a file is larger than the most that is read",
        "All files of a document together may have 64 MiB, several times the largest public API descriptions, so that a wrong path or a hostile document cannot use up the memory.",
        "";
    WRONG_ENCODING = "wrong-encoding",
        "a file is not in UTF-8",
        "JSON is exchanged in UTF-8 and API descriptions in YAML are too. Another encoding (UTF-16, Latin-1) read by guess could change names and descriptions silently, so it is refused. A UTF-8 byte order mark is allowed. Save the file as UTF-8.",
        "RFC 8259, 8.1";
    INVALID_JSON = "invalid-json",
        "the text is not JSON",
        "The text breaks the JSON grammar at the place shown. Frequent causes: a comma after the last member, a comment, single quotes, a missing brace. A file whose name ends in `.json` is always read as JSON; name it `.yaml` where it is YAML.",
        "RFC 8259, 2";
    INVALID_YAML = "invalid-yaml",
        "the text is not YAML",
        "The text breaks the YAML grammar at the place shown. Frequent causes: a tab in the indentation, a value with `: ` or ` #` that needs quotes, a list item less indented than its neighbours, a bracket that is not closed. The place is where the parser could not go on; the cause is often a line above.",
        "YAML 1.2.2, 6.1";
    EMPTY_DOCUMENT = "empty-document",
        "a file holds no value",
        "The file is empty, or has comments only, or its only value is null. An OpenAPI document is an object.",
        "OpenAPI 3.0.4, 4.3";
    SEVERAL_DOCUMENTS = "several-documents",
        "a YAML file holds more than one document",
        "A line `---` after the first document starts another. Which of them is meant cannot be known, so none is read. Put each into a file of its own.",
        "YAML 1.2.2, 9.2";
    DUPLICATE_KEY = "duplicate-key",
        "an object has the same member twice",
        "Readers differ in which of the two they take, so that two tools would see two APIs. Names are compared as the strings they are in JSON: `200` and `\"200\"` are the same response key, and so are names that are equal after their escapes are resolved. Remove or rename one.",
        "RFC 8259, 4; YAML 1.2.2, 3.2.1.1";
    TOO_DEEP = "too-deep",
        "objects and arrays are nested too deeply",
        "No API description needs as many levels; readers of such a text run out of stack. Move inner schemas to `components` and refer to them.",
        "RFC 8259, 9";
    TOO_MUCH = "too-many-values",
        "a file has more values than are read",
        "A YAML file of a few lines can stand for billions of values by aliases of aliases. Values and string bytes are counted after aliases are expanded; how many are read depends on the size of the file and leaves room above the densest public API descriptions. Write schemas once and refer to them with `$ref`.",
        "";
    YAML_TAG = "yaml-tag",
        "a YAML value has a tag",
        "A tag (`!include`, `!!binary`, `!!python/object`) gives a value a type that JSON does not have. OpenAPI documents are limited to the JSON schema of YAML, and some readers run code for a tag, so tags are refused; `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!map` and `!!seq` are allowed. To include another file use `$ref`.",
        "OpenAPI 3.0.4, 4.3; YAML 1.2.2, 10.2";
    YAML_MERGE = "yaml-merge",
        "a merge key has nothing to merge",
        "`<<` takes the members of the mapping, or of each mapping of the list, that is its value; the object's own members win, then the earlier mapping. Here its value is something else.",
        "https://yaml.org/type/merge.html";
    YAML_NAME = "yaml-name",
        "a YAML member name is no string",
        "In JSON every member name is a string. An alias, list or mapping as the name of a member cannot be brought to one. Numbers and truth values as names are fine: their text is the name.",
        "OpenAPI 3.0.4, 4.3";
    YAML_RECURSION = "yaml-recursion",
        "a YAML alias stands within the value that it stands for",
        "Such a value never ends and has no JSON form. Schemas that contain themselves are written with `$ref`.",
        "YAML 1.2.2, 3.2.1.3";
    NUMBER_ROUNDED = "number-rounded",
        "an integer has more digits than are kept",
        "JSON readers keep integers of 64 bits and read larger ones as 64-bit binary fractions, which drops their last digits. As a bound of a schema that is rarely of consequence; where every digit matters the value has to be a string.",
        "RFC 8259, 6";
    NUMBER_OUT_OF_RANGE = "number-out-of-range",
        "a number is none that JSON has",
        "`.inf`, `.nan` and numbers beyond the range of a 64-bit binary fraction cannot be kept. Where a text is meant, put it in quotes.",
        "RFC 8259, 6";
    REMOTE_REFERENCE = "remote-reference",
        "a `$ref` leads to the network",
        "A document that could make the generator fetch an address could reach services inside your network, and the same input would not give the same output. So the network is never asked, and since what is lacking would be up to you, nothing is generated. Save the file beside the document, in the version you want, and refer to it by a relative path.",
        "OpenAPI 3.0.4, 4.6";
    REFERENCE_OUTSIDE_FOLDER = "reference-outside-folder",
        "a `$ref` leads out of the allowed folder",
        "References may lead to files in the folder of the document and below, whatever the spelling: absolute paths, `..`, percent-encoded dots and symbolic links are all looked through. Otherwise a document from a stranger could read any file of yours. Where the parts of a document lie in sibling folders, allow the folder above them: `--references DIR`, or `references = \"DIR\"` in specwright.toml.",
        "";
    MALFORMED_REFERENCE = "malformed-reference",
        "a `$ref` is not a URI reference to a file",
        "A `$ref` is a URI reference: a relative path with `/` between folders, then `#` and a JSON Pointer. Characters that a URI does not allow are percent-encoded; a `%` must be followed by two hexadecimal digits.",
        "RFC 3986, 4.1; RFC 6901, 6";
    UNRESOLVED_REFERENCE = "unresolved-reference",
        "a `$ref` leads nowhere",
        "The file named before `#` has no value at the JSON Pointer after it. Names are compared exactly, upper and lower case included; `/` within a name is written `~1` and `~` is written `~0`. A pointer that passes through another `$ref`, or that is written without its percent-encoding, is not one by the letter; where it can mean one place it is read so, with a warning. This one can mean none. That is a warning too: the operations that need it are left out, each with a warning `left-out`, and the others are generated. `--strict` makes both errors.",
        "RFC 6901, 4";
    REFERENCE_CYCLE = "reference-cycle",
        "references lead to each other and never to a value",
        "Schemas may be recursive through `properties`, `items` and the like. But an object that is only a `$ref` to one that is only a `$ref` back stands for no value at all. Give one of them a definition. Long chains of references are refused too: refer to the last.",
        "";
}
