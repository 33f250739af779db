//! Says in the words of OpenAPI 3.0 what newer documents say in those of JSON Schema 2020-12.
//!
//! Documents of 3.0 and 2.0 go through it too: their authors mix the versions, and what they
//! mean is clear; there each is a warning. What 3.0 cannot say is kept in an extension where a
//! later stage can use it, and is a warning where none can.
//!
//! OpenAPI 3.1, 4.8.24 (Schema Object); JSON Schema 2020-12 Core and Validation.

mod alternatives;
mod arrays;
mod bounds;
mod content;
mod objects;
mod siblings;
mod types;

use super::context::{Context, Version};
use super::grammar::{Kind, LATER_OPERATIONS};
use super::walk::{Path, walk};
use crate::diagnostic::code::normalize as code;
use crate::pointer::Pointer;
use crate::source::Members as _;
use serde_json::{Map, Value};

/// Rewrites all schemas, and sets aside what 3.0 has no place for.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    walk(Kind::Root, root, &Path::root(), &mut |kind, value, at| {
        let Value::Object(members) = value else {
            return;
        };
        match kind {
            Kind::Schema => schema(members, at, cx),
            Kind::PathItem => later_operations(members, at, cx),
            Kind::MediaType => item_schema(members, at, cx),
            _ => {}
        }
    });
    set_aside(root, cx);
}

/// The steps of one schema; each finds what the ones before it made.
fn schema(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if members
        .iter()
        .all(|(name, value)| is_the_same(name, value, members.len()))
    {
        return;
    }
    // names that `bundle` has already used
    for name in [
        "$schema",
        "$id",
        "$anchor",
        "$dynamicAnchor",
        "$vocabulary",
        "$comment",
    ] {
        members.take_member(name);
    }
    // `$defs` hold what has become components
    for name in ["$defs", "definitions"] {
        members.take_member(name);
    }
    // a reference becomes one part of an `allOf`, so that the rest is a schema of 3.0
    siblings::apply(members, at, cx);
    // one value is an enum of one
    types::constant(members, at, cx);
    // several types are alternatives, null among them is `nullable`
    types::apply(members, at, cx);
    // alternatives that are null are `nullable`
    alternatives::apply(members, at, cx);
    // exclusive bounds are booleans in 3.0
    bounds::apply(members, at, cx);
    arrays::apply(members, at, cx);
    objects::apply(members, at, cx);
    content::apply(members, at, cx);
    examples(members, at, cx);
}

/// Whether a member says the same in 3.0, one of so many. Most schemas have no other, and to look
/// for every other keyword takes longer than to look at the names that are there.
fn is_the_same(name: &str, value: &Value, members: usize) -> bool {
    match name {
        "title"
        | "description"
        | "format"
        | "pattern"
        | "default"
        | "example"
        | "properties"
        | "required"
        | "additionalProperties"
        | "allOf"
        | "deprecated"
        | "readOnly"
        | "writeOnly"
        | "nullable" => true,
        "type" => value.as_str().is_some_and(|name| name != "null"),
        "items" => value.is_object(),
        "$ref" => members == 1,
        _ => name.starts_with("x-"),
    }
}

/// A newer member in an older document.
fn newer(name: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    if cx.version < Version::V31 {
        cx.warning(
            code::NEWER_KEYWORD,
            &at.key(name),
            format!("`{name}` is read as OpenAPI 3.1 does; this document is of an older version"),
        );
    }
}

/// Takes out a keyword that nothing behind this stage enforces.
fn drop_keyword(members: &mut Map<String, Value>, name: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    if members.take_member(name).is_some() {
        cx.warning(
            code::KEYWORD_NOT_ENFORCED,
            &at.key(name),
            format!("`{name}` is not enforced: types are made without regard to it"),
        );
    }
}

/// `examples` of a schema is an array in 3.1; 3.0 has one `example`. All are kept aside.
fn examples(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(examples) = members.take_member("examples") else {
        return;
    };
    newer("examples", at, cx);
    let list = match examples {
        Value::Array(list) => list,
        // written as the `examples` of a media type
        Value::Object(by_name) => by_name
            .into_iter()
            .map(|(_, mut example)| match example.get_mut("value") {
                Some(value) => value.take(),
                None => example,
            })
            .collect(),
        other => vec![other],
    };
    if let Some(first) = list.first() {
        members.entry("example").or_insert_with(|| first.clone());
    }
    if list.len() > 1 {
        members.insert("x-specwright-examples".to_owned(), Value::Array(list));
    }
}

/// Operations that OpenAPI 3.2 adds to path items.
fn later_operations(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    for name in LATER_OPERATIONS {
        if cx.version == Version::V31 && members.take_member(name).is_some() {
            cx.warning(
                code::NEWER_MEMBER,
                &at.key(name),
                format!("`{name}` is new in OpenAPI 3.2; its operations are left out"),
            );
        }
    }
}

/// `itemSchema` of OpenAPI 3.2 describes one item of a sequence (events, lines); so does
/// `schema` for the media types that are read as sequences.
fn item_schema(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if let Some(item) = members.take_member("itemSchema") {
        cx.warning(
            code::NEWER_MEMBER,
            &at.key("itemSchema"),
            "`itemSchema` is new in OpenAPI 3.2; it is read as `schema`",
        );
        members.entry("schema").or_insert(item);
    }
}

/// Webhooks are kept under a name of our own; path items in `components` have been put where
/// they were referred to.
fn set_aside(root: &mut Value, cx: &mut Context<'_>) {
    let Value::Object(members) = root else {
        return;
    };
    if let Some(webhooks) = members.take_member("webhooks") {
        cx.note(
            code::WEBHOOKS_KEPT_ASIDE,
            &Path::root().key("webhooks"),
            "webhooks are kept for information; no code is made of them",
        );
        let name = "x-specwright-webhooks";
        let to = Pointer::root().child(name);
        cx.origin.relocate(&Pointer::root().child("webhooks"), &to);
        members.insert(name.to_owned(), webhooks);
    }
    members.take_member("jsonSchemaDialect");
    members.take_member("$self");
    if let Some(Value::Object(components)) = members.member_mut("components") {
        components.shift_remove("pathItems");
    }
}
