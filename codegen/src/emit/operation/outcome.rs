//! Outcomes of an operation: the enum of its errors, that of its successes where there are
//! several, and enums over media types.
//!
//! The status code chooses the variant, never the shape of the body.

use proc_macro2::TokenStream;
use quote::quote;

use super::response::{response_type, value_type};
use super::table::media_types;
use crate::api::{Operation, ResponseAlternative, ResponseBody, ResponseCase, TypeName};
use crate::emit::paths::Scope;
use crate::emit::tokens::{allow_large_variants, doc_and, lines, sentence, status};

/// All of them.
pub(super) fn declarations(it: &Operation, scope: &Scope<'_>) -> Vec<TokenStream> {
    let mut items = Vec::new();
    if let Some(name) = &it.ok_name {
        items.push(successes(name, it, scope));
    }
    if let Some(name) = &it.error_name {
        items.push(errors(name, it, scope));
    }
    for case in &it.responses {
        if let ResponseBody::Choice {
            type_name,
            alternatives,
        } = &case.body
        {
            items.push(choice(type_name, alternatives, scope));
        }
    }
    items
}

/// The variants of some cases of an operation.
fn variants<'a>(
    cases: impl Iterator<Item = &'a ResponseCase>,
    it: &Operation,
    scope: &Scope<'_>,
) -> Vec<TokenStream> {
    cases
        .map(|case| {
            let doc = doc_and(&case.doc, &status(case.key, &it.responses));
            let (variant, ty) = (&case.variant, response_type(case, scope));
            quote!(#doc #variant(#ty),)
        })
        .collect()
}

/// The enum of successes.
fn successes(name: &TypeName, it: &Operation, scope: &Scope<'_>) -> TokenStream {
    let doc = method_doc("Successes", it);
    let variants = variants(it.successes(), it, scope);
    quote! {
        #doc
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

/// The enum of errors.
fn errors(name: &TypeName, it: &Operation, scope: &Scope<'_>) -> TokenStream {
    let doc = method_doc("Documented error responses", it);
    let declared = variants(it.errors(), it, scope);
    let variants: Vec<_> = it.errors().map(|case| &case.variant).collect();
    quote! {
        #doc
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#declared)*
        }

        impl g::ApiError for #name {
            fn response(&self) -> &g::ResponseParts {
                match self {
                    #(Self::#variants(response) => response.parts(),)*
                }
            }
        }
    }
}

/// The enum over media types.
fn choice(name: &TypeName, alternatives: &[ResponseAlternative], scope: &Scope<'_>) -> TokenStream {
    let allow = allow_large_variants();
    let variants = alternatives.iter().map(|alternative| {
        let media = media_types(&alternative.body);
        let doc = lines(&sentence(
            "A body of media type",
            media.first().copied().unwrap_or_default(),
        ));
        let (variant, ty) = (&alternative.variant, value_type(&alternative.body, scope));
        quote!(#doc #variant(#ty),)
    });
    quote! {
        /// A response body in one of its media types.
        #[derive(Debug)]
        #allow
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

/// A sentence with a link to the method.
fn method_doc(what: &str, it: &Operation) -> TokenStream {
    let method = it.name.as_str().trim_start_matches("r#");
    lines(&format!(
        "{what} of [`Client::{method}`](super::super::Client::{method})."
    ))
}
