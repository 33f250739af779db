//! Types that are not written, but told by the keywords that are.
//!
//! JSON Schema Validation, 4.2: a keyword about objects allows whatever is no object, so that
//! `{properties: …}` allows the number 5. No author means that.

use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value, json};

/// Adds the type that the other keywords tell, and the items that an array must tell.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let combined = ["allOf", "anyOf", "oneOf", "not", "x-specwright-null"]
        .iter()
        .any(|name| members.has(name));
    if !members.has("type")
        && !combined
        && let Some(name) = implied(members)
    {
        // The type of listed values restricts nothing further.
        if !members.has("enum") {
            cx.note(
                code::IMPLIED_TYPE,
                at,
                format!("the schema has no `type`; its keywords are those of `{name}`"),
            );
        }
        members.insert("type".to_owned(), json!(name));
    }
    if members.member("type").and_then(Value::as_str) == Some("array") && !members.has("items") {
        cx.warning(
            code::NO_ITEMS,
            at,
            "an array needs `items`; its items may be anything",
        );
        members.insert("items".to_owned(), json!({}));
    }
}

fn implied(members: &Map<String, Value>) -> Option<&'static str> {
    let has = |names: &[&str]| names.iter().any(|name| members.has(name));
    if has(&[
        "properties",
        "additionalProperties",
        "minProperties",
        "maxProperties",
    ]) {
        return Some("object");
    }
    if has(&["items", "minItems", "maxItems", "uniqueItems"]) {
        return Some("array");
    }
    if let Some(Value::Array(values)) = members.member("enum") {
        return of_values(values);
    }
    if has(&["pattern", "minLength", "maxLength"]) {
        return Some("string");
    }
    match members.member("format").and_then(Value::as_str) {
        Some("int32" | "int64" | "int8" | "int16" | "uint32" | "uint64") => Some("integer"),
        Some("float" | "double") => Some("number"),
        Some(
            "date" | "date-time" | "time" | "duration" | "uuid" | "uri" | "email" | "byte"
            | "binary" | "password" | "hostname" | "ipv4" | "ipv6",
        ) => Some("string"),
        _ if has(&["minimum", "maximum", "multipleOf"]) => Some("number"),
        _ => None,
    }
}

/// The type of all values of an enum, null aside.
fn of_values(values: &[Value]) -> Option<&'static str> {
    let name = |value: &Value| match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        _ => None,
    };
    let mut values = values.iter().filter(|value| !value.is_null());
    let first = name(values.next()?)?;
    values
        .all(|value| name(value) == Some(first))
        .then_some(first)
}
