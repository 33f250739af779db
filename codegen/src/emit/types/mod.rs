//! Declared types: a public module of declarations, and private ones beside it for what people
//! seldom read.
//!
//! Serves OpenAPI 3.0.3, 4.7.24 (Schema Object). Must not write serde code ([`super::serde`]).

mod build;
mod conversions;
mod enums;
mod structs;
mod unions;

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{GENERATED, Scope, Types};
use super::tokens::{doc, sentence};
use super::type_ref::type_ref;
use super::{Module, Visibility, serde};
use crate::api::{Api, TypeDef, TypeKind, TypeRef};
use crate::config::Config;

/// The module `types`.
pub(super) fn module(api: &Api, config: &Config) -> Module {
    let here = Scope::new(
        api,
        Types::Here,
        api.types.iter().map(|def| def.name.as_str()),
    );
    let beside = Scope::new(api, Types::InParent, []);
    let mut module = Module::new("types", "Types of request and response bodies.");
    let derives = derives(config);
    for def in &api.types {
        module.items.push(declaration(def, &derives, &here));
    }
    let private = [
        (
            "build",
            "Constructors and setters of types that requests send.",
            build::items(&beside),
        ),
        (
            "conversions",
            "Conversions of enums and unions.",
            conversions::items(&beside),
        ),
        (
            "serde",
            "How the types are written and read.",
            serde::items(&beside),
        ),
    ];
    for (name, text, (items, uses_generated)) in private {
        if items.is_empty() {
            continue;
        }
        let mut child = Module::new(name, text);
        if uses_generated {
            child.items.push(quote!(use #GENERATED as g;));
        }
        child.items.extend(items);
        module.children.push((Visibility::Private, child));
    }
    module
}

/// Derives the user asked for. `config` has checked that each is a path.
fn derives(config: &Config) -> Vec<syn::Path> {
    config
        .derives
        .iter()
        .filter_map(|path| syn::parse_str(path).ok())
        .collect()
}

/// The derive attribute: ours, then the user's that are not among them.
pub(super) fn derive(own: &[&str], extra: &[syn::Path]) -> TokenStream {
    let own_paths = own
        .iter()
        .filter_map(|path| syn::parse_str::<syn::Path>(path).ok());
    let extra = extra.iter().filter(|path| {
        let last = path
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        !own.iter().any(|own| Some(*own) == last.as_deref())
    });
    quote!(#[derive(#(#own_paths),* #(, #extra)*)])
}

/// One declaration.
fn declaration(def: &TypeDef, derives: &[syn::Path], scope: &Scope<'_>) -> TokenStream {
    match &def.kind {
        TypeKind::Struct(it) => structs::declaration(def, it, derives, scope),
        TypeKind::Enum(it) => enums::declaration(def, it, derives, scope),
        TypeKind::Union(it) => unions::declaration(def, it, derives, scope),
        TypeKind::Alias(ty) => alias(def, ty, scope),
    }
}

/// Another name for a type.
fn alias(def: &TypeDef, ty: &TypeRef, scope: &Scope<'_>) -> TokenStream {
    let (doc, name, ty) = (type_doc(def), &def.name, type_ref(ty, scope));
    quote! {
        #doc
        pub type #name = #ty;
    }
}

/// What the document says of a type. Its deprecation is a sentence: an attribute would make
/// generated code warn about itself.
fn type_doc(def: &TypeDef) -> TokenStream {
    described(
        &def.doc,
        &sentence("Schema", def.name.as_str()),
        def.deprecated,
    )
}

/// What the document says of something, else a sentence; and that it is deprecated.
pub(super) fn described(text: &crate::api::Doc, otherwise: &str, deprecated: bool) -> TokenStream {
    let mut tokens = super::tokens::doc_or(text, otherwise);
    if deprecated {
        tokens.extend(doc(&crate::api::Doc::default()));
        tokens.extend(super::tokens::lines(
            "\n**Deprecated** in the API's document.",
        ));
    }
    tokens
}
