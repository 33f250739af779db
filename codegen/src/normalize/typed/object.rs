//! Reads members of an object with the types that `openapiv3` wants; what does not have them is
//! left out of the value too, with a warning, so that both stay one document.

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// An object and its place.
pub(super) struct Object<'a, 'b> {
    pub(super) members: &'a mut Map<String, Value>,
    pub(super) at: &'a Path<'b>,
}

impl<'a, 'b> Object<'a, 'b> {
    /// The object at `at`; a warning where the value is none.
    pub(super) fn of(value: &'a mut Value, at: &'a Path<'b>, cx: &mut Context<'_>) -> Option<Self> {
        if let Value::Object(members) = value {
            return Some(Self { members, at });
        }
        // Null stands where something was left out, and that has been said.
        if !value.is_null() {
            cx.warning(
                code::WRONG_TYPE,
                at,
                "this must be an object; it is left out",
            );
        }
        None
    }

    /// The target of the reference that this object is.
    pub(super) fn reference(&self) -> Option<String> {
        self.members.member("$ref")?.as_str().map(str::to_owned)
    }

    /// A string; numbers and booleans that YAML made of an unquoted text are turned back.
    pub(super) fn text(&mut self, name: &str, cx: &mut Context<'_>) -> Option<String> {
        match self.members.member_mut(name)? {
            Value::String(text) => Some(text.clone()),
            scalar @ (Value::Number(_) | Value::Bool(_)) => {
                let text = scalar.to_string();
                *scalar = Value::String(text.clone());
                cx.note(
                    code::UNQUOTED_TEXT,
                    &self.at.key(name),
                    format!(
                        "`{name}` must be a string; `{}` is read as one",
                        shorten(&text)
                    ),
                );
                Some(text)
            }
            _ => {
                self.reject(name, "a string", cx);
                None
            }
        }
    }

    /// A boolean.
    pub(super) fn flag(&mut self, name: &str, cx: &mut Context<'_>) -> Option<bool> {
        let flag = self.members.member(name)?.as_bool();
        if flag.is_none() {
            self.reject(name, "a boolean", cx);
        }
        flag
    }

    /// A number that is not negative and has no fraction.
    pub(super) fn count(&mut self, name: &str, cx: &mut Context<'_>) -> Option<usize> {
        let value = self.members.member(name)?;
        let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
        if count.is_none() {
            self.reject(name, "a whole number, not negative", cx);
        }
        count
    }

    /// A number.
    pub(super) fn number(&mut self, name: &str, cx: &mut Context<'_>) -> Option<f64> {
        let number = self.members.member(name)?.as_f64();
        if number.is_none() {
            self.reject(name, "a number", cx);
        }
        number
    }

    /// A number without a fraction.
    pub(super) fn integer(&mut self, name: &str, cx: &mut Context<'_>) -> Option<i64> {
        let number = self.members.member(name)?.as_i64();
        if number.is_none() {
            self.reject(name, "a whole number of 64 bits", cx);
        }
        number
    }

    /// An array of strings.
    pub(super) fn texts(&mut self, name: &str, cx: &mut Context<'_>) -> Vec<String> {
        let Some(value) = self.members.member(name) else {
            return Vec::new();
        };
        let items = value.as_array();
        let texts: Option<Vec<String>> = items.and_then(|items| {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            texts.collect()
        });
        texts.unwrap_or_else(|| {
            self.reject(name, "an array of strings", cx);
            Vec::new()
        })
    }

    /// A member of free form.
    pub(super) fn free(&self, name: &str) -> Option<Value> {
        self.members.member(name).cloned()
    }

    /// A small object without schemas in it, read as a whole.
    pub(super) fn leaf<T: DeserializeOwned>(
        &mut self,
        name: &str,
        cx: &mut Context<'_>,
    ) -> Option<T> {
        let value = self.members.member(name)?;
        let read = leaf(value, &self.at.key(name), cx);
        if read.is_none() {
            self.members.take_member(name);
        }
        read
    }

    /// The items of an array, each read on its own; those that cannot be are left out.
    pub(super) fn list<T>(
        &mut self,
        name: &str,
        cx: &mut Context<'_>,
        mut read: impl FnMut(&mut Value, &Path<'_>, &mut Context<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.members.member_mut(name) else {
            return Vec::new();
        };
        let Value::Array(items) = value else {
            self.reject(name, "an array", cx);
            return Vec::new();
        };
        let at = self.at.key(name);
        let mut read_items = Vec::with_capacity(items.len());
        let mut index = 0;
        items.retain_mut(|item| {
            let read = read(item, &at.item(index), cx);
            index += 1;
            let kept = read.is_some();
            read_items.extend(read);
            kept
        });
        read_items
    }

    /// The members of an object, each read on its own; those that cannot be are left out.
    pub(super) fn map<T>(
        &mut self,
        name: &str,
        cx: &mut Context<'_>,
        mut read: impl FnMut(&mut Value, &Path<'_>, &mut Context<'_>) -> Option<T>,
    ) -> IndexMap<String, T> {
        let Some(value) = self.members.member_mut(name) else {
            return IndexMap::new();
        };
        let Value::Object(members) = value else {
            self.reject(name, "an object", cx);
            return IndexMap::new();
        };
        let at = self.at.key(name);
        let mut read_members = IndexMap::with_capacity(members.len());
        members.retain(|key, member| {
            let read = read(member, &at.key(key), cx);
            let kept = read.is_some();
            read_members.extend(read.map(|read| (key.clone(), read)));
            kept
        });
        read_members
    }

    /// Members that begin with `x-`.
    pub(super) fn extensions(&self) -> IndexMap<String, Value> {
        self.members
            .iter()
            .filter(|(name, _)| name.starts_with("x-"))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// Leaves out every member that is neither known nor an extension.
    pub(super) fn only(&mut self, known: &[&str], cx: &mut Context<'_>) {
        let is_known = |name: &str| known.contains(&name) || name.starts_with("x-");
        if self.members.keys().all(|name| is_known(name)) {
            return;
        }
        let at = self.at;
        self.members.retain(|name, _| {
            let keep = is_known(name);
            if !keep {
                cx.note(
                    code::UNKNOWN_MEMBER,
                    &at.key(name),
                    format!(
                        "the specification gives `{}` no meaning here; it is left out",
                        shorten(name)
                    ),
                );
            }
            keep
        });
    }

    /// Leaves a member out; one without a value says nothing and is no fault worth a warning.
    fn reject(&mut self, name: &str, wanted: &str, cx: &mut Context<'_>) {
        let at = self.at.key(name);
        if self
            .members
            .take_member(name)
            .is_some_and(|value| value.is_null())
        {
            let message = format!("`{name}` has no value; it is left out");
            cx.note(code::NO_VALUE, &at, message);
        } else {
            cx.warning(
                code::WRONG_TYPE,
                &at,
                format!("`{name}` must be {wanted}; it is left out"),
            );
        }
    }
}

/// Reads a value as a whole; a warning with the reason where it cannot be.
pub(super) fn leaf<T: DeserializeOwned>(
    value: &Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Option<T> {
    match T::deserialize(value) {
        Ok(read) => Some(read),
        Err(error) => {
            cx.warning(
                code::UNREADABLE_OBJECT,
                at,
                format!("this object cannot be read and is left out: {error}"),
            );
            None
        }
    }
}
