//! Media types (RFC 9110, 8.3.1; structured suffixes: RFC 6839) and header field names.
//!
//! Must not: know schemas.

/// What a media type means for a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Media {
    /// `application/json` and everything with the suffix `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/…`.
    Multipart,
    /// `text/event-stream`.
    Events,
    /// A JSON value on each line.
    JsonLines,
    /// `text/…` but XML and what is above.
    Text,
    /// XML, by name or suffix.
    Xml,
    /// A range such as `*/*` or `image/*`.
    Range,
    /// Anything else.
    Other,
}

/// The type and subtype in lower case, parameters left out.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a media type can stand in a header field: type and subtype are tokens, no control
/// character anywhere.
pub(super) fn is_media_type(media_type: &str) -> bool {
    let essence = essence(media_type);
    let well_formed = essence
        .split_once('/')
        .is_some_and(|(ty, subtype)| is_token(ty) && is_token(subtype));
    well_formed
        && media_type
            .bytes()
            .all(|b| b == b' ' || b.is_ascii_graphic())
}

/// A token (RFC 9110, 5.6.2).
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

/// What a media type means.
pub(super) fn classify(media_type: &str) -> Media {
    let essence = essence(media_type);
    let Some((ty, subtype)) = essence.split_once('/') else {
        return Media::Other;
    };
    match (ty, subtype) {
        (_, "*") => Media::Range,
        ("multipart", _) => Media::Multipart,
        ("application", "x-www-form-urlencoded") => Media::Form,
        ("text", "event-stream") => Media::Events,
        (
            _,
            "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines" | "ndjson" | "x-ndjson" | "json-seq"
            | "x-json-stream" | "stream+json",
        ) => Media::JsonLines,
        (_, "json" | "x-json") => Media::Json,
        (_, subtype) if subtype.ends_with("+json") => Media::Json,
        (_, "xml") => Media::Xml,
        (_, subtype) if subtype.ends_with("+xml") => Media::Xml,
        ("text", _) => Media::Text,
        _ => Media::Other,
    }
}

/// Whether a media type is a name of JSON and says nothing more than that, as `text/json` does.
pub(super) fn is_plain_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence
        .split_once('/')
        .is_some_and(|(_, subtype)| matches!(subtype, "json" | "x-json"))
}

/// The name of a variant for a media type: `application/vnd.api+json` among others is `VndApiJson`.
pub(super) fn label(media_type: &str) -> String {
    let essence = essence(media_type);
    match classify(&essence) {
        Media::Json if essence == "application/json" => return "Json".to_owned(),
        Media::Form => return "Form".to_owned(),
        Media::Events => return "Events".to_owned(),
        Media::Text if essence == "text/plain" => return "Text".to_owned(),
        Media::Multipart if essence == "multipart/form-data" => return "Multipart".to_owned(),
        Media::Xml if matches!(essence.as_str(), "application/xml" | "text/xml") => {
            return if essence.starts_with("text") {
                "TextXml"
            } else {
                "Xml"
            }
            .to_owned();
        }
        Media::Range if essence == "*/*" => return "Any".to_owned(),
        _ => {}
    }
    if essence == "application/octet-stream" {
        return "Octets".to_owned();
    }
    let (ty, subtype) = essence.split_once('/').unwrap_or(("", &essence));
    let text = if matches!(ty, "application" | "") {
        subtype.to_owned()
    } else {
        format!("{ty} {}", subtype.replace('*', "any"))
    };
    super::names::pascal(&text)
}
