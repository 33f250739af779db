//! Bombs for the stages behind the reader: schemas that multiply, nest or refer without end, in
//! each place where a schema can stand; and objects of the document in great numbers.

use super::Bomb;
use serde_json::{Map, Value, json};

/// A schema of a size, and the schemas that it refers to.
type Shape = fn(usize) -> (Value, Map<String, Value>);

const SHAPES: [(&str, Shape); 20] = [
    ("a chain of references", |n| {
        chain(n, |next| json!({ "$ref": next }))
    }),
    ("a circle of references", |n| {
        let (first, mut all) = chain(n, |next| json!({ "$ref": next }));
        all.insert(
            format!("S{n}"),
            json!({ "$ref": "#/components/schemas/S0" }),
        );
        (first, all)
    }),
    ("allOf that doubles", |n| {
        chain(
            n,
            |next| json!({ "allOf": [{ "$ref": next }, { "$ref": next }] }),
        )
    }),
    ("oneOf that doubles", |n| {
        chain(
            n,
            |next| json!({ "oneOf": [{ "$ref": next }, { "$ref": next }] }),
        )
    }),
    ("anyOf that doubles", |n| {
        chain(
            n,
            |next| json!({ "anyOf": [{ "$ref": next }, { "type": "array", "items": { "$ref": next } }] }),
        )
    }),
    ("members that double", |n| {
        chain(
            n,
            |next| json!({ "properties": { "a": { "$ref": next }, "b": { "$ref": next } } }),
        )
    }),
    ("required members in a circle", |n| {
        let (first, mut all) = chain(
            n,
            |next| json!({ "type": "object", "required": ["a"], "properties": { "a": { "$ref": next } } }),
        );
        all.insert(format!("S{n}"), first.clone());
        (first, all)
    }),
    ("nested arrays", |n| {
        nested(n, |inner| json!({ "type": "array", "items": inner }))
    }),
    ("nested objects", |n| {
        nested(
            n,
            |inner| json!({ "type": "object", "properties": { "a": inner } }),
        )
    }),
    ("nested maps", |n| {
        nested(
            n,
            |inner| json!({ "type": "object", "additionalProperties": inner }),
        )
    }),
    ("nested allOf", |n| {
        nested(n, |inner| json!({ "allOf": [inner] }))
    }),
    ("nested oneOf", |n| {
        nested(n, |inner| json!({ "oneOf": [inner, { "type": "string" }] }))
    }),
    ("nested not", |n| nested(n, |inner| json!({ "not": inner }))),
    ("many members", |n| {
        alone(
            json!({ "type": "object", "properties": many(n, "m", |_| json!({ "type": "string" })) }),
        )
    }),
    ("many values", |n| {
        alone(
            json!({ "type": "string", "enum": (0..n).map(|i| format!("v{i}")).collect::<Vec<_>>() }),
        )
    }),
    ("many alternatives", |n| {
        alone(
            json!({ "oneOf": (0..n).map(|i| json!({ "type": "object", "required": [format!("r{i}")], "properties": { format!("r{i}"): { "type": "string" } } })).collect::<Vec<_>>() }),
        )
    }),
    ("many parts", |n| {
        alone(
            json!({ "allOf": (0..n).map(|i| json!({ "properties": { format!("p{i}"): { "type": "integer" } } })).collect::<Vec<_>>() }),
        )
    }),
    ("many required names", |n| {
        alone(
            json!({ "type": "object", "required": (0..n).map(|i| format!("r{i}")).collect::<Vec<_>>() }),
        )
    }),
    ("a deep default", |n| {
        alone(json!({ "default": nested(n.min(500), |inner| json!([inner])).0 }))
    }),
    ("a long pattern and name", |n| {
        alone(
            json!({ "type": "object", "properties": { "é".repeat(n): { "type": "string", "pattern": "(a*)*".repeat(n) } } }),
        )
    }),
];

/// Sizes of the shapes.
const SIZES: [usize; 4] = [8, 64, 256, LARGEST];
const LARGEST: usize = 1_024;

