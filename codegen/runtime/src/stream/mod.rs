//! Response bodies that are handed over as they come.
//!
//! A stream is held to the stall limit, not to the limit of the whole call: it may last as long as
//! something comes.

mod json_lines;
mod sse;

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use tokio::time::Sleep;

pub use json_lines::JsonLines;
pub use sse::{Event, EventStream};

use crate::error::{Fault, TransportError, TransportKind, summary};
use crate::limits::later;

type Chunks = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>;

/// A response body, chunk by chunk.
///
/// Read it with [`ByteStream::next`] or as a [`Stream`]. It ends after the first error.
///
/// ```
/// use specwright_client::{ByteStream, TransportError};
///
/// async fn length(mut body: ByteStream) -> Result<usize, TransportError> {
///     let mut length = 0;
///     while let Some(chunk) = body.next().await {
///         length += chunk?.len();
///     }
///     Ok(length)
/// }
/// ```
#[non_exhaustive]
pub struct ByteStream {
    operation: &'static str,
    limit: usize,
    // The lock makes it `Sync`, which errors that hold a stream must be; it is never contended,
    // since reading takes `&mut self`.
    state: Mutex<State>,
}

enum State {
    Whole(Bytes),
    Network {
        chunks: Chunks,
        stall: Duration,
        timer: Option<Pin<Box<Sleep>>>,
    },
    Ended,
}

impl ByteStream {
    /// A body that is in memory already.
    pub(crate) fn whole(operation: &'static str, body: Bytes) -> Self {
        Self {
            operation,
            limit: usize::MAX,
            state: Mutex::new(State::Whole(body)),
        }
    }

    /// A body that is still to come.
    pub(crate) fn network(
        operation: &'static str,
        response: reqwest::Response,
        limit: usize,
        stall: Duration,
    ) -> Self {
        Self {
            operation,
            limit,
            state: Mutex::new(State::Network {
                chunks: Box::pin(response.bytes_stream()),
                stall,
                timer: None,
            }),
        }
    }

    /// Id of the operation.
    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    /// Largest item that is put together out of this stream.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// The next chunk, decompressed; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The rest of the body in memory, up to a limit in bytes.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        let mut whole = BytesMut::new();
        while let Some(chunk) = self.next().await {
            let chunk = chunk?;
            if chunk.len() > limit.saturating_sub(whole.len()) {
                return Err(too_large(self.operation, limit));
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }
}

/// The error of something that is larger than allowed.
pub(crate) fn too_large(operation: &'static str, limit: usize) -> TransportError {
    TransportError::new(
        TransportKind::BodyTooLarge,
        operation,
        true,
        format!("the body is larger than {limit} bytes"),
    )
}

/// The error of a body that came to a halt.
pub(crate) fn stalled(operation: &'static str, stall: Duration) -> TransportError {
    TransportError::new(
        TransportKind::Timeout,
        operation,
        true,
        format!("nothing of the body came for {stall:?}"),
    )
}

impl State {
    fn poll(
        &mut self,
        operation: &'static str,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match self {
            Self::Ended => Poll::Ready(None),
            Self::Whole(body) => {
                let body = std::mem::take(body);
                *self = Self::Ended;
                Poll::Ready((!body.is_empty()).then_some(Ok(body)))
            }
            Self::Network {
                chunks,
                stall,
                timer,
            } => match chunks.as_mut().poll_next(context) {
                Poll::Ready(Some(Ok(chunk))) => {
                    *timer = None;
                    Poll::Ready(Some(Ok(chunk)))
                }
                Poll::Ready(Some(Err(error))) => {
                    *self = Self::Ended;
                    Poll::Ready(Some(Err(TransportError::from_http(operation, error))))
                }
                Poll::Ready(None) => {
                    *self = Self::Ended;
                    Poll::Ready(None)
                }
                Poll::Pending => {
                    let stall = *stall;
                    let timer = timer
                        .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(later(stall))));
                    if timer.as_mut().poll(context).is_pending() {
                        return Poll::Pending;
                    }
                    *self = Self::Ended;
                    Poll::Ready(Some(Err(stalled(operation, stall))))
                }
            },
        }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let state = match this.state.get_mut() {
            Ok(state) => state,
            Err(poisoned) => poisoned.into_inner(),
        };
        state.poll(this.operation, context)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ByteStream")
    }
}

/// Why an item of a stream could not be had.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// The stream broke; nothing follows.
    Transport(TransportError),
    /// An item breaks the contract; the next one can be read.
    #[non_exhaustive]
    Decode {
        /// Id of the operation.
        operation: &'static str,
        /// The item's text, whole.
        text: String,
        /// JSON Pointer of the fault in it.
        pointer: String,
        /// What is wrong there.
        message: String,
    },
}

impl StreamError {
    pub(crate) fn decode(operation: &'static str, text: &[u8], fault: Fault) -> Self {
        Self::Decode {
            operation,
            text: String::from_utf8_lossy(text).into_owned(),
            pointer: fault.pointer,
            message: fault.message,
        }
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => error.fmt(formatter),
            Self::Decode {
                operation,
                pointer,
                message,
                ..
            } => write!(
                formatter,
                "{operation}: an item of the stream breaks the contract at `{}`: {}",
                summary::OneLine(pointer),
                summary::OneLine(message)
            ),
        }
    }
}

impl std::error::Error for StreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Decode { .. } => None,
        }
    }
}
