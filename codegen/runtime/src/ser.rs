//! Encoding for generated types: what a `#[derive(Serialize)]` would write anew for each type,
//! written once.
//!
//! A struct hands over its members as a tuple of references beside the table of their names; a
//! member that is `None` is left out, unless its absence and null mean different things.
//!
//! Must not know a type of one API.

use std::collections::BTreeMap;

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// A member that is always written.
#[derive(Debug)]
pub struct Need<'a, T>(pub &'a T);

/// One member. `&Option<T>` is the member that is left out where it is `None`.
pub trait Slot {
    /// Writes it, or leaves it out.
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;
}

impl<T: Serialize> Slot for Need<'_, T> {
    #[inline]
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, self.0)
    }
}

impl<T: Serialize> Slot for &Option<T> {
    #[inline]
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        match self {
            Some(value) => map.serialize_entry(name, value),
            None => Ok(()),
        }
    }
}

/// The members of a whole object: a tuple of up to 16, a [`Chain`] of more, [`Kept`] around
/// either.
pub trait Slots {
    /// How many named members it has.
    const LEN: usize;
    /// Writes all.
    fn put<M: SerializeMap>(
        &self,
        names: &'static [&'static str],
        map: &mut M,
    ) -> Result<(), M::Error>;
}

/// Members for each tuple length.
macro_rules! tuples {
    ($($len:literal: $($slot:ident $index:tt)*;)*) => { $(
        impl<$($slot: Slot),*> Slots for ($($slot,)*) {
            const LEN: usize = $len;

            #[inline]
            fn put<M: SerializeMap>(
                &self,
                names: &'static [&'static str],
                map: &mut M,
            ) -> Result<(), M::Error> {
                let mut names = names.iter();
                $(if let Some(name) = names.next() {
                    self.$index.put(name, map)?;
                })*
                let _ = (names.next(), map);
                Ok(())
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
    16: A0 0 A1 1 A2 2 A3 3 A4 4 A5 5 A6 6 A7 7 A8 8 A9 9 A10 10 A11 11 A12 12 A13 13 A14 14
        A15 15;
}

/// Members after members, for objects with more than a tuple has places.
#[derive(Debug)]
pub struct Chain<A, B>(pub A, pub B);

impl<A: Slots, B: Slots> Slots for Chain<A, B> {
    const LEN: usize = A::LEN + B::LEN;

    fn put<M: SerializeMap>(
        &self,
        names: &'static [&'static str],
        map: &mut M,
    ) -> Result<(), M::Error> {
        let (first, rest) = names.split_at_checked(A::LEN).unwrap_or((names, &[]));
        self.0.put(first, map)?;
        self.1.put(rest, map)
    }
}

/// Members and a map of those without a name in the document. A key that is the name of a member
/// is left out: no object has a member twice.
#[derive(Debug)]
pub struct Kept<'a, S, T>(pub S, pub &'a BTreeMap<String, T>);

impl<S: Slots, T: Serialize> Slots for Kept<'_, S, T> {
    const LEN: usize = S::LEN;

    fn put<M: SerializeMap>(
        &self,
        names: &'static [&'static str],
        map: &mut M,
    ) -> Result<(), M::Error> {
        self.0.put(names, map)?;
        for (name, value) in self.1 {
            if !names.contains(&name.as_str()) {
                map.serialize_entry(name, value)?;
            }
        }
        Ok(())
    }
}

/// Encodes a generated struct.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a tuple of references that is made for the call"
)]
pub fn object<T: Slots, S: Serializer>(
    serializer: S,
    names: &'static [&'static str],
    members: T,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    members.put(names, &mut map)?;
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
