//! Slots: what each member of a generated struct holds, and what its absence and null mean.
//!
//! Types without values: a struct names them, functions of this crate act by them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess};
use serde::ser::{Serialize, SerializeMap};

/// What a member's type must be able to do. One bound in place of four: each is looked up for each
/// member of each struct.
pub trait Member: Clone + fmt::Debug + Serialize + DeserializeOwned + 'static {}

impl<T: Clone + fmt::Debug + Serialize + DeserializeOwned + 'static> Member for T {}

/// A member that must have a value: null is an error, unless the type takes it.
#[derive(Debug)]
pub struct Need<T>(PhantomData<T>);

/// A member that must be there and may be null. It is always written.
#[derive(Debug)]
pub struct Nullable<T>(PhantomData<T>);

/// A member whose absence and null mean different things.
#[derive(Debug)]
pub struct Double<T>(PhantomData<T>);

/// One member. `Option<T>` itself is the slot of a member where null is `None`, and that is left
/// out where it is `None`.
pub trait Slot: 'static {
    /// What the struct has of it.
    type Value: Clone + fmt::Debug;
    /// Where it waits while the others are decoded.
    type Room: Default;
    /// Decodes the value that comes next.
    fn fill<'de, A: MapAccess<'de>>(room: &mut Self::Room, map: &mut A) -> Result<(), A::Error>;
    /// What came; `None` where something had to.
    fn take(room: Self::Room) -> Option<Self::Value>;
    /// Writes it, or leaves it out.
    fn put<M: SerializeMap>(
        value: &Self::Value,
        name: &'static str,
        map: &mut M,
    ) -> Result<(), M::Error>;
}

impl<T: Member> Slot for Need<T> {
    type Value = T;
    type Room = Option<T>;

    #[inline]
    fn fill<'de, A: MapAccess<'de>>(room: &mut Self::Room, map: &mut A) -> Result<(), A::Error> {
        *room = Some(map.next_value()?);
        Ok(())
    }

    #[inline]
    fn take(room: Self::Room) -> Option<T> {
        room
    }

    #[inline]
    fn put<M: SerializeMap>(value: &T, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, value)
    }
}

impl<T: Member> Slot for Nullable<T> {
    type Value = Option<T>;
    type Room = Option<T>;

    #[inline]
    fn fill<'de, A: MapAccess<'de>>(room: &mut Self::Room, map: &mut A) -> Result<(), A::Error> {
        *room = map.next_value()?;
        Ok(())
    }

    #[inline]
    fn take(room: Self::Room) -> Option<Option<T>> {
        Some(room)
    }

    #[inline]
    fn put<M: SerializeMap>(
        value: &Option<T>,
        name: &'static str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        map.serialize_entry(name, value)
    }
}

impl<T: Member> Slot for Option<T> {
    type Value = Self;
    type Room = Self;

    #[inline]
    fn fill<'de, A: MapAccess<'de>>(room: &mut Self, map: &mut A) -> Result<(), A::Error> {
        *room = map.next_value()?;
        Ok(())
    }

    #[inline]
    fn take(room: Self) -> Option<Self> {
        Some(room)
    }

    #[inline]
    fn put<M: SerializeMap>(value: &Self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        match value {
            Some(value) => map.serialize_entry(name, value),
            None => Ok(()),
        }
    }
}

impl<T: Member> Slot for Double<T> {
    type Value = Option<Option<T>>;
    type Room = Option<Option<T>>;

    #[inline]
    fn fill<'de, A: MapAccess<'de>>(room: &mut Self::Room, map: &mut A) -> Result<(), A::Error> {
        *room = Some(map.next_value()?);
        Ok(())
    }

    #[inline]
    fn take(room: Self::Room) -> Option<Self::Value> {
        Some(room)
    }

    #[inline]
    fn put<M: SerializeMap>(
        value: &Self::Value,
        name: &'static str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match value {
            Some(value) => map.serialize_entry(name, value),
            None => Ok(()),
        }
    }
}

