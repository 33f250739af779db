//! From a file to cases: reads and normalises the document, says which operations have cases and
//! derives them, and tells the file, line and column of any place.
//!
//! Must not run anything.

use crate::call::Compiled;
use crate::case::Cases;
use crate::cases::{Deriver, Options};
use crate::document::{Document, Operation};
use crate::finding::{DocumentFinding, LeftOut};
use crate::schema::Schemas;
use serde_json::{Map, Value};
use specwright::config::References;
use specwright::diagnostic::render::{Look, Sources, text};
use specwright::diagnostic::{Diagnostics, Severity};
use specwright::normalize::{Origin, normalize};
use specwright::pointer::Pointer;
use specwright::source;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// A document and what its cases are derived from.
#[derive(Debug)]
pub struct Plan {
    /// The document.
    pub document: Arc<Document>,
    /// Its schemas.
    pub schemas: Schemas,
    /// How many warnings reading it gave.
    pub warnings: usize,
    /// How many cases are made.
    options: Options,
    /// Operations that have cases.
    operations: Vec<usize>,
    /// See [`Plan::apart`].
    apart: Cases,
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

impl Scope<'_> {
    /// The operations that a client has.
    #[must_use]
    pub fn of<C>(calls: &[Compiled<C>]) -> Self {
        Self {
            called: Some(calls.iter().map(|call| call.key).collect()),
            ..Self::default()
        }
    }
}

impl Plan {
    /// Reads a document and says what has cases; an error is ready to be shown.
    pub fn read(path: &Path, references: &References, scope: &Scope<'_>) -> Result<Self, String> {
        let mut diagnostics = Diagnostics::new();
        let source = source::load(path, references, &mut diagnostics);
        let normalized = source
            .is_whole()
            .then(|| normalize(&source, &mut diagnostics))
            .flatten()
            .filter(|_| !diagnostics.has_errors());
        let Some(normalized) = normalized else {
            let sources = Sources {
                path,
                document: Some(&source),
                origin: &Origin::identity(),
            };
            let look = Look {
                color: false,
                width: 100,
                places: 0,
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
        let left_out = left_out(&value);
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
                let rest = name.strip_prefix(operation.name.as_str());
                rest.is_some_and(|rest| rest.starts_with("::"))
            })
        };
        let operations = document.operations.iter().enumerate();
        let operations = operations
            .filter(|(_, operation)| is_called(operation) && is_wanted(operation))
            .map(|(index, _)| index)
            .collect();
        let mut apart = Cases {
            left_out,
            ..Cases::default()
        };
        for (index, operation) in document.operations.iter().enumerate() {
            if !is_called(operation) {
                apart.left_out.push(LeftOut {
                    operation: Some(index),
                    place: operation.pointer.clone(),
                    reason: "operation is not in the client".to_owned(),
                    count: operation.responses.len(),
                });
            }
        }
        for (place, message) in &document.unreadable {
            apart.document.push(DocumentFinding {
                place: place.clone(),
                message: message.clone(),
            });
        }
        Self {
            options: scope.options.scaled(&document),
            document,
            schemas,
            warnings,
            operations,
            apart,
            places,
        }
    }

    /// Operations that have cases, by index in the document.
    #[must_use]
    pub fn operations(&self) -> &[usize] {
        &self.operations
    }

    /// Derives the cases of one operation after the other.
    #[must_use]
    pub fn deriver(&self) -> Deriver<'_> {
        Deriver::new(&self.document, &self.schemas, self.options)
    }

    /// What belongs to no operation that has cases: left out, or unreadable.
    #[must_use]
    pub fn apart(&self) -> &Cases {
        &self.apart
    }

    /// Every case at once, and what has none.
    #[must_use]
    pub fn all(&self) -> Cases {
        let deriver = self.deriver();
        let mut all = self.apart.clone();
        for operation in &self.operations {
            all.take_in(deriver.operation(*operation));
        }
        all
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

/// Operations and responses that normalisation has left out, each with its place and reason.
fn left_out(value: &Value) -> Vec<LeftOut> {
    let aside = value.get("x-specwright-left-out");
    let paths = aside.and_then(|aside| aside.get("paths"));
    let mut all = Vec::new();
    for (path, item) in members(paths) {
        for (method, operation) in members(Some(item)) {
            let place = Pointer::root().child("paths").child(path).child(method);
            let responses = members(operation.get("responses"));
            if let Some(reason) = reason(operation) {
                all.push(LeftOut {
                    operation: None,
                    place,
                    reason: format!("operation cannot be generated ({reason})"),
                    count: responses.count(),
                });
                continue;
            }
            all.extend(responses.map(|(status, response)| {
                let reason = reason(response).unwrap_or_default();
                LeftOut {
                    operation: None,
                    place: place.child("responses").child(status),
                    reason: format!("response cannot be generated ({reason})"),
                    count: 1,
                }
            }));
        }
    }
    all
}

fn reason(part: &Value) -> Option<&str> {
    part.get("x-specwright-left-out").and_then(Value::as_str)
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    let object = value.and_then(Value::as_object);
    object.into_iter().flat_map(Map::iter)
}
