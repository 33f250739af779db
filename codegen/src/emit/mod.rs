//! Turns an [`Api`] into tokens, and the lists of a struct's members into text. It decides nothing:
//! what is written, and under which name, stands in the model. Which modules there are is told at
//! once; their items are made when `print` asks for them, on as many threads as it has.
//!
//! Reading order: `paths` (absolute paths and how modules see each other), `tokens` (text of a
//! document as identifier, doc comment or literal), `lists` (text of lists), then one file for each kind of node.

mod calls;
mod client;
mod headers;
mod lists;
mod manifest;
mod module;
mod operation;
mod paths;
mod requests;
mod responses;
mod serde;
mod tokens;
mod type_ref;
mod types;

#[cfg(feature = "cli")]
pub(crate) use manifest::chosen_dependencies;
pub(crate) use manifest::manifest;
pub use module::{Item, Items, Module, Visibility};

use crate::api::Api;
use crate::config::Config;

/// The client of an API: the root module and its children.
#[must_use]
pub fn emit<'a>(api: &'a Api, config: &'a Config) -> Module<'a> {
    let mut root = client::module(api);
    root.recursion_limit = recursion_limit(api.nesting);
    if !api.types.is_empty() {
        root.children
            .push((Visibility::Public, types::module(api, config)));
    }
    if !api.header_sets.is_empty() {
        root.children
            .push((Visibility::Public, headers::module(api)));
    }
    if !api.requests.is_empty() {
        root.children
            .push((Visibility::Public, requests::module(api)));
    }
    if !api.responses.is_empty() {
        root.children
            .push((Visibility::Public, responses::module(api)));
    }
    if !api.groups.is_empty() {
        root.children
            .push((Visibility::Public, operation::module(api)));
    }
    root
}

/// The limit for types that hold each other so deep. rustdoc asks of every type whether it may cross
/// threads and unwinding, and follows what it holds: a box or list on the way is five steps or six.
fn recursion_limit(nesting: usize) -> Option<usize> {
    const DEFAULT: usize = 128;
    const STEPS: usize = 6;
    const MOST: usize = 1 << 14;
    let needed = nesting.saturating_mul(STEPS);
    (needed > DEFAULT).then(|| needed.min(MOST).next_power_of_two())
}

/// One compiled call per operation for the contract suite; `client` is the path of the generated
/// crate (`huaweicloud_kms`).
#[must_use]
pub fn emit_calls<'a>(api: &'a Api, client: &'a str) -> Module<'a> {
    calls::module(api, client)
}
