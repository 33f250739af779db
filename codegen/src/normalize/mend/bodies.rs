//! Request bodies written as 2.0 writes them (OpenAPI 3.0, 4.7.13).

use super::{each_operation, resolve};
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::grammar::Kind;
use crate::normalize::swagger2;
use crate::normalize::walk::{Path, walk_but_schemas};
use crate::source::Members as _;
use serde_json::{Map, Value, json};

/// Makes parameters `in: body` and `in: formData` bodies, and gives every body `content`.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let components = root.get_mut("components").map(Value::take);
    if let Some(components) = &components {
        each_operation(root, &mut |_, _, operation, at| {
            from_parameters(operation, components, at, cx);
        });
    } else {
        each_operation(root, &mut |_, _, operation, at| {
            from_parameters(operation, &Value::Null, at, cx);
        });
    }
    if let (Some(components), Value::Object(members)) = (components, &mut *root) {
        members.insert("components".to_owned(), components);
    }
    walk_but_schemas(root, &mut |kind, value, at| {
        if let (Kind::RequestBody | Kind::Response, Value::Object(members)) = (kind, value) {
            schema_beside(members, at, cx);
        }
    });
}

fn from_parameters(
    operation: &mut Map<String, Value>,
    components: &Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let place = |parameter: &Value| {
        let place = resolve(components, parameter)?.get("in")?.as_str()?;
        matches!(place, "body" | "formData").then(|| place.to_owned())
    };
    let Some(Value::Array(parameters)) = operation.get_mut("parameters") else {
        return;
    };
    if !parameters
        .iter()
        .any(|parameter| place(parameter).is_some())
    {
        return;
    }
    let mut parts = Vec::new();
    parameters.retain(|parameter| {
        let Some(Value::Object(members)) =
            place(parameter).and_then(|_| resolve(components, parameter))
        else {
            return true;
        };
        parts.push(members.clone());
        false
    });
    cx.warning(
        code::BODY_PARAMETER,
        at,
        "parameters `in: body` and `in: formData` are of Swagger 2.0; they are read as `requestBody`",
    );
    if !operation.contains_key("requestBody") {
        let body = swagger2::body_of(parts, at, cx);
        operation.insert("requestBody".to_owned(), body);
    }
}

/// `schema` directly in a body or response is that of JSON.
fn schema_beside(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if members.has("content") {
        return;
    }
    if let Some(schema) = members.take_member("schema") {
        cx.warning(
            code::SCHEMA_WITHOUT_CONTENT,
            at,
            "`schema` stands outside `content`; it is read as that of `application/json`",
        );
        let content = json!({"application/json": {"schema": schema}});
        members.insert("content".to_owned(), content);
    }
}
