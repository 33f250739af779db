//! The same document gives the same bytes in every process: no hash order, time or path gets in.
//!
//! A second run in one process would not show the order of a hash map, whose keys are seeded once a
//! process.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What one process writes for the document.
fn generated(document: &Path) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(["inspect", "--stage", "emit"])
        .arg(document)
        .output()
        .unwrap();
    let text = String::from_utf8(ran.stdout).unwrap();
    assert!(
        ran.status.success() && !text.is_empty(),
        "{}",
        document.display()
    );
    text
}

fn documents() -> Vec<PathBuf> {
    let features = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features");
    let mut documents: Vec<_> = fs::read_dir(features)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("openapi.yaml"))
        .filter(|path| path.is_file())
        .collect();
    documents.sort();
    documents
}

#[test]
fn two_processes_write_the_same() {
    for document in documents() {
        assert_eq!(
            generated(&document),
            generated(&document),
            "{}",
            document.display()
        );
    }
}

#[test]
fn the_path_of_the_document_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    for document in documents() {
        // Documents of several files would have to be moved whole.
        if document.with_file_name("parts").is_dir() || choices(&document).is_file() {
            continue;
        }
        let elsewhere = folder.path().join("another name.yml");
        fs::copy(&document, &elsewhere).unwrap();
        assert_eq!(
            generated(&document),
            generated(&elsewhere),
            "{}",
            document.display()
        );
    }
}

fn choices(document: &Path) -> PathBuf {
    document.with_file_name("specwright.toml")
}
