//! References between schemas, followed when a value comes to them: the keyword that stands for a
//! `$ref` (JSON Schema Core 2020-12, 8.2.3.1) looks its schema up among those already compiled.
//!
//! A validator that takes in everything it can reach is compiled once for every schema that reaches
//! the rest of the document, which in large documents are most of them.

use super::convert::REFERS;
use super::{Direction, Inner, Judge, shorten};
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Keyword, ValidationError, Validator};
use serde_json::Value;
use specwright::pointer::Pointer;
use std::cell::Cell;
use std::sync::{Arc, OnceLock, Weak};

/// How many references are followed inside of each other. A value that holds this many levels is
/// not judged further; nor is a circle of references that no level of the value ends.
pub(super) const MAX_DEPTH: usize = 256;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// A validator of one converted schema.
pub(super) fn build(
    schemas: &Arc<Inner>,
    direction: Direction,
    converted: &Value,
) -> Result<Validator, String> {
    let schemas = Arc::downgrade(schemas);
    jsonschema::draft202012::options()
        .should_validate_formats(false)
        .with_keyword(REFERS, move |_, value, _| {
            let refers: Box<dyn for<'i> Keyword<'i>> = Box::new(Refers {
                schemas: Weak::clone(&schemas),
                place: Pointer::parse(value.as_str().unwrap_or_default()).unwrap_or_default(),
                direction,
                target: OnceLock::new(),
            });
            Ok(refers)
        })
        .build(converted)
        .map_err(|error| shorten(&error.to_string()))
}

/// The place of the schema that a value broke, where it was referred to.
pub(super) fn place(error: &ValidationError<'_>) -> Option<Pointer> {
    match error.kind() {
        ValidationErrorKind::Custom { keyword, message } if keyword == REFERS => {
            Pointer::parse(message)
        }
        _ => None,
    }
}

/// The keyword: the schema at a place holds.
struct Refers {
    /// Weak, as is the target: schemas that refer to each other must not keep each other alive.
    schemas: Weak<Inner>,
    place: Pointer,
    direction: Direction,
    target: OnceLock<Weak<Judge>>,
}

impl Refers {
    fn target(&self) -> Option<Arc<Judge>> {
        if let Some(known) = self.target.get() {
            return known.upgrade();
        }
        let judge = self.schemas.upgrade()?.judge(&self.place, self.direction);
        // Another thread may have been first, with the same target.
        let _ = self.target.set(Arc::downgrade(&judge));
        Some(judge)
    }
}

impl<'i> Keyword<'i> for Refers {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, instance) {
            Ok(())
        } else {
            Err(ValidationError::custom(self.place.as_str()))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        DEPTH.with(|depth| {
            if depth.get() >= MAX_DEPTH {
                return false;
            }
            depth.set(depth.get() + 1);
            let valid = self.target().is_none_or(|judge| judge.is_valid(instance));
            depth.set(depth.get() - 1);
            valid
        })
    }
}
