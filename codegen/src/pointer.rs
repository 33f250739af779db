//! JSON Pointer (RFC 6901): how every stage names a place in a document.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// A JSON Pointer such as `/paths/~1pets/get`; empty for the whole document.
///
/// ```
/// use specwright::pointer::Pointer;
/// let get = Pointer::root().child("paths").child("/pets").child("get");
/// assert_eq!(get.as_str(), "/paths/~1pets/get");
/// assert_eq!(get.tokens().collect::<Vec<_>>(), ["paths", "/pets", "get"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes an escaped pointer as written after `#` in a reference, already percent-decoded.
    ///
    /// `None` where it is neither empty nor begins with `/`, or has a `~` not followed by `0` or
    /// `1` (RFC 6901, 3).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !text.is_empty() && !text.starts_with('/') {
            return None;
        }
        let mut rest = text;
        while let Some(at) = rest.find('~') {
            rest = rest.get(at + 1..)?;
            if !rest.starts_with(['0', '1']) {
                return None;
            }
        }
        Some(Self(text.to_owned()))
    }

    /// Takes the fragment of a reference, as written after `#`: percent-decoded, then as
    /// [`parse`](Self::parse) takes it (RFC 6901, 6).
    ///
    /// ```
    /// use specwright::pointer::Pointer;
    /// let key = Pointer::from_fragment("/definitions/a%20b~1c").and_then(|p| p.last());
    /// assert_eq!(key.as_deref(), Some("a b/c"));
    /// ```
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        Self::parse(&percent_decoded(fragment)?)
    }

    /// The fragment of a reference to this place, without `#`: what a URI's fragment cannot hold
    /// is percent-encoded (RFC 6901, 6; RFC 3986, 3.5).
    #[must_use]
    pub fn to_fragment(&self) -> String {
        // What is left is `pchar`, `/` and `?` (RFC 3986, 3.5).
        const ENCODED: &AsciiSet = &CONTROLS
            .add(b' ')
            .add(b'"')
            .add(b'#')
            .add(b'%')
            .add(b'<')
            .add(b'>')
            .add(b'[')
            .add(b'\\')
            .add(b']')
            .add(b'^')
            .add(b'`')
            .add(b'{')
            .add(b'|')
            .add(b'}');
        utf8_percent_encode(&self.0, ENCODED).to_string()
    }

    /// The member or item of this place; the token is given unescaped.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + token.len() + 1);
        text.push_str(&self.0);
        text.push('/');
        if !token.contains(['~', '/']) {
            text.push_str(token);
            return Self(text);
        }
        for c in token.chars() {
            match c {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                c => text.push(c),
            }
        }
        Self(text)
    }

    /// The item of this array.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// The place that holds this one; `None` for the whole document.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let cut = self.0.rfind('/')?;
        self.0.get(..cut).map(|text| Self(text.to_owned()))
    }

    /// The last token, unescaped.
    #[must_use]
    pub fn last(&self) -> Option<String> {
        self.tokens().last()
    }

    /// All tokens, unescaped.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = String> + '_ {
        self.0
            .split('/')
            .skip(usize::from(!self.0.is_empty()))
            .filter(|token| !(self.0.is_empty() && token.is_empty()))
            .map(|token| unescaped(token).into_owned())
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The value at this place of a document (RFC 6901, 4). As `serde_json` finds it, without a copy
    /// of each token: references of large documents are many.
    ///
    /// ```
    /// use specwright::pointer::Pointer;
    /// let document = serde_json::json!({"a/b": [1, 2]});
    /// let place = Pointer::root().child("a/b").item(1);
    /// assert_eq!(place.find(&document), Some(&serde_json::json!(2)));
    /// ```
    #[must_use]
    pub fn find<'v>(&self, document: &'v Value) -> Option<&'v Value> {
        self.0
            .split('/')
            .skip(1)
            .try_fold(document, |value, token| match value {
                Value::Object(members) => members.get(&*unescaped(token)),
                Value::Array(items) => items.get(index(token)?),
                _ => None,
            })
    }

    /// The escaped text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this place is `other` or inside it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0
            .strip_prefix(other.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Percent-decodes once (RFC 3986, 2.1). `None` where a `%` encodes nothing, or what it encodes is
/// no text: keeping it would let two spellings name one place.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        rest = rest.get(at + 1..)?;
        let digits = rest.as_bytes().get(..2)?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
    }
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

