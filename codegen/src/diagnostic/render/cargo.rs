//! Findings as `cargo::warning` and `cargo::error` lines of a build script.

use super::{Look, Sources, text};
use crate::diagnostic::{Diagnostics, Severity};
use std::fmt::Write as _;

/// All findings, one line each. Line breaks of any kind within a finding become spaces, so that no
/// text of a document can begin a line that cargo obeys.
#[must_use]
pub fn cargo(diagnostics: &Diagnostics, sources: &Sources<'_>) -> String {
    let mut out = String::new();
    let look = Look {
        color: false,
        width: usize::MAX,
    };
    for finding in diagnostics.iter() {
        let kind = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => continue,
        };
        let mut one = Diagnostics::new();
        one.push(finding.clone());
        let line = text(&one, sources, &look);
        let line: String = line
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let _ = writeln!(out, "cargo::{kind}={}", line.trim());
    }
    out
}
