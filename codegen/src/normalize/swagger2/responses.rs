//! Responses: `schema` and `examples` stand in `content` in 3.0, one for each media type.
//!
//! Swagger 2.0, "Response Object", "Header Object", `produces`; OpenAPI 3.0, 4.7.17.

use super::variants::Variants;
use super::{Media, bodies, content, parameters};
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::pointer::Pointer;
use serde_json::{Map, Value, json};

/// Rewrites the responses of an operation.
pub(super) fn apply(
    operation: &mut Map<String, Value>,
    at: &Path<'_>,
    media: &Media,
    variants: &mut Variants,
    cx: &mut Context<'_>,
) {
    let Some(Value::Object(responses)) = operation.get_mut("responses") else {
        return;
    };
    let at = at.key("responses");
    for (key, response) in responses.iter_mut() {
        if key.starts_with("x-") {
            continue;
        }
        if let Some(reference) = variants.response(response, media, cx) {
            *response = reference;
        } else if let Value::Object(members) = response {
            rewrite(members, &at.key(key).pointer(), &media.produces, cx);
        }
    }
}

/// Rewrites one response.
pub(super) fn rewrite(
    response: &mut Map<String, Value>,
    at: &Pointer,
    produces: &[String],
    cx: &mut Context<'_>,
) {
    if response.contains_key("$ref") {
        return;
    }
    let examples = match response.shift_remove("examples") {
        Some(Value::Object(examples)) => examples,
        _ => Map::new(),
    };
    let schema = response.shift_remove("schema");
    if schema.is_some() || !examples.is_empty() {
        let schema = schema.unwrap_or_else(|| json!({}));
        let types = types_of(&schema, produces, &examples);
        let (file, origin) = cx.origin.find(&at.child("schema"));
        for name in &types {
            let to = at.child("content").child(name).child("schema");
            cx.origin.moved(to, file, origin.clone());
        }
        let mut content = content(&types, &schema);
        for (name, example) in examples {
            if let Some(Value::Object(media_type)) = content.get_mut(&name) {
                media_type.insert("example".to_owned(), example);
            }
        }
        response.insert("content".to_owned(), Value::Object(content));
    }
    if let Some(Value::Object(headers)) = response.get_mut("headers") {
        for header in headers.values_mut() {
            if let Value::Object(header) = header {
                header.shift_remove("collectionFormat");
                let schema = parameters::schema_of(header);
                header
                    .entry("schema")
                    .or_insert_with(|| Value::Object(schema));
            }
        }
    }
}

/// The media types of a response: those the operation produces, else those it has examples of,
/// else bytes for a file and JSON for all else.
fn types_of(schema: &Value, produces: &[String], examples: &Map<String, Value>) -> Vec<String> {
    let file = schema.get("type").and_then(Value::as_str) == Some("file");
    let mut types = produces.to_vec();
    for name in examples.keys() {
        // Examples by other keys than media types are a common mistake.
        if name.contains('/') && !types.contains(name) {
            types.push(name.clone());
        }
    }
    if types.is_empty() && file {
        types.push("application/octet-stream".to_owned());
    }
    if types.is_empty() {
        types = bodies::types_of(&[]);
    }
    types
}
