//! `Serialize`, over the shared helpers of the runtime's `ser`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Discrimination, Tag, TypeDef, TypeName, Union};

/// `Serialize` with this body.
pub(super) fn by(name: &TypeName, body: &TokenStream) -> TokenStream {
    quote! {
        impl g::Serialize for super::#name {
            fn serialize<S: g::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #body
            }
        }
    }
}

/// A union: the value of its variant.
pub(super) fn of_union(def: &TypeDef, it: &Union) -> TokenStream {
    let tag = match &it.discrimination {
        Discrimination::Tag(tag) => Some(tag),
        Discrimination::UniqueMember { .. }
        | Discrimination::JsonKind(_)
        | Discrimination::InOrder => None,
    };
    let arms = it.variants.iter().map(|variant| {
        let name = &variant.name;
        let value = if let (Some(Tag { member, .. }), Some(value)) = (tag, &variant.tag) {
            quote!(g::ser::tagged(serializer, #member, #value, value))
        } else {
            quote!(g::Serialize::serialize(value, serializer))
        };
        quote!(Self::#name(value) => #value,)
    });
    let unknown = tag.map(|_| {
        let unknown = &it.unknown;
        quote!(Self::#unknown(value) => g::Serialize::serialize(value, serializer),)
    });
    by(&def.name, &quote!(match self { #(#arms)* #unknown }))
}
