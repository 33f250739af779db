//! Which version of the specification a document follows, and whether it describes anything.
//!
//! OpenAPI 3.1, 4.8.1 (`openapi`), 4.8.8 (`paths`); Swagger 2.0, "Swagger Object" (`swagger`).

use super::context::Version;
use super::grammar::{LATER_OPERATIONS, METHODS};
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::pointer::Pointer;
use serde_json::{Map, Value, json};

/// The version of a document; `None`, with an error, where it is none that we read.
pub(super) fn detect(root: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    let Some(members) = root.as_object() else {
        diagnostics.push(Diagnostic::error(
            code::NOT_OPENAPI,
            place(""),
            "the document is not an object with a member `openapi` or `swagger`",
        ));
        return None;
    };
    let (name, text) = declared(members, diagnostics)?;
    let version = read(name, &text);
    match version {
        None => diagnostics.push(
            Diagnostic::error(
                code::UNKNOWN_VERSION,
                place(name),
                format!("`{name}: {}` is not a version that is read", shorten(&text)),
            )
            .help("versions 2.0, 3.0.x, 3.1.x and 3.2.x are"),
        ),
        Some(_) if text.starts_with("3.2") => diagnostics.push(Diagnostic::warning(
            code::NEWER_VERSION,
            place(name),
            "OpenAPI 3.2 is read as 3.1; what is new in 3.2 is left out",
        )),
        Some(_) => {}
    }
    version
}

fn place(member: &str) -> Place {
    let pointer = if member.is_empty() {
        Pointer::root()
    } else {
        Pointer::root().child(member)
    };
    Place::Source { file: 0, pointer }
}

/// The member that names the version, and its text. YAML authors leave out the quotes, so that
/// `3.0` is a number.
fn declared(
    members: &Map<String, Value>,
    diagnostics: &mut Diagnostics,
) -> Option<(&'static str, String)> {
    let text = |name: &str| match members.get(name) {
        Some(Value::String(text)) => Some(text.trim().to_owned()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let openapi = text("openapi").map(|text| ("openapi", text));
    let swagger = text("swagger").map(|text| ("swagger", text));
    if openapi.is_some() && swagger.is_some() {
        diagnostics.push(Diagnostic::warning(
            code::TWO_VERSIONS,
            place("swagger"),
            "the document has both `openapi` and `swagger`; `openapi` is followed",
        ));
    }
    let found = openapi.or(swagger);
    if found.is_none() {
        diagnostics.push(
            Diagnostic::error(
                code::NOT_OPENAPI,
                place(""),
                "neither `openapi` nor `swagger` says which version of OpenAPI this is",
            )
            .help("add `openapi: 3.0.3` at the top if this is an OpenAPI document"),
        );
    }
    found
}

fn read(name: &str, text: &str) -> Option<Version> {
    let text = text.trim_start_matches(['v', 'V']);
    let mut numbers = text.split(['.', '-', '+']);
    let major = numbers.next()?;
    let minor = numbers.next().unwrap_or("0");
    match (name, major, minor) {
        ("swagger", "2", "0") => Some(Version::V2),
        ("openapi", "3", "0") => Some(Version::V30),
        ("openapi", "3", "1" | "2") => Some(Version::V31),
        _ => None,
    }
}

/// The version that the document is in after all passes.
pub(super) fn settle(root: &mut Value) {
    if let Value::Object(members) = root {
        members.shift_remove("swagger");
        members.shift_remove("openapi");
        members.shift_insert(0, "openapi".to_owned(), Value::String("3.0.3".to_owned()));
        // 3.1 can do without; 3.0 cannot.
        members.entry("paths").or_insert_with(|| json!({}));
    }
}

/// Whether there is something to make: an operation, or schemas alone, with a warning. An error says
/// why where there is neither. Before 3.1 a document cannot do without `paths`.
pub(super) fn describes_something(
    root: &Value,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> bool {
    let (at, message) = match root.get("paths") {
        None if root.get("webhooks").is_some() => (
            "webhooks",
            "the document has webhooks but no `paths`: there is no operation to call",
        ),
        None => (
            "",
            "the document has no `paths`: there is no operation to call",
        ),
        Some(Value::Object(paths)) if paths.values().any(has_operation) => return true,
        Some(Value::Object(paths)) if version >= Version::V31 && paths.values().any(is_later) => (
            "paths",
            "`paths` has operations of OpenAPI 3.2 alone, which are left out: there is no \
             operation to call",
        ),
        Some(Value::Object(paths)) if paths.keys().any(|path| !path.starts_with("x-")) => (
            "paths",
            "no path in `paths` has an operation: there is no operation to call",
        ),
        Some(Value::Object(_) | Value::Null) => {
            ("paths", "`paths` is empty: there is no operation to call")
        }
        Some(_) => ("paths", "`paths` is not an object"),
    };
    let may_lack = version >= Version::V31 || root.get("paths").is_some_and(Value::is_object);
    let types = may_lack && has_schemas(root);
    let finding = if types {
        let message = format!("{message}; only the types of its schemas are made");
        Diagnostic::warning(code::NO_OPERATIONS, place(at), message)
    } else {
        Diagnostic::error(code::NO_OPERATIONS, place(at), message)
    };
    diagnostics.push(finding);
    types
}

/// Whether the document has schemas that others can use: payloads of webhooks are such.
fn has_schemas(root: &Value) -> bool {
    let components = root.get("components").and_then(|it| it.get("schemas"));
    [components, root.get("definitions")]
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .any(|schemas| !schemas.is_empty())
}

/// Whether a path item has an operation, or refers to another that may have one.
fn has_operation(path_item: &Value) -> bool {
    path_item.as_object().is_some_and(|members| {
        members.contains_key("$ref")
            || METHODS
                .iter()
                .any(|method| members.get(*method).is_some_and(Value::is_object))
    })
}

/// Whether a path item has operations that OpenAPI 3.2 added.
fn is_later(path_item: &Value) -> bool {
    LATER_OPERATIONS
        .iter()
        .any(|name| path_item.get(name).is_some())
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(20).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
