//! Lean serde impls, in a private module of their own.
//!
//! The types are ordinary serde types. What a derive would write for each (a field enum, two
//! visitors, a loop) stands once in the runtime, and a type has tables and one plain function.
//! Only there is code generic over the format, so the compiler checks it once.
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
//! Setters, 8 a struct: 1.2 s more, 1.6 s where strings are `impl Into<String>`, 2.0 s where all
//! are; so only strings are, and only types of requests have setters.

mod deserialize;
mod serialize;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Items;
use super::paths::Scope;
use crate::api::TypeKind;

/// Most members that one tuple of the runtime takes.
const TUPLE: usize = 16;

/// All impls; whether they use the runtime's generated part.
pub(super) fn items(scope: &Scope<'_>) -> (Vec<Items>, bool) {
    let mut items = Vec::new();
    for def in &scope.api.types {
        match &def.kind {
            TypeKind::Struct(it) => {
                items.push(deserialize::of_struct(def, it, scope).into());
                items.push(serialize::of_struct(def, it).into());
            }
            TypeKind::Enum(it) => {
                items.push(deserialize::of_enum(def, it).into());
                items.push(serialize::of_enum(def, it).into());
            }
            TypeKind::Union(it) => {
                items.push(deserialize::of_union(def, it, scope).into());
                items.push(serialize::of_union(def, it).into());
            }
            TypeKind::Alias(_) => {}
        }
    }
    (items, true)
}

/// Puts members into tuples of at most [`TUPLE`], tuples into balanced pairs, so that the nesting
/// of types grows with the logarithm of their number. `pair` writes a pair.
fn grouped(
    members: &[TokenStream],
    pair: fn(TokenStream, TokenStream) -> TokenStream,
) -> TokenStream {
    if members.len() <= TUPLE {
        return match members {
            [one] => quote!((#one,)),
            many => quote!((#(#many),*)),
        };
    }
    let cut = first_part(members.len());
    let (first, rest) = members.split_at_checked(cut).unwrap_or((members, &[]));
    pair(grouped(first, pair), grouped(rest, pair))
}

/// Where [`grouped`] puts each of `count` members, seen from `whole`: `slots.1.0.5`.
fn places(count: usize, whole: &TokenStream) -> Vec<TokenStream> {
    if count <= TUPLE {
        return (0..count)
            .map(|index| {
                let index = Literal::usize_unsuffixed(index);
                quote!(#whole.#index)
            })
            .collect();
    }
    let cut = first_part(count);
    let mut places = places(cut, &quote!(#whole.0));
    places.extend(self::places(count - cut, &quote!(#whole.1)));
    places
}

/// How many of `count` members stand in the first half of a pair: whole tuples.
fn first_part(count: usize) -> usize {
    count.div_ceil(TUPLE) / 2 * TUPLE
}
