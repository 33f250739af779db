//! What came of one document, and the totals over all.

use super::super::cargo::Message;
use super::super::common::count;
use crate::diagnostic::render::{self, Look, Sources};
use crate::diagnostic::{Diagnostics, Severity};
use crate::generate::{Generated, Stats};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// One document.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What it is called.
    document: String,
    /// Size of the file.
    size: u64,
    /// Name of the generated crate and of its folder.
    pub(super) member: String,
    /// Whether there is a client.
    generated: bool,
    /// Warnings about the document.
    warnings: usize,
    /// Why there is no client: the first error, in one line.
    reason: Option<String>,
    /// Counts.
    stats: Stats,
    /// Time to generate.
    time: Duration,
    /// What the compiler says of the client; `None` where it was not compiled.
    messages: Option<Vec<Message>>,
}

impl Row {
    /// The row of a run.
    pub(super) fn new(
        path: &Path,
        name: &str,
        member: String,
        run: &Generated,
        time: Duration,
    ) -> Self {
        Self {
            document: name.to_owned(),
            size: fs::metadata(path).map_or(0, |file| file.len()),
            member,
            generated: run.is_complete(),
            warnings: run.diagnostics.count(Severity::Warning),
            reason: first_error(path, run),
            stats: run.stats,
            time,
            messages: None,
        }
    }

    /// The row of a document whose file of choices cannot be used.
    pub(super) fn unreadable(name: &str, member: String, reason: String) -> Self {
        let run = Generated::default();
        let mut row = Self::new(Path::new(name), name, member, &run, Duration::ZERO);
        row.generated = false;
        row.reason = Some(reason);
        row
    }

    /// Whether its client is to be compiled.
    pub(super) fn compiles_below(&self, limit: Option<u64>) -> bool {
        limit.is_none_or(|limit| self.size <= limit)
    }

    /// Takes what the compiler said of this client, where it was compiled.
    pub(super) fn take_messages(&mut self, all: &[Message], compiled: bool) {
        if compiled {
            let own = all.iter().filter(|message| message.member == self.member);
            self.messages = Some(own.cloned().collect());
        }
    }

    /// Whether there is nothing that wants attention.
    pub(super) fn is_fine(&self) -> bool {
        self.generated && self.messages.as_ref().is_none_or(Vec::is_empty)
    }

    fn outcome(&self) -> &'static str {
        match (self.generated, self.warnings) {
            (false, _) => "refused",
            (true, 0) => "generated",
            (true, _) => "with warnings",
        }
    }

    /// One line for people; what the compiler says stands below it.
    pub(super) fn line(&self) -> String {
        let stats = &self.stats;
        let mut line = format!(
            "{:13} {:>9} operations {:>11} responses {:>7} lines {:>7.2} s  {}",
            self.outcome(),
            share(stats.operations, stats.operations_documented),
            share(stats.responses, stats.responses_documented),
            stats.lines,
            self.time.as_secs_f64(),
            self.document,
        );
        if self.generated && self.warnings > 0 {
            let _ = write!(line, ": {}", count(self.warnings, "warning"));
        }
        if let Some(reason) = &self.reason {
            let _ = write!(line, ": {reason}");
        }
        match self.messages.as_deref() {
            None => {}
            Some([]) => line.push_str("; compiles"),
            Some(messages) => {
                let _ = write!(line, "; DOES NOT COMPILE CLEANLY: {}", messages.len());
                for message in messages.iter().take(SHOWN) {
                    let _ = write!(
                        line,
                        "\n    {}",
                        message.text.trim().replace('\n', "\n    ")
                    );
                }
            }
        }
        line
    }

    fn json(&self) -> Value {
        let stats = &self.stats;
        json!({
            "document": self.document,
            "bytes": self.size,
            "outcome": self.outcome(),
            "reason": self.reason,
            "warnings": self.warnings,
            "operations": stats.operations,
            "operations_documented": stats.operations_documented,
            "responses": stats.responses,
            "responses_documented": stats.responses_documented,
            "lines": stats.lines,
            "generated_bytes": stats.bytes,
            "seconds": self.time.as_secs_f64(),
            "compiled": self.messages.is_some(),
            "messages": self.messages.iter().flatten()
                .map(|message| json!({ "level": message.level, "text": message.text }))
                .collect::<Vec<_>>(),
        })
    }
}

