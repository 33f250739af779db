//! Parameters: from a value to the text that stands in the path, query, header or cookie.
//!
//! Works on JSON text, so that one non-generic table of styles serves every type. Most parameters
//! are scalars, whose text is taken out of it; objects and arrays are read as values.
//!
//! Serves OpenAPI 3.0.4, 4.7.12 (Parameter Object).

pub(crate) mod escape;
pub(crate) mod path;
pub(crate) mod style;

use http::HeaderValue;
use serde_json::Value;

use crate::body::json;
use crate::operation::{Encoding, Location, Param, Style};
use escape::Escape;

/// Text of a parameter from its JSON text, ready for its place; `None` where nothing is sent
/// (`null`, an empty array in an exploded form). The error is a phrase that follows the parameter's
/// name.
pub(crate) fn encode(param: &Param, json: Vec<u8>) -> Result<Option<String>, String> {
    if json == b"null" {
        return Ok(None);
    }
    let Encoding::Style {
        style,
        explode,
        allow_reserved,
    } = param.encoding
    else {
        let text = String::from_utf8(json).map_err(|error| error.to_string())?;
        return placed(param, scalar(param, text, Style::Form, Escape::Component));
    };
    let escape = match param.location {
        Location::Query if allow_reserved => Escape::Reserved,
        _ => Escape::Component,
    };
    let text = match json::scalar(json) {
        Ok(text) => scalar(param, text, style, escape),
        Err(json) => {
            let value: Value = serde_json::from_slice(&json)
                .map_err(|error| format!("cannot be written: {error}"))?;
            match structured(param, &value, style, explode, escape) {
                Some(text) => text,
                None => return Ok(None),
            }
        }
    };
    placed(param, text)
}

/// Text of a parameter that is one text.
fn scalar(param: &Param, text: String, style: Style, escape: Escape) -> String {
    match param.location {
        Location::Path => style::scalar(param.name, text, style, escape),
        Location::Query | Location::Cookie => style::pair(param.name, text, escape),
        // a header parameter is always in `simple` style and never percent-encoded
        Location::Header => text,
    }
}

/// Text of a parameter that is an array or object.
fn structured(
    param: &Param,
    value: &Value,
    style: Style,
    explode: bool,
    escape: Escape,
) -> Option<String> {
    let name = param.name;
    let divider = match param.location {
        Location::Path => {
            let text = style::template(name, value, style, explode, escape);
            return Some(text.unwrap_or_default());
        }
        Location::Header => {
            return style::template(name, value, Style::Simple, explode, Escape::None);
        }
        Location::Query => "&",
        // RFC 6265, 4.2.1: pairs are divided by a semicolon and a space
        Location::Cookie => "; ",
    };
    let pairs = style::query(name, value, style, explode, escape);
    (!pairs.is_empty()).then(|| pairs.join(divider))
}

/// Whether a text can stand in its place: all can but in a header.
fn placed(param: &Param, text: String) -> Result<Option<String>, String> {
    let problem = if param.location != Location::Header {
        None
    } else if text.trim_matches([' ', '\t']) != text {
        Some("starts or ends with white space, which is never part of a header's value")
    } else if HeaderValue::from_bytes(text.as_bytes()).is_err() {
        Some("holds a line break or another control character, which no header can carry")
    } else {
        None
    };
    match problem {
        Some(problem) => Err(problem.to_owned()),
        None => Ok(Some(text)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use serde_json::json;

    use super::*;

    fn encode(param: &Param, value: &Value) -> Result<Option<String>, String> {
        super::encode(param, value.to_string().into_bytes())
    }

    fn param(location: Location, encoding: Encoding) -> Param {
        Param {
            name: "token",
            location,
            encoding,
            required: false,
        }
    }

    const FORM: Encoding = Encoding::Style {
        style: Style::Form,
        explode: true,
        allow_reserved: false,
    };
    const SIMPLE: Encoding = Encoding::Style {
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
    };

    // OpenAPI 3.0.4, 4.7.12.5: "A header parameter with an array of 64 bit integer numbers"
    #[test]
    fn headers_are_simple_and_not_encoded() {
        let header = param(Location::Header, SIMPLE);
        assert_eq!(
            encode(&header, &json!([12_345_678, 90_099]))
                .unwrap()
                .unwrap(),
            "12345678,90099"
        );
        assert_eq!(encode(&header, &json!("a b/é")).unwrap().unwrap(), "a b/é");
        // RFC 9110, 5.5: white space around a value is not part of it, so it would be lost
        for value in ["a\r\nX-Evil: 1", "a\n", "a\0", " a", "a\t", " "] {
            assert!(encode(&header, &json!(value)).is_err(), "{value:?}");
        }
    }

    // OpenAPI 3.0.4, 4.7.12.5: the query parameter `coordinates` with JSON content
    #[test]
    fn content_is_json_text() {
        let value = json!({"lat": 1.5, "long": "x"});
        let query = param(Location::Query, Encoding::Json);
        assert_eq!(
            encode(&query, &value).unwrap().unwrap(),
            "token=%7B%22lat%22%3A1.5%2C%22long%22%3A%22x%22%7D"
        );
        let header = param(Location::Header, Encoding::Json);
        assert_eq!(
            encode(&header, &value).unwrap().unwrap(),
            r#"{"lat":1.5,"long":"x"}"#
        );
    }

    // RFC 6265, 4.2.1; what a cookie cannot hold (`;`, `,`, white space, `"`) is encoded
    #[test]
    fn cookies_are_pairs_divided_by_semicolons() {
        let cookie = param(Location::Cookie, FORM);
        assert_eq!(
            encode(&cookie, &json!(["a;b", "c\r\n\""]))
                .unwrap()
                .unwrap(),
            "token=a%3Bb; token=c%0D%0A%22"
        );
        assert_eq!(encode(&cookie, &Value::Null).unwrap(), None);
    }
}
