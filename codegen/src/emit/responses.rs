//! Enums of responses that several operations have in common.
//!
//! Of a client of 800 alike operations, 75 of the 340 MB that its own code cost `cargo check`, and a
//! fifth of the time, were enums of errors with their derives; here they stand once. A constant makes
//! each operation's enum a type of its own, which costs 12 of the 75 MB: were they one type, nobody
//! could implement `From` for the errors of two operations.

use std::sync::Arc;

use quote::quote;

use super::Module;
use super::operation::{outcome, response_uses_types};
use super::paths::{GENERATED, Scope, Types};
use crate::api::Api;

/// The module `responses`.
pub(super) fn module(api: &Api) -> Module<'_> {
    let declared = api.responses.iter().map(|it| it.type_name.as_str());
    let scope = Arc::new(Scope::new(api, Types::Imported, declared));
    let mut module = Module::new(
        "responses",
        "Responses that several operations have in common; each operation has a name of its own for \
         them, which stays when the document changes.",
    );
    module.push(|| quote!(use #GENERATED as g;));
    let cases = || api.responses.iter().flat_map(|it| &it.cases);
    if cases().any(|case| response_uses_types(&case.body)) {
        module.push(|| {
            quote!(
                use super::types;
            )
        });
    }
    if cases().any(|case| case.headers.is_some()) {
        module.push(|| {
            quote!(
                use super::headers;
            )
        });
    }
    module.each(&api.responses, &scope, |it, scope| {
        vec![outcome::shared(it, scope)]
    });
    module
}
