//! Outcomes of a call, as the suite's data.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operation::table::{is_streamed, media_types};
use crate::api::{Operation, Outcome, ResponseBody, ResponseCase, StatusKey};

/// The arms of the match over the documented outcome of a call.
pub(super) fn arms(it: &Operation, module: &TokenStream) -> TokenStream {
    let success = match (&it.ok_name, it.successes().next()) {
        (Some(name), _) => {
            let arms = it.successes().map(|case| {
                let (variant, outcome) = (&case.variant, outcome(case, module));
                quote!(#module::#name::#variant(response) => #outcome,)
            });
            quote! {
                Ok(ok) => match ok {
                    #(#arms)*
                    _ => c::Outcome::unknown(),
                },
            }
        }
        (None, Some(case)) => {
            let outcome = outcome(case, module);
            quote!(Ok(response) => #outcome,)
        }
        (None, None) => quote!(Ok(_) => c::Outcome::unknown(),),
    };
    let errors = it.error_name.iter().flat_map(|name| {
        it.errors().map(move |case| {
            let (variant, outcome) = (&case.variant, outcome(case, module));
            quote! {
                Err(#module::#name::#variant(response)) => #outcome,
            }
        })
    });
    quote! {
        #success
        #(#errors)*
        Err(_) => c::Outcome::unknown(),
    }
}

/// Whether an outcome is awaited: a body that is handed over as a stream is read by the suite.
pub(super) fn awaits(it: &Operation) -> bool {
    it.responses.iter().any(|case| match &case.body {
        ResponseBody::Choice { alternatives, .. } => {
            alternatives.iter().any(|it| is_streamed(&it.body))
        }
        other => is_streamed(other),
    })
}

/// The document's key of a response.
fn key(key: StatusKey) -> String {
    match key {
        StatusKey::Exact(status) => status.to_string(),
        StatusKey::Range(class) => format!("{class}XX"),
        StatusKey::Default => "default".to_owned(),
    }
}

/// Expression for one documented response, bound as `response`.
fn outcome(case: &ResponseCase, module: &TokenStream) -> TokenStream {
    let key = key(case.key);
    let head = match case.outcome {
        Outcome::Success => quote!(c::Outcome::success(#key, &response)),
        Outcome::Error => quote!(c::Outcome::error(#key, &response)),
    };
    match &case.body {
        ResponseBody::Empty => head,
        ResponseBody::Json { .. } | ResponseBody::Text { .. } => quote!(#head.value(&*response)),
        ResponseBody::Choice {
            type_name,
            alternatives,
        } => {
            let arms = alternatives.iter().map(|alternative| {
                let variant = &alternative.variant;
                let media = media_types(&alternative.body);
                let read = read(&alternative.body, &quote!(outcome.media(&[#(#media),*])));
                quote!(#module::#type_name::#variant(value) => #read,)
            });
            quote! {
                {
                    let outcome = #head;
                    match response.into_inner() {
                        #(#arms)*
                        _ => outcome,
                    }
                }
            }
        }
        stream => {
            let read = read(stream, &quote!(outcome));
            quote! {
                {
                    let outcome = #head;
                    let value = response.into_inner();
                    #read
                }
            }
        }
    }
}

/// Expression that adds a value, bound as `value`, to an outcome.
fn read(body: &ResponseBody, outcome: &TokenStream) -> TokenStream {
    match body {
        ResponseBody::Json { .. } | ResponseBody::Text { .. } => quote!(#outcome.value(&value)),
        ResponseBody::Bytes { .. } => quote!(#outcome.bytes(value).await),
        ResponseBody::Events { .. } => quote!(#outcome.events(value).await),
        ResponseBody::JsonLines { .. } => quote!(#outcome.lines(value).await),
        // An alternative is neither.
        ResponseBody::Empty | ResponseBody::Choice { .. } => quote!(#outcome),
    }
}
