//! Operations with their parameters, responses and security.

use super::{lower, op, show, ty};
use crate::api::{Outcome, PathPiece, ResponseBody, SecurityKind, StatusKey, TypeRef};

const ONE: &str = r##"
servers: [{url: "https://kv.{region}.example.com", variables: {region: {default: eu}}}]
security: [{TokenAuth: []}]
paths:
  /v1.0/{project_id}/keys/count:
    get:
      operationId: CountKeys
      tags: [Key management]
      parameters: [{name: project_id, in: path, required: true, schema: {type: string}}]
      responses:
        "502": {$ref: "#/components/responses/Problem"}
        "200":
          description: fine
          content: {application/json: {schema: {type: object, properties: {count: {type: integer, format: int32}}}}}
        "403": {$ref: "#/components/responses/Problem"}
components:
  securitySchemes: {TokenAuth: {type: apiKey, in: header, name: X-Auth-Token}}
  responses:
    Problem: {description: wrong, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
  schemas:
    Problem: {type: object, required: [code], properties: {code: {type: string}}}
"##;

// OpenAPI 3.0.3, 4.7.16: each status is a response of its own, whatever its schema.
#[test]
fn statuses_are_cases_even_with_one_schema() {
    let (api, codes) = lower(ONE);
    assert_eq!(codes, Vec::<String>::new());
    let operation = op(&api, "GET /v1.0/{project_id}/keys/count");
    assert_eq!(operation.name.as_str(), "count_keys");
    assert_eq!(operation.type_name.as_str(), "CountKeys");
    assert_eq!(
        operation.error_name.as_ref().unwrap().as_str(),
        "CountKeysError"
    );
    assert_eq!(operation.ok_name, None);
    assert_eq!(api.groups[0].name.as_str(), "key_management");
    let cases: Vec<_> = operation
        .responses
        .iter()
        .map(|case| (case.key, case.outcome, case.variant.as_str()))
        .collect();
    assert_eq!(
        cases,
        [
            (StatusKey::Exact(200), Outcome::Success, "Ok"),
            (StatusKey::Exact(403), Outcome::Error, "Forbidden"),
            (StatusKey::Exact(502), Outcome::Error, "BadGateway"),
        ]
    );
    let ResponseBody::Json {
        ty: TypeRef::Named(id),
        ..
    } = operation.responses[1].body
    else {
        panic!("a JSON body of a declared type");
    };
    assert_eq!(api.type_def(id).unwrap().name.as_str(), "Problem");
    assert_eq!(
        show(&api, ty(&api, "CountKeysResponse")),
        "{count: Int(32) Optional}"
    );
    assert_eq!(
        operation.path,
        [
            PathPiece::Text("/v1.0/".to_owned()),
            PathPiece::Parameter(0),
            PathPiece::Text("/keys/count".to_owned())
        ]
    );
    assert_eq!(operation.security[0].schemes, [0]);
    assert_eq!(api.security_schemes[0].name.as_str(), "token_auth");
    assert!(matches!(
        api.security_schemes[0].kind,
        SecurityKind::ApiKey { .. }
    ));
    assert_eq!(api.servers[0].variables[0].name.as_str(), "region");
}

const SEVERAL: &str = r"
paths:
  /a: {get: {operationId: a, tags: [x], responses: {'200': {description: a, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}
  /b: {get: {operationId: b, tags: [y], responses: {'200': {description: b}}}}
  /b/c: {delete: {responses: {'204': {description: b}}}}
components: {schemas: {A: {type: string}, B: {type: string}}}
";

/// Keys of the kept operations under a selection, the number of types, and the findings.
fn selected(choose: impl FnOnce(&mut crate::config::Select)) -> (Vec<String>, usize, Vec<String>) {
    let mut config = crate::config::Config::default();
    choose(&mut config.select);
    let (api, codes) = super::lower_with(SEVERAL, &config);
    (
        api.operations().map(|o| o.key.clone()).collect(),
        api.types.len(),
        codes,
    )
}

#[test]
fn a_selection_keeps_operations_and_the_types_they_reach() {
    assert_eq!(selected(|_| ()).0.len(), 3);
    assert_eq!(selected(|_| ()).1, 2);
    let (keys, types, codes) = selected(|select| select.tags = vec!["x".to_owned()]);
    assert_eq!((keys, types, codes), (vec!["GET /a".to_owned()], 1, vec![]));
    let (keys, types, _) = selected(|select| select.paths = vec!["/b*".to_owned()]);
    assert_eq!((keys.len(), types), (2, 0));
    let (keys, ..) = selected(|select| {
        select.except_operations = vec!["a".to_owned(), "DELETE /b/c".to_owned()];
    });
    assert_eq!(keys, ["GET /b"]);
}

#[test]
fn a_selection_that_names_nothing_is_an_error() {
    let (_, _, codes) = selected(|select| select.operations = vec!["aa".to_owned()]);
    assert_eq!(codes, ["selection-names-nothing"]);
    let mut config = crate::config::Config::default();
    config.rename.insert("Gone".to_owned(), "Here".to_owned());
    config
        .schemas
        .insert("Gone".to_owned(), "my::Own".to_owned());
    config.rename.insert("A".to_owned(), "IPAddress".to_owned());
    config.rename.insert("GET /b".to_owned(), "list".to_owned());
    let (api, codes) = super::lower_with(SEVERAL, &config);
    assert_eq!(
        codes,
        ["selection-names-nothing", "selection-names-nothing"]
    );
    assert_eq!(show(&api, ty(&api, "IPAddress")), "String");
    assert_eq!(op(&api, "GET /b").name.as_str(), "list");
}

#[test]
fn a_rename_onto_a_name_that_is_taken_is_an_error() {
    let with = |entries: &[(&str, &str)]| {
        let mut config = crate::config::Config::default();
        for (name, new) in entries {
            config.rename.insert((*name).to_owned(), (*new).to_owned());
        }
        super::lower_with(TAKEN, &config).1
    };
    assert_eq!(with(&[]), [""; 0]);
    // Operations, by whichever spelling.
    assert_eq!(with(&[("listOrders", "getOrder")]), ["config"]);
    assert_eq!(with(&[("listOrders", "get_order")]), ["config"]);
    assert_eq!(with(&[("listOrders", "a"), ("getOrder", "a")]), ["config"]);
    // Schemas: another one, and a type that is written in place.
    assert_eq!(with(&[("Order", "Problem")]), ["config"]);
    assert_eq!(with(&[("Problem", "ListOrdersResponse")]), ["config"]);
    // Setters of the client's builder.
    assert_eq!(with(&[("key", "token")]), ["config"]);
    // What is free, or becomes so.
    assert_eq!(
        with(&[("listOrders", "orders"), ("Order", "Thing")]),
        [""; 0]
    );
    assert_eq!(with(&[("Order", "Problem"), ("Problem", "Order")]), [""; 0]);
    let swapped = [("listOrders", "getOrder"), ("getOrder", "listOrders")];
    assert_eq!(with(&swapped), [""; 0]);
}

/// Two operations, schemas and security schemes.
const TAKEN: &str = "\
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200': {description: a, content: {application/json: {schema: {properties: {a: {$ref: '#/components/schemas/Order'}}}}}}
  /orders/first:
    get:
      operationId: getOrder
      responses:
        '200': {description: a, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
security: [{token: []}, {key: []}]
components:
  schemas:
    Order: {properties: {id: {type: string}}}
    Problem: {properties: {code: {type: string}}}
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
";

#[test]
fn operations_without_an_id_are_named_after_method_and_path() {
    let (api, _) = lower(
        "paths: {'/pets/{id}/toys': {get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'200': {description: a}}}}}",
    );
    assert_eq!(
        op(&api, "GET /pets/{id}/toys").name.as_str(),
        "get_pets_by_id_toys"
    );
    assert_eq!(api.groups[0].name.as_str(), "default");
}

#[test]
fn a_path_variable_without_a_parameter_costs_only_its_operation() {
    let (api, codes) = lower(
        "paths: {'/a/{id}': {get: {responses: {'200': {description: a}}}}, /b: {get: {responses: {'200': {description: b}}}}}",
    );
    assert_eq!(codes, ["not-normalized"]);
    assert_eq!(api.operations().count(), 1);
}

/// Key, side and variant of each response of the one operation.
fn outcomes(responses: &str) -> Vec<String> {
    let (api, _) = lower(&format!(
        "paths: {{/a: {{get: {{responses: {responses}}}}}}}"
    ));
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
    let operation = api.operations().next().unwrap();
    let case = |case: &crate::api::ResponseCase| {
        format!(
            "{:?} {:?} {}",
            case.key,
            case.outcome,
            case.variant.as_str()
        )
    };
    operation.responses.iter().map(case).collect()
}

// RFC 9110, 15; OpenAPI 3.0.3, 4.7.16.
#[test]
fn statuses_end_in_ok_or_err() {
    assert_eq!(
        outcomes(
            "{default: {description: d}, 4XX: {description: c}, '404': {description: b}, '200': {description: a}, '302': {description: e}, '499': {description: f}}"
        ),
        [
            "Exact(200) Success Ok",
            "Exact(302) Error Found",
            "Exact(404) Error NotFound",
            "Exact(499) Error Status499",
            "Range(4) Error ClientError",
            "Default Error Default",
        ]
    );
    // Where no 2xx is documented, a redirect is what the operation is for.
    assert_eq!(
        outcomes("{'302': {description: a}, '404': {description: b}}")[0],
        "Exact(302) Success Found"
    );
    // A lone default covers both sides.
    assert_eq!(
        outcomes("{default: {description: a}}"),
        ["Default Success Default", "Default Error Default"]
    );
}

/// The body of the one response with this content.
fn response_body(content: &str) -> ResponseBody {
    let (api, _) = lower(&format!(
        "paths: {{/a: {{get: {{operationId: a, responses: {{'200': {{description: a, content: {content}}}}}}}}}}}"
    ));
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
    api.operations().next().unwrap().responses[0].body.clone()
}

#[test]
fn media_types_of_one_type_are_one_body_and_others_a_choice() {
    let body = response_body(
        "{application/json: {schema: {type: string}}, application/problem+json: {schema: {type: string}}}",
    );
    let ResponseBody::Json { media_types, ty } = body else {
        panic!("{body:?}")
    };
    assert_eq!((media_types.len(), ty), (2, TypeRef::String));

    let body = response_body(
        "{application/json: {schema: {type: string}}, text/csv: {schema: {type: integer}}, image/png: {}}",
    );
    let ResponseBody::Choice {
        type_name,
        alternatives,
    } = body
    else {
        panic!("{body:?}")
    };
    assert_eq!(type_name.as_str(), "AOkBody");
    let names: Vec<_> = alternatives.iter().map(|a| a.variant.as_str()).collect();
    assert_eq!(names, ["Json", "TextCsv", "ImagePng"]);

    let body =
        response_body("{application/x-ndjson: {schema: {type: array, items: {type: integer}}}}");
    assert!(matches!(
        body,
        ResponseBody::JsonLines {
            ty: TypeRef::Int(64),
            ..
        }
    ));
    let body = response_body("{text/event-stream: {}}");
    assert!(matches!(
        body,
        ResponseBody::Events {
            ty: TypeRef::String,
            ..
        }
    ));
    assert_eq!(response_body("{}"), ResponseBody::Empty);
    assert!(matches!(
        response_body("{application/json: {}}"),
        ResponseBody::Json {
            ty: TypeRef::Any,
            ..
        }
    ));
}

// OpenAPI 3.0.3, 4.7.12: a parameter is known by its name and location; 4.7.12.2.1: defaults.
#[test]
fn parameters_of_one_name_in_several_places_have_names_of_their_own() {
    let (api, codes) = lower(
        "paths:
  /a/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]
    get:
      parameters:
        - {name: id, in: query, schema: {type: array, items: {type: string}}}
        - {name: id, in: header, schema: {type: string}}
        - {name: q, in: query, required: true, explode: false, schema: {type: array, items: {type: string}}}
        - {name: send, in: cookie, schema: {type: string}}
        - {name: Accept, in: header, schema: {type: string}}
      responses: {'200': {description: a}}",
    );
    assert_eq!(codes, ["not-normalized"]);
    let operation = api.operations().next().unwrap();
    let shown: Vec<_> = operation
        .parameters
        .iter()
        .map(|p| {
            format!(
                "{} {:?} {} {:?}",
                p.name.as_str(),
                p.location,
                p.required,
                p.encoding
            )
        })
        .collect();
    let style = |style: &str, explode: bool| {
        format!("Style {{ style: {style}, explode: {explode}, allow_reserved: false }}")
    };
    assert_eq!(
        shown,
        [
            format!("id Path true {}", style("Simple", false)),
            format!("q Query true {}", style("Form", false)),
            format!("id_query Query false {}", style("Form", true)),
            format!("id_header Header false {}", style("Simple", false)),
            format!("send_ Cookie false {}", style("Form", true)),
        ]
    );
}

// OpenAPI 3.0.3, 4.7.14.5: binary strings are files, objects JSON, the rest text.
#[test]
fn bodies_are_by_media_type_and_several_an_enum() {
    use crate::api::{BodyKind, PartKind};
    let (api, _) = lower(
        "paths:
  /a:
    post:
      operationId: up
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {n: {type: string}}}}
          multipart/form-data: {schema: {type: object, required: [f], properties: {f: {type: string, format: binary}, fs: {type: array, items: {type: string, format: binary}}, t: {type: array, items: {type: integer}}, o: {type: object}}}}
          image/png: {}
      responses: {'200': {description: a}}",
    );
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
    let body = api.operations().next().unwrap().body.clone().unwrap();
    assert_eq!(body.enum_name.unwrap().as_str(), "UpBody");
    let variants: Vec<_> = body.contents.iter().map(|c| c.variant.as_str()).collect();
    assert_eq!(variants, ["Json", "Multipart", "ImagePng"]);
    let BodyKind::Multipart(multipart) = &body.contents[1].kind else {
        panic!("multipart")
    };
    assert_eq!(multipart.type_name.as_str(), "UpMultipart");
    let kinds: Vec<_> = multipart.parts.iter().map(|part| &part.kind).collect();
    assert!(matches!(
        kinds.as_slice(),
        [
            PartKind::File,
            PartKind::Files,
            PartKind::Texts(TypeRef::Int(64)),
            PartKind::Json(_)
        ]
    ));
    assert!(multipart.parts[0].required && !multipart.parts[1].required);
}

// OpenAPI 3.0.3, 4.7.30: alternatives; an empty one means that no credential is needed.
#[test]
fn security_is_alternatives_of_combinations() {
    let (api, codes) = lower(
        "security: [{key: [], basic: []}, {}]
paths:
  /a: {get: {responses: {'200': {description: a}}}}
  /b: {get: {security: [], responses: {'200': {description: a}}}}
components:
  securitySchemes:
    unused: {type: http, scheme: bearer}
    basic: {type: http, scheme: Basic}
    key: {type: apiKey, in: query, name: k}",
    );
    assert_eq!(codes, Vec::<String>::new());
    let names: Vec<_> = api
        .security_schemes
        .iter()
        .map(|s| s.wire_name.as_str())
        .collect();
    assert_eq!(names, ["basic", "key"]);
    let alternatives: Vec<_> = op(&api, "GET /a")
        .security
        .iter()
        .map(|a| a.schemes.clone())
        .collect();
    assert_eq!(alternatives, [vec![1, 0], vec![]]);
    assert!(op(&api, "GET /b").security.is_empty());
}

// OpenAPI 3.0.3, 4.7.24.2: `readOnly` members are not sent in requests.
#[test]
fn a_required_read_only_member_is_optional_where_requests_use_the_type() {
    let document = |request: &str| {
        format!(
            "paths: {{/a: {{post: {{{request}responses: {{'200': {{description: a, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}}}}}}}
components: {{schemas: {{A: {{type: object, required: [id], properties: {{id: {{type: string, readOnly: true}}}}}}}}}}"
        )
    };
    let (api, _) = lower(&document(""));
    assert_eq!(show(&api, ty(&api, "A")), "{id: String Required}");
    let body =
        "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}, ";
    let (api, _) = lower(&document(body));
    assert_eq!(show(&api, ty(&api, "A")), "{id: String Optional}");
}

// What `normalize` would have mended costs no more than itself.
#[test]
fn parts_that_cannot_be_generated_are_left_out_alone() {
    let (api, codes) = lower(
        "servers: [{url: 'https://{region}.example.com'}]
paths:
  /a:
    get:
      operationId: a
      security: [{gone: []}]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: a b, in: header, schema: {type: string}}]
      responses:
        '200': {description: a, headers: {a b: {schema: {type: string}}}, content: {json: {}}}
        '700': {description: b}
        '404': {$ref: '#/components/responses/Gone'}",
    );
    assert_eq!(codes, vec!["not-normalized"; codes.len()]);
    assert_eq!(codes.len(), 8);
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
    let operation = op(&api, "GET /a");
    assert_eq!(operation.parameters, []);
    assert_eq!(operation.responses.len(), 1);
    assert_eq!(operation.responses[0].headers, None);
    assert_eq!(operation.responses[0].body, ResponseBody::Empty);
}

// RFC 3986, 3.5: a fragment is never sent; the key still tells the operations apart.
#[test]
fn what_is_sent_of_a_path_may_be_less_than_its_key() {
    let (api, _) = lower(
        "paths:
  '/q/#Action=A': {x-specwright-path: /q/, post: {responses: {'200': {description: a}}}}
  '/q/#Action=B': {x-specwright-path: /q/, post: {responses: {'200': {description: a}}}}",
    );
    let names: Vec<_> = api
        .operations()
        .map(|o| (o.key.as_str(), o.name.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("POST /q/#Action=A", "post_q_action_a"),
            ("POST /q/#Action=B", "post_q_action_b")
        ]
    );
    assert!(
        api.operations()
            .all(|o| o.path == [PathPiece::Text("/q/".to_owned())])
    );
}
