//! Mends of everything but schemas (OpenAPI 3.0, 4.7).

use crate::support::{Outcome, normalize};

fn paths(paths: &str) -> Outcome {
    normalize(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}"
    ))
}

/// One operation `GET /a/{id}` with these members; the path parameter is declared.
fn operation(members: &str) -> Outcome {
    paths(&format!(
        "  /a/{{id}}:\n    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]\n    get:\n{members}"
    ))
}

const OK: &str = "responses: {200: {description: ok}}";
const AT: &str = "/paths/~1a~1{id}/get";

fn parameter(parameter: &str) -> Outcome {
    operation(&format!("      parameters: [{parameter}]\n      {OK}\n"))
}

fn root(members: &str) -> Outcome {
    normalize(&format!(
        "openapi: 3.0.3\n{members}\npaths: {{/a: {{get: {{{OK}}}}}}}\n"
    ))
}

#[test]
fn title_and_version() {
    root("info: {title: T, version: 1.10}")
        .is("/info", "{title: T, version: '1.1'}")
        .finds(&["unquoted-text"]);
    root("info: {title: ''}")
        .is("/info", "{title: API, version: 0.0.0}")
        .finds(&["info-missing", "info-missing"]);
    root("x-a: 1").is("/info", "{title: API, version: 0.0.0}");
    root("info: {title: T, version: '1'}\ntags: [{name: a}, {name: a}, {}, {name: 1}]")
        .is("/tags", "[{name: a}, {name: '1'}]")
        .finds(&["tags"]);
}

fn servers(servers: &str) -> Outcome {
    root(&format!(
        "info: {{title: T, version: '1'}}\nservers: {servers}"
    ))
}

#[test]
fn server_urls() {
    for (url, becomes, codes) in [
        (
            "https://a.example/v1",
            "[{url: 'https://a.example/v1'}]",
            &[][..],
        ),
        ("//a.example", "[{url: 'https://a.example'}]", &[]),
        (
            "a.example/v1",
            "[{url: 'https://a.example/v1'}]",
            &["server-url"],
        ),
        (
            "localhost:8080",
            "[{url: 'https://localhost:8080'}]",
            &["server-url"],
        ),
        ("/v1", "[{url: /v1}]", &["server-relative"]),
        (
            "https://a.example?x=1#f",
            "[{url: 'https://a.example'}]",
            &["server-url"],
        ),
        // A30: refused
        ("javascript:alert(1)", "[]", &["server-url"]),
        ("file:///etc", "[]", &["server-url"]),
        ("wss://a.example", "[]", &["server-url"]),
        ("https://user@a.example", "[]", &["server-url"]),
        ("https://a b.example", "[]", &["server-url"]),
        ("https://", "[]", &["server-url"]),
    ] {
        servers(&format!("[{{url: '{url}'}}]"))
            .is("/servers", becomes)
            .finds(codes);
    }
    servers("[{description: none}]")
        .is("/servers", "[]")
        .finds(&["server-url"]);
}

#[test]
fn server_variables() {
    servers("[{url: 'https://{a}.example:{port}', variables: {a: {enum: [x, 1], description: d}, port: {default: 8443, enum: [443]}}}]")
        .is(
            "/servers/0/variables",
            "{a: {default: x, enum: [x, '1'], description: d}, port: {default: '8443', enum: ['8443', '443']}}",
        )
        .finds(&["server-variable", "server-variable"]);
    servers("[{url: 'https://{a}.example'}]")
        .is("/servers/0/variables", "a: {default: a}")
        .finds(&["server-variable"]);
}

fn security(schemes: &str, requirement: &str) -> Outcome {
    root(&format!(
        "info: {{title: T, version: '1'}}\nsecurity: {requirement}\ncomponents: {{securitySchemes: {schemes}}}"
    ))
}

