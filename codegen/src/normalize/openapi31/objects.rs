//! Keywords about members by pattern, by what is left, or by what else is there.
//!
//! JSON Schema 2020-12 Core, 10.2.2 (conditions), 10.3.2 (objects), 11.3 (unevaluated).

use super::{drop_keyword, newer};
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value, json};

/// Says what can be said with `additionalProperties`; the rest is not enforced.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    patterns(members, at, cx);
    unevaluated(members, at, cx);
    for name in [
        "propertyNames",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "if",
        "then",
        "else",
    ] {
        drop_keyword(members, name, at, cx);
    }
}

/// Members whose names match a pattern are members that are not named.
fn patterns(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(patterns)) = members.take_member("patternProperties") else {
        return;
    };
    newer("patternProperties", at, cx);
    cx.warning(
        code::KEYWORD_NOT_ENFORCED,
        &at.key("patternProperties"),
        "the patterns of `patternProperties` are not enforced: its schemas hold for all members that are not named",
    );
    let rest = members.take_member("additionalProperties");
    let mut schemas: Vec<Value> = Vec::new();
    let rest = match rest {
        // What matches no pattern may be anything, and so may all.
        Some(Value::Bool(true)) => return,
        Some(schema @ Value::Object(_)) => Some(schema),
        _ => None,
    };
    for schema in patterns.into_iter().map(|(_, schema)| schema).chain(rest) {
        if !schemas.contains(&schema) {
            schemas.push(schema);
        }
    }
    let additional = match (schemas.len(), schemas.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            schemas.push(last);
            json!({"anyOf": schemas})
        }
        (_, None) => return,
    };
    members.insert("additionalProperties".to_owned(), additional);
    members
        .entry("type")
        .or_insert_with(|| Value::String("object".to_owned()));
}

/// Without parts that evaluate members, `unevaluatedProperties` is `additionalProperties`.
fn unevaluated(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if !members.has("unevaluatedProperties") {
        return;
    }
    let alone = ["allOf", "anyOf", "oneOf", "additionalProperties", "if"]
        .iter()
        .all(|name| !members.has(name));
    if !alone {
        drop_keyword(members, "unevaluatedProperties", at, cx);
    } else if let Some(schema) = members.take_member("unevaluatedProperties") {
        members.insert("additionalProperties".to_owned(), schema);
    }
}
