//! Reading a response within limits: decoded bytes are counted as they come, for every status.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use tokio::time::{Instant, timeout_at};

use crate::error::{TransportError, TransportKind};
use crate::stream;

/// How much of a body that is too large is kept with the error.
const KEPT: usize = 16 * 1024;

/// The limits of one read.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) bytes: usize,
    pub(crate) stall: Duration,
    pub(crate) deadline: Option<Instant>,
}

/// A body that could not be read to its end: as much as came, and why no more did.
pub(crate) struct Broken {
    pub(crate) body: Bytes,
    pub(crate) error: TransportError,
}

/// Reads a body whole.
pub(crate) async fn read(
    operation: &'static str,
    response: &mut reqwest::Response,
    limits: Limits,
) -> Result<Bytes, Broken> {
    let mut whole = Gathered::default();
    loop {
        let mut is_deadline = false;
        let until = || {
            let (until, is_last) = limits.until();
            is_deadline = is_last;
            until
        };
        let chunk = match before(until, response.chunk()).await {
            Some(Ok(Some(chunk))) => chunk,
            Some(Ok(None)) => return Ok(whole.into_bytes()),
            Some(Err(error)) => {
                return Err(Broken {
                    body: whole.into_bytes(),
                    error: TransportError::from_http(operation, error),
                });
            }
            None => {
                let error = if is_deadline {
                    out_of_time(operation, true)
                } else {
                    stream::stalled(operation, limits.stall)
                };
                return Err(Broken {
                    body: whole.into_bytes(),
                    error,
                });
            }
        };
        if chunk.len() > limits.bytes.saturating_sub(whole.len()) {
            let mut kept = whole.into_bytes();
            kept.truncate(KEPT);
            return Err(Broken {
                body: kept,
                error: stream::too_large(operation, limits.bytes),
            });
        }
        whole.push(chunk);
    }
}

/// What a future gives before a time. What is ready at once, as a short body mostly is, costs no
/// look at the clock.
async fn before<F: Future>(until: impl FnOnce() -> Instant, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    match poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await {
        Poll::Ready(output) => Some(output),
        Poll::Pending => timeout_at(until(), future).await.ok(),
    }
}

/// A body as it comes. Most come in one chunk, which is then not copied.
#[derive(Default)]
struct Gathered {
    first: Bytes,
    all: BytesMut,
}

impl Gathered {
    fn len(&self) -> usize {
        self.first.len() + self.all.len()
    }

    fn push(&mut self, chunk: Bytes) {
        if self.len() == 0 {
            self.first = chunk;
            return;
        }
        let first = std::mem::take(&mut self.first);
        self.all.extend_from_slice(&first);
        self.all.extend_from_slice(&chunk);
    }

    fn into_bytes(self) -> Bytes {
        if self.all.is_empty() {
            self.first
        } else {
            self.all.freeze()
        }
    }
}

impl Limits {
    /// When the next chunk must be there, and whether that is the end of the whole call.
    fn until(self) -> (Instant, bool) {
        let stall = later(self.stall);
        match self.deadline {
            Some(deadline) if deadline <= stall => (deadline, true),
            _ => (stall, false),
        }
    }
}

/// The time after a duration; one too far away for the clock is far away.
pub(crate) fn later(duration: Duration) -> Instant {
    // thirty years, as far as tokio itself looks ahead
    const FAR: Duration = Duration::from_secs(86_400 * 365 * 30);
    let now = Instant::now();
    now.checked_add(duration.min(FAR)).unwrap_or(now)
}

/// The error of a call that took too long.
pub(crate) fn out_of_time(operation: &'static str, may_have_been_sent: bool) -> TransportError {
    TransportError::new(
        TransportKind::Timeout,
        operation,
        may_have_been_sent,
        "the call took longer than its time limit",
    )
}

/// Checks the size of a header section.
pub(crate) fn check_headers(
    operation: &'static str,
    headers: &HeaderMap,
    limit: usize,
) -> Result<(), TransportError> {
    let size: usize = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    if size <= limit {
        return Ok(());
    }
    Err(TransportError::new(
        TransportKind::HeadersTooLarge,
        operation,
        true,
        format!("the header section is larger than {limit} bytes"),
    ))
}
