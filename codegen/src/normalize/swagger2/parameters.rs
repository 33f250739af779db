//! Parameters: what 2.0 writes into the parameter itself stands in its `schema` in 3.0, and
//! `collectionFormat` is `style` and `explode`.
//!
//! Swagger 2.0, "Parameter Object", "Items Object"; OpenAPI 3.0, 4.7.12.2.

use super::schemas;
use super::variants::Variants;
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::pointer::Pointer;
use serde_json::{Map, Value, json};

/// Members of a parameter that are its schema's in 3.0.
const SCHEMA: [&str; 19] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "title",
    "properties",
];

/// A parameter that becomes (part of) a body.
#[derive(Debug, Clone)]
pub(super) struct BodyPart {
    /// Where it stands in the user's text.
    pub(super) origin: (usize, Pointer),
    /// The parameter as 2.0 has it, references followed.
    pub(super) value: Map<String, Value>,
    /// The component that it is, where it was a reference to a body.
    pub(super) component: Option<String>,
}

impl BodyPart {
    fn text(&self, name: &str) -> &str {
        self.value
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

/// The parameters of a path item or operation, sorted.
#[derive(Debug, Default)]
pub(super) struct Taken {
    kept: Vec<(Value, (usize, Pointer))>,
    parts: Vec<BodyPart>,
}

/// Takes `parameters` apart: those of 3.0, rewritten, and those that become a body.
pub(super) fn take(
    holder: &mut Map<String, Value>,
    at: &Path<'_>,
    variants: &Variants,
    cx: &mut Context<'_>,
) -> Taken {
    let mut taken = Taken::default();
    let Some(Value::Array(list)) = holder.shift_remove("parameters") else {
        return taken;
    };
    let at = at.key("parameters");
    for (index, parameter) in list.into_iter().enumerate() {
        let at = at.item(index);
        let origin = cx.origin.find(&at.pointer());
        if let Some((component, value)) = variants.body_parameter(&parameter) {
            taken.parts.push(BodyPart {
                origin,
                value: value.clone(),
                component: Some(component),
            });
            continue;
        }
        match parameter {
            Value::Object(value) if is_body(&value) => taken.parts.push(BodyPart {
                origin,
                value,
                component: None,
            }),
            Value::Object(mut value) => {
                rewrite(&mut value, &at, cx);
                taken.kept.push((Value::Object(value), origin));
            }
            _ => {}
        }
    }
    taken
}

impl Taken {
    /// Puts the parameters of 3.0 back.
    pub(super) fn put(&self, holder: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
        if self.kept.is_empty() {
            return;
        }
        let at = at.pointer().child("parameters");
        let mut list = Vec::with_capacity(self.kept.len());
        for (index, (parameter, (file, origin))) in self.kept.iter().enumerate() {
            let at = at.item(index);
            cx.origin.moved(at.child("schema"), *file, origin.clone());
            cx.origin.moved(at, *file, origin.clone());
            list.push(parameter.clone());
        }
        holder.insert("parameters".to_owned(), Value::Array(list));
    }

    /// The parts of an operation's body: its own, and those of its path item that it does not
    /// override.
    pub(super) fn body(&self, shared: &Self) -> Vec<BodyPart> {
        let mut parts = self.parts.clone();
        for part in &shared.parts {
            let same = |own: &BodyPart| {
                own.text("in") == part.text("in")
                    && (part.text("in") == "body" || own.text("name") == part.text("name"))
            };
            if !parts.iter().any(same) {
                parts.push(part.clone());
            }
        }
        parts
    }
}

/// Whether a parameter becomes a body.
pub(super) fn is_body(parameter: &Map<String, Value>) -> bool {
    matches!(
        parameter.get("in").and_then(Value::as_str),
        Some("body" | "formData")
    )
}

/// Rewrites a parameter that stays one.
pub(super) fn rewrite(parameter: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if parameter.contains_key("$ref") {
        return;
    }
    let format = parameter.shift_remove("collectionFormat");
    let schema = schema_of(parameter);
    let array = schema.get("type").and_then(Value::as_str) == Some("array");
    if array {
        let format = format.as_ref().and_then(Value::as_str).unwrap_or("csv");
        let place = parameter
            .get("in")
            .and_then(Value::as_str)
            .map(str::to_owned);
        style(
            parameter,
            place.as_deref().unwrap_or("query"),
            format,
            at,
            cx,
        );
    }
    // Some documents of 2.0 have the `schema` of 3.0 in their parameters.
    parameter
        .entry("schema")
        .or_insert_with(|| Value::Object(schema));
}

/// Takes the members out of a parameter or header that are its schema's.
pub(super) fn schema_of(holder: &mut Map<String, Value>) -> Map<String, Value> {
    let mut schema = Map::new();
    for name in SCHEMA {
        if let Some(value) = holder.shift_remove(name) {
            schema.insert(name.to_owned(), value);
        }
    }
    schemas::file(&mut schema);
    schema
}

/// How the items of an array stand in the request. 3.0 has no style for tabs, and none but
/// commas outside the query.
pub(super) fn style(
    holder: &mut Map<String, Value>,
    place: &str,
    format: &str,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    if !matches!(place, "query" | "formData") {
        if format != "csv" {
            cx.warning(
                code::COLLECTION_FORMAT,
                at,
                "only `collectionFormat: csv` can be said of a path or header parameter",
            );
        }
        return;
    }
    let (style, explode) = match format {
        "multi" => ("form", true),
        "ssv" => ("spaceDelimited", false),
        "pipes" => ("pipeDelimited", false),
        _ => ("form", false),
    };
    if format == "tsv" {
        holder.insert("x-specwright-style".to_owned(), json!("tabDelimited"));
    }
    holder.insert("style".to_owned(), json!(style));
    holder.insert("explode".to_owned(), json!(explode));
}
