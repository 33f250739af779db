//! `specwright generate`.

use super::{Fixture, SMALL};
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn writes_a_crate_and_touches_nothing_the_second_time() {
    let fixture = Fixture::new().with("api.yaml", SMALL);
    let ran = fixture.run("generate api.yaml --out out/pets -v");
    assert_eq!(ran.status, 0, "{}", ran.all());
    assert!(
        ran.stderr.contains("1 of 1 operation, 2 of 2 responses"),
        "{}",
        ran.all()
    );
    let manifest = fs::read_to_string(fixture.path("out/pets/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"pets\""), "{manifest}");
    let source = fixture.path("out/pets/src/lib.rs");
    let written = fs::metadata(&source).unwrap().modified().unwrap();
    let ran = fixture.run("generate api.yaml --out out/pets -v");
    assert!(ran.stderr.contains("0 written"), "{}", ran.all());
    assert_eq!(fs::metadata(&source).unwrap().modified().unwrap(), written);
}

#[test]
fn a_crate_of_the_users_is_not_overwritten() {
    let fixture = Fixture::new()
        .with("api.yaml", SMALL)
        .with("Cargo.toml", "[package]\nname = \"mine\"\n")
        .with("src/lib.rs", "//! Mine.\n");
    let ran = fixture.run("generate api.yaml --out .");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(
        ran.stderr
            .contains("Cargo.toml was not written by specwright")
    );
    let kept = fs::read_to_string(fixture.path("src/lib.rs")).unwrap();
    assert_eq!(kept, "//! Mine.\n");
}

#[test]
fn a_folder_of_other_things_is_not_written_into() {
    let fixture = Fixture::new()
        .with("api.yaml", SMALL)
        .with("notes/ideas.txt", "mine");
    let ran = fixture.run("generate api.yaml --out notes");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(
        ran.stderr
            .contains("ideas.txt was not written by specwright"),
        "{}",
        ran.all()
    );
    assert_eq!(fixture.files("notes").len(), 1);
}

