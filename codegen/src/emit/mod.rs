//! Turns an [`Api`] into tokens. It decides nothing.

mod manifest;

pub(crate) use manifest::manifest;

use crate::api::Api;
use crate::config::Config;
use proc_macro2::TokenStream;

/// A module of generated code; `print` writes it as a file or as an inline module.
#[derive(Debug, Clone)]
pub struct Module {
    /// Module name; empty for the crate root. Always a valid identifier and file name.
    pub name: String,
    /// Documentation of the module, escaped.
    pub doc: String,
    /// Its items, child modules not included.
    pub items: TokenStream,
    /// Its child modules, in order; whether they are public.
    pub children: Vec<(Visibility, Module)>,
}

/// Whether users see a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// `pub mod`.
    Public,
    /// `mod`.
    Private,
}

/// The client of an API: the root module and its children.
#[must_use]
pub fn emit(api: &Api, config: &Config) -> Module {
    let _ = (api, config);
    Module {
        name: String::new(),
        doc: String::new(),
        items: TokenStream::new(),
        children: Vec::new(),
    }
}

/// One compiled call per operation for the contract suite; `client` is the path of the generated
/// crate (`huaweicloud_kms`).
#[must_use]
pub fn emit_calls(api: &Api, client: &str) -> Module {
    let _ = (api, client);
    Module {
        name: String::new(),
        doc: String::new(),
        items: TokenStream::new(),
        children: Vec::new(),
    }
}
