//! Media types and their examples (OpenAPI 3.0.3, 4.7.14 Media Type Object, 4.7.19 Example Object).

use super::{Document, text};
use serde_json::{Map, Value};
use specwright::pointer::Pointer;

/// How a body of a media type is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MediaKind {
    /// RFC 8259, also by a `+json` suffix (RFC 6839, 3.1).
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*` (RFC 7578).
    Multipart,
    /// `text/event-stream`.
    Events,
    /// One JSON text a line.
    JsonLines,
    /// `text/*`.
    Text,
    /// Anything else.
    Bytes,
}

impl MediaKind {
    /// The kind of a media type or range; parameters are ignored (RFC 9110, 8.3.1).
    #[must_use]
    pub fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        match essence.as_str() {
            "application/json" | "text/json" | "*/*" | "application/*" => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::Events,
            "application/jsonl"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/json-seq"
            | "application/x-jsonlines"
            | "application/jsonlines" => Self::JsonLines,
            _ if essence.ends_with("+json") => Self::Json,
            _ if essence.starts_with("multipart/") => Self::Multipart,
            _ if essence.starts_with("text/") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// Type and subtype in lower case, without parameters.
#[must_use]
pub(crate) fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// One media type of a body or response.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// As the document writes it.
    pub media_type: String,
    /// How it is written.
    pub kind: MediaKind,
    /// Its schema.
    pub schema: Option<Pointer>,
    /// Its examples.
    pub examples: Vec<ExampleAt>,
    /// Encoding objects by member name.
    pub encoding: Map<String, Value>,
    /// Its place.
    pub pointer: Pointer,
}

/// A documented example.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleAt {
    /// Key under `examples`; `None` for `example`.
    pub name: Option<String>,
    /// The example itself.
    pub value: Value,
    /// Its place.
    pub pointer: Pointer,
}

/// The media types of a `content` member at `pointer`.
pub(super) fn contents(document: &Document, pointer: &Pointer) -> Vec<Content> {
    let Some(content) = document.at(pointer).and_then(Value::as_object) else {
        return Vec::new();
    };
    content
        .iter()
        .filter_map(|(media_type, value)| {
            let pointer = pointer.child(media_type);
            let object = value.as_object()?;
            Some(Content {
                media_type: media_type.clone(),
                kind: MediaKind::of(media_type),
                schema: object.get("schema").map(|_| pointer.child("schema")),
                examples: examples(document, object, &pointer),
                encoding: object
                    .get("encoding")
                    .and_then(Value::as_object)
                    .cloned()
                    .unwrap_or_default(),
                pointer,
            })
        })
        .collect()
}

/// `example` and `examples` of a parameter, header or media type; then those of its schema, where
/// it has none of its own.
pub(super) fn examples(
    document: &Document,
    object: &Map<String, Value>,
    pointer: &Pointer,
) -> Vec<ExampleAt> {
    let mut found = Vec::new();
    if let Some(value) = object.get("example") {
        found.push(ExampleAt {
            name: None,
            value: value.clone(),
            pointer: pointer.child("example"),
        });
    }
    if let Some(Value::Object(named)) = object.get("examples") {
        for name in named.keys() {
            found.extend(named_example(document, name, &pointer.child("examples")));
        }
    }
    if found.is_empty() && object.contains_key("schema") {
        found.extend(schema_example(document, &pointer.child("schema")));
    }
    found
}

fn named_example(document: &Document, name: &str, examples: &Pointer) -> Option<ExampleAt> {
    let (at, example) = document.object(&examples.child(name))?;
    let value = example.get("value")?;
    Some(ExampleAt {
        name: Some(name.to_owned()),
        value: value.clone(),
        pointer: at.child("value"),
    })
}

fn schema_example(document: &Document, schema: &Pointer) -> Option<ExampleAt> {
    let (at, object) = document.object(schema)?;
    // A property may be named "example" only inside "properties"; here it is the keyword.
    let value = object.get("example")?;
    let named = text(object, "type");
    // `example: "true"` texts for an object are notes for readers, not values.
    if matches!(named, Some("object" | "array")) && value.is_string() {
        return None;
    }
    Some(ExampleAt {
        name: None,
        value: value.clone(),
        pointer: at.child("example"),
    })
}