#[test]
fn security_schemes() {
    for (scheme, becomes, codes) in [
        (
            "{type: apikey, in: Header, name: X-A}",
            "{type: apiKey, in: header, name: X-A}",
            &["security-scheme", "security-scheme"][..],
        ),
        (
            "{type: bearer}",
            "{type: http, scheme: bearer}",
            &["security-scheme"],
        ),
        (
            "{type: basic}",
            "{type: http, scheme: basic}",
            &["security-scheme"],
        ),
        (
            "{scheme: bearer}",
            "{type: http, scheme: bearer}",
            &["security-scheme"],
        ),
        (
            "{type: oauth2}",
            "{type: oauth2, flows: {}}",
            &["security-scheme"],
        ),
        (
            "{type: oauth2, flows: {accessCode: {scopes: [a]}}}",
            "{type: oauth2, flows: {authorizationCode: {authorizationUrl: '', tokenUrl: '', scopes: {a: ''}}}}",
            &[],
        ),
        (
            "{type: openIdConnect}",
            "{type: openIdConnect, openIdConnectUrl: ''}",
            &[],
        ),
    ] {
        security(&format!("{{s: {scheme}}}"), "[{s: []}]")
            .is("/components/securitySchemes/s", becomes)
            .is("/security", "[{s: []}]")
            .finds(codes);
    }
    for scheme in [
        "{type: magic}",
        "{type: apiKey, in: header}",
        "{type: apiKey, in: header, name: 'a b'}",
        "{type: http}",
    ] {
        let outcome = security(&format!("{{s: {scheme}}}"), "[{s: []}]");
        outcome
            .is("/security", "[]")
            .lacks("/components/securitySchemes/s");
        assert_eq!(
            outcome.findings.last().unwrap().0,
            "security-requirement",
            "{scheme}"
        );
    }
}

#[test]
fn security_requirements() {
    let schemes = "{s: {type: http, scheme: basic}, m: {type: mutualTLS}}";
    security(schemes, "{s: []}")
        .is("/security", "[{s: []}]")
        .finds(&["security-of-connection"]);
    security(schemes, "[{s: null}, s, {n: []}]")
        .is("/security", "[{s: []}, {s: []}]")
        .finds(&["security-of-connection", "security-requirement"]);
    security(schemes, "[{s: [], m: []}, {m: []}]").is("/security", "[{s: []}, {}]");
}

#[test]
fn keys_of_paths() {
    let get = format!("{{get: {{{OK}}}}}");
    paths(&format!("  a: {get}\n  https://x.example/b: {get}\n"))
        .is("/paths/~1a/get/responses/200", "description: ok")
        .is("/paths/~1b/get/responses/200", "description: ok")
        .finds(&["path-key", "path-key"]);
    paths(&format!("  '/a/{{id:[0-9]+}}': {{parameters: [{{name: id, in: path, required: true, schema: {{type: integer}}}}], get: {{{OK}}}}}\n"))
        .is("/paths/~1a~1{id}/parameters/0/schema", "type: integer")
        .finds(&["path-key"]);
    let p = |name: &str| {
        format!(
            "{{parameters: [{{name: {name}, in: path, required: true, schema: {{type: string}}}}], get: {{{OK}}}}}"
        )
    };
    paths(&format!("  /a/{{x}}: {}\n  /a/{{y}}: {}\n", p("x"), p("y"))).finds(&["same-paths"]);
}

// OpenAPI 3.0, 4.7.8: each path is there once, and none may cost another its operations.
#[test]
fn paths_that_are_one_once_they_are_mended_stay_apart() {
    let get = format!("{{get: {{{OK}}}}}");
    paths(&format!("  a: {get}\n  /a: {{post: {{{OK}}}}}\n"))
        .is("/paths/~1a/post", &format!("{{{OK}}}"))
        .is("/paths/~1a#2/get", &format!("{{{OK}}}"))
        .is("/paths/~1a#2/x-specwright-path", "/a")
        .finds(&["path-key", "path-fragment"]);
}

#[test]
fn queries_and_fragments_in_paths() {
    let get = format!("{{get: {{{OK}}}}}");
    paths(&format!("  /a?b=c&d: {get}\n"))
        .is("/paths/~1a?b=c&d/x-specwright-path", "/a")
        .is(
            "/paths/~1a?b=c&d/parameters",
            "[{name: b, in: query, required: true, schema: {type: string, enum: [c]}}, {name: d, in: query, required: true, schema: {type: string, enum: ['']}}]",
        )
        .finds(&["path-query"]);
    paths(&format!(
        "  '/a#Action=One': {get}\n  '/a#Action=Two': {get}\n"
    ))
    .is("/paths/~1a#Action=Two/x-specwright-path", "/a")
    .finds(&["path-fragment"]);
    paths(&format!("  '/a?b={{c}}':\n    get:\n      parameters: [{{name: c, in: path, required: true, schema: {{type: integer}}}}]\n      {OK}\n"))
        .is("/paths/~1a?b={c}/get/parameters", "[{name: b, in: query, required: true, schema: {type: integer}}]")
        .finds(&["path-query"]);
}

