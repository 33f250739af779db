//! One file: its text, its format, its value tree, and what is wrong with them.

use super::index::{self, Index, Problem, ProblemKind};
use super::text::{self, Lines};
use super::tree::{Budget, Fault};
use super::{Cause, Failure, Format, Limits, SourceFile, json, yaml};
use crate::diagnostic::code::source as code;
use crate::diagnostic::{Code, Diagnostic, Place, shorten};
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
    };
    match text::read(path, shown, file, limits) {
        Err(finding) => loaded.findings.push(*finding),
        Ok(text) => {
            loaded.file.format = format_by_name(path).unwrap_or_else(|| format_by_content(&text));
            loaded.file.text = text;
            let reading = Reading {
                text: &loaded.file.text,
                file,
                limits,
            };
            (loaded.file.value, loaded.index, loaded.findings) = match loaded.file.format {
                Format::Json => reading.json(),
                Format::Yaml => reading.yaml(),
            };
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

/// JSON begins with a brace or a bracket and is nearly always YAML too; the JSON reader is the
/// faster one and has the better messages.
fn format_by_content(text: &str) -> Format {
    if text.trim_start().starts_with(['{', '[']) {
        Format::Json
    } else {
        Format::Yaml
    }
}

/// A text that is being read.
#[derive(Clone, Copy)]
struct Reading<'a> {
    text: &'a str,
    file: usize,
    limits: &'a Limits,
}

/// The tree, the places if they were needed, and the findings.
type Outcome = (Value, Option<Index>, Vec<Diagnostic>);

impl Reading<'_> {
    fn json(self) -> Outcome {
        let budget = Budget::new(self.limits, false);
        match json::parse(self.text, &budget) {
            Ok(value) => {
                let index = budget.rounded().then(|| index::scan_json(self.text));
                self.done(value, index, &budget)
            }
            Err(failure) => {
                // The scanner needs a well-formed text; up to the second name this one is.
                let index = (budget.fault() == Some(Fault::DuplicateKey))
                    .then(|| index::scan_json(self.text));
                let invalid = (code::INVALID_JSON, "JSON");
                self.failed(&failure, &budget, index.as_ref(), invalid)
            }
        }
    }

    /// The places come first: the reader of the tree knows no positions of tags and documents, and
    /// its parser is slow on texts that are nested without end.
    fn yaml(self) -> Outcome {
        let index = match index::scan_yaml(self.text, self.limits) {
            Err(problem) => return (Value::Null, None, vec![self.refused(&problem)]),
            Ok(index) if index.is_partial() && brackets(self.text) > MOST_BRACKETS => {
                return (Value::Null, None, vec![self.too_deep(self.start())]);
            }
            Ok(index) => index,
        };
        let budget = Budget::new(self.limits, true);
        match yaml::parse(self.text, &budget) {
            Ok(value) => self.done(value, Some(index), &budget),
            Err(failure) => {
                let invalid = (code::INVALID_YAML, "YAML");
                self.failed(&failure, &budget, Some(&index), invalid)
            }
        }
    }

    fn done(self, value: Value, index: Option<Index>, budget: &Budget) -> Outcome {
        let mut findings = Vec::new();
        if value.is_null() {
            findings.push(Diagnostic::error(
                code::EMPTY_DOCUMENT,
                self.start(),
                "the file holds no value: it is empty, or has comments only",
            ));
        }
        if let Some(index) = index.as_ref().filter(|_| budget.rounded()) {
            let lines = Lines::of(self.text);
            findings.extend(index.wide_integers(self.text).map(|range| {
                Diagnostic::warning(
                    code::NUMBER_ROUNDED,
                    self.position(&lines, range.start),
                    "an integer beyond 64 bits is read as the nearest 64-bit binary fraction",
                )
                .help("write it as a string where every digit matters")
            }));
        }
        (value, index, findings)
    }

    /// The findings for a text that gave no tree.
    fn failed(
        self,
        failure: &Failure,
        budget: &Budget,
        index: Option<&Index>,
        invalid: (Code, &str),
    ) -> Outcome {
        let place = match failure.position {
            Some((line, column)) => Place::Position {
                file: self.file,
                line,
                column,
            },
            None => self.start(),
        };
        let finding = match budget.fault() {
            Some(Fault::DuplicateKey) => {
                let duplicates = index.map(|index| self.duplicates(index));
                return match duplicates.filter(|found| !found.is_empty()) {
                    Some(findings) => (Value::Null, None, findings),
                    None => (Value::Null, None, vec![merged_twice(place)]),
                };
            }
            None => match failure.cause {
                Cause::Grammar => self.invalid(failure, place, invalid),
                Cause::Depth => self.too_deep(place),
                Cause::Repetition => self.too_much(place),
                Cause::Number => out_of_range(place),
            },
            Some(Fault::TooDeep) => self.too_deep(place),
            Some(Fault::TooMuch) => self.too_much(place),
            Some(Fault::Tag) => tag(place),
            Some(Fault::NotANumber) => out_of_range(place),
            Some(Fault::Merge) => Diagnostic::error(
                code::YAML_MERGE,
                place,
                "`<<` needs a mapping or a list of mappings",
            )
            .help("put it in quotes where a member of this name is meant"),
        };
        (Value::Null, None, vec![finding])
    }

    /// The finding for a text that breaks the grammar.
    fn invalid(
        self,
        failure: &Failure,
        place: Place,
        (code, language): (Code, &str),
    ) -> Diagnostic {
        let message = format!("this is not {language}: {}", failure.message);
        let mut finding = Diagnostic::error(code, place, message);
        finding.help = failure.position.and_then(|at| self.likely(failure, at));
        if let Some((what, (line, column))) = &failure.within {
            let place = Place::Position {
                file: self.file,
                line: *line,
                column: *column,
            };
            finding = finding.related(place, what.clone());
        }
        finding
    }

    /// What the faults that people make most often look like to a parser.
    fn likely(self, failure: &Failure, (line, column): (usize, usize)) -> Option<String> {
        let lines = Lines::of(self.text);
        let text = self.text.get(lines.range(self.text, line)?)?;
        let here = text.chars().nth(column.saturating_sub(1));
        let help = if here == Some('\t') {
            "indent with spaces: YAML has no tabs there"
        } else if failure
            .message
            .starts_with("mapping values are not allowed")
        {
            "put the text in quotes: `: ` begins the value of a member"
        } else if here == Some('/') && text.trim_start().starts_with('/') {
            "JSON has no comments; remove it, or name the file `.yaml` and use `#`"
        } else {
            return None;
        };
        Some(help.to_owned())
    }

    /// Every member name that comes again, with where it stood first.
    fn duplicates(self, index: &Index) -> Vec<Diagnostic> {
        let lines = Lines::of(self.text);
        let duplicates = index.duplicates(self.text);
        let findings = duplicates.iter().map(|duplicate| {
            Diagnostic::error(
                code::DUPLICATE_KEY,
                self.position(&lines, duplicate.second.start),
                format!(
                    "the object has a member `{}` already",
                    shorten(&duplicate.name)
                ),
            )
            .help("remove or rename one of the two")
            .related(
                self.position(&lines, duplicate.first.start),
                "the first one",
            )
        });
        findings.collect()
    }

    /// The finding for a well-formed YAML text that is refused.
    fn refused(self, problem: &Problem) -> Diagnostic {
        let place = self.position(&Lines::of(self.text), problem.at);
        match problem.kind {
            ProblemKind::Tag => tag(place),
            ProblemKind::Name => Diagnostic::error(
                code::YAML_NAME,
                place,
                "a member name is an alias or a collection, not a string",
            ),
            ProblemKind::Recursion => Diagnostic::error(
                code::YAML_RECURSION,
                place,
                "an alias stands within the value that it stands for",
            )
            .help("use `$ref` for a schema that contains itself"),
            ProblemKind::SecondDocument => Diagnostic::error(
                code::SEVERAL_DOCUMENTS,
                place,
                "a second document begins here",
            )
            .help("put each document into a file of its own"),
            ProblemKind::Depth => self.too_deep(place),
            ProblemKind::Nodes => self.too_much(place),
        }
    }

    fn too_deep(self, place: Place) -> Diagnostic {
        let most = self.limits.depth;
        Diagnostic::error(
            code::TOO_DEEP,
            place,
            format!("more than {most} levels of objects and arrays"),
        )
    }

    fn too_much(self, place: Place) -> Diagnostic {
        let Limits {
            values,
            string_bytes,
            ..
        } = self.limits;
        Diagnostic::error(
            code::TOO_MUCH,
            place,
            format!(
                "more than {values} values or {string_bytes} bytes of strings, aliases expanded"
            ),
        )
    }

    /// The beginning of the file, for what is about all of it.
    fn start(self) -> Place {
        Place::Position {
            file: self.file,
            line: 1,
            column: 1,
        }
    }

    fn position(self, lines: &Lines, offset: usize) -> Place {
        let (line, column) = lines.line_column(self.text, offset);
        Place::Position {
            file: self.file,
            line,
            column,
        }
    }
}

fn out_of_range(place: Place) -> Diagnostic {
    Diagnostic::error(
        code::NUMBER_OUT_OF_RANGE,
        place,
        "the number is infinite, not a number, or beyond the range of 64-bit binary fractions",
    )
    .help("put it in quotes where the text is meant")
}

fn tag(place: Place) -> Diagnostic {
    Diagnostic::error(
        code::YAML_TAG,
        place,
        "a YAML tag gives this value a type that JSON does not have",
    )
    .help("to include another file, use `$ref`")
}

/// Two names that differ in the text and not in the tree; none is known, but the tree was refused.
fn merged_twice(place: Place) -> Diagnostic {
    Diagnostic::error(
        code::DUPLICATE_KEY,
        place,
        "the object has the same member twice",
    )
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
