//! JSON as it is read in generated code: a fact a line, and no character that is seen as another.

use serde::Serialize as _;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Map, Value};
use std::io;

/// Where an argument of a call stands within a method of an `impl`.
const DEPTH: usize = 12;

/// An object: each member a line of its own, and each element of a list of objects.
pub(super) fn lines(members: &Map<String, Value>) -> String {
    let mut out = String::from("{");
    let mut separator = "";
    for (name, value) in members {
        out.push_str(separator);
        separator = ",";
        line(&mut out, 1);
        out.push_str(&spaced(&Value::from(name.as_str())));
        out.push_str(": ");
        match value {
            Value::Array(items) if items.iter().any(Value::is_object) => list(&mut out, items),
            other => out.push_str(&spaced(other)),
        }
    }
    line(&mut out, 0);
    out.push('}');
    out
}

fn list(out: &mut String, items: &[Value]) {
    let mut separator = "[";
    for item in items {
        out.push_str(separator);
        separator = ",";
        line(out, 2);
        out.push_str(&spaced(item));
    }
    line(out, 1);
    out.push(']');
}

fn line(out: &mut String, level: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', DEPTH + 4 * level));
}

/// A value in one line.
fn spaced(value: &Value) -> String {
    let mut bytes = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut bytes, Spaced));
    let text = written.ok().and_then(|()| String::from_utf8(bytes).ok());
    // Writing into memory does not fail; if it did, this is the same value.
    text.unwrap_or_else(|| value.to_string())
}

/// A space behind each comma and colon, and an escape for what is not seen as itself: rustc refuses
/// some of it in a literal, and the rest would deceive a reader.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> io::Result<()> {
        out.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> io::Result<()> {
        out.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for c in fragment.chars() {
            let mut buffer = [0; 4];
            if is_seen(c) {
                out.write_all(c.encode_utf8(&mut buffer).as_bytes())?;
            } else {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

fn is_seen(c: char) -> bool {
    match c.is_ascii() {
        true => !c.is_ascii_control(),
        false => c.escape_debug().len() == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn laid_out(value: &Value) -> String {
        lines(&value.as_object().cloned().unwrap_or_default())
    }

    #[test]
    fn a_member_and_an_element_that_is_an_object_have_lines_of_their_own() {
        let value = json!({
            "method": "GET",
            "pieces": ["/a/", 0],
            "responses": [{"status": "200", "content": ["a/b", "c/d"]}, {"status": "404"}],
        });
        let expected = r#"{
                "method": "GET",
                "pieces": ["/a/", 0],
                "responses": [
                    {"status": "200", "content": ["a/b", "c/d"]},
                    {"status": "404"}
                ]
            }"#;
        assert_eq!(laid_out(&value), expected);
    }

    #[test]
    fn what_is_not_seen_as_itself_is_escaped_and_means_the_same() {
        let hidden = "\r\n\t\0\u{7f}\u{85}\u{200b}\u{2028}\u{202e}\u{2066}\u{feff}\u{e0041} ";
        let seen = "it's \"größe\" \\ 值 😀 #";
        let value = json!({ hidden: hidden, "seen": seen });
        let text = laid_out(&value);
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
        assert!(text.chars().all(|c| c == '\n' || is_seen(c)), "{text}");
        assert!(text.contains(r#""it's \"größe\" \\ 值 😀 #""#), "{text}");
    }
}
