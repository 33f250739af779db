//! Percent-encoding: one set of characters per place where text is written (RFC 3986, 2).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters (RFC 3986, 2.3).
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Reserved characters stay (RFC 3986, 2.2), but for those that would end the query or its pair:
/// `#`, `&`, `+` (read as a space by form decoders), and `[`, `]`, which a query may not hold
/// (RFC 3986, 3.4).
const RESERVED: &AsciiSet = &COMPONENT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What the form media type keeps (WHATWG URL, 5.2), the space aside.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

/// How text is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// All but unreserved characters.
    Component,
    /// `allowReserved`.
    Reserved,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// Not at all: header fields (OpenAPI 3.1.1, Appendix D).
    None,
}

/// Escapes a text.
pub(crate) fn text(text: &str, escape: Escape) -> Cow<'_, str> {
    match escape {
        Escape::Component => utf8_percent_encode(text, COMPONENT).into(),
        Escape::Reserved => utf8_percent_encode(text, RESERVED).into(),
        Escape::Form => {
            let encoded: Cow<'_, str> = utf8_percent_encode(text, FORM).into();
            if encoded.contains(' ') {
                Cow::Owned(encoded.replace(' ', "+"))
            } else {
                encoded
            }
        }
        Escape::None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 3986, 2.2 and 2.3
    const ALL: &str = "aZ0-._~:/?#[]@!$&'()*+,;=% \"<>^`{|}\\é";

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(
            text(ALL, Escape::Component),
            "aZ0-._~%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%20%22%3C%3E%5E%60%7B%7C%7D%5C%C3%A9"
        );
    }

    #[test]
    fn reserved_characters_stay_where_they_cannot_end_the_pair() {
        assert_eq!(
            text(":/?#[]@!$&'()*+,;=%", Escape::Reserved),
            ":/?%23%5B%5D@!$%26'()*%2B,;=%25"
        );
    }

    // WHATWG URL, 5.2: application/x-www-form-urlencoded percent-encode set
    #[test]
    fn a_form_has_plus_for_space() {
        assert_eq!(text("a b+c*~", Escape::Form), "a+b%2Bc*%7E");
    }
}
