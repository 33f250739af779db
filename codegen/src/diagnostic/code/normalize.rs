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
        "A client is made of the operations in `paths`. Of a document with schemas alone, such as the payloads of webhooks, the types are made; without schemas there is nothing to make.",
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
        "The text of a `$ref` is a relative path to a file, then `#` and a JSON Pointer into it. Check the spelling, and that `/` in a name is written `~1` and `~` is written `~0`. What needs it is left out, with a warning `left-out` each.",
        "OpenAPI 3.0, 4.7.23; RFC 6901, 3";
    LEFT_OUT = "left-out",
        "Something is left out because a reference that it needs leads nowhere",
        "An operation that needs a schema, parameter, body or response that does not exist, itself or by way of components, cannot be generated: it is left out, and the others are made. A response header, link, example or callback is left out alone, because an operation can be called without it; so is a response of an error, because an answer of a status that is not documented is an error that keeps it whole. Of a component that nothing uses, only its type is left out. The reference has a finding of its own: mend it, and what is left out comes back. `--strict` makes this an error.",
        "OpenAPI 3.0, 4.7.23";
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
    INFO_MISSING = "info-missing",
        "The document has no title or version",
        "`info` holds `title` and `version`, both required. They name the generated crate and its documentation.",
        "OpenAPI 3.0, 4.7.2";
    TAGS = "tags",
        "Tags are not what the specification wants",
        "A Tag Object has a name that no other has; an operation's `tags` is an array of names.",
        "OpenAPI 3.0, 4.7.22";
    FLAG_AS_TEXT = "flag-as-text",
        "A boolean is written as text or number",
        "`\"true\"` is text. Write `true` and `false` without quotes.",
        "OpenAPI 3.0, 4.3";
    MISPLACED_KEYWORD = "misplaced-keyword",
        "A keyword stands among the properties",
        "`properties` holds schemas by the names of members. A keyword of the schema itself belongs beside `properties`, one step further out.",
        "OpenAPI 3.0, 4.7.24";
    SERVER_URL = "server-url",
        "The URL of a server cannot be used as it is",
        "A server's URL is an absolute `http` or `https` URL, or one relative to where the document is served, without user information, query and fragment.",
        "OpenAPI 3.0, 4.7.5";
    SERVER_RELATIVE = "server-relative",
        "The URL of a server is relative",
        "It is relative to where the document is served, which a file does not tell. Give the client a base URL.",
        "OpenAPI 3.0, 4.7.5";
    SERVER_VARIABLE = "server-variable",
        "A server variable is not complete",
        "Each name in braces is declared in `variables`, with a `default` that is among the values of `enum`, if it has any.",
        "OpenAPI 3.0, 4.7.6";
    SECURITY_SCHEME = "security-scheme",
        "A security scheme is not what the specification wants",
        "Types are `apiKey` (with `name` and `in`), `http` (with `scheme`), `oauth2` (with `flows`) and `openIdConnect` (with `openIdConnectUrl`).",
        "OpenAPI 3.0, 4.7.27";
    SECURITY_OF_CONNECTION = "security-of-connection",
        "A security scheme is one of the connection",
        "Mutual TLS is agreed when the connection is made. Give the client an HTTP client with a certificate; requests are the same without it.",
        "OpenAPI 3.1, 4.8.27";
    SECURITY_REQUIREMENT = "security-requirement",
        "A security requirement names no security scheme",
        "Each name in a requirement is that of a scheme in `components/securitySchemes`.",
        "OpenAPI 3.0, 4.7.30";
    HEADER_NAME = "header-name",
        "A header has a name that cannot be sent",
        "Header names are tokens. `Host`, `Content-Length`, `Transfer-Encoding` and others that frame a message or belong to a connection are set by the HTTP client alone.",
        "RFC 9110, 5.6.2 and 7.6.1";
    IGNORED_HEADER = "ignored-header",
        "A header is told elsewhere",
        "Parameters `Accept`, `Content-Type` and `Authorization` are ignored, as is a response header `Content-Type`: media types and security schemes tell them. An `Authorization` parameter of an operation without security is read as an API key.",
        "OpenAPI 3.0, 4.7.12.1 and 4.7.17.1";
    PATH_KEY = "path-key",
        "A key of `paths` is no path template",
        "A path begins with a slash, without scheme and host, and has the names of its parameters alone in braces.",
        "OpenAPI 3.0, 4.7.8";
    PATH_QUERY = "path-query",
        "A path has a query",
        "A path is no place for a query. Its members are read as required query parameters of one value each.",
        "OpenAPI 3.0, 4.7.8";
    PATH_FRAGMENT = "path-fragment",
        "A path has a fragment",
        "A fragment is never sent. Where it tells two operations apart, what is sent must tell them apart too, such as a query parameter.",
        "RFC 3986, 3.5";
    SAME_PATHS = "same-paths",
        "Two paths differ only in the names of their parameters",
        "They are identical for a server, which decides by the request.",
        "OpenAPI 3.0, 4.7.8.1";
    OPERATION_ID = "operation-id",
        "An `operationId` is missing its meaning",
        "It is a text, unique among all operations. An operation without one is named by its method and path.",
        "OpenAPI 3.0, 4.7.10.1";
    NO_RESPONSES = "no-responses",
        "An operation documents no response",
        "`responses` has at least one. Without any, every answer is taken with its body as bytes.",
        "OpenAPI 3.0, 4.7.16";
    BODY_PARAMETER = "body-parameter",
        "A body is written as a parameter",
        "Since OpenAPI 3.0 a body is `requestBody`.",
        "OpenAPI 3.0, 4.7.13";
    SCHEMA_WITHOUT_CONTENT = "schema-without-content",
        "A schema stands outside `content`",
        "Since OpenAPI 3.0 the schema of a body stands in `content`, below its media type.",
        "OpenAPI 3.0, 4.7.14";
    MEDIA_TYPE = "media-type",
        "A key of `content` is no media type",
        "Keys are media types or ranges of them: `application/json`, `text/*`.",
        "OpenAPI 3.0, 4.7.13.1; RFC 9110, 8.3.1";
    EXAMPLES = "examples",
        "Examples are not what the specification wants",
        "`example` is a value. `examples` is an object of Example Objects, each with `value` or `externalValue`. Only one of the two is given.",
        "OpenAPI 3.0, 4.7.19";
    PARAMETER_SCHEMA = "parameter-schema",
        "A parameter has not exactly one schema",
        "A parameter has either `schema`, or `content` with one media type.",
        "OpenAPI 3.0, 4.7.12.2";
    PARAMETER_STYLE = "parameter-style",
        "A parameter has a style that its place does not have",
        "`path` has `simple`, `label`, `matrix`; `query` has `form`, `spaceDelimited`, `pipeDelimited`, `deepObject`; `header` has `simple`; `cookie` has `form`.",
        "OpenAPI 3.0, 4.7.12.3";
    PATH_PARAMETER_OPTIONAL = "path-parameter-optional",
        "A path parameter is not marked as required",
        "A path without one of its values is another path, so that `required: true` is the only choice.",
        "OpenAPI 3.0, 4.7.12.1";
    PATH_PARAMETER_NAME = "path-parameter-name",
        "A path parameter is spelled otherwise than in the path",
        "The name of a path parameter is the text between the braces, exactly.",
        "OpenAPI 3.0, 4.7.12.1";
    PATH_PARAMETER_NOT_IN_PATH = "path-parameter-not-in-path",
        "A path parameter has no place in the path",
        "A path parameter stands between braces in its path.",
        "OpenAPI 3.0, 4.7.12.1";
    PATH_PARAMETER_UNDECLARED = "path-parameter-undeclared",
        "A name in the path has no parameter",
        "Each name between braces is a parameter `in: path` of the path item or of each of its operations.",
        "OpenAPI 3.0, 4.3";
    DUPLICATE_PARAMETER = "duplicate-parameter",
        "Two parameters have the same name and place",
        "A list of parameters has none twice. A parameter of an operation overrides the one of its path item.",
        "OpenAPI 3.0, 4.7.10.1";
    STATUS_KEY = "status-key",
        "A key of `responses` is not written as a status",
        "Keys are statuses from 100 to 599, the ranges `1XX` to `5XX`, and `default`.",
        "OpenAPI 3.0, 4.7.16.1";
    INFORMATIONAL_STATUS = "informational-status",
        "An informational status is documented as a response",
        "A 1xx response comes before the final one and is dealt with by the HTTP client.",
        "RFC 9110, 15.2";
    RESPONSE_DESCRIPTION = "response-description",
        "A response has no description",
        "`description` is the one member that a Response Object must have.",
        "OpenAPI 3.0, 4.7.17";
    BODY_WITHOUT_CONTENT = "body-without-content",
        "A response that has no body is documented with one",
        "204, 205 and 304 end with the header section.",
        "RFC 9110, 15.3.5, 15.3.6 and 15.4.5";
    REQUIRED = "required",
        "`required` is not a list of property names",
        "In a schema, `required` is an array of the names of the properties that must be there. A boolean belongs to parameters and request bodies.",
        "OpenAPI 3.0, 4.7.24";
    UNKNOWN_TYPE = "unknown-type",
        "A schema has a type that the specification does not know",
        "Types are `string`, `number`, `integer`, `boolean`, `array` and `object`; what is finer is told by `format`.",
        "OpenAPI 3.0, 4.4";
    BOUND = "bound",
        "A bound of a schema cannot hold as it is written",
        "Bounds are numbers; lengths and counts are whole and not negative; the least is not above the most.",
        "JSON Schema Validation, 6";
    PATTERN = "pattern",
        "A pattern stands between slashes",
        "`pattern` is the regular expression itself. Slashes around it are characters to match, so that `/^a$/` matches no text at all. It is read without them; flags behind them cannot be said.",
        "OpenAPI 3.0, 4.7.24.1; ECMA-262, 22.2.1";
    IMPLIED_TYPE = "implied-type",
        "A schema has keywords of one type and no `type`",
        "By the letter such a schema allows all values of other types. It is read as one of the type that its keywords tell.",
        "JSON Schema Validation, 4.2";
    NO_ITEMS = "no-items",
        "An array has no `items`",
        "`items` must be present when the type is `array`. Without it the items may be anything.",
        "OpenAPI 3.0, 4.7.24";
    VALUE_TYPE = "value-type",
        "A value is not of its schema's type",
        "Values of `enum` and `default` conform to the type of the same schema. A number that stands for a text, and the like, is turned into what is meant.",
        "OpenAPI 3.0, 4.7.24.1";
    DISCRIMINATOR = "discriminator",
        "A discriminator has no property",
        "A Discriminator Object has `propertyName`, the name of the member whose value tells the schema.",
        "OpenAPI 3.0, 4.7.25";
    ENDLESS_SCHEMA = "endless-schema",
        "A schema is itself",
        "By way of `allOf`, `oneOf` and `anyOf` alone a schema must not lead to itself: checking a value would never end.",
        "JSON Schema 2020-12 Core, 9.4.1";
}
