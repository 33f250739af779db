//! Operations: a module for each group, in it for each operation its method with its table, its
//! request, and the types of its outcomes.
//!
//! Serves OpenAPI 3.0.3, 4.7.10 (Operation Object). An operation costs tables and small plain
//! functions; whatever acts is in the runtime.

mod body;
mod layout;
mod multipart;
pub(super) mod outcome;
pub(super) mod request;
mod response;
pub(super) mod table;

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{GENERATED, Scope, Types};
use super::type_ref::names_declared;
use super::{Module, Visibility};
use crate::api::{
    Api, BodyKind, Group, Operation, PartKind, RequestBody, RequestType, ResponseBody,
    ResponseCase, TypeRef,
};

/// The module `operations`.
pub(super) fn module(api: &Api) -> Module<'_> {
    let mut module = Module::new(
        "operations",
        "Requests and outcomes of the operations, a module for each tag.",
    );
    for group in &api.groups {
        module
            .children
            .push((Visibility::Public, of_group(group, api)));
    }
    module
}

/// One group.
fn of_group<'a>(group: &'a Group, api: &'a Api) -> Module<'a> {
    let declared: Vec<&str> = group.operations.iter().flat_map(declared).collect();
    let scope = Arc::new(Scope::new(api, Types::Imported, declared));
    let doc = match group.doc.is_empty() {
        true => "Operations.",
        false => group.doc.as_str(),
    };
    let mut module = Module::new(group.name.as_str(), doc);
    module.push(|| quote!(use #GENERATED as g;));
    if group.operations.iter().any(uses_types) {
        module.push(|| {
            quote!(
                use super::super::types;
            )
        });
    }
    if group.operations.iter().any(uses_headers) {
        module.push(|| {
            quote!(
                use super::super::headers;
            )
        });
    }
    if group.operations.iter().any(shares_request) {
        module.push(|| {
            quote!(
                use super::super::requests;
            )
        });
    }
    if group.operations.iter().any(shares_responses) {
        module.push(|| {
            quote!(
                use super::super::responses;
            )
        });
    }
    module.each([group], &scope, |group, scope| vec![methods(group, scope)]);
    module.each(&group.operations, &scope, |it, scope| {
        of_operation(it, scope)
    });
    module
}

/// The methods that begin a group's operations.
fn methods(group: &Group, scope: &Scope<'_>) -> TokenStream {
    let operations = group.operations.iter();
    let methods = operations.map(|it| request::method(it, scope));
    quote! {
        impl super::super::Client {
            #(#methods)*
        }
    }
}

/// All items of one operation.
fn of_operation(operation: &Operation, scope: &Scope<'_>) -> Vec<TokenStream> {
    let mut items = vec![
        request::declaration(operation, scope),
        response::reader(operation, scope),
    ];
    items.extend(outcome::declarations(operation, scope));
    if let Some(body) = &operation.body {
        items.extend(body::declarations(body, scope));
    }
    items
}

/// Names of the types an operation declares.
fn declared(operation: &Operation) -> Vec<&str> {
    let mut names = vec![operation.type_name.as_str()];
    names.extend(
        operation
            .error_name
            .iter()
            .map(crate::api::TypeName::as_str),
    );
    names.extend(operation.ok_name.iter().map(crate::api::TypeName::as_str));
    for case in &operation.responses {
        if let ResponseBody::Choice { type_name, .. } = &case.body {
            names.push(type_name.as_str());
        }
    }
    if let Some(body) = &operation.body {
        names.extend(body.enum_name.iter().map(crate::api::TypeName::as_str));
        for content in &body.contents {
            if let BodyKind::Multipart(multipart) = &content.kind {
                names.push(multipart.type_name.as_str());
            }
        }
    }
    names
}

/// Whether an operation's code names a declared type. Setters of a request that operations share
/// stand elsewhere.
fn uses_types(operation: &Operation) -> bool {
    let here = |required: bool| required || !shares_request(operation);
    let mut parameters = operation.parameters.iter().filter(|it| here(it.required));
    let mut body = operation.body.iter().filter(|it| here(it.required));
    let mut responses = own_responses(operation);
    parameters.any(|it| names_declared(&it.ty))
        || body.any(body_uses_types)
        || responses.any(|it| response_uses_types(&it.body))
}

pub(super) fn body_uses_types(body: &RequestBody) -> bool {
    body.contents.iter().any(|content| match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => names_declared(ty),
        BodyKind::Multipart(multipart) => multipart.parts.iter().any(|part| match &part.kind {
            PartKind::Text(ty) | PartKind::Texts(ty) | PartKind::Json(ty) => names_declared(ty),
            PartKind::File | PartKind::Files => false,
        }),
        BodyKind::Text | BodyKind::Bytes => false,
    })
}

pub(super) fn response_uses_types(body: &ResponseBody) -> bool {
    let declared = |ty: &TypeRef| names_declared(ty);
    match body {
        ResponseBody::Json { ty, .. }
        | ResponseBody::Events { ty, .. }
        | ResponseBody::JsonLines { ty, .. } => declared(ty),
        ResponseBody::Choice { alternatives, .. } => {
            // Alternatives are never choices themselves.
            alternatives.iter().any(|it| match &it.body {
                ResponseBody::Json { ty, .. }
                | ResponseBody::Events { ty, .. }
                | ResponseBody::JsonLines { ty, .. } => declared(ty),
                _ => false,
            })
        }
        ResponseBody::Empty | ResponseBody::Text { .. } | ResponseBody::Bytes { .. } => false,
    }
}

/// Responses that no enum of several operations has.
fn own_responses(operation: &Operation) -> impl Iterator<Item = &ResponseCase> {
    let cases = operation.responses.iter();
    cases.filter(|case| operation.shared_enum(case).is_none())
}

/// Whether an operation has another name for an enum of several operations.
fn shares_responses(operation: &Operation) -> bool {
    operation.ok_shared.is_some() || operation.error_shared.is_some()
}

/// Whether an operation's request is a struct of several operations.
fn shares_request(operation: &Operation) -> bool {
    matches!(operation.request, RequestType::Shared(_))
}

/// Whether an operation's code names a header struct.
fn uses_headers(operation: &Operation) -> bool {
    own_responses(operation).any(|case| case.headers.is_some())
}
