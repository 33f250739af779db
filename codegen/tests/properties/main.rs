//! Properties of random documents: no fault of the generator, and what is generated compiles.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod documents;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config as Runs, TestRunner};
use specwright::config::Config;
use specwright::diagnostic::code::output;
use specwright::generate::{Generated, Target, generate};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Documents that are compiled.
const COMPILED: usize = 200;

fn run(document: &serde_json::Value, folder: &Path) -> Generated {
    let path = folder.join("openapi.json");
    fs::write(&path, document.to_string()).unwrap();
    let target = Target::Include {
        client: true,
        calls: Some("client".to_owned()),
    };
    generate(&path, &Config::default(), &target)
}

/// Reasons why there is no client that are faults of the generator: panics, and tokens that are no
/// Rust.
fn faults(generated: &Generated) -> Vec<&str> {
    generated
        .diagnostics
        .iter()
        .filter(|finding| finding.code == output::INTERNAL)
        .map(|finding| finding.message.as_str())
        .collect()
}

proptest! {
    #![proptest_config(Runs::with_cases(300))]

    #[test]
    fn no_document_is_a_fault_of_the_generator(document in documents::document()) {
        let folder = tempfile::tempdir().unwrap();
        let generated = run(&document, folder.path());
        prop_assert_eq!(faults(&generated), Vec::<&str>::new());
        for text in generated.files.values() {
            prop_assert!(syn::parse_file(text).is_ok());
        }
    }
}

/// One crate with a module for each client, checked once with warnings denied.
#[test]
fn what_is_generated_compiles() {
    let folder = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::deterministic();
    let mut modules = String::from("//! Clients of random documents.\n");
    let mut made = 0;
    for number in 0..COMPILED {
        let document = documents::document()
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let generated = run(&document, folder.path());
        let Some(client) = generated.files.get(Path::new("client.rs")) else {
            continue;
        };
        let name = format!("client_{number}");
        fs::create_dir_all(folder.path().join("src")).unwrap();
        fs::write(folder.path().join(format!("src/{name}.in")), client).unwrap();
        writeln!(
            modules,
            "/// One client.\npub mod {name} {{\n    include!(\"{name}.in\");\n}}"
        )
        .unwrap();
        made += 1;
    }
    // Some documents mean nothing (a discriminator over scalars, a required cycle), most do.
    assert!(
        made * 2 > COMPILED,
        "only {made} of {COMPILED} gave a client"
    );
    fs::write(folder.path().join("src/lib.rs"), modules).unwrap();
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime");
    let manifest = format!(
        "[package]\nname = \"random-clients\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nspecwright-client = {{ path = {runtime:?} }}\n\n[workspace]\n"
    );
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.path().join("Cargo.lock")).unwrap();
    check(folder.path());
}

fn check(folder: &Path) {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["check", "--quiet", "--color=never"])
        .current_dir(folder);
    if let Some(target) = target() {
        command.env("CARGO_TARGET_DIR", target);
    }
    let ran = command.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    let first = said.lines().take(60).collect::<Vec<_>>().join("\n");
    assert!(ran.status.success() && !said.contains("warning"), "{first}");
}

/// The folder that this test was built into, where the runtime's dependencies are built already.
fn target() -> Option<std::path::PathBuf> {
    let program = std::env::current_exe().ok()?;
    Some(program.parent()?.parent()?.parent()?.to_owned())
}
