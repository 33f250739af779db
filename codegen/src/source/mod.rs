//! Reads a document and the files it refers to; can tell the line and column of any place.
//!
//! Knows YAML, JSON and `$ref` to other files; knows nothing of what members mean.

mod document;
mod failure;
mod index;
mod json;
mod limits;
mod load;
mod names;
mod reference;
mod span;
mod text;
mod tree;
mod yaml;

pub use document::{Document, Format, SourceFile};
pub use limits::Limits;
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
    let limits = Limits::default();
    let first = load::load(path, path, 0, &limits);
    let readable = !first.file.value.is_null();
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
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "a test may stop at what it did not expect"
    )]

    use super::*;
    use serde_json::json;

    /// The root of a document of one file with this name and content, and the codes of all findings.
    fn reading(name: &str, content: &[u8]) -> (serde_json::Value, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let mut diagnostics = Diagnostics::new();
        let document = load(&path, &References::OwnFolder, &mut diagnostics);
        let codes = diagnostics.iter().map(|d| d.code.to_string()).collect();
        (document.root().clone(), codes)
    }

    // YAML 1.2.2, 10.2: a plain `200` is an integer; a JSON member name is a string.
    #[test]
    fn member_names_are_their_text() {
        let (root, codes) = reading("a.yaml", b"200: a\ntrue: b\n0x1F: c\n1.10: d\n~: e\n");
        assert_eq!(codes, [""; 0]);
        let names: Vec<_> = root.as_object().unwrap().keys().collect();
        assert_eq!(names, ["200", "true", "0x1F", "1.10", "~"]);
    }

    #[test]
    fn member_order_is_kept() {
        let (root, _) = reading("a.json", br#"{"z": 1, "a": 2, "m": 3}"#);
        assert_eq!(
            root.as_object().unwrap().keys().collect::<Vec<_>>(),
            ["z", "a", "m"]
        );
    }

    // RFC 8259, 8.1 lets a reader ignore a byte order mark.
    #[test]
    fn a_byte_order_mark_is_ignored() {
        let (root, codes) = reading("a.json", b"\xEF\xBB\xBF{\"a\": 1}");
        assert_eq!((root, codes.len()), (json!({"a": 1}), 0));
    }

    // YAML 1.2.2, 10.3.2: the core schema has neither `no` nor timestamps nor octals like `017`.
    #[test]
    fn what_is_a_string_in_the_core_schema_stays_one() {
        let (root, _) = reading("a.yaml", b"[no, Yes, on, 2024-01-01, 017, 1:30, 1_000]");
        assert_eq!(
            root,
            json!(["no", "Yes", "on", "2024-01-01", "017", "1:30", "1_000"])
        );
    }

    // https://yaml.org/type/merge.html: own members win, then the earlier mapping of a list.
    #[test]
    fn merge_keys_are_expanded() {
        let (root, codes) = reading(
            "a.yaml",
            b"x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  c: 3\n  <<: [*x, *y]\n",
        );
        assert_eq!(codes, [""; 0]);
        assert_eq!(root["z"], json!({"c": 3, "a": 1, "b": 1}));
    }
}
