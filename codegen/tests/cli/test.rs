//! `specwright test`.

use super::{Fixture, SMALL};
use std::fs;

#[test]
fn a_documents_client_passes_its_suite_and_reports_are_written() {
    let fixture = Fixture::kept("test-command").with("api.yaml", SMALL);
    let ran = fixture.run("test api.yaml --report report");
    assert_eq!(ran.status, 0, "{}", ran.all());
    assert!(ran.stdout.contains("readA"), "{}", ran.all());
    assert!(
        ran.stdout.contains("2 of 2 documented responses"),
        "{}",
        ran.all()
    );
    assert!(ran.stdout.contains(", 0 failed"), "{}", ran.all());
    let reports: Vec<_> = fs::read_dir(fixture.path("report"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for kind in [".xml", ".json", ".html"] {
        assert!(
            reports.iter().any(|name| name.ends_with(kind)),
            "{reports:?}"
        );
    }
    // What no case is named by tests nothing, which is no success.
    let ran = fixture.run("test api.yaml --filter readA --filter nosuch");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(
        ran.stderr.contains("no case is named so: \"nosuch\""),
        "{}",
        ran.all()
    );
}

#[test]
fn a_suite_without_a_case_is_no_success() {
    // No string is `a` and five characters long: the operation cannot be called.
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a/{id}:
    get:
      operationId: readA
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, pattern: '^a$', minLength: 5}}
      responses: {'204': {description: Fine.}}
";
    let fixture = Fixture::kept("test-without-case").with("api.yaml", text);
    let ran = fixture.run("test api.yaml");
    assert_eq!(ran.status, 2, "{}", ran.all());
    let reason = "nothing was tested, the suite has no case: operation cannot be called";
    assert!(ran.stderr.contains(reason), "{}", ran.all());
}

#[test]
fn a_document_that_gives_no_client_is_told_and_nothing_is_built() {
    let fixture = Fixture::new().with("api.yaml", "openapi: 3.0.3\n");
    let ran = fixture.run("test api.yaml");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert_eq!(ran.stdout, "", "{}", ran.all());
    assert!(!ran.stderr.contains("building"), "{}", ran.all());
}

/// A document whose types and parameters are of other crates, and the choices that say so.
fn with_types_of_other_crates(name: &str) -> Fixture {
    let document = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: readA
      parameters:
        - {name: at, in: query, required: true, schema: {type: string, format: date-time}}
        - {name: id, in: query, schema: {type: string, format: uuid}}
      responses:
        '200': {description: Fine., content: {application/json: {schema: {type: string, format: date-time}}}}
";
    let choices = "\
date-time = 'jiff'
[formats]
uuid = 'uuid::Uuid'
[dependencies]
uuid = { version = '1', features = ['serde'] }
";
    let fixture = Fixture::kept(name).with("api.yaml", document);
    fixture.with("specwright.toml", choices)
}

#[test]
fn a_suite_names_the_types_of_other_crates_that_were_chosen() {
    let fixture = with_types_of_other_crates("test-with-types");
    let ran = fixture.run("test api.yaml");
    assert_eq!(ran.status, 0, "{}", ran.all());
    assert!(ran.stdout.contains(", 0 failed"), "{}", ran.all());
}

#[test]
fn a_client_with_faults_names_the_types_of_other_crates_that_were_chosen() {
    let fixture = with_types_of_other_crates("mutants-with-types");
    let ran = fixture.run("mutants api.yaml");
    // Whether every fault is found is not the question here.
    assert!(ran.status < 2, "{}", ran.all());
}
