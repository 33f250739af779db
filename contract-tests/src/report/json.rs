//! The run as JSON, for programs.

use super::{Run, Summary};
use crate::case::{Case, Serve};
use crate::oracle::{Ended, Received, describe};
use crate::run::Event;
use serde_json::{Value, json};
use std::fmt::Write;

/// The most of a body that is put into a report.
const MAX_BODY: usize = 4 * 1024;

/// The run as JSON, with a line break at the end.
#[must_use]
pub fn json(run: &Run<'_>) -> String {
    let mut text = value(run, true).to_string();
    text.push('\n');
    text
}

/// The same as a value; without `passed`, cases that passed are told in short.
pub(super) fn value(run: &Run<'_>, passed: bool) -> Value {
    let summary = Summary::of(run);
    let operations: Vec<Value> = summary
        .rows
        .iter()
        .filter_map(|row| {
            let operation = run.plan.document.operations.get(row.operation)?;
            let cells: Vec<Value> = row
                .cells
                .iter()
                .map(|(key, cell)| {
                    json!({ "response": key.to_string(), "passed": cell.passed, "failed": cell.failed })
                })
                .collect();
            Some(json!({
                "id": operation.id,
                "key": operation.key,
                "place": run.plan.locate(&operation.pointer),
                "responses": cells,
                "faults": { "passed": row.faults.passed, "failed": row.faults.failed },
            }))
        })
        .collect();
    let keys: Vec<String> = summary.keys.iter().map(ToString::to_string).collect();
    json!({
        "format": 1,
        "totals": {
            "responses": summary.responses,
            "tested": summary.tested,
            "cases": summary.cases,
            "passed": summary.passed,
            "seconds": run.took.as_secs_f64(),
        },
        "keys": keys,
        "operations": operations,
        "cases": run.events.iter().filter_map(|event| case(run, event, passed)).collect::<Vec<_>>(),
        "document": run.plan.cases.document.iter().map(|finding| json!({
            "place": run.plan.locate(&finding.place),
            "pointer": finding.place.as_str(),
            "message": finding.message,
        })).collect::<Vec<_>>(),
        "left_out": run.plan.cases.left_out.iter().map(|entry| json!({
            "place": run.plan.locate(&entry.place),
            "reason": entry.reason,
            "count": entry.count,
        })).collect::<Vec<_>>(),
    })
}

fn case(run: &Run<'_>, event: &Event, passed: bool) -> Option<Value> {
    let case = run.plan.cases.list.get(event.case)?;
    let mut made = json!({
        "name": case.name,
        "operation": case.operation,
        "response": case.key.map(|key| key.to_string()),
        "status": case.status,
        "fault": matches!(case.origin, crate::case::Origin::Fault(_)),
        "passed": event.passed(),
        "seconds": event.exchange.took.as_secs_f64(),
    });
    if event.passed() && !passed {
        return Some(made);
    }
    let members = made.as_object_mut()?;
    members.insert("place".to_owned(), json!(run.plan.locate(&case.place)));
    members.insert("served".to_owned(), served(case));
    members.insert(
        "requests".to_owned(),
        event
            .exchange
            .requests
            .iter()
            .take(2)
            .map(request)
            .collect(),
    );
    members.insert("outcome".to_owned(), outcome(event));
    members.insert("trouble".to_owned(), json!(event.trouble));
    let findings: Vec<Value> = event
        .findings
        .iter()
        .map(|finding| {
            json!({
                "check": finding.check.as_str(),
                "place": run.plan.locate(&finding.place),
                "expected": finding.expected,
                "got": finding.got,
            })
        })
        .collect();
    members.insert("findings".to_owned(), Value::Array(findings));
    if !event.passed() {
        members.insert("again".to_owned(), json!(run.again(&case.name)));
    }
    Some(made)
}

fn body(bytes: &[u8]) -> String {
    let shown = bytes.get(..MAX_BODY.min(bytes.len())).unwrap_or_default();
    let mut text = String::from_utf8_lossy(shown).into_owned();
    if bytes.len() > shown.len() {
        let _ = write!(text, "… ({} bytes)", bytes.len());
    }
    text
}

fn served(case: &Case) -> Value {
    match &case.serve {
        Serve::Response(fixture) => json!({
            "status": fixture.status,
            "headers": fixture.headers,
            "body": body(&fixture.body),
        }),
        Serve::Raw(steps) => {
            let steps: Vec<String> = steps
                .iter()
                .map(|step| body(format!("{step:?}").as_bytes()))
                .collect();
            json!({ "steps": steps })
        }
        Serve::Redirect(status) => json!({ "status": status, "redirect": "to another host" }),
    }
}

fn request(request: &Received) -> Value {
    json!({
        "method": request.method,
        "target": request.target,
        "headers": request.headers,
        "body": body(&request.body),
    })
}

fn outcome(event: &Event) -> Value {
    match &event.exchange.ended {
        Ended::Outcome(outcome) => {
            let value = match &**outcome {
                crate::call::Outcome::Documented(reply) => reply
                    .value
                    .as_ref()
                    .map(|value| body(value.to_string().as_bytes())),
                _ => None,
            };
            json!({ "ended": describe(outcome), "value": value })
        }
        Ended::Refused(refused) => json!({ "ended": format!("refused: {refused}") }),
        Ended::Panicked(message) => json!({ "ended": format!("panicked: {message}") }),
        Ended::Hung => json!({ "ended": "did not end" }),
    }
}
