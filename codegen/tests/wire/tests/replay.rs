//! Responses and parameters on which a fuzz target once failed, without the fuzzer: see
//! `codegen/fuzz`. The inputs that the fuzzer starts from go the same way.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub,
    reason = "tests, and what they share with the fuzz targets"
)]

#[path = "../../../fuzz/src/parameters.rs"]
mod parameters;
#[path = "../../../fuzz/src/responses.rs"]
mod responses;

use std::fs;
use std::path::Path;

/// Runs a check on the seeds and regressions of a target, in the order of their names.
fn replay(target: &str, check: fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let mut inputs = Vec::new();
    for folder in ["seeds", "regressions"] {
        let entries = fs::read_dir(root.join(folder).join(target));
        let paths = entries.into_iter().flatten().map(|it| it.unwrap().path());
        inputs.extend(paths);
    }
    inputs.sort();
    assert!(!inputs.is_empty());
    for input in inputs {
        check(&fs::read(input).unwrap());
    }
}

#[test]
fn responses_become_typed_outcomes() {
    replay("responses", responses::check);
}

#[test]
fn parameters_arrive_as_they_were_given() {
    replay("parameters", parameters::check);
}
