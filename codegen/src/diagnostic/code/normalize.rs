//! Findings of the `normalize` stage.

use super::codes;

codes! {
    NOT_OPENAPI = "not-openapi",
        "The document is not an OpenAPI document",
        "A document says which version of the specification it follows in its member `openapi` (3.x) or `swagger` (2.0). Check that the file is the right one.",
        "OpenAPI 3.0, 4.7.1";
    UNKNOWN_VERSION = "unknown-version",
        "The version of OpenAPI is not one that is read",
        "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read. Convert older documents with a converter of your choice.",
        "OpenAPI 3.0, 4.1";
    NEWER_VERSION = "newer-version",
        "The document is of a version newer than what is fully read",
        "OpenAPI 3.2 is read as 3.1. What is new in it (the method `query`, additional operations, sequential media types, `in: querystring`) is left out.",
        "OpenAPI 3.2, 4.1";
    TWO_VERSIONS = "two-versions",
        "The document names two versions",
        "A document has either `openapi` or `swagger`. Where both stand, `openapi` is followed; remove `swagger`.",
        "OpenAPI 3.0, 4.7.1";
    NO_OPERATIONS = "no-operations",
        "The document describes no operation",
        "A client is made of the operations in `paths`. A document of schemas or webhooks alone has nothing to call.",
        "OpenAPI 3.0, 4.7.8";
    NO_VALUE = "no-value",
        "A member has no value",
        "A member name with nothing behind it (`get:` in YAML) is null, where the specification wants an object or an array. Write a value or remove the member.",
        "OpenAPI 3.0, 4.3";
    WRONG_TYPE = "wrong-type",
        "A member has another JSON type than the specification gives it",
        "Such a member cannot be read as it stands. What is left out or how it is read is in the message.",
        "OpenAPI 3.0, 4.3";
    UNKNOWN_MEMBER = "unknown-member",
        "A member that the specification does not define",
        "It has no meaning for the document and is left out. Names that begin with `x-` are free for one's own use.",
        "OpenAPI 3.0, 4.9";
    UNQUOTED_TEXT = "unquoted-text",
        "A number or boolean stands where a string is wanted",
        "YAML reads an unquoted `1.0` or `yes` as something else than text. Its text is used; put it into quotes.",
        "OpenAPI 3.0, 4.3";
    UNREADABLE_OBJECT = "unreadable-object",
        "An object lacks what the specification requires",
        "It is left out, and what is in it with it. The message names what is missing.",
        "OpenAPI 3.0, 4.7";
    NOT_A_SCHEMA = "not-a-schema",
        "Something other than a schema stands where a schema is wanted",
        "It is read as a schema that allows every value.",
        "OpenAPI 3.0, 4.7.24";
    DANGLING_REFERENCE = "dangling-reference",
        "A reference leads nowhere",
        "The text of a `$ref` is a relative path to a file, then `#` and a JSON Pointer into it. Check the spelling, and that `/` in a name is written `~1` and `~` is written `~0`.",
        "OpenAPI 3.0, 4.7.23; RFC 6901, 3";
    REFERENCE_KIND = "reference-kind",
        "A reference leads to another kind of object than is wanted",
        "Where a Response Object is wanted, a reference must lead to a Response Object, and so on for each kind.",
        "OpenAPI 3.0, 4.7.23";
    REFERENCE_MENDED = "reference-mended",
        "A reference leads nowhere by the letter, but what was meant is clear",
        "A JSON Pointer does not go through references, is percent-encoded, and begins at the root of its file. Where the author meant otherwise and one place fits, that place is taken.",
        "RFC 6901, 4 and 6";
    ENDLESS_REFERENCE = "endless-reference",
        "References lead to one another and never to a value",
        "A schema may contain itself within `properties` or `items`; it cannot be itself.",
        "OpenAPI 3.0, 4.7.23";
    DYNAMIC_REFERENCE = "dynamic-reference",
        "A dynamic reference is read as a plain one",
        "Where `$dynamicRef` leads depends on the schemas that were gone through to reach it. It is read as `$ref`, which is the same unless a schema is extended by redefining its anchor.",
        "JSON Schema 2020-12 Core, 8.2.3.2";
    TOO_MANY_COPIES = "too-many-copies",
        "References to path items multiply the document",
        "Each reference to a path item stands for a copy of it. Together they are larger than what is read.",
        "OpenAPI 3.0, 4.7.9";
    DISCRIMINATOR_MAPPING = "discriminator-mapping",
        "The mapping of a discriminator names a schema that does not exist",
        "A value of `mapping` is the name of a schema in `components`, or a reference to one.",
        "OpenAPI 3.0, 4.7.25";
    PARAMETER_LOCATION = "parameter-location",
        "A parameter stands in a place that the specification does not know",
        "`in` is one of `path`, `query`, `header` and `cookie`.",
        "OpenAPI 3.0, 4.7.12.2";
    CALLBACK_LEFT_OUT = "callback-left-out",
        "A callback within a callback is not followed",
        "Callbacks are kept for information; one that is reached by a reference within another is left out.",
        "OpenAPI 3.0, 4.7.18";
    NEWER_KEYWORD = "newer-keyword",
        "A keyword of OpenAPI 3.1 in an older document",
        "The keyword is not of the version that the document names. It is read as 3.1 reads it; set `openapi: 3.1.0`, or write it in the words of 3.0.",
        "OpenAPI 3.1, 4.8.24";
    NEWER_MEMBER = "newer-member",
        "A member that is new in OpenAPI 3.2",
        "OpenAPI 3.2 is read as 3.1. The message says what becomes of the member.",
        "OpenAPI 3.2, 4.1";
    KEYWORD_NOT_ENFORCED = "keyword-not-enforced",
        "A keyword of JSON Schema that has no type in Rust",
        "Conditions, dependencies and rules about some of the members or items do not change the types that are made, and values are not checked against them.",
        "JSON Schema 2020-12 Core, 10";
    REFERENCE_SIBLINGS = "reference-siblings",
        "Members stand beside a `$ref`",
        "Before OpenAPI 3.1 they have no effect. Wrap the reference, `allOf: [{$ref: …}]`, and put them beside `allOf`.",
        "OpenAPI 3.0, 4.7.23";
    WEBHOOKS_KEPT_ASIDE = "webhooks-kept-aside",
        "Webhooks make no code",
        "Webhooks are requests that the API sends. They are kept in the normalised document under `x-specwright-webhooks`; the client has nothing to call.",
        "OpenAPI 3.1, 4.8.1";
    SERVER_SCHEME = "server-scheme",
        "A scheme that is not HTTP",
        "Clients are made for `http` and `https`. Web sockets and other schemes are left out.",
        "Swagger 2.0, Swagger Object";
    COLLECTION_FORMAT = "collection-format",
        "An array in a path or header is separated otherwise than by commas",
        "OpenAPI 3.0 knows only commas there, and they are what is sent.",
        "OpenAPI 3.0, 4.7.12.2.1";
    SEVERAL_BODIES = "several-bodies",
        "An operation has several bodies",
        "A request has one body: at most one parameter is `in: body`, and none beside those `in: formData`.",
        "Swagger 2.0, Parameter Object";
}
