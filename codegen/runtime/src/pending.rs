//! The typed shell around a call: a request that knows what comes of it, and the future that turns
//! the result, which knows no type, into the operation's own.
//!
//! Generated code names these types once per operation and has no copy of what they do.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::auth::BoxFuture;
use crate::call::Call;
use crate::error::{ApiError, Error, Failure};
use crate::raw::Raw;
use crate::send;

/// A documented response, read: the inner result is the outcome that the document has for it; a
/// failure is one of reading it.
pub type Read<T, E> = Result<Result<T, E>, Failure>;

/// A success, read. A function in place of `?`, which is four expressions to the compiler, for each
/// documented response: a tenth of what large clients took to check.
pub fn ok<T, E>(read: Result<T, Failure>) -> Read<T, E> {
    match read {
        Ok(value) => Ok(Ok(value)),
        Err(failure) => Err(failure),
    }
}

/// One of several successes, read.
pub fn ok_of<R, T, E>(read: Result<R, Failure>, variant: fn(R) -> T) -> Read<T, E> {
    match read {
        Ok(value) => Ok(Ok(variant(value))),
        Err(failure) => Err(failure),
    }
}

/// A documented error, read.
pub fn error_of<R, T, E>(read: Result<R, Failure>, variant: fn(R) -> E) -> Read<T, E> {
    match read {
        Ok(value) => Ok(Err(variant(value))),
        Err(failure) => Err(failure),
    }
}

/// How an operation reads its documented responses, by their index in the operation's table.
///
/// Nothing but the outcome depends on the operation, so that reading a type is compiled once for
/// all operations that have it.
pub type Reader<T, E> = fn(usize, Raw) -> Read<T, E>;

/// A request of an operation: `T` is what a success gives, `E` the operation's documented errors.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<T, E> {
    call: Call,
    read: Reader<T, E>,
}

impl<T, E> Request<T, E> {
    pub(crate) fn new(call: Call, read: Reader<T, E>) -> Self {
        Self { call, read }
    }

    /// The call being made, for what the document does not speak of: more headers, a time limit of
    /// its own.
    pub fn call(&mut self) -> &mut Call {
        &mut self.call
    }

    /// Sends the request.
    pub fn send(self) -> Pending<T, E> {
        self.call.send(self.read)
    }
}

impl<T, E> Clone for Request<T, E> {
    fn clone(&self) -> Self {
        Self {
            call: self.call.clone(),
            read: self.read,
        }
    }
}

/// The operation alone: arguments can be secret.
impl<T, E> fmt::Debug for Request<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("operation", &self.call.operation.id)
            .finish_non_exhaustive()
    }
}

/// What a generic generated struct around a [`Request`] has of it, beside its own setters. A derive
/// would ask of what comes of the request that it can be cloned.
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    ($name:ident) => {
        impl<T, E> $name<T, E> {
            /// The call being made, for what the document does not speak of: more headers, a time
            /// limit of its own.
            pub fn call(&mut self) -> &mut $crate::__generated::Call {
                self.request.call()
            }

            /// Sends the request.
            pub fn send(self) -> $crate::__generated::Pending<T, E> {
                self.request.send()
            }
        }

        impl<T, E> ::std::clone::Clone for $name<T, E> {
            fn clone(&self) -> Self {
                let request = ::std::clone::Clone::clone(&self.request);
                Self { request }
            }
        }

        impl<T, E> ::std::fmt::Debug for $name<T, E> {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.request, formatter)
            }
        }
    };
}

/// A call on its way. It does nothing until it is awaited; dropping it ends the call.
#[must_use = "a call is sent when it is awaited"]
pub struct Pending<T, E> {
    future: BoxFuture<'static, Result<(usize, Raw), Failure>>,
    read: Reader<T, E>,
}

impl<T, E> Pending<T, E> {
    pub(crate) fn new(call: Call, read: Reader<T, E>) -> Self {
        Self {
            future: send::boxed(call),
            read,
        }
    }
}

impl<T, E: ApiError> Future for Pending<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.future.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(failure)) => Poll::Ready(Err(failure.into())),
            Poll::Ready(Ok((case, raw))) => Poll::Ready(match (self.read)(case, raw) {
                Ok(Ok(value)) => Ok(value),
                Ok(Err(error)) => Err(Error::Api(error)),
                Err(failure) => Err(failure.into()),
            }),
        }
    }
}

impl<T, E> fmt::Debug for Pending<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pending")
    }
}
