//! Exclusive bounds: numbers since draft 6 of JSON Schema, booleans beside `minimum` and
//! `maximum` in OpenAPI 3.0.
//!
//! JSON Schema 2020-12 Validation, 6.2.3 and 6.2.5; OpenAPI 3.0, 4.7.24.

use super::newer;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value};

/// Turns numbers into booleans; of two bounds the tighter stays.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    bound(
        "exclusiveMinimum",
        "minimum",
        |new, old| new >= old,
        members,
        at,
        cx,
    );
    bound(
        "exclusiveMaximum",
        "maximum",
        |new, old| new <= old,
        members,
        at,
        cx,
    );
}

fn bound(
    exclusive: &str,
    inclusive: &str,
    tighter: impl Fn(f64, f64) -> bool,
    members: &mut Map<String, Value>,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let Some(value) = members.member(exclusive) else {
        return;
    };
    let number = match value {
        Value::Number(number) => number.clone(),
        Value::String(text) => match text.trim().parse() {
            Ok(number) => number,
            Err(_) => return,
        },
        _ => return,
    };
    newer(exclusive, at, cx);
    let old = members.member(inclusive).and_then(Value::as_f64);
    let new = number.as_f64();
    if old.zip(new).is_none_or(|(old, new)| tighter(new, old)) {
        members.insert(inclusive.to_owned(), Value::Number(number));
        members.insert(exclusive.to_owned(), Value::Bool(true));
    } else {
        members.take_member(exclusive);
    }
}
