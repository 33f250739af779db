//! Parameters (OpenAPI 3.0.3, 4.7.12 Parameter Object).

use super::media::{ExampleAt, MediaKind, examples};
use super::{Document, flag, text};
use serde_json::{Map, Value};
use specwright::pointer::Pointer;

/// `in` of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is the location of its name")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

impl Location {
    /// As the document writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// Reads `in`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "path" => Self::Path,
            "query" => Self::Query,
            "header" => Self::Header,
            "cookie" => Self::Cookie,
            _ => return None,
        })
    }
}

/// `style` (4.7.12.3). `TabDelimited` is what `collectionFormat: tsv` of Swagger 2.0 becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the style of its name")]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    TabDelimited,
    DeepObject,
    /// `content` instead of `schema`: the value as JSON text.
    Json,
}

impl Style {
    /// `style` of a Parameter or Encoding Object of the normalised document; what only Swagger 2.0
    /// can say stands beside it. `None` where there is none, or an unknown one.
    #[must_use]
    pub fn of(object: &Map<String, Value>) -> Option<Self> {
        let beside = text(object, "x-specwright-style");
        Some(match beside.or_else(|| text(object, "style"))? {
            "matrix" => Self::Matrix,
            "label" => Self::Label,
            "form" => Self::Form,
            "simple" => Self::Simple,
            "spaceDelimited" => Self::SpaceDelimited,
            "pipeDelimited" => Self::PipeDelimited,
            "tabDelimited" => Self::TabDelimited,
            "deepObject" => Self::DeepObject,
            _ => return None,
        })
    }
}

/// One parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: Location,
    /// How its value becomes text.
    pub style: Style,
    /// `explode`, its default filled in.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// Must be sent.
    pub required: bool,
    /// Its schema, or that of its only media type.
    pub schema: Option<Pointer>,
    /// Its examples.
    pub examples: Vec<ExampleAt>,
    /// Its place.
    pub pointer: Pointer,
}

/// Header parameters that are not sent: those that the document's text says are ignored (4.7.12.2,
/// `name`), and those of the connection and of framing (RFC 9110, 7.6.1; RFC 9112, 6).
const IGNORED_HEADERS: [&str; 12] = [
    "accept",
    "content-type",
    "authorization",
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Parameters of a path item and of its operation, which replace those of the same name and place.
pub(super) fn parameters(
    document: &Document,
    item: &Pointer,
    operation: &Pointer,
    unreadable: &mut Vec<(Pointer, String)>,
) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    for holder in [item, operation] {
        let list = holder.child("parameters");
        let count = document
            .at(&list)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        for index in 0..count {
            let place = list.item(index);
            let Some(parameter) = parameter(document, &place) else {
                unreadable.push((place, "parameter cannot be read".to_owned()));
                continue;
            };
            if parameter.location == Location::Header
                && IGNORED_HEADERS.contains(&parameter.name.to_ascii_lowercase().as_str())
            {
                continue;
            }
            match found
                .iter_mut()
                .find(|known| known.name == parameter.name && known.location == parameter.location)
            {
                Some(known) => *known = parameter,
                None => found.push(parameter),
            }
        }
    }
    found
}

fn parameter(document: &Document, place: &Pointer) -> Option<Parameter> {
    let (pointer, object) = document.object(place)?;
    let location = Location::parse(text(object, "in")?)?;
    let json = content(document, object, &pointer);
    let style = match json {
        Some(_) => Style::Json,
        None => style(object, location)?,
    };
    Some(Parameter {
        name: text(object, "name")?.to_owned(),
        location,
        style,
        explode: object
            .get("explode")
            .and_then(Value::as_bool)
            .unwrap_or(style == Style::Form),
        allow_reserved: flag(object, "allowReserved"),
        required: location == Location::Path || flag(object, "required"),
        schema: json
            .as_ref()
            .and_then(|(schema, _)| schema.clone())
            .or_else(|| object.get("schema").map(|_| pointer.child("schema"))),
        examples: match json {
            Some((_, examples)) => examples,
            None => examples(document, object, &pointer),
        },
        pointer,
    })
}

/// Schema and examples of `content`, which has exactly one entry.
fn content(
    document: &Document,
    object: &Map<String, Value>,
    pointer: &Pointer,
) -> Option<(Option<Pointer>, Vec<ExampleAt>)> {
    let (media_type, value) = object.get("content")?.as_object()?.iter().next()?;
    if MediaKind::of(media_type, true) != MediaKind::Json {
        return None;
    }
    let place = pointer.child("content").child(media_type);
    let media = value.as_object()?;
    Some((
        media.get("schema").map(|_| place.child("schema")),
        examples(document, media, &place),
    ))
}

/// `style` with the default of its location.
fn style(object: &Map<String, Value>, location: Location) -> Option<Style> {
    if text(object, "style").is_some() {
        return Style::of(object);
    }
    Some(match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    })
}
