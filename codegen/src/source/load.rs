//! One file: its text, its format, its value tree, and what is wrong with them.

use super::index::{self, Index};
use super::limits::Spent;
use super::report::{About, merged_twice, out_of_range, tag, too_much};
use super::text;
use super::tree::{Budget, Fault};
use super::{Cause, Failure, Format, Limits, SourceFile, json, yaml};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::source as code;
use serde_json::Value;
use std::path::Path;

/// A file that was read, and what is wrong with it.
pub(super) struct Loaded {
    /// The file; its value is `null` where it has an error.
    pub(super) file: SourceFile,
    /// Its places, where they had to be worked out already.
    pub(super) index: Option<Index>,
    /// All findings.
    pub(super) findings: Vec<Diagnostic>,
    /// What it took of the limits.
    pub(super) spent: Spent,
}

/// Reads the file at `path`; `shown` is the path that people see, `file` the index it will have.
pub(super) fn load(path: &Path, shown: &Path, file: usize, limits: &Limits) -> Loaded {
    let mut loaded = Loaded {
        file: SourceFile {
            path: shown.to_owned(),
            text: String::new(),
            format: format_by_name(path).unwrap_or(Format::Yaml),
            value: Value::Null,
        },
        index: None,
        findings: Vec::new(),
        spent: Spent::default(),
    };
    match text::read(path, shown, file, limits) {
        Err(finding) => loaded.findings.push(*finding),
        Ok(text) => {
            loaded.file.text = text;
            let about = About {
                text: &loaded.file.text,
                file,
                limits,
            };
            let outcome = Reading(about).any(format_by_name(path));
            loaded.file.format = outcome.format;
            loaded.file.value = outcome.value;
            loaded.index = outcome.index;
            loaded.findings = outcome.findings;
            loaded.spent = outcome.spent;
        }
    }
    loaded
}

/// The format that the file's extension names.
fn format_by_name(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "json" => Some(Format::Json),
        "yaml" | "yml" => Some(Format::Yaml),
        _ => None,
    }
}

/// What came of a text.
struct Outcome {
    format: Format,
    /// `null` where there is an error.
    value: Value,
    /// The places, where they were needed.
    index: Option<Index>,
    findings: Vec<Diagnostic>,
    spent: Spent,
}

/// A text that is being read.
#[derive(Clone, Copy)]
struct Reading<'a>(About<'a>);

impl Reading<'_> {
    /// Reads a text whose name says this much of its format.
    ///
    /// JSON is nearly always YAML too, and tools write it into files named so. Its reader is the
    /// faster and leaner one, so it is asked first where a text begins like JSON.
    fn any(self, named: Option<Format>) -> Outcome {
        if named == Some(Format::Json) {
            return self.json().unwrap_or_else(|failure| {
                let json = (code::INVALID_JSON, "JSON");
                let finding = self.0.invalid(&failure, &Index::default(), json);
                Self::refused(Format::Json, vec![finding])
            });
        }
        if self.0.text.trim_start().starts_with(['{', '['])
            && let Ok(outcome) = self.json()
        {
            return outcome;
        }
        self.yaml()
    }

    /// The failure is a text that breaks the grammar.
    fn json(self) -> Result<Outcome, Failure> {
        let About { text, limits, .. } = self.0;
        let budget = Budget::of_json(limits, text.len());
        match json::parse(text, &budget) {
            Ok(value) => {
                let index = budget.rounded().then(|| index::scan_json(text));
                Ok(self.done(Format::Json, value, index, &budget))
            }
            Err(failure) if failure.cause == Cause::Grammar && budget.fault().is_none() => {
                Err(failure)
            }
            Err(failure) => {
                // The scanner needs a well-formed text; up to the second name this one is.
                let index = if budget.fault() == Some(Fault::DuplicateKey) {
                    index::scan_json(text)
                } else {
                    Index::default()
                };
                let findings = self.stopped(&failure, &budget, &index);
                Ok(Self::refused(Format::Json, findings))
            }
        }
    }

    /// The places come first: the reader of the tree knows no positions of tags and documents, and
    /// its parser is slow on texts that are nested without end.
    fn yaml(self) -> Outcome {
        let About { text, limits, .. } = self.0;
        let index = match index::scan_yaml(text, limits) {
            Err(problem) => {
                return Self::refused(Format::Yaml, vec![self.0.refused(&problem)]);
            }
            Ok(index) if index.is_partial() && brackets(text) > MOST_BRACKETS => {
                let finding = self.0.too_deep(self.0.start());
                return Self::refused(Format::Yaml, vec![finding]);
            }
            Ok(index) => index,
        };
        let budget = Budget::of_yaml(limits, text.len());
        match yaml::parse(text, &budget) {
            Ok(value) => self.done(Format::Yaml, value, Some(index), &budget),
            Err(failure) => {
                let findings = self.stopped(&failure, &budget, &index);
                Self::refused(Format::Yaml, findings)
            }
        }
    }

    fn refused(format: Format, findings: Vec<Diagnostic>) -> Outcome {
        Outcome {
            format,
            value: Value::Null,
            index: None,
            findings,
            spent: Spent::default(),
        }
    }

    fn done(self, format: Format, value: Value, index: Option<Index>, budget: &Budget) -> Outcome {
        let mut findings = Vec::new();
        if value.is_null() {
            findings.push(Diagnostic::error(
                code::EMPTY_DOCUMENT,
                self.0.start(),
                "the file holds no value: it is empty, or has comments only",
            ));
        }
        if let Some(index) = index.as_ref().filter(|_| budget.rounded()) {
            findings.extend(self.0.rounded(index));
        }
        Outcome {
            format,
            value,
            index,
            findings,
            spent: budget.spent(),
        }
    }

    /// The findings for a text that gave no tree.
    fn stopped(self, failure: &Failure, budget: &Budget, index: &Index) -> Vec<Diagnostic> {
        let about = self.0;
        let place = about.failed_at(failure);
        let finding = match budget.fault() {
            Some(Fault::DuplicateKey) => {
                let mut findings = about.duplicates(index);
                if findings.is_empty() {
                    findings.push(merged_twice(place));
                }
                return findings;
            }
            None => match failure.cause {
                Cause::Grammar => about.invalid(failure, index, (code::INVALID_YAML, "YAML")),
                Cause::Depth => about.too_deep(place),
                Cause::Repetition => too_much(place),
                Cause::Number => out_of_range(place),
            },
            Some(Fault::TooDeep) => about.too_deep(place),
            Some(Fault::TooMuch) => too_much(place),
            Some(Fault::Tag) => tag(place),
            Some(Fault::NotANumber) => out_of_range(place),
            Some(Fault::Merge) => Diagnostic::error(
                code::YAML_MERGE,
                place,
                "`<<` needs a mapping or a list of mappings",
            )
            .help("put it in quotes where a member of this name is meant"),
        };
        vec![finding]
    }
}

/// Brackets that `unsafe-libyaml` is left to read at once: its time grows with their square.
const MOST_BRACKETS: usize = 5_000;

/// The most brackets open at once if every bracket counts, in quotes or not.
fn brackets(text: &str) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}
