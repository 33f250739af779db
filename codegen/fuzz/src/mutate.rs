//! Changes a document in its structure: a byte that is flipped in JSON is nearly always a syntax
//! error, and the stages behind the reader never see it.
//!
//! The same bytes and the same seed give the same change, so that a run of the fuzzer can be
//! repeated.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// A document with some changes; `None` where the bytes are no document.
pub fn changed(data: &[u8], seed: u64) -> Option<Vec<u8>> {
    let mut rng = Rng::with_seed(seed);
    let mut document = document(data)?;
    for _ in 0..rng.usize(1..5) {
        change(&mut document, &mut rng);
    }
    Some(document.to_string().into_bytes())
}

/// A document with a piece of another; `None` where one of them is no document.
pub fn crossed(data: &[u8], other: &[u8], seed: u64) -> Option<Vec<u8>> {
    let mut rng = Rng::with_seed(seed);
    let (mut document, other) = (document(data)?, self::document(other)?);
    let piece = pick(&other, &mut rng).1.clone();
    let at = pick(&document, &mut rng).0;
    *document.pointer_mut(&at)? = piece;
    Some(document.to_string().into_bytes())
}

/// JSON, or YAML that has JSON's values.
fn document(data: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(data).ok()?;
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        // Aliases may multiply what is written: nothing that is larger than small is of use.
        Err(_) if text.len() < 32_768 && !text.contains('*') => serde_yaml::from_str(text).ok()?,
        Err(_) => return None,
    };
    (value.is_object() || value.is_array()).then_some(value)
}

/// Pointer and value of a place, all places alike.
fn pick<'a>(document: &'a Value, rng: &mut Rng) -> (String, &'a Value) {
    let mut places = Vec::new();
    let mut waiting = vec![(String::new(), document)];
    while let Some((pointer, value)) = waiting.pop() {
        match value {
            Value::Object(members) => waiting.extend(members.iter().map(|(name, value)| {
                let token = name.replace('~', "~0").replace('/', "~1");
                (format!("{pointer}/{token}"), value)
            })),
            Value::Array(items) => waiting.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, value)| (format!("{pointer}/{index}"), value)),
            ),
            _ => {}
        }
        places.push((pointer, value));
    }
    places.swap_remove(rng.usize(..places.len()))
}

/// One change.
fn change(document: &mut Value, rng: &mut Rng) {
    let (other, copy) = {
        let (pointer, value) = pick(document, rng);
        (pointer, value.clone())
    };
    let at = pick(document, rng).0;
    let Some(place) = document.pointer_mut(&at) else {
        return;
    };
    match rng.u8(..10) {
        0 => *place = copy,
        1 => *place = json!({ "$ref": format!("#{other}") }),
        2 => *place = wrapped(std::mem::take(place), copy, rng),
        3 | 4 => *place = plain(rng),
        5 => remove(place, rng),
        6 => rename(place, rng),
        7 => twice(place, rng),
        _ => put(place, copy, rng),
    }
}

/// The value within a schema, or beside another one.
fn wrapped(value: Value, other: Value, rng: &mut Rng) -> Value {
    match rng.u8(..8) {
        0 => json!({ "allOf": [value, other] }),
        1 => json!({ "oneOf": [value, other] }),
        2 => json!({ "anyOf": [value, { "type": "string" }] }),
        3 => json!({ "type": "array", "items": value }),
        4 => json!({ "type": "object", "additionalProperties": value }),
        5 => json!({ "type": "object", "required": ["p"], "properties": { "p": value } }),
        6 => json!([value, other]),
        _ => json!({ "application/json": { "schema": value } }),
    }
}

/// A value without others in it.
fn plain(rng: &mut Rng) -> Value {
    match rng.u8(..8) {
        0 => Value::Null,
        1 => Value::Bool(rng.bool()),
        2 => json!(rng.i64(-3..4)),
        3 => json!(rng.i64(..)),
        4 => json!(rng.f64() * 1e18),
        5 => json!({}),
        _ => json!(pick_of(STRINGS, rng)),
    }
}

fn remove(place: &mut Value, rng: &mut Rng) {
    match place {
        Value::Object(members) if !members.is_empty() => {
            let name = members.keys().nth(rng.usize(..members.len())).cloned();
            members.shift_remove(&name.unwrap_or_default());
        }
        Value::Array(items) if !items.is_empty() => {
            items.remove(rng.usize(..items.len()));
        }
        other => *other = Value::Null,
    }
}

