//! Members beside a `$ref`.
//!
//! OpenAPI 3.1, 4.8.24: a schema with `$ref` is a schema like others, and all its keywords
//! apply. OpenAPI 3.0, 4.7.23: "any properties added SHALL be ignored".

use crate::diagnostic::code::normalize as code;
use crate::normalize::context::{Context, Version};
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value, json};

/// Makes a reference with effective siblings one part of an `allOf`.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if members.len() < 2 || !members.member("$ref").is_some_and(Value::is_string) {
        return;
    }
    if cx.version < Version::V31 {
        ignore(members, at, cx);
        return;
    }
    if members
        .keys()
        .all(|name| name == "$ref" || name.starts_with("x-"))
    {
        members.retain(|name, _| name == "$ref");
        return;
    }
    wrap(members);
}

/// Before 3.1 siblings are ignored. Authors write `nullable` there all the same, and a client
/// that did not know of it would fail on every null.
fn ignore(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let nullable = members.member("nullable").is_some_and(|nullable| {
        *nullable == Value::Bool(true) || nullable.as_str() == Some("true")
    });
    members.retain(|name, _| name == "$ref");
    if nullable {
        cx.warning(
            code::REFERENCE_SIBLINGS,
            at,
            "`nullable` beside `$ref` has no effect before OpenAPI 3.1; it is given one",
        );
        members.insert("nullable".to_owned(), Value::Bool(true));
        wrap(members);
    } else {
        cx.note(
            code::REFERENCE_SIBLINGS,
            at,
            "members beside `$ref` have no effect before OpenAPI 3.1",
        );
    }
}

fn wrap(members: &mut Map<String, Value>) {
    let Some(reference) = members.take_member("$ref") else {
        return;
    };
    let part = json!({"$ref": reference});
    match members.member_mut("allOf") {
        Some(Value::Array(parts)) => parts.insert(0, part),
        _ => {
            members.insert("allOf".to_owned(), Value::Array(vec![part]));
        }
    }
}
