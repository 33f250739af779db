//! Findings of the `lower` stage.

use super::codes;

codes! {
    NOT_NORMALIZED = "not-normalized", "a part of the document that should have been mended cannot be generated",
        "References that lead nowhere, names that are no header fields, statuses or media types, path variables without a parameter and the like are mended before types are made. What is still there, in a document that did not take that way, is left out, and what surrounds it stays.",
        "";
    SCHEMA_TOO_DEEP = "schema-too-deep", "schemas are nested too deep",
        "Schemas inside each other beyond the limit become any JSON value, so that no document can exhaust the generator or the compiler. Give inner schemas a name in `components/schemas`.",
        "";
    SCHEMAS_TOO_LARGE = "schemas-too-large", "schemas merge into too much",
        "Members beside `oneOf` are part of every alternative, and `allOf` repeats the members of what it names. Where that makes many times more members than the document has, the document is refused. Give shared members a schema of their own and refer to it from a member.",
        "";
    ALL_OF_CONFLICT = "all-of-conflict", "`allOf` joins schemas that exclude each other",
        "No value can be of two types at once: the type named first is taken. And `additionalProperties: false` speaks of the `properties` beside it alone: in a part of an `allOf` it forbids the members of all other parts, so it is not followed there. Mend the schemas so that one value can obey all of them.",
        "OpenAPI 3.0.3, 4.7.24.1";
    NOT_IGNORED = "not-ignored", "`not` is ignored",
        "What a value must not be has no counterpart in a Rust type. Values are neither refused nor checked for it.",
        "OpenAPI 3.0.3, 4.7.24";
    ENUM_VALUE_STRUCTURED = "enum-value-structured", "`enum` has arrays or objects",
        "Only scalars become variants. A schema whose `enum` lists arrays or objects keeps the type that its other keywords give.",
        "JSON Schema Validation draft Wright-00, 5.20";
    REQUIRED_WITHOUT_PROPERTY = "required-without-property", "`required` names a member that `properties` does not have",
        "A member without a schema is mostly a slip: the name is misspelt or the member was renamed. Its presence is not checked, so that what providers send can be decoded. Add the property or take the name out of `required`.",
        "JSON Schema Validation draft Wright-00, 5.15";
    ALTERNATIVES_ONLY_REQUIRE = "alternatives-only-require", "alternatives differ only in what they require",
        "`oneOf` or `anyOf` whose alternatives only list `required` members do not change the type; which combinations are allowed is not checked.",
        "OpenAPI 3.0.3, 4.7.24";
    SEVERAL_CHOICES = "several-choices", "several `oneOf` or `anyOf` hold at once",
        "A value must fit one alternative of each. The members of all alternatives are taken into one struct as optional members; where the alternatives are no objects, any JSON value is taken.",
        "OpenAPI 3.0.3, 4.7.24";
    DISCRIMINATOR_INCOMPLETE = "discriminator-incomplete", "a discriminator does not name every alternative",
        "An alternative that is written in place has no name that a discriminator could mean. The alternatives are told apart by their contents instead. Move the schema to `components/schemas`.",
        "OpenAPI 3.0.3, 4.7.25";
    MAPPING_OUTSIDE_CHOICE = "mapping-outside-choice", "a discriminator maps to a schema that is no alternative",
        "The mapping names a schema that `oneOf` or `anyOf` does not list. A value with that tag is kept as unknown.",
        "OpenAPI 3.0.3, 4.7.25";
    ALIAS_OF_ITSELF = "alias-of-itself", "a schema is an array, map or reference of nothing but itself",
        "Such a schema has no Rust type of its own. Its items are taken as any JSON value.",
        "";
    MEDIA_RANGE_SENT = "media-range-sent", "a request body has a media range",
        "A range such as `*/*` cannot be a `Content-Type`. The body is sent as JSON where its schema is structured, else as bytes. Name the media type that the server takes.",
        "OpenAPI 3.0.3, 4.7.13";
    PART_HEADERS_NOT_SENT = "part-headers-not-sent", "headers of a multipart part are not sent",
        "`encoding` may document headers for a part. A part is sent with its `Content-Disposition` and its `Content-Type`, and with no others.",
        "OpenAPI 3.0.3, 4.7.15.1";
    CALLBACKS_KEPT_ASIDE = "callbacks-kept-aside", "callbacks make no code",
        "Callbacks are requests that the provider sends because of an operation. The client has nothing to call, and no server is made.",
        "OpenAPI 3.0.3, 4.7.18";
    MULTIPART_WITHOUT_PARTS = "multipart-without-parts", "a multipart body names no parts",
        "The parts of a multipart body are the members of its schema. Without them there is nothing to send. List the parts as `properties`.",
        "OpenAPI 3.0.3, 4.7.14.5";
    OTHER_ENCODING_NOT_ASKED_FOR = "other-encoding-not-asked-for", "a response documents JSON and other encodings of it",
        "Where the same schema is documented as JSON and as XML, YAML or another encoding, the client asks for JSON alone.",
        "OpenAPI 3.0.3, 4.7.17";
    CONTENT_WITHOUT_BODY = "content-without-body", "content is documented where HTTP has none",
        "Responses to HEAD, and those with status 1xx, 204, 205 and 304, have no content. What the document says of it is ignored.",
        "RFC 9110, 6.4.1";
    PARAMETER_CONTENT_AS_TEXT = "parameter-content-as-text", "the `content` of a parameter is not JSON",
        "A parameter with `content` of another media type is given and sent as text.",
        "OpenAPI 3.0.3, 4.7.12.2";
    SELECTION_NAMES_NOTHING = "selection-names-nothing", "a choice names nothing in the document",
        "An entry of the selection, of `schemas` or of `rename` answers to nothing in the document: it is misspelt, or the document has changed.",
        "";
}