#[test]
fn operations() {
    operation(&format!("      operationId: a\n      tags: [1, {{name: b}}]\n      {OK}\n    put:\n      operationId: a\n      {OK}\n"))
        .is(&format!("{AT}/tags"), "['1', b]")
        .lacks("/paths/~1a~1{id}/put/operationId")
        .finds(&["tags", "operation-id"]);
    operation("      summary: s\n")
        .is(
            &format!("{AT}/responses"),
            "default: {description: Not documented.}",
        )
        .finds(&["no-responses"]);
    paths(&format!(
        "  /a:\n    get: 5\n    put: null\n    post: {{{OK}}}\n"
    ))
    .lacks("/paths/~1a/get")
    .lacks("/paths/~1a/put")
    .finds(&["wrong-type", "no-value"]);
}

#[test]
fn parameters_by_themselves() {
    for (written, becomes, codes) in [
        (
            "{name: q, in: Query, schema: {}}",
            "{name: q, in: query, schema: {}}",
            &["parameter-location"][..],
        ),
        (
            "{name: q, schema: {}}",
            "{name: q, in: query, schema: {}}",
            &["parameter-location"],
        ),
        (
            "{name: q, in: query}",
            "{name: q, in: query, schema: {type: string}}",
            &["parameter-schema"],
        ),
        (
            "{name: q, in: query, type: integer}",
            "{name: q, in: query, schema: {type: integer}}",
            &["parameter-schema"],
        ),
        (
            "{name: 5, in: query, schema: {}}",
            "{name: '5', in: query, schema: {}}",
            &["unquoted-text"],
        ),
        (
            "{name: q, in: query, required: 'true', schema: {}}",
            "{name: q, in: query, required: true, schema: {}}",
            &["flag-as-text"],
        ),
        (
            "{name: q, in: query, content: {application/json: {}, text/plain: {}}}",
            "{name: q, in: query, content: {application/json: {}}}",
            &["parameter-schema"],
        ),
        (
            "{name: q, in: query, style: deepobject, schema: {}}",
            "{name: q, in: query, style: deepObject, schema: {}}",
            &["parameter-style"],
        ),
        (
            "{name: q, in: query, style: simple, schema: {}}",
            "{name: q, in: query, explode: false, schema: {}}",
            &["parameter-style"],
        ),
        (
            "{name: X-Q, in: header, style: form, schema: {}}",
            "{name: X-Q, in: header, schema: {}}",
            &["parameter-style"],
        ),
        (
            "{name: q, in: query, schema: {}, example: 1, examples: {a: 2}}",
            "{name: q, in: query, schema: {}, examples: {a: {value: 2}, example: {value: 1}}}",
            &["wrong-type", "examples"],
        ),
    ] {
        let outcome = parameter(written);
        outcome.is(&format!("{AT}/parameters/0"), becomes);
        if !written.contains("examples") {
            outcome.finds(codes);
        }
    }
    for (written, code) in [
        ("{in: query, schema: {}}", "unreadable-object"),
        (
            "{name: q, in: querystring, schema: {}}",
            "parameter-location",
        ),
        ("{name: Accept, in: header, schema: {}}", "ignored-header"),
        (
            "{name: Content-Length, in: header, schema: {}}",
            "header-name",
        ),
        ("{name: 'X A', in: header, schema: {}}", "header-name"),
        ("5", "wrong-type"),
    ] {
        parameter(written)
            .is(&format!("{AT}/parameters"), "[]")
            .finds(&[code]);
    }
}

