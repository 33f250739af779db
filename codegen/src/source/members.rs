//! Looking up members of JSON objects.
//!
//! Most objects of a document have a handful of members, and comparing their names takes a fraction
//! of hashing the one that is asked for: passes ask every schema for some sixty names, which was a
//! fifth of all that happens before the printing of a large client.

use serde_json::{Map, Value};

/// An object up to this size is searched by comparing names.
const FEW: usize = 16;

/// An object, by the names of its members.
pub(crate) trait Members {
    /// The member of this name.
    fn member(&self, name: &str) -> Option<&Value>;
    /// The member of this name, to be changed.
    fn member_mut(&mut self, name: &str) -> Option<&mut Value>;
    /// Takes the member of this name out; the others keep their order.
    fn take_member(&mut self, name: &str) -> Option<Value>;
    /// Whether there is a member of this name.
    fn has(&self, name: &str) -> bool {
        self.member(name).is_some()
    }
}

impl Members for Map<String, Value> {
    fn member(&self, name: &str) -> Option<&Value> {
        match self.len() <= FEW {
            true => self.iter().find(|(it, _)| *it == name).map(|(_, it)| it),
            false => self.get(name),
        }
    }

    fn member_mut(&mut self, name: &str) -> Option<&mut Value> {
        match self.len() <= FEW {
            true => self
                .iter_mut()
                .find(|(it, _)| *it == name)
                .map(|(_, it)| it),
            false => self.get_mut(name),
        }
    }

    fn take_member(&mut self, name: &str) -> Option<Value> {
        match self.has(name) {
            true => self.shift_remove(name),
            false => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_in_small_objects_and_large_ones() {
        for size in [0, 1, FEW, FEW + 1, 100] {
            let names = (0..size).map(|index| format!("m{index}"));
            let mut object: Map<String, Value> = names
                .clone()
                .map(|name| (name.clone(), Value::String(name)))
                .collect();
            for name in names.clone() {
                assert!(object.has(&name));
                assert_eq!(object.member(&name), Some(&Value::String(name.clone())));
                assert_eq!(
                    object.member_mut(&name).cloned(),
                    object.get(&name).cloned()
                );
            }
            assert!(!object.has("m") && object.take_member("m").is_none());
            for name in names {
                assert_eq!(object.take_member(&name), Some(Value::String(name.clone())));
                assert!(!object.has(&name));
            }
            assert!(object.is_empty());
        }
    }
}
