//! Findings as JSON for programs.
//!
//! The form is stable: members may be added, none is renamed, retyped or taken away while
//! `version` stays the same.
//!
//! ```json
//! {
//!   "version": 1,
//!   "document": "openapi.yaml",
//!   "errors": 1,
//!   "warnings": 0,
//!   "notes": 0,
//!   "diagnostics": [{
//!     "code": "unresolved-reference",
//!     "severity": "error",
//!     "message": "…",
//!     "help": null,
//!     "file": "openapi.yaml",
//!     "line": 12,
//!     "column": 17,
//!     "pointer": "/paths/~1pets/get/$ref",
//!     "more": 1,
//!     "places": [{ "file": "…", "line": 1, "column": 1, "pointer": "…" }],
//!     "related": [{ "label": "…", "file": "…", "line": 1, "column": 1, "pointer": null }]
//!   }]
//! }
//! ```
//!
//! Lines and columns count from 1, columns in characters. `line`, `column` and `pointer` are null
//! where the finding is about the file as a whole; `more` counts further places of the same
//! finding, and `places` lists them (of places that take megabytes, the first).

use super::Sources;
use super::place::Shown;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::pointer::Pointer;
use serde_json::{Map, Value, json};

/// All findings, with a line break at the end.
#[must_use]
pub fn json(diagnostics: &Diagnostics, sources: &Sources<'_>) -> String {
    let list: Vec<Value> = diagnostics.iter().map(|d| one(d, sources)).collect();
    let value = json!({
        "version": 1,
        "document": sources.path.display().to_string(),
        "errors": diagnostics.count(Severity::Error),
        "warnings": diagnostics.count(Severity::Warning),
        "notes": diagnostics.count(Severity::Note),
        "diagnostics": list,
    });
    format!("{value:#}\n")
}

fn one(finding: &Diagnostic, sources: &Sources<'_>) -> Value {
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|(place, label)| {
            let labelled = [("label".to_owned(), Value::from(label.as_str()))];
            Value::Object(
                labelled
                    .into_iter()
                    .chain(place_of(place, sources))
                    .collect(),
            )
        })
        .collect();
    let places: Vec<Value> = finding
        .places
        .iter()
        .map(|place| Value::Object(place_of(place, sources)))
        .collect();
    let mut value = json!({
        "code": finding.code.slug(),
        "severity": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        "message": finding.message,
        "help": finding.help,
    });
    if let Value::Object(members) = &mut value {
        members.extend(place_of(&finding.place, sources));
        members.insert("more".to_owned(), finding.more.into());
        members.insert("places".to_owned(), places.into());
        members.insert("related".to_owned(), related.into());
    }
    value
}

/// The members that say where something is.
fn place_of(place: &Place, sources: &Sources<'_>) -> Map<String, Value> {
    let place = Shown::new(place, sources);
    let mut members = Map::new();
    let path = place.path.display().to_string();
    members.insert("file".to_owned(), path.into());
    let (line, column) = place.at.unzip();
    members.insert("line".to_owned(), line.into());
    members.insert("column".to_owned(), column.into());
    let pointer = place.pointer.as_ref().map(Pointer::as_str);
    members.insert("pointer".to_owned(), pointer.into());
    members
}