#[test]
fn parameters_and_their_path() {
    paths(&format!("  /a/{{id}}/{{x}}:\n    get:\n      parameters: [{{name: ID, in: path, schema: {{}}}}, {{name: no, in: path, required: true, schema: {{}}}}]\n      {OK}\n"))
        .is(
            "/paths/~1a~1{id}~1{x}/get/parameters",
            "[{name: id, in: path, required: true, schema: {}}, {name: x, in: path, required: true, schema: {type: string}}]",
        )
        .finds(&["path-parameter-optional", "path-parameter-name", "path-parameter-not-in-path", "path-parameter-undeclared"]);
    operation(&format!("      parameters: [{{name: q, in: query, schema: {{type: integer}}}}, {{name: q, in: query, schema: {{}}}}, {{name: q, in: cookie, schema: {{}}}}]\n      {OK}\n"))
        .is(
            &format!("{AT}/parameters"),
            "[{name: q, in: query, schema: {type: integer}}, {name: q, in: cookie, schema: {}}]",
        )
        .finds(&["duplicate-parameter"]);
}

// OpenAPI 3.0, 4.7.12.1: such parameters "SHALL be ignored"; a client must send it all the same
#[test]
fn a_header_parameter_authorization_is_security() {
    parameter("{name: Authorization, in: header, required: true, schema: {type: string}}")
        .is(&format!("{AT}/parameters"), "[]")
        .is(&format!("{AT}/security"), "[{Authorization: []}]")
        .is(
            "/components/securitySchemes/Authorization",
            "{type: apiKey, in: header, name: Authorization}",
        )
        .finds(&["ignored-header"]);
}

#[test]
fn bodies_as_in_2_0() {
    parameter("{name: b, in: body, required: true, schema: {type: object}}")
        .is(
            &format!("{AT}/requestBody"),
            "{required: true, content: {application/json: {schema: {type: object}}}}",
        )
        .is(&format!("{AT}/parameters"), "[]")
        .finds(&["body-parameter"]);
    parameter("{name: f, in: formData, schema: {type: string}}").is(
        &format!("{AT}/requestBody/content"),
        "application/x-www-form-urlencoded: {schema: {type: object, properties: {f: {type: string}}}}",
    );
    operation("      responses: {200: {description: ok, schema: {type: string}}}\n")
        .is(
            &format!("{AT}/responses/200/content"),
            "application/json: {schema: {type: string}}",
        )
        .finds(&["schema-without-content"]);
}

#[test]
fn media_types() {
    operation("      responses: {200: {description: ok, content: {json: {schema: {type: string}}, 'text/plain ': {}, 'a b/c': {}, nonsense: {}}}}\n")
        .is(&format!("{AT}/responses/200/content"), "{application/json: {schema: {type: string}}, text/plain: {}}")
        .finds(&["media-type"; 4]);
    operation("      responses: {200: {description: ok, content: {schema: {type: string}}}}\n")
        .is(
            &format!("{AT}/responses/200/content"),
            "application/json: {schema: {type: string}}",
        )
        .finds(&["schema-without-content"]);
}

#[test]
fn examples_of_media_types() {
    operation("      responses: {200: {description: ok, content: {application/json: {examples: {a: {b: 1}, c: {value: 2}}}}}}\n")
        .is(
            &format!("{AT}/responses/200/content/application~1json/examples"),
            "{a: {value: {b: 1}}, c: {value: 2}}",
        )
        .finds(&["examples"]);
    operation("      responses: {200: {description: ok, content: {application/json: {examples: [1, {b: 2}]}}}}\n").is(
        &format!("{AT}/responses/200/content/application~1json/examples"),
        "{'1': {value: 1}, '2': {value: {b: 2}}}",
    );
}

// OpenAPI 3.0, 4.7.15.1: "When style is form, the default value is true."
#[test]
fn the_default_of_explode_is_written_out() {
    operation(&format!(
        "      requestBody: {{content: {{application/x-www-form-urlencoded: {{schema: {{type: object}}, encoding: {{a: {{}}, b: {{style: pipeDelimited}}}}}}}}}}\n      {OK}\n"
    ))
    .is(
        &format!("{AT}/requestBody/content/application~1x-www-form-urlencoded/encoding"),
        "{a: {explode: true}, b: {style: pipeDelimited}}",
    );
}

