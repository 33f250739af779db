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
//!     "more": 0,
//!     "related": [{ "label": "…", "file": "…", "line": 1, "column": 1, "pointer": null }]
//!   }]
//! }
//! ```
//!
//! Lines and columns count from 1, columns in characters. `line`, `column` and `pointer` are null
//! where the finding is about the file as a whole; `more` counts further places of the same finding.

use super::Sources;
use super::place::Shown;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::pointer::Pointer;
use serde_json::{Value, json};

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
    let place = Shown::new(&finding.place, sources);
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|(place, label)| {
            let place = Shown::new(place, sources);
            json!({
                "label": label,
                "file": place.path.display().to_string(),
                "line": place.at.map(|(line, _)| line),
                "column": place.at.map(|(_, column)| column),
                "pointer": place.pointer.as_ref().map(Pointer::as_str),
            })
        })
        .collect();
    json!({
        "code": finding.code.slug(),
        "severity": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        "message": finding.message,
        "help": finding.help,
        "file": place.path.display().to_string(),
        "line": place.at.map(|(line, _)| line),
        "column": place.at.map(|(_, column)| column),
        "pointer": place.pointer.as_ref().map(Pointer::as_str),
        "more": finding.more,
        "related": related,
    })
}
