//! From a call's arguments to the request that goes out: URL, header fields, body, and which
//! security alternative authorises it. All that can be refused before sending is refused here.
//! Each attempt is made anew from the call: one is what most calls need, and it has nothing to copy.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use url::Url;

use crate::auth;
use crate::call::{Call, is_framing};
use crate::client::State;
use crate::error::{ArgumentError, ArgumentKind};
use crate::operation::{Location, Operation};
use crate::parameter::path;
use crate::random;
use crate::retry::is_idempotent;
use crate::server::{self, Base};

/// What a call is sent with, whatever attempt it is.
pub(crate) struct Plan {
    pub(crate) method: Method,
    /// Schemes whose credentials go along.
    pub(crate) schemes: Cow<'static, [usize]>,
    /// It carries a key that makes it safe to repeat.
    pub(crate) has_idempotency_key: bool,
}

/// Plans a call. A call that needs a key for its repetitions has one from here on.
pub(crate) fn plan(call: &mut Call) -> Result<Plan, ArgumentError> {
    if let Some(error) = call.error.take() {
        return Err(error);
    }
    let operation = call.operation;
    let method = Method::from_bytes(operation.method.as_bytes())
        .map_err(|_| url_error(operation, "the operation's method is no token"))?;
    let schemes = auth::choose(call)?;
    let has_idempotency_key = idempotency_key(call, &method);
    Ok(Plan {
        method,
        schemes,
        has_idempotency_key,
    })
}

/// Header fields of a call, without its credentials.
pub(crate) fn headers(call: &Call) -> Result<HeaderMap, ArgumentError> {
    let operation = call.operation;
    let mut headers = header_parameters(call)?;
    if let Some((content_type, _)) = &call.body {
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
    Ok(headers)
}

/// The longest URL that goes out: what the `http` crate's `Uri` holds. RFC 9110, 4.1, asks for 8,000
/// bytes at least; few servers take as many as this.
const LONGEST_URL: usize = 65_534;

/// Server, path and query of a call.
pub(crate) fn url(call: &Call) -> Result<Url, ArgumentError> {
    let operation = call.operation;
    let base = base(operation, &call.core.0)?;
    let path = path::expand(operation, &call.values)?;
    let url = base
        .join(path, call.texts(Location::Query).map(|(_, text)| text))
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

/// Whether the call carries a key that makes it safe to repeat; gives it one where the policy asks
/// for that.
fn idempotency_key(call: &mut Call, method: &Method) -> bool {
    let Some(name) = call.core.0.settings.retry.idempotency_header.clone() else {
        return false;
    };
    let mut parameters = call.texts(Location::Header);
    if call.headers.contains_key(&name) || parameters.any(|(found, _)| name == found) {
        return true;
    }
    drop(parameters);
    if is_idempotent(method) {
        return false;
    }
    match HeaderValue::from_str(&random::uuid()) {
        Ok(key) => {
            call.headers.insert(name, key);
            true
        }
        Err(_) => false,
    }
}
