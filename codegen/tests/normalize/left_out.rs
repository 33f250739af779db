//! What a reference that leads nowhere costs (OpenAPI 3.0, 4.7.23): what needs it, and nothing else.

use crate::support::{Outcome, normalize, yaml};
use serde_json::Value;

/// A document of this version line (`openapi: 3.0.3`) with these members.
fn document(version: &str, members: &str) -> Outcome {
    normalize(&format!(
        "{version}\ninfo: {{title: T, version: '1'}}\n{members}"
    ))
}

/// The operations that are there and those that are kept aside.
fn operations(outcome: &Outcome) -> (Vec<String>, Vec<String>) {
    let aside = outcome.value().pointer("/x-specwright-left-out/paths");
    (keys(outcome.value().get("paths")), keys(aside))
}

fn keys(paths: Option<&Value>) -> Vec<String> {
    let items = paths.and_then(Value::as_object).into_iter().flatten();
    items
        .flat_map(|(path, item)| {
            let methods = ["get", "put", "post"];
            let there = methods.into_iter().filter(|name| item.get(name).is_some());
            there.map(move |method| format!("{method} {path}"))
        })
        .collect()
}

/// Asserts which operations of a document of 3.0 are left out; `get /fine` stays in each.
fn costs(members: &str, operations_left_out: &[&str]) -> Outcome {
    let outcome = document("openapi: 3.0.3", members);
    let (kept, left_out) = operations(&outcome);
    assert!(kept.contains(&"get /fine".to_owned()), "{kept:?}");
    assert_eq!(left_out, operations_left_out, "{:?}", outcome.findings);
    outcome
}

const FINE: &str = "  /fine: {get: {responses: {204: {description: fine}}}}\n";

#[test]
fn an_operation_is_left_out_with_a_warning_and_kept_aside() {
    let outcome = costs(
        &format!(
            "paths:\n{FINE}  /a:\n    get:\n      operationId: getA\n      tags: [t]\n      responses:\n        \
             200: {{description: a, content: {{application/json: {{schema: {{$ref: '#/components/schemas/No'}}}}}}}}\n"
        ),
        &["get /a"],
    );
    outcome
        .finds(&["dangling-reference", "left-out"])
        .finds_at(
            "dangling-reference",
            "/paths/~1a/get/responses/200/content/application~1json/schema/$ref",
        )
        .finds_at("left-out", "/paths/~1a/get")
        .lacks("/paths/~1a")
        .is("/x-specwright-left-out/paths/~1a/get/operationId", "getA")
        .is("/x-specwright-left-out/paths/~1a/get/tags", "[t]")
        .is(
            "/x-specwright-left-out/paths/~1a/get/responses",
            "'200': {}",
        );
}

#[test]
fn what_a_request_or_an_answer_needs_costs_its_operation() {
    for part in [
        "parameters: [{$ref: '#/components/parameters/No'}], responses: {204: {description: a}}",
        "parameters: [{name: q, in: query, schema: {items: {$ref: '#/no'}, type: array}}], responses: {204: {description: a}}",
        "requestBody: {$ref: '#/components/requestBodies/No'}, responses: {204: {description: a}}",
        "requestBody: {content: {text/plain: {schema: {$ref: 'no.yaml'}}}}, responses: {204: {description: a}}",
        "responses: {201: {$ref: '#/components/responses/No'}, 404: {description: a}}",
        "responses: {default: {$ref: '#/components/responses/No'}}",
    ] {
        let members = format!("paths:\n{FINE}  /a: {{post: {{{part}}}}}\n");
        costs(&members, &["post /a"]).finds(&["dangling-reference", "left-out"]);
    }
}

