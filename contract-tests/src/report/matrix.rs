//! The matrix of operations × statuses for a terminal, with totals.

use super::text::line;
use super::{Cell, Run};
use std::fmt::Write;

/// The widest that a name is shown.
const NAME_WIDTH: usize = 44;

/// Colours of a terminal, or none.
struct Paint(bool);

impl Paint {
    fn wrap(&self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// The matrix: a number of passed cases by cell, `failed/all` where some failed, `–` where a
/// documented response has no case, `◐` where it has none in one of its media types, blank where
/// none is documented.
#[must_use]
pub fn matrix(run: &Run<'_>, color: bool) -> String {
    let summary = run.summary;
    let paint = Paint(color);
    let mut text = String::new();
    let width = name_width(run);
    let mut head = format!("{:width$}", "operation");
    for key in &summary.keys {
        let _ = write!(head, " {key:>7}");
    }
    let _ = writeln!(text, "{}", paint.wrap("1", &format!("{head}  faults")));
    for row in &summary.rows {
        let Some(operation) = run.plan.document.operations.get(row.operation) else {
            continue;
        };
        let _ = write!(text, "{:width$}", name(&operation.id));
        for key in &summary.keys {
            let shown = row.cells.get(key).map_or_else(
                || " ".repeat(8),
                |cell| {
                    let in_part = row.is_tested_in_part(*key);
                    format!(" {}", self::cell(&paint, *cell, in_part))
                },
            );
            text.push_str(&shown);
        }
        let _ = writeln!(text, " {}", cell(&paint, row.faults, false));
    }
    text.push('\n');
    totals(run, &paint, &mut text);
    text
}

fn name_width(run: &Run<'_>) -> usize {
    run.plan
        .document
        .operations
        .iter()
        .map(|operation| name(&operation.id).chars().count())
        .max()
        .unwrap_or(0)
        .max("operation".len())
}

fn name(id: &str) -> String {
    let clean = line(id);
    if clean.chars().count() <= NAME_WIDTH {
        return clean;
    }
    let cut: String = clean.chars().take(NAME_WIDTH - 1).collect();
    format!("{cut}…")
}

fn cell(paint: &Paint, cell: Cell, in_part: bool) -> String {
    let (color, shown) = if cell.all() == 0 {
        ("33", "–".to_owned())
    } else if cell.failed > 0 {
        ("31;1", format!("✗ {}/{}", cell.failed, cell.all()))
    } else if in_part {
        ("33", format!("◐ {}", cell.passed))
    } else {
        ("32", format!("✓ {}", cell.passed))
    };
    paint.wrap(color, &format!("{shown:>7}"))
}

/// A count with its noun in the right number.
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

fn totals(run: &Run<'_>, paint: &Paint, text: &mut String) {
    let summary = run.summary;
    let failed = summary.cases - summary.passed;
    let _ = writeln!(
        text,
        "{} of {} of {} tested",
        summary.tested(),
        counted(summary.responses, "documented response"),
        counted(summary.rows.len(), "operation")
    );
    let in_part = summary.tested_in_part();
    if in_part > 0 {
        let _ = writeln!(
            text,
            "{} (◐) tested in part: no case has one of the media types",
            counted(in_part, "more response")
        );
    }
    let cases = format!(
        "{}: {} passed, {failed} failed",
        counted(summary.cases, "case"),
        summary.passed
    );
    let shown = paint.wrap(if failed == 0 { "32;1" } else { "31;1" }, &cases);
    let _ = writeln!(text, "{shown} in {:.1} s", run.took.as_secs_f64());
    if !run.document.is_empty() {
        let count = counted(run.document.len(), "finding");
        let _ = writeln!(text, "{count} about the document");
    }
    let reasons = summary.reasons();
    let all: usize = reasons.iter().map(|(_, count)| count).sum();
    if all > 0 {
        let _ = writeln!(text, "{all} left out:");
        for (reason, count) in reasons {
            let _ = writeln!(text, "  {count:>6} × {}", line(reason));
        }
    }
}
