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
/// (RFC 3986, 3.4). OpenAPI 3.1.1, 4.8.12 (`allowReserved`) leaves these to the application.
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
        Escape::Reserved => reserved(text),
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

/// Escapes a text that is not needed any more; what has nothing to escape is not copied.
pub(crate) fn owned(plain: String, escape: Escape) -> String {
    match text(&plain, escape) {
        Cow::Owned(escaped) => escaped,
        // of one character the library has the escape at hand, and borrows that
        Cow::Borrowed(escaped) if escaped != plain => escaped.to_owned(),
        Cow::Borrowed(_) => plain,
    }
}

/// Reserved expansion (RFC 6570, 3.2.3): what is percent-encoded already passes unchanged.
fn reserved(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return utf8_percent_encode(text, RESERVED).into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (index, piece) in text.split('%').enumerate() {
        if index > 0 {
            let is_triple = piece
                .as_bytes()
                .get(..2)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            out.push_str(if is_triple { "%" } else { "%25" });
        }
        out.extend(utf8_percent_encode(piece, RESERVED));
    }
    Cow::Owned(out)
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
        // RFC 6570, 3.2.3: {+half} with half = "50%", and a triple passes
        assert_eq!(text("50%", Escape::Reserved), "50%25");
        assert_eq!(text("a%2Fb%2 %zz", Escape::Reserved), "a%2Fb%252%20%25zz");
    }

    // One character is a case of its own in the library.
    #[test]
    fn a_text_that_is_given_away_is_escaped_as_one_that_is_lent() {
        let all = (0..128_u8).map(char::from);
        let singles = all.chain(['é']).map(String::from);
        for plain in singles.chain([String::new(), ALL.to_owned(), "blue".to_owned()]) {
            for escape in [
                Escape::Component,
                Escape::Reserved,
                Escape::Form,
                Escape::None,
            ] {
                let lent = text(&plain, escape).into_owned();
                assert_eq!(owned(plain.clone(), escape), lent, "{plain:?} {escape:?}");
            }
        }
    }

    // WHATWG URL, 5.2: application/x-www-form-urlencoded percent-encode set
    #[test]
    fn a_form_has_plus_for_space() {
        assert_eq!(text("a b+c*~", Escape::Form), "a+b%2Bc*%7E");
    }
}
