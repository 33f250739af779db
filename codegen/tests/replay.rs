//! Documents on which a fuzz target once failed, without the fuzzer: see `codegen/fuzz`.
//!
//! The project's own small documents go the same way, so that the checks are seen to work where
//! nothing ever failed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::default_trait_access,
    missing_docs,
    unreachable_pub,
    reason = "tests, and what they share with the fuzz targets"
)]

#[path = "../fuzz/src/file.rs"]
mod file;
#[path = "../fuzz/src/text.rs"]
mod text;
#[path = "../fuzz/src/tokens.rs"]
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};

/// The files of a folder, in the order of their names; none where there is no folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn inputs(target: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let features = files(&root.join("tests/features"));
    let documents = features.iter().map(|folder| folder.join("openapi.yaml"));
    let documents: Vec<_> = documents.filter(|path| path.is_file()).collect();
    assert!(!documents.is_empty());
    let regressions = files(&root.join("fuzz/regressions").join(target));
    let all = documents.iter().chain(&regressions);
    all.map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn text_becomes_a_document_or_findings() {
    for input in inputs("text") {
        text::check(&input);
    }
}

#[test]
fn a_document_becomes_code_that_parses() {
    for input in inputs("tokens") {
        tokens::check(&input);
    }
}
