//! How much code is generated, against recorded figures: where time would be noise, counting is
//! not. A client that grows costs every user compile time, so that growth is looked at, once.
//!
//! After a change that is meant: `SPECWRIGHT_UPDATE_SIZES=1 cargo test -p specwright --test size`,
//! and say in the commit why.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at what it did not expect"
)]

#[path = "../benches/common/synthetic.rs"]
mod synthetic;

use specwright::config::{Config, Package, Runtime};
use specwright::generate::{Generated, Target, generate};
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// How far a figure may be from the recorded one, in either direction.
const TOLERANCE: f64 = 0.05;

/// Operations of the synthetic document; `synthetic.rs` makes as many schemas, and one more.
const OPERATIONS: usize = 200;

#[test]
fn a_client_is_as_large_as_recorded() {
    let kms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/kms.yaml");
    let synthetic = on_synthetic(OPERATIONS);
    let mut counted = Table::new();
    counted.insert("kms".to_owned(), figures(&client(&kms), 1, 2).into());
    counted.insert(
        "synthetic".to_owned(),
        figures(&synthetic, OPERATIONS, OPERATIONS + 1).into(),
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/size.toml");
    if std::env::var_os("SPECWRIGHT_UPDATE_SIZES").is_some() {
        let note = "# Figures of tests/size.rs, which says how to update them.\n\n";
        std::fs::write(&path, format!("{note}{counted}")).unwrap();
    }
    let recorded: Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
    let off = differences(&recorded, &counted);
    assert!(off.is_empty(), "not as recorded:\n{}", off.join("\n"));
}

/// Twice the operations are twice the code: nothing is written for pairs of operations.
#[test]
fn code_grows_with_the_document() {
    let one = on_synthetic(OPERATIONS).stats.bytes;
    let two = on_synthetic(2 * OPERATIONS).stats.bytes;
    let growth = ratio(two, one);
    assert!((1.9..2.1).contains(&growth), "{one} bytes became {two}");
}

fn on_synthetic(operations: usize) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openapi.json");
    let text = serde_json::to_vec(&synthetic::document(operations)).unwrap();
    std::fs::write(&path, text).unwrap();
    client(&path)
}

fn client(path: &Path) -> Generated {
    let package = Package::new("client", Runtime::Registry);
    let generated = generate(path, &Config::default(), &Target::Crate(package));
    assert!(generated.is_complete(), "{}", path.display());
    generated
}

/// Lines and bytes of what an operation and a schema become.
fn figures(generated: &Generated, operations: usize, schemas: usize) -> Table {
    let types = |path: &PathBuf| path.components().any(|part| part.as_os_str() == "types");
    let is_types = |path: &PathBuf| types(path) || path.ends_with("types.rs");
    let mut table = Table::new();
    let mut put = |name: &str, kept: &dyn Fn(&PathBuf) -> bool, parts: usize| {
        let texts = || {
            let rust = |path: &PathBuf| path.extension().is_some_and(|end| end == "rs");
            let files = generated.files.iter();
            files.filter_map(move |(path, text)| (rust(path) && kept(path)).then_some(text))
        };
        let lines: usize = texts().map(|text| text.lines().count()).sum();
        let bytes: usize = texts().map(String::len).sum();
        table.insert(format!("lines-per-{name}"), rounded(lines, parts));
        table.insert(format!("bytes-per-{name}"), rounded(bytes, parts));
    };
    put("operation", &|path| !is_types(path), operations);
    put("schema", &is_types, schemas);
    table
}

/// A share with one decimal, so that the file stays readable.
fn rounded(whole: usize, parts: usize) -> Value {
    Value::Float((ratio(whole, parts) * 10.0).round() / 10.0)
}

#[allow(clippy::cast_precision_loss, reason = "counts far below 2^53")]
fn ratio(whole: usize, part: usize) -> f64 {
    whole as f64 / part as f64
}

/// What differs by more than the tolerance, or is on one side only.
fn differences(recorded: &Table, counted: &Table) -> Vec<String> {
    let flat = |table: &Table| -> Vec<(String, f64)> {
        table
            .iter()
            .flat_map(|(document, figures)| {
                let figures = figures.as_table().into_iter().flatten();
                figures.map(move |(name, figure)| {
                    (format!("{document}: {name}"), figure.as_float().unwrap())
                })
            })
            .collect()
    };
    let (recorded, counted) = (flat(recorded), flat(counted));
    let names = |figures: &[(String, f64)]| figures.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
    if names(&recorded) != names(&counted) {
        return vec![format!("{recorded:?}\n{counted:?}")];
    }
    let pairs = recorded.iter().zip(&counted);
    pairs
        .filter(|((_, was), (_, is))| (is - was).abs() > TOLERANCE * was)
        .map(|((name, was), (_, is))| format!("{name}: {is}, recorded {was}"))
        .collect()
}
