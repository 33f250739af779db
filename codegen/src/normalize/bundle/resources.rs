//! Schemas with an `$id`: what pointers below them are relative to.
//!
//! JSON Schema 2020-12 Core, 8.2.1.

use crate::pointer::Pointer;
use serde_json::Value;

/// The schemas with an `$id` in one file.
#[derive(Debug, Default)]
pub(super) struct Resources(Vec<Pointer>);

impl Resources {
    /// Finds them.
    pub(super) fn of(root: &Value) -> Self {
        let mut found = Vec::new();
        let mut open = vec![(root, Pointer::root())];
        while let Some((value, at)) = open.pop() {
            match value {
                Value::Object(members) => {
                    for (name, member) in members {
                        if member.is_object() || member.is_array() {
                            open.push((member, at.child(name)));
                        }
                    }
                    // A fragment alone is an anchor of older drafts.
                    let id = members.get("$id").and_then(Value::as_str);
                    if id.is_some_and(|id| !id.starts_with('#')) {
                        found.push(at);
                    }
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    open.extend(items.map(|(index, item)| (item, at.item(index))));
                }
                _ => {}
            }
        }
        found.sort();
        Self(found)
    }

    /// The innermost of them that holds this place.
    pub(super) fn base(&self, at: &Pointer) -> Option<&Pointer> {
        self.0.iter().rev().find(|base| at.is_within(base))
    }
}
