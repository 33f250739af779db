//! Measures a suite: wrong clients, each of which must turn it red.
//!
//! A build script calls [`build`] on a generated client; [`main`] or [`command`] runs the suite on
//! each fault and tells the share that was found. A fault that changes nothing a suite can see is
//! listed with its reason; an entry that no longer survives is an error.

mod place;
pub mod rewrite;
mod run;

pub use run::{Equivalent, Strength, command, main};

use std::path::Path;

/// One fault that is built into a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mutant {
    /// Its number, from 1.
    pub id: usize,
    /// What kind of fault.
    pub operator: &'static str,
    /// Key of the operation it is in; `None`: any may show it.
    pub operation: Option<&'static str>,
    /// What exactly is wrong.
    pub place: &'static str,
    /// Type that it is in, and the member or parameter of it.
    pub within: Option<(&'static str, Option<&'static str>)>,
    /// Why no suite can see it, where the client's own source says so.
    pub reason: Option<&'static str>,
}

/// For a build script: reads `client.rs` in `folder`, which a generator wrote, and writes
/// `mutants.rs` (the client with its faults, to be included as the module `root`) and
/// `mutants_table.rs` (`MUTANTS`) beside it.
///
/// Gives the names of types that hold no fault: no operation uses them, so that no suite could find
/// it.
pub fn build(folder: &Path, root: &str) -> Result<Vec<String>, String> {
    let read = |name: &str| {
        std::fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))
    };
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))
    };
    let rewritten = rewrite::rewrite(&read("client.rs")?, root)?;
    write("mutants.rs", &rewritten.source)?;
    write("mutants_table.rs", &rewrite::table(&rewritten.sites))?;
    Ok(rewritten.unused)
}
