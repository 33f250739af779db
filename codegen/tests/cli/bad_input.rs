//! Bad input: one clear error with file, line and column, exit status 2, no panic, and output that
//! stood before is left whole.

use super::{Fixture, SMALL};

/// Generates from a good document, then from `bad`, and checks all that must hold. The place is
/// `file:line:column`.
fn refused(bad: &str, place: &str, said: &str) {
    let fixture = Fixture::new()
        .with("good.yaml", SMALL)
        .with("bad.yaml", bad);
    let good = fixture.run("generate good.yaml --out out");
    assert_eq!(good.status, 0, "{}", good.all());
    let before = fixture.files("out");
    assert!(before.len() >= 2, "{before:?}");

    let ran = fixture.run("generate bad.yaml --out out");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert_eq!(ran.stdout, "", "{}", ran.all());
    let errors = ran.stderr.lines().filter(|line| line.starts_with("error"));
    assert_eq!(errors.count(), 1, "{}", ran.all());
    assert!(ran.stderr.contains(place), "{}", ran.all());
    assert!(ran.stderr.contains(said), "{}", ran.all());
    assert!(!ran.stderr.contains("panicked"), "{}", ran.all());
    assert_eq!(fixture.files("out"), before);

    let checked = fixture.run("check bad.yaml");
    assert_eq!(checked.status, 2, "{}", checked.all());
    assert!(checked.stdout.contains(place), "{}", checked.all());
}

#[test]
fn a_missing_file() {
    let fixture = Fixture::new();
    let ran = fixture.run("generate none.yaml --out out");
    assert_eq!(ran.status, 2, "{}", ran.all());
    let errors = ran.stderr.lines().filter(|line| line.starts_with("error"));
    assert_eq!(errors.count(), 1, "{}", ran.all());
    assert!(ran.stderr.contains("none.yaml"), "{}", ran.all());
    assert!(!fixture.path("out").exists());
}

#[test]
fn yaml_that_does_not_parse() {
    refused(
        "openapi: 3.0.3\ninfo:\n  title: [unclosed\npaths: {}\n",
        "bad.yaml:4:",
        "",
    );
}

#[test]
fn a_reference_to_nowhere() {
    let bad = SMALL.replace("{type: string}", "{$ref: '#/components/schemas/None'}");
    refused(&bad, "bad.yaml:8:", "#/components/schemas/None");
}

#[test]
fn a_reference_to_a_file_that_is_not_there() {
    let bad = SMALL.replace("{type: string}", "{$ref: 'none.yaml#/A'}");
    refused(&bad, "bad.yaml:8:", "none.yaml");
}

#[test]
fn a_document_with_no_paths() {
    refused(
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n",
        "bad.yaml:3:",
        "",
    );
    refused(
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n",
        "bad.yaml:1:1",
        "paths",
    );
}

#[test]
fn a_document_of_another_kind() {
    refused("name: ci\non: push\n", "bad.yaml:1:1", "openapi");
    refused("- 1\n- 2\n", "bad.yaml:1:1", "");
    refused("", "bad.yaml", "");
}

#[test]
fn a_key_that_stands_twice() {
    let bad = SMALL.replace(
        "operationId: readA",
        "operationId: readA\n      operationId: readB",
    );
    refused(&bad, "bad.yaml:7:", "operationId");
}

#[test]
fn a_bad_file_of_choices() {
    let fixture = Fixture::new()
        .with("good.yaml", SMALL)
        .with("specwright.toml", "[select]\ntag = []\n");
    let ran = fixture.run("generate good.yaml --out out");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(
        ran.stderr.contains("--> specwright.toml:2:1\n"),
        "{}",
        ran.all()
    );
    assert!(!fixture.path("out").exists());
}

#[test]
fn a_command_line_that_cannot_be_read() {
    let ran = Fixture::new().run("generate --frobnicate");
    assert_eq!(ran.status, 2, "{}", ran.all());
}
