//! OpenAPI 3.0 schemas as JSON Schema 2020-12, for a library to judge with.
//!
//! What differs (OpenAPI 3.0.3, 4.7.24): `nullable`, boolean `exclusiveMinimum`, siblings of
//! `$ref`, `discriminator`, `readOnly` and `writeOnly` in `required`. Formats are not asserted. A
//! reference becomes the keyword [`REFERS`], so that every schema of a document is converted and
//! compiled once, however many others refer to it.

use super::discriminator::Discriminator;
use super::{Direction, MAX_DEPTH};
use crate::document::{Document, local};
use serde_json::{Map, Value, json};
use specwright::pointer::Pointer;

/// Keyword for "the schema at this place holds"; see [`super::refers`].
pub(super) const REFERS: &str = "x-specwright-schema-at";

/// The JSON Schema of the schema at `place`.
pub(super) fn convert(
    document: &Document,
    place: &Pointer,
    direction: Direction,
    with_patterns: bool,
) -> Value {
    let conversion = Conversion {
        document,
        direction,
        with_patterns,
    };
    document
        .at(place)
        .map_or(Value::Bool(true), |value| conversion.schema(value, 0))
}

/// Where in the document a keyword of the converted schema of `place` stands, as near as it can be
/// told.
pub(super) fn origin(document: &Document, place: &Pointer, keyword: &str) -> Pointer {
    let mut at = document.resolve(place).unwrap_or_else(|| place.clone());
    let path = Pointer::parse(keyword).unwrap_or_default();
    let mut tokens = path.tokens();
    while let Some(token) = tokens.next() {
        let object = document.at(&at);
        let is_nullable = object.and_then(|object| object.get("nullable"));
        if token == "anyOf" && is_nullable == Some(&Value::Bool(true)) {
            // What is nullable is the second of two alternatives: see `nullable`.
            let _ = tokens.next();
            match tokens.next() {
                Some(token) => at = at.child(&token),
                None => return at,
            }
            continue;
        }
        let below = at.child(&token);
        // The others are of the conversion: see `tagged`.
        if document.at(&below).is_some() {
            at = below;
        }
    }
    at
}

struct Conversion<'d> {
    document: &'d Document,
    direction: Direction,
    with_patterns: bool,
}

impl Conversion<'_> {
    fn schema(&self, schema: &Value, depth: usize) -> Value {
        let Some(object) = schema.as_object() else {
            return Value::Bool(true);
        };
        if depth > MAX_DEPTH {
            return Value::Bool(true);
        }
        if let Some(Value::String(text)) = object.get("$ref") {
            return self.refer(text);
        }
        let mut made = Map::new();
        self.scalars(object, &mut made);
        self.object(object, &mut made, depth);
        if let Some(items) = object.get("items") {
            made.insert("items".to_owned(), self.schema(items, depth + 1));
        }
        self.combined(object, &mut made, depth);
        nullable(object, made)
    }

    fn refer(&self, text: &str) -> Value {
        match local(text).and_then(|at| self.document.resolve(&at)) {
            Some(target) => json!({ REFERS: target.as_str() }),
            None => Value::Bool(true),
        }
    }

    /// Keywords of numbers, strings, arrays and objects that are numbers or flags.
    fn scalars(&self, object: &Map<String, Value>, made: &mut Map<String, Value>) {
        for name in [
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
        ] {
            if let Some(count) = object.get(name).filter(|value| value.is_u64()) {
                made.insert(name.to_owned(), count.clone());
            }
        }
        for (name, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            if let Some(bound) = object.get(name).filter(|value| value.is_number()) {
                let strict = object.get(exclusive) == Some(&Value::Bool(true));
                let name = if strict { exclusive } else { name };
                made.insert(name.to_owned(), bound.clone());
            }
        }
        if let Some(step) = object.get("multipleOf")
            && step.as_f64().is_some_and(|step| step > 0.0)
        {
            made.insert("multipleOf".to_owned(), step.clone());
        }
        if let Some(unique @ Value::Bool(_)) = object.get("uniqueItems") {
            made.insert("uniqueItems".to_owned(), unique.clone());
        }
        if let Some(pattern @ Value::String(_)) = object.get("pattern")
            && self.with_patterns
        {
            made.insert("pattern".to_owned(), pattern.clone());
        }
        if let Some(values @ Value::Array(_)) = object.get("enum") {
            made.insert("enum".to_owned(), values.clone());
        }
        if let Some(Value::String(name)) = object.get("type")
            && TYPES.contains(&name.as_str())
        {
            made.insert("type".to_owned(), json!(name));
        }
    }

    fn object(&self, object: &Map<String, Value>, made: &mut Map<String, Value>, depth: usize) {
        let properties = object.get("properties").and_then(Value::as_object);
        if let Some(properties) = properties {
            let converted: Map<String, Value> = properties
                .iter()
                .map(|(name, schema)| (name.clone(), self.schema(schema, depth + 1)))
                .collect();
            made.insert("properties".to_owned(), Value::Object(converted));
        }
        if let Some(Value::Array(names)) = object.get("required") {
            let needed: Vec<Value> = names
                .iter()
                .filter(|name| name.is_string() && !self.is_left_out(properties, name))
                .cloned()
                .collect();
            made.insert("required".to_owned(), Value::Array(needed));
        }
        match object.get("additionalProperties") {
            Some(Value::Bool(false)) => {
                made.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            Some(schema @ Value::Object(_)) => {
                let schema = self.schema(schema, depth + 1);
                made.insert("additionalProperties".to_owned(), schema);
            }
            _ => {}
        }
    }

    /// 4.7.24.2: `required` takes effect for read-only members on responses only, for write-only
    /// ones on requests only.
    fn is_left_out(&self, properties: Option<&Map<String, Value>>, name: &Value) -> bool {
        let flag = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        name.as_str()
            .and_then(|name| properties?.get(name)?.get(flag))
            == Some(&Value::Bool(true))
    }

    fn combined(&self, object: &Map<String, Value>, made: &mut Map<String, Value>, depth: usize) {
        let discriminator = Discriminator::of(object);
        for name in ["allOf", "oneOf", "anyOf"] {
            let Some(Value::Array(branches)) = object.get(name) else {
                continue;
            };
            let converted: Vec<Value> = branches
                .iter()
                .map(|branch| {
                    let schema = self.schema(branch, depth + 1);
                    match (&discriminator, name) {
                        (Some(tag), "oneOf" | "anyOf") => {
                            tagged(self.document, tag, branch, schema)
                        }
                        _ => schema,
                    }
                })
                .collect();
            if !converted.is_empty() {
                made.insert(name.to_owned(), Value::Array(converted));
            }
        }
        if let Some(not) = object.get("not") {
            made.insert("not".to_owned(), self.schema(not, depth + 1));
        }
    }
}

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// A branch that is chosen by the discriminator's value (4.7.25).
fn tagged(
    document: &Document,
    discriminator: &Discriminator,
    branch: &Value,
    schema: Value,
) -> Value {
    let tags = discriminator.tags(document, branch);
    if tags.is_empty() {
        return schema;
    }
    json!({ "allOf": [schema, { "properties": { &discriminator.property: { "enum": tags } } }] })
}

/// `nullable` beside `type` adds null to the type; beside `allOf` and the like, where 3.0.3 leaves
/// its meaning open, it is read as its authors mean it: null is allowed.
fn nullable(object: &Map<String, Value>, made: Map<String, Value>) -> Value {
    if object.get("nullable") == Some(&Value::Bool(true)) && !made.is_empty() {
        return json!({ "anyOf": [{ "type": "null" }, made] });
    }
    Value::Object(made)
}
