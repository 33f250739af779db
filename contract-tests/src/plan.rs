//! From a file to cases: reads and normalises the document, derives the cases, and tells the file,
//! line and column of any place.
//!
//! Must not run anything.

use crate::case::Cases;
use crate::cases::{self, Options};
use crate::document::{Document, Operation};
use crate::finding::LeftOut;
use crate::schema::Schemas;
use specwright::config::References;
use specwright::diagnostic::render::{Look, Sources, text};
use specwright::diagnostic::{Diagnostics, Severity};
use specwright::normalize::{Origin, normalize};
use specwright::pointer::Pointer;
use specwright::source;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// A document with its cases.
#[derive(Debug)]
pub struct Plan {
    /// The document.
    pub document: Arc<Document>,
    /// Its schemas.
    pub schemas: Schemas,
    /// Its cases, and what has none.
    pub cases: Cases,
    /// How many warnings reading it gave.
    pub warnings: usize,
    places: Places,
}

/// From places of the normalised document to the user's text.
#[derive(Debug)]
struct Places {
    source: source::Document,
    origin: Origin,
}

/// Which cases are wanted.
#[derive(Debug, Clone, Default)]
pub struct Scope<'s> {
    /// How many.
    pub options: Options,
    /// Keys (`METHOD /path`) of the operations that the client has; `None`: all.
    pub called: Option<BTreeSet<&'s str>>,
    /// Only operations whose cases' names may begin with this; `None`: all.
    pub operation: Option<&'s str>,
}

impl Plan {
    /// Reads a document and derives its cases; an error is ready to be shown.
    pub fn read(path: &Path, references: &References, scope: &Scope<'_>) -> Result<Self, String> {
        let mut diagnostics = Diagnostics::new();
        let source = source::load(path, references, &mut diagnostics);
        let normalized = if diagnostics.has_errors() {
            None
        } else {
            normalize(&source, &mut diagnostics)
        };
        let Some(normalized) = normalized else {
            let sources = Sources {
                path,
                document: Some(&source),
                origin: &Origin::identity(),
            };
            let look = Look {
                color: false,
                width: 100,
            };
            return Err(text(&diagnostics, &sources, &look));
        };
        let warnings = diagnostics.count(Severity::Warning);
        let places = Places {
            source,
            origin: normalized.origin,
        };
        Ok(Self::new(normalized.value, places, warnings, scope))
    }

    fn new(value: serde_json::Value, places: Places, warnings: usize, scope: &Scope<'_>) -> Self {
        let document = Arc::new(Document::read(value));
        let schemas = Schemas::new(Arc::clone(&document));
        let is_called = |operation: &Operation| {
            scope
                .called
                .as_ref()
                .is_none_or(|called| called.contains(operation.key.as_str()))
        };
        let is_wanted = |operation: &Operation| {
            scope.operation.is_none_or(|name| {
                cases::clean(&operation.id) == name.split("::").next().unwrap_or_default()
            })
        };
        let mut cases = cases::derive_some(
            &document,
            &schemas,
            scope.options.scaled(&document),
            |operation| is_called(operation) && is_wanted(operation),
        );
        for (index, operation) in document.operations.iter().enumerate() {
            if !is_called(operation) {
                cases.left_out.push(LeftOut {
                    operation: Some(index),
                    place: operation.pointer.clone(),
                    reason: "operation is not in the client".to_owned(),
                    count: operation.responses.len(),
                });
            }
        }
        Self {
            document,
            schemas,
            cases,
            warnings,
            places,
        }
    }

    /// `file:line:column` of a place of the normalised document, or its pointer where the text has
    /// no such place.
    #[must_use]
    pub fn locate(&self, place: &Pointer) -> String {
        let (file, pointer) = self.places.origin.find(place);
        let path = self.places.source.files().get(file);
        match (path, self.places.source.locate_key(file, &pointer)) {
            (Some(source), Some(span)) => {
                format!("{}:{}:{}", source.path.display(), span.line, span.column)
            }
            (Some(source), None) => format!("{}#{pointer}", source.path.display()),
            (None, _) => format!("#{pointer}"),
        }
    }
}
