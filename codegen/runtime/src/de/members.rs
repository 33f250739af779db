//! Finding the slot of a member name, and which members came.
//!
//! Must not know what a member holds.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Visitor};

/// What a member name leads to.
pub(super) enum Found {
    /// The slot of this index.
    Member(usize),
    /// No slot, and the name is wanted.
    Unnamed(String),
    /// No slot.
    Skipped,
}

/// Finds the slot of a member name. Members mostly come in the document's order, so the search
/// begins behind the last one found.
pub(super) struct Key {
    pub(super) members: &'static [&'static str],
    pub(super) next: usize,
    pub(super) keep: bool,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Found;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Found;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a member name")
    }

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<Found, E> {
        if self
            .members
            .get(self.next)
            .is_some_and(|member| *member == name)
        {
            return Ok(Found::Member(self.next));
        }
        Ok(
            match self.members.iter().position(|member| *member == name) {
                Some(index) => Found::Member(index),
                None if self.keep => Found::Unnamed(name.to_owned()),
                None => Found::Skipped,
            },
        )
    }
}

/// Which members came. Objects of more than 64 members need the heap, no others.
#[derive(Default)]
pub(super) struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    /// Marks a member; whether it was marked before.
    #[inline]
    pub(super) fn set(&mut self, index: usize) -> bool {
        let bit = 1u64 << (index % 64);
        let word = match (index / 64).checked_sub(1) {
            None => &mut self.first,
            Some(at) => {
                if self.more.len() <= at {
                    self.more.resize(at + 1, 0);
                }
                match self.more.get_mut(at) {
                    Some(word) => word,
                    None => return false,
                }
            }
        };
        let before = *word & bit != 0;
        *word |= bit;
        before
    }

    /// The first member that is required and did not come.
    #[inline]
    pub(super) fn first_missing(&self, required: &[u64]) -> Option<usize> {
        required.iter().enumerate().find_map(|(at, required)| {
            let seen = match at.checked_sub(1) {
                None => self.first,
                Some(at) => self.more.get(at).copied().unwrap_or_default(),
            };
            let missing = required & !seen;
            (missing != 0).then(|| at * 64 + missing.trailing_zeros() as usize)
        })
    }
}
