//! Server-sent events (`text/event-stream`; WHATWG HTML, 9.2.5 Parsing and 9.2.6 Interpreting an
//! event stream).
//!
//! Reconnecting (9.2.3) is left to the caller, who knows whether the operation may be called
//! again; `id` and `retry` are there for it.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::{ByteStream, StreamError, too_large};
use crate::decode;
use crate::error::Fault;

/// Data that ends a stream of JSON events by convention, being no JSON itself.
const DONE: &[u8] = b"[DONE]";

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Its `data` lines, decoded.
    pub data: T,
    /// Its type; `message` where the stream names none.
    pub event: String,
    /// The last `id` of the stream so far; empty where there was none.
    pub id: String,
    /// The reconnection time the server asked for last.
    pub retry: Option<Duration>,
}

/// A stream of events whose data is a `T`.
///
/// An event that does not decode is an error of its own, and the stream goes on behind it; a
/// broken connection ends it. In a stream of JSON, the data `[DONE]` ends it too.
#[non_exhaustive]
pub struct EventStream<T> {
    events: Events,
    decode: fn(&[u8]) -> Result<T, Fault>,
    /// `[DONE]` ends the stream.
    has_end_mark: bool,
}

impl<T: DeserializeOwned> EventStream<T> {
    pub(crate) fn json(stream: ByteStream) -> Self {
        Self {
            events: Events::new(stream),
            decode: decode::json::<T>,
            has_end_mark: true,
        }
    }
}

impl EventStream<String> {
    pub(crate) fn text(stream: ByteStream) -> Self {
        Self {
            events: Events::new(stream),
            // bytes that are not UTF-8 are replaced: 9.2.5, "UTF-8 decode"
            decode: |data| Ok(String::from_utf8_lossy(data).into_owned()),
            has_end_mark: false,
        }
    }
}

impl<T> EventStream<T> {
    /// The next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let operation = self.events.stream.operation();
        let event = match ready!(self.events.poll(context)) {
            None => return Poll::Ready(None),
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            Some(Ok(event)) => event,
        };
        if self.has_end_mark && event.data == DONE {
            self.events.ended = true;
            return Poll::Ready(None);
        }
        Poll::Ready(Some(match (self.decode)(&event.data) {
            Ok(data) => Ok(Event {
                data,
                event: event.event,
                id: event.id,
                retry: event.retry,
            }),
            Err(fault) => Err(StreamError::decode(operation, &event.data, fault)),
        }))
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EventStream")
    }
}

/// The events with their data as it came, not generic.
struct Events {
    stream: ByteStream,
    parser: Parser,
    ended: bool,
}

impl Events {
    fn new(stream: ByteStream) -> Self {
        Self {
            parser: Parser::new(stream.limit()),
            stream,
            ended: false,
        }
    }

    fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Event<Vec<u8>>, StreamError>>> {
        loop {
            if self.ended {
                return Poll::Ready(None);
            }
            match self.parser.next() {
                Ok(Some(event)) => return Poll::Ready(Some(Ok(event))),
                Ok(None) => {}
                Err(TooLarge) => {
                    self.ended = true;
                    let error = too_large(self.stream.operation(), self.stream.limit());
                    return Poll::Ready(Some(Err(StreamError::Transport(error))));
                }
            }
            match ready!(Pin::new(&mut self.stream).poll_next(context)) {
                Some(Ok(chunk)) => self.parser.push(&chunk),
                Some(Err(error)) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(StreamError::Transport(error))));
                }
                // 9.2.6: an event that no blank line ended is discarded
                None => self.ended = true,
            }
        }
    }
}

/// A line or an event's data is larger than the limit.
#[derive(Debug)]
struct TooLarge;

/// Turns bytes into events.
struct Parser {
    /// Bytes that are not yet part of an event; those before `at` are done with.
    buffer: Vec<u8>,
    at: usize,
    /// Bytes behind `at` that hold no line end.
    searched: usize,
    /// A carriage return ended the last line; a line feed that follows belongs to it.
    after_return: bool,
    /// A byte order mark may still come.
    at_start: bool,
    limit: usize,
    data: Vec<u8>,
    has_data: bool,
    event: String,
    id: String,
    retry: Option<Duration>,
}

