//! Formats tokens and writes files: the same input gives the same bytes.
//!
//! Must not decide what is generated, nor write outside the folder it is given.

mod files;
mod format;
mod write;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use format::format;
pub use write::write;

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
