//! Which values of an `enum` obey the keywords beside it: all must hold (JSON Schema Wright-00, 5),
//! and in documents of hands they do not always.
//!
//! Must not choose between them.

use super::numbers::is_within;
use super::strings::{Patterns, is_text};
use crate::schema::Flat;
use serde_json::Value;
use specwright::pointer::Pointer;

/// The values of an enumeration.
pub(super) struct Listed {
    /// Those that can be used; all, where none obeys.
    pub(super) usable: Vec<Value>,
    /// Places of those that break a keyword beside them.
    pub(super) broken: Vec<Pointer>,
}

/// Sorts the values; null is told by other means.
pub(super) fn sorted(flat: &Flat<'_>, values: &[&Value], patterns: &Patterns) -> Listed {
    let not_null = values.iter().copied().filter(|value| !value.is_null());
    let (fitting, broken): (Vec<&Value>, Vec<&Value>) =
        not_null.partition(|value| obeys(flat, value, patterns));
    let places = broken.iter().filter_map(|value| flat.enum_place(value));
    let places = places.collect();
    let usable = if fitting.is_empty() { broken } else { fitting };
    Listed {
        usable: usable.into_iter().cloned().collect(),
        broken: places,
    }
}

fn obeys(flat: &Flat<'_>, value: &Value, patterns: &Patterns) -> bool {
    match value {
        Value::String(text) => is_text(flat, patterns, text),
        Value::Number(number) => number.as_f64().is_none_or(|number| is_within(flat, number)),
        _ => true,
    }
}
