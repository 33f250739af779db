//! Findings as text for people: what was documented, what was seen, where, and how to run it again.

use super::{Run, Told};
use crate::finding::Finding;
use crate::oracle::Ended;
use std::fmt::Write;

/// One finding as a paragraph.
#[must_use]
pub fn finding(told: &Told<'_>, finding: &Finding) -> String {
    format!(
        "{check}: {name}\n  documented: {expected}\n  seen:       {got}\n  in:         {place}\n  again:      {again}\n",
        check = finding.check,
        name = told.case.name,
        expected = line(&finding.expected),
        got = line(&finding.got),
        place = told.plan.locate(&finding.place),
        again = told.again(),
    )
}

/// What failed in one case.
#[must_use]
pub(crate) fn failure(told: &Told<'_>) -> String {
    let mut text = String::new();
    let (case, event) = (told.case, told.event);
    if let Some(trouble) = &event.trouble {
        let _ = writeln!(text, "could not run: {}\n  {}", case.name, line(trouble));
    }
    for one in &event.findings {
        text.push_str(&finding(told, one));
    }
    if let Some(request) = event.exchange.requests.first() {
        let _ = writeln!(
            text,
            "  request:    {} {}",
            request.method,
            line(&request.target)
        );
    }
    if let Ended::Outcome(outcome) = &event.exchange.ended {
        let _ = writeln!(
            text,
            "  outcome:    {}",
            line(&crate::oracle::describe(outcome))
        );
    }
    text
}

/// What is wrong in the document, one line each.
#[must_use]
pub fn document_findings(run: &Run<'_>) -> String {
    let mut text = String::new();
    for finding in run.document {
        let place = run.plan.locate(&finding.place);
        let _ = writeln!(text, "{place}: {}", line(&finding.message));
    }
    text
}

/// What is left out, one line a place.
#[must_use]
pub fn left_out(run: &Run<'_>) -> String {
    let mut text = String::new();
    for entry in run.left_out {
        let place = run.plan.locate(&entry.place);
        let _ = writeln!(text, "{place}: {} × {}", entry.count, line(&entry.reason));
    }
    text
}

/// Text that came from a document or server, on one line and without control characters.
pub(crate) fn line(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => made.push_str("\\n"),
            '\r' => made.push_str("\\r"),
            '\t' => made.push_str("\\t"),
            // Direction overrides would show another text than there is (Unicode TR 36, 2.10).
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(made, "\\u{{{:x}}}", u32::from(c));
            }
            c if c.is_control() => {
                let _ = write!(made, "\\u{{{:x}}}", u32::from(c));
            }
            c => made.push(c),
        }
    }
    made
}
