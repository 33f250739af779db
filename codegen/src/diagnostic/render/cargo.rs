//! Findings as `cargo::warning` and `cargo::error` lines of a build script.
//!
//! Cargo obeys every line of a build script's output that begins with `cargo:`, so a finding is
//! one line whatever its texts hold.

use super::Sources;
use super::escape::visible;
use super::place::Shown;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use std::fmt::Write as _;

/// Warnings shown before the rest is only counted: cargo shows them again on every build.
const MOST: usize = 50;

/// Further places of a finding that are listed: a line is to be read.
const MOST_PLACES: usize = 5;

/// All findings but notes, one line each: errors, then warnings.
#[must_use]
pub fn cargo(diagnostics: &Diagnostics, sources: &Sources<'_>) -> String {
    let mut out = String::new();
    for (severity, key) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
        let mut findings = diagnostics.iter().filter(|f| f.severity == severity);
        for finding in findings.by_ref().take(MOST) {
            let _ = writeln!(out, "cargo::{key}={}", one(finding, sources));
        }
        let rest = findings.count();
        if rest > 0 {
            let path = visible(&sources.path.display().to_string());
            let _ = writeln!(
                out,
                "cargo::{key}={path}: and {rest} more; `specwright check` shows them all"
            );
        }
    }
    out
}

/// One finding in one line.
fn one(finding: &Diagnostic, sources: &Sources<'_>) -> String {
    let place = Shown::new(&finding.place, sources);
    let mut line = position(&place);
    let _ = write!(line, ": {} [{}]", visible(&finding.message), finding.code);
    if finding.more > 0 {
        let places = if finding.more == 1 { "place" } else { "places" };
        let _ = write!(line, " (and in {} more {places}", finding.more);
        for (index, place) in finding.places.iter().take(MOST_PLACES).enumerate() {
            let between = if index == 0 { ": " } else { ", " };
            let place = Shown::new(place, sources);
            let _ = write!(line, "{between}{}", position(&place));
        }
        line.push_str(if finding.more > MOST_PLACES {
            ", …)"
        } else {
            ")"
        });
    }
    for (place, label) in &finding.related {
        let place = Shown::new(place, sources);
        let _ = write!(line, "; {}: {}", visible(label), position(&place));
    }
    if let Some(help) = &finding.help {
        let _ = write!(line, "; help: {}", visible(help));
    }
    line
}

/// `file:line:column`, which editors and terminals make a link of.
fn position(place: &Shown<'_>) -> String {
    let path = visible(&place.path.display().to_string());
    match place.at {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path,
    }
}
