//! Decoding for generated types: what a `#[derive(Deserialize)]` would write anew for each type,
//! written once.
//!
//! A generated type is an ordinary serde type. Its `Deserialize` is one call into here; what is
//! its own are two tables and one plain function: the member names, which of them are required,
//! and how the decoded members make the type. The members are decoded into a tuple of slots, so
//! that all generic code stands in this crate and is checked when this crate is, once.
//!
//! Holds to RFC 8259 and OpenAPI 3.0.4, 4.7.24 (Schema Object): members that are not named are
//! skipped or kept, a member that comes twice is an error, and so is a required one that is
//! missing.
//!
//! Must not know a type of one API, nor a status or header.

mod choice;
mod lost;
mod slots;

pub use choice::{
    Candidate, JsonKind, Pick, Union, ValueError, known, no_variant, number, other, text, union,
    value,
};
pub use slots::{Chain, Double, Kept, Need, Slot, Slots};

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};

use slots::{Found, Key, Seen};

/// A generated struct: an object with named members.
pub trait Object<'de>: Sized {
    /// Name, for messages.
    const NAME: &'static str;
    /// Member names on the wire, in the order of the slots.
    const MEMBERS: &'static [&'static str];
    /// Members that must be there: bit `i` of word `i / 64`.
    const REQUIRED: &'static [u64];
    /// One slot for each member, in order.
    type Slots: Slots<'de>;
    /// The struct of its members.
    fn build(values: Values<'de, Self>) -> Self;
}

/// The members of a struct, in the shape of its slots. What a [`Need`] holds stands for itself, so
/// that a generated `build` is moves alone: each way out of it would be checked for each struct.
pub type Values<'de, T> = <<T as Object<'de>>::Slots as Slots<'de>>::Values;

/// Decodes a generated struct.
pub fn object<'de, T: Object<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let table = Table {
        name: T::NAME,
        members: T::MEMBERS,
        required: T::REQUIRED,
        slots: PhantomData,
    };
    let slots: T::Slots = deserializer.deserialize_map(table)?;
    match slots.take() {
        Some(values) => Ok(T::build(values)),
        // `Table` has seen every required member
        None => Err(D::Error::custom("a required member is missing")),
    }
}

/// The visitor of every struct: generic over the slots, not over the struct.
struct Table<S> {
    name: &'static str,
    members: &'static [&'static str],
    required: &'static [u64],
    slots: PhantomData<S>,
}

impl<'de, S: Slots<'de>> Visitor<'de> for Table<S> {
    type Value = S;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<S, A::Error> {
        let mut slots = S::empty();
        let mut seen = Seen::default();
        let mut next = 0;
        while let Some(found) = map.next_key_seed(Key {
            members: self.members,
            next,
            keep: S::KEEPS,
        })? {
            match found {
                Found::Member(index) => {
                    if seen.set(index) {
                        return Err(A::Error::duplicate_field(name_of(self.members, index)));
                    }
                    slots.fill(index, &mut map)?;
                    next = index + 1;
                }
                Found::Unnamed(name) => slots.keep(name, &mut map)?,
                Found::Skipped => lost::skip(&mut map)?,
            }
        }
        match seen.first_missing(self.required) {
            None => Ok(slots),
            Some(index) => Err(A::Error::missing_field(name_of(self.members, index))),
        }
    }
}

/// Name of a member, for messages.
fn name_of(members: &'static [&'static str], index: usize) -> &'static str {
    members.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
