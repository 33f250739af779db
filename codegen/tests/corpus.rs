//! Real documents, where a folder of them is at hand: every one is normalised, and nothing of a
//! schema is lost.
//!
//! The folder is named by `SPECWRIGHT_CORPUS`, else `shared/corpus` one or two steps above the
//! workspace is looked for. Without it the test says so and passes.

#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test says what went wrong by failing, and why it did nothing"
)]

use serde_json::Value;
use specwright::config::References;
use specwright::diagnostic::{Diagnostics, Severity};
use specwright::{normalize, source};
use std::path::{Path, PathBuf};

/// Findings that mean that a schema was replaced.
const LOST: [&str; 2] = ["not-a-schema", "unreadable-object"];

/// Objects that lack what the specification requires, in all documents together: each was looked
/// at and is a fault of its document. Fewer is a mend to be glad of, and a number to lower.
const UNREADABLE: usize = 1;

fn folder() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let named = std::env::var_os("SPECWRIGHT_CORPUS").map(PathBuf::from);
    let near = ["../shared/corpus", "../../shared/corpus"].map(|near| workspace.join(near));
    named.into_iter().chain(near).find(|folder| folder.is_dir())
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("json" | "yaml" | "yml"))
        })
        .collect();
    paths.sort();
    paths
}

#[test]
fn every_document_is_normalised() {
    let Some(folder) = folder() else {
        eprintln!("no folder of documents: set SPECWRIGHT_CORPUS to run this test");
        return;
    };
    let mut refused = Vec::new();
    let mut unreadable = 0;
    let mut lost = Vec::new();
    for path in documents(&folder) {
        let mut diagnostics = Diagnostics::new();
        let document = source::read(&path, &References::default(), &mut diagnostics);
        let normalized = document.and_then(|document| {
            let documented = operations(document.root());
            normalize::normalize(&document, &mut diagnostics).map(|result| (documented, result))
        });
        let name = path.file_name().unwrap_or_default().to_owned();
        let errors = diagnostics.count(Severity::Error);
        match normalized {
            Some((documented, normalized)) if errors == 0 => {
                let kept = normalized.openapi.operations().count();
                if kept != documented {
                    lost.push((name, format!("{kept} of {documented} operations")));
                }
            }
            _ => refused.push((name, format!("{diagnostics:?}"))),
        }
        for finding in diagnostics.iter() {
            let slug = finding.code.slug();
            if LOST.contains(&slug) {
                unreadable += 1 + finding.more;
            }
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
    assert!(lost.is_empty(), "{lost:#?}");
    assert!(unreadable <= UNREADABLE, "{unreadable} objects were lost");
}

/// Operations as the document has them, of the methods that 3.0 knows.
fn operations(root: &Value) -> usize {
    let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let items = root.get("paths").and_then(Value::as_object);
    items
        .into_iter()
        .flat_map(|items| items.values())
        .map(|item| {
            methods
                .iter()
                .filter(|method| item.get(**method).is_some())
                .count()
        })
        .sum()
}
