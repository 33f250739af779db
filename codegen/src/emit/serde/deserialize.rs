//! `Deserialize`, over the shared helpers of the runtime's `de`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{Discrimination, JsonKind, TypeDef, TypeKind, TypeRef, Union, UnionVariant};
use crate::emit::paths::Scope;

/// `Deserialize` by a function of the runtime.
pub(super) fn by(name: &crate::api::TypeName, function: &TokenStream) -> TokenStream {
    quote! {
        impl<'de> g::Deserialize<'de> for super::#name {
            fn deserialize<D: g::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #function
            }
        }
    }
}

/// A union: how to pick, and how to decode each variant.
pub(super) fn of_union(def: &TypeDef, it: &Union, scope: &Scope<'_>) -> TokenStream {
    let name = &def.name;
    let text = name.as_str();
    let deserialize = by(name, &quote!(g::de::union(deserializer)));
    let pick = pick(it, scope);
    let arms = it.variants.iter().enumerate().map(|(index, variant)| {
        let (index, name) = (Literal::usize_unsuffixed(index), &variant.name);
        quote!(#index => g::de::value(value).map(Self::#name),)
    });
    let unknown = match it.discrimination {
        Discrimination::Tag(_) => {
            let unknown = &it.unknown;
            quote! {
                fn unknown(value: g::Value) -> Option<Self> {
                    Some(Self::#unknown(value))
                }
            }
        }
        Discrimination::UniqueMember { .. }
        | Discrimination::JsonKind(_)
        | Discrimination::InOrder => TokenStream::new(),
    };
    quote! {
        #deserialize

        impl g::de::Union for super::#name {
            const NAME: &'static str = #text;
            const PICK: g::de::Pick = #pick;

            fn variant(index: usize, value: &g::Value) -> Result<Self, g::de::ValueError> {
                match index {
                    #(#arms)*
                    _ => Err(g::de::no_variant(index)),
                }
            }

            #unknown
        }
    }
}

/// The table by which a variant is picked.
fn pick(it: &Union, scope: &Scope<'_>) -> TokenStream {
    let pairs = |pairs: &[(String, usize)]| {
        let pairs = pairs.iter().map(|(text, index)| {
            let index = Literal::usize_unsuffixed(*index);
            quote!((#text, #index))
        });
        quote!(&[#(#pairs),*])
    };
    match &it.discrimination {
        Discrimination::Tag(tag) => {
            let (member, values) = (&tag.member, pairs(&tag.values));
            quote!(g::de::Pick::Tag { member: #member, values: #values })
        }
        Discrimination::UniqueMember { members, otherwise } => {
            let members = pairs(members);
            let otherwise = match otherwise {
                Some(index) => {
                    let index = Literal::usize_unsuffixed(*index);
                    quote!(Some(#index))
                }
                None => quote!(None),
            };
            quote!(g::de::Pick::UniqueMember { members: #members, otherwise: #otherwise })
        }
        Discrimination::JsonKind(kinds) => {
            let kinds = kinds.iter().map(|(kind, index)| {
                let (kind, index) = (json_kind(*kind), Literal::usize_unsuffixed(*index));
                quote!((g::de::JsonKind::#kind, #index))
            });
            quote!(g::de::Pick::JsonKind(&[#(#kinds),*]))
        }
        Discrimination::InOrder => {
            let candidates = it.variants.iter().map(|it| candidate(it, scope));
            quote!(g::de::Pick::InOrder(&[#(#candidates),*]))
        }
    }
}

/// What is known of a variant before it is decoded.
fn candidate(it: &UnionVariant, scope: &Scope<'_>) -> TokenStream {
    let fixed = it.fixed.iter();
    let fixed = fixed.map(|(member, value)| quote!((#member, #value)));
    let def = behind(&it.ty, scope);
    match def {
        Some(def) if matches!(def.kind, TypeKind::Struct(_)) => {
            let name = &def.name;
            quote!(g::de::known::<super::#name>(&[#(#fixed),*]))
        }
        _ => quote!(g::de::other(&[#(#fixed),*])),
    }
}

/// The declared type that a type is, whatever other names it has.
fn behind<'a>(ty: &'a TypeRef, scope: &Scope<'a>) -> Option<&'a TypeDef> {
    /// No chain of names is longer.
    const NAMES: usize = 64;
    let mut ty = ty;
    for _ in 0..NAMES {
        match ty {
            TypeRef::Boxed(inner) => ty = inner,
            TypeRef::Named(id) => {
                let def = scope.api.type_def(*id)?;
                let TypeKind::Alias(other) = &def.kind else {
                    return Some(def);
                };
                ty = other;
            }
            _ => return None,
        }
    }
    None
}

/// The runtime's name of a JSON type.
fn json_kind(kind: JsonKind) -> TokenStream {
    match kind {
        JsonKind::Null => quote!(Null),
        JsonKind::Bool => quote!(Bool),
        JsonKind::Integer => quote!(Integer),
        JsonKind::Number => quote!(Number),
        JsonKind::String => quote!(String),
        JsonKind::Array => quote!(Array),
        JsonKind::Object => quote!(Object),
    }
}
