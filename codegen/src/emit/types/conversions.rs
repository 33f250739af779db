//! Conversions: between enums and their values, and from a variant's type into its union.

use std::collections::BTreeMap;

use proc_macro2::{Literal as Lit, TokenStream};
use quote::quote;

use crate::api::{
    Api, Enum, EnumRepr, Literal, TypeDef, TypeId, TypeKind, TypeRef, Union, UnionVariant,
};
use crate::emit::paths::{FMT, Scope};
use crate::emit::tokens;
use crate::emit::type_ref::type_ref;

/// Whether a type has conversions.
pub(super) fn has_any(id: TypeId, def: &TypeDef, api: &Api) -> bool {
    match &def.kind {
        TypeKind::Enum(_) => true,
        TypeKind::Union(it) => def.usage.request && converted(id, it, api).next().is_some(),
        TypeKind::Struct(_) | TypeKind::Alias(_) => false,
    }
}

/// Whether the conversions of a type use the runtime's generated part.
pub(super) fn uses_generated(def: &TypeDef) -> bool {
    matches!(&def.kind, TypeKind::Enum(it) if it.repr == EnumRepr::Mixed)
}

/// The conversions of a type.
pub(super) fn blocks(id: TypeId, def: &TypeDef, scope: &Scope<'_>) -> Vec<TokenStream> {
    match &def.kind {
        TypeKind::Enum(it) => vec![of_enum(def, it)],
        TypeKind::Union(it) => of_union(id, def, it, scope),
        TypeKind::Struct(_) | TypeKind::Alias(_) => Vec::new(),
    }
}

/// Conversions of an enum.
fn of_enum(def: &TypeDef, it: &Enum) -> TokenStream {
    match it.repr {
        EnumRepr::String => of_text(def, it),
        EnumRepr::Integer => of_integer(def, it),
        EnumRepr::Mixed => of_value(def, it),
    }
}

/// An enum of strings. What follows from these two stands in the module `serde`, on a line.
fn of_text(def: &TypeDef, it: &Enum) -> TokenStream {
    let (name, unknown) = (&def.name, &it.unknown);
    let variants: Vec<_> = it.variants.iter().map(|variant| &variant.name).collect();
    let texts: Vec<_> = it
        .variants
        .iter()
        .map(|variant| match &variant.value {
            Literal::String(text) | Literal::Number(text) => text.clone(),
            Literal::Integer(number) => number.to_string(),
            Literal::Bool(flag) => flag.to_string(),
            Literal::Null => "null".to_owned(),
        })
        .collect();
    quote! {
        impl super::#name {
            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::#unknown(text) => text,
                }
            }
        }

        impl From<&str> for super::#name {
            fn from(text: &str) -> Self {
                match text {
                    #(#texts => Self::#variants,)*
                    other => Self::#unknown(other.to_owned()),
                }
            }
        }

    }
}

/// An enum of integers.
fn of_integer(def: &TypeDef, it: &Enum) -> TokenStream {
    let (name, unknown) = (&def.name, &it.unknown);
    let numbered = || {
        it.variants
            .iter()
            .filter_map(|variant| match variant.value {
                Literal::Integer(number) => Some((&variant.name, Lit::i64_unsuffixed(number))),
                Literal::String(_) | Literal::Number(_) | Literal::Bool(_) | Literal::Null => None,
            })
    };
    let (variants, numbers): (Vec<_>, Vec<_>) = numbered().unzip();
    quote! {
        impl super::#name {
            /// The value on the wire.
            #[must_use]
            pub fn value(&self) -> i64 {
                match self {
                    #(Self::#variants => #numbers,)*
                    Self::#unknown(number) => *number,
                }
            }
        }

        impl From<i64> for super::#name {
            fn from(number: i64) -> Self {
                match number {
                    #(#numbers => Self::#variants,)*
                    other => Self::#unknown(other),
                }
            }
        }

        impl #FMT::Display for super::#name {
            fn fmt(&self, formatter: &mut #FMT::Formatter<'_>) -> #FMT::Result {
                #FMT::Display::fmt(&self.value(), formatter)
            }
        }
    }
}

