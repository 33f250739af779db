//! Which operations are kept, by the user's selection.
//!
//! A choice that names nothing is an error: it is a typing mistake or stale. Must not: lower.

use super::left_out::{LeftOut, Named};
use super::{Ctx, Kept};
use crate::api::{Method, Pointer};
use crate::config::Select;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::lower as code;
use openapiv3::{PathItem, ReferenceOr};
use serde_json::Value;
use std::collections::BTreeSet;

/// Whether anything is selected or left out.
pub(super) fn is_active(select: &Select) -> bool {
    *select != Select::default()
}

/// The operations to lower, in document order.
pub(super) fn select<'a>(ctx: &mut Ctx<'a>) -> Vec<Kept<'a>> {
    let all = all_operations(ctx);
    let left_out = LeftOut::of(ctx.openapi);
    report_choices(ctx, &all, &left_out);
    let config = ctx.config;
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    let kept = all
        .into_iter()
        .filter(|kept| is_kept(&config.select, &Named::of(kept), &mut used))
        .collect();
    // A choice that names one of these is not misspelt.
    for operation in &left_out.operations {
        is_kept(&config.select, operation, &mut used);
    }
    report_unused(ctx, &config.select, &used);
    kept
}

/// Reports own types and names for what the document does not have.
fn report_choices(ctx: &mut Ctx<'_>, all: &[Kept<'_>], left_out: &LeftOut<'_>) {
    let config = ctx.config;
    let components = ctx.openapi.components.as_ref();
    let has_schema = |name: &str| {
        components.is_some_and(|c| c.schemas.contains_key(name)) || left_out.schemas.contains(name)
    };
    let has_security =
        |name: &str| components.is_some_and(|c| c.security_schemes.contains_key(name));
    let is_operation = |name: &str| {
        let mut kept = all.iter().map(Named::of);
        let mut left_out = left_out.operations.iter();
        kept.any(|operation| operation.is(name)) || left_out.any(|operation| operation.is(name))
    };
    for name in config.schemas.keys().filter(|name| !has_schema(name)) {
        let message = format!("`{name}` in `schemas` names no schema of the document");
        nothing(ctx, "schemas", name, message);
    }
    for name in config.rename.keys() {
        if !has_schema(name) && !has_security(name) && !is_operation(name) {
            let message = format!(
                "`{name}` in `rename` names no schema, operation or security scheme of the document"
            );
            nothing(ctx, "rename", name, message);
        }
    }
    report_formats(ctx, left_out);
}

/// Reports own types for formats that the document does not have. What was left out may have had
/// them.
fn report_formats(ctx: &mut Ctx<'_>, left_out: &LeftOut<'_>) {
    let config = ctx.config;
    if config.formats.is_empty() || !left_out.operations.is_empty() || !left_out.schemas.is_empty()
    {
        return;
    }
    let mut waiting: Vec<Value> = serde_json::to_value(ctx.openapi).into_iter().collect();
    let mut formats = BTreeSet::new();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(format)) = members.get("format") {
                    formats.insert(format.clone());
                }
                waiting.extend(members.into_iter().map(|(_, value)| value));
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    for name in config
        .formats
        .keys()
        .filter(|name| !formats.contains(*name))
    {
        let message = format!("`{name}` in `formats` names no format of the document");
        nothing(ctx, "formats", name, message);
    }
}

/// Reports a choice that names nothing.
fn nothing(ctx: &mut Ctx<'_>, list: &str, name: &str, message: String) {
    let place = ctx.config.place(list, name);
    ctx.diagnostics.push(
        Diagnostic::error(code::SELECTION_NAMES_NOTHING, place, message)
            .help("spell it as the document does, or take it out"),
    );
}

/// Every operation of the document.
fn all_operations<'a>(ctx: &mut Ctx<'a>) -> Vec<Kept<'a>> {
    let mut all = Vec::new();
    let openapi = ctx.openapi;
    for (path, item) in &openapi.paths.paths {
        let pointer = Pointer::root().child("paths").child(path);
        let item = match item {
            ReferenceOr::Item(item) => item,
            ReferenceOr::Reference { reference } => {
                let message = format!("`{reference}` leads to no path item; the path is left out");
                ctx.warn(code::NOT_NORMALIZED, &pointer, message);
                continue;
            }
        };
        for (method, operation) in methods(item) {
            let pointer = pointer.child(&method.as_str().to_ascii_lowercase());
            all.push(Kept {
                path,
                item,
                method,
                operation,
                pointer,
            });
        }
    }
    all
}

/// Operations of a path item, in the order that the specification lists the methods.
pub(super) fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &openapiv3::Operation)> {
    [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}

/// Whether a selection keeps an operation; marks the entries that name it.
fn is_kept<'c>(
    select: &'c Select,
    operation: &Named<'_>,
    used: &mut BTreeSet<(&'static str, &'c str)>,
) -> bool {
    let is_operation = |entry: &str| operation.is(entry);
    let is_path = |entry: &str| match entry.strip_suffix('*') {
        Some(start) => operation.path.starts_with(start),
        None => operation.path == entry,
    };
    let is_tag = |entry: &str| operation.tags.contains(&entry);
    let mut named = |list: &'static str, entries: &'c [String], is: &dyn Fn(&str) -> bool| {
        let mut any = false;
        for entry in entries.iter().filter(|entry| is(entry)) {
            used.insert((list, entry));
            any = true;
        }
        any
    };
    let by_tag = named("tags", &select.tags, &is_tag) || select.tags.is_empty();
    let by_id =
        named("operations", &select.operations, &is_operation) || select.operations.is_empty();
    let by_path = named("paths", &select.paths, &is_path) || select.paths.is_empty();
    let left_out = named(
        "except-operations",
        &select.except_operations,
        &is_operation,
    );
    by_tag && by_id && by_path && !left_out
}

/// Reports entries of a selection that no operation answers to.
fn report_unused(ctx: &mut Ctx<'_>, select: &Select, used: &BTreeSet<(&'static str, &str)>) {
    let lists = [
        ("tags", &select.tags),
        ("operations", &select.operations),
        ("paths", &select.paths),
        ("except-operations", &select.except_operations),
    ];
    for (list, entries) in lists {
        for entry in entries {
            if !used.contains(&(list, entry.as_str())) {
                let message = format!("`{entry}` in `{list}` names no operation of the document");
                nothing(ctx, list, entry, message);
            }
        }
    }
}
