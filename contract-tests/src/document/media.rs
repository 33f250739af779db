//! Media types and their examples (OpenAPI 3.0.3, 4.7.14 Media Type Object, 4.7.19 Example Object).

use super::{Document, Style, text};
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
    /// The kind of a media type; parameters are ignored (RFC 9110, 8.3.1). `structured`: its
    /// schema is more than a text, which decides what a range such as `*/*` means.
    #[must_use]
    pub fn of(media_type: &str, structured: bool) -> Self {
        let essence = essence(media_type);
        let Some((ty, subtype)) = essence.split_once('/') else {
            return Self::Bytes;
        };
        match (ty, subtype) {
            ("text", "*") => Self::Text,
            ("multipart", _) => Self::Multipart,
            (_, "*") if structured => Self::Json,
            (_, "*") => Self::Bytes,
            ("application", "x-www-form-urlencoded") => Self::Form,
            ("text", "event-stream") => Self::Events,
            (
                _,
                "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines" | "ndjson" | "x-ndjson"
                | "json-seq" | "x-json-stream" | "stream+json",
            ) => Self::JsonLines,
            (_, "json" | "x-json") => Self::Json,
            (_, subtype) if subtype.ends_with("+json") => Self::Json,
            ("text", subtype) if subtype != "xml" && !subtype.ends_with("+xml") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// A media type that a range covers; others as they are.
pub(super) fn concrete(media_type: &str, kind: MediaKind) -> String {
    if !media_type.contains('*') {
        return media_type.to_owned();
    }
    match kind {
        MediaKind::Json => "application/json",
        MediaKind::Text => "text/plain",
        MediaKind::Multipart => "multipart/form-data",
        _ => "application/octet-stream",
    }
    .to_owned()
}

/// A media type that a response is served with: for a range one that it covers (RFC 9110, 12.5.1),
/// registered where there is one of its kind.
pub(super) fn served(media_type: &str, kind: MediaKind) -> String {
    let range = essence(media_type);
    let chosen = match range.strip_suffix("/*") {
        Some("image") => "image/png",
        Some("audio") => "audio/mpeg",
        Some("video") => "video/mp4",
        Some("font") => "font/woff2",
        Some("model") => "model/stl",
        Some("message") => "message/http",
        Some("*" | "application" | "text" | "multipart") | None => {
            return concrete(media_type, kind);
        }
        Some(other) => return format!("{other}/x-any"),
    };
    chosen.to_owned()
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

/// Whether it is one media type, not a range of them (RFC 9110, 12.5.1).
#[must_use]
pub(crate) fn is_one_type(media_type: &str) -> bool {
    media_type.contains('/') && !media_type.contains('*')
}

/// One media type of a body or response.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// As the document writes it.
    pub media_type: String,
    /// What is sent or served: the same, or another where it is a range.
    pub concrete: String,
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

impl Content {
    /// Whether it is JSON by a name that says nothing more than that, as `text/json` does and
    /// `application/merge-patch+json` does not.
    #[must_use]
    pub fn is_plain_json(&self) -> bool {
        essence(&self.media_type)
            .split_once('/')
            .is_some_and(|(_, subtype)| matches!(subtype, "json" | "x-json" | "*+json"))
    }

    /// The media types and ranges that a part may have (4.7.15, `contentType`), in lower case and
    /// without parameters; none where the document names none.
    #[must_use]
    pub fn part_types(&self, name: &str) -> Vec<String> {
        let encoding = self.encoding.get(name).and_then(Value::as_object);
        let listed = encoding.and_then(|encoding| text(encoding, "contentType"));
        let types = listed.unwrap_or_default().split(',').map(essence);
        types
            .filter(|media_type| media_type.contains('/'))
            .collect()
    }

    /// `style` and `explode` of a member of a form, their defaults filled in (4.7.15.1).
    #[must_use]
    pub fn form_style(&self, name: &str) -> (Style, bool) {
        let encoding = self.encoding.get(name).and_then(Value::as_object);
        let style = encoding.and_then(Style::of).unwrap_or(Style::Form);
        let explode = encoding
            .and_then(|encoding| encoding.get("explode"))
            .and_then(Value::as_bool);
        (style, explode.unwrap_or(style == Style::Form))
    }
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
            let kind = MediaKind::of(media_type, is_structured(document, &pointer));
            Some(Content {
                media_type: media_type.clone(),
                concrete: concrete(media_type, kind),
                kind,
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

/// Whether the schema of a media type is more than a text.
fn is_structured(document: &Document, media: &Pointer) -> bool {
    let Some((_, schema)) = document.object(&media.child("schema")) else {
        return false;
    };
    match text(schema, "type") {
        Some(named) => named != "string",
        None => [
            "properties",
            "items",
            "allOf",
            "oneOf",
            "anyOf",
            "additionalProperties",
        ]
        .iter()
        .any(|keyword| schema.contains_key(*keyword)),
    }
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

#[cfg(test)]
mod tests {
    use super::{MediaKind, served};

    // RFC 9110, 12.5.1: `type/*` is every subtype of that type, `*/*` every type.
    #[test]
    fn a_response_is_served_within_its_range() {
        for range in [
            "image/*",
            "AUDIO/*",
            "x-own/*; q=1",
            "text/*",
            "application/*",
            "*/*",
        ] {
            for structured in [false, true] {
                let chosen = served(range, MediaKind::of(range, structured));
                let class = range.split('/').next().unwrap_or_default();
                let is_within = class == "*"
                    || chosen.split('/').next() == Some(class.to_ascii_lowercase().as_str());
                assert!(is_within && !chosen.contains('*'), "{range}: {chosen}");
            }
        }
        assert_eq!(served("image/gif", MediaKind::Bytes), "image/gif");
    }
}
