//! Recorded requests, right and wrong; each must yield exactly its findings.
//!
//! A file under `tests/oracle/` has the arguments of a call, the request as it arrived and the
//! names of the checks that must find something. The first line says which rule it is about.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its data is not as expected"
)]

use serde_json::Value;
use specwright_contract::call::Side;
use specwright_contract::call::{Arguments, BodyArgument, Content, Limits};
use specwright_contract::case::{Case, Expect, ExpectBody, Fixture, Held, Origin, Serve};
use specwright_contract::document::{Document, StatusKey};
use specwright_contract::oracle::{Bench, Received, judge_request};
use specwright_contract::run::held;
use specwright_contract::schema::Schemas;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle")
}

fn yaml(path: &Path) -> Value {
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn arguments(record: &Value) -> Arguments {
    let mut made = Arguments::new();
    let places = record.get("arguments").and_then(Value::as_object);
    for (location, values) in places.into_iter().flatten() {
        for (name, value) in values.as_object().unwrap() {
            made.insert(location, name, value.clone());
        }
    }
    if let Some(body) = record.get("body") {
        made.set_body(BodyArgument {
            media_type: body["media_type"].as_str().unwrap().to_owned(),
            content: Content::Value(body["value"].clone()),
        });
    }
    made
}

fn request(record: &Value) -> Received {
    let request = &record["request"];
    Received {
        method: request["method"].as_str().unwrap().to_owned(),
        target: request["target"].as_str().unwrap().to_owned(),
        headers: request["headers"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect(),
        body: request["body"]
            .as_str()
            .unwrap_or_default()
            .as_bytes()
            .to_vec(),
    }
}

fn case(operation: usize, record: &Value) -> Case {
    Case {
        name: String::new(),
        operation,
        key: None,
        status: 200,
        origin: Origin::Request("recorded".to_owned()),
        arguments: arguments(record),
        credentials: Held::All,
        limits: Limits::RELAXED,
        serve: Serve::Response(Fixture::new(200, None, Vec::new())),
        expect: Expect::Documented {
            key: StatusKey::Exact(200),
            side: Side::Success,
            body: ExpectBody::Nothing,
            broken_header: None,
        },
        place: specwright::pointer::Pointer::root(),
    }
}

#[test]
fn every_recorded_request_yields_exactly_its_findings() {
    let document = Arc::new(Document::read(yaml(&folder().join("openapi.yaml"))));
    let schemas = Schemas::new(Arc::clone(&document));
    let bench = Bench {
        document: &document,
        schemas: &schemas,
    };
    let mut judged = 0;
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("openapi.yaml") {
            continue;
        }
        let record = yaml(&path);
        let id = record["operation"].as_str().unwrap();
        let index = document.operations.iter().position(|o| o.id == id).unwrap();
        let operation = &document.operations.get(index).unwrap();
        let case = case(index, &record);
        let credentials = held(&document, &case);
        let findings = judge_request(bench, operation, &case, &credentials, &request(&record));
        let got: Vec<&str> = findings
            .iter()
            .map(|finding| finding.check.as_str())
            .collect();
        let expected: Vec<&str> = record["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v.as_str().unwrap())
            .collect();
        judged += 1;
        if got != expected {
            wrong.push(format!(
                "{}: expected {expected:?}, got {findings:#?}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(judged > 30, "only {judged} records were found");
}
