//! Names and tags of operations (OpenAPI 3.0, 4.7.10).

use super::each_operation;
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shown;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Makes `operationId` unique and `tags` a list of names, and gives every operation a response.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let mut seen = BTreeSet::new();
    each_operation(root, &mut |_, _, operation, at| {
        id(operation, &mut seen, at, cx);
        tags(operation, at, cx);
        responses(operation, at, cx);
    });
}

/// Of equal ids the first stays; the other operations are named by method and path.
fn id(
    operation: &mut Map<String, Value>,
    seen: &mut BTreeSet<String>,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let Some(written) = operation.get("operationId") else {
        return;
    };
    let id = match written {
        Value::String(id) => id.trim().to_owned(),
        number @ Value::Number(_) => number.to_string(),
        _ => String::new(),
    };
    let id_is_text = !id.is_empty();
    if id_is_text && seen.insert(id) {
        return; // kept as the document writes it
    }
    let written = shown(written);
    let message = if id_is_text {
        format!(
            "another operation has the `operationId` `{written}`; this one is named by method and path"
        )
    } else {
        format!(
            "`operationId` is no text but `{written}`; the operation is named by method and path"
        )
    };
    cx.warning(code::OPERATION_ID, &at.key("operationId"), message);
    operation.shift_remove("operationId");
}

fn tags(operation: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(tags) = operation.get_mut("tags") else {
        return;
    };
    let at = at.key("tags");
    let name = |tag: &Value| match tag {
        Value::String(name) => Some(name.clone()),
        Value::Number(_) | Value::Bool(_) => Some(tag.to_string()),
        Value::Object(tag) => tag.get("name")?.as_str().map(str::to_owned),
        _ => None,
    };
    let names: Vec<String> = match &*tags {
        Value::Array(tags) if tags.iter().all(Value::is_string) => return,
        Value::Array(tags) => tags.iter().filter_map(name).collect(),
        other => name(other).into_iter().collect(),
    };
    cx.warning(
        code::TAGS,
        &at,
        "`tags` of an operation must be an array of strings; the names in it are taken",
    );
    *tags = json!(names);
}

/// An operation without a documented response answers with something all the same.
fn responses(operation: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let documented = operation
        .get("responses")
        .and_then(Value::as_object)
        .is_some_and(|responses| responses.keys().any(|key| !key.starts_with("x-")));
    if documented {
        return;
    }
    cx.warning(
        code::NO_RESPONSES,
        at,
        "the operation documents no response; any is taken, with its body as bytes",
    );
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    if !responses.is_object() {
        *responses = json!({});
    }
    if let Value::Object(responses) = responses {
        responses.insert(
            "default".to_owned(),
            json!({"description": "Not documented."}),
        );
    }
}
