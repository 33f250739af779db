//! Documented response headers as structs (OpenAPI 3.0.3, 4.7.21 Header Object).

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::paths::{GENERATED, Scope, Types};
use super::tokens::{doc_or, sentence};
use super::type_ref::{names_declared, type_ref};
use crate::api::{Api, HeaderSet};

/// The module `headers`.
pub(super) fn module(api: &Api) -> Module<'_> {
    let declared = api.header_sets.iter().map(|set| set.type_name.as_str());
    let scope = Arc::new(Scope::new(api, Types::Imported, declared));
    let mut module = Module::new(
        "headers",
        "Headers of responses, read by `Response::typed_headers`.",
    );
    module.push(|| quote!(use #GENERATED as g;));
    let fields = api.header_sets.iter().flat_map(|set| &set.fields);
    if fields.into_iter().any(|field| names_declared(&field.ty)) {
        module.push(|| {
            quote!(
                use super::types;
            )
        });
    }
    module.each(&api.header_sets, &scope, |set, scope| {
        let first = set.same_as.and_then(|it| scope.api.header_sets.get(it));
        vec![match first {
            Some(first) => alias(set, first),
            None => header_set(set, scope),
        }]
    });
    module
}

/// Another name of a struct.
fn alias(set: &HeaderSet, first: &HeaderSet) -> TokenStream {
    let doc = super::tokens::lines("Headers of a response.");
    let (name, first) = (&set.type_name, &first.type_name);
    quote!(#doc pub type #name = #first;)
}

/// One struct and how it is read.
fn header_set(set: &HeaderSet, scope: &Scope<'_>) -> TokenStream {
    let name = &set.type_name;
    let (option, result, ok) = (scope.prelude.option, scope.prelude.result, scope.prelude.ok);
    let fields = set.fields.iter().map(|field| {
        let doc = doc_or(&field.doc, &sentence("Header", &field.wire_name));
        let (name, ty) = (&field.name, type_ref(&field.ty, scope));
        match field.required {
            true => quote!(#doc pub #name: #ty,),
            false => quote!(#doc pub #name: #option<#ty>,),
        }
    });
    let reads = set.fields.iter().map(|field| {
        let (name, wire_name) = (&field.name, &field.wire_name);
        match field.required {
            true => quote!(#name: g::header(headers, #wire_name)?,),
            false => quote!(#name: g::optional_header(headers, #wire_name)?,),
        }
    });
    let doc = super::tokens::lines("Headers of a response.");
    quote! {
        #doc
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }

        impl g::FromHeaders for #name {
            fn from_headers(headers: &g::HeaderMap) -> #result<Self, g::HeaderError> {
                #ok(Self { #(#reads)* })
            }
        }
    }
}
