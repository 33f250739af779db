//! Parameters: from a value to the text that stands in the path, query, header or cookie.
//!
//! Works on plain JSON values, so that one non-generic table of styles serves every type.
//!
//! Serves OpenAPI 3.0.4, 4.7.12 (Parameter Object).

pub(crate) mod escape;
pub(crate) mod path;
pub(crate) mod style;

use http::HeaderValue;
use serde_json::Value;

use crate::operation::{Encoding, Location, Param, Style};
use escape::Escape;

/// Text of a parameter, ready for its place; `None` where nothing is sent (`null`, an empty array
/// in an exploded form). The error is a phrase that follows the parameter's name.
pub(crate) fn encode(param: &Param, value: &Value) -> Result<Option<String>, &'static str> {
    if value.is_null() {
        return Ok(None);
    }
    match param.location {
        Location::Path => Ok(Some(path::value(param, value))),
        Location::Query => Ok(joined(&pairs(param, value), "&")),
        // RFC 6265, 4.2.1: pairs are divided by a semicolon and a space
        Location::Cookie => Ok(joined(&pairs(param, value), "; ")),
        Location::Header => header(param, value),
    }
}

/// `name=value` pairs of the query or cookie.
fn pairs(param: &Param, value: &Value) -> Vec<String> {
    match param.encoding {
        Encoding::Json => vec![format!(
            "{}={}",
            escape::text(param.name, Escape::Component),
            escape::text(&value.to_string(), Escape::Component)
        )],
        Encoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let escape = if allow_reserved && param.location == Location::Query {
                Escape::Reserved
            } else {
                Escape::Component
            };
            style::query(param.name, value, style, explode, escape)
        }
    }
}

fn joined(pairs: &[String], divider: &str) -> Option<String> {
    (!pairs.is_empty()).then(|| pairs.join(divider))
}

/// Text of a header parameter, which is always in `simple` style and never percent-encoded.
fn header(param: &Param, value: &Value) -> Result<Option<String>, &'static str> {
    let text = match param.encoding {
        Encoding::Json => value.to_string(),
        Encoding::Style { explode, .. } => {
            match style::template("", value, Style::Simple, explode, Escape::None) {
                Some(text) => text,
                None => return Ok(None),
            }
        }
    };
    if HeaderValue::from_str(&text).is_ok() || HeaderValue::from_bytes(text.as_bytes()).is_ok() {
        Ok(Some(text))
    } else {
        Err("holds a line break or another control character, which no header can carry")
    }
}
