//! `anyOf` and `oneOf` with an alternative that is null: "this or nothing".
//!
//! JSON Schema 2020-12 Core, 10.2.1; OpenAPI 3.0, 4.7.24.1 (`nullable`).

use super::types::{allow_null, null};
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value};

/// What says nothing about the values a schema allows.
const ANNOTATIONS: [&str; 8] = [
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// Takes null out of the alternatives and makes the schema nullable.
pub(super) fn apply(members: &mut Map<String, Value>, _at: &Path<'_>, _cx: &mut Context<'_>) {
    for name in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = members.member_mut(name) else {
            continue;
        };
        let before = branches.len();
        branches.retain(|branch| !is_null(branch));
        if branches.len() == before {
            continue;
        }
        match branches.len() {
            0 => {
                members.take_member(name);
                null(members);
            }
            1 => {
                if let Some(Value::Array(branches)) = members.take_member(name) {
                    take_in(members, branches);
                }
                allow_null(members);
            }
            _ => allow_null(members),
        }
    }
}

/// Whether a schema allows null and nothing else.
fn is_null(schema: &Value) -> bool {
    let Some(members) = schema.as_object() else {
        return false;
    };
    let only = |value: Option<&Value>| {
        value.is_some_and(|value| match value {
            Value::Array(values) => {
                !values.is_empty()
                    && values
                        .iter()
                        .all(|value| value.is_null() || value.as_str() == Some("null"))
            }
            Value::String(name) => name == "null",
            Value::Null => true,
            _ => false,
        })
    };
    let constant = members.member("const").is_some_and(Value::is_null);
    let enumerated = members
        .member("enum")
        .and_then(Value::as_array)
        .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null));
    only(members.member("type")) || constant || enumerated
}

/// The one alternative that is left is what the schema is. Its members are taken over where
/// nothing stands in their way; else it is one part of an `allOf`.
fn take_in(members: &mut Map<String, Value>, branches: Vec<Value>) {
    for branch in branches {
        match branch {
            Value::Object(inner) if can_merge(members, &inner) => {
                for (name, value) in inner {
                    members.entry(name).or_insert(value);
                }
            }
            branch => match members.member_mut("allOf") {
                Some(Value::Array(parts)) => parts.push(branch),
                _ => {
                    members.insert("allOf".to_owned(), Value::Array(vec![branch]));
                }
            },
        }
    }
}

fn can_merge(outer: &Map<String, Value>, inner: &Map<String, Value>) -> bool {
    let plain = outer
        .keys()
        .all(|name| name.starts_with("x-") || name == "nullable" || annotation(name));
    let apart = inner
        .keys()
        .all(|name| annotation(name) || !outer.has(name));
    plain && apart && !inner.has("$ref")
}

fn annotation(name: &str) -> bool {
    ANNOTATIONS.contains(&name)
}
