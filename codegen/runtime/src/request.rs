//! From a call's arguments to the request that goes out: URL, header fields, body, and which
//! security alternative authorises it. All that can be refused before sending is refused here.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use url::Url;

use crate::auth;
use crate::body::Payload;
use crate::call::{Call, is_framing};
use crate::client::State;
use crate::error::{ArgumentError, ArgumentKind};
use crate::operation::{Location, Operation};
use crate::parameter::path;
use crate::random;
use crate::retry::is_idempotent;
use crate::server::{self, Base};

/// A request, without its credentials.
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Payload>,
    /// Schemes whose credentials go along.
    pub(crate) schemes: Vec<usize>,
    /// It carries a key that makes it safe to repeat.
    pub(crate) has_idempotency_key: bool,
}

/// Makes the request of a call.
pub(crate) fn prepare(call: Call) -> Result<Request, ArgumentError> {
    if let Some(error) = call.error {
        return Err(error);
    }
    let state = &call.core.0;
    let operation = call.operation;
    let method = Method::from_bytes(operation.method.as_bytes())
        .map_err(|_| url_error(operation, "the operation's method is no token"))?;
    let schemes = auth::choose(&call)?;
    let url = url(&call, state)?;
    let (mut headers, content_type) = (header_parameters(&call)?, call.body.as_ref());
    if let Some((content_type, _)) = content_type {
        let value = HeaderValue::from_str(content_type).map_err(|_| {
            ArgumentError::new(
                ArgumentKind::Body,
                operation.id,
                "",
                "the body's media type is no header value",
            )
        })?;
        headers.insert(CONTENT_TYPE, value);
    }
    let accept = Bytes::from_static(operation.accept.as_bytes());
    if let Ok(accept) = HeaderValue::from_maybe_shared(accept)
        && !accept.is_empty()
        && !headers.contains_key(ACCEPT)
    {
        headers.insert(ACCEPT, accept);
    }
    // what the caller set by hand wins
    for (name, value) in &call.headers {
        headers.insert(name, value.clone());
    }
    let has_idempotency_key = idempotency_key(state, &method, &mut headers);
    Ok(Request {
        method,
        url,
        headers,
        body: call.body.map(|(_, payload)| payload),
        schemes,
        has_idempotency_key,
    })
}

/// The longest URL that goes out: what the `http` crate's `Uri` holds. RFC 9110, 4.1, asks for 8,000
/// bytes at least; few servers take as many as this.
const LONGEST_URL: usize = 65_534;

/// Server, path and query.
fn url(call: &Call, state: &State) -> Result<Url, ArgumentError> {
    let operation = call.operation;
    let base = base(operation, state)?;
    let path = path::expand(operation, &call.values)?;
    let mut query = String::new();
    for (_, text) in call.texts(Location::Query) {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(text);
    }
    let url = base
        .join(&path, &query)
        .map_err(|problem| url_error(operation, &format!("the operation's path {problem}")))?;
    let length = url.as_str().len();
    if length > LONGEST_URL {
        let message =
            format!("the arguments make a URL of {length} bytes, {LONGEST_URL} can be sent");
        let kind = ArgumentKind::Parameter;
        return Err(ArgumentError::new(kind, operation.id, "", message));
    }
    Ok(url)
}

/// The server of an operation: a base URL given by the user, else the operation's own, else the
/// client's.
fn base<'a>(
    operation: &'static Operation,
    state: &'a State,
) -> Result<Cow<'a, Base>, ArgumentError> {
    match (operation.servers.first(), &state.base) {
        (Some(server), base) if !state.base_is_given => {
            server::expand(server, &state.variables, base.as_ref())
                .map(Cow::Owned)
                .map_err(|problem| url_error(operation, &problem))
        }
        (_, Some(base)) => Ok(Cow::Borrowed(base)),
        (_, None) => Err(url_error(operation, "no base URL is set on the client")),
    }
}

fn url_error(operation: &'static Operation, problem: &str) -> ArgumentError {
    ArgumentError::new(ArgumentKind::BaseUrl, operation.id, "", problem)
}

/// Header and cookie parameters.
fn header_parameters(call: &Call) -> Result<HeaderMap, ArgumentError> {
    let mut headers = HeaderMap::new();
    for (name, text) in call.texts(Location::Header) {
        let refused = |problem: &str| {
            let message = format!("header parameter `{name}` {problem}");
            ArgumentError::new(ArgumentKind::Header, call.operation.id, name, message)
        };
        let parsed = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| refused("has a name that is no token"))?;
        if is_framing(&parsed) {
            return Err(refused("is written by the transport alone"));
        }
        // the value was checked when it was set
        if let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) {
            headers.insert(parsed, value);
        }
    }
    let cookies: Vec<&str> = call.texts(Location::Cookie).map(|(_, text)| text).collect();
    if let Ok(value) = HeaderValue::from_str(&cookies.join("; "))
        && !value.is_empty()
    {
        headers.insert(COOKIE, value);
    }
    Ok(headers)
}

/// Whether the request carries a key that makes it safe to repeat; gives it one where the policy
/// asks for that.
fn idempotency_key(state: &State, method: &Method, headers: &mut HeaderMap) -> bool {
    let Some(name) = &state.settings.retry.idempotency_header else {
        return false;
    };
    if headers.contains_key(name) {
        return true;
    }
    if is_idempotent(method) {
        return false;
    }
    match HeaderValue::from_str(&random::uuid()) {
        Ok(key) => {
            headers.insert(name.clone(), key);
            true
        }
        Err(_) => false,
    }
}
