//! The run as JSON, for programs.

use super::{Cell, Form, Row, Run, Told};
use crate::case::{Case, Serve};
use crate::document::StatusKey;
use crate::oracle::{Ended, Received, describe};
use crate::run::Event;
use serde_json::{Value, json};
use specwright::pointer::Pointer;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Result, Write};

/// The most of a body that is put into a report.
const MAX_BODY: usize = 4 * 1024;

/// The run as JSON, with a line break at the end: cases first, as they end, then what they come to.
pub(super) struct Json {
    into: Cases<BufWriter<File>>,
}

impl Json {
    pub(super) fn new(into: BufWriter<File>) -> Result<Self> {
        let into = Cases::new(into)?;
        Ok(Self { into })
    }
}

impl Form for Json {
    fn case(&mut self, told: &Told<'_>) -> Result<()> {
        self.into.case(told)
    }

    fn finish(&mut self, run: &Run<'_>) -> Result<()> {
        self.into.finish(run)?;
        writeln!(self.into.out)?;
        self.into.out.flush()
    }
}

/// The JSON text, without a line break, on any writer.
pub(super) struct Cases<W: Write> {
    pub(super) out: W,
    any: bool,
}

impl<W: Write> Cases<W> {
    pub(super) fn new(mut out: W) -> Result<Self> {
        out.write_all(b"{\"format\":1,\"cases\":[")?;
        Ok(Self { out, any: false })
    }

    pub(super) fn case(&mut self, told: &Told<'_>) -> Result<()> {
        if std::mem::replace(&mut self.any, true) {
            self.out.write_all(b",\n")?;
        }
        self.out.write_all(case(told).to_string().as_bytes())
    }

    pub(super) fn finish(&mut self, run: &Run<'_>) -> Result<()> {
        let rest = rest(run).to_string();
        let members = rest.strip_prefix('{').unwrap_or_default();
        self.out.write_all(b"],\n")?;
        self.out.write_all(members.as_bytes())
    }
}

/// What all cases come to.
fn rest(run: &Run<'_>) -> Value {
    let summary = run.summary;
    let keys: Vec<String> = summary.keys.iter().map(ToString::to_string).collect();
    let operations = summary.rows.iter().filter_map(|row| operation(run, row));
    let document = run.document.iter().map(|finding| {
        json!({
            "place": run.plan.locate(&finding.place),
            "pointer": finding.place.as_str(),
            "message": finding.message,
        })
    });
    let left_out = run.left_out.iter().map(|entry| {
        json!({
            "place": run.plan.locate(&entry.place),
            "reason": entry.reason,
            "count": entry.count,
        })
    });
    let title = Pointer::root().child("info").child("title");
    json!({
        "title": run.plan.document.at(&title),
        "totals": {
            "responses": summary.responses,
            "tested": summary.tested(),
            "tested_in_part": summary.tested_in_part(),
            "cases": summary.cases,
            "passed": summary.passed,
            "seconds": run.took.as_secs_f64(),
        },
        "keys": keys,
        "operations": operations.collect::<Vec<_>>(),
        "document": document.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
    })
}

fn operation(run: &Run<'_>, row: &Row) -> Option<Value> {
    let operation = run.plan.document.operations.get(row.operation)?;
    let cell = |(key, cell): (&StatusKey, &Cell)| {
        json!({
            "response": key.to_string(),
            "passed": cell.passed,
            "failed": cell.failed,
            "unserved": row.unserved(*key).collect::<Vec<_>>(),
        })
    };
    Some(json!({
        "id": operation.id,
        "key": operation.key,
        "place": run.plan.locate(&operation.pointer),
        "responses": row.cells.iter().map(cell).collect::<Vec<_>>(),
        "faults": { "passed": row.faults.passed, "failed": row.faults.failed },
    }))
}

fn case(told: &Told<'_>) -> Value {
    let Told {
        plan, case, event, ..
    } = told;
    let findings = event.findings.iter().map(|finding| {
        json!({
            "check": finding.check.as_str(),
            "place": plan.locate(&finding.place),
            "expected": finding.expected,
            "got": finding.got,
        })
    });
    let requests = event.exchange.requests.iter().take(2).map(request);
    json!({
        "name": case.name,
        "operation": case.operation,
        "response": case.key.map(|key| key.to_string()),
        "status": case.status,
        "fault": matches!(case.origin, crate::case::Origin::Fault(_)),
        "passed": event.passed(),
        "seconds": event.exchange.took.as_secs_f64(),
        "place": plan.locate(&case.place),
        "served": served(case),
        "requests": requests.collect::<Vec<_>>(),
        "outcome": outcome(event),
        "trouble": event.trouble,
        "findings": findings.collect::<Vec<_>>(),
        "again": (!event.passed()).then(|| told.again()),
    })
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