/// Gives a member another name, at its place.
fn rename(place: &mut Value, rng: &mut Rng) {
    let name = name(rng);
    if let Value::Object(members) = place {
        let at = rng.usize(..members.len().max(1));
        let renamed: Map<_, _> = std::mem::take(members)
            .into_iter()
            .enumerate()
            .map(|(index, (key, value))| (if index == at { name.clone() } else { key }, value))
            .collect();
        *members = renamed;
    } else {
        *place = Value::String(name);
    }
}

/// A second one of a member or item.
fn twice(place: &mut Value, rng: &mut Rng) {
    match place {
        Value::Object(members) if !members.is_empty() => {
            let (key, value) = members
                .iter()
                .nth(rng.usize(..members.len()))
                .map(|(key, value)| (key.clone(), value.clone()))
                .unwrap_or_default();
            let key = match rng.u8(..4) {
                0 => key.to_uppercase(),
                1 => format!("{key}_"),
                2 => key.replace(['_', '-'], ""),
                _ => format!("{key}2"),
            };
            members.insert(key, value);
        }
        Value::Array(items) if !items.is_empty() => {
            items.push(items[rng.usize(..items.len())].clone());
        }
        other => *other = json!([other.clone(), other.clone()]),
    }
}

/// Another member or item.
fn put(place: &mut Value, copy: Value, rng: &mut Rng) {
    let value = if rng.bool() { copy } else { plain(rng) };
    match place {
        Value::Object(members) => {
            members.insert(name(rng), value);
        }
        Value::Array(items) => items.push(value),
        other => *other = value,
    }
}

fn name(rng: &mut Rng) -> String {
    let names = if rng.u8(..4) > 0 { KEYWORDS } else { STRINGS };
    pick_of(names, rng).to_owned()
}

fn pick_of<'a>(list: &[&'a str], rng: &mut Rng) -> &'a str {
    list[rng.usize(..list.len())]
}

/// Member names of the specification, all versions.
const KEYWORDS: &[&str] = &[
    "openapi",
    "swagger",
    "info",
    "servers",
    "paths",
    "components",
    "security",
    "tags",
    "webhooks",
    "title",
    "description",
    "version",
    "url",
    "variables",
    "default",
    "enum",
    "get",
    "put",
    "post",
    "delete",
    "head",
    "patch",
    "parameters",
    "requestBody",
    "responses",
    "operationId",
    "callbacks",
    "deprecated",
    "name",
    "in",
    "required",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "content",
    "example",
    "examples",
    "encoding",
    "contentType",
    "headers",
    "links",
    "200",
    "4XX",
    "404",
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "additionalProperties",
    "patternProperties",
    "format",
    "nullable",
    "readOnly",
    "writeOnly",
    "discriminator",
    "propertyName",
    "mapping",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "multipleOf",
    "maxLength",
    "pattern",
    "minItems",
    "uniqueItems",
    "const",
    "prefixItems",
    "$ref",
    "$defs",
    "$id",
    "$anchor",
    "definitions",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "collectionFormat",
    "securityDefinitions",
    "securitySchemes",
    "schemas",
    "scheme",
    "bearerFormat",
    "flows",
    "scopes",
    "application/json",
    "text/event-stream",
    "multipart/form-data",
    "x-nullable",
    "<<",
];

/// Values that mean something, and text that is hard to write.
const STRINGS: &[&str] = &[
    "string",
    "integer",
    "number",
    "boolean",
    "array",
    "object",
    "null",
    "file",
    "path",
    "query",
    "header",
    "cookie",
    "body",
    "formData",
    "simple",
    "label",
    "matrix",
    "form",
    "deepObject",
    "pipeDelimited",
    "spaceDelimited",
    "date-time",
    "int32",
    "int64",
    "byte",
    "binary",
    "uuid",
    "apiKey",
    "http",
    "oauth2",
    "basic",
    "bearer",
    "3.0.3",
    "3.1.0",
    "2.0",
    "/a/{id}",
    "{id}",
    "#/components/schemas/Pet",
    "#/paths",
    "#",
    "other.yaml#/a",
    "",
    " ",
    "a b",
    "self",
    "Self",
    "type",
    "r#fn",
    "_",
    "1",
    "Option",
    "Error",
    "é",
    "名前",
    "\u{202e}",
    "\u{0}",
    "\r",
    "\n",
    "`",
    "```\ncode\n```",
    "*/",
    "\"",
    "\\",
    "{}",
    "{",
    "$&",
    "<script>",
    "../..",
    "cargo::x",
    "true",
    "https://a.example/{v}",
    "X-Header",
    "Content-Type",
    "Unknown",
    "send",
    "new",
    "build",
    "core",
];
