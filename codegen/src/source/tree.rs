//! From a parser's events to a value tree, the same for JSON and YAML.
//!
//! What `serde_json::Value`'s own `Deserialize` does silently is a fault here: a member name that
//! comes twice (RFC 8259, 4; YAML 1.2.2, 3.2.1.1), a tag, a number that is none in JSON. Member
//! names are taken as they are written, so that the response key `200` is `"200"` and not a number.

use super::Limits;
use super::limits::Spent;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::Cell;
use std::fmt;

/// Why a tree was not made although the text is well-formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A member name comes twice in one object.
    DuplicateKey,
    /// More levels than [`Limits::depth`].
    TooDeep,
    /// More values or string bytes than [`Limits`] allow.
    TooMuch,
    /// A YAML tag that gives a value another type.
    Tag,
    /// `.inf` or `.nan`.
    NotANumber,
    /// A merge key `<<` without a mapping or a list of mappings.
    Merge,
}

/// What one file's tree may still take, and what stopped it.
#[derive(Debug)]
pub(super) struct Budget {
    depth: usize,
    allowed: Spent,
    values: Cell<usize>,
    string_bytes: Cell<usize>,
    /// Whether `<<` takes in the members of another mapping (YAML only).
    merge: bool,
    fault: Cell<Option<Fault>>,
    rounded: Cell<bool>,
}

impl Budget {
    /// For a JSON text of this length.
    pub(super) fn of_json(limits: &Limits, length: usize) -> Self {
        Self::new(limits, length, limits.json_values.of(length), false)
    }

    /// For a YAML text of this length.
    pub(super) fn of_yaml(limits: &Limits, length: usize) -> Self {
        Self::new(limits, length, limits.yaml_values.of(length), true)
    }

    fn new(limits: &Limits, length: usize, values: usize, merge: bool) -> Self {
        let string_bytes = limits.string_bytes.of(length);
        Self {
            depth: limits.depth,
            allowed: Spent {
                values,
                string_bytes,
            },
            values: Cell::new(values),
            string_bytes: Cell::new(string_bytes),
            merge,
            fault: Cell::new(None),
            rounded: Cell::new(false),
        }
    }

    /// What was taken.
    pub(super) fn spent(&self) -> Spent {
        Spent {
            values: self.allowed.values - self.values.get(),
            string_bytes: self.allowed.string_bytes - self.string_bytes.get(),
        }
    }

    /// Why the tree was not made; `None` where the parser found the fault.
    pub(super) fn fault(&self) -> Option<Fault> {
        self.fault.get()
    }

    /// Whether an integer was beyond 64 bits and is in the tree as the nearest binary fraction.
    pub(super) fn rounded(&self) -> bool {
        self.rounded.get()
    }

    fn fail<T, E: Error>(&self, fault: Fault) -> Result<T, E> {
        self.fault.set(Some(fault));
        Err(E::custom("refused"))
    }

    fn value<E: Error>(&self, weight: usize) -> Result<(), E> {
        match self.values.get().checked_sub(weight) {
            Some(left) => self.values.set(left),
            None => return self.fail(Fault::TooMuch),
        }
        Ok(())
    }

    fn string<E: Error>(&self, text: &str) -> Result<(), E> {
        match self.string_bytes.get().checked_sub(text.len()) {
            Some(left) => self.string_bytes.set(left),
            None => return self.fail(Fault::TooMuch),
        }
        Ok(())
    }
}

/// What an object that is not empty weighs beside its members, in values: its table has room for
/// four.
const OBJECT: usize = 6;

/// Makes one value of the tree.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    budget: &'a Budget,
    depth: usize,
}

impl<'a> Node<'a> {
    /// The outermost value.
    pub(super) fn root(budget: &'a Budget) -> Self {
        Self { budget, depth: 0 }
    }

    /// A value in this container.
    fn inner<E: Error>(self) -> Result<Self, E> {
        if self.depth >= self.budget.depth {
            return self.budget.fail(Fault::TooDeep);
        }
        Ok(Self {
            budget: self.budget,
            depth: self.depth + 1,
        })
    }

    /// An integer beyond 64 bits as the nearest binary fraction; the caller reports it.
    fn wide_integer(self, value: f64) -> Value {
        self.budget.rounded.set(true);
        Number::from_f64(value).map_or(Value::Null, Value::Number)
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.budget.value(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    #[allow(clippy::cast_precision_loss, reason = "the loss is reported")]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        Ok(self.wide_integer(value as f64))
    }

    #[allow(clippy::cast_precision_loss, reason = "the loss is reported")]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        Ok(self.wide_integer(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        if !value.is_finite() {
            return self.budget.fail(Fault::NotANumber);
        }
        // 2^63: below it every integer has come as `i64`.
        if value.abs() >= 9_223_372_036_854_775_808.0 {
            return Ok(self.wide_integer(value));
        }
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.budget.string(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.budget.string(&value)?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut map = Map::new();
        let mut merged = None;
        while let Some(name) = members.next_key_seed(Name(self.budget))? {
            let value = members.next_value_seed(inner)?;
            let twice = if self.budget.merge && name == "<<" {
                merged.replace(value).is_some()
            } else {
                map.insert(name, value).is_some()
            };
            if twice {
                return self.budget.fail(Fault::DuplicateKey);
            }
            if map.len() == 1 {
                self.budget.value(OBJECT)?;
            }
        }
        match merged {
            None => Ok(Value::Object(map)),
            Some(sources) => match merge(&mut map, sources) {
                Some(()) => Ok(Value::Object(map)),
                None => self.budget.fail(Fault::Merge),
            },
        }
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        self.budget.fail(Fault::Tag)
    }
}

/// Takes in what `<<` names: the object's own members win, then the earlier mapping of a list
/// (<https://yaml.org/type/merge.html>). Aliases were counted when their values were read, so
/// this only moves values.
fn merge(map: &mut Map<String, Value>, sources: Value) -> Option<()> {
    let sources = match sources {
        Value::Array(list) => list,
        one => vec![one],
    };
    for source in sources {
        let Value::Object(source) = source else {
            return None;
        };
        for (name, value) in source {
            map.entry(name).or_insert(value);
        }
    }
    Some(())
}

/// Makes a member name: the exact text of a scalar, whatever type the value rules of YAML give it.
struct Name<'a>(&'a Budget);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string as member name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<String, E> {
        self.0.string(name)?;
        Ok(name.to_owned())
    }

    fn visit_string<E: Error>(self, name: String) -> Result<String, E> {
        self.0.string(&name)?;
        Ok(name)
    }
}
