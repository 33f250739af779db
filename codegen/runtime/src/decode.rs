//! From bytes to values, and from a decoder's complaint to the place it complains of.
//!
//! `serde_json` says line and column; people want the JSON Pointer. It is found by one walk over
//! the text, only when something is wrong, so that a decode that goes well pays nothing and no
//! type is compiled a second time for tracking paths.
//!
//! Serves RFC 8259 (JSON) and RFC 6901 (JSON Pointer).

mod locate;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::error::{DecodeKind, Fault};

/// A body as a value. Depth is bounded by `serde_json` (128 levels).
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    let text = json_text(body)?;
    serde_json::from_str(text).map_err(|error| fault(&error, text))
}

/// A body as text.
pub(crate) fn text(body: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(body).map_err(|error| {
        Fault::whole(
            DecodeKind::Encoding,
            format!("byte {} is not UTF-8", error.valid_up_to()),
        )
    })
}

/// A body as JSON text. A byte order mark is passed over, as RFC 8259, 8.1 allows.
fn json_text(body: &[u8]) -> Result<&str, Fault> {
    let text = text(body)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_ascii().is_empty() {
        return Err(Fault::whole(DecodeKind::Empty, "the body is empty"));
    }
    Ok(text)
}

/// What is wrong, and where.
fn fault(error: &serde_json::Error, text: &str) -> Fault {
    let kind = match error.classify() {
        Category::Data => DecodeKind::Shape,
        Category::Io | Category::Syntax | Category::Eof => DecodeKind::Syntax,
    };
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
    let mut pointer = locate::pointer(text, error.line(), error.column());
    if kind == DecodeKind::Shape
        && let Some(member) = missing_member(&message)
    {
        locate::push(&mut pointer, member);
    }
    Fault {
        kind,
        pointer,
        message,
    }
}

/// The member that a message says is missing. The wording is that of serde's own
/// `Error::missing_field`, which the shared helpers use.
fn missing_member(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.strip_suffix('`')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use serde::Deserialize;
    use serde_json::Value;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only decoding is tested")]
    struct Page {
        items: Vec<Item>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only decoding is tested")]
    struct Item {
        #[serde(rename = "a/b~c")]
        count: u32,
    }

    fn page(body: &str) -> Fault {
        json::<Page>(body.as_bytes()).unwrap_err()
    }

    // RFC 6901, 3: `~` is `~0` and `/` is `~1`
    #[test]
    fn a_wrong_type_is_shown_at_its_place() {
        let fault = page("{\"items\":\n [{\"a/b~c\":1},\n {\"x\":{}, \"a/b~c\": \"1\"}]}");
        assert_eq!(fault.pointer, "/items/1/a~1b~0c");
        assert_eq!(fault.kind, DecodeKind::Shape);
        assert_eq!(fault.message, "invalid type: string \"1\", expected u32");
        assert_eq!(page(r#"{"items":{}}"#).pointer, "/items");
        assert_eq!(page(r#"{"items":[[]]}"#).pointer, "/items/0");
        assert_eq!(
            page(r#"{"items":[{"a/b~c":-1}]}"#).pointer,
            "/items/0/a~1b~0c"
        );
        assert_eq!(
            page(r#"{"items":[{"a/b~c":null}]}"#).pointer,
            "/items/0/a~1b~0c"
        );
        assert_eq!(page("[1]").pointer, "/0");
        assert_eq!(page("7").pointer, "");
    }

    /// Says no to everything, without a place, as a union does.
    #[derive(Debug)]
    struct Never;

    impl<'de> Deserialize<'de> for Never {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Value::deserialize(deserializer)?;
            Err(serde::de::Error::custom("no"))
        }
    }

    #[test]
    fn an_error_without_a_place_is_that_of_its_item() {
        let pointer = |body: &str| json::<Vec<Never>>(body.as_bytes()).unwrap_err().pointer;
        assert_eq!(pointer("[{} ,1]"), "/0");
        assert_eq!(pointer("[{},1]"), "/0");
        // Of the last item no more is known than that it is in there.
        assert_eq!(pointer("[{}]"), "");
    }

    #[test]
    fn a_missing_member_is_shown_where_it_should_be() {
        assert_eq!(page("{}").pointer, "/items");
        let fault = page(r#"{"items":[{"a/b~c":1},{"z":[1,{}]}]}"#);
        assert_eq!(fault.pointer, "/items/1/a~1b~0c");
        assert_eq!(fault.message, "missing field `a/b~c`");
    }

    #[test]
    fn broken_text_is_syntax() {
        for body in [
            "{\"items\":[",
            "<html>",
            "{\"items\":[]} x",
            "[NaN]",
            "{'a':1}",
        ] {
            assert_eq!(
                json::<Value>(body.as_bytes()).unwrap_err().kind,
                DecodeKind::Syntax,
                "{body}"
            );
        }
        assert_eq!(json::<Value>(b" \r\n").unwrap_err().kind, DecodeKind::Empty);
        assert_eq!(
            json::<Value>(b"\"\xff\"").unwrap_err().kind,
            DecodeKind::Encoding
        );
        assert_eq!(json::<u8>(b"\xef\xbb\xbf7").unwrap(), 7);
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "[".repeat(100_000);
        let fault = json::<Value>(deep.as_bytes()).unwrap_err();
        assert_eq!(fault.kind, DecodeKind::Syntax);
        assert_eq!(fault.message, "recursion limit exceeded");
    }
}