// Each choice once as an option and once in the file, with the same bytes as outcome.
#[test]
fn every_choice_of_the_file_is_an_option_too() {
    const CHOSEN: &str = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: readA
      tags: [keep]
      responses:
        '200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}
    delete:
      operationId: dropA
      tags: [keep]
      responses: {'204': {description: Gone.}}
components:
  schemas:
    S:
      properties:
        at: {type: string, format: date-time}
        sum: {type: string, format: sum}
        other: {$ref: '#/components/schemas/Other'}
    Other: {properties: {a: {type: string}}}
";
    let file = "\
date-time = \"jiff\"
derives = [\"PartialEq\"]
attributes = [\"#[cfg(all())]\"]
[select]
tags = [\"keep\"]
paths = [\"/a\"]
except-operations = [\"dropA\"]
[formats]
sum = \"u8\"
[schemas]
Other = \"u16\"
[rename]
readA = \"look\"
[dependencies]
base64 = \"0.22\"
";
    let options = "--date-time jiff --derive PartialEq --attribute #[cfg(all())] --only-tag keep \
                   --only-path /a --except-operation dropA --map-format sum=u8 --map-schema Other=u16 \
                   --rename readA=look --dependency base64=0.22";
    let fixture = Fixture::new()
        .with("api.yaml", CHOSEN)
        .with("choices.toml", file);
    let by_file = fixture.run("generate api.yaml --out by/client --config choices.toml");
    assert_eq!(by_file.status, 0, "{}", by_file.all());
    let by_options = fixture.run(&format!("generate api.yaml --out with/client {options}"));
    assert_eq!(by_options.status, 0, "{}", by_options.all());
    let texts = |folder: &str| -> Vec<String> {
        let files = fixture.files(folder).into_iter();
        files.map(|(_, text)| text).collect()
    };
    assert_eq!(texts("by/client"), texts("with/client"));
    let all = texts("by/client").concat();
    for part in [
        "::jiff::Timestamp",
        "PartialEq",
        "#[cfg(all())]",
        "pub fn look",
        "u8",
        "u16",
        "[dependencies.jiff]",
        "base64 = \"0.22\"",
    ] {
        assert!(all.contains(part), "{part} is missing");
    }
    assert!(!all.contains("drop_a"), "an operation was left out");
    assert!(
        !all.contains("pub struct Other"),
        "nothing reaches it any more"
    );
}

#[test]
fn a_choice_that_cannot_be_used_is_refused() {
    let fixture = Fixture::new().with("api.yaml", SMALL);
    for option in [
        "--map-format date-time",
        "--map-format a=u8;evil()",
        "--map-schema =u8",
        "--rename readA=a::b",
        "--derive Clone)]",
        "--attribute #[a]#[b]",
        "--date-time sundial",
        "--dependency a/b=1",
    ] {
        let ran = fixture.run(&format!("generate api.yaml --out out {option}"));
        assert_eq!(ran.status, 2, "{option}: {}", ran.all());
        assert!(!fixture.path("out").exists(), "{option}");
    }
}

#[test]
fn a_name_that_is_no_name_of_a_crate_is_refused() {
    let fixture = Fixture::new().with("api.yaml", SMALL);
    let ran = fixture.run("generate api.yaml --out out --crate-name ../evil");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(!fixture.path("out").exists());
}

#[test]
fn strict_makes_a_warning_a_finding_and_writes_nothing() {
    // A path parameter that the template does not have is mended with a warning.
    let warned = SMALL.replace(
        "operationId: readA",
        "operationId: readA\n      parameters: [{name: b, in: path, required: true, schema: {type: string}}]",
    );
    let fixture = Fixture::new().with("api.yaml", &warned);
    let ran = fixture.run("generate api.yaml --out out --strict");
    assert_eq!(ran.status, 1, "{}", ran.all());
    assert!(!fixture.path("out").exists());
    let ran = fixture.run("generate api.yaml --out out");
    assert_eq!(ran.status, 0, "{}", ran.all());
    assert!(ran.stderr.contains("warning"), "{}", ran.all());
}

#[test]
fn operations_can_be_chosen() {
    let two = format!(
        "{SMALL}  /b:\n    get: {{operationId: readB, tags: [b], responses: {{'204': {{description: Fine.}}}}}}\n"
    );
    let fixture = Fixture::new().with("api.yaml", &two);
    for (choice, kept, left_out) in [
        ("--only-tag b", "read_b", "read_a"),
        ("--only-operation readA", "read_a", "read_b"),
        ("--only-path /b", "read_b", "read_a"),
    ] {
        let ran = fixture.run(&format!("generate api.yaml --out out {choice}"));
        assert_eq!(ran.status, 0, "{}", ran.all());
        let code: String = fixture
            .files("out")
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        assert!(code.contains(kept), "{choice}");
        assert!(!code.contains(left_out), "{choice}");
    }
    let ran = fixture.run("generate api.yaml --out out --only-tag nobody");
    assert_eq!(ran.status, 2, "{}", ran.all());
}

/// The choices that the README shows, for a document that has what they name.
#[test]
fn the_choices_of_the_readme_give_a_crate_that_compiles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let blocks = readme.split("```toml\n").skip(1);
    let mut blocks = blocks.filter_map(|block| block.split("```").next());
    let choices = blocks.find(|block| block.contains("[formats]")).unwrap();
    let document = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /keys:
    get:
      operationId: listAllTheKeys
      tags: [keys]
      parameters: [{name: id, in: query, schema: {type: string, format: uuid}}]
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema:
                type: object
                required: [id, at]
                properties: {id: {type: string, format: uuid}, at: {type: string, format: date-time}}
";
    let fixture = Fixture::new()
        .with("api.yaml", document)
        .with("specwright.toml", choices);
    let ran = fixture.run("generate api.yaml --out keys");
    assert_eq!(ran.status, 0, "{}", ran.all());
    fs::copy(root.join("Cargo.lock"), fixture.path("keys/Cargo.lock")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_specwright"));
    let target = program.parent().and_then(Path::parent).unwrap();
    let checked = Command::new(env!("CARGO"))
        .args(["check", "--quiet"])
        .current_dir(fixture.path("keys"))
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}");
}

#[test]
fn a_type_of_a_crate_that_is_no_dependency_is_refused() {
    let choices = "[formats]\nuuid = 'uuid::Uuid'\n";
    let document = SMALL.replace("{type: string}", "{type: string, format: uuid}");
    let fixture = Fixture::new()
        .with("api.yaml", &document)
        .with("specwright.toml", choices);
    for command in [
        "generate api.yaml --out out",
        "test api.yaml",
        "mutants api.yaml",
    ] {
        let ran = fixture.run(command);
        assert_eq!(ran.status, 2, "{command}: {}", ran.all());
        assert!(ran.stderr.contains("error[config]"), "{}", ran.all());
        let line = r#"uuid = { version = "1", features = ["serde"] }"#;
        assert!(ran.stderr.contains(line), "{}", ran.all());
        assert!(!ran.stderr.contains("building"), "{}", ran.all());
    }
    // What the crate around an `include!` depends on is not known here.
    let ran = fixture.run("check api.yaml");
    assert_eq!(ran.status, 0, "{}", ran.all());
}
