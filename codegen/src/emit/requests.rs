//! Request structs that several operations have in common.
//!
//! Of a client of 800 alike operations, 1.6 of the 5.0 s that `cargo check` took were the setters,
//! derives, `call` and `send` of its requests; here they stand once. The structs are generic over
//! what comes of the request. Not one generic struct with an `impl` for each operation: the compiler
//! compares all inherent `impl`s of a type with each other.

use std::sync::Arc;

use quote::quote;

use super::Module;
use super::operation::{body_uses_types, request};
use super::paths::{GENERATED, Scope, Types};
use super::type_ref::names_declared;
use crate::api::Api;

/// The module `requests`.
pub(super) fn module(api: &Api) -> Module<'_> {
    let declared = api.requests.iter().map(|it| it.type_name.as_str());
    let scope = Arc::new(Scope::new(api, Types::Imported, declared));
    let mut module = Module::new(
        "requests",
        "Requests that several operations have in common; each operation has a name of its own \
         for its request.",
    );
    module.push(|| quote!(use #GENERATED as g;));
    let mut parameters = api.requests.iter().flat_map(|it| &it.parameters);
    let mut bodies = api.requests.iter().filter_map(|it| it.body.as_ref());
    if parameters.any(|it| names_declared(&it.ty)) || bodies.any(body_uses_types) {
        module.push(|| {
            quote!(
                use super::types;
            )
        });
    }
    module.each(&api.requests, &scope, |it, scope| {
        vec![request::shared(it, scope)]
    });
    module
}
