//! Outcomes of an operation: the enum of its errors, that of its successes where there are
//! several, and enums over media types.
//!
//! The status code chooses the variant, never the shape of the body.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::response::{response_type, value_type};
use super::table::media_types;
use crate::api::{
    Operation, Outcome, ResponseAlternative, ResponseBody, ResponseCase, SharedResponses, TypeName,
};
use crate::emit::paths::Scope;
use crate::emit::tokens::{allow_large_variants, doc_and, lines, sentence, status};

/// All of them.
pub(super) fn declarations(it: &Operation, scope: &Scope<'_>) -> Vec<TokenStream> {
    let mut items = Vec::new();
    for outcome in [Outcome::Success, Outcome::Error] {
        let (name, shared) = match outcome {
            Outcome::Success => (&it.ok_name, it.ok_shared),
            Outcome::Error => (&it.error_name, it.error_shared),
        };
        let Some(name) = name else { continue };
        let doc = method_doc(what(outcome), it);
        let shared = shared.and_then(|of| Some((scope.api.responses.get(of.index)?, of.number)));
        items.push(match shared {
            Some((shared, number)) => {
                let (shared, number) = (&shared.type_name, Literal::u32_unsuffixed(number));
                quote!(#doc pub type #name = responses::#shared<#number>;)
            }
            None => {
                let cases: Vec<_> = it.cases(outcome).collect();
                let item = of_cases(name, &Constant::None, outcome, &cases, scope);
                quote!(#doc #item)
            }
        });
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

/// An enum of several operations.
pub(in crate::emit) fn shared(it: &SharedResponses, scope: &Scope<'_>) -> TokenStream {
    let doc = lines(&format!(
        "{} of several operations. `OPERATION` makes those of each operation a type of its own.",
        what(it.outcome)
    ));
    let cases: Vec<_> = it.cases.iter().collect();
    let item = of_cases(
        &it.type_name,
        &Constant::Operation,
        it.outcome,
        &cases,
        scope,
    );
    quote!(#doc #item)
}

/// What the variants of an enum are.
fn what(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => "Successes",
        Outcome::Error => "Documented error responses",
    }
}

/// What an enum is generic over.
enum Constant {
    /// Nothing: it is of one operation.
    None,
    /// The number of the operation.
    Operation,
}

/// An enum of successes or of errors.
fn of_cases(
    name: &TypeName,
    constant: &Constant,
    outcome: Outcome,
    cases: &[&ResponseCase],
    scope: &Scope<'_>,
) -> TokenStream {
    let (declared, given) = match constant {
        Constant::None => (None, None),
        Constant::Operation => (
            Some(quote!(<const OPERATION: u32>)),
            Some(quote!(<OPERATION>)),
        ),
    };
    let variants: Vec<_> = cases.iter().map(|case| &case.variant).collect();
    let declarations = cases.iter().map(|case| {
        let doc = doc_and(&case.doc, &status(case.key, cases));
        let (variant, ty) = (&case.variant, response_type(case, scope));
        quote!(#doc #variant(#ty),)
    });
    let api_error = match outcome {
        Outcome::Success => None,
        Outcome::Error => Some(quote! {
            impl #declared g::ApiError for #name #given {
                fn response(&self) -> &g::ResponseParts {
                    match self {
                        #(Self::#variants(response) => response.parts(),)*
                    }
                }
            }
        }),
    };
    quote! {
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name #declared {
            #(#declarations)*
        }

        #api_error
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
