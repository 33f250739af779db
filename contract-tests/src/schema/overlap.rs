//! Values that fit more than one alternative of a `oneOf` (JSON Schema Wright-00, 5.24: exactly one
//! is to fit). Where alternatives overlap that is a fault of the document: no value may fit exactly
//! one, and those that a provider sends fit several.
//!
//! Must not decide what becomes of such a value.

use super::{Direction, Schemas, Violation, convert, refers, told};
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;
use specwright::pointer::Pointer;
use std::collections::BTreeMap;

/// Places of `oneOf` keywords of which a value fits several alternatives, and how many more than
/// one they are.
pub(crate) type Overlaps = BTreeMap<Pointer, usize>;

/// What a value is judged by.
#[derive(Clone, Copy)]
pub(super) struct Judging<'s> {
    pub(super) schemas: &'s Schemas,
    pub(super) direction: Direction,
}

/// A part of a value, and the schema that it is held to.
#[derive(Clone, Copy)]
struct Part<'p> {
    schema: &'p Pointer,
    value: &'p Value,
    at: &'p str,
    depth: usize,
}

impl Judging<'_> {
    /// The overlaps of a value that is valid but for them; else what it breaks.
    pub(super) fn whole(self, schema: &Pointer, value: &Value) -> Result<Overlaps, Violation> {
        self.part(Part {
            schema,
            value,
            at: "",
            depth: 0,
        })
    }

    fn part(self, part: Part<'_>) -> Result<Overlaps, Violation> {
        let mut found = Overlaps::new();
        let judge = self.schemas.0.judge(part.schema, self.direction);
        let errors = judge.validator.iter();
        for error in errors.flat_map(|validator| validator.iter_errors(part.value)) {
            found.extend(self.error(part, &error)?);
        }
        Ok(found)
    }

    fn error(self, part: Part<'_>, error: &ValidationError<'_>) -> Result<Overlaps, Violation> {
        let below = error.instance_path().as_str();
        let at = format!("{}{below}", part.at);
        match error.kind() {
            ValidationErrorKind::OneOfMultipleValid { context } => {
                let fitting = context.iter().filter(|errors| errors.is_empty()).count();
                let keyword = error.schema_path().as_str();
                let place = convert::origin(&self.schemas.0.document, part.schema, keyword);
                return Ok(Overlaps::from([(place, fitting.saturating_sub(1).max(1))]));
            }
            // An alternative that overlaps within.
            ValidationErrorKind::OneOfNotValid { context }
            | ValidationErrorKind::AnyOf { context } => {
                let fitting = context.iter().filter_map(|errors| self.all(part, errors));
                if let Some(fewest) = fitting.min_by_key(|found| found.values().sum::<usize>()) {
                    return Ok(fewest);
                }
            }
            _ => {
                if let (Some(schema), Some(value)) =
                    (refers::place(error), part.value.pointer(below))
                    && part.depth < refers::MAX_DEPTH
                {
                    return self.part(Part {
                        schema: &schema,
                        value,
                        at: &at,
                        depth: part.depth + 1,
                    });
                }
            }
        }
        Err(Violation {
            at,
            message: told(error),
        })
    }

    /// What is wrong with one alternative, where that is overlaps alone.
    fn all(self, part: Part<'_>, errors: &[ValidationError<'_>]) -> Option<Overlaps> {
        let mut found = Overlaps::new();
        for error in errors {
            found.extend(self.error(part, error).ok()?);
        }
        Some(found)
    }
}
