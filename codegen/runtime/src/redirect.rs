//! Which redirects are followed, and as what request (RFC 9110, 15.4).
//!
//! Only within the origin of the request: credentials, cookies and bodies are meant for that
//! server. This is an allow-list of one, not a list of header names to strip. Nothing here sends.

use http::header::{
    CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE, HeaderName, LOCATION,
};
use http::{HeaderMap, Method, StatusCode};
use url::Url;

/// What describes a body that is no longer sent (RFC 9110, 15.4: "content-specific header
/// fields").
const CONTENT_HEADERS: [HeaderName; 4] = [
    CONTENT_TYPE,
    CONTENT_ENCODING,
    CONTENT_LANGUAGE,
    CONTENT_LOCATION,
];

/// The request that follows a redirect.
pub(crate) struct Next {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// The body is not sent again, nor what describes it.
    pub(crate) drops_body: bool,
}

/// Whether a status redirects at all. 300 and 304 do not: they ask nothing of a client.
pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The request that follows; the error is a sentence and holds no URL.
pub(crate) fn next(
    status: StatusCode,
    headers: &HeaderMap,
    method: &Method,
    url: &Url,
) -> Result<Next, &'static str> {
    let location = headers
        .get(LOCATION)
        .ok_or("a redirect without a target")?
        .to_str()
        .map_err(|_| "a redirect whose target is no text")?;
    let mut target = url
        .join(location)
        .map_err(|_| "a redirect whose target is no URL")?;
    if target.origin() != url.origin() {
        return Err("a redirect to another origin, which is not followed");
    }
    if !target.username().is_empty() || target.password().is_some() {
        return Err("a redirect whose target holds a user or password");
    }
    target.set_fragment(None);
    let becomes_get = match status.as_u16() {
        303 => *method != Method::HEAD && *method != Method::GET,
        // historical, and what every browser does (RFC 9110, 15.4.2 and 15.4.3)
        301 | 302 => *method == Method::POST,
        _ => false,
    };
    Ok(Next {
        method: if becomes_get {
            Method::GET
        } else {
            method.clone()
        },
        url: target,
        drops_body: becomes_get,
    })
}

/// Removes what describes a body.
pub(crate) fn drop_content_headers(headers: &mut HeaderMap) {
    for name in &CONTENT_HEADERS {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use http::HeaderValue;

    use super::*;

    fn follow(status: u16, method: &Method, location: &'static str) -> Result<Next, &'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, HeaderValue::from_static(location));
        let url = Url::parse("https://api.example/a/b?c=d").unwrap();
        next(
            StatusCode::from_u16(status).unwrap(),
            &headers,
            method,
            &url,
        )
    }

    // RFC 9110, 15.4.2 to 15.4.9
    #[test]
    fn methods_change_as_the_rfc_has_it() {
        let cases = [
            (301, Method::POST, Method::GET),
            (302, Method::POST, Method::GET),
            (303, Method::POST, Method::GET),
            (303, Method::PUT, Method::GET),
            (303, Method::HEAD, Method::HEAD),
            (301, Method::PUT, Method::PUT),
            (307, Method::POST, Method::POST),
            (308, Method::POST, Method::POST),
        ];
        for (status, before, after) in cases {
            let next = follow(status, &before, "/x").unwrap();
            assert_eq!(next.method, after, "{status} {before}");
            assert_eq!(next.drops_body, before != after);
        }
    }

    // RFC 3986, 5.2
    #[test]
    fn relative_targets_stand_on_the_request() {
        let next = follow(302, &Method::GET, "x?y#z").unwrap();
        assert_eq!(next.url.as_str(), "https://api.example/a/x?y");
    }

    #[test]
    fn nothing_leaves_the_origin() {
        for location in [
            "https://evil.example/",
            "//evil.example/",
            "http://api.example/",
            "https://api.example:444/",
            "https://api.example./",
            "https://user@api.example/",
            "javascript:alert(1)",
            "https://",
            "/\\evil.example",
        ] {
            assert!(follow(302, &Method::GET, location).is_err(), "{location}");
        }
        let upper = follow(302, &Method::GET, "HTTPS://API.EXAMPLE:443/x").unwrap();
        assert_eq!(upper.url.as_str(), "https://api.example/x");
    }

    #[test]
    fn statuses_that_ask_nothing_are_no_redirects() {
        assert!(!is_redirect(StatusCode::NOT_MODIFIED));
        assert!(!is_redirect(StatusCode::MULTIPLE_CHOICES));
    }
}
