//! What came of one document, and the totals over all.

use super::super::cargo::Message;
use super::super::common::count;
use super::find::Found;
use crate::diagnostic::code::normalize;
use crate::diagnostic::render::{self, Look, Sources};
use crate::diagnostic::{Diagnostics, Severity};
use crate::generate::{Generated, Stats};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// What came of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// A client, and nothing to say.
    Generated,
    /// A client, and something to say.
    WithWarnings,
    /// No client.
    Refused,
    /// A file in the folder that is no OpenAPI document: part of one, or something else.
    NoDocument,
}

impl Outcome {
    fn of(found: &Found, run: &Generated) -> Self {
        let errors = run.diagnostics.iter();
        let mut errors = errors.filter(|finding| finding.severity == Severity::Error);
        match errors.next() {
            Some(error) if error.code == normalize::NOT_OPENAPI && !found.is_named => {
                Self::NoDocument
            }
            Some(_) => Self::Refused,
            None if run.diagnostics.count(Severity::Warning) > 0 => Self::WithWarnings,
            None => Self::Generated,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::WithWarnings => "with warnings",
            Self::Refused => "refused",
            Self::NoDocument => "no document",
        }
    }
}

/// One document.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What it is called.
    document: String,
    /// Size of the file.
    size: u64,
    /// Name of the generated crate and of its folder.
    pub(super) member: String,
    /// What came of it.
    outcome: Outcome,
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
    pub(super) fn new(found: &Found, member: String, run: &Generated, time: Duration) -> Self {
        Self {
            document: found.name.clone(),
            size: fs::metadata(&found.path).map_or(0, |file| file.len()),
            member,
            outcome: Outcome::of(found, run),
            warnings: run.diagnostics.count(Severity::Warning),
            reason: first_error(&found.path, run),
            stats: run.stats,
            time,
            messages: None,
        }
    }

    /// The row of a document whose file of choices cannot be used.
    pub(super) fn unreadable(found: &Found, member: String, diagnostics: Diagnostics) -> Self {
        let run = Generated {
            diagnostics,
            ..Generated::default()
        };
        let mut row = Self::new(found, member, &run, Duration::ZERO);
        row.outcome = Outcome::Refused;
        row
    }

    /// Whether it is to be shown: files that are no documents are only counted.
    pub(super) fn is_document(&self) -> bool {
        self.outcome != Outcome::NoDocument
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
        self.outcome != Outcome::Refused && self.messages.as_ref().is_none_or(Vec::is_empty)
    }

    /// One line for people; what the compiler says stands below it.
    pub(super) fn line(&self) -> String {
        let stats = &self.stats;
        let mut line = format!(
            "{:13} {:>9} operations {:>11} responses {:>7} lines {:>7.2} s  {}",
            self.outcome.word(),
            share(stats.operations, stats.operations_documented),
            share(stats.responses, stats.responses_documented),
            stats.lines,
            self.time.as_secs_f64(),
            self.document,
        );
        if self.outcome == Outcome::WithWarnings {
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
            "outcome": self.outcome.word(),
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
    other_files: usize,
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
            match row.outcome {
                Outcome::Generated => totals.generated += 1,
                Outcome::WithWarnings => {
                    totals.generated += 1;
                    totals.with_warnings += 1;
                }
                Outcome::Refused => totals.refused += 1,
                Outcome::NoDocument => {
                    totals.other_files += 1;
                    continue;
                }
            }
            totals.documents += 1;
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
        if self.other_files > 0 {
            let _ = write!(text, "\n{} no OpenAPI document", are(self.other_files));
        }
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
            "other_files": self.other_files,
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

fn are(files: usize) -> String {
    if files == 1 {
        "1 other file is".to_owned()
    } else {
        format!("{files} other files are")
    }
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
        places: 0,
    };
    let text = render::text(&one, &sources, &look);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let headline = lines.next()?.to_owned();
    let place = lines.find(|line| line.starts_with("-->")).unwrap_or("");
    Some(format!("{headline} {place}").trim().to_owned())
}
