//! Swagger 2.0 in the words of OpenAPI 3.0 ("Swagger Object" and below of the 2.0 specification).

use crate::support::{Outcome, normalize};

fn swagger(members: &str) -> Outcome {
    normalize(&format!(
        "swagger: '2.0'\ninfo: {{title: T, version: '1'}}\n{members}"
    ))
}

/// One operation `POST /a` of these members.
fn operation(members: &str) -> Outcome {
    swagger(&format!("paths:\n  /a:\n    post:\n{members}"))
}

const OK: &str = "      responses: {200: {description: ok}}\n";

#[test]
fn host_base_path_and_schemes() {
    let paths = format!("paths:\n  /a:\n    get:\n{OK}");
    swagger(&format!(
        "host: a.example:8443\nbasePath: /v1/\nschemes: [http, https, wss]\n{paths}"
    ))
    .is(
        "/servers",
        "[{url: 'https://a.example:8443/v1'}, {url: 'http://a.example:8443/v1'}]",
    )
    .lacks("/host")
    .finds(&["server-scheme"]);
    swagger(&format!("host: a.example\n{paths}")).is("/servers", "[{url: 'https://a.example'}]");
    swagger(&format!("basePath: v1\n{paths}"))
        .is("/servers", "[{url: /v1}]")
        .finds(&["server-relative"]);
    swagger(&format!(
        "host: a.example\npaths:\n  /a:\n    get:\n      schemes: [http]\n{OK}"
    ))
    .is("/paths/~1a/get/servers", "[{url: 'http://a.example'}]");
}

#[test]
fn body_parameters_and_consumes() {
    let body = "      parameters: [{in: body, name: b, required: true, description: d, schema: {type: string}}]\n";
    operation(&format!("{body}{OK}")).is(
        "/paths/~1a/post/requestBody",
        "{description: d, required: true, content: {application/json: {schema: {type: string}}}}",
    );
    operation(&format!(
        "      consumes: [application/xml, text/plain]\n{body}{OK}"
    ))
    .is(
        "/paths/~1a/post/requestBody/content",
        "{application/xml: {schema: {type: string}}, text/plain: {schema: {type: string}}}",
    );
    swagger(&format!(
        "consumes: [application/xml]\npaths:\n  /a:\n    parameters: [{{in: body, name: b, schema: {{type: string}}}}]\n    post:\n{OK}"
    ))
    .is("/paths/~1a/post/requestBody/content", "application/xml: {schema: {type: string}}")
    .lacks("/paths/~1a/parameters");
}

#[test]
fn form_parameters() {
    let fields = "      parameters:\n      - {in: formData, name: a, type: string, required: true, description: d}\n      \
                  - {in: formData, name: b, type: array, items: {type: integer}, collectionFormat: multi}\n      \
                  - {in: formData, name: c, type: array, items: {type: integer}, collectionFormat: tsv}\n";
    operation(&format!("{fields}{OK}")).is(
        "/paths/~1a/post/requestBody",
        "{required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, required: [a], properties: \
         {a: {type: string, description: d}, b: {type: array, items: {type: integer}}, c: {type: array, items: {type: integer}}}}, \
         encoding: {b: {style: form, explode: true}, c: {style: form, explode: false, x-specwright-style: tabDelimited}}}}}",
    )
    .finds(&[]);
    operation(&format!(
        "      consumes: [application/x-www-form-urlencoded, multipart/form-data]\n      \
         parameters: [{{in: formData, name: f, type: file}}]\n{OK}"
    ))
    .is(
        "/paths/~1a/post/requestBody",
        "{required: false, content: {multipart/form-data: {schema: {type: object, properties: {f: {type: string, format: binary}}}}}}",
    );
}

// "Parameter Object", collectionFormat; OpenAPI 3.0, 4.7.12.3
#[test]
fn collection_formats() {
    for (format, expected) in [
        ("csv", "style: form\nexplode: false"),
        ("ssv", "style: spaceDelimited\nexplode: false"),
        ("pipes", "style: pipeDelimited\nexplode: false"),
        ("multi", "style: form\nexplode: true"),
        (
            "tsv",
            "style: form\nexplode: false\nx-specwright-style: tabDelimited",
        ),
    ] {
        let parameter = format!(
            "      parameters: [{{in: query, name: q, type: array, items: {{type: string}}, collectionFormat: {format}}}]\n{OK}"
        );
        operation(&parameter).is(
            "/paths/~1a/post/parameters/0",
            &format!(
                "name: q\nin: query\nschema: {{type: array, items: {{type: string}}}}\n{expected}"
            ),
        );
    }
    operation(&format!(
        "      parameters: [{{in: header, name: X-Q, type: array, items: {{type: string}}, collectionFormat: pipes}}]\n{OK}"
    ))
    .lacks("/paths/~1a/post/parameters/0/style")
    .finds(&["collection-format"]);
}

#[test]
fn parameters_have_schemas() {
    operation(&format!(
        "      parameters: [{{in: query, name: q, type: integer, format: int32, minimum: 1, default: 2, enum: [1, 2], allowEmptyValue: true, x-a: 1}}]\n{OK}"
    ))
    .is(
        "/paths/~1a/post/parameters/0",
        "{in: query, name: q, allowEmptyValue: true, x-a: 1, schema: {type: integer, format: int32, minimum: 1, default: 2, enum: [1, 2]}}",
    );
}

