//! Schemas of the document: judged by a JSON Schema library, read as plain keywords.
//!
//! Must not make values (`cases::synthesis`) nor compare them (`oracle`).

mod convert;
mod discriminator;
mod flat;

pub use flat::Type;
pub(crate) use flat::{Additional, Flat, Union};

use crate::document::Document;
use jsonschema::Validator;
use serde_json::Value;
use specwright::pointer::Pointer;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How deeply nested a schema is looked at.
const MAX_DEPTH: usize = 64;

/// Which way a body goes; decides which members may be required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// To the server.
    Request,
    /// To the client.
    Response,
}

/// Why a value breaks its schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where in the value.
    pub at: String,
    /// What the library says.
    pub message: String,
}

/// A validator, and the patterns it had to leave out.
#[derive(Debug)]
struct Judge {
    validator: Option<Validator>,
    trouble: Option<String>,
}

/// Validators of the document's schemas, each made once.
#[derive(Debug)]
pub struct Schemas {
    document: Arc<Document>,
    made: Mutex<BTreeMap<(Pointer, Direction), Arc<Judge>>>,
}

impl Schemas {
    /// None made yet.
    #[must_use]
    pub fn new(document: Arc<Document>) -> Self {
        Self {
            document,
            made: Mutex::new(BTreeMap::new()),
        }
    }

    /// The first few violations of a value against the schema at a place; empty: it is valid.
    #[must_use]
    pub fn violations(
        &self,
        schema: &Pointer,
        direction: Direction,
        value: &Value,
    ) -> Vec<Violation> {
        let judge = self.judge(schema, direction);
        let Some(validator) = &judge.validator else {
            return Vec::new();
        };
        if validator.is_valid(value) {
            return Vec::new();
        }
        validator
            .iter_errors(value)
            .take(3)
            .map(|error| Violation {
                at: error.instance_path().to_string(),
                message: shorten(&error.to_string()),
            })
            .collect()
    }

    /// Whether a value is valid.
    #[must_use]
    pub fn is_valid(&self, schema: &Pointer, direction: Direction, value: &Value) -> bool {
        self.judge(schema, direction)
            .validator
            .as_ref()
            .is_none_or(|validator| validator.is_valid(value))
    }

    /// Why a schema cannot be judged by, wholly or in part.
    #[must_use]
    pub fn trouble(&self, schema: &Pointer, direction: Direction) -> Option<String> {
        self.judge(schema, direction).trouble.clone()
    }

    fn judge(&self, schema: &Pointer, direction: Direction) -> Arc<Judge> {
        let place = self
            .document
            .resolve(schema)
            .unwrap_or_else(|| schema.clone());
        let key = (place, direction);
        {
            let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(judge) = made.get(&key) {
                return Arc::clone(judge);
            }
        }
        let judge = Arc::new(make(&self.document, &key.0, direction));
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(made.entry(key).or_insert(judge))
    }
}

/// A validator; where the library does not take a pattern, one without patterns.
fn make(document: &Document, schema: &Pointer, direction: Direction) -> Judge {
    let build = |with_patterns| {
        let converted = convert::convert(document, schema, direction, with_patterns);
        jsonschema::draft202012::options()
            .should_validate_formats(false)
            .build(&converted)
            .map_err(|error| shorten(&error.to_string()))
    };
    match build(true) {
        Ok(validator) => Judge {
            validator: Some(validator),
            trouble: None,
        },
        Err(first) => match build(false) {
            Ok(validator) => Judge {
                validator: Some(validator),
                trouble: Some(format!("judged without patterns: {first}")),
            },
            Err(error) => Judge {
                validator: None,
                trouble: Some(format!("not judged: {error}")),
            },
        },
    }
}

/// A message at a length that fits a report.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 300;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}
