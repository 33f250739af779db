//! Every place of a document where a string stands: values and member names.

use serde_json::{Map, Value};
use specwright::pointer::Pointer;
use std::fmt;

/// A place for a payload.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// The string, or the object whose member is renamed.
    at: Pointer,
    /// The member that is renamed; `None`: the string itself is replaced.
    member: Option<String>,
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.member {
            Some(member) => write!(f, "{} (name of {member:?})", self.at),
            None => write!(f, "{}", self.at),
        }
    }
}

/// All slots of a document.
pub(crate) fn of(document: &Value) -> Vec<Slot> {
    let mut slots = Vec::new();
    walk(document, &Pointer::root(), &mut slots);
    slots
}

fn walk(value: &Value, at: &Pointer, slots: &mut Vec<Slot>) {
    match value {
        Value::String(_) => slots.push(Slot {
            at: at.clone(),
            member: None,
        }),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &at.item(index), slots);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                slots.push(Slot {
                    at: at.clone(),
                    member: Some(name.clone()),
                });
                walk(member, &at.child(name), slots);
            }
        }
        _ => {}
    }
}

/// The document with a payload in a slot. Text that surrounds a reference or a path template is
/// kept where the slot has it, so that the document still means something.
pub(crate) fn put(document: &Value, slot: &Slot, payload: &str) -> Value {
    let mut document = document.clone();
    let place = document.pointer_mut(slot.at.as_str()).unwrap();
    match &slot.member {
        None => {
            let kept = place.as_str().unwrap_or_default();
            *place = Value::String(around(kept, payload));
        }
        Some(name) => {
            let members = std::mem::take(place.as_object_mut().unwrap());
            let renamed: Map<String, Value> = members
                .into_iter()
                .map(|(key, value)| {
                    let key = if &key == name {
                        around(name, payload)
                    } else {
                        key
                    };
                    (key, value)
                })
                .collect();
            *place = Value::Object(renamed);
        }
    }
    document
}

/// The payload as it stands in a text of this kind.
fn around(kept: &str, payload: &str) -> String {
    if let Some(rest) = kept.strip_prefix("https://") {
        format!("https://{rest}{payload}")
    } else if kept.starts_with('/') || kept.contains('{') {
        format!("{kept}{payload}")
    } else {
        payload.to_owned()
    }
}
