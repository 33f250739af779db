//! What is wrong in a document, where, and what to do: collected by every stage, shown by none.
//!
//! Rendering lives in [`render`]; only the command line and the build-script entry call it.

pub mod code;
mod file_place;
pub mod render;

pub use code::Code;

pub use file_place::FilePlace;

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
    /// How many more places have the same finding (same code, severity and message).
    pub more: usize,
    /// These places, in the order they came; of very many the last ones are only counted.
    pub places: Vec<Place>,
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
    /// A place in a file beside the document: that of the user's choices.
    File(Box<FilePlace>),
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
            places: Vec::new(),
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

impl Place {
    /// About how many bytes it takes.
    fn size(&self) -> usize {
        let pointer = match self {
            Self::Normalized(pointer) | Self::Source { pointer, .. } => pointer.as_str().len(),
            Self::File(place) => place.line.len() + size_of::<FilePlace>(),
            Self::Position { .. } | Self::None => 0,
        };
        pointer + size_of::<Self>()
    }
}

/// All findings of a run, equal ones merged.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    merged: Box<Merged>,
    errors: usize,
}

/// What is needed to merge equal findings.
#[derive(Debug, Clone, Default)]
struct Merged {
    /// Where in the list the finding with this code, severity and message is.
    index: HashMap<(&'static str, Severity, String), usize>,
    /// How many findings of each code are told apart.
    kinds: HashMap<&'static str, usize>,
    /// Bytes that places of merged findings take.
    places: usize,
}

/// Findings of one code that are told apart; what more there are is merged into one.
const MOST_OF_A_KIND: usize = 2_000;

/// Bytes of places that are kept of merged findings; more are only counted. A document can have
/// one fault in every value, and pointers grow with depth.
const MOST_PLACES: usize = 8 << 20;

impl From<Diagnostic> for Diagnostics {
    fn from(finding: Diagnostic) -> Self {
        let mut diagnostics = Self::new();
        diagnostics.push(finding);
        diagnostics
    }
}

impl Diagnostics {
    /// No finding yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding; one with the same code, severity and message as an earlier one is merged
    /// into that.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.severity == Severity::Error {
            self.errors += 1;
        }
        let (code, severity) = (diagnostic.code, diagnostic.severity);
        let Merged {
            index,
            kinds,
            places,
        } = &mut *self.merged;
        let told = kinds.entry(code.slug()).or_default();
        let key = |message: &str| (code.slug(), severity, message.to_owned());
        let mut first = index.get(&key(&diagnostic.message));
        if first.is_none() && *told >= MOST_OF_A_KIND {
            let message = format!("more findings of this kind: {}", code.entry().summary);
            first = index.get(&key(&message));
            diagnostic.message = message;
            diagnostic.help = None;
            diagnostic.related.clear();
        }
        match first.and_then(|at| self.list.get_mut(*at)) {
            Some(first) => {
                first.more += 1 + diagnostic.more;
                for place in std::iter::once(diagnostic.place).chain(diagnostic.places) {
                    *places += place.size();
                    if *places > MOST_PLACES {
                        break;
                    }
                    first.places.push(place);
                }
            }
            None => {
                *told += 1;
                index.insert(key(&diagnostic.message), self.list.len());
                self.list.push(diagnostic);
            }
        }
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
    cut(text, 200)
}

/// A value of the document for a message, which is shown without its line where a program reads
/// it: a string as it is, anything else as JSON.
pub(crate) fn shown(value: &serde_json::Value) -> String {
    const MOST: usize = 60;
    match value {
        serde_json::Value::String(text) => cut(text, MOST),
        other => cut(&other.to_string(), MOST),
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
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
        let places = all.iter().next().map(|first| first.places.clone());
        let others = [3, 4, 5].map(|line| warning("a", line).place);
        assert_eq!(places.as_deref(), Some(others.as_slice()));
    }

    #[test]
    fn findings_and_places_do_not_grow_without_end() {
        let mut all = Diagnostics::new();
        for n in 0..MOST_OF_A_KIND + 10 {
            all.push(warning(&n.to_string(), n));
        }
        assert_eq!(all.iter().count(), MOST_OF_A_KIND + 1);
        assert_eq!(all.count(Severity::Warning), MOST_OF_A_KIND + 10);
        let last = all.iter().last().map(|last| (last.more, last.places.len()));
        assert_eq!(last, Some((9, 9)));
        let deep = Place::Normalized(Pointer::root().child(&"a".repeat(1 << 20)));
        for _ in 0..20 {
            all.push(Diagnostic::warning(code::YAML_TAG, deep.clone(), "deep"));
        }
        let last = all.iter().last().map(|last| (last.more, last.places.len()));
        assert_eq!(last, Some((19, 7)));
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
