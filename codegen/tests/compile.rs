//! What is generated for every feature, and for `spec/kms.yaml`, compiles without a warning of
//! rustc, of clippy's default lints or of rustdoc.
//!
//! All clients are members of one workspace, so that cargo runs once for each tool.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_feature_compiles_without_a_warning() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents: Vec<_> = fs::read_dir(package.join("tests/features"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("openapi.yaml"))
        .filter(|path| path.is_file())
        .collect();
    documents.push(package.join("../spec/kms.yaml"));
    documents.sort();
    assert!(
        documents.len() > 45,
        "the features are not where they should be"
    );
    let ran = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(["sweep", "--check=check,clippy,doc"])
        .args(&documents)
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
}