#[test]
fn a_component_costs_the_operations_that_reach_it() {
    let outcome = costs(
        &format!(
            "paths:\n{FINE}  /a:\n    get: {{responses: {{200: {{$ref: '#/components/responses/R'}}}}}}\n    \
             put: {{responses: {{200: {{$ref: '#/components/responses/Whole'}}}}}}\ncomponents:\n  responses:\n    \
             R: {{description: a, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Outer'}}}}}}}}\n    \
             Whole: {{description: a, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Other'}}}}}}}}\n  \
             schemas:\n    Outer: {{type: object, properties: {{next: {{$ref: '#/components/schemas/Outer'}}, in: {{$ref: '#/components/schemas/Inner'}}}}}}\n    \
             Inner: {{type: array, items: {{$ref: '#/components/schemas/No'}}}}\n    Other: {{type: string}}\n"
        ),
        &["get /a"],
    );
    outcome
        .finds_at("left-out", "/paths/~1a/get")
        .finds_at("left-out", "/components/schemas/Outer")
        .finds_at("left-out", "/components/schemas/Inner")
        .lacks("/components/schemas/Outer")
        .lacks("/components/schemas/Inner")
        .lacks("/components/responses/R")
        .is("/components/schemas/Other", "type: string")
        .is("/x-specwright-left-out/schemas", "[Inner, Outer]")
        .is(
            "/paths/~1a/put/responses/200",
            "$ref: '#/components/responses/Whole'",
        );
}

// OpenAPI 3.0, 4.7.25: a value of the schema may be any of those that the mapping names.
#[test]
fn a_mapping_leads_on() {
    let outcome = costs(
        &format!(
            "paths:\n{FINE}  /a: {{get: {{responses: {{200: {{description: a, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}}}}}}}\n\
             components:\n  schemas:\n    \
             Pet: {{type: object, discriminator: {{propertyName: kind, mapping: {{dog: '#/components/schemas/Dog'}}}}, properties: {{kind: {{type: string}}}}}}\n    \
             Dog: {{type: object, properties: {{bone: {{$ref: '#/components/schemas/Bone'}}}}}}\n"
        ),
        &["get /a"],
    );
    outcome.lacks("/components/schemas/Pet");
}

#[test]
fn a_component_that_nothing_uses_costs_its_type_alone() {
    let outcome = costs(
        &format!(
            "paths:\n{FINE}components:\n  schemas:\n    S: {{properties: {{a: {{$ref: '#/components/schemas/No'}}}}, type: object}}\n  \
             responses: {{R: {{$ref: '#/components/responses/No'}}}}\n  parameters: {{P: {{$ref: '#/components/parameters/No'}}}}\n"
        ),
        &[],
    );
    outcome
        .finds_at("left-out", "/components/schemas/S")
        .lacks("/components/schemas/S")
        .lacks("/components/responses/R")
        .lacks("/components/parameters/P");
    let told = outcome
        .findings
        .iter()
        .filter(|(code, _)| code == "left-out");
    assert_eq!(told.count(), 1, "{:?}", outcome.findings);
}

#[test]
fn a_path_item_costs_all_its_operations() {
    let outcome = costs(
        &format!(
            "paths:\n{FINE}  /a/{{id}}:\n    parameters: [{{$ref: '#/components/parameters/Id'}}]\n    \
             get: {{responses: {{204: {{description: a}}}}}}\n    put: {{responses: {{204: {{description: a}}}}}}\n  \
             /b: {{$ref: '#/paths/~1no'}}\n  /c: {{$ref: 'no.yaml', get: {{responses: {{204: {{description: c}}}}}}}}\n"
        ),
        &["get /a/{id}", "put /a/{id}", "get /c"],
    );
    // The path's `{id}` may be what the missing parameter declares: that is no finding of its own.
    outcome
        .finds_at("left-out", "/paths/~1a~1{id}/get")
        .finds_at("left-out", "/paths/~1a~1{id}/put")
        .finds_at("left-out", "/paths/~1b")
        .finds_at("left-out", "/paths/~1c/get");
    let codes = outcome.findings.iter().map(|(code, _)| code.as_str());
    assert!(
        !codes
            .into_iter()
            .any(|code| code == "path-parameter-undeclared")
    );
}

