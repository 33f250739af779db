//! Compiles generated crates: one temporary workspace for a batch, one target folder for all.

use super::super::cargo::{self, Message};
use crate::print::{self, Files};
use std::path::Path;
use toml::{Table, Value};

/// What names of swept crates begin with, so that their build products can be told apart.
pub(super) const PREFIX: &str = "specwright-swept-";

/// Runs cargo's tools over these crates and gives what the compiler says of each.
pub(super) fn run(crates: &[(&str, &Files)], tools: &[&str]) -> Result<Vec<Message>, String> {
    let folder = tempfile::tempdir()
        .map_err(|error| format!("no temporary folder could be made: {error}"))?;
    write(crates, folder.path())?;
    cargo::pin(folder.path()).map_err(|error| error.to_string())?;
    let target = cargo::target();
    let mut messages = Vec::new();
    for tool in tools {
        let arguments = ["--workspace", "--keep-going", "--quiet"];
        let arguments = std::iter::once(*tool)
            .chain(arguments)
            .chain((*tool == "doc").then_some("--no-deps"));
        let ran = cargo::compile(folder.path(), &target, arguments)
            .map_err(|error| format!("cargo {tool} could not be run: {error}"))?;
        // Where no member is at fault it is cargo itself: no network, a version that is not there.
        if !ran.success && ran.messages.is_empty() {
            return Err(format!("cargo {tool} failed:\n{}", ran.stderr.trim()));
        }
        messages.extend(ran.messages);
    }
    cargo::forget(&target, PREFIX);
    Ok(messages)
}

/// Writes the crates as members of a workspace in this folder.
pub(super) fn write(crates: &[(&str, &Files)], folder: &Path) -> Result<(), String> {
    for (name, files) in crates {
        let inside = folder.join(name);
        print::write(files, &inside).map_err(|error| format!("{}: {error}", inside.display()))?;
    }
    // All that are there: a folder that is kept is filled batch by batch.
    let members = vec![Value::from(format!("{PREFIX}*"))];
    let mut workspace = Table::new();
    workspace.insert("resolver".to_owned(), "3".into());
    workspace.insert("members".to_owned(), members.into());
    let mut manifest = Table::new();
    manifest.insert("workspace".to_owned(), workspace.into());
    let path = folder.join("Cargo.toml");
    std::fs::write(&path, manifest.to_string())
        .map_err(|error| format!("{}: {error}", path.display()))
}
