//! Slots: where decoded members wait until all are there.
//!
//! Must not decide which member goes where: the tables of the type say so.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor,
};

/// A slot of a member that must have a value: null is an error, unless the type takes it.
#[derive(Debug)]
pub struct Need<T>(pub Option<T>);

/// A slot of a member whose absence and null mean different things.
#[derive(Debug)]
pub struct Double<T>(pub Option<Option<T>>);

/// One member. `Option<T>` itself is the slot of a member where null is `None`.
pub trait Slot<'de>: Sized {
    /// What the struct has of it.
    type Value;
    /// Before anything came.
    fn empty() -> Self;
    /// Decodes the value that comes next.
    fn fill<A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error>;
    /// What came; `None` where something had to.
    fn take(self) -> Option<Self::Value>;
}

impl<'de, T: Deserialize<'de>> Slot<'de> for Need<T> {
    type Value = T;

    #[inline]
    fn empty() -> Self {
        Self(None)
    }

    #[inline]
    fn fill<A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        self.0 = Some(map.next_value()?);
        Ok(())
    }

    #[inline]
    fn take(self) -> Option<Self::Value> {
        self.0
    }
}

impl<'de, T: Deserialize<'de>> Slot<'de> for Option<T> {
    type Value = Self;

    #[inline]
    fn empty() -> Self {
        None
    }

    #[inline]
    fn fill<A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        *self = map.next_value()?;
        Ok(())
    }

    #[inline]
    fn take(self) -> Option<Self::Value> {
        Some(self)
    }
}

impl<'de, T: Deserialize<'de>> Slot<'de> for Double<T> {
    type Value = Option<Option<T>>;

    #[inline]
    fn empty() -> Self {
        Self(None)
    }

    #[inline]
    fn fill<A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        self.0 = Some(map.next_value()?);
        Ok(())
    }

    #[inline]
    fn take(self) -> Option<Self::Value> {
        Some(self.0)
    }
}

/// The slots of a whole object: a tuple of up to 16, a [`Chain`] of more, [`Kept`] around either.
pub trait Slots<'de>: Sized {
    /// What the struct has of them, in the same shape.
    type Values;
    /// How many named members it has.
    const LEN: usize;
    /// Whether members without a slot are handed to [`Slots::keep`].
    const KEEPS: bool = false;
    /// Before anything came.
    fn empty() -> Self;
    /// Decodes the value that comes next into the slot of this index.
    fn fill<A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error>;
    /// Decodes a value that has no slot.
    fn keep<A: MapAccess<'de>>(&mut self, name: String, map: &mut A) -> Result<(), A::Error> {
        let _ = name;
        map.next_value::<IgnoredAny>().map(|_| ())
    }
    /// What came; `None` where something had to.
    fn take(self) -> Option<Self::Values>;
}

/// Slots for each tuple length.
macro_rules! tuples {
    ($($len:literal: $($slot:ident $index:tt)*;)*) => { $(
        impl<'de, $($slot: Slot<'de>),*> Slots<'de> for ($($slot,)*) {
            type Values = ($($slot::Value,)*);

            const LEN: usize = $len;

            #[inline]
            #[allow(clippy::unused_unit, reason = "the empty tuple is one of them")]
            fn empty() -> Self {
                ($($slot::empty(),)*)
            }

            #[inline]
            fn fill<A: MapAccess<'de>>(
                &mut self,
                index: usize,
                map: &mut A,
            ) -> Result<(), A::Error> {
                match index {
                    $($index => self.$index.fill(map),)*
                    _ => map.next_value::<IgnoredAny>().map(|_| ()),
                }
            }

            #[inline]
            fn take(self) -> Option<Self::Values> {
                Some(($(self.$index.take()?,)*))
            }
        }
    )* };
}

tuples! {
    0: ;
    1: A0 0;
    2: A0 0 A1 1;
    3: A0 0 A1 1 A2 2;
    4: A0 0 A1 1 A2 2 A3 3;
    5: A0 0 A1 1 A2 2 A3 3 A4 4;
    6: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5;
    7: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6;
    8: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6 A7 7;
    9: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6 A7 7 A8 8;
    10: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6 A7 7 A8 8 A9 9;
    11: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6 A7 7 A8 8 A9 9 A10 10;
    12: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6 A7 7 A8 8 A9 9 A10 10 A11 11;
    13: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6 A7 7 A8 8 A9 9 A10 10 A11 11 A12 12;
    14: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6 A7 7 A8 8 A9 9 A10 10 A11 11 A12 12 A13 13;
    15: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6 A7 7 A8 8 A9 9 A10 10 A11 11 A12 12 A13 13 A14 14;
    16: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6 A7 7 A8 8 A9 9 A10 10 A11 11 A12 12 A13 13 A14 14 A15 15;
}

/// Slots after slots, for objects with more members than a tuple has places.
#[derive(Debug)]
pub struct Chain<A, B>(pub A, pub B);

impl<'de, A: Slots<'de>, B: Slots<'de>> Slots<'de> for Chain<A, B> {
    type Values = (A::Values, B::Values);

    const LEN: usize = A::LEN + B::LEN;

    fn empty() -> Self {
        Self(A::empty(), B::empty())
    }

    fn fill<M: MapAccess<'de>>(&mut self, index: usize, map: &mut M) -> Result<(), M::Error> {
        match index.checked_sub(A::LEN) {
            None => self.0.fill(index, map),
            Some(rest) => self.1.fill(rest, map),
        }
    }

    fn take(self) -> Option<Self::Values> {
        Some((self.0.take()?, self.1.take()?))
    }
}

/// Slots and a map of the members that have none.
#[derive(Debug)]
pub struct Kept<S, T>(pub S, pub BTreeMap<String, T>);

impl<'de, S: Slots<'de>, T: Deserialize<'de>> Slots<'de> for Kept<S, T> {
    type Values = (S::Values, BTreeMap<String, T>);

    const LEN: usize = S::LEN;
    const KEEPS: bool = true;

    fn empty() -> Self {
        Self(S::empty(), BTreeMap::new())
    }

    fn fill<A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error> {
        self.0.fill(index, map)
    }

    fn keep<A: MapAccess<'de>>(&mut self, name: String, map: &mut A) -> Result<(), A::Error> {
        match self.1.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(map.next_value()?);
                Ok(())
            }
            Entry::Occupied(entry) => Err(A::Error::custom(format_args!(
                "duplicate field `{}`",
                entry.key()
            ))),
        }
    }

    fn take(self) -> Option<Self::Values> {
        Some((self.0.take()?, self.1))
    }
}

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
