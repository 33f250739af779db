//! Structs: one description each, from which the runtime has `Clone`, `Debug`, `Serialize` and
//! `Deserialize`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{Additional, Presence, Struct, TypeDef};
use crate::emit::paths::Scope;
use crate::emit::type_ref::type_ref;

/// Most members that one tuple of the runtime takes.
const TUPLE: usize = 16;

/// Names, slots, how members make the struct, and the members of one.
pub(super) fn of_struct(def: &TypeDef, it: &Struct, scope: &Scope<'_>) -> TokenStream {
    let name = &def.name;
    let text = name.as_str();
    let members = it.fields.iter().map(|field| &field.wire_name);
    let required = required(it);
    let (slots, parts) = (slots(it, scope), parts(it));
    let (argument, fields) = fields(it);
    quote! {
        g::object!(super::#name);

        impl g::Object for super::#name {
            const SHAPE: g::Shape = g::Shape {
                name: #text,
                members: &[#(#members),*],
                required: &[#(#required),*],
            };
            type Slots = #slots;

            fn build(#argument: g::Values<Self>) -> Self {
                Self { #fields }
            }

            fn parts(&self) -> g::Parts<'_, Self> {
                #parts
            }
        }
    }
}

/// What each member holds.
fn slots(it: &Struct, scope: &Scope<'_>) -> TokenStream {
    let slots: Vec<TokenStream> = it
        .fields
        .iter()
        .map(|field| {
            let ty = type_ref(&field.ty, scope);
            match field.presence {
                Presence::Required => quote!(g::Need<#ty>),
                Presence::RequiredNullable => quote!(g::Nullable<#ty>),
                Presence::Optional => quote!(Option<#ty>),
                Presence::OptionalNullable => quote!(g::Double<#ty>),
            }
        })
        .collect();
    let slots = grouped(&slots, |first, rest| quote!(g::Chain<#first, #rest>));
    match &it.additional {
        Additional::Ignored => slots,
        Additional::Kept { ty, .. } => {
            let ty = type_ref(ty, scope);
            quote!(g::Kept<#slots, #ty>)
        }
    }
}

/// References to the members, grouped as the slots are; nothing where there is none, as clippy has
/// functions of the unit.
fn parts(it: &Struct) -> TokenStream {
    if it.fields.is_empty() && it.additional == Additional::Ignored {
        return TokenStream::new();
    }
    let parts: Vec<TokenStream> = it
        .fields
        .iter()
        .map(|field| {
            let name = &field.name;
            quote!(&self.#name)
        })
        .collect();
    let parts = grouped(&parts, |first, rest| quote!((#first, #rest)));
    match &it.additional {
        Additional::Ignored => parts,
        Additional::Kept { name, .. } => quote!((#parts, &self.#name)),
    }
}

/// The argument of `build`, and the fields that are made of it.
fn fields(it: &Struct) -> (TokenStream, TokenStream) {
    let (from, kept) = match &it.additional {
        Additional::Ignored => (quote!(values), TokenStream::new()),
        Additional::Kept { name, .. } => (quote!(values.0), quote!(#name: values.1,)),
    };
    let fields = it
        .fields
        .iter()
        .zip(places(it.fields.len(), &from))
        .map(|(field, place)| {
            let name = &field.name;
            quote!(#name: #place)
        });
    let argument = match it.fields.is_empty() && kept.is_empty() {
        true => quote!(_),
        false => quote!(values),
    };
    (argument, quote!(#(#fields,)* #kept))
}

/// The required members as bits, 64 a word; no word where none is required.
fn required(it: &Struct) -> Vec<Literal> {
    let mut words: Vec<u64> = Vec::new();
    for (index, field) in it.fields.iter().enumerate() {
        let bit = match field.presence {
            Presence::Required | Presence::RequiredNullable => 1u64 << (index % 64),
            Presence::Optional | Presence::OptionalNullable => continue,
        };
        let at = index / 64;
        if words.len() <= at {
            words.resize(at + 1, 0);
        }
        if let Some(word) = words.get_mut(at) {
            *word |= bit;
        }
    }
    words.into_iter().map(Literal::u64_unsuffixed).collect()
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
