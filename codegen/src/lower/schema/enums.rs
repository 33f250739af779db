//! Scalars with documented values: `enum` (JSON Schema Validation draft Wright-00, 5.20).
//!
//! Every such type also keeps values that the document does not know. Must not: sort values.

use super::{Definition, Flat, JsonType};
use crate::api::{Doc, Enum, EnumRepr, EnumVariant, Literal, TypeKind};
use crate::diagnostic::code::lower as code;
use crate::lower::{Ctx, names};

impl<'a> Ctx<'a> {
    /// The enum of a schema's values; `None` where it has none, or is `true` and `false`.
    pub(super) fn enumeration(&mut self, flat: &Flat<'a>) -> Option<Definition> {
        let values = flat.values.as_ref()?;
        let ty = flat.json_type();
        if matches!(
            ty,
            Some(JsonType::Boolean | JsonType::Array | JsonType::Object)
        ) {
            return None;
        }
        let (kept, foreign): (Vec<&Literal>, Vec<&Literal>) = values
            .iter()
            .filter(|value| **value != Literal::Null)
            .partition(|value| is_of(value, ty));
        if !foreign.is_empty() {
            let message = "`enum` has values that its `type` excludes; they are left out";
            self.warn(code::NOT_NORMALIZED, &flat.at, message);
        }
        if kept.iter().all(|value| matches!(value, Literal::Bool(_))) {
            return None;
        }
        Some(Definition::plain(TypeKind::Enum(enum_of(
            kept.into_iter().cloned(),
        ))))
    }
}

/// The open enum of these values, equal ones taken once.
pub(super) fn enum_of(values: impl IntoIterator<Item = Literal>) -> Enum {
    let mut unique: Vec<Literal> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for value in values {
        if seen.insert(format!("{value:?}")) {
            unique.push(value);
        }
    }
    let repr = if unique
        .iter()
        .all(|value| matches!(value, Literal::String(_)))
    {
        EnumRepr::String
    } else if unique
        .iter()
        .all(|value| matches!(value, Literal::Integer(_)))
    {
        EnumRepr::Integer
    } else {
        EnumRepr::Mixed
    };
    let texts: Vec<String> = unique.iter().map(text).collect();
    let names = names::variants(texts.iter().map(String::as_str), names::reserved::VARIANTS);
    let variants = unique
        .into_iter()
        .zip(names)
        .map(|(value, name)| EnumVariant {
            name,
            value,
            doc: Doc::default(),
        })
        .collect();
    Enum {
        repr,
        variants,
        unknown: names::type_name("Unknown"),
    }
}

/// Whether a value can be of a type at all.
fn is_of(value: &Literal, ty: Option<JsonType>) -> bool {
    match ty {
        Some(JsonType::String) => matches!(value, Literal::String(_)),
        Some(JsonType::Integer) => matches!(value, Literal::Integer(_)),
        Some(JsonType::Number) => matches!(value, Literal::Integer(_) | Literal::Number(_)),
        _ => true,
    }
}

/// The text that a variant is named after.
fn text(value: &Literal) -> String {
    match value {
        Literal::String(text) | Literal::Number(text) => text.clone(),
        Literal::Integer(number) => number.to_string(),
        Literal::Bool(value) => value.to_string(),
        Literal::Null => "null".to_owned(),
    }
}
