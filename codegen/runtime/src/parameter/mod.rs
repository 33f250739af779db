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
        Location::Query => Ok(joined(pairs(param, value), "&")),
        // RFC 6265, 4.2.1: pairs are divided by a semicolon and a space
        Location::Cookie => Ok(joined(pairs(param, value), "; ")),
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

fn joined(mut pairs: Vec<String>, divider: &str) -> Option<String> {
    match pairs.len() {
        0 | 1 => pairs.pop(),
        _ => Some(pairs.join(divider)),
    }
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
    if text.trim_matches([' ', '\t']) != text {
        return Err("starts or ends with white space, which is never part of a header's value");
    }
    if HeaderValue::from_str(&text).is_ok() || HeaderValue::from_bytes(text.as_bytes()).is_ok() {
        Ok(Some(text))
    } else {
        Err("holds a line break or another control character, which no header can carry")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use serde_json::json;

    use super::*;

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
