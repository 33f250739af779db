//! Lean impls of serde's traits, for structs of `Clone` and `Debug` too, in a private module of
//! their own.
//!
//! The types are ordinary serde types. What a derive would write for each (a field enum, two
//! visitors, a loop) stands once in the runtime, and a type has a description and two plain
//! functions. Only there is code generic over the format, so the compiler checks it once.
//!
//! Measured with `cargo check` (rustc 1.95, one of two cores busy, user time and peak memory),
//! 2,000 structs of 8 members each (strings, optional strings, integers, lists, other structs):
//!
//! | what | s | MB |
//! | --- | --- | --- |
//! | `derive(Clone, Debug)` alone, in all that follow | 1.9 | 395 |
//! | serde's derives | 33.1 | 3,470 |
//! | decoding: generic function a type, a slot behind `dyn` a member | 5.9 | 858 |
//! | the same, required members checked together | 5.2 | 760 |
//! | decoding: a tuple of slots, one generic function a type | 4.0 | 609 |
//! | **decoding: a tuple of slots as associated type, plain function** | 3.6 | 642 |
//! | encoding: an array of `dyn` members | 2.8 | 522 |
//! | **encoding: a tuple of references** | 2.6 | 503 |
//!
//! Those are figures of each impl by itself. One description of which all four follow, and no
//! derive, takes less again: on two large documents 8.7 s became 7.2 s (1,019 MB 879 MB), and
//! 7.8 s 7.0 s (955 MB 883 MB), all of the generated crate included.
//!
//! Setters, 8 a struct: 1.2 s more, 1.6 s where strings are `impl Into<String>`, 2.0 s where all
//! are; so only strings are, and only types of requests have setters.

mod deserialize;
mod enums;
mod object;
mod serialize;

use super::Item;
use super::paths::Scope;
use crate::api::{TypeDef, TypeKind};

/// Whether a type has impls: an alias has those of what it names.
pub(super) fn has_impls(def: &TypeDef) -> bool {
    !matches!(def.kind, TypeKind::Alias(_))
}

/// The impls of a type.
pub(super) fn impls(def: &TypeDef, scope: &Scope<'_>) -> Vec<Item> {
    match &def.kind {
        TypeKind::Struct(it) => vec![Item::Text(object::of_struct(def, it, scope))],
        TypeKind::Enum(it) => enums::impls(def, it).into_iter().map(Item::from).collect(),
        TypeKind::Union(it) => vec![
            deserialize::of_union(def, it, scope).into(),
            serialize::of_union(def, it).into(),
        ],
        TypeKind::Alias(_) => Vec::new(),
    }
}
