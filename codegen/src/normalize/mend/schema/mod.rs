//! Schemas: types, values and bounds (OpenAPI 3.0, 4.7.24).

mod bounds;
mod discriminators;
mod implied;
mod patterns;
mod required;
mod types;
mod values;

use crate::normalize::context::Context;
use crate::normalize::grammar::Kind;
use crate::normalize::walk::{Path, walk};
use crate::source::Members as _;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Mends every schema, holders before what they hold.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let names: BTreeSet<String> = root
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .map(|schemas| schemas.keys().cloned().collect())
        .unwrap_or_default();
    walk(Kind::Root, root, &Path::root(), &mut |kind, value, at| {
        if kind != Kind::Schema {
            return;
        }
        if let Value::Object(members) = value
            && !members.has("$ref")
        {
            schema(members, &names, at, cx);
        }
    });
}

/// The steps of one schema; each relies on the ones before it.
fn schema(
    members: &mut Map<String, Value>,
    names: &BTreeSet<String>,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    // empty lists say nothing
    for name in ["allOf", "anyOf", "oneOf"] {
        if members
            .member(name)
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
        {
            members.take_member(name);
        }
    }
    // `required` of a property is one of its holder
    required::apply(members, at, cx);
    // types by other names
    types::apply(members, names, at, cx);
    // numbers written as text, bounds that cannot be met
    bounds::apply(members, at, cx);
    // patterns between slashes
    patterns::apply(members, at, cx);
    // types that are not written but told by other keywords
    implied::apply(members, at, cx);
    // values of enums and defaults by the type
    values::apply(members, at, cx);
    // how alternatives are told apart
    discriminators::apply(members, at, cx);
}
