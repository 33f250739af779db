//! The suite's own reading of a normalised OpenAPI 3.0 document: operations, parameters, bodies,
//! responses and security, with the place of each.
//!
//! Shares nothing with the generator's model, so that a fault of the generator cannot hide itself.
//! Must not decide what is tested: see `cases`.

mod media;
mod operation;
mod parameter;
mod security;

pub use media::{Content, ExampleAt, MediaKind};
pub(crate) use media::{essence, is_one_type};
pub(crate) use operation::clean;
pub use operation::{HeaderAt, Operation, ResponseAt, StatusKey};
pub use parameter::{Location, Parameter, Style};
pub use security::{Requirement, Scheme, SchemeKind};

use serde_json::{Map, Value};
use specwright::pointer::Pointer;

/// How many `$ref`s are followed before a chain counts as endless.
const MAX_REFERENCES: usize = 64;

/// A document as the suite reads it.
#[derive(Debug, Clone)]
pub struct Document {
    value: Value,
    /// Operations in document order.
    pub operations: Vec<Operation>,
    /// Security schemes in document order.
    pub schemes: Vec<Scheme>,
    /// What could not be read, with its place.
    pub unreadable: Vec<(Pointer, String)>,
}

impl Document {
    /// Reads a normalised document.
    #[must_use]
    pub fn read(value: Value) -> Self {
        let mut document = Self {
            value,
            operations: Vec::new(),
            schemes: Vec::new(),
            unreadable: Vec::new(),
        };
        document.schemes = security::schemes(&document);
        let (operations, unreadable) = operation::operations(&document);
        document.operations = operations;
        document.unreadable = unreadable;
        document
    }

    /// How many responses all operations document.
    pub(crate) fn documented_responses(&self) -> usize {
        self.operations.iter().map(|it| it.responses.len()).sum()
    }

    /// The value at a place, references not followed.
    #[must_use]
    pub fn at(&self, pointer: &Pointer) -> Option<&Value> {
        // `Value::pointer` copies every token to undo escapes that next to none has.
        let mut at = &self.value;
        for token in pointer.as_str().split('/').skip(1) {
            let unescaped = token
                .contains('~')
                .then(|| token.replace("~1", "/").replace("~0", "~"));
            let token = unescaped.as_deref().unwrap_or(token);
            at = match at {
                Value::Object(members) => members.get(token)?,
                Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(at)
    }

    /// The place where a chain of `$ref`s ends; `None` where it leads nowhere or in a circle.
    #[must_use]
    pub fn resolve(&self, pointer: &Pointer) -> Option<Pointer> {
        let mut at = pointer.clone();
        for _ in 0..MAX_REFERENCES {
            match self.at(&at)?.get("$ref") {
                Some(Value::String(reference)) => at = local(reference)?,
                _ => return Some(at),
            }
        }
        None
    }

    /// The object at the end of a chain of `$ref`s, with its place.
    #[must_use]
    pub fn object(&self, pointer: &Pointer) -> Option<(Pointer, &Map<String, Value>)> {
        let at = self.resolve(pointer)?;
        let object = self.at(&at)?.as_object()?;
        Some((at, object))
    }

    /// The whole normalised document.
    #[must_use]
    pub fn root(&self) -> &Value {
        &self.value
    }
}

/// The place a local reference names (RFC 6901, 6).
#[must_use]
pub fn local(reference: &str) -> Option<Pointer> {
    Pointer::from_fragment(reference.strip_prefix('#')?)
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

fn flag(object: &Map<String, Value>, name: &str) -> bool {
    object.get(name).and_then(Value::as_bool).unwrap_or(false)
}
