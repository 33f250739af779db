//! Reads a document and the files it refers to; can tell the line and column of any place.
//!
//! Knows YAML, JSON and `$ref` to other files; knows nothing of what members mean. The way of a
//! file: `text` (bytes to UTF-8) → `load` (which format; `json`, `yaml` over `tree`; what went wrong
//! in `report`) → `reference` (files it leads to) → [`Document`], whose places `index` and `span`
//! work out when they are asked for.
//!
//! YAML is read twice. `serde_yaml` makes the tree; `saphyr-parser`, which has positions, sees
//! before it what must be refused. Where they differ, the tree's reader is the laxer one, and places
//! end where the other stops.

mod document;
mod failure;
mod index;
mod json;
mod limits;
mod load;
mod meant;
mod members;
mod names;
mod reference;
mod report;
mod span;
mod text;
mod tree;
mod yaml;

pub use document::{Document, Format, SourceFile};
pub use limits::{Limits, Share};
pub(crate) use members::Members;
pub use span::Span;

use crate::config::References;
use crate::diagnostic::code::source as code;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use failure::{Cause, Failure};
use reference::Folder;
use std::path::Path;

/// Reads the document at `path` and every file it refers to, each once.
///
/// `None` where nothing can be made of it; the reasons are in `diagnostics`. `inputs` of the
/// returned document lists every file read, for a build script's `rerun-if-changed`.
pub fn read(
    path: &Path,
    references: &References,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let document = load(path, references, diagnostics);
    (!document.root().is_null()).then_some(document)
}

/// Like [`read`], but gives what was read even where nothing can be made of it, so that a
/// renderer can name the file and show the lines. Its root is then `null`.
pub fn load(path: &Path, references: &References, diagnostics: &mut Diagnostics) -> Document {
    let mut limits = Limits::default();
    let first = load::load(path, path, 0, &limits);
    let readable = !first.file.value.is_null();
    limits.spend(first.spent, first.file.text.len());
    for finding in first.findings {
        diagnostics.push(finding);
    }
    let mut document = Document::new(Vec::new());
    // Where the file is missing there is no real path, and nothing to follow either.
    document.add(
        first.file,
        Folder::real_path(path).unwrap_or_default(),
        first.index,
    );
    if readable {
        match Folder::new(path, references) {
            Ok(folder) => reference::follow(&mut document, &folder, &limits, diagnostics),
            Err(error) => diagnostics.push(Diagnostic::error(
                code::UNREADABLE_FILE,
                Place::None,
                format!("the folder for references {}", text::reason(&error)),
            )),
        }
    }
    document
}

#[cfg(test)]
mod tests;
