//! `specwright sweep`.

use super::{Fixture, SMALL};
use serde_json::Value;

#[test]
fn a_line_for_each_document_and_totals() {
    let fixture = Fixture::new()
        .with("specs/a.yaml", SMALL)
        .with("specs/b.json", "{\"openapi\": \"3.0.3\"}")
        .with("specs/README.md", "# Not a document\n");
    let ran = fixture.run("sweep specs");
    assert_eq!(ran.status, 1, "{}", ran.all());
    let a = ran
        .stdout
        .lines()
        .find(|line| line.contains("a.yaml"))
        .unwrap();
    assert!(a.starts_with("generated"), "{a}");
    assert!(a.contains("1/1 operations"), "{a}");
    assert!(a.contains("2/2 responses"), "{a}");
    let b = ran
        .stdout
        .lines()
        .find(|line| line.contains("b.json"))
        .unwrap();
    assert!(b.starts_with("refused"), "{b}");
    assert!(
        ran.stdout.contains("2 documents: 1 generated"),
        "{}",
        ran.all()
    );
}

#[test]
fn folders_within_are_swept_and_other_files_are_counted() {
    let fixture = Fixture::new()
        .with("specs/v1/a.yaml", SMALL)
        .with("specs/v1/parts/pet.yaml", "type: object\n")
        .with("specs/package.json", "{\"name\": \"x\"}");
    let ran = fixture.run("sweep specs");
    assert_eq!(ran.status, 0, "{}", ran.all());
    assert!(ran.stdout.contains("  v1/a.yaml"), "{}", ran.all());
    assert!(!ran.stdout.contains("pet.yaml"), "{}", ran.all());
    assert!(
        ran.stdout.contains("2 other files are no OpenAPI document"),
        "{}",
        ran.all()
    );
    // A file that is named must be a document.
    let ran = fixture.run("sweep specs/package.json");
    assert_eq!(ran.status, 1, "{}", ran.all());
}

#[test]
fn json_has_a_row_for_each_document() {
    let fixture = Fixture::new().with("specs/a.yaml", SMALL);
    let ran = fixture.run("sweep specs --json");
    assert_eq!(ran.status, 0, "{}", ran.all());
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["documents"][0]["document"], "a.yaml");
    assert_eq!(report["documents"][0]["outcome"], "generated");
    assert_eq!(report["totals"]["responses"], 2);
    assert!(report["documents"][0]["lines"].as_u64().unwrap() > 10);
}

#[test]
fn a_folder_without_documents_is_an_error() {
    let fixture = Fixture::new().with("specs/README.md", "");
    let ran = fixture.run("sweep specs");
    assert_eq!(ran.status, 2, "{}", ran.all());
}
