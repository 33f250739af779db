//! JSON values one after the other: JSON Lines (`application/jsonl`, `application/x-ndjson`) and
//! JSON text sequences (RFC 7464, `application/json-seq`).
//!
//! The first byte tells them apart: a sequence begins with a record separator, and its values may
//! then hold line breaks.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::{ByteStream, StreamError, too_large};
use crate::decode;
use crate::error::TransportError;

/// Record separator (RFC 7464, 2.2).
const SEPARATOR: u8 = 0x1e;

/// A stream of JSON values.
///
/// A value that does not decode is an error of its own, and the stream goes on behind it; a
/// broken connection ends it.
#[non_exhaustive]
pub struct JsonLines<T> {
    records: Records,
    value: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    pub(crate) fn new(stream: ByteStream) -> Self {
        Self {
            records: Records::new(stream),
            value: PhantomData,
        }
    }

    /// The next value; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: DeserializeOwned> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let operation = self.records.stream.operation();
        Poll::Ready(match ready!(self.records.poll(context)) {
            None => None,
            Some(Err(error)) => Some(Err(error)),
            Some(Ok(text)) => Some(
                decode::json(&text).map_err(|fault| StreamError::decode(operation, &text, fault)),
            ),
        })
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JsonLines")
    }
}

/// The texts of the values, not generic.
struct Records {
    stream: ByteStream,
    splitter: Splitter,
    ready: VecDeque<Vec<u8>>,
    ended: bool,
    /// Why the stream broke; it comes behind what was whole before.
    failure: Option<StreamError>,
}

impl Records {
    fn new(stream: ByteStream) -> Self {
        Self {
            splitter: Splitter::new(stream.limit()),
            stream,
            ready: VecDeque::new(),
            ended: false,
            failure: None,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, StreamError>>> {
        loop {
            if let Some(text) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(text)));
            }
            if self.ended {
                return Poll::Ready(self.failure.take().map(Err));
            }
            match ready!(Pin::new(&mut self.stream).poll_next(context)) {
                Some(Ok(chunk)) => {
                    if !self.splitter.push(&chunk, &mut self.ready) {
                        let error = too_large(self.stream.operation(), self.stream.limit());
                        self.fail(error);
                    }
                }
                Some(Err(error)) => self.fail(error),
                None => {
                    self.ended = true;
                    self.ready.extend(self.splitter.rest());
                }
            }
        }
    }

    fn fail(&mut self, error: TransportError) {
        self.ended = true;
        self.failure = Some(StreamError::Transport(error));
    }
}

/// Cuts bytes into records.
struct Splitter {
    /// What is not yet whole.
    partial: Vec<u8>,
    divider: Option<u8>,
    limit: usize,
}

impl Splitter {
    fn new(limit: usize) -> Self {
        Self {
            partial: Vec::new(),
            divider: None,
            limit,
        }
    }

    /// Takes bytes; `false` where a record is larger than the limit.
    fn push(&mut self, mut bytes: &[u8], ready: &mut VecDeque<Vec<u8>>) -> bool {
        let Some(first) = bytes.first() else {
            return true;
        };
        let divider = *self.divider.get_or_insert(if *first == SEPARATOR {
            SEPARATOR
        } else {
            b'\n'
        });
        while let Some(end) = bytes.iter().position(|byte| *byte == divider) {
            let (record, rest) = bytes.split_at(end);
            if record.len() > self.limit.saturating_sub(self.partial.len()) {
                return false;
            }
            self.partial.extend_from_slice(record);
            bytes = rest.get(1..).unwrap_or_default();
            ready.extend(self.rest());
        }
        if bytes.len() > self.limit.saturating_sub(self.partial.len()) {
            return false;
        }
        self.partial.extend_from_slice(bytes);
        true
    }

    /// The record that has come so far, unless it is blank.
    fn rest(&mut self) -> Option<Vec<u8>> {
        let record = std::mem::take(&mut self.partial);
        (!record.trim_ascii().is_empty()).then_some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &[u8], cut: usize) -> Vec<String> {
        let mut splitter = Splitter::new(1000);
        let mut ready = VecDeque::new();
        let (first, second) = text.split_at(cut);
        assert!(splitter.push(first, &mut ready) && splitter.push(second, &mut ready));
        ready.extend(splitter.rest());
        ready
            .iter()
            .map(|record| String::from_utf8_lossy(record).trim().to_owned())
            .collect()
    }

    #[test]
    fn lines_are_records_wherever_the_bytes_are_cut() {
        let text = b"{\"a\":1}\r\n\n[2]\n3";
        for cut in 0..=text.len() {
            assert_eq!(
                records(text, cut),
                ["{\"a\":1}", "[2]", "3"],
                "cut at {cut}"
            );
        }
    }

    // RFC 7464, 2.1: each JSON text begins with RS and ends with LF; it may hold line breaks
    #[test]
    fn a_text_sequence_is_divided_by_record_separators() {
        let text = b"\x1e{\"a\":\n1}\n\x1e[2]\n";
        for cut in 0..=text.len() {
            assert_eq!(records(text, cut), ["{\"a\":\n1}", "[2]"], "cut at {cut}");
        }
    }

    #[test]
    fn an_endless_line_is_refused() {
        let mut splitter = Splitter::new(8);
        let mut ready = VecDeque::new();
        assert!(splitter.push(b"12345678", &mut ready));
        assert!(!splitter.push(b"9", &mut ready));
    }
}
