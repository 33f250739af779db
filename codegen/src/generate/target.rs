//! What to make of a client: a crate, a file for `include!`, or a crate with its contract suite.

use crate::api::Api;
use crate::config::{Config, Package, Runtime};
use crate::emit;
use crate::print::{self, Files, Layout};
use std::path::{Path, PathBuf};

/// What to make.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// A crate: `Cargo.toml` and `src/`.
    Crate(Package),
    /// `client.rs` for `include!` in a crate of the user's, and `calls.rs` for a contract suite
    /// where a client path is given.
    Include {
        /// Write `client.rs`.
        client: bool,
        /// Path of the client's crate as the suite names it (`huaweicloud_kms`).
        calls: Option<String>,
    },
}

/// Where the runtime that belongs to this generator is: the folder beside the generator's sources
/// where that is there (the generator was built from a checkout), else the registry.
#[must_use]
pub fn runtime() -> Runtime {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/runtime"));
    if folder.join("Cargo.toml").is_file() {
        Runtime::Folder(folder.to_owned())
    } else {
        Runtime::Registry
    }
}

/// The last two calls: tokens, then text.
pub(super) fn files(api: &Api, config: &Config, target: &Target) -> Result<Files, syn::Error> {
    let mut files = Files::new();
    match target {
        Target::Crate(package) => {
            let manifest = emit::manifest(api, config, package);
            files.insert(PathBuf::from("Cargo.toml"), manifest);
            files.extend(print::format(&emit::emit(api, config), Layout::Crate)?);
        }
        Target::Include { client, calls } => {
            if *client {
                let module = emit::emit(api, config);
                files.extend(print::format(&module, Layout::Single("client.rs"))?);
            }
            if let Some(path) = calls {
                let module = emit::emit_calls(api, path);
                files.extend(print::format(&module, Layout::Single("calls.rs"))?);
            }
        }
    }
    Ok(files)
}
