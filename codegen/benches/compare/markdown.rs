//! The results as tables of Markdown.

use crate::measure::{Cost, Measured};
use crate::results::{Results, Row};
use crate::tool::Tool;
use std::fmt::{self, Write as _};

/// A table for each document, one for the libraries, and what the figures are.
pub(crate) fn table(results: &Results) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write(results, &mut text);
    text
}

const LEGEND: &str = "Medians. Time is user time in seconds but for `wall`, memory the peak of the largest \
process in MB. `check` and `build` are those of the generated package alone, its dependencies \
compiled before, without incremental compilation. In brackets: how many times specwright's figure \
on the same document it is. ¹ one run only.\n";

fn write(results: &Results, text: &mut String) -> fmt::Result {
    text.write_str(LEGEND)?;
    let mut documents: Vec<&str> = Vec::new();
    for row in &results.rows {
        if row.document != Row::LIBRARY && !documents.contains(&row.document.as_str()) {
            documents.push(&row.document);
        }
    }
    for document in documents {
        let rows: Vec<_> = of(results, document).collect();
        let ours = rows
            .iter()
            .copied()
            .find(|row| row.tool == Tool::Specwright.name());
        heading(document, &rows, text)?;
        text.write_str(
            "| generator | generate, s | wall, s | MB | lines | check, s | MB | warnings | build, s | MB |\n\
             |---|---|---|---|---|---|---|---|---|---|\n",
        )?;
        for row in &rows {
            generator(row, ours, text)?;
        }
    }
    let libraries: Vec<_> = of(results, Row::LIBRARY).collect();
    if libraries.is_empty() {
        return Ok(());
    }
    heading("Libraries that users would pick instead", &libraries, text)?;
    text.write_str("| library | check, s | MB | build, s | MB |\n|---|---|---|---|---|\n")?;
    for row in &libraries {
        write!(text, "| {} {} |", row.tool, row.version)?;
        step(&row.check, None, text)?;
        step(&row.build, None, text)?;
        text.write_str("\n")?;
    }
    Ok(())
}

fn of<'a>(results: &'a Results, document: &'a str) -> impl Iterator<Item = &'a Row> {
    results
        .rows
        .iter()
        .filter(move |row| row.document == document)
}

/// The document, and where and when its rows were measured.
fn heading(title: &str, rows: &[&Row], text: &mut String) -> fmt::Result {
    let mut machines: Vec<_> = rows.iter().map(|row| row.machine.describe()).collect();
    machines.dedup();
    write!(text, "\n### {title}\n\n{}\n\n", machines.join("; "))
}

fn generator(row: &Row, ours: Option<&Row>, text: &mut String) -> fmt::Result {
    write!(text, "| {} {} |", row.tool, row.version)?;
    if let Some(failure) = &row.generate.failure {
        return writeln!(text, " fails: {} |||||||||", cell(failure));
    }
    let base = ours.map(|ours| &ours.generate).filter(|_| !is(row, ours));
    let (time, memory) = (wall(&row.generate), peak(&row.generate));
    figure(user(&row.generate), base.and_then(user), 2, text)?;
    figure(time, base.and_then(wall), 2, text)?;
    figure(memory, base.and_then(peak), 0, text)?;
    once(&row.generate, text)?;
    match row.code {
        Some(code) => write!(text, " {} |", code.lines)?,
        None => text.write_str(" |")?,
    }
    let base = ours.filter(|_| !is(row, ours));
    step(&row.check, base.map(|ours| &ours.check), text)?;
    match row.warnings {
        Some(warnings) => write!(text, " {warnings} |")?,
        None => text.write_str(" |")?,
    }
    step(&row.build, base.map(|ours| &ours.build), text)?;
    text.write_str("\n")
}

fn is(row: &Row, ours: Option<&Row>) -> bool {
    ours.is_some_and(|ours| std::ptr::eq(row, ours))
}

/// Two cells: time and memory of compiling.
fn step(step: &Measured, base: Option<&Measured>, text: &mut String) -> fmt::Result {
    if let Some(failure) = &step.failure {
        return write!(text, " fails: {} | |", cell(failure));
    }
    figure(user(step), base.and_then(user), 2, text)?;
    figure(peak(step), base.and_then(peak), 0, text)?;
    once(step, text)
}

/// One cell: a figure, and how many times ours it is.
fn figure(value: Option<f64>, ours: Option<f64>, digits: usize, text: &mut String) -> fmt::Result {
    match (value, ours) {
        (None, _) => text.write_str(" |"),
        (Some(value), Some(ours)) if ours > 0.0 => {
            write!(text, " {value:.digits$} ({:.1}×) |", value / ours)
        }
        (Some(value), _) => write!(text, " {value:.digits$} |"),
    }
}

/// Marks the cell just written where its figure comes from one run.
fn once(step: &Measured, text: &mut String) -> fmt::Result {
    if step.runs.len() == 1 && text.ends_with(" |") {
        text.truncate(text.len() - 2);
        text.write_str("¹ |")?;
    }
    Ok(())
}

fn wall(step: &Measured) -> Option<f64> {
    step.median(|cost| cost.wall)
}

fn user(step: &Measured) -> Option<f64> {
    step.median(|cost| cost.user)
}

/// In megabytes.
fn peak(step: &Measured) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "53 bits of bytes are enough")]
    let bytes = |cost: &Cost| cost.peak as f64;
    step.median(bytes).map(|bytes| bytes / 1e6)
}

/// A complaint as the text of a cell.
fn cell(text: &str) -> String {
    let safe: String = text
        .chars()
        .map(|c| {
            if matches!(c, '|' | '`' | '<' | '>') || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    format!("`{safe}`")
}
