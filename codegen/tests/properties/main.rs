//! Properties of random documents: no fault of the generator, and what is generated compiles.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod documents;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config as Runs, TestRunner};
use proptest::{prop_assert, prop_assert_eq};
use serde_json::json;
use specwright::config::Config;
use specwright::diagnostic::code::output;
use specwright::generate::{Generated, Target, generate};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Documents that are generated, random on every run.
const DOCUMENTS: u32 = 300;

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

/// Runs on a large stack what makes random documents: the strategies are nested some twenty deep,
/// and their unoptimised frames do not always fit into the two megabytes of a test's thread. The
/// generator has a stack of its own, so that this hides nothing of it.
fn deep(test: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let ran = thread.spawn_scoped(scope, test).unwrap().join();
        if let Err(panic) = ran {
            std::panic::resume_unwind(panic);
        }
    });
}

#[test]
fn no_document_is_a_fault_of_the_generator() {
    deep(|| {
        let mut runner = TestRunner::new(Runs::with_cases(DOCUMENTS));
        let ran = runner.run(&documents::document(), |document| {
            let folder = tempfile::tempdir().unwrap();
            let generated = run(&document, folder.path());
            prop_assert_eq!(faults(&generated), Vec::<&str>::new());
            for text in generated.files.values() {
                prop_assert!(syn::parse_file(text).is_ok());
            }
            Ok(())
        });
        if let Err(failure) = ran {
            panic!("{failure}");
        }
    });
}

/// Arrays as deep as types are told apart, in so many schemas that threads format them.
#[test]
fn the_deepest_types_are_formatted() {
    let deep = (0..60).fold(
        json!({ "type": "string" }),
        |items, _| json!({ "type": "array", "items": items }),
    );
    let schemas: serde_json::Map<_, _> = (0..300)
        .map(|number| (format!("Deep{number}"), deep.clone()))
        .collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Deep", "version": "1" },
        "paths": { "/": { "get": { "responses": { "204": { "description": "Nothing." } } } } },
        "components": { "schemas": schemas },
    });
    let folder = tempfile::tempdir().unwrap();
    let generated = run(&document, folder.path());
    assert_eq!(faults(&generated), Vec::<&str>::new());
    assert!(!generated.files.is_empty());
}

/// One crate with a module for each client, checked once with warnings denied.
#[test]
fn what_is_generated_compiles() {
    deep(compile);
}

fn compile() {
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
    // Quoted and escaped as a basic string of TOML is.
    let runtime = json!(Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime"));
    let manifest = format!(
        "[package]\nname = \"random-clients\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nspecwright-client = {{ path = {runtime} }}\n\n[workspace]\n"
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
