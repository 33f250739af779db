//! Turns an [`Api`] into tokens. It decides nothing: what is written, and under which name, stands
//! in the model.
//!
//! Reading order: `paths` (absolute paths and how modules see each other), `tokens` (text of a
//! document as identifier, doc comment or literal), then one file for each kind of node.

mod calls;
mod client;
mod headers;
mod manifest;
mod module;
mod operation;
mod paths;
mod serde;
mod tokens;
mod type_ref;
mod types;

pub(crate) use manifest::manifest;
pub use module::{Module, Visibility};

use crate::api::Api;
use crate::config::Config;

/// The client of an API: the root module and its children.
#[must_use]
pub fn emit(api: &Api, config: &Config) -> Module {
    let mut root = client::module(api);
    if !api.types.is_empty() {
        root.children
            .push((Visibility::Public, types::module(api, config)));
    }
    if !api.header_sets.is_empty() {
        root.children
            .push((Visibility::Public, headers::module(api)));
    }
    if !api.groups.is_empty() {
        root.children
            .push((Visibility::Public, operation::module(api)));
    }
    root
}

/// One compiled call per operation for the contract suite; `client` is the path of the generated
/// crate (`huaweicloud_kms`).
#[must_use]
pub fn emit_calls(api: &Api, client: &str) -> Module {
    calls::module(api, client)
}
