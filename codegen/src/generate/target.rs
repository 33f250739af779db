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
    /// `client.rs` and `calls.rs` for a program of the command's own, whose module `client` the
    /// client is.
    Program,
    /// A crate below `client/`, and below `suite/` the calls that its contract suite makes.
    Suite(Package),
}

impl Target {
    /// Whether there are calls of operations for a contract suite.
    pub(super) fn makes_calls(&self) -> bool {
        match self {
            Self::Include { calls, .. } => calls.is_some(),
            Self::Suite(_) | Self::Program => true,
            Self::Crate(_) => false,
        }
    }

    /// Whether the client is put where nothing but its own dependencies is known.
    pub(super) fn is_package(&self) -> bool {
        match self {
            Self::Crate(_) | Self::Suite(_) | Self::Program => true,
            Self::Include { .. } => false,
        }
    }
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
        Target::Crate(package) => files = crate_files(api, config, package)?,
        Target::Include { client, calls } => {
            if *client {
                files.extend(client_file(api, config)?);
            }
            if let Some(path) = calls {
                files.extend(calls_file(api, path)?);
            }
        }
        Target::Program => {
            files.extend(client_file(api, config)?);
            files.extend(calls_file(api, "crate::client")?);
        }
        Target::Suite(package) => {
            let client = crate_files(api, config, package)?;
            let suite = calls_file(api, &package.name.replace('-', "_"))?;
            files.extend(below("client", client));
            files.extend(below("suite/src", suite));
        }
    }
    Ok(files)
}

fn crate_files(api: &Api, config: &Config, package: &Package) -> Result<Files, syn::Error> {
    let mut files = print::format(&emit::emit(api, config), Layout::Crate)?;
    let manifest = emit::manifest(api, config, package);
    files.insert(PathBuf::from("Cargo.toml"), manifest);
    Ok(files)
}

fn client_file(api: &Api, config: &Config) -> Result<Files, syn::Error> {
    print::format(&emit::emit(api, config), Layout::Single("client.rs"))
}

fn calls_file(api: &Api, client: &str) -> Result<Files, syn::Error> {
    print::format(&emit::emit_calls(api, client), Layout::Single("calls.rs"))
}

/// The same files, a folder deeper.
fn below(folder: &str, files: Files) -> impl Iterator<Item = (PathBuf, String)> {
    files
        .into_iter()
        .map(move |(path, text)| (Path::new(folder).join(path), text))
}
