//! `type` as a list, the type `null`, and `const`.
//!
//! JSON Schema 2020-12 Validation, 6.1.1 (`type`), 6.1.3 (`const`).

use super::newer;
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value, json};

/// `const` is an `enum` of one value.
pub(super) fn constant(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if let Some(value) = members.take_member("const") {
        newer("const", at, cx);
        members.insert("enum".to_owned(), Value::Array(vec![value]));
    }
    // `enum` of null alone, of whatever type, is the null type.
    let only_null = members
        .member("enum")
        .and_then(Value::as_array)
        .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null));
    if only_null {
        null(members);
    }
}

/// One type stays; null among others becomes `nullable`; several become alternatives.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    match members.member("type") {
        Some(Value::String(name)) if name == "null" => {
            newer("type", at, cx);
            null(members);
        }
        Some(Value::Array(names)) => {
            let names: Vec<String> = names
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
            newer("type", at, cx);
            list(names, members, at, cx);
        }
        _ => {}
    }
}

/// Makes a schema the one that allows null alone. 3.0 has no such type: it is an enum of null.
pub(super) fn null(members: &mut Map<String, Value>) {
    members.take_member("type");
    members.insert("nullable".to_owned(), Value::Bool(true));
    members.insert("enum".to_owned(), json!([null]));
    members.insert("x-specwright-null".to_owned(), Value::Bool(true));
}

/// Allows null beside whatever a schema allows.
pub(super) fn allow_null(members: &mut Map<String, Value>) {
    members.insert("nullable".to_owned(), Value::Bool(true));
    if let Some(Value::Array(values)) = members.member_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}

fn list(names: Vec<String>, members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let with_null = names.iter().any(|name| name == "null");
    let mut types: Vec<String> = Vec::new();
    for name in names {
        if name != "null" && !types.contains(&name) {
            types.push(name);
        }
    }
    // Every integer is a number.
    if types.iter().any(|name| name == "number") {
        types.retain(|name| name != "integer");
    }
    members.take_member("type");
    match types.as_slice() {
        [] if with_null => {
            null(members);
            return;
        }
        [] => cx.warning(
            code::WRONG_TYPE,
            &at.key("type"),
            "`type` names no type; it is left out",
        ),
        [one] => {
            members.insert("type".to_owned(), Value::String(one.clone()));
        }
        // All of them: no restriction.
        several if several.len() >= 5 => {}
        several => alternatives(several, members),
    }
    if with_null {
        allow_null(members);
    }
}

/// Keywords that say something about one type only.
fn keywords(name: &str) -> &'static [&'static str] {
    match name {
        "string" => &[
            "pattern",
            "minLength",
            "maxLength",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
        ],
        "number" | "integer" => &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "array" => &[
            "items",
            "prefixItems",
            "additionalItems",
            "contains",
            "minItems",
            "maxItems",
            "uniqueItems",
        ],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "minProperties",
            "maxProperties",
            "propertyNames",
        ],
        _ => &[],
    }
}

/// Each type becomes an alternative with the keywords that are about it.
fn alternatives(types: &[String], members: &mut Map<String, Value>) {
    let values = match members.take_member("enum") {
        Some(Value::Array(values)) => Some(values),
        _ => None,
    };
    let format = members.take_member("format");
    let mut branches = Vec::new();
    for name in types {
        let mut branch = Map::new();
        branch.insert("type".to_owned(), Value::String(name.clone()));
        for keyword in keywords(name) {
            if let Some(value) = members.member(keyword) {
                branch.insert((*keyword).to_owned(), value.clone());
            }
        }
        if let Some(format) = format.as_ref().filter(|format| is_about(format, name)) {
            branch.insert("format".to_owned(), format.clone());
        }
        if let Some(values) = &values {
            let own: Vec<Value> = values
                .iter()
                .filter(|value| is_of(value, name))
                .cloned()
                .collect();
            if own.is_empty() {
                continue;
            }
            branch.insert("enum".to_owned(), Value::Array(own));
        }
        branches.push(Value::Object(branch));
    }
    for name in types {
        for keyword in keywords(name) {
            members.take_member(keyword);
        }
    }
    if members.has("anyOf") {
        let part = json!({"anyOf": branches});
        if let Value::Array(parts) = members.entry("allOf").or_insert_with(|| json!([])) {
            parts.push(part);
        }
    } else {
        members.insert("anyOf".to_owned(), Value::Array(branches));
    }
}

/// Whether a format belongs to a type (OpenAPI 3.0, 4.4).
fn is_about(format: &Value, name: &str) -> bool {
    let numeric = format.as_str().is_some_and(|format| {
        matches!(format, "float" | "double" | "decimal")
            || format.starts_with("int")
            || format.starts_with("uint")
    });
    match name {
        "number" | "integer" => numeric,
        "string" => !numeric,
        _ => false,
    }
}

/// Whether a value is of a type.
fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}
