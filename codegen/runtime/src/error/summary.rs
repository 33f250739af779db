//! A response body in one line: the code and message members that APIs put into error bodies.
//!
//! Reads the raw JSON, so that it works for every documented shape and for undocumented statuses
//! alike. It guesses for people only; nothing is decided by it.

use std::fmt::{self, Write as _};

use serde_json::{Map, Value};

/// Bodies above this size are not searched: the line would not be worth the time.
const LARGEST: usize = 64 * 1024;

/// Longest text put into a line.
const LONGEST: usize = 300;

/// Members that hold a code, most telling first. RFC 9457 has `type`, which is a URI and no code.
const CODES: &[&str] = &[
    "code",
    "error_code",
    "errorCode",
    "err_code",
    "errcode",
    "reason",
];

/// Members that hold a message (`title` and `detail`: RFC 9457, 3.1; `error_description`: RFC
/// 6749, 5.2).
const MESSAGES: &[&str] = &[
    "message",
    "error_msg",
    "errorMessage",
    "error_message",
    "errmsg",
    "msg",
    "error_description",
    "detail",
    "title",
    "description",
];

/// Members that wrap them.
const WRAPPERS: &[&str] = &["error", "errors", "fault", "Error", "err"];

/// Writes `: code: message`, as much of it as there is.
pub(crate) fn write(body: &[u8], formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    if body.is_empty() || body.len() > LARGEST {
        return Ok(());
    }
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Ok(());
    };
    let Some(object) = first_object(&value) else {
        return Ok(());
    };
    let inner = WRAPPERS.iter().find_map(|name| object.get(*name));
    let nested = inner.and_then(first_object);
    let code = nested
        .and_then(|nested| member(nested, CODES))
        .or_else(|| member(object, CODES));
    let message = nested
        .and_then(|nested| member(nested, MESSAGES))
        .or_else(|| member(object, MESSAGES))
        .or_else(|| inner.and_then(scalar));
    for text in [code, message].into_iter().flatten() {
        write!(formatter, ": {}", OneLine(&text))?;
    }
    Ok(())
}

/// The object itself, or the first of a list.
fn first_object(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Array(items) => items.first()?.as_object(),
        other => other.as_object(),
    }
}

/// The first of the members that is there and a scalar.
fn member(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| object.get(*name).and_then(scalar))
}

/// A string or number as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Foreign text on one line: control characters and bidirectional controls escaped, length capped.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, character) in self.0.chars().enumerate() {
            if index == LONGEST {
                return formatter.write_str("…");
            }
            if character.is_control() || is_invisible(character) {
                write!(formatter, "{}", character.escape_default())?;
            } else {
                formatter.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// Line separators, bidirectional controls and zero-width characters, which change how a line
/// looks without being seen.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The beginning of a body for `Debug`.
pub(crate) struct Excerpt<'a>(pub(crate) &'a [u8]);

impl fmt::Debug for Excerpt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.get(..self.0.len().min(LONGEST)).unwrap_or_default();
        write!(
            formatter,
            "{} bytes: {:?}",
            self.0.len(),
            String::from_utf8_lossy(shown)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Summary<'a>(&'a [u8]);
    impl fmt::Display for Summary<'_> {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write(self.0, formatter)
        }
    }

    #[test]
    fn finds_code_and_message_where_apis_put_them() {
        let cases: [(&str, &str); 7] = [
            (r#"{"code":7,"message":"no"}"#, ": 7: no"),
            // RFC 9457, 3: a problem details object
            (
                r#"{"type":"about:blank","title":"Not Found","status":404}"#,
                ": Not Found",
            ),
            // RFC 6749, 5.2
            (
                r#"{"error":"invalid_grant","error_description":"expired"}"#,
                ": expired",
            ),
            (r#"{"error":"just a text"}"#, ": just a text"),
            (r#"{"errors":[{"code":"a","message":"b"}]}"#, ": a: b"),
            ("<html>", ""),
            ("", ""),
        ];
        for (body, line) in cases {
            assert_eq!(Summary(body.as_bytes()).to_string(), line, "{body}");
        }
    }

    #[test]
    fn foreign_text_stays_on_its_line() {
        assert_eq!(
            OneLine("a\r\n\u{202e}b\u{1b}[2J").to_string(),
            "a\\r\\n\\u{202e}b\\u{1b}[2J"
        );
        assert_eq!(
            OneLine(&"x".repeat(1000)).to_string().chars().count(),
            LONGEST + 1
        );
    }
}