impl Parser {
    fn new(limit: usize) -> Self {
        Self {
            buffer: Vec::new(),
            at: 0,
            searched: 0,
            after_return: false,
            at_start: true,
            limit,
            data: Vec::new(),
            has_data: false,
            event: String::new(),
            id: String::new(),
            retry: None,
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.at);
        self.at = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next event that is whole.
    fn next(&mut self) -> Result<Option<Event<Vec<u8>>>, TooLarge> {
        while let Some(line) = self.line()? {
            if line.is_empty() {
                if let Some(event) = self.dispatch() {
                    return Ok(Some(event));
                }
            } else {
                self.field(&line)?;
            }
        }
        Ok(None)
    }

    /// The next line that is whole. Lines end with CR LF, LF or CR.
    fn line(&mut self) -> Result<Option<Vec<u8>>, TooLarge> {
        if self.after_return && self.at < self.buffer.len() {
            self.after_return = false;
            if self.buffer.get(self.at) == Some(&b'\n') {
                self.at += 1;
            }
        }
        let rest = self.buffer.get(self.at..).unwrap_or_default();
        let end = rest
            .get(self.searched..)
            .unwrap_or_default()
            .iter()
            .position(|byte| matches!(byte, b'\r' | b'\n'));
        let Some(end) = end.map(|end| end + self.searched) else {
            self.searched = rest.len();
            return if rest.len() > self.limit {
                Err(TooLarge)
            } else {
                Ok(None)
            };
        };
        let line = rest.get(..end).unwrap_or_default();
        self.after_return = rest.get(end) == Some(&b'\r');
        // 9.2.5: one leading byte order mark is ignored
        let line = match line.strip_prefix(b"\xef\xbb\xbf") {
            Some(line) if self.at_start => line,
            _ => line,
        }
        .to_vec();
        self.at_start = false;
        self.at += end + 1;
        self.searched = 0;
        Ok(Some(line))
    }

    /// 9.2.6: a line with its field name and value.
    fn field(&mut self, line: &[u8]) -> Result<(), TooLarge> {
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = match colon {
            Some(0) => return Ok(()),
            Some(colon) => line.split_at(colon),
            None => (line, &[][..]),
        };
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => {
                if value.len() > self.limit.saturating_sub(self.data.len()) {
                    return Err(TooLarge);
                }
                if self.has_data {
                    self.data.push(b'\n');
                }
                self.data.extend_from_slice(value);
                self.has_data = true;
            }
            b"event" => self.event = String::from_utf8_lossy(value).into_owned(),
            b"id" if !value.contains(&0) => {
                self.id = String::from_utf8_lossy(value).into_owned();
            }
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let digits = String::from_utf8_lossy(value);
                self.retry = digits.parse().ok().map(Duration::from_millis);
            }
            _ => {}
        }
        Ok(())
    }

    /// 9.2.6: a blank line ends an event; one without data is none.
    fn dispatch(&mut self) -> Option<Event<Vec<u8>>> {
        let event = std::mem::take(&mut self.event);
        let data = std::mem::take(&mut self.data);
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        Some(Event {
            data,
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                event
            },
            id: self.id.clone(),
            retry: self.retry,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use super::*;

    /// Events as `type|id|data`.
    fn events(pieces: &[&[u8]]) -> Vec<String> {
        let mut parser = Parser::new(1000);
        let mut found = Vec::new();
        for piece in pieces {
            parser.push(piece);
            while let Some(event) = parser.next().unwrap() {
                let data = String::from_utf8_lossy(&event.data).into_owned();
                found.push(format!("{}|{}|{data}", event.event, event.id));
            }
        }
        found
    }

    // WHATWG HTML, 9.2.6: the examples of the section
    #[test]
    fn the_examples_of_the_specification() {
        let stocks = b"data: YHOO\ndata: +2\ndata: 10\n\n";
        assert_eq!(events(&[stocks]), ["message||YHOO\n+2\n10"]);
        let four = b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n";
        assert_eq!(
            events(&[four]),
            ["message|1|first event", "message||second event"]
        );
        let blank = b"data\n\ndata\ndata\n\ndata:";
        assert_eq!(events(&[blank]), ["message||", "message||\n"]);
        let space = b"data:test\n\ndata: test\n\n";
        assert_eq!(events(&[space]), ["message||test", "message||test"]);
    }

    #[test]
    fn events_are_the_same_wherever_the_bytes_are_cut() {
        let stream: &[u8] =
            b"\xef\xbb\xbfevent: add\r\ndata: 7\xc3\xa9\r\nid: a\rretry: 100\r\n\r\n:x\ndata: b\n\n";
        let whole = events(&[stream]);
        assert_eq!(whole, ["add|a|7é", "message|a|b"]);
        for cut in 0..=stream.len() {
            let (first, second) = stream.split_at(cut);
            assert_eq!(events(&[first, second]), whole, "cut at {cut}");
        }
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        assert_eq!(events(&bytes), whole);
    }

    #[test]
    fn endless_lines_and_endless_events_are_refused() {
        let mut parser = Parser::new(16);
        parser.push(&[b'x'; 17]);
        assert!(parser.next().is_err());
        let mut parser = Parser::new(16);
        parser.push(b"data: 123456789\ndata: 123456789\n");
        assert!(parser.next().is_err());
    }
}