#[test]
fn what_a_call_can_do_without_is_left_out_alone() {
    let outcome = costs(
        &format!(
            "paths:\n{FINE}  /a:\n    post:\n      requestBody: {{content: {{application/json: {{schema: {{type: string}}, examples: {{e: {{$ref: '#/components/examples/No'}}, f: {{value: x}}}}}}}}}}\n      \
             callbacks: {{done: {{$ref: '#/components/callbacks/No'}}}}\n      responses:\n        200:\n          description: a\n          \
             headers:\n            X-Gone: {{$ref: '#/components/headers/No'}}\n            X-Deep: {{$ref: '#/components/headers/H'}}\n            \
             X-Own: {{schema: {{$ref: '#/components/schemas/No'}}}}\n            X-Fine: {{schema: {{type: string}}}}\n          \
             links: {{next: {{$ref: '#/components/links/No'}}}}\ncomponents: {{headers: {{H: {{schema: {{$ref: '#/components/schemas/No'}}}}}}}}\n"
        ),
        &[],
    );
    let post = "/paths/~1a/post";
    let response = format!("{post}/responses/200");
    outcome
        .is(
            &format!("{response}/headers"),
            "X-Fine: {schema: {type: string}}",
        )
        .is(&format!("{response}/links"), "{}")
        .is(&format!("{post}/callbacks"), "{}")
        .is(
            &format!("{post}/requestBody/content/application~1json/examples"),
            "f: {value: x}",
        )
        .lacks("/components/headers/H");
    for place in [
        format!("{response}/headers/X-Gone"),
        format!("{response}/headers/X-Deep"),
        format!("{response}/headers/X-Own"),
        format!("{response}/links/next"),
        format!("{post}/callbacks/done"),
    ] {
        outcome.finds_at("left-out", &place);
    }
}

// An answer of a status that is not documented is an error that keeps it whole: nothing is lost but
// the type. What succeeds cannot be missed so.
#[test]
fn a_response_of_an_error_is_left_out_alone() {
    let outcome = costs(
        &format!(
            "paths:\n{FINE}  /a:\n    get: {{responses: {{200: {{description: a}}, 404: {{$ref: '#/components/responses/Gone'}}, 4XX: {{description: d}}, default: {{$ref: '#/components/responses/Lacking'}}}}}}\n    \
             put: {{responses: {{200: {{$ref: '#/components/responses/Lacking'}}, default: {{$ref: '#/components/responses/Lacking'}}}}}}\n\
             components:\n  responses:\n    Lacking: {{description: l, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Problem'}}}}}}}}\n"
        ),
        &["get /a", "put /a"],
    );
    let get = "/paths/~1a/get";
    outcome
        .is(
            &format!("{get}/responses"),
            "{'200': {description: a}, 4XX: {description: d}}",
        )
        .lacks(&format!("{get}/x-specwright-left-out"))
        .lacks("/paths/~1a/put")
        .finds(&["dangling-reference", "dangling-reference", "left-out", "left-out", "left-out"])
        .finds_at("left-out", &format!("{get}/responses/404"))
        .finds_at("left-out", &format!("{get}/responses/default"))
        .finds_at("left-out", "/paths/~1a/put")
        .is(
            "/x-specwright-left-out/paths/~1a/get",
            "responses: {'404': {x-specwright-left-out: 'it needs `#/components/responses/Gone`, which leads nowhere'}, \
             default: {x-specwright-left-out: 'it needs `#/components/schemas/Problem`, which leads nowhere'}}",
        );
}

#[test]
fn operations_of_callbacks_and_webhooks_stand_for_themselves() {
    let outcome = document(
        "openapi: 3.1.0",
        &format!(
            "paths:\n{FINE}  /a:\n    post:\n      responses: {{204: {{description: a}}}}\n      \
             callbacks: {{done: {{'{{$request.body}}': {{post: {{requestBody: {{$ref: '#/no'}}, responses: {{204: {{description: a}}}}}}}}}}}}\n\
             webhooks:\n  w: {{post: {{requestBody: {{$ref: '#/no'}}, responses: {{204: {{description: a}}}}}}}}\n"
        ),
    );
    let (kept, left_out) = operations(&outcome);
    assert_eq!((kept.len(), left_out.len()), (2, 0), "{kept:?}");
    outcome
        .lacks("/paths/~1a/post/callbacks/done/{$request.body}/post")
        .lacks("/x-specwright-webhooks/w/post")
        .finds_at("left-out", "/webhooks/w/post")
        .finds_at(
            "left-out",
            "/paths/~1a/post/callbacks/done/{$request.body}/post",
        );
}

