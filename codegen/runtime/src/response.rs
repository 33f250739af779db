//! What came back: a value beside the response it was read from.
//!
//! Nothing is lost on the way: whatever a body was decoded into, status, headers and the body's
//! bytes stay at hand.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::error::summary;
use crate::headers::{FromHeaders, HeaderError, NoHeaders};

/// A response as it came, without a value.
#[derive(Clone)]
#[non_exhaustive]
pub struct ResponseParts {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl ResponseParts {
    /// Keeps a response.
    pub(crate) fn new(
        operation: &'static str,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        Self {
            operation,
            status,
            headers,
            body,
        }
    }

    /// Id of the operation that was called.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Status code.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Header fields. A `Content-Encoding` that was undone is no longer among them.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body's bytes, decompressed. Empty where the body was handed over as a stream.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Takes it apart.
    pub(crate) fn split(self) -> Split {
        let headers = Box::new(self.headers);
        (self.operation, self.status, headers, self.body)
    }
}

/// Operation, status, header fields and body.
pub(crate) type Split = (&'static str, StatusCode, Box<HeaderMap>, Bytes);

/// One line: operation, status, and what the body says of the error where it is JSON.
impl fmt::Display for ResponseParts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.operation, self.status)?;
        summary::write(&self.body, formatter)
    }
}

/// Names of the header fields, never their values: a response can set cookies and tokens.
impl fmt::Debug for ResponseParts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResponseParts")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// Names of header fields for `Debug`.
pub(crate) struct HeaderNames<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_list()
            .entries(self.0.keys().map(http::HeaderName::as_str))
            .finish()
    }
}

/// The value of a documented response, with the response around it.
///
/// It dereferences to the value, so members are read directly: `response.total`. `H` is the struct
/// of the response's documented headers, read by [`Response::typed_headers`].
#[non_exhaustive]
pub struct Response<T, H = NoHeaders> {
    // One allocation keeps results small enough to return by value.
    inner: Box<(T, ResponseParts)>,
    typed: PhantomData<fn() -> H>,
}

impl<T, H> Response<T, H> {
    /// Puts a value and its response together.
    pub(crate) fn new(value: T, parts: ResponseParts) -> Self {
        Self {
            inner: Box::new((value, parts)),
            typed: PhantomData,
        }
    }

    /// Status code.
    pub fn status(&self) -> StatusCode {
        self.inner.1.status
    }

    /// Header fields as they came.
    pub fn headers(&self) -> &HeaderMap {
        &self.inner.1.headers
    }

    /// The body's bytes, decompressed. Empty where the value is a stream.
    pub fn body(&self) -> &Bytes {
        &self.inner.1.body
    }

    /// The response without its value.
    pub fn parts(&self) -> &ResponseParts {
        &self.inner.1
    }

    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.inner.0
    }

    /// Another value in the same response.
    #[must_use]
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Response<U, H> {
        let (value, parts) = *self.inner;
        Response::new(convert(value), parts)
    }
}

impl<T, H: FromHeaders> Response<T, H> {
    /// The documented headers as a struct. A required header that is missing, or a value that is
    /// not of its type, is an error here and never of the call.
    pub fn typed_headers(&self) -> Result<H, HeaderError> {
        H::from_headers(self.headers())
    }
}

impl<T, H> Deref for Response<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner.0
    }
}

/// Streams are read through it.
impl<T, H> DerefMut for Response<T, H> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner.0
    }
}

impl<T: Clone, H> Clone for Response<T, H> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            typed: PhantomData,
        }
    }
}

impl<T: fmt::Debug, H> fmt::Debug for Response<T, H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status())
            .field("headers", &HeaderNames(self.headers()))
            .field("value", &self.inner.0)
            .finish()
    }
}
