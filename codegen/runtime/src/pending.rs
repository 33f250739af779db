//! The typed shell around a call: a future that turns the non-generic result into the operation's
//! own types.
//!
//! Generated code instantiates it once per operation, so it holds nothing but one `poll`.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::auth::BoxFuture;
use crate::call::Call;
use crate::error::{ApiError, Error, Failure};
use crate::raw::Raw;
use crate::send;

/// How an operation reads its documented responses.
pub trait Respond: Sized {
    /// What a success gives.
    type Ok;
    /// The operation's documented errors.
    type Err: ApiError;

    /// Reads a documented response; `case` is its index in the operation's table. The inner
    /// result is the outcome that the document has for it; a failure is one of reading it.
    ///
    /// Nothing but the outcome depends on the operation, so that reading a type is compiled once
    /// for all operations that have it.
    fn read(case: usize, raw: Raw) -> Result<Result<Self::Ok, Self::Err>, Failure>;
}

/// A call on its way. It does nothing until it is awaited; dropping it ends the call.
#[must_use = "a call is sent when it is awaited"]
pub struct Pending<R> {
    future: BoxFuture<'static, Result<(usize, Raw), Failure>>,
    respond: PhantomData<fn() -> R>,
}

impl<R> Pending<R> {
    pub(crate) fn new(call: Call) -> Self {
        Self {
            future: send::boxed(call),
            respond: PhantomData,
        }
    }
}

impl<R: Respond> Future for Pending<R> {
    type Output = Result<R::Ok, Error<R::Err>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.future.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(failure)) => Poll::Ready(Err(failure.into())),
            Poll::Ready(Ok((case, raw))) => Poll::Ready(match R::read(case, raw) {
                Ok(Ok(value)) => Ok(value),
                Ok(Err(error)) => Err(Error::Api(error)),
                Err(failure) => Err(failure.into()),
            }),
        }
    }
}

impl<R> fmt::Debug for Pending<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pending")
    }
}