/// The slots of a whole struct: a tuple of up to 16, a [`Chain`] of more, [`Kept`] around either.
pub trait Slots: 'static {
    /// What the struct has of them, in the same shape.
    type Values;
    /// References to it.
    type Parts<'a>;
    /// Where they wait while an object is decoded.
    type Rooms;
    /// How many named members it has.
    const LEN: usize;
    /// Whether members without a slot are handed to [`Slots::keep`].
    const KEEPS: bool = false;
    /// Before anything came.
    fn rooms() -> Self::Rooms;
    /// Decodes the value that comes next into the room of this index.
    fn fill<'de, A: MapAccess<'de>>(
        rooms: &mut Self::Rooms,
        index: usize,
        map: &mut A,
    ) -> Result<(), A::Error>;
    /// Decodes a value that has no slot.
    fn keep<'de, A: MapAccess<'de>>(
        rooms: &mut Self::Rooms,
        name: String,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let _ = (rooms, name);
        map.next_value::<IgnoredAny>().map(|_| ())
    }
    /// What came; `None` where something had to.
    fn take(rooms: Self::Rooms) -> Option<Self::Values>;
    /// Writes all, by these names.
    fn put<M: SerializeMap>(
        parts: Self::Parts<'_>,
        names: &'static [&'static str],
        map: &mut M,
    ) -> Result<(), M::Error>;
    /// Copies of all.
    fn cloned(parts: Self::Parts<'_>) -> Self::Values;
    /// Shows all, by these names.
    fn show(
        parts: Self::Parts<'_>,
        names: &'static [&'static str],
        list: &mut fmt::DebugStruct<'_, '_>,
    );
}

/// Slots for each tuple length.
macro_rules! tuples {
    ($($len:literal: $($slot:ident $index:tt)*;)*) => { $(
        impl<$($slot: Slot),*> Slots for ($($slot,)*) {
            type Values = ($($slot::Value,)*);
            type Parts<'a> = ($(&'a $slot::Value,)*);
            type Rooms = ($($slot::Room,)*);

            const LEN: usize = $len;

            #[inline]
            #[allow(clippy::unused_unit, reason = "the empty tuple is one of them")]
            fn rooms() -> Self::Rooms {
                ($(<$slot::Room>::default(),)*)
            }

            #[inline]
            fn fill<'de, A: MapAccess<'de>>(
                rooms: &mut Self::Rooms,
                index: usize,
                map: &mut A,
            ) -> Result<(), A::Error> {
                let _ = &rooms;
                match index {
                    $($index => $slot::fill(&mut rooms.$index, map),)*
                    _ => map.next_value::<IgnoredAny>().map(|_| ()),
                }
            }

            #[inline]
            fn take(rooms: Self::Rooms) -> Option<Self::Values> {
                let _ = &rooms;
                Some(($($slot::take(rooms.$index)?,)*))
            }

            #[inline]
            fn put<M: SerializeMap>(
                parts: Self::Parts<'_>,
                names: &'static [&'static str],
                map: &mut M,
            ) -> Result<(), M::Error> {
                let mut names = names.iter();
                $(if let Some(name) = names.next() {
                    $slot::put(parts.$index, name, map)?;
                })*
                let _ = (names.next(), map, parts);
                Ok(())
            }

            #[inline]
            #[allow(clippy::unused_unit, reason = "the empty tuple is one of them")]
            fn cloned(parts: Self::Parts<'_>) -> Self::Values {
                let _ = parts;
                ($(parts.$index.clone(),)*)
            }

            fn show(
                parts: Self::Parts<'_>,
                names: &'static [&'static str],
                list: &mut fmt::DebugStruct<'_, '_>,
            ) {
                let mut names = names.iter();
                $(if let Some(name) = names.next() {
                    list.field(name, parts.$index);
                })*
                let _ = (names.next(), list, parts);
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

/// Slots after slots, for structs with more members than a tuple has places.
#[derive(Debug)]
pub struct Chain<A, B>(PhantomData<(A, B)>);

impl<A: Slots, B: Slots> Slots for Chain<A, B> {
    type Values = (A::Values, B::Values);
    type Parts<'a> = (A::Parts<'a>, B::Parts<'a>);
    type Rooms = (A::Rooms, B::Rooms);

    const LEN: usize = A::LEN + B::LEN;

    fn rooms() -> Self::Rooms {
        (A::rooms(), B::rooms())
    }

    fn fill<'de, M: MapAccess<'de>>(
        rooms: &mut Self::Rooms,
        index: usize,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match index.checked_sub(A::LEN) {
            None => A::fill(&mut rooms.0, index, map),
            Some(rest) => B::fill(&mut rooms.1, rest, map),
        }
    }

    fn take(rooms: Self::Rooms) -> Option<Self::Values> {
        Some((A::take(rooms.0)?, B::take(rooms.1)?))
    }

    fn put<M: SerializeMap>(
        parts: Self::Parts<'_>,
        names: &'static [&'static str],
        map: &mut M,
    ) -> Result<(), M::Error> {
        let (first, rest) = cut(names, A::LEN);
        A::put(parts.0, first, map)?;
        B::put(parts.1, rest, map)
    }

    fn cloned(parts: Self::Parts<'_>) -> Self::Values {
        (A::cloned(parts.0), B::cloned(parts.1))
    }

    fn show(
        parts: Self::Parts<'_>,
        names: &'static [&'static str],
        list: &mut fmt::DebugStruct<'_, '_>,
    ) {
        let (first, rest) = cut(names, A::LEN);
        A::show(parts.0, first, list);
        B::show(parts.1, rest, list);
    }
}

