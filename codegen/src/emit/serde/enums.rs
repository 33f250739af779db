//! Enums: every value of their JSON type is one of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::{deserialize, serialize};
use crate::api::{Enum, EnumRepr, Literal, TypeDef};

/// How an enum is read and written.
pub(super) fn impls(def: &TypeDef, it: &Enum) -> Vec<TokenStream> {
    let name = &def.name;
    let by_value = |read: &TokenStream, write: &TokenStream| {
        vec![
            deserialize::by(name, &quote!(#read.map(Self::from))),
            serialize::by(name, write),
        ]
    };
    match it.repr {
        // The only kind of enum that documents have by the hundred: one line each.
        EnumRepr::String => vec![quote!(g::text!(super::#name);)],
        EnumRepr::Integer => by_value(
            &quote!(<i64 as g::Deserialize>::deserialize(deserializer)),
            &quote!(serializer.serialize_i64(self.value())),
        ),
        EnumRepr::Mixed => {
            let numbers = it.variants.iter().all(|it| is_number(&it.value));
            let read = match numbers {
                true => quote!(g::de::number(deserializer)),
                false => quote!(<g::Value as g::Deserialize>::deserialize(deserializer)),
            };
            by_value(
                &read,
                &quote!(g::Serialize::serialize(&self.value(), serializer)),
            )
        }
    }
}

fn is_number(value: &Literal) -> bool {
    matches!(value, Literal::Integer(_) | Literal::Number(_))
}
