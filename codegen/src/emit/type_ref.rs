//! A type as it is referred to.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{BASE64, MAP, Scope, Types, VALUE, root};
use crate::api::{TypeId, TypeRef};

/// The Rust type.
pub(super) fn type_ref(ty: &TypeRef, scope: &Scope<'_>) -> TokenStream {
    // Wrappers are few deep: `lower` makes one for each array or map that a schema nests, and
    // `source` limits nesting.
    match ty {
        TypeRef::Bool => quote!(bool),
        TypeRef::Int(8) => quote!(i8),
        TypeRef::Int(16) => quote!(i16),
        TypeRef::Int(32) => quote!(i32),
        TypeRef::Int(_) => quote!(i64),
        TypeRef::Uint(8) => quote!(u8),
        TypeRef::Uint(16) => quote!(u16),
        TypeRef::Uint(32) => quote!(u32),
        TypeRef::Uint(_) => quote!(u64),
        TypeRef::Float(32) => quote!(f32),
        TypeRef::Float(_) => quote!(f64),
        TypeRef::String => {
            let string = scope.prelude.string;
            quote!(#string)
        }
        TypeRef::Base64 => quote!(#BASE64),
        TypeRef::Any => quote!(#VALUE),
        TypeRef::Null => quote!(()),
        TypeRef::Array(item) => {
            let (vec, item) = (scope.prelude.vec, type_ref(item, scope));
            quote!(#vec<#item>)
        }
        TypeRef::Map(item) => {
            let (string, item) = (scope.prelude.string, type_ref(item, scope));
            quote!(#MAP<#string, #item>)
        }
        TypeRef::Nullable(inner) => {
            let (option, inner) = (scope.prelude.option, type_ref(inner, scope));
            quote!(#option<#inner>)
        }
        TypeRef::Boxed(inner) => {
            let (boxed, inner) = (scope.prelude.boxed, type_ref(inner, scope));
            quote!(#boxed<#inner>)
        }
        TypeRef::Named(id) => named(*id, scope),
        TypeRef::External(path) => external(path),
    }
}

/// A declared type, from where the module stands.
fn named(id: TypeId, scope: &Scope<'_>) -> TokenStream {
    let Some(def) = scope.api.type_def(id) else {
        // The model's first invariant rules this out; a unit keeps the code readable if not.
        return quote!(());
    };
    let name = &def.name;
    match scope.types {
        Types::Here => quote!(#name),
        Types::InParent => quote!(super::#name),
        Types::Imported => quote!(types::#name),
        Types::In(path) => {
            let root = root(path);
            quote!(#root::types::#name)
        }
    }
}

/// A type of the user's.
fn external(path: &str) -> TokenStream {
    match syn::parse_str::<syn::Type>(path) {
        Ok(ty) => quote!(#ty),
        // `config` refuses what does not parse.
        Err(_) => quote!(#VALUE),
    }
}

/// Whether a type names a declared one anywhere inside.
pub(super) fn names_declared(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Named(_) => true,
        TypeRef::Array(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner)
        | TypeRef::Boxed(inner) => names_declared(inner),
        TypeRef::Bool
        | TypeRef::Int(_)
        | TypeRef::Uint(_)
        | TypeRef::Float(_)
        | TypeRef::String
        | TypeRef::Base64
        | TypeRef::Any
        | TypeRef::Null
        | TypeRef::External(_) => false,
    }
}
