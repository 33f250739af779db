//! The package that a generated crate is.

use std::path::PathBuf;

/// Name and dependencies of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Package {
    /// Package name; must be one that cargo takes.
    pub name: String,
    /// Where its runtime comes from.
    pub runtime: Runtime,
    /// Whether its manifest has a `[workspace]` table of its own, so that cargo does not look for
    /// one in the folders above. Default: no.
    pub own_workspace: bool,
}

impl Package {
    /// A package of this name with this runtime.
    #[must_use]
    pub fn new(name: impl Into<String>, runtime: Runtime) -> Self {
        Self {
            name: name.into(),
            runtime,
            own_workspace: false,
        }
    }
}

/// Where `specwright-client` comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Runtime {
    /// The registry, in the generator's own version.
    Registry,
    /// A folder; an absolute path, since the crate may be written anywhere.
    Folder(PathBuf),
}
