//! Decoding for generated types: what a `#[derive(Deserialize)]` would write anew for each type,
//! written once.
//!
//! A generated type is an ordinary serde type. Its `Deserialize` is one call into here; what is
//! its own is the description of its members ([`crate::object`]). They are decoded into rooms of
//! its slots, so that all generic code stands in this crate and is checked when this crate is, once.
//!
//! Holds to RFC 8259 and OpenAPI 3.0.4, 4.7.24 (Schema Object): members that are not named are
//! skipped or kept, a member that comes twice is an error, and so is a required one that is
//! missing.
//!
//! Must not know a type of one API, nor a status or header.

mod choice;
mod lost;
mod members;

pub use choice::{
    Candidate, JsonKind, Pick, Union, ValueError, known, no_variant, number, other, text, union,
    value,
};

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};

use crate::object::{Object, Shape, Slots};
use members::{Found, Key, Seen};

/// Decodes a generated struct.
pub fn object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let reader = Reader::<T::Slots> {
        shape: T::SHAPE,
        slots: PhantomData,
    };
    match T::Slots::take(deserializer.deserialize_map(reader)?) {
        Some(values) => Ok(T::build(values)),
        // `Reader` has seen every required member
        None => Err(D::Error::custom("a required member is missing")),
    }
}

/// The visitor of every struct: generic over the slots, not over the struct.
struct Reader<S> {
    shape: Shape,
    slots: PhantomData<S>,
}

impl<'de, S: Slots> Visitor<'de> for Reader<S> {
    type Value = S::Rooms;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", self.shape.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<S::Rooms, A::Error> {
        let members = self.shape.members;
        let mut rooms = S::rooms();
        let mut seen = Seen::default();
        let mut next = 0;
        while let Some(found) = map.next_key_seed(Key {
            members,
            next,
            keep: S::KEEPS,
        })? {
            match found {
                Found::Member(index) => {
                    if seen.set(index) {
                        return Err(A::Error::duplicate_field(name_of(members, index)));
                    }
                    S::fill(&mut rooms, index, &mut map)?;
                    next = index + 1;
                }
                Found::Unnamed(name) => S::keep(&mut rooms, name, &mut map)?,
                Found::Skipped => lost::skip(&mut map)?,
            }
        }
        match seen.first_missing(self.shape.required) {
            None => Ok(rooms),
            Some(index) => Err(A::Error::missing_field(name_of(members, index))),
        }
    }
}

/// Name of a member, for messages.
fn name_of(members: &'static [&'static str], index: usize) -> &'static str {
    members.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
