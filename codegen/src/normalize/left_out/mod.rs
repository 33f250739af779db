//! What a reference that leads nowhere costs: what needs it, and nothing else.
//!
//! - An operation that needs it, itself or by way of components or of its path item, is left out.
//!   It could be sent or its answer read only by guessing, and to take any value instead would
//!   hide that from whoever relies on the types.
//! - A response header, link, example or callback is left out alone: an operation can be called
//!   without, and what the server sends is not lost by it. So is a response of an error (4XX, 5XX,
//!   `default` beside a success): an answer with a status that is not documented is an error that
//!   keeps it whole.
//! - A component that needs it is left out. Where no operation uses it, that is all.
//!
//! Each is a warning that names the reference, with its place. The other passes see operations and
//! components as they are, so that one run tells all that is wrong in them: [`mark`] comes right
//! after `bundle`, [`take_out`] after all mends. What is left out of `paths` is kept aside in
//! `x-specwright-left-out`, so that it can be counted and is not taken for a misspelt choice.
//!
//! OpenAPI 3.0, 4.7.23 (Reference Object).

mod take_out;
mod units;

pub(super) use take_out::take_out;

use super::context::Context;
use super::grammar::Kind;
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::{Diagnostic, Place, shorten};
use crate::pointer::Pointer;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use units::{Part, Unit};

/// Member of operations that are to be left out, with the reason, or with the reason of each
/// response that is; and of the document, for those that are.
pub(super) const LEFT_OUT: &str = "x-specwright-left-out";

/// Whether an operation is to be left out.
pub(super) fn is_marked(operation: &Map<String, Value>) -> bool {
    operation.get(LEFT_OUT).is_some_and(Value::is_string)
}

/// Components that are to be left out: section and name.
pub(super) type Components = BTreeSet<(&'static str, String)>;

/// Finds what reaches a reference that leads nowhere, marks operations and returns components.
/// Puts something empty in place of each such reference.
pub(super) fn mark(root: &mut Value, cx: &mut Context<'_>) -> Components {
    if let Value::Object(members) = &mut *root {
        members.shift_remove(LEFT_OUT);
    }
    if cx.missing.is_empty() {
        return Components::new();
    }
    let units = units::collect(root);
    let lacks = units::spread(&units);
    let mut components = Components::new();
    for (index, (unit, missing)) in units.iter().zip(&lacks).enumerate() {
        let Some(missing) = *missing else { continue };
        match &unit.part {
            Part::Operation { .. } => {
                let reason = reason(missing, cx);
                if let Some(Value::Object(operation)) = root.pointer_mut(unit.at.as_str()) {
                    operation.insert(LEFT_OUT.to_owned(), Value::String(reason));
                }
                tell(&operation_title(&unit.at), &unit.at, missing, cx);
            }
            Part::PathItem => {
                let has_operations = units.iter().any(
                    |other| matches!(other.part, Part::Operation { item } if item == Some(index)),
                );
                if !has_operations {
                    let name = unit.at.last().unwrap_or_default();
                    let title = format!("the path item `{}`", shorten(&name));
                    tell(&title, &unit.at, missing, cx);
                    remove(root, &unit.at);
                }
            }
            Part::Inner(kind) => {
                if *kind == Kind::Response && !note_response(root, &unit.at, reason(missing, cx)) {
                    continue;
                }
                let title = titled(kind.title(), unit);
                tell(&title, &unit.at, missing, cx);
                remove(root, &unit.at);
            }
            Part::Component(kind) => {
                let Some(section) = kind.section() else {
                    continue;
                };
                if matches!(section, "schemas" | "securitySchemes") {
                    tell(&titled(kind.title(), unit), &unit.at, missing, cx);
                }
                components.insert((section, unit.at.last().unwrap_or_default()));
            }
            Part::Shared => {}
        }
    }
    components
}

/// Notes on its operation that a response is left out; false where the operation is itself.
fn note_response(root: &mut Value, at: &Pointer, reason: String) -> bool {
    let operation = at.parent().and_then(|responses| responses.parent());
    let operation = operation.and_then(|operation| root.pointer_mut(operation.as_str()));
    if let (Some(Value::Object(operation)), Some(status)) = (operation, at.last())
        && let Value::Object(noted) = operation.entry(LEFT_OUT).or_insert_with(|| json!({}))
    {
        noted.insert(status, Value::String(reason));
        return true;
    }
    false
}

/// `GET /pets`, and of what it is where it does not stand in `paths`.
fn operation_title(at: &Pointer) -> String {
    let tokens: Vec<String> = at.tokens().collect();
    let [of, .., path, method] = tokens.as_slice() else {
        return "the operation".to_owned();
    };
    let title = format!("`{} {}`", method.to_uppercase(), shorten(path));
    match (of.as_str(), tokens.len()) {
        ("paths", 3) => title,
        ("webhooks", 3) => format!("{title} of the webhooks"),
        _ => format!("{title} of a callback"),
    }
}

/// ``the response header `X-Total` ``: a kind of object by the words of the specification, with
/// the name that the document gives it.
fn titled(title: &str, unit: &Unit) -> String {
    let title = title.trim_end_matches(" Object").to_lowercase();
    let name = unit.at.last().unwrap_or_default();
    format!("the {title} `{}`", shorten(&name))
}

fn reason(missing: usize, cx: &Context<'_>) -> String {
    let text = cx.missing.get(missing).map(|missing| missing.text.as_str());
    format!(
        "it needs `{}`, which leads nowhere",
        shorten(text.unwrap_or_default())
    )
}

/// The warning that something is left out. Where an error tells of the reference nothing is made
/// at all, so there is nothing to leave out of it.
fn tell(what: &str, at: &Pointer, missing: usize, cx: &mut Context<'_>) {
    let Some(reference) = cx.missing.get(missing).filter(|missing| !missing.refused) else {
        return;
    };
    let related = Place::Source {
        file: reference.file,
        pointer: reference.reference.clone(),
    };
    let (file, pointer) = cx.origin.find(at);
    let place = Place::Source { file, pointer };
    let message = format!("{what} is left out: {}", reason(missing, cx));
    cx.push(Diagnostic::warning(code::LEFT_OUT, place, message).related(related, "the reference"));
}

/// Takes a member out of the object that has it.
fn remove(root: &mut Value, at: &Pointer) {
    let holder = at
        .parent()
        .and_then(|holder| root.pointer_mut(holder.as_str()));
    if let (Some(Value::Object(members)), Some(name)) = (holder, at.last()) {
        let members: &mut Map<String, Value> = members;
        members.shift_remove(&name);
    }
}
