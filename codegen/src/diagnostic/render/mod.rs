//! Turns findings into text for people and programs; prints nothing itself.

mod cargo;
mod escape;
mod json;
mod place;
mod sarif;
mod text;

pub use cargo::cargo;
pub use json::json;
pub use sarif::sarif;
pub use text::text;

use crate::normalize::Origin;
use crate::source::Document;
use std::path::Path;

/// What findings point into.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The document as the user named it; shown where there is no [`Document`].
    pub path: &'a Path,
    /// The files read; `None` where nothing could be.
    pub document: Option<&'a Document>,
    /// From places of the normalised document back to the user's text.
    pub origin: &'a Origin,
}

/// How text for people looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Colours, for a terminal that has them.
    pub color: bool,
    /// Columns.
    pub width: usize,
    /// Further places of a finding that are listed; the others are only counted.
    pub places: usize,
}

#[cfg(test)]
mod tests;