/// All of them.
pub(super) fn all() -> Vec<Bomb> {
    let mut bombs = Vec::new();
    for (shape, make) in SHAPES {
        for size in SIZES {
            for place in ["response", "request", "parameter", "header", "component"] {
                let (schema, schemas) = make(size);
                bombs.push(Bomb {
                    name: format!("{shape} of {size} in a {place}"),
                    file: "openapi.json",
                    text: document(place, &schema, schemas).to_string(),
                });
                // The largest take time: once each.
                if size == LARGEST {
                    break;
                }
            }
        }
    }
    for size in SIZES {
        for (what, operation) in [
            (
                "parameters",
                json!({ "parameters": (0..size).map(|i| json!({ "name": format!("p{i}"), "in": "query", "schema": { "type": "string" } })).collect::<Vec<_>>() }),
            ),
            (
                "media types",
                json!({ "requestBody": { "content": many(size, "application/x-", |_| json!({})) } }),
            ),
            (
                "security alternatives",
                json!({ "security": (0..size).map(|i| json!({ format!("s{i}"): [] })).collect::<Vec<_>>() }),
            ),
            (
                "servers",
                json!({ "servers": (0..size).map(|i| json!({ "url": format!("https://h{i}.example") })).collect::<Vec<_>>() }),
            ),
            (
                "tags",
                json!({ "tags": (0..size).map(|i| format!("t{i}")).collect::<Vec<_>>() }),
            ),
        ] {
            let mut document = document("component", &json!({}), Map::new());
            if let Some(Value::Object(get)) = document.pointer_mut("/paths/~1a/get") {
                get.extend(operation.as_object().cloned().unwrap_or_default());
            }
            bombs.push(Bomb {
                name: format!("{size} {what}"),
                file: "openapi.json",
                text: document.to_string(),
            });
        }
        let get = json!({ "get": { "responses": { "200": { "description": "d" } } } });
        let document = json!({ "openapi": "3.0.3", "info": { "title": "T", "version": "1" }, "paths": many(size, "/p", |_| get.clone()) });
        bombs.push(Bomb {
            name: format!("{size} paths"),
            file: "openapi.json",
            text: document.to_string(),
        });
    }
    bombs
}

/// A document with the schema in a place.
fn document(place: &str, schema: &Value, mut schemas: Map<String, Value>) -> Value {
    let content = json!({ "application/json": { "schema": schema } });
    let fine = json!({ "200": { "description": "d" } });
    let operation = match place {
        "response" => json!({ "responses": { "200": { "description": "d", "content": content } } }),
        "request" => json!({ "requestBody": { "content": content }, "responses": fine }),
        "parameter" => {
            let parameter = json!({ "name": "p", "in": "query", "schema": schema });
            json!({ "parameters": [parameter], "responses": fine })
        }
        "header" => {
            let headers = json!({ "X-A": { "schema": schema } });
            json!({ "responses": { "200": { "description": "d", "headers": headers } } })
        }
        _ => {
            schemas.insert("Root".to_owned(), schema.clone());
            json!({ "responses": fine })
        }
    };
    json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "1" },
        "paths": { "/a": { "get": operation } },
        "components": { "schemas": schemas },
    })
}

/// Schemas each of which leads to the next.
fn chain(length: usize, link: impl Fn(&str) -> Value) -> (Value, Map<String, Value>) {
    let name = |i: usize| format!("#/components/schemas/S{i}");
    let mut all: Map<_, _> = (0..length)
        .map(|i| (format!("S{i}"), link(&name(i + 1))))
        .collect();
    all.insert(format!("S{length}"), json!({ "type": "string" }));
    (json!({ "$ref": name(0) }), all)
}

/// A schema around a schema around …
fn nested(depth: usize, around: impl Fn(Value) -> Value) -> (Value, Map<String, Value>) {
    // Written by a serialiser that recurses: deeper than this it is a bomb for the test itself.
    let inner = (0..depth.min(1_000)).fold(json!({ "type": "string" }), |inner, _| around(inner));
    alone(inner)
}

fn alone(schema: Value) -> (Value, Map<String, Value>) {
    (schema, Map::new())
}

/// Members with numbered names.
fn many(count: usize, name: &str, value: impl Fn(usize) -> Value) -> Map<String, Value> {
    (0..count)
        .map(|i| (format!("{name}{i}"), value(i)))
        .collect()
}
