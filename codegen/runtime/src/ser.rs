//! Encoding for generated types: what a `#[derive(Serialize)]` would write anew for each type,
//! written once, over the description of its members ([`crate::object`]).
//!
//! A member that is `None` is left out, unless its absence and null mean different things.
//!
//! Must not know a type of one API.

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::object::{Object, Slots};

/// Encodes a generated struct.
pub fn object<T: Object, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    named(value, T::SHAPE.members, serializer)
}

/// Encodes a generated struct by other member names than its own, in the order of its slots.
pub fn named<T: Object, S: Serializer>(
    value: &T,
    names: &'static [&'static str],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    T::Slots::put(value.parts(), names, &mut map)?;
    map.end()
}

/// Encodes the variant of a union whose own type does not have the tag as a member.
pub fn tagged<T: Serialize, S: Serializer>(
    serializer: S,
    member: &'static str,
    tag: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(S::Error::custom)?;
    if let Value::Object(members) = &mut value {
        members.entry(member).or_insert_with(|| Value::from(tag));
    }
    value.serialize(serializer)
}
