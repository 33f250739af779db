//! A call on its way, and what comes of it.
//!
//! A suite has as many calls as its document has operations, so what they have in common stands
//! here and is small: no coroutine for each of them.

use super::{Outcome, Refused};
use specwright_client::{ApiError, Error, Pending};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A call on its way.
pub type Running = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// A call that has begun, or an argument that could not be made.
pub type Started = Result<Running, Refused>;

/// A call whose outcome is known when it ends.
///
/// # Errors
///
/// None: it is what a generated call ends in.
pub fn sent<T: 'static, E: ApiError + 'static>(
    pending: Pending<T, E>,
    outcome: fn(Result<T, E>) -> Outcome,
) -> Started {
    Ok(Box::pin(Sent { pending, outcome }))
}

/// A call whose outcome has to be awaited: a stream is read to its end.
///
/// # Errors
///
/// None: it is what a generated call ends in.
pub fn awaited(future: impl Future<Output = Outcome> + Send + 'static) -> Started {
    Ok(Box::pin(future))
}

/// The documented outcome of a call.
///
/// # Errors
///
/// What is shown of a call that ended in no documented response.
pub fn documented<T, E>(result: Result<T, Error<E>>) -> Result<Result<T, E>, Box<Outcome>> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(error) => match error.into_api() {
            Ok(error) => Ok(Err(error)),
            Err(other) => Err(Box::new(Outcome::failure(&other))),
        },
    }
}

/// See [`sent`].
struct Sent<T, E> {
    pending: Pending<T, E>,
    outcome: fn(Result<T, E>) -> Outcome,
}

impl<T, E: ApiError> Future for Sent<T, E> {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let this = self.get_mut();
        let ended = Pin::new(&mut this.pending).poll(context);
        ended.map(|result| documented(result).map_or_else(|failed| *failed, this.outcome))
    }
}
