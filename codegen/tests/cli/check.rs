//! `specwright check`.

use super::{Fixture, SMALL};
use serde_json::Value;

#[test]
fn a_good_document_has_no_findings() {
    let fixture = Fixture::new().with("api.yaml", SMALL);
    let ran = fixture.run("check api.yaml");
    assert_eq!(ran.status, 0, "{}", ran.all());
    assert_eq!(ran.stdout, "", "{}", ran.all());
    assert!(ran.stderr.contains("no findings"), "{}", ran.all());
}

#[test]
fn json_and_sarif_are_json_on_standard_output() {
    let bad = SMALL.replace("{type: string}", "{$ref: '#/components/schemas/None'}");
    let fixture = Fixture::new().with("api.yaml", &bad);
    let ran = fixture.run("check api.yaml --format json");
    assert_eq!(ran.status, 2, "{}", ran.all());
    serde_json::from_str::<Value>(&ran.stdout).unwrap();
    assert!(ran.stdout.contains("api.yaml"), "{}", ran.all());
    let ran = fixture.run("check api.yaml --format sarif");
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    // SARIF 2.1.0, 3.13.2 and 3.14.23: the version, and one run with its results.
    assert_eq!(report["version"], "2.1.0");
    let results = report["runs"][0]["results"].as_array().unwrap();
    let rules: Vec<_> = results.iter().map(|result| &result["ruleId"]).collect();
    assert_eq!(rules, ["unresolved-reference", "left-out", "empty-client"]);
}

#[test]
fn every_place_of_a_finding_can_be_seen() {
    let schemas =
        "components:\n  schemas:\n    A: {type: strng}\n    B: {type: strng}\n    C: {type: txt}\n";
    let text = format!("{SMALL}{schemas}");
    let fixture = Fixture::new().with("api.yaml", &text);
    let ran = fixture.run("check api.yaml");
    assert!(ran.stdout.contains("`strng` is no type"), "{}", ran.all());
    assert!(ran.stdout.contains("`txt` is no type"), "{}", ran.all());
    assert!(
        ran.stdout.contains("the same in 1 more place"),
        "{}",
        ran.all()
    );
    let b = text.lines().position(|line| line.contains("B:")).unwrap() + 1;
    let place = format!("= also: api.yaml:{b}:15");
    assert!(!ran.stdout.contains(&place), "{}", ran.all());
    let ran = fixture.run("check api.yaml --verbose");
    assert!(ran.stdout.contains(&place), "{}", ran.all());
    let ran = fixture.run("check api.yaml --format json");
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let findings = report["diagnostics"].as_array().unwrap();
    let finding = findings
        .iter()
        .find(|finding| finding["more"] == 1)
        .unwrap();
    assert_eq!(finding["places"][0]["line"], b);
    assert_eq!(
        finding["places"][0]["pointer"],
        "/components/schemas/B/type"
    );
}

#[test]
fn there_are_no_colours_in_a_pipe_unless_they_are_asked_for() {
    let fixture = Fixture::new().with("api.yaml", "openapi: 3.0.3\n");
    assert!(!fixture.run("check api.yaml").stdout.contains('\u{1b}'));
    let colored = fixture.run("check api.yaml --color always");
    assert!(colored.stdout.contains('\u{1b}'), "{}", colored.all());
}

#[test]
fn what_is_wrong_with_the_choices_is_in_every_report() {
    let fixture = Fixture::new()
        .with("a/api.yaml", SMALL)
        .with("a/specwright.toml", "[renam]\nreadA = 'look'\n");
    let ran = fixture.run("check a/api.yaml");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(ran.stdout.contains("error[config]"), "{}", ran.all());
    assert!(
        ran.stdout.contains("--> a/specwright.toml:1:2"),
        "{}",
        ran.all()
    );
    let ran = fixture.run("check a/api.yaml --format json");
    assert_eq!(ran.status, 2, "{}", ran.all());
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let finding = &report["diagnostics"][0];
    assert_eq!(finding["code"], "config");
    assert_eq!(finding["file"], "a/specwright.toml");
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&1.into(), &2.into())
    );
    let ran = fixture.run("check a/api.yaml --format sarif");
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let location = &report["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "a/specwright.toml");
    assert_eq!(location["region"]["startLine"], 1);
    // A file that was named and is not there.
    let ran = fixture.run("check a/api.yaml --format json --config none.toml");
    assert_eq!(ran.status, 2, "{}", ran.all());
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["diagnostics"][0]["file"], "none.toml");
}
