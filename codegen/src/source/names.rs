//! Schemas that have a name of their own: `$anchor` and `$id` (JSON Schema 2020-12, core 8.2).

use crate::pointer::Pointer;
use serde_json::Value;
use std::collections::BTreeMap;

/// The names in one file, each with its schema; the first of two equal ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Values of `$anchor` and `$dynamicAnchor`.
    pub(super) anchors: BTreeMap<String, Pointer>,
    /// Values of `$id`, without an empty fragment.
    pub(super) ids: BTreeMap<String, Pointer>,
}

impl Names {
    /// All names in this tree.
    pub(super) fn of(root: &Value) -> Self {
        let mut names = Self::default();
        let mut open = vec![(root, Pointer::root())];
        while let Some((value, at)) = open.pop() {
            match value {
                Value::Object(map) => {
                    for (name, member) in map.iter().rev() {
                        names.take(name, member, &at);
                        if member.is_object() || member.is_array() {
                            open.push((member, at.child(name)));
                        }
                    }
                }
                Value::Array(items) => {
                    for (index, item) in items.iter().enumerate().rev() {
                        if item.is_object() || item.is_array() {
                            open.push((item, at.item(index)));
                        }
                    }
                }
                _ => {}
            }
        }
        names
    }

    /// Notes the name that this member gives to the schema at `at`.
    fn take(&mut self, member: &str, value: &Value, at: &Pointer) {
        let Value::String(text) = value else {
            return;
        };
        let (map, name) = match member {
            "$anchor" | "$dynamicAnchor" => (&mut self.anchors, text.as_str()),
            "$id" => (&mut self.ids, text.trim_end_matches('#')),
            _ => return,
        };
        map.entry(name.to_owned()).or_insert_with(|| at.clone());
    }
}
