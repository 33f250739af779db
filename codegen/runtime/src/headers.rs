//! Documented response headers as a struct (OpenAPI 3.0.4, 4.7.21 Header Object).
//!
//! A header's value is in `simple` style: scalars as text, arrays divided by commas. Reading is
//! asked for by the user; a header that breaks its contract never fails a call.

use std::error::Error as StdError;
use std::fmt;

use http::HeaderMap;
use serde::de::DeserializeOwned;

use crate::text;

/// A struct of documented headers.
pub trait FromHeaders: Sized {
    /// Reads it from a response's header fields.
    fn from_headers(headers: &HeaderMap) -> Result<Self, HeaderError>;
}

/// The struct of a response that documents no headers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoHeaders;

impl FromHeaders for NoHeaders {
    fn from_headers(_: &HeaderMap) -> Result<Self, HeaderError> {
        Ok(Self)
    }
}

/// A documented header that is missing or not of its type. It names the header, not its value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeaderError {
    name: &'static str,
    problem: String,
}

impl HeaderError {
    /// Name of the header, as documented.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "response header `{}` {}",
            self.name, self.problem
        )
    }
}

impl StdError for HeaderError {}

/// For generated code: a header that must be there.
pub fn required<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &'static str,
) -> Result<T, HeaderError> {
    optional(headers, name)?.ok_or_else(|| HeaderError {
        name,
        problem: "is missing".to_owned(),
    })
}

/// For generated code: a header that may be absent.
pub fn optional<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &'static str,
) -> Result<Option<T>, HeaderError> {
    let Some(lines) = lines(headers, name)? else {
        return Ok(None);
    };
    match T::deserialize(text::Lines::new(&lines)) {
        Ok(value) => Ok(Some(value)),
        Err(error) => Err(HeaderError {
            name,
            problem: format!("is not of its documented type: {error}"),
        }),
    }
}

/// All field lines of a name, each trimmed; `None` where there is none.
fn lines(headers: &HeaderMap, name: &'static str) -> Result<Option<Vec<String>>, HeaderError> {
    let mut found = Vec::new();
    for value in headers.get_all(name) {
        let Ok(text) = std::str::from_utf8(value.as_bytes()) else {
            return Err(HeaderError {
                name,
                problem: "is not UTF-8".to_owned(),
            });
        };
        found.push(text.trim().to_owned());
    }
    Ok((!found.is_empty()).then_some(found))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use http::HeaderValue;

    use super::*;

    fn headers() -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.append("x-rate-limit", HeaderValue::from_static("17"));
        headers.append("x-id", HeaderValue::from_static("007"));
        headers.append("x-tags", HeaderValue::from_static("blue, black"));
        headers.append("x-tags", HeaderValue::from_static("brown"));
        headers.append("x-flag", HeaderValue::from_static("true"));
        headers.append(
            "set-cookie",
            HeaderValue::from_static("a=1; expires=Tue, 1"),
        );
        headers.append("set-cookie", HeaderValue::from_static("b=2"));
        headers
    }

    #[test]
    fn scalars_are_read_by_their_type() {
        let headers = headers();
        assert_eq!(required::<u32>(&headers, "X-Rate-Limit"), Ok(17));
        assert_eq!(required::<String>(&headers, "X-Id").unwrap(), "007");
        assert_eq!(required::<f64>(&headers, "X-Id"), Ok(7.0));
        assert_eq!(required::<bool>(&headers, "X-Flag"), Ok(true));
        assert_eq!(optional::<u8>(&headers, "X-Absent"), Ok(None));
    }

    // RFC 9110, 5.3: several lines are one list, in order
    #[test]
    fn lists_are_divided_by_commas_over_all_lines() {
        let tags = required::<Vec<String>>(&headers(), "X-Tags").unwrap();
        assert_eq!(tags, ["blue", "black", "brown"]);
    }

    #[test]
    fn a_string_of_several_lines_is_joined() {
        let tags = required::<String>(&headers(), "X-Tags").unwrap();
        assert_eq!(tags, "blue, black, brown");
    }

    #[test]
    fn errors_name_the_header_and_not_its_value() {
        let error = required::<u32>(&headers(), "X-Tags").unwrap_err();
        assert_eq!(error.name(), "X-Tags");
        assert!(!error.to_string().contains("blue"), "{error}");
        let error = required::<u32>(&headers(), "X-Absent").unwrap_err();
        assert_eq!(error.to_string(), "response header `X-Absent` is missing");
    }
}