/// Names, cut after so many of them.
fn cut<'a>(names: &'a [&'static str], at: usize) -> (&'a [&'static str], &'a [&'static str]) {
    names.split_at_checked(at).unwrap_or((names, &[]))
}

/// Slots and a map of the members that have none. In writing, a key that is the name of a member
/// is left out: no object has a member twice.
#[derive(Debug)]
pub struct Kept<S, T>(PhantomData<(S, T)>);

impl<S: Slots, T: Member> Slots for Kept<S, T> {
    type Values = (S::Values, BTreeMap<String, T>);
    type Parts<'a> = (S::Parts<'a>, &'a BTreeMap<String, T>);
    type Rooms = (S::Rooms, BTreeMap<String, T>);

    const LEN: usize = S::LEN;
    const KEEPS: bool = true;

    fn rooms() -> Self::Rooms {
        (S::rooms(), BTreeMap::new())
    }

    fn fill<'de, A: MapAccess<'de>>(
        rooms: &mut Self::Rooms,
        index: usize,
        map: &mut A,
    ) -> Result<(), A::Error> {
        S::fill(&mut rooms.0, index, map)
    }

    fn keep<'de, A: MapAccess<'de>>(
        rooms: &mut Self::Rooms,
        name: String,
        map: &mut A,
    ) -> Result<(), A::Error> {
        match rooms.1.entry(name) {
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

    fn take(rooms: Self::Rooms) -> Option<Self::Values> {
        Some((S::take(rooms.0)?, rooms.1))
    }

    fn put<M: SerializeMap>(
        parts: Self::Parts<'_>,
        names: &'static [&'static str],
        map: &mut M,
    ) -> Result<(), M::Error> {
        S::put(parts.0, names, map)?;
        for (name, value) in parts.1 {
            if !names.contains(&name.as_str()) {
                map.serialize_entry(name, value)?;
            }
        }
        Ok(())
    }

    fn cloned(parts: Self::Parts<'_>) -> Self::Values {
        (S::cloned(parts.0), parts.1.clone())
    }

    fn show(
        parts: Self::Parts<'_>,
        names: &'static [&'static str],
        list: &mut fmt::DebugStruct<'_, '_>,
    ) {
        S::show(parts.0, names, list);
        for (name, value) in parts.1 {
            list.field(name, value);
        }
    }
}