#[test]
fn responses_and_produces() {
    operation(
        "      produces: [application/json, text/csv]\n      responses:\n        200: {description: ok, schema: {type: string}, \
         headers: {X-A: {type: integer, description: d}}, examples: {text/csv: 'a,b', application/xml: <a/>}}\n        204: {description: none}\n        \
         default: {description: bytes, schema: {type: file}}\n",
    )
    .is(
        "/paths/~1a/post/responses/200",
        "{description: ok, headers: {X-A: {description: d, schema: {type: integer}}}, content: {application/json: {schema: {type: string}}, \
         text/csv: {schema: {type: string}, example: 'a,b'}, application/xml: {schema: {type: string}, example: <a/>}}}",
    )
    .is("/paths/~1a/post/responses/204", "description: none");
    operation("      responses: {200: {description: ok, schema: {type: file}}}\n").is(
        "/paths/~1a/post/responses/200/content",
        "application/octet-stream: {schema: {type: string, format: binary}}",
    );
}

#[test]
fn shared_parts_become_components() {
    swagger(
        "produces: [application/json]\nparameters:\n  P: {in: query, name: p, type: string}\n  B: {in: body, name: b, schema: {$ref: '#/definitions/D'}}\n  \
         F: {in: formData, name: f, type: string}\nresponses:\n  R: {description: r, schema: {$ref: '#/definitions/D'}}\ndefinitions:\n  D: {type: object}\npaths:\n  \
         /a:\n    post:\n      parameters: [{$ref: '#/parameters/P'}, {$ref: '#/parameters/B'}]\n      responses: {200: {$ref: '#/responses/R'}}\n  \
         /b:\n    post:\n      produces: [text/plain]\n      parameters: [{$ref: '#/parameters/F'}]\n      responses: {200: {$ref: '#/responses/R'}}\n",
    )
    .is("/paths/~1a/post/parameters", "[{$ref: '#/components/parameters/P'}]")
    .is("/paths/~1a/post/requestBody", "$ref: '#/components/requestBodies/B'")
    .is(
        "/components/requestBodies/B/content",
        "application/json: {schema: {$ref: '#/components/schemas/D'}}",
    )
    .is("/components/responses/R/content", "application/json: {schema: {$ref: '#/components/schemas/D'}}")
    .is("/paths/~1b/post/responses/200", "$ref: '#/components/responses/R_2'")
    .is("/components/responses/R_2/content", "text/plain: {schema: {$ref: '#/components/schemas/D'}}")
    .is(
        "/paths/~1b/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties",
        "f: {type: string}",
    )
    .lacks("/definitions")
    .lacks("/parameters")
    .finds(&[]);
}

#[test]
fn schemas() {
    swagger(&format!(
        "definitions:\n  D: {{type: object, discriminator: kind, required: [kind], properties: {{kind: {{type: string}}, a: {{type: string, x-nullable: true}}}}}}\n\
         paths:\n  /a:\n    post:\n{OK}"
    ))
    .is(
        "/components/schemas/D",
        "{type: object, discriminator: {propertyName: kind}, required: [kind], properties: {kind: {type: string}, a: {type: string, nullable: true}}}",
    )
    .finds(&[]);
}

#[test]
fn security_definitions() {
    let flow = |members: &str| format!("{{type: oauth2, {members}, scopes: {{a: d}}}}");
    swagger(&format!(
        "securityDefinitions:\n  b: {{type: basic}}\n  k: {{type: apiKey, in: query, name: key}}\n  i: {}\n  p: {}\n  c: {}\n  a: {}\n\
         security: [{{b: []}}, {{k: [], a: [a]}}]\npaths:\n  /a:\n    post:\n{OK}",
        flow("flow: implicit, authorizationUrl: 'https://a'"),
        flow("flow: password, tokenUrl: 'https://t'"),
        flow("flow: application, tokenUrl: 'https://t'"),
        flow("flow: accessCode, authorizationUrl: 'https://a', tokenUrl: 'https://t'"),
    ))
    .is(
        "/components/securitySchemes",
        "b: {type: http, scheme: basic}\nk: {type: apiKey, in: query, name: key}\n\
         i: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a', scopes: {a: d}}}}\n\
         p: {type: oauth2, flows: {password: {tokenUrl: 'https://t', scopes: {a: d}}}}\n\
         c: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://t', scopes: {a: d}}}}\n\
         a: {type: oauth2, flows: {authorizationCode: {authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: {a: d}}}}\n",
    )
    .is("/security", "[{b: []}, {k: [], a: [a]}]")
    .finds(&[]);
}

#[test]
fn findings_have_their_places_in_the_text() {
    swagger(
        "definitions:\n  D: {type: int}\nresponses:\n  R: {description: r, schema: {type: float}}\npaths:\n  /a/{id}:\n    parameters:\n    \
         - {in: body, name: b, schema: {type: bool}}\n    - {in: path, name: id, type: dict, required: true}\n    post:\n      \
         responses: {200: {description: ok, schema: {type: text}}, 400: {$ref: '#/responses/R'}}\n",
    )
    .finds_at("unknown-type", "/definitions/D/type")
    .finds_at("unknown-type", "/responses/R/schema/type")
    .finds_at("unknown-type", "/paths/~1a~1{id}/parameters/0/schema/type")
    .finds_at("unknown-type", "/paths/~1a~1{id}/parameters/1/type")
    .finds_at("unknown-type", "/paths/~1a~1{id}/post/responses/200/schema/type");
}
