//! Schemas of the document: judged by a JSON Schema library, read as plain keywords.
//!
//! Must not make values (`cases::synthesis`) nor compare them (`oracle`).

mod convert;
mod discriminator;
mod fits;
mod flat;
mod overlap;
mod refers;

pub(crate) use fits::{fits, fits_flat};
pub use flat::Type;
pub(crate) use flat::{Additional, Flat, Union};
pub(crate) use overlap::Overlaps;

use crate::document::Document;
use jsonschema::{ValidationError, Validator};
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

/// How many violations are told.
const MAX_VIOLATIONS: usize = 3;

/// The validator of one schema, without those that it refers to.
#[derive(Debug)]
struct Judge {
    /// `None` where the library takes the schema in no form.
    validator: Option<Validator>,
}

/// Validators of the document's schemas, each made once, when a value first needs it.
#[derive(Debug, Clone)]
pub struct Schemas(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    document: Arc<Document>,
    made: Mutex<BTreeMap<(Pointer, Direction), Arc<Judge>>>,
    troubles: Mutex<Vec<(Pointer, String)>>,
}

impl Schemas {
    /// None made yet.
    #[must_use]
    pub fn new(document: Arc<Document>) -> Self {
        Self(Arc::new(Inner {
            document,
            made: Mutex::default(),
            troubles: Mutex::default(),
        }))
    }

    /// The first few violations of a value against the schema at a place; empty: it is valid.
    #[must_use]
    pub fn violations(
        &self,
        schema: &Pointer,
        direction: Direction,
        value: &Value,
    ) -> Vec<Violation> {
        let mut found = Vec::new();
        if !self.is_valid(schema, direction, value) {
            self.collect((schema, direction), ("", value), 0, &mut found);
        }
        found
    }

    /// Notes the violations of the part of a value at `at`; into a schema that is referred to with
    /// the part that broke it.
    fn collect(
        &self,
        (schema, direction): (&Pointer, Direction),
        (at, value): (&str, &Value),
        depth: usize,
        found: &mut Vec<Violation>,
    ) {
        let judge = self.0.judge(schema, direction);
        let Some(validator) = &judge.validator else {
            return;
        };
        for error in validator.iter_errors(value) {
            if found.len() >= MAX_VIOLATIONS {
                return;
            }
            let below = error.instance_path().as_str();
            let place = format!("{at}{below}");
            match (refers::place(&error), value.pointer(below)) {
                (Some(target), Some(part)) if depth < refers::MAX_DEPTH => {
                    self.collect((&target, direction), (&place, part), depth + 1, found);
                }
                _ => found.push(Violation {
                    at: place,
                    message: told(&error),
                }),
            }
        }
    }

    /// Where a value fits more alternatives of a `oneOf` than one, if it is valid but for that; else
    /// what it breaks. Such a value is the document's fault, and breaks nothing else.
    pub(crate) fn admit(
        &self,
        schema: &Pointer,
        direction: Direction,
        value: &Value,
    ) -> Result<Overlaps, Violation> {
        if self.is_valid(schema, direction, value) {
            return Ok(Overlaps::new());
        }
        let judging = overlap::Judging {
            schemas: self,
            direction,
        };
        judging.whole(schema, value)
    }

    /// Whether a value is valid.
    #[must_use]
    pub fn is_valid(&self, schema: &Pointer, direction: Direction, value: &Value) -> bool {
        self.0.judge(schema, direction).is_valid(value)
    }

    /// Schemas that cannot be judged by, wholly or in part, and why; each is told once.
    #[must_use]
    pub fn take_troubles(&self) -> Vec<(Pointer, String)> {
        std::mem::take(&mut *lock(&self.0.troubles))
    }
}

impl Judge {
    fn is_valid(&self, value: &Value) -> bool {
        self.validator
            .as_ref()
            .is_none_or(|validator| validator.is_valid(value))
    }
}

impl Inner {
    fn judge(self: &Arc<Self>, schema: &Pointer, direction: Direction) -> Arc<Judge> {
        let place = self.document.resolve(schema);
        let key = (place.unwrap_or_else(|| schema.clone()), direction);
        if let Some(judge) = lock(&self.made).get(&key) {
            return Arc::clone(judge);
        }
        // Made outside of the lock: another thread may make the same, and one of them is kept.
        let (judge, trouble) = self.make(&key.0, direction);
        let mut made = lock(&self.made);
        if let Some(judge) = made.get(&key) {
            return Arc::clone(judge);
        }
        lock(&self.troubles).extend(trouble.map(|trouble| (key.0.clone(), trouble)));
        let judge = Arc::new(judge);
        made.insert(key, Arc::clone(&judge));
        judge
    }

    /// A validator; where the library does not take a pattern, one without patterns.
    fn make(self: &Arc<Self>, place: &Pointer, direction: Direction) -> (Judge, Option<String>) {
        let build = |with_patterns| {
            let converted = convert::convert(&self.document, place, direction, with_patterns);
            refers::build(self, direction, &converted)
        };
        let (validator, trouble) = match build(true) {
            Ok(validator) => (Some(validator), None),
            Err(first) => match build(false) {
                Ok(validator) => (
                    Some(validator),
                    Some(format!("judged without patterns: {first}")),
                ),
                Err(error) => (None, Some(format!("not judged: {error}"))),
            },
        };
        (Judge { validator }, trouble)
    }
}

/// What is wrong with a value. Messages begin with the value; a long one would leave no room for
/// what is wrong.
fn told(error: &ValidationError<'_>) -> String {
    const LONG: usize = 120;
    if error.instance().to_string().len() > LONG {
        return shorten(&error.masked_with("the value").to_string());
    }
    shorten(&error.to_string())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A message at a length that fits a report.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 300;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use super::*;
    use serde_json::json;

    #[test]
    fn of_a_long_value_the_fault_is_told_and_of_a_short_one_both() {
        let document = Document::read(json!({ "components": { "schemas": {
            "A": { "oneOf": [{ "type": "object" }, { "required": ["name"] }] },
        } } }));
        let schemas = Schemas::new(Arc::new(document));
        let at = Pointer::parse("/components/schemas/A").unwrap();
        let message = |value: &Value| {
            let found = schemas.violations(&at, Direction::Response, value);
            found.first().unwrap().message.clone()
        };
        let long = message(&json!({ "name": "text ".repeat(100) }));
        assert!(
            long.starts_with("the value is valid under more than one"),
            "{long}"
        );
        let short = message(&json!({ "name": "text" }));
        assert!(
            short.starts_with(r#"{"name":"text"} is valid under"#),
            "{short}"
        );
    }
}
