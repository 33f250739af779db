//! Moves what was referred to where components stand, inner ones first, and leaves a reference
//! behind.

use super::{Bundle, section};
use crate::normalize::context::Context;
use crate::normalize::grammar::Kind;
use crate::pointer::Pointer;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Path items that are referred to, by the number of their target.
pub(super) type PathItems = BTreeMap<usize, Value>;

impl Bundle<'_> {
    /// Moves all targets; returns the path items, which are copied to where they are wanted.
    pub(super) fn place(&mut self, cx: &mut Context<'_>) -> PathItems {
        let mut order: Vec<usize> = (0..self.targets.len()).collect();
        order.sort_by_key(|index| {
            let depth = self
                .targets
                .get(*index)
                .map_or(0, |target| target.pointer.as_str().matches('/').count());
            (std::cmp::Reverse(depth), *index)
        });
        let mut moved = BTreeMap::new();
        for index in order {
            if let Some(value) = self.lift(index) {
                moved.insert(index, value);
            }
        }
        for (index, value) in moved {
            self.settle(index, value, cx);
        }
        let mut path_items = PathItems::new();
        for (index, target) in self.targets.iter().enumerate() {
            if target.kind == Kind::PathItem && target.missing.is_none() {
                path_items.insert(index, self.value_of(index).cloned().unwrap_or_default());
            }
        }
        path_items
    }

    /// Takes a target out of its place, and leaves a reference there.
    fn lift(&mut self, index: usize) -> Option<Value> {
        let target = self.targets.get(index)?;
        target.name.as_ref()?;
        if let Some(value) = self.apart.remove(&index) {
            return Some(value);
        }
        if target.canonical {
            return None;
        }
        let (file, pointer) = (target.file, target.pointer.clone());
        let whole = self.files.get_mut(file)?.as_mut()?;
        let value = whole.pointer_mut(pointer.as_str())?;
        Some(std::mem::replace(value, json!({"$ref": index})))
    }

    /// Enters a value among the components of the first file.
    fn settle(&mut self, index: usize, value: Value, cx: &mut Context<'_>) {
        let Some(target) = self.targets.get(index) else {
            return;
        };
        let (Some(name), Some(tokens)) = (&target.name, section(self.version, target.kind)) else {
            return;
        };
        let to = tokens
            .iter()
            .fold(Pointer::root(), |at, token| at.child(token))
            .child(name);
        cx.origin.moved(to, target.file, target.pointer.clone());
        let Some(root) = self.files.first_mut().and_then(Option::as_mut) else {
            return;
        };
        let mut holder = root;
        for token in tokens {
            let Value::Object(members) = holder else {
                return;
            };
            holder = members
                .entry(token)
                .or_insert_with(|| Value::Object(Map::new()));
        }
        if let Value::Object(members) = holder {
            members.insert(name.clone(), value);
        }
    }
}
