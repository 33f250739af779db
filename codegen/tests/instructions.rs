//! How many instructions generating takes, against recorded figures: where time would be noise,
//! counting is not. `valgrind --tool=callgrind` counts them, of the command as `cargo test` builds
//! it.
//!
//! The figures belong to one compiler, whose version stands with them; with another one growth
//! alone is held. After a change that is meant:
//! `SPECWRIGHT_UPDATE_INSTRUCTIONS=1 cargo test -p specwright --test instructions -- --ignored`,
//! and say in the commit why.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop at what it did not expect, and say what it did not compare"
)]

#[path = "../benches/common/synthetic.rs"]
mod synthetic;

use std::path::{Path, PathBuf};
use std::process::Command;

use toml::{Table, Value};

/// How far a figure may be from the recorded one, in either direction.
const TOLERANCE: f64 = 0.05;

/// Operations of the synthetic documents, each twice as many as the one before.
const OPERATIONS: [usize; 3] = [20, 40, 80];

#[test]
#[ignore = "needs valgrind, and a minute"]
fn generating_takes_as_many_instructions_as_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let kms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/kms.yaml");
    let mut counted = Table::new();
    counted.insert("kms".into(), in_thousands(instructions(&kms)));
    let of_synthetic = OPERATIONS.map(|operations| {
        let document = write_synthetic(folder.path(), operations);
        let count = instructions(&document);
        counted.insert(format!("synthetic-{operations}"), in_thousands(count));
        count
    });
    holds_growth(of_synthetic);
    holds_recorded(counted);
}

/// Twice the operations take twice the instructions. What does not depend on the document (the
/// start of the process) falls out of the differences.
fn holds_growth([one, two, four]: [f64; 3]) {
    let growth = (four - two) / (two - one);
    assert!(
        (1.8..2.2).contains(&growth),
        "instructions: {one}, {two}, {four}; the second step is {growth:.2} times the first"
    );
}

fn holds_recorded(mut counted: Table) {
    let compiler = compiler();
    counted.insert("rustc".into(), compiler.clone().into());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/instructions.toml");
    if std::env::var_os("SPECWRIGHT_UPDATE_INSTRUCTIONS").is_some() {
        let note =
            "# Thousands of instructions; tests/instructions.rs says how to update them.\n\n";
        std::fs::write(&path, format!("{note}{counted}")).unwrap();
    }
    let recorded: Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
    let of = recorded.get("rustc").and_then(Value::as_str);
    if of != Some(compiler.as_str()) {
        println!("NOT COMPARED: recorded with {of:?}, counted with {compiler:?}: {counted}");
        return;
    }
    for (document, count) in &counted {
        let (Some(count), recorded) = (count.as_float(), recorded.get(document)) else {
            continue;
        };
        let expected = recorded.and_then(Value::as_float).unwrap_or_default();
        let off = count / expected - 1.0;
        assert!(
            off.abs() <= TOLERANCE,
            "{document}: {count} thousand instructions, {expected} recorded"
        );
    }
}

fn in_thousands(count: f64) -> Value {
    Value::Float((count / 1000.0).round())
}

fn write_synthetic(folder: &Path, operations: usize) -> PathBuf {
    let path = folder.join(format!("{operations}.json"));
    let text = serde_json::to_vec(&synthetic::document(operations)).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

/// Instructions of `specwright generate DOCUMENT`, all threads together.
fn instructions(document: &Path) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let counts = folder.path().join("counts");
    let ended = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .arg(env!("CARGO_BIN_EXE_specwright"))
        .args(["generate", "--quiet", "--out"])
        .arg(folder.path().join("client"))
        .arg(document)
        .output()
        .unwrap();
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let text = std::fs::read_to_string(counts).unwrap();
    // the sum of all threads: `summary:` where it is there, else `totals:`
    let sums = text.lines().filter_map(|line| line.split_once(": "));
    sums.filter(|(key, _)| matches!(*key, "summary" | "totals"))
        .filter_map(|(_, count)| count.trim().parse::<f64>().ok())
        .reduce(f64::max)
        .unwrap()
}

fn compiler() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("--version").output().unwrap();
    String::from_utf8_lossy(&said.stdout).trim().to_owned()
}
