//! The text of a `$ref`: a URI reference (RFC 3986, 4.1) to a file beside the document and a place
//! in it.

use crate::pointer::percent_decoded;

/// A `$ref` taken apart and percent-decoded, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) struct Reference {
    /// Path of the file, relative to the file that holds the reference; empty for that file.
    pub(in crate::source) path: String,
    /// The place in it: empty, a JSON Pointer, or the name of an anchor.
    pub(in crate::source) fragment: String,
}

/// Why a text is no reference to a file beside the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Refusal {
    /// `http:`, `https:`, or `//host`.
    Remote,
    /// Another scheme, or a drive letter.
    Scheme,
    /// A path from the root of the file system.
    Absolute,
    /// A query.
    Query,
    /// A backslash, which is a separator on one system and a character on another.
    Backslash,
    /// A `%` without two hexadecimal digits, or decoded bytes that are not text.
    Encoding,
}

impl Refusal {
    /// What is wrong, as the second half of a sentence that begins with the reference.
    pub(in crate::source) fn reason(self) -> &'static str {
        match self {
            Self::Remote => "leads to the network, which is never asked",
            Self::Scheme => "has a scheme; only relative paths are followed",
            Self::Absolute => "is an absolute path; only relative paths are followed",
            Self::Query => "has a query, which names no file",
            Self::Backslash => "has a backslash; folders are separated by `/`",
            Self::Encoding => "has a `%` that does not begin a percent-encoded UTF-8 character",
        }
    }
}

impl Reference {
    /// Takes the text of a `$ref` apart.
    pub(in crate::source) fn parse(text: &str) -> Result<Self, Refusal> {
        let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
        if path.starts_with("//") {
            return Err(Refusal::Remote);
        }
        if let Some(scheme) = scheme(path) {
            let remote = ["http", "https"]
                .iter()
                .any(|s| scheme.eq_ignore_ascii_case(s));
            return Err(if remote {
                Refusal::Remote
            } else {
                Refusal::Scheme
            });
        }
        if path.contains('?') {
            return Err(Refusal::Query);
        }
        let path = decode(path).ok_or(Refusal::Encoding)?;
        let fragment = decode(fragment).ok_or(Refusal::Encoding)?;
        if path.contains('\\') {
            return Err(Refusal::Backslash);
        }
        if path.starts_with('/') {
            return Err(Refusal::Absolute);
        }
        Ok(Self { path, fragment })
    }
}

/// The scheme of a URI (RFC 3986, 3.1); a drive letter looks like one.
fn scheme(path: &str) -> Option<&str> {
    let (scheme, _) = path.split_once(':')?;
    let mut characters = scheme.chars();
    let good = characters.next()?.is_ascii_alphabetic()
        && characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    good.then_some(scheme)
}

/// Percent-decodes once, without NUL, which ends a path for the operating system.
fn decode(text: &str) -> Option<String> {
    percent_decoded(text).filter(|decoded| !decoded.contains('\0'))
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test may stop at what it did not expect"
    )]

    use super::*;

    fn parts(text: &str) -> (String, String) {
        let reference = Reference::parse(text).unwrap();
        (reference.path, reference.fragment)
    }

    // RFC 6901, 6: the fragment is percent-decoded first, then its `~` escapes are resolved (by
    // `Pointer`), so that `%7E1` is `~1` and means `/`.
    #[test]
    fn a_reference_is_decoded_once() {
        for (text, path, fragment) in [
            ("#/a~1b", "", "/a~1b"),
            ("#/%7E1", "", "/~1"),
            ("#/a%2Fb", "", "/a/b"),
            ("#/a%252Fb", "", "/a%2Fb"),
            ("", "", ""),
            ("#", "", ""),
            ("#/", "", "/"),
            ("#name", "", "name"),
            ("models/a%20pet.yaml#/Pet", "models/a pet.yaml", "/Pet"),
            ("./a.yaml", "./a.yaml", ""),
            ("%252e%252e/a.yaml", "%2e%2e/a.yaml", ""),
        ] {
            assert_eq!(
                parts(text),
                (path.to_owned(), fragment.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_names_no_file_beside_the_document_is_refused() {
        for (text, refusal) in [
            ("http://169.254.169.254/latest", Refusal::Remote),
            ("HTTPS://example.org/a.yaml#/A", Refusal::Remote),
            ("//example.org/a.yaml", Refusal::Remote),
            ("file:///etc/passwd", Refusal::Scheme),
            ("ftp://example.org/a", Refusal::Scheme),
            (r"C:\a.yaml", Refusal::Scheme),
            ("/etc/passwd", Refusal::Absolute),
            ("%2Fetc/passwd", Refusal::Absolute),
            (r"..\a.yaml", Refusal::Backslash),
            ("..%5Ca.yaml", Refusal::Backslash),
            ("a.yaml?v=1", Refusal::Query),
            ("a%00.yaml", Refusal::Encoding),
            ("a%C0%AE.yaml", Refusal::Encoding),
            ("a%2", Refusal::Encoding),
            ("#/a%zz", Refusal::Encoding),
        ] {
            assert_eq!(Reference::parse(text), Err(refusal), "{text}");
        }
    }
}
