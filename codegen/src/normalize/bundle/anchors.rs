//! `$id` and `$anchor`: names that schemas give themselves for `$ref` to use.
//!
//! JSON Schema 2020-12 Core, 8.2.1 (`$id`), 8.2.2 (`$anchor`, `$dynamicAnchor`).

use crate::pointer::Pointer;
use serde_json::Value;
use std::collections::BTreeMap;

/// The names in one file.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    named: BTreeMap<String, Pointer>,
    /// Schemas with an `$id`: the base that references below them are relative to.
    ids: BTreeMap<String, Pointer>,
    resources: Vec<Pointer>,
}

impl Anchors {
    /// Finds all names in a file. The first of two equal ones counts.
    pub(super) fn of(root: &Value) -> Self {
        let mut found = Self::default();
        let mut open = vec![(root, Pointer::root())];
        while let Some((value, at)) = open.pop() {
            match value {
                Value::Object(members) => {
                    for (name, member) in members {
                        if let Value::String(text) = member {
                            found.name(name, text, &at);
                        } else if member.is_object() || member.is_array() {
                            open.push((member, at.child(name)));
                        }
                    }
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    open.extend(
                        items
                            .filter(|(_, item)| item.is_object() || item.is_array())
                            .map(|(index, item)| (item, at.item(index))),
                    );
                }
                _ => {}
            }
        }
        found.resources.sort();
        found
    }

    fn name(&mut self, member: &str, text: &str, at: &Pointer) {
        match member {
            "$anchor" | "$dynamicAnchor" => {
                self.named
                    .entry(text.to_owned())
                    .or_insert_with(|| at.clone());
            }
            "$id" => {
                if let Some(anchor) = text.strip_prefix('#') {
                    self.named
                        .entry(anchor.to_owned())
                        .or_insert_with(|| at.clone());
                } else {
                    let id = text.trim_end_matches('#').to_owned();
                    self.ids.entry(id).or_insert_with(|| at.clone());
                    self.resources.push(at.clone());
                }
            }
            _ => {}
        }
    }

    /// The schema with this anchor.
    pub(super) fn anchor(&self, name: &str) -> Option<&Pointer> {
        self.named.get(name)
    }

    /// The schema with this `$id`; `text` is a reference without its fragment.
    pub(super) fn id(&self, text: &str) -> Option<&Pointer> {
        self.ids.get(text)
    }

    /// The innermost schema with an `$id` that holds this place.
    pub(super) fn base(&self, at: &Pointer) -> Option<&Pointer> {
        self.resources.iter().rev().find(|base| at.is_within(base))
    }
}