/// A token as it was before it was escaped (RFC 6901, 4).
fn unescaped(token: &str) -> Cow<'_, str> {
    match token.contains('~') {
        true => Cow::Owned(token.replace("~1", "/").replace("~0", "~")),
        false => Cow::Borrowed(token),
    }
}

/// The index that a token is: digits without leading zeros (RFC 6901, 4).
fn index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    let zeros = token.len() > 1 && token.starts_with('0');
    token.parse().ok().filter(|_| digits && !zeros)
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test may stop at what it did not expect"
    )]

    use super::*;
    use serde_json::json;

    /// The pointers of RFC 6901, 5, each with its fragment of section 6 and the member it names.
    const OF_THE_RFC: [(&str, &str, &[&str]); 11] = [
        ("", "", &[]),
        ("/foo", "/foo", &["foo"]),
        ("/foo/0", "/foo/0", &["foo", "0"]),
        ("/", "/", &[""]),
        ("/a~1b", "/a~1b", &["a/b"]),
        ("/c%d", "/c%25d", &["c%d"]),
        ("/e^f", "/e%5Ef", &["e^f"]),
        ("/g|h", "/g%7Ch", &["g|h"]),
        ("/i\\j", "/i%5Cj", &["i\\j"]),
        ("/k\"l", "/k%22l", &["k\"l"]),
        ("/ ", "/%20", &[" "]),
    ];

    #[test]
    fn pointers_of_the_rfc_are_read_and_written() {
        for (text, fragment, tokens) in OF_THE_RFC {
            let pointer = Pointer::parse(text).unwrap();
            assert_eq!(pointer.tokens().collect::<Vec<_>>(), tokens, "{text}");
            let built = tokens
                .iter()
                .fold(Pointer::root(), |pointer, token| pointer.child(token));
            assert_eq!(built, pointer, "{text}");
            assert_eq!(pointer.to_fragment(), fragment);
            assert_eq!(Pointer::from_fragment(fragment), Some(pointer));
        }
    }

    // RFC 6901, 4: `~1` is decoded before `~0`, so that `~01` is `~1` and not `/`.
    #[test]
    fn escapes_are_decoded_once() {
        let value = json!({"m~n": 8, "~1": 9, "a/b": 1});
        for (text, last, number) in [("/m~0n", "m~n", 8), ("/~01", "~1", 9), ("/a~1b", "a/b", 1)] {
            let pointer = Pointer::parse(text).unwrap();
            assert_eq!(pointer.last().as_deref(), Some(last));
            assert_eq!(pointer.find(&value), Some(&json!(number)));
        }
    }

    // RFC 6901, 5, and section 4 of what is an index.
    #[test]
    fn a_pointer_finds_what_serde_json_finds() {
        let value = json!({
            "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5,
            "k\"l": 6, " ": 7, "m~n": 8, "00": 9,
        });
        let of_the_rfc = OF_THE_RFC.iter().map(|(text, _, _)| *text);
        let indices = [
            "/foo/1", "/foo/2", "/foo/01", "/foo/+1", "/foo/-", "/foo/", "/foo/0/x", "/00",
        ];
        for text in of_the_rfc.chain(indices) {
            let pointer = Pointer::parse(text).unwrap();
            assert_eq!(pointer.find(&value), value.pointer(text), "{text}");
        }
    }

    // RFC 6901, 3.
    #[test]
    fn what_the_grammar_has_not_is_no_pointer() {
        for text in ["a", "a/b", "/~", "/~2", "/a~/b", "#/a"] {
            assert_eq!(Pointer::parse(text), None, "{text}");
        }
    }

    #[test]
    fn parents_end_at_the_document() {
        let pointer = Pointer::root().child("a/b").item(3);
        let parent = pointer.parent().unwrap();
        assert_eq!(parent, Pointer::root().child("a/b"));
        assert_eq!(parent.parent(), Some(Pointer::root()));
        assert_eq!(Pointer::root().parent(), None);
        assert_eq!(Pointer::root().last(), None);
        assert_eq!(Pointer::root().child("").last().as_deref(), Some(""));
    }

    #[test]
    fn a_place_is_within_its_holders_and_not_its_neighbours() {
        let place = Pointer::parse("/ab/c").unwrap();
        for (other, within) in [("", true), ("/ab", true), ("/ab/c", true), ("/a", false)] {
            assert_eq!(
                place.is_within(&Pointer::parse(other).unwrap()),
                within,
                "{other}"
            );
        }
    }
}
