//! Conversions: between enums and their values, and from a variant's type into its union.

use std::collections::BTreeMap;

use proc_macro2::{Literal as Lit, TokenStream};
use quote::quote;

use crate::api::{Api, Enum, EnumRepr, Literal, TypeDef, TypeId, TypeKind, TypeRef, Union};
use crate::emit::Items;
use crate::emit::paths::{FMT, Scope};
use crate::emit::tokens;
use crate::emit::type_ref::type_ref;

/// All `impl` blocks; whether they use the runtime's generated part.
pub(super) fn items(scope: &Scope<'_>) -> (Vec<Items>, bool) {
    let mut uses_generated = false;
    let mut blocks = Vec::new();
    for (index, def) in scope.api.types.iter().enumerate() {
        match &def.kind {
            TypeKind::Enum(it) => {
                uses_generated |= it.repr == EnumRepr::Mixed;
                blocks.push(of_enum(def, it).into());
            }
            TypeKind::Union(it) if def.usage.request => {
                let blocks_of_it = of_union(TypeId::new(index), def, it, scope);
                blocks.extend(blocks_of_it.into_iter().map(Items::from));
            }
            TypeKind::Union(_) | TypeKind::Struct(_) | TypeKind::Alias(_) => {}
        }
    }
    (blocks, uses_generated)
}

/// Conversions of an enum.
fn of_enum(def: &TypeDef, it: &Enum) -> TokenStream {
    match it.repr {
        EnumRepr::String => of_text(def, it),
        EnumRepr::Integer => of_integer(def, it),
        EnumRepr::Mixed => of_value(def, it),
    }
}

/// An enum of strings.
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

        impl From<String> for super::#name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl #FMT::Display for super::#name {
            fn fmt(&self, formatter: &mut #FMT::Formatter<'_>) -> #FMT::Result {
                formatter.write_str(self.as_str())
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

/// `From` for each variant whose type no other variant has.
fn of_union(id: TypeId, def: &TypeDef, it: &Union, scope: &Scope<'_>) -> Vec<TokenStream> {
    let name = &def.name;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let keys: Vec<Option<String>> = it
        .variants
        .iter()
        .map(|variant| key(unboxed(&variant.ty), id, scope.api))
        .collect();
    for key in keys.iter().flatten() {
        *counts.entry(key.clone()).or_default() += 1;
    }
    let boxed = scope.prelude.boxed;
    it.variants
        .iter()
        .zip(keys)
        .filter(|(_, key)| key.as_ref().is_some_and(|key| counts.get(key) == Some(&1)))
        .map(|(variant, _)| {
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
        })
        .collect()
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
