//! Values that are one of several: unions (`oneOf`, `anyOf`) and open enums.
//!
//! A union is read into a [`Value`] first, its variant is picked by a static table, and the value
//! is decoded as that variant. How to pick was worked out when the code was generated.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _, Visitor};
use serde_json::{Number, Value};

use super::lost;
use crate::object::{Object, Slots};

/// Why a value is not of its type.
pub type ValueError = serde_json::Error;

/// How the variant of a union is picked.
#[derive(Debug, Clone, Copy)]
pub enum Pick {
    /// By the value of a member.
    Tag {
        /// Member name.
        member: &'static str,
        /// Tag and variant.
        values: &'static [(&'static str, usize)],
    },
    /// By a member that only one variant has, tried in order. Where that variant does not take the
    /// value, the member is one of those that another variant does not name (JSON Schema: what is
    /// not named is allowed), and the others are tried.
    UniqueMember {
        /// Member name and variant.
        members: &'static [(&'static str, usize)],
        /// Variant where none of them is there.
        otherwise: Option<usize>,
    },
    /// By the JSON type of the value.
    JsonKind(&'static [(JsonKind, usize)]),
    /// The first that decodes and loses no member, the likelier ones before the others: see
    /// [`Candidate`].
    InOrder(&'static [Candidate]),
}

/// A variant of which nothing but decoding tells whether it fits.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    fixed: Fixed,
    members: Option<&'static [&'static str]>,
}

/// Members of which one value alone is documented, with that value as text.
type Fixed = &'static [(&'static str, &'static str)];

impl Candidate {
    /// What speaks against it, the less the likelier: a fixed member with another value, and how
    /// many members of the value it would lose.
    fn doubts(&self, value: &Value) -> (bool, usize) {
        let mut fixed = self.fixed.iter();
        let differs =
            fixed.any(|(member, text)| value.get(member).is_some_and(|found| !reads(found, text)));
        let lost = match (self.members, value) {
            (Some(known), Value::Object(members)) => {
                let names = members.keys().map(String::as_str);
                names.filter(|name| !known.contains(name)).count()
            }
            _ => 0,
        };
        (differs, lost)
    }
}

/// A variant that is a struct: it loses the members that it does not know, unless it keeps all.
#[must_use]
pub const fn known<T: Object>(fixed: Fixed) -> Candidate {
    let members = if T::Slots::KEEPS {
        None
    } else {
        Some(T::SHAPE.members)
    };
    Candidate { fixed, members }
}

/// Another variant.
#[must_use]
pub const fn other(fixed: Fixed) -> Candidate {
    let members = None;
    Candidate { fixed, members }
}

/// JSON types (RFC 8259, 3), integers told apart from other numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the JSON type of its name")]
pub enum JsonKind {
    Null,
    Bool,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl JsonKind {
    /// Whether a value is of this type. Every integer is a number.
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Null => value.is_null(),
            Self::Bool => value.is_boolean(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::Number => value.is_number(),
            Self::String => value.is_string(),
            Self::Array => value.is_array(),
            Self::Object => value.is_object(),
        }
    }
}

/// A generated union.
pub trait Union: Sized {
    /// Name, for messages.
    const NAME: &'static str;
    /// How its variant is picked.
    const PICK: Pick;
    /// Decodes a value as the variant of this index.
    fn variant(index: usize, value: &Value) -> Result<Self, ValueError>;
    /// Keeps a value whose tag is not documented; `None` where the union has no place for it.
    fn unknown(value: Value) -> Option<Self> {
        let _ = value;
        None
    }
}

/// Decodes a generated union.
pub fn union<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    match pick(T::PICK, &value) {
        Picked::Variant(index) => T::variant(index, &value)
            .or_else(|error| another(index, &value).ok_or(error))
            .map_err(|error| D::Error::custom(format_args!("{}: {error}", T::NAME))),
        Picked::InOrder(candidates) => {
            best_of(likeliest(candidates, &value), &value).map_err(D::Error::custom)
        }
        Picked::Unknown => T::unknown(value).ok_or_else(|| nothing_fits::<T, D::Error>()),
        // Not as serde says it: where the union stands is not known here, so neither is the member's
        // place.
        Picked::Missing(member) => Err(D::Error::custom(format_args!(
            "{}: missing field `{member}`",
            T::NAME
        ))),
        Picked::Nothing => Err(nothing_fits::<T, D::Error>()),
    }
}

/// The variant that takes a value which the one picked by its members does not take. Not within an
/// attempt, so that the work grows with the depth of a value and not with a power of it.
fn another<T: Union>(picked: usize, value: &Value) -> Option<T> {
    let Pick::UniqueMember { members, otherwise } = T::PICK else {
        return None;
    };
    if lost::is_counting() {
        return None;
    }
    present(members, value)
        .chain(otherwise)
        .filter(|index| *index != picked)
        .find_map(|index| lost::count(|| T::variant(index, value)).0.ok())
}

/// The variants of the members that are there.
fn present(
    members: &'static [(&'static str, usize)],
    value: &Value,
) -> impl Iterator<Item = usize> {
    let there = |(member, _): &&(&str, usize)| value.get(*member).is_some();
    members.iter().filter(there).map(|(_, index)| *index)
}

