//! `Serialize`, over the shared helpers of the runtime's `ser`.

use proc_macro2::TokenStream;
use quote::quote;

use super::grouped;
use crate::api::{
    Additional, Discrimination, Enum, EnumRepr, Presence, Struct, Tag, TypeDef, TypeName, Union,
};

/// `Serialize` with this body.
fn by(name: &TypeName, body: &TokenStream) -> TokenStream {
    quote! {
        impl g::Serialize for super::#name {
            fn serialize<S: g::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #body
            }
        }
    }
}

/// A struct: its members as a tuple of references, in the order of the names.
pub(super) fn of_struct(def: &TypeDef, it: &Struct) -> TokenStream {
    let members: Vec<TokenStream> = it
        .fields
        .iter()
        .map(|field| {
            let name = &field.name;
            match field.presence {
                Presence::Required | Presence::RequiredNullable => {
                    quote!(g::ser::Need(&self.#name))
                }
                Presence::Optional | Presence::OptionalNullable => quote!(&self.#name),
            }
        })
        .collect();
    let mut members = grouped(&members, |first, rest| quote!(g::ser::Chain(#first, #rest)));
    if let Additional::Kept { name, .. } = &it.additional {
        members = quote!(g::ser::Kept(#members, &self.#name));
    }
    by(
        &def.name,
        &quote!(g::ser::object(serializer, <Self as g::de::Object<'_>>::MEMBERS, #members)),
    )
}

/// An enum: its value.
pub(super) fn of_enum(def: &TypeDef, it: &Enum) -> TokenStream {
    let body = match it.repr {
        EnumRepr::String => quote!(serializer.serialize_str(self.as_str())),
        EnumRepr::Integer => quote!(serializer.serialize_i64(self.value())),
        EnumRepr::Mixed => quote!(g::Serialize::serialize(&self.value(), serializer)),
    };
    by(&def.name, &body)
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
