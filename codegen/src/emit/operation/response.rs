//! How an operation reads its responses: the status has chosen the case, the case says the type.
//!
//! Serves OpenAPI 3.0.3, 4.7.16 (Responses Object).

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::table::media_types;
use crate::api::{
    Operation, Outcome, ResponseAlternative, ResponseBody, ResponseCase, TypeName, TypeRef,
};
use crate::emit::paths::{BYTE_STREAM, EVENT_STREAM, JSON_LINES, RESPONSE, Scope};
use crate::emit::type_ref::type_ref;

/// The function that reads a documented response.
pub(super) fn reader(it: &Operation, scope: &Scope<'_>) -> TokenStream {
    let (name, err) = (&it.name, scope.prelude.err);
    let (ok_type, error_type) = (ok_type(it, scope), error_type(it));
    let arms = it.responses.iter().enumerate().map(|(index, case)| {
        let index = Literal::usize_unsuffixed(index);
        let read = read(case, it, scope);
        quote!(#index => #read,)
    });
    quote! {
        fn #name(case: usize, raw: g::Raw) -> g::Read<#ok_type, #error_type> {
            match case {
                #(#arms)*
                _ => #err(raw.undocumented()),
            }
        }
    }
}

/// What a success gives.
pub(super) fn ok_type(it: &Operation, scope: &Scope<'_>) -> TokenStream {
    match (&it.ok_name, it.successes().next()) {
        (Some(name), _) => quote!(#name),
        (None, Some(case)) => response_type(case, scope),
        (None, None) => quote!(#RESPONSE<()>),
    }
}

/// The operation's documented errors.
pub(super) fn error_type(it: &Operation) -> TokenStream {
    match &it.error_name {
        Some(name) => quote!(#name),
        None => quote!(g::NoError),
    }
}

/// `Response<T, H>` of a case.
pub(super) fn response_type(case: &ResponseCase, scope: &Scope<'_>) -> TokenStream {
    let value = value_type(&case.body, scope);
    match Operation::header_set(case, &scope.api.header_sets) {
        Some(set) => {
            let headers = &set.type_name;
            quote!(#RESPONSE<#value, headers::#headers>)
        }
        None => quote!(#RESPONSE<#value>),
    }
}

/// Type of a body's value.
pub(super) fn value_type(body: &ResponseBody, scope: &Scope<'_>) -> TokenStream {
    match body {
        ResponseBody::Empty => quote!(()),
        ResponseBody::Json { ty, .. } => type_ref(ty, scope),
        ResponseBody::Text { .. } => {
            let string = scope.prelude.string;
            quote!(#string)
        }
        ResponseBody::Bytes { .. } => quote!(#BYTE_STREAM),
        ResponseBody::Events { ty, .. } => {
            let ty = type_ref(ty, scope);
            quote!(#EVENT_STREAM<#ty>)
        }
        ResponseBody::JsonLines { ty, .. } => {
            let ty = type_ref(ty, scope);
            quote!(#JSON_LINES<#ty>)
        }
        ResponseBody::Choice { type_name, .. } => quote!(#type_name),
    }
}

/// Expression that reads a case.
fn read(case: &ResponseCase, it: &Operation, scope: &Scope<'_>) -> TokenStream {
    let err = scope.prelude.err;
    let variant = &case.variant;
    let body = match &case.body {
        ResponseBody::Choice {
            type_name,
            alternatives,
        } => choice(type_name, alternatives),
        simple => {
            let function = function(simple);
            quote!(raw.#function())
        }
    };
    match (case.outcome, &it.ok_name, &it.error_name) {
        (Outcome::Success, Some(name), _) => quote!(g::ok_of(#body, #name::#variant)),
        (Outcome::Success, None, _) => quote!(g::ok(#body)),
        (Outcome::Error, _, Some(name)) => quote!(g::error_of(#body, #name::#variant)),
        // The model names the enum wherever there is an error.
        (Outcome::Error, _, None) => quote!(#err(raw.undocumented())),
    }
}

/// Expression that reads one of several media types.
fn choice(type_name: &TypeName, alternatives: &[ResponseAlternative]) -> TokenStream {
    let mut next = 0;
    let mut arms: Vec<(TokenStream, TokenStream)> = Vec::new();
    for alternative in alternatives {
        let count = media_types(&alternative.body).len();
        let indices = indices(next, count);
        next += count;
        let (function, variant) = (function(&alternative.body), &alternative.variant);
        let read = quote!(g::one_of(raw.#function(), #type_name::#variant));
        arms.push((indices, read));
    }
    let last = arms.pop().map(|(_, read)| read);
    let arms = arms
        .into_iter()
        .map(|(indices, read)| quote!(#indices => #read,));
    quote! {
        match raw.media() {
            #(#arms)*
            _ => #last,
        }
    }
}

/// Pattern of so many indices from a first one.
fn indices(first: usize, count: usize) -> TokenStream {
    let from = Literal::usize_unsuffixed(first);
    match count {
        0 | 1 => quote!(#from),
        _ => {
            let to = Literal::usize_unsuffixed(first + count - 1);
            quote!(#from..=#to)
        }
    }
}

/// The runtime's function for a kind of body.
fn function(body: &ResponseBody) -> TokenStream {
    match body {
        // A choice never stands within another; a choice itself is read by `choice`.
        ResponseBody::Empty | ResponseBody::Choice { .. } => quote!(empty),
        ResponseBody::Json { .. } => quote!(json),
        ResponseBody::Text { .. } => quote!(text),
        ResponseBody::Bytes { .. } => quote!(stream),
        ResponseBody::Events {
            ty: TypeRef::String,
            ..
        } => quote!(text_events),
        ResponseBody::Events { .. } => quote!(events),
        ResponseBody::JsonLines { .. } => quote!(json_lines),
    }
}
