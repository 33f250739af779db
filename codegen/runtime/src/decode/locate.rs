//! The JSON Pointer of a line and column in a JSON text.
//!
//! The text need not be well-formed behind the place, nor before it: the walk never fails, it only
//! tells as much as it could read. It uses a stack of its own, so depth costs memory and no call
//! frames.

/// A container that is open where the walk stands.
enum Open {
    /// The member that was begun last.
    Object(Option<String>),
    /// The item that was begun last.
    Array(Option<usize>),
}

/// Pointer of the innermost value around a place. Lines count from one; the column is the number
/// of bytes of the line up to the place, as `serde_json` counts.
pub(super) fn pointer(text: &str, line: usize, column: usize) -> String {
    let Some(target) = offset(text.as_bytes(), line, column) else {
        return String::new();
    };
    let mut walk = Walk {
        bytes: text.as_bytes(),
        at: 0,
        open: Vec::new(),
        key_expected: false,
    };
    let target = target - usize::from(is_behind_comma(text.as_bytes(), target));
    while walk.at < target && walk.step(target) {}
    walk.path()
}

/// Whether a comma ends at the place. `serde_json` reads the comma behind an item before it says
/// where an error is that the item's type gave without a place: it is that item which is meant.
fn is_behind_comma(bytes: &[u8], target: usize) -> bool {
    let before = target.checked_sub(1);
    before.and_then(|at| bytes.get(at)) == Some(&b',')
}

/// Bytes before the place.
fn offset(bytes: &[u8], line: usize, column: usize) -> Option<usize> {
    let mut start = 0_usize;
    for _ in 1..line {
        let rest = bytes.get(start..)?;
        start += rest.iter().position(|byte| *byte == b'\n')? + 1;
    }
    (line > 0).then_some(start + column)
}

/// Adds a reference token (RFC 6901, 3).
pub(super) fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    open: Vec<Open>,
    /// The next string names a member.
    key_expected: bool,
}

impl Walk<'_> {
    /// Reads one token; `false` at the end.
    fn step(&mut self, target: usize) -> bool {
        let Some(byte) = self.bytes.get(self.at).copied() else {
            return false;
        };
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b':' => self.at += 1,
            b',' => {
                self.at += 1;
                match self.open.last_mut() {
                    Some(Open::Object(key)) => {
                        *key = None;
                        self.key_expected = true;
                    }
                    Some(Open::Array(Some(index))) => *index += 1,
                    _ => {}
                }
            }
            b'{' | b'[' => {
                self.begin();
                self.at += 1;
                self.key_expected = byte == b'{';
                self.open.push(if byte == b'{' {
                    Open::Object(None)
                } else {
                    Open::Array(None)
                });
            }
            b'}' | b']' => {
                self.at += 1;
                self.key_expected = false;
                self.open.pop();
            }
            b'"' if self.key_expected => self.key(),
            _ => {
                self.begin();
                let end = self.token_end(byte);
                // a place within the token is its value's
                self.at = end.min(target.max(self.at + 1));
            }
        }
        true
    }

    /// A value begins: the first item of an array is counted here, so that the bracket itself
    /// still belongs to the array.
    fn begin(&mut self) {
        if let Some(Open::Array(index)) = self.open.last_mut() {
            index.get_or_insert(0);
        }
    }

    /// Reads the name of a member.
    fn key(&mut self) {
        let end = self.token_end(b'"');
        let raw = self.bytes.get(self.at..end).unwrap_or_default();
        let name = serde_json::from_slice::<String>(raw)
            .unwrap_or_else(|_| String::from_utf8_lossy(raw).trim_matches('"').to_owned());
        if let Some(Open::Object(key)) = self.open.last_mut() {
            *key = Some(name);
        }
        self.key_expected = false;
        self.at = end;
    }

    /// Where the token that begins here ends.
    fn token_end(&self, first: u8) -> usize {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let length = if first == b'"' {
            let mut escaped = false;
            rest.iter()
                .position(|byte| {
                    let closes = *byte == b'"' && !escaped;
                    escaped = *byte == b'\\' && !escaped;
                    closes
                })
                .map_or(rest.len(), |closing| closing + 1)
        } else {
            rest.iter()
                .position(|byte| b" \t\r\n,:{}[]\"".contains(byte))
                .unwrap_or(rest.len())
        };
        self.at + 1 + length
    }

    fn path(&self) -> String {
        let mut pointer = String::new();
        for open in &self.open {
            match open {
                Open::Object(Some(key)) => push(&mut pointer, key),
                Open::Array(Some(index)) => push(&mut pointer, &index.to_string()),
                Open::Object(None) | Open::Array(None) => {}
            }
        }
        pointer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_belong_to_the_innermost_value() {
        let text = r#"{"a":[10,{"b\"c":true}],"d":null}"#;
        let expected = [
            (1, ""),
            (4, "/a"),
            (6, "/a"),
            (8, "/a/0"),
            (9, "/a/0"),
            (10, "/a/1"),
            (17, "/a/1/b\"c"),
            (21, "/a/1/b\"c"),
            (22, "/a/1"),
            (23, "/a"),
            (32, "/d"),
            (33, ""),
            (999, ""),
        ];
        for (column, place) in expected {
            assert_eq!(pointer(text, 1, column), place, "column {column}");
        }
    }

    #[test]
    fn any_text_and_any_place_is_fine() {
        for text in ["", "]", "}{", "\"", "{\"a", "[,,", "{:1", "\\", "é\n\"é"] {
            for line in 0..4 {
                for column in 0..8 {
                    let _ = pointer(text, line, column);
                }
            }
        }
        assert_eq!(pointer(&"[".repeat(100_000), 1, 100_000).len(), 2 * 99_999);
    }
}
