//! Swagger 2.0 in the words of OpenAPI 3.0: one object a file.
//!
//! Runs after `bundle`, so that every reference leads to `#/components/…` already; here the
//! things themselves move there. Mends nothing: what is wrong in 2.0 is as wrong in 3.0 and is
//! mended there.
//!
//! Swagger 2.0 specification, "Swagger Object" and below.

mod bodies;
mod parameters;
mod responses;
mod schemas;
mod security;
mod servers;
mod variants;

use super::context::Context;
use super::grammar::METHODS;
use super::walk::Path;
use crate::pointer::Pointer;
use serde_json::{Map, Value, json};
use variants::Variants;

/// Rewrites a whole document.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let Value::Object(members) = root else {
        return;
    };
    members.shift_remove("swagger");
    let global = Media {
        consumes: take_texts(members, "consumes").unwrap_or_default(),
        produces: take_texts(members, "produces").unwrap_or_default(),
    };
    let origin = servers::Origin::take(members);
    let servers = origin.servers(origin.schemes(), cx);
    if !servers.is_empty() {
        members.insert("servers".to_owned(), Value::Array(servers));
    }
    let mut variants = Variants::new(global, members, cx);
    if let Some(Value::Object(paths)) = members.get_mut("paths") {
        let root = Path::root();
        let at = root.key("paths");
        for (path, item) in paths.iter_mut() {
            if let Value::Object(item) = item
                && !path.starts_with("x-")
            {
                path_item(item, &at.key(path), &origin, &mut variants, cx);
            }
        }
    }
    components(members, variants, cx);
    schemas::apply(root, cx);
}

/// The media types that bodies are sent and answered in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Media {
    consumes: Vec<String>,
    produces: Vec<String>,
}

fn take_texts(members: &mut Map<String, Value>, name: &str) -> Option<Vec<String>> {
    let texts = match members.shift_remove(name)? {
        Value::String(text) => vec![text],
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    Some(texts)
}

fn path_item(
    item: &mut Map<String, Value>,
    at: &Path<'_>,
    origin: &servers::Origin,
    variants: &mut Variants,
    cx: &mut Context<'_>,
) {
    let shared = parameters::take(item, at, variants, cx);
    for method in METHODS {
        if let Some(Value::Object(operation)) = item.get_mut(method) {
            let at = at.key(method);
            if let Some(schemes) = take_texts(operation, "schemes") {
                let servers = origin.servers(&schemes, cx);
                operation.insert("servers".to_owned(), Value::Array(servers));
            }
            let media = Media {
                consumes: take_texts(operation, "consumes")
                    .unwrap_or_else(|| variants.global.consumes.clone()),
                produces: take_texts(operation, "produces")
                    .unwrap_or_else(|| variants.global.produces.clone()),
            };
            let own = parameters::take(operation, &at, variants, cx);
            own.put(operation, &at, cx);
            bodies::apply(operation, &at, own.body(&shared), &media, variants, cx);
            responses::apply(operation, &at, &media, variants, cx);
        }
    }
    shared.put(item, at, cx);
}

/// What 2.0 has at the top stands in `components` in 3.0.
fn components(members: &mut Map<String, Value>, variants: Variants, cx: &mut Context<'_>) {
    let mut components = match members.shift_remove("components") {
        Some(Value::Object(components)) => components,
        _ => Map::new(),
    };
    if let Some(schemas) = members.shift_remove("definitions") {
        relocate("definitions", "schemas", cx);
        components.insert("schemas".to_owned(), schemas);
    }
    if let Some(Value::Object(schemes)) = members.shift_remove("securityDefinitions") {
        relocate("securityDefinitions", "securitySchemes", cx);
        components.insert(
            "securitySchemes".to_owned(),
            Value::Object(security::schemes(schemes)),
        );
    }
    variants.put(&mut components);
    if !components.is_empty() {
        members.insert("components".to_owned(), Value::Object(components));
    }
}

fn relocate(from: &str, section: &str, cx: &mut Context<'_>) {
    let to = Pointer::root().child("components").child(section);
    cx.origin.relocate(&Pointer::root().child(from), &to);
}

/// The request body that parameters `in: body` and `in: formData` of a newer document describe.
pub(super) fn body_of(
    parameters: Vec<Map<String, Value>>,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Value {
    let origin = cx.origin.find(&at.pointer());
    bodies::of(parameters, &origin, at, cx)
}

/// The `schema` of a parameter or header that has the members of one itself.
pub(super) fn schema_of(holder: &mut Map<String, Value>) -> Option<Value> {
    let schema = parameters::schema_of(holder);
    (!schema.is_empty()).then_some(Value::Object(schema))
}

/// An object of media types, each with this schema.
fn content(types: &[String], schema: &Value) -> Map<String, Value> {
    types
        .iter()
        .map(|name| (name.clone(), json!({"schema": schema})))
        .collect()
}
