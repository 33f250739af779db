//! The places of a JSON text that is known to be well-formed (RFC 8259).
//!
//! A scanner of its own: JSON parsers give no positions, and a YAML parser refuses JSON with long
//! names or surrogate escapes.

use super::grow::Growing;
use super::{Index, Kind};

/// The index of a JSON text.
pub(in crate::source) fn scan(text: &str) -> Index {
    let bytes = text.as_bytes();
    let mut growing = Growing::default();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                let kind = if *byte == b'{' {
                    Kind::Mapping(0)
                } else {
                    Kind::Sequence(0)
                };
                growing.add(at..at + 1, kind);
                at += 1;
            }
            b'}' | b']' => {
                at += 1;
                growing.close(at);
            }
            b'"' => {
                let end = string_end(bytes, at);
                let is_name = growing.expects_name();
                let id = growing.add(at..end, Kind::Quoted);
                if is_name && let Some(says) = text.get(at..end).and_then(unescape) {
                    growing.index.texts.insert(id, says);
                }
                at = end;
            }
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            _ => {
                let end = literal_end(bytes, at);
                growing.add(at..end, Kind::Plain);
                at = end;
            }
        }
    }
    growing.index
}

/// The byte after the closing quote of the string that begins at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The byte after the number or literal name that begins at `start`.
fn literal_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start + 1..).unwrap_or_default();
    let length = rest.iter().position(|byte| {
        matches!(
            byte,
            b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"' | b' ' | b'\t' | b'\r' | b'\n'
        )
    });
    length.map_or(bytes.len(), |length| start + 1 + length)
}

/// What a string in quotes says, where it has escapes.
fn unescape(quoted: &str) -> Option<Box<str>> {
    if !quoted.contains('\\') {
        return None;
    }
    let says: String = serde_json::from_str(quoted).ok()?;
    Some(says.into())
}
