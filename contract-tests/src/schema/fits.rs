//! Whether a lenient reader could take a value for one of a schema: the types are right and what is
//! required is there. Lengths, patterns, enums and unknown members do not matter to it.
//!
//! Must not judge: a value that fits may break its schema.

use super::{Flat, Type};
use crate::document::Document;
use serde_json::Value;
use specwright::pointer::Pointer;

/// How many schemas are looked at for one value; beyond, it is taken to fit.
const MOST: usize = 4096;

/// Whether a lenient reader could take the value.
pub(crate) fn fits(document: &Document, schemas: &[Pointer], value: &Value) -> bool {
    fits_flat(&Flat::new(document, schemas), value)
}

/// The same for schemas already unfolded.
pub(crate) fn fits_flat(flat: &Flat<'_>, value: &Value) -> bool {
    let mut budget = MOST;
    reads(flat, value, &mut budget)
}

/// The depth is that of the value, which a JSON reader bounds, and of choices in choices, which the
/// budget does.
fn reads(flat: &Flat<'_>, value: &Value, budget: &mut usize) -> bool {
    let Some(rest) = budget.checked_sub(1) else {
        return true;
    };
    *budget = rest;
    let mut flat = flat.clone();
    flat.settle_requirements();
    if let Some(union) = flat.unions.pop() {
        return (0..union.branches.len()).any(|branch| {
            let mut chosen = flat.clone();
            chosen.choose(&union, branch);
            reads(&chosen, value, budget)
        });
    }
    if value.is_null() {
        return true;
    }
    match flat.ty() {
        None => true,
        Some(Type::String) => value.is_string(),
        Some(Type::Boolean) => value.is_boolean(),
        Some(Type::Integer) => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some(Type::Number) => value.is_number(),
        Some(Type::Array) => value.as_array().is_some_and(|items| {
            let below = flat.below(&flat.items());
            items.iter().all(|item| reads(&below, item, budget))
        }),
        Some(Type::Object) => is_object(&flat, value, budget),
    }
}

fn is_object(flat: &Flat<'_>, value: &Value, budget: &mut usize) -> bool {
    let Value::Object(members) = value else {
        return false;
    };
    let tagged = flat.tags.iter().all(|(property, tags)| {
        let tag = members.get(property).and_then(Value::as_str);
        tag.is_none_or(|tag| tags.iter().any(|known| known == tag))
    });
    let properties = flat.properties();
    // A required member that no property describes is not looked for.
    let required = flat.required().into_iter();
    let mut described = required.filter(|name| properties.contains_key(*name));
    tagged
        && described.all(|name| members.contains_key(name))
        && properties.iter().all(|(name, schemas)| {
            let Some(member) = members.get(name) else {
                return true;
            };
            reads(&flat.below(schemas), member, budget)
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_fits_by_its_types_and_required_members() {
        let document = Document::read(json!({ "components": { "schemas": {
            "A": { "type": "object", "required": ["a"],
                   "properties": { "a": { "type": "string", "maxLength": 1 }, "n": { "type": "integer" } } },
            "B": { "type": "object", "required": ["b"], "properties": { "b": { "type": "array", "items": { "type": "boolean" } } } },
            "C": { "type": "object", "required": ["c", "undescribed"], "properties": { "c": { "type": "integer" } } },
            "Either": { "oneOf": [
                { "$ref": "#/components/schemas/A" },
                { "$ref": "#/components/schemas/B" },
                { "$ref": "#/components/schemas/C" },
            ] },
        } } }));
        let place = Pointer::root()
            .child("components")
            .child("schemas")
            .child("Either");
        let fits = |value: Value| super::fits(&document, std::slice::from_ref(&place), &value);
        assert!(fits(json!({ "a": "longer than one", "unknown": 1 })));
        assert!(fits(json!({ "a": 1, "b": [true] })));
        assert!(fits(json!({ "a": "", "n": 1.0 })));
        assert!(!fits(json!({ "a": "", "n": 1.5 })));
        assert!(fits(json!({ "c": 1 })));
        assert!(!fits(json!({ "a": 1 })));
        assert!(!fits(json!({ "b": ["true"] })));
        assert!(!fits(json!({})));
        assert!(!fits(json!("a")));
    }
}
