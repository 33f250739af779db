//! JSON Pointer (RFC 6901): how every stage names a place in a document.

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
        if !fragment.contains('%') {
            return Self::parse(fragment);
        }
        let mut bytes = Vec::with_capacity(fragment.len());
        let mut rest = fragment.as_bytes();
        while let Some((first, tail)) = rest.split_first() {
            let hex = (*first == b'%').then(|| tail.get(..2)).flatten();
            let digits = hex.and_then(|hex| std::str::from_utf8(hex).ok());
            match digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit())) {
                Some(digits) => {
                    bytes.push(u8::from_str_radix(digits, 16).ok()?);
                    rest = tail.get(2..)?;
                }
                None if *first == b'%' => return None,
                None => {
                    bytes.push(*first);
                    rest = tail;
                }
            }
        }
        Self::parse(std::str::from_utf8(&bytes).ok()?)
    }

    /// The fragment of a reference to this place, without `#`: what a URI's fragment cannot hold
    /// is percent-encoded (RFC 6901, 6; RFC 3986, 3.5).
    #[must_use]
    pub fn to_fragment(&self) -> String {
        let mut text = String::with_capacity(self.0.len());
        for byte in self.0.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => text.push(char::from(byte)),
                b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*'
                | b'+' | b',' | b';' | b'=' | b':' | b'@' | b'/' | b'?' => {
                    text.push(char::from(byte));
                }
                _ => {
                    text.push('%');
                    for digit in [byte >> 4, byte & 15] {
                        let digit = char::from_digit(u32::from(digit), 16).unwrap_or('0');
                        text.push(digit.to_ascii_uppercase());
                    }
                }
            }
        }
        text
    }

    /// The member or item of this place; the token is given unescaped.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + token.len() + 1);
        text.push_str(&self.0);
        text.push('/');
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
            .map(|token| token.replace("~1", "/").replace("~0", "~"))
            .collect::<Vec<_>>()
            .into_iter()
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

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
