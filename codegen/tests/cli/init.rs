//! `specwright init`: what it writes, what it keeps, and that its result passes its own suite.

use super::{Fixture, SMALL};
use std::fs;
use std::path::Path;
use std::process::Command;

const MANIFEST: &str = "[package]\nname = \"my-pets\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

fn crate_with_document() -> Fixture {
    Fixture::new()
        .with("Cargo.toml", MANIFEST)
        .with("src/lib.rs", "//! Mine.\n\npub fn mine() {}\n")
        .with("spec/api.yaml", SMALL)
}

#[test]
fn the_result_passes_its_own_suite() {
    let fixture = crate_with_document();
    let ran = fixture.run("init");
    assert_eq!(ran.status, 0, "{}", ran.all());
    let library = fs::read_to_string(fixture.path("src/lib.rs")).unwrap();
    assert!(library.starts_with("//! Mine.\n\npub fn mine() {}\n"));
    assert!(library.contains("pub mod client;"), "{library}");

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::copy(root.join("Cargo.lock"), fixture.path("Cargo.lock")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_specwright"));
    let target = program.parent().and_then(Path::parent).unwrap();
    let tested = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--test", "contract"])
        .current_dir(fixture.path(""))
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&tested.stdout);
    let errors = String::from_utf8_lossy(&tested.stderr);
    assert!(tested.status.success(), "{said}{errors}");
    assert!(said.contains("test result: ok."), "{said}{errors}");
    assert!(!said.contains(" 0 passed"), "{said}{errors}");
}

#[test]
fn what_is_there_is_kept() {
    let build = "fn main() { println!(\"cargo::rerun-if-changed=x\"); }\n";
    let fixture = crate_with_document().with("build.rs", build);
    let ran = fixture.run("init spec/api.yaml --ci none");
    // Something is left to do: the call in the build script.
    assert_eq!(ran.status, 1, "{}", ran.all());
    assert!(ran.stdout.contains("to do: "), "{}", ran.all());
    let hint = "fn main() -> std::process::ExitCode {\n    specwright::builder(\"spec/api.yaml\")";
    assert!(ran.stdout.contains(hint), "{}", ran.all());
    assert_eq!(fs::read_to_string(fixture.path("build.rs")).unwrap(), build);
    let before = fixture.files("");
    let again = fixture.run("init spec/api.yaml --ci none");
    assert!(
        again.stdout.contains("kept src/client.rs"),
        "{}",
        again.all()
    );
    assert!(!again.stdout.contains("added"), "{}", again.all());
    for name in ["specwright-client", "specwright", "specwright-contract"] {
        let line = format!("kept {name} in Cargo.toml\n");
        assert!(again.stdout.contains(&line), "{}", again.all());
    }
    assert_eq!(fixture.files(""), before);
}

#[test]
fn each_ci_service_gets_its_job() {
    let fixture = crate_with_document().with(".git/HEAD", "");
    let ran = fixture.run("init --ci github");
    assert_eq!(ran.status, 0, "{}", ran.all());
    let job = fs::read_to_string(fixture.path(".github/workflows/contract.yml")).unwrap();
    assert!(job.contains("cargo test --test contract"), "{job}");
    let ran = fixture.run("init --ci gitlab");
    assert_eq!(ran.status, 0, "{}", ran.all());
    let job = fs::read_to_string(fixture.path(".gitlab-ci.yml")).unwrap();
    assert!(job.contains("cargo test --test contract"), "{job}");
}

#[test]
fn without_a_crate_or_a_document_it_says_so() {
    let ran = Fixture::new().run("init");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(ran.stderr.contains("cargo init --lib"), "{}", ran.all());
    let ran = Fixture::new().with("Cargo.toml", MANIFEST).run("init");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(ran.stderr.contains("document"), "{}", ran.all());
}

#[test]
fn what_the_choices_need_is_added() {
    let choices = "\
date-time = 'jiff'
[formats]
uuid = 'uuid::Uuid'
money = 'my_money::Money'
[dependencies]
uuid = { version = '1', features = ['serde'] }
";
    let dated = SMALL.replace(
        "schema: {type: string}",
        "schema: {properties: {a: {type: string, format: uuid}, b: {type: string, format: money}}}",
    );
    // A version and a feature of the user's are kept.
    let manifest = format!(
        "{MANIFEST}\n[dependencies]\nuuid = {{ version = \"1.4\", features = [\"v4\"] }}\n"
    );
    let fixture = crate_with_document()
        .with("Cargo.toml", &manifest)
        .with("spec/api.yaml", &dated)
        .with("spec/specwright.toml", choices);
    let ran = fixture.run("init --ci none");
    // The crate of one type is not known.
    assert_eq!(ran.status, 1, "{}", ran.all());
    assert!(
        ran.stdout.contains("to do: ") && ran.stdout.contains("`my_money`"),
        "{}",
        ran.all()
    );
    let manifest: toml::Table = fs::read_to_string(fixture.path("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let dependencies = &manifest["dependencies"];
    let features = |name: &str| dependencies[name]["features"].to_string();
    assert!(features("jiff").contains("serde"), "{manifest}");
    assert!(
        features("uuid").contains("serde") && features("uuid").contains("v4"),
        "{manifest}"
    );
    assert_eq!(dependencies["uuid"]["version"].as_str(), Some("1.4"));
}