/// Decodes a value as one variant.
pub fn value<T: DeserializeOwned>(value: &Value) -> Result<T, ValueError> {
    T::deserialize(value)
}

/// For [`Union::variant`]: the index of no variant, which no table holds.
#[must_use]
pub fn no_variant(index: usize) -> ValueError {
    ValueError::custom(format_args!("there is no variant {index}"))
}

/// The error of a value that fits no variant.
fn nothing_fits<T: Union, E: serde::de::Error>() -> E {
    E::custom(format_args!("no variant of {} fits the value", T::NAME))
}

/// The first variant that decodes and loses no member, else the first of those that lose least,
/// else why none decodes. Inside of an attempt the first that decodes is taken, so that the work
/// grows with the number of variants and not with a power of it.
fn best_of<T: Union>(order: impl IntoIterator<Item = usize>, value: &Value) -> Result<T, String> {
    let is_inside = lost::is_counting();
    let mut best: Option<(usize, T)> = None;
    let mut message = format!("no variant of {} fits the value", T::NAME);
    for (tried, index) in order.into_iter().enumerate() {
        match lost::count(|| T::variant(index, value)) {
            (Ok(found), lost) if lost == 0 || is_inside => {
                lost::note(lost);
                return Ok(found);
            }
            (Ok(found), lost) => {
                if best.as_ref().is_none_or(|(least, _)| lost < *least) {
                    best = Some((lost, found));
                }
            }
            (Err(error), _) => {
                let divider = if tried == 0 { ": " } else { "; " };
                message.push_str(divider);
                message.push_str(&error.to_string());
            }
        }
    }
    best.map(|(_, found)| found).ok_or(message)
}

/// What a table says of a value.
enum Picked {
    Variant(usize),
    InOrder(&'static [Candidate]),
    /// The tag is there and not documented.
    Unknown,
    /// The tag is not there.
    Missing(&'static str),
    Nothing,
}

/// Asks the table.
fn pick(pick: Pick, value: &Value) -> Picked {
    match pick {
        Pick::Tag { member, values } => match value.get(member) {
            None if value.is_object() => Picked::Missing(member),
            None => Picked::Nothing,
            Some(tag) => by_tag(values, tag),
        },
        Pick::UniqueMember { members, otherwise } => present(members, value)
            .next()
            .or(otherwise)
            .map_or(Picked::Nothing, Picked::Variant),
        Pick::JsonKind(kinds) => by_kind(kinds, value).map_or(Picked::Nothing, Picked::Variant),
        Pick::InOrder(candidates) => Picked::InOrder(candidates),
    }
}

/// Indices of all variants, the likelier ones first, else in their order.
pub(super) fn likeliest(candidates: &[Candidate], value: &Value) -> Vec<usize> {
    let doubts = candidates.iter().map(|candidate| candidate.doubts(value));
    let mut order: Vec<_> = doubts.zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}

/// Whether a scalar is this text; numbers and booleans by their JSON text.
fn reads(value: &Value, text: &str) -> bool {
    match value {
        Value::String(found) => found == text,
        Value::Number(number) => number.to_string() == text,
        Value::Bool(flag) => *flag == (text == "true") && matches!(text, "true" | "false"),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// The variant of a tag. Tags that are numbers or booleans are compared by their JSON text.
fn by_tag(values: &[(&str, usize)], tag: &Value) -> Picked {
    let find = |text: &str| {
        values
            .iter()
            .find(|(value, _)| *value == text)
            .map_or(Picked::Unknown, |(_, index)| Picked::Variant(*index))
    };
    match tag {
        Value::String(text) => find(text),
        Value::Number(number) => find(&number.to_string()),
        Value::Bool(true) => find("true"),
        Value::Bool(false) => find("false"),
        Value::Null | Value::Array(_) | Value::Object(_) => Picked::Nothing,
    }
}

/// The variant of a JSON type: the narrower type wins, so integers are asked before numbers.
fn by_kind(kinds: &[(JsonKind, usize)], value: &Value) -> Option<usize> {
    let first = |narrow: bool| {
        kinds
            .iter()
            .find(|(kind, _)| (*kind != JsonKind::Number) == narrow && kind.fits(value))
            .map(|(_, index)| *index)
    };
    first(true).or_else(|| first(false))
}

/// Decodes a generated enum of numbers: every number is a value of it.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    Number::deserialize(deserializer).map(Value::Number)
}

/// Decodes a generated enum of strings, without a copy of the text where it is a known one. Every
/// text is a value of it.
pub fn text<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Text(PhantomData))
}

/// What follows of a generated enum of strings from its `as_str` and its `From<&str>`. Everything in
/// it is the same for all of them, and stands once.
#[doc(hidden)]
#[macro_export]
macro_rules! __text {
    ($text:ty) => {
        impl ::std::convert::From<::std::string::String> for $text {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::fmt::Display for $text {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl $crate::__generated::Serialize for $text {
            fn serialize<S: $crate::__generated::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__generated::Deserialize<'de> for $text {
            fn deserialize<D: $crate::__generated::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__generated::de::text(deserializer)
            }
        }
    };
}

/// The visitor of every enum of strings.
struct Text<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}
