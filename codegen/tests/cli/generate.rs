//! `specwright generate`.

use super::{Fixture, SMALL};
use std::fs;

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
