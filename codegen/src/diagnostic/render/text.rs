//! Findings as text for people.

use super::{Look, Sources};
use crate::diagnostic::{Diagnostics, Place, Severity};
use std::fmt::Write as _;

/// All findings.
#[must_use]
pub fn text(diagnostics: &Diagnostics, sources: &Sources<'_>, look: &Look) -> String {
    let _ = look;
    let mut out = String::new();
    for finding in diagnostics.iter() {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let place = match sources.origin.resolve(&finding.place) {
            Place::Normalized(pointer) | Place::Source { pointer, .. } => format!("#{pointer}"),
            Place::Position { line, column, .. } => format!("{line}:{column}"),
            Place::None => String::new(),
        };
        let path = sources.path.display();
        let (code, message) = (finding.code, &finding.message);
        let _ = writeln!(out, "{severity}[{code}]: {message}\n  --> {path}:{place}");
        if finding.more > 0 {
            let _ = writeln!(out, "  and in {} more places", finding.more);
        }
        if let Some(help) = &finding.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    out
}
