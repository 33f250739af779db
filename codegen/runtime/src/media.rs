//! Media types: which documented one a `Content-Type` names (RFC 9110, 8.3.1).
//!
//! Compares essences (type and subtype, case-insensitively); parameters such as `charset` decide
//! nothing. A JSON type matches any documented JSON type, since servers answer
//! `application/json` for `application/problem+json` and the reverse; the status has already
//! chosen the shape.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// Index of the documented media type that a response has; `Err` with what it has where it is
/// none of them.
///
/// No `Content-Type` at all is taken as the first documented one (RFC 9110, 8.3 lets a recipient
/// assume): many servers leave it out, and a body of another kind still fails to decode.
pub(crate) fn choose(documented: &[&str], headers: &HeaderMap) -> Result<usize, String> {
    if documented.is_empty() {
        return Ok(0);
    }
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return Ok(0);
    };
    let text = String::from_utf8_lossy(value.as_bytes());
    // what nearly every response has: the documented type itself, letter for letter
    if let Some(index) = documented.iter().position(|candidate| *candidate == text) {
        return Ok(index);
    }
    let actual = essence(&text);
    if actual.is_empty() {
        return Ok(0);
    }
    let position = |wanted: &dyn Fn(&str) -> bool| {
        documented
            .iter()
            .position(|candidate| wanted(&essence(candidate)))
    };
    position(&|candidate| candidate == actual)
        .or_else(|| position(&|candidate| is_json(candidate) && is_json(&actual)))
        .or_else(|| position(&|candidate| is_class_of(candidate, &actual)))
        .or_else(|| position(&|candidate| candidate == "*/*" || candidate == "*"))
        .ok_or(actual)
}

/// Type and subtype in lower case.
pub(crate) fn essence(text: &str) -> String {
    text.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// JSON itself, or a structured suffix (RFC 6839, 3.1).
pub(crate) fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// Whether `range` is `type/*` and covers a media type.
fn is_class_of(range: &str, actual: &str) -> bool {
    let class = |text: &str| text.split_once('/').map(|(class, _)| class.to_owned());
    range.ends_with("/*") && range != "*/*" && class(range) == class(actual)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn chosen(documented: &[&str], actual: &'static str) -> Result<usize, String> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(actual));
        choose(documented, &headers)
    }

    // RFC 9110, 8.3.1: type, subtype and parameter names are case-insensitive
    #[test]
    fn essences_are_compared_without_case_and_parameters() {
        let json: &[&str] = &["application/json"];
        assert_eq!(chosen(json, "Application/JSON;charset=utf-8"), Ok(0));
        assert_eq!(chosen(json, "application/problem+json"), Ok(0));
        assert_eq!(chosen(json, "text/html"), Err("text/html".to_owned()));
        assert_eq!(
            chosen(json, "application/jsonp"),
            Err("application/jsonp".to_owned())
        );
    }

    // OpenAPI 3.0.4, 4.7.17.1: the most specific key is applicable
    #[test]
    fn the_most_specific_documented_type_is_chosen() {
        let several: &[&str] = &["*/*", "text/*", "text/plain", "application/json"];
        assert_eq!(chosen(several, "text/plain"), Ok(2));
        assert_eq!(chosen(several, "text/csv"), Ok(1));
        assert_eq!(chosen(several, "image/png"), Ok(0));
        assert_eq!(chosen(several, "application/json"), Ok(3));
    }

    #[test]
    fn nothing_said_is_the_first_documented() {
        assert_eq!(choose(&["text/plain"], &HeaderMap::new()), Ok(0));
        assert_eq!(chosen(&[], "text/html"), Ok(0));
    }
}
