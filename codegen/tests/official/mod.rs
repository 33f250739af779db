//! The JSON Schema of OpenAPI 3.0 documents that the OpenAPI Initiative publishes
//! (`openapi-3.0.json`, the edition of 2021-09-28, Apache-2.0, unchanged), as a judge of what
//! `normalize` makes.

#![allow(
    clippy::panic,
    unreachable_pub,
    reason = "a test says what went wrong by failing"
)]

use serde_json::Value;
use std::sync::LazyLock;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(include_str!("openapi-3.0.json"));
    let schema = schema.unwrap_or_else(|error| panic!("the schema is no JSON: {error}"));
    jsonschema::draft4::new(&schema).unwrap_or_else(|error| panic!("no schema: {error}"))
});

/// What the schema finds wrong in a document, each with its place.
pub fn faults(document: &Value) -> Vec<String> {
    let errors = SCHEMA.iter_errors(document);
    errors
        .map(|error| format!("{}: {error:.300}", error.instance_path()))
        .collect()
}

#[test]
fn the_judge_sees_what_is_wrong() {
    let mut document = serde_json::json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {},
    });
    assert_eq!(faults(&document), Vec::<String>::new());
    document["paths"] = serde_json::json!({"a": {}});
    assert_eq!(faults(&document).len(), 1);
}
