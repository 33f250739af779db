//! A hook around every attempt: signing, tracing, measuring.
//!
//! An attempt is one request on the wire. A call that is redirected or retried makes several, and
//! the hook sees each with its final headers, so that a signature is always made anew.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use crate::auth::{BoxError, BoxFuture};
use crate::error::TransportKind;

/// The user's code around every attempt. All methods have a default that does nothing.
///
/// With a hook on the client, a call goes out even where no credential is set: the hook may be
/// what signs it.
///
/// ```
/// use specwright_client::{Attempt, BoxError, BoxFuture, Hook};
///
/// struct Signer;
///
/// impl Hook for Signer {
///     fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), BoxError>> {
///         Box::pin(async move {
///             let body = attempt.body.as_deref().ok_or("a streamed body cannot be signed")?;
///             let signature = sign(&attempt.parts.method, &attempt.parts.uri, body);
///             attempt.parts.headers.insert("x-signature", signature.parse()?);
///             Ok(())
///         })
///     }
/// }
/// # fn sign(_: &http::Method, _: &http::Uri, _: &[u8]) -> String { String::new() }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// Before the request goes out; credentials are already in it. An error ends the call
    /// ([`TransportKind::Hook`]).
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), BoxError>> {
        let _ = attempt;
        Box::pin(std::future::ready(Ok(())))
    }

    /// After the response's head has come, or has not.
    fn after(&self, outcome: &Attempted) {
        let _ = outcome;
    }
}

/// A request that is about to go out.
#[non_exhaustive]
pub struct Attempt {
    /// Method, URI and header fields. They may be changed; the URI must stay on its origin, since
    /// credentials are meant for that alone.
    pub parts: http::request::Parts,
    /// The body, where it is in memory: `None` for one that is streamed. It may be replaced.
    pub body: Option<Bytes>,
    /// Id of the operation.
    pub operation: &'static str,
    /// 1 for the first request of a call; redirects and retries count on.
    pub number: u32,
}

impl fmt::Debug for Attempt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Attempt")
            .field("operation", &self.operation)
            .field("number", &self.number)
            .field("method", &self.parts.method)
            .field("path", &self.parts.uri.path())
            .field(
                "headers",
                &crate::response::HeaderNames(&self.parts.headers),
            )
            .finish_non_exhaustive()
    }
}

/// How an attempt ended.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Attempted {
    /// Id of the operation.
    pub operation: &'static str,
    /// As in [`Attempt::number`].
    pub number: u32,
    /// Status of the response, or why there is none.
    pub result: Result<StatusCode, TransportKind>,
    /// From sending to the response's head.
    pub elapsed: Duration,
}
