//! One compiled call per operation for the contract suite.

use super::Module;
use crate::api::Api;

pub(super) fn module(api: &Api, client: &str) -> Module {
    let _ = (api, client);
    Module::new("", "")
}
