//! An OpenAPI 3.0 document of any number of operations, the same bytes each time.
//!
//! Shared by the benches and the size guards (`#[path]`). It grows in operations and schemas
//! alike, as real documents do: five schemas and one operation of each method for each resource.
//! It measures growth; it does not stand for any real document.

use serde_json::{Map, Value, json};

/// Operations of one resource: list, create, show, replace, remove.
const OPERATIONS_PER_RESOURCE: usize = 5;

/// Resources that share a tag, so that groups stay of one size while the document grows.
const RESOURCES_PER_TAG: usize = 4;

/// A document with `operations` operations, rounded up to whole resources of five.
pub(crate) fn document(operations: usize) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    schemas.insert("Problem".to_owned(), problem());
    for resource in 0..operations.div_ceil(OPERATIONS_PER_RESOURCE) {
        let path = format!("/spaces/{{space_id}}/resources{resource}");
        paths.insert(path.clone(), collection(resource));
        paths.insert(format!("{path}/{{resource_id}}"), item(resource));
        for (name, schema) in resource_schemas(resource) {
            schemas.insert(name, schema);
        }
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Synthetic", "version": "1.0.0" },
        "servers": [{ "url": "https://api.example.com/v1" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas,
        },
    })
}

/// Path Item Object of the collection: list and create.
fn collection(resource: usize) -> Value {
    let name = format!("Resource{resource}");
    json!({
        "get": operation(resource, "list", &json!({
            "parameters": [
                path_parameter("space_id"),
                { "name": "limit", "in": "query", "schema": { "type": "integer", "format": "int32" } },
                { "name": "state", "in": "query", "schema": reference(&format!("{name}State")) },
                { "name": "fields", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } },
            ],
            "responses": responses("200", &reference(&format!("{name}Page"))),
        })),
        "post": operation(resource, "create", &json!({
            "parameters": [path_parameter("space_id")],
            "requestBody": body(&reference(&format!("{name}Draft"))),
            "responses": responses("201", &reference(&name)),
        })),
    })
}

/// Path Item Object of one resource: show, replace and remove.
fn item(resource: usize) -> Value {
    let name = format!("Resource{resource}");
    let parameters = json!([path_parameter("space_id"), path_parameter("resource_id")]);
    json!({
        "get": operation(resource, "show", &json!({
            "parameters": parameters,
            "responses": responses("200", &reference(&name)),
        })),
        "put": operation(resource, "replace", &json!({
            "parameters": parameters,
            "requestBody": body(&reference(&format!("{name}Draft"))),
            "responses": responses("200", &reference(&name)),
        })),
        "delete": operation(resource, "remove", &json!({
            "parameters": parameters,
            "responses": { "204": { "description": "Removed." }, "404": problem_response() },
        })),
    })
}

/// An Operation Object with its identifier, tag and description.
fn operation(resource: usize, verb: &str, rest: &Value) -> Value {
    let mut operation = rest.as_object().cloned().unwrap_or_default();
    let id = format!("{verb}_resource{resource}");
    let tag = format!("group{}", resource / RESOURCES_PER_TAG);
    let description = format!("What `{verb}` does with resource {resource}, in a sentence.");
    operation.insert("operationId".to_owned(), id.into());
    operation.insert("tags".to_owned(), json!([tag]));
    operation.insert("description".to_owned(), description.into());
    operation.into()
}

/// The schemas of one resource: itself, its draft, a page, a state, and an object inside it.
fn resource_schemas(resource: usize) -> [(String, Value); OPERATIONS_PER_RESOURCE] {
    let name = format!("Resource{resource}");
    let detail = reference(&format!("{name}Detail"));
    let state = reference(&format!("{name}State"));
    let members = json!({
        "id": { "type": "string", "description": "Identifier of the resource." },
        "name": { "type": "string", "description": "Name that people see." },
        "created_at": { "type": "string", "format": "date-time" },
        "size": { "type": "integer", "format": "int64" },
        "enabled": { "type": "boolean" },
        "state": state,
        "labels": { "type": "object", "additionalProperties": { "type": "string" } },
        "details": { "type": "array", "items": detail },
    });
    let values = ["active", "paused", "failed"].map(|value| format!("{value}-{resource}"));
    [
        (name.clone(), object(&members, &["id", "name", "state"])),
        (
            format!("{name}Draft"),
            object(
                &json!({
                    "name": { "type": "string" },
                    "size": { "type": "integer", "format": "int64" },
                    "detail": detail,
                    "note": { "type": "string", "nullable": true },
                }),
                &["name"],
            ),
        ),
        (
            format!("{name}Page"),
            object(
                &json!({
                    "items": { "type": "array", "items": reference(&name) },
                    "next": { "type": "string" },
                }),
                &["items"],
            ),
        ),
        (
            format!("{name}State"),
            json!({ "type": "string", "enum": values }),
        ),
        (
            format!("{name}Detail"),
            object(
                &json!({
                    format!("ratio{resource}"): { "type": "number" },
                    "unit": { "type": "string" },
                }),
                &["unit"],
            ),
        ),
    ]
}

/// The error that every operation documents.
fn problem() -> Value {
    object(
        &json!({ "code": { "type": "string" }, "message": { "type": "string" } }),
        &["code", "message"],
    )
}

fn object(properties: &Value, required: &[&str]) -> Value {
    json!({ "type": "object", "required": required, "properties": properties })
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn path_parameter(name: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
}

fn body(schema: &Value) -> Value {
    json!({ "required": true, "content": json_content(schema) })
}

fn json_content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn problem_response() -> Value {
    json!({ "description": "What went wrong.", "content": json_content(&reference("Problem")) })
}

/// Responses Object with one success and three documented errors.
fn responses(status: &str, schema: &Value) -> Value {
    json!({
        status: { "description": "What was asked for.", "content": json_content(schema) },
        "401": problem_response(),
        "404": problem_response(),
        "default": problem_response(),
    })
}