/// Messages of the compiler that are shown for one document.
const SHOWN: usize = 3;

/// Sums over all documents.
#[derive(Debug, Clone, Default)]
pub(super) struct Totals {
    documents: usize,
    generated: usize,
    with_warnings: usize,
    refused: usize,
    compiled: usize,
    clean: usize,
    stats: Stats,
    time: Duration,
}

impl Totals {
    /// Over these rows.
    pub(super) fn of(rows: &[Row]) -> Self {
        let mut totals = Self::default();
        for row in rows {
            totals.documents += 1;
            totals.generated += usize::from(row.generated);
            totals.with_warnings += usize::from(row.generated && row.warnings > 0);
            totals.refused += usize::from(!row.generated);
            totals.compiled += usize::from(row.messages.is_some());
            totals.clean += usize::from(row.messages.as_ref().is_some_and(Vec::is_empty));
            totals.time += row.time;
            let (sum, stats) = (&mut totals.stats, &row.stats);
            sum.operations += stats.operations;
            sum.operations_documented += stats.operations_documented;
            sum.responses += stats.responses;
            sum.responses_documented += stats.responses_documented;
            sum.lines += stats.lines;
            sum.bytes += stats.bytes;
        }
        totals
    }

    /// For people.
    pub(super) fn text(&self) -> String {
        let stats = &self.stats;
        let mut text = format!(
            "\n{}: {} generated ({} with warnings), {} refused\n{} operations, {} responses, {} lines, {:.2} s",
            count(self.documents, "document"),
            self.generated,
            self.with_warnings,
            self.refused,
            share(stats.operations, stats.operations_documented),
            share(stats.responses, stats.responses_documented),
            stats.lines,
            self.time.as_secs_f64(),
        );
        if self.compiled > 0 {
            let _ = write!(
                text,
                "\n{} of {} compile without a warning",
                self.clean, self.compiled
            );
        }
        text
    }

    fn json(&self) -> Value {
        let stats = &self.stats;
        json!({
            "documents": self.documents,
            "generated": self.generated,
            "with_warnings": self.with_warnings,
            "refused": self.refused,
            "operations": stats.operations,
            "operations_documented": stats.operations_documented,
            "responses": stats.responses,
            "responses_documented": stats.responses_documented,
            "lines": stats.lines,
            "generated_bytes": stats.bytes,
            "seconds": self.time.as_secs_f64(),
            "compiled": self.compiled,
            "compiled_clean": self.clean,
        })
    }
}

/// All rows and totals for programs.
pub(super) fn json(rows: &[Row], totals: &Totals) -> String {
    let rows: Vec<_> = rows.iter().map(Row::json).collect();
    format!(
        "{:#}",
        json!({ "documents": rows, "totals": totals.json() })
    )
}

fn share(part: usize, whole: usize) -> String {
    format!("{part}/{whole}")
}

/// The first error of a run, in one line.
fn first_error(path: &Path, run: &Generated) -> Option<String> {
    let error = run
        .diagnostics
        .iter()
        .find(|finding| finding.severity == Severity::Error)?;
    let mut one = Diagnostics::new();
    one.push(error.clone());
    let sources = Sources {
        path,
        document: run.document.as_ref(),
        origin: &run.origin,
    };
    let look = Look {
        color: false,
        width: usize::MAX,
    };
    let text = render::text(&one, &sources, &look);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let headline = lines.next()?.to_owned();
    let place = lines.find(|line| line.starts_with("-->")).unwrap_or("");
    Some(format!("{headline} {place}").trim().to_owned())
}
