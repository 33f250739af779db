//! Findings of the `lower` stage.

use super::codes;

codes! {
    REFERENCE_TO_NOTHING = "reference-to-nothing", "a reference leads nowhere",
        "A `$ref` names a component that the document does not have. What refers to it is left out, or takes any JSON value where a schema is missing. Add the component or mend the reference.",
        "OpenAPI 3.0.3, 4.7.23";
    SCHEMA_TOO_DEEP = "schema-too-deep", "schemas are nested too deep",
        "Schemas inside each other beyond the limit become any JSON value, so that no document can exhaust the generator or the compiler. Give inner schemas a name in `components/schemas`.",
        "";
    ALL_OF_CYCLE = "all-of-cycle", "a schema contains itself by `allOf`",
        "A schema whose `allOf` leads back to itself says nothing more the second time; it is taken once.",
        "OpenAPI 3.0.3, 4.7.24.1";
    ALL_OF_CONFLICT = "all-of-conflict", "`allOf` joins schemas that exclude each other",
        "No value can be of two types at once. The type named first is taken. Mend the schemas so that one value can obey all of them.",
        "OpenAPI 3.0.3, 4.7.24.1";
    NOT_IGNORED = "not-ignored", "`not` is ignored",
        "What a value must not be has no counterpart in a Rust type. Values are neither refused nor checked for it.",
        "OpenAPI 3.0.3, 4.7.24";
    ENUM_VALUE_OF_OTHER_TYPE = "enum-value-of-other-type", "`enum` has values that its `type` excludes",
        "A value of `enum` that is not of the schema's `type` can never occur. It is left out. Mend the value or the type.",
        "JSON Schema Validation draft Wright-00, 5.20";
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
    NO_MEDIA_TYPE = "no-media-type", "a key of `content` is no media type",
        "Type and subtype must be tokens divided by `/`. The entry is left out.",
        "RFC 9110, 8.3.1";
    MEDIA_RANGE_SENT = "media-range-sent", "a request body has a media range",
        "A range such as `*/*` cannot be a `Content-Type`. The body is sent as JSON where its schema is structured, else as bytes. Name the media type that the server takes.",
        "OpenAPI 3.0.3, 4.7.13";
    MULTIPART_WITHOUT_PARTS = "multipart-without-parts", "a multipart body names no parts",
        "The parts of a multipart body are the members of its schema. Without them there is nothing to send. List the parts as `properties`.",
        "OpenAPI 3.0.3, 4.7.14.5";
    OTHER_ENCODING_NOT_ASKED_FOR = "other-encoding-not-asked-for", "a response documents JSON and other encodings of it",
        "Where the same schema is documented as JSON and as XML, YAML or another encoding, the client asks for JSON alone.",
        "OpenAPI 3.0.3, 4.7.17";
    CONTENT_WITHOUT_BODY = "content-without-body", "content is documented where HTTP has none",
        "Responses to HEAD, and those with status 1xx, 204, 205 and 304, have no content. What the document says of it is ignored.",
        "RFC 9110, 6.4.1";
    NO_STATUS = "no-status", "a key of `responses` is no status",
        "Statuses are 100 to 599, ranges `1XX` to `5XX`. The response is left out.",
        "RFC 9110, 15";
    NO_HEADER_NAME = "no-header-name", "a key of `headers` is no field name",
        "Names of header fields are tokens. The header is left out.",
        "RFC 9110, 5.1";
    HEADER_PARAMETER_IGNORED = "header-parameter-ignored", "a header parameter is ignored",
        "`Accept`, `Content-Type` and `Authorization` are described by `content` and `security`; headers of the connection and of message framing belong to the client; a name that is no token cannot be sent.",
        "OpenAPI 3.0.3, 4.7.12.1";
    PARAMETER_CONTENT_AS_TEXT = "parameter-content-as-text", "the `content` of a parameter is not JSON",
        "A parameter with `content` of another media type is given and sent as text.",
        "OpenAPI 3.0.3, 4.7.12.2";
    PATH_VARIABLE_WITHOUT_PARAMETER = "path-variable-without-parameter", "a path variable has no parameter",
        "Each `{name}` of a path needs a parameter of that name in `path`. The operation cannot be called and is left out. Declare the parameter.",
        "OpenAPI 3.0.3, 4.7.8";
    PATH_PARAMETER_WITHOUT_VARIABLE = "path-parameter-without-variable", "a path parameter has no place in the path",
        "A parameter in `path` must stand as `{name}` in the path. It is left out.",
        "OpenAPI 3.0.3, 4.7.12.2";
    PATH_WITH_QUERY_OR_FRAGMENT = "path-with-query-or-fragment", "a path has a query or a fragment",
        "Paths are matched as paths: `?` and `#` in them are sent percent-encoded. Declare query parameters instead.",
        "OpenAPI 3.0.3, 4.7.8";
    SERVER_VARIABLE_UNDECLARED = "server-variable-undeclared", "a server URL has a variable that is not declared",
        "Each `{name}` in a server URL needs an entry in `variables`. Without a default the user of the client must set it.",
        "OpenAPI 3.0.3, 4.7.5";
    SECURITY_NOT_SENT = "security-not-sent", "a security scheme cannot be sent",
        "The scheme is not declared, or names no header or authentication scheme. The client sends nothing for it.",
        "OpenAPI 3.0.3, 4.7.27";
    SELECTION_NAMES_NOTHING = "selection-names-nothing", "a selection names no operation",
        "An entry of the selection answers to no tag, operation or path of the document: it is misspelt, or the document has changed.",
        "";
}