// OpenAPI 3.1, 4.8.9: a path item among the components stands wherever something refers to it.
#[test]
fn a_path_item_among_the_components_is_told_of_where_it_is_used() {
    let outcome = document(
        "openapi: 3.1.0",
        &format!(
            "paths:\n{FINE}  /a: {{$ref: '#/components/pathItems/I'}}\n  /b: {{$ref: '#/components/pathItems/I'}}\n\
             components: {{pathItems: {{I: {{get: {{responses: {{200: {{$ref: '#/no'}}}}}}}}}}}}\n"
        ),
    );
    let (_, left_out) = operations(&outcome);
    assert_eq!(left_out, ["get /a", "get /b"]);
    outcome.finds(&["dangling-reference", "left-out", "left-out"]);
}

#[test]
fn swagger_2_is_no_different() {
    let outcome = document(
        "swagger: '2.0'",
        &format!(
            "paths:\n{FINE}  /a:\n    post: {{consumes: [application/xml], parameters: [{{$ref: '#/parameters/Body'}}], responses: {{204: {{description: a}}}}}}\n  \
             /b:\n    post: {{parameters: [{{$ref: '#/parameters/No'}}], responses: {{204: {{description: b}}}}}}\n  \
             /c:\n    get: {{produces: [application/xml], responses: {{200: {{$ref: '#/responses/R'}}}}}}\n\
             parameters: {{Body: {{name: b, in: body, schema: {{$ref: '#/definitions/D'}}}}}}\n\
             responses: {{R: {{description: r, schema: {{$ref: '#/definitions/D'}}}}}}\n\
             definitions: {{D: {{type: object, properties: {{a: {{$ref: '#/definitions/No'}}}}}}, E: {{type: string}}}}\n"
        ),
    );
    let (kept, left_out) = operations(&outcome);
    assert_eq!(kept, ["get /fine"]);
    assert_eq!(left_out, ["post /a", "post /b", "get /c"]);
    outcome
        .is("/components/schemas", "E: {type: string}")
        .finds_at("left-out", "/definitions/D");
}

// What is wrong with an operation is told in the same run as what it lacks.
#[test]
fn what_is_left_out_is_looked_through_all_the_same() {
    let outcome = costs(
        &format!(
            "paths:\n{FINE}  /a/{{id}}:\n    get:\n      parameters: [{{name: x, in: nowhere, schema: {{type: string}}}}]\n      \
             responses: {{200: {{$ref: '#/components/responses/R'}}, twenty: {{description: x}}}}\n\
             components:\n  responses: {{R: {{description: r, content: {{application/json: {{schema: {{type: strng, not: {{$ref: '#/no'}}}}}}}}}}}}\n"
        ),
        &["get /a/{id}"],
    );
    let at = "/paths/~1a~1{id}/get";
    outcome
        .finds_at("parameter-location", &format!("{at}/parameters/0"))
        .finds_at("status-key", &format!("{at}/responses/twenty"))
        .finds_at(
            "unknown-type",
            "/components/responses/R/content/application~1json/schema/type",
        );
}

// A member of ours that a document brings along means nothing.
#[test]
fn a_document_cannot_leave_out_by_itself() {
    let mut value = yaml(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{FINE}"
    ));
    value["x-specwright-left-out"] = yaml("{paths: {/b: {get: {}}}, schemas: [S]}");
    value["paths"]["/fine"]["get"]["x-specwright-left-out"] = yaml("because");
    value["paths"]["/a"] = yaml("{get: {responses: {200: {$ref: '#/no'}}}}");
    let outcome = crate::support::normalize_value(value);
    let (kept, left_out) = operations(&outcome);
    assert_eq!(kept, ["get /fine"]);
    assert_eq!(left_out, ["get /a"]);
}