// OpenAPI 3.0, 4.7.16.1; RFC 9110, 15
#[test]
fn keys_of_responses() {
    operation("      responses: {4xx: {description: a}, '200 OK': {description: b}, '500-599': {description: c}, Default: {description: d}, '201,202': {description: e}, x-a: 1}\n")
        .is(
            &format!("{AT}/responses"),
            "{4XX: {description: a}, '200': {description: b}, 5XX: {description: c}, default: {description: d}, '201': {description: e}, '202': {description: e}, x-a: 1}",
        );
    // The response of a status as it is written wins over one that is read as that status.
    operation("      responses: {'200 OK': {description: a}, 200: {description: b}, 201 - x: {description: c}, 201.: {description: d}}\n")
        .is(&format!("{AT}/responses"), "{'200': {description: b}, '201': {description: c}}")
        .finds(&["status-key", "status-key", "status-key"]);
    operation("      responses: {0: {description: a}, 600: {description: a}, ok: {description: b}, 200: {description: c}}\n")
        .is(&format!("{AT}/responses"), "'200': {description: c}")
        .finds(&["status-key"; 3]);
    operation("      responses: {100: {description: a}, 101: {description: b}}\n")
        .is(&format!("{AT}/responses"), "'101': {description: b}")
        .finds(&["informational-status"]);
}

#[test]
fn responses() {
    operation("      responses: {200: {}, 204: {description: none, content: {application/json: {}}, headers: {X-A: {schema: {}}}}}\n")
        .is(&format!("{AT}/responses/200"), "description: ''")
        .is(&format!("{AT}/responses/204"), "{description: none, headers: {X-A: {schema: {}}}}")
        .finds(&["body-without-content", "response-description"]);
    operation("      responses: {200: {description: ok, headers: {Content-Type: {schema: {}}, 'X A': {schema: {}}, X-B: null}}}\n")
        .is(&format!("{AT}/responses/200/headers"), "X-B: {schema: {type: string}}")
        .finds(&["no-value", "ignored-header", "header-name", "parameter-schema"]);
}

#[test]
fn no_reference_to_a_parameter_that_is_left_out_stays() {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\ncomponents: {{parameters: {{P: {{name: q, in: nowhere, schema: {{}}}}}}}}\n\
         paths: {{/a: {{get: {{parameters: [{{$ref: '#/components/parameters/P'}}], {OK}}}}}}}\n"
    );
    normalize(&text)
        .is("/paths/~1a/get/parameters", "[]")
        .lacks("/components/parameters/P")
        .finds(&["parameter-location"]);
}

// Where no line is shown, a message is all there is: it names the value, and findings about two
// values are two.
#[test]
fn messages_name_the_values_they_are_about() {
    let outcome = operation(
        "      operationId: [a]\n      parameters: [{name: x, in: nowhere, schema: {type: string}}, {name: y, in: query, style: simplest, schema: {type: strng, minLength: much}}]\n      \
         responses: {abc: {description: a}, 999: {description: b}, 200: {description: c, content: {text: {schema: {type: integer, enum: [a, b, c, d, 1], default: x}}}}}\n",
    );
    for (code, value) in [
        ("operation-id", "[\"a\"]"),
        ("parameter-location", "nowhere"),
        ("parameter-style", "simplest"),
        ("unknown-type", "strng"),
        ("bound", "much"),
        ("status-key", "abc"),
        ("status-key", "999"),
        ("media-type", "text"),
        ("value-type", "`\"a\"`, `\"b\"`, `\"c\"` and 1 more"),
        ("value-type", "\"x\""),
    ] {
        let named = outcome
            .messages
            .iter()
            .any(|(found, message)| found == code && message.contains(value));
        assert!(named, "{code} {value}: {:?}", outcome.messages);
    }
}

#[test]
fn what_is_about_a_member_is_found_there() {
    let at = "/paths/~1a/get/operationId";
    normalize(
        "openapi: 3.0.3\ninfo: {title: T, version: 1}\npaths: {/a: {get: {operationId: [a], responses: {204: {description: a}}}}}\n",
    )
    .finds_at("operation-id", at)
    .finds_at("unquoted-text", "/info/version");
    normalize(
        "openapi: 3.0.3\ninfo: {title: T, version: [1]}\npaths: {/a: {get: {operationId: a, responses: {204: {description: a}}}, put: {operationId: a, responses: {204: {description: a}}}}}\n",
    )
    .finds_at("operation-id", "/paths/~1a/put/operationId")
    .finds_at("info-missing", "/info/version");
}
