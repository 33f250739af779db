//! What is wrong in a document, where, and what to do: collected by every stage, shown by none.
//!
//! Rendering lives in [`render`]; only the command line and the build-script entry call it.

pub mod code;
pub mod render;

pub use code::Code;

use crate::pointer::Pointer;
use std::collections::HashMap;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// Mended, left out or read as its author meant it.
    Warning,
    /// The document or this part of it cannot mean anything.
    Error,
}

/// One finding about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What kind of finding: stable over versions, explained by `specwright explain`.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where, in the user's text (file and pointer), or a position where there is no tree yet.
    pub place: Place,
    /// What is wrong, in the words of the specification, one line, no trailing period.
    pub message: String,
    /// What to do; `None` where the message says it.
    pub help: Option<String>,
    /// Other places that belong to it, each with a label.
    pub related: Vec<(Place, String)>,
    /// How many more places have the same finding (same code and message).
    pub more: usize,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// A value of the normalised document; the renderer asks `Origin` for the user's place.
    Normalized(Pointer),
    /// A value of a file of the source document: index of the file and pointer in it.
    Source {
        /// Index into the document's files; 0 is the file the user named.
        file: usize,
        /// Pointer within that file.
        pointer: Pointer,
    },
    /// A position of a text that could not be read to the end; line and column count from 1.
    Position {
        /// Index into the document's files.
        file: usize,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// Nowhere in particular: the file itself, a flag, the output folder.
    None,
}

impl Diagnostic {
    /// An error of this kind.
    #[must_use]
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, place, message)
    }

    /// A warning of this kind.
    #[must_use]
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, place, message)
    }

    /// A finding of this kind.
    #[must_use]
    pub fn new(code: Code, severity: Severity, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            place,
            message: message.into(),
            help: None,
            related: Vec::new(),
            more: 0,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place with a label.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }
}

/// All findings of a run, equal ones merged.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    index: HashMap<(&'static str, String), usize>,
    errors: usize,
}

impl Diagnostics {
    /// No finding yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding; one with the same code and message as an earlier one only raises its count.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if diagnostic.severity == Severity::Error {
            self.errors += 1;
        }
        let key = (diagnostic.code.slug(), diagnostic.message.clone());
        if let Some(first) = self.index.get(&key).and_then(|at| self.list.get_mut(*at)) {
            first.more += 1 + diagnostic.more;
            return;
        }
        self.index.insert(key, self.list.len());
        self.list.push(diagnostic);
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Findings in the order they came, equal ones once.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Number of findings, equal ones counted each.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list
            .iter()
            .filter(|d| d.severity == severity)
            .map(|d| 1 + d.more)
            .sum()
    }

    /// Makes every warning an error (`--strict`).
    pub fn deny_warnings(&mut self) {
        for diagnostic in &mut self.list {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
                self.errors += 1 + diagnostic.more;
            }
        }
    }

    /// Takes over the findings of another collection.
    pub fn append(&mut self, other: Self) {
        for diagnostic in other.list {
            self.push(diagnostic);
        }
    }
}

/// A text of the document for a message: a long one would hide the message.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 200;
    match text.char_indices().nth(MOST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::code::source as code;
    use super::*;

    fn warning(message: &str, line: usize) -> Diagnostic {
        let place = Place::Position {
            file: 0,
            line,
            column: 1,
        };
        Diagnostic::warning(code::NUMBER_ROUNDED, place, message)
    }

    #[test]
    fn equal_findings_are_one_with_a_count() {
        let mut all = Diagnostics::new();
        all.push(warning("a", 1));
        all.push(warning("b", 2));
        all.push(warning("a", 3));
        let mut other = Diagnostics::new();
        other.push(warning("a", 4));
        other.push(warning("a", 5));
        all.append(other);
        let list: Vec<_> = all
            .iter()
            .map(|d| (d.message.as_str(), d.place.clone(), d.more))
            .collect();
        // The first place is kept.
        let expected = [
            ("a", warning("a", 1).place, 3),
            ("b", warning("b", 2).place, 0),
        ];
        assert_eq!(list, expected);
        assert_eq!(all.count(Severity::Warning), 5);
    }

    #[test]
    fn only_errors_are_errors_until_warnings_are_denied() {
        let mut all = Diagnostics::new();
        all.push(warning("a", 1));
        all.push(warning("a", 2));
        assert!(!all.has_errors());
        all.deny_warnings();
        assert!(all.has_errors());
        assert_eq!(
            (all.count(Severity::Error), all.count(Severity::Warning)),
            (2, 0)
        );
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let long = "ü".repeat(300);
        let cut = shorten(&long);
        assert!(cut.starts_with("üü") && cut.ends_with("ü…"));
        assert_eq!(cut.chars().count(), 201);
        assert_eq!(shorten("short"), "short");
    }
}