/// An enum of mixed values.
fn of_value(def: &TypeDef, it: &Enum) -> TokenStream {
    let (name, unknown) = (&def.name, &it.unknown);
    let variants: Vec<_> = it.variants.iter().map(|variant| &variant.name).collect();
    let values = it
        .variants
        .iter()
        .map(|variant| tokens::value(&variant.value));
    let tests = it
        .variants
        .iter()
        .map(|variant| tokens::equals(&variant.value));
    quote! {
        impl super::#name {
            /// The value on the wire.
            #[must_use]
            pub fn value(&self) -> g::Value {
                match self {
                    #(Self::#variants => #values,)*
                    Self::#unknown(value) => value.clone(),
                }
            }
        }

        impl From<g::Value> for super::#name {
            fn from(value: g::Value) -> Self {
                #(if #tests {
                    return Self::#variants;
                })*
                Self::#unknown(value)
            }
        }

        impl #FMT::Display for super::#name {
            fn fmt(&self, formatter: &mut #FMT::Formatter<'_>) -> #FMT::Result {
                #FMT::Display::fmt(&self.value(), formatter)
            }
        }
    }
}

/// `From` for each variant that has a conversion.
fn of_union(id: TypeId, def: &TypeDef, it: &Union, scope: &Scope<'_>) -> Vec<TokenStream> {
    let name = &def.name;
    let boxed = scope.prelude.boxed;
    let converted = converted(id, it, scope.api);
    let block = |variant: &UnionVariant| {
        let (variant_name, ty) = (&variant.name, type_ref(unboxed(&variant.ty), scope));
        let value = match &variant.ty {
            TypeRef::Boxed(_) => quote!(#boxed::new(value)),
            _ => quote!(value),
        };
        quote! {
            impl From<#ty> for super::#name {
                fn from(value: #ty) -> Self {
                    Self::#variant_name(#value)
                }
            }
        }
    };
    converted.map(block).collect()
}

/// The variants whose type no other variant has.
fn converted<'a>(id: TypeId, it: &'a Union, api: &Api) -> impl Iterator<Item = &'a UnionVariant> {
    let variants = it.variants.iter();
    let keys: Vec<Option<String>> = variants
        .map(|variant| key(unboxed(&variant.ty), id, api))
        .collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for key in keys.iter().flatten() {
        *counts.entry(key.clone()).or_default() += 1;
    }
    let once = move |key: &String| counts.get(key) == Some(&1);
    let variants = it.variants.iter().zip(keys);
    variants.filter_map(move |(variant, key)| key.is_some_and(|key| once(&key)).then_some(variant))
}

/// The type without its box.
fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => inner,
        other => other,
    }
}

/// A text that is the same for the same Rust type, aliases looked through. `None` for the union
/// itself, and for a type of the user's, which may be any type.
fn key(ty: &TypeRef, own: TypeId, api: &Api) -> Option<String> {
    // An alias of an alias is looked through as often as there are types, no oftener.
    let mut ty = ty;
    for _ in 0..=api.types.len() {
        match ty {
            TypeRef::Named(id) if *id == own => return None,
            TypeRef::Named(id) => match api.type_def(*id).map(|def| &def.kind) {
                Some(TypeKind::Alias(inner)) => ty = inner,
                Some(TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_)) | None => {
                    return Some(format!("named {}", id.index()));
                }
            },
            TypeRef::External(_) => return None,
            TypeRef::Array(inner) => {
                return key(inner, own, api).map(|key| format!("array of {key}"));
            }
            TypeRef::Map(inner) => return key(inner, own, api).map(|key| format!("map of {key}")),
            TypeRef::Nullable(inner) => {
                return key(inner, own, api).map(|key| format!("nullable {key}"));
            }
            TypeRef::Boxed(inner) => return key(inner, own, api).map(|key| format!("boxed {key}")),
            scalar => return Some(format!("{scalar:?}")),
        }
    }
    None
}
