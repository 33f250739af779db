//! The findings about one file's text.

use super::index::{Index, Problem, ProblemKind};
use super::text::Lines;
use super::{Failure, Limits};
use crate::diagnostic::code::source as code;
use crate::diagnostic::{Code, Diagnostic, Place, shorten};

/// Members that come twice shown before the rest is only counted.
const MOST_DUPLICATES: usize = 200;

/// Integers that are rounded whose places are kept.
const MOST_ROUNDED: usize = 10_000;

/// A text that findings are about.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// The index of its file.
    pub(super) file: usize,
    /// What it may ask of the reader.
    pub(super) limits: &'a Limits,
}

impl About<'_> {
    /// The finding for a text that breaks the grammar.
    pub(super) fn invalid(
        self,
        failure: &Failure,
        index: &Index,
        (code, language): (Code, &str),
    ) -> Diagnostic {
        let message = format!("this is not {language}: {}", failure.message);
        let mut finding = Diagnostic::error(code, self.failed_at(failure), message);
        finding.help = failure.position.and_then(|at| self.likely(failure, at));
        if let Some((what, (line, column))) = &failure.within {
            let place = Place::Position {
                file: self.file,
                line: *line,
                column: *column,
            };
            finding = finding.related(place, what.clone());
        } else if let Some(bracket) = index.open_bracket() {
            let place = self.position(&Lines::of(self.text), bracket);
            finding = finding.related(place, "this bracket is not closed");
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

    /// The finding for all integers that 64 bits do not hold.
    pub(super) fn rounded(self, index: &Index) -> Option<Diagnostic> {
        let lines = Lines::of(self.text);
        let mut places = index
            .wide_integers(self.text)
            .map(|integer| self.position(&lines, integer.start));
        let first = places.next()?;
        let mut finding = Diagnostic::warning(
            code::NUMBER_ROUNDED,
            first,
            "an integer beyond 64 bits is read as the nearest 64-bit binary fraction",
        )
        .help("write it as a string where every digit matters");
        finding.places = places.by_ref().take(MOST_ROUNDED).collect();
        finding.more = finding.places.len() + places.count();
        Some(finding)
    }

    /// Every member name that comes again, with where it stood first.
    pub(super) fn duplicates(self, index: &Index) -> Vec<Diagnostic> {
        let lines = Lines::of(self.text);
        let duplicates = index.duplicates(self.text);
        let shown = duplicates.iter().take(MOST_DUPLICATES).map(|duplicate| {
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
        let rest = duplicates.get(MOST_DUPLICATES..).unwrap_or_default();
        let counted = rest.first().map(|duplicate| {
            let place = self.position(&lines, duplicate.second.start);
            let message = format!("{} more members are in their object already", rest.len());
            Diagnostic::error(code::DUPLICATE_KEY, place, message)
        });
        shown.chain(counted).collect()
    }

    /// The finding for a well-formed YAML text that is refused.
    pub(super) fn refused(self, problem: &Problem) -> Diagnostic {
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
            ProblemKind::Nodes => too_much(place),
        }
    }

    /// The finding for a text with more levels than are read.
    pub(super) fn too_deep(self, place: Place) -> Diagnostic {
        let most = self.limits.depth;
        Diagnostic::error(
            code::TOO_DEEP,
            place,
            format!("more than {most} levels of objects and arrays"),
        )
    }

    /// Where a parser stopped.
    pub(super) fn failed_at(self, failure: &Failure) -> Place {
        match failure.position {
            Some((line, column)) => Place::Position {
                file: self.file,
                line,
                column,
            },
            None => self.start(),
        }
    }

    /// The beginning of the file, for what is about all of it.
    pub(super) fn start(self) -> Place {
        Place::Position {
            file: self.file,
            line: 1,
            column: 1,
        }
    }

    /// The place of a byte.
    pub(super) fn position(self, lines: &Lines, offset: usize) -> Place {
        let (line, column) = lines.line_column(self.text, offset);
        Place::Position {
            file: self.file,
            line,
            column,
        }
    }
}

/// The finding for a number that JSON does not have.
pub(super) fn out_of_range(place: Place) -> Diagnostic {
    Diagnostic::error(
        code::NUMBER_OUT_OF_RANGE,
        place,
        "the number is infinite, not a number, or beyond the range of 64-bit binary fractions",
    )
    .help("put it in quotes where the text is meant")
}

/// The finding for a tag.
pub(super) fn tag(place: Place) -> Diagnostic {
    Diagnostic::error(
        code::YAML_TAG,
        place,
        "a YAML tag gives this value a type that JSON does not have",
    )
    .help("to include another file, use `$ref`")
}

/// A name that comes twice although the places do not show it: they end before it.
pub(super) fn merged_twice(place: Place) -> Diagnostic {
    Diagnostic::error(
        code::DUPLICATE_KEY,
        place,
        "the object has the same member twice",
    )
}

/// The finding for a text with more values than are read.
pub(super) fn too_much(place: Place) -> Diagnostic {
    Diagnostic::error(
        code::TOO_MUCH,
        place,
        "the file has more values than are read of a file of its size, aliases expanded",
    )
    .help("write schemas once and refer to them with `$ref`, which stands for no copy")
}
