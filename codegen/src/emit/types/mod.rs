//! Declared types: a public module of declarations, and private ones beside it for what people
//! seldom read.
//!
//! Serves OpenAPI 3.0.3, 4.7.24 (Schema Object). Must not write serde code ([`super::serde`]).

mod build;
mod conversions;
mod enums;
mod structs;
mod unions;

use std::sync::Arc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::Parser as _;

use super::paths::{GENERATED, Scope, Types};
use super::tokens::{doc, sentence};
use super::type_ref::type_ref;
use super::{Module, Visibility, serde};
use crate::api::{Api, TypeDef, TypeId, TypeKind, TypeRef};
use crate::config::Config;

/// The module `types`.
pub(super) fn module<'a>(api: &'a Api, config: &'a Config) -> Module<'a> {
    let declared = api.types.iter().map(|def| def.name.as_str());
    let here = Arc::new(Scope::new(api, Types::Here, declared));
    let beside = Arc::new(Scope::new(api, Types::InParent, []));
    let mut module = Module::new("types", "Types of request and response bodies.");
    let declarations = api.types.iter().map(|def| (def, config));
    module.each(declarations, &here, |(def, config), scope| {
        vec![declaration(def, &Extra::of(config), scope)]
    });

    let mut build = Module::new(
        "build",
        "Constructors and setters of types that requests send.",
    );
    let structs = api.types.iter().filter_map(build::built);
    build.each(structs, &beside, |(def, it), scope| {
        vec![build::block(def, it, scope)]
    });

    let mut conversions = Module::new("conversions", "Conversions of enums and unions.");
    if api.types.iter().any(conversions::uses_generated) {
        conversions.push(|| quote!(use #GENERATED as g;));
    }
    let types = api.types.iter().enumerate();
    let types = types.map(|(index, def)| (TypeId::new(index), def));
    let converted = types.filter(|(id, def)| conversions::has_any(*id, def, api));
    conversions.each(converted, &beside, |(id, def), scope| {
        conversions::blocks(*id, def, scope)
    });

    let mut serde = Module::new("serde", "How the types are written and read.");
    if api.types.iter().any(serde::has_impls) {
        serde.push(|| quote!(use #GENERATED as g;));
    }
    let implemented = api.types.iter().filter(|def| serde::has_impls(def));
    serde.each(implemented, &beside, |def, scope| serde::impls(def, scope));

    let private = [build, conversions, serde].into_iter();
    let private = private.filter(|child| !child.items.is_empty());
    let private = private.map(|child| (Visibility::Private, child));
    module.children.extend(private);
    module
}

/// What the user asked to have on every struct and enum. `config` has checked what each is.
pub(super) struct Extra {
    derives: Vec<syn::Path>,
    attributes: Vec<syn::Attribute>,
}

impl Extra {
    fn of(config: &Config) -> Self {
        let derives = config.derives.iter();
        let attributes = config.attributes.iter();
        Self {
            derives: derives.filter_map(|it| syn::parse_str(it).ok()).collect(),
            attributes: attributes
                .filter_map(|it| syn::Attribute::parse_outer.parse_str(it).ok())
                .flatten()
                .collect(),
        }
    }
}

/// The derive attribute, ours and then the user's that the type does not have anyway; then the
/// user's attributes. `has`: what has an impl beside the declaration.
pub(super) fn derive(own: &[&str], has: &[&str], extra: &Extra) -> TokenStream {
    let theirs = extra.derives.iter().filter(|path| {
        let last = path
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        !own.iter().chain(has).any(|it| Some(*it) == last.as_deref())
    });
    let own = own.iter().map(|name| Ident::new(name, Span::call_site()));
    let own = own.map(ToTokens::into_token_stream);
    let derives: Vec<TokenStream> = own.chain(theirs.map(ToTokens::to_token_stream)).collect();
    let attributes = &extra.attributes;
    match derives.is_empty() {
        true => quote!(#(#attributes)*),
        false => quote!(#[derive(#(#derives),*)] #(#attributes)*),
    }
}

/// One declaration.
fn declaration(def: &TypeDef, extra: &Extra, scope: &Scope<'_>) -> TokenStream {
    match &def.kind {
        TypeKind::Struct(it) => structs::declaration(def, it, extra, scope),
        TypeKind::Enum(it) => enums::declaration(def, it, extra, scope),
        TypeKind::Union(it) => unions::declaration(def, it, extra, scope),
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
