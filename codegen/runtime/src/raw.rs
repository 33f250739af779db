//! A documented response as it came, and the ways to read it.
//!
//! The status has chosen the case already; here the body meets its documented type. Whatever goes
//! wrong keeps the response whole.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::decode;
use crate::error::{DecodeKind, Failure, Fault};
use crate::response::{Response, ResponseParts};
use crate::stream::{ByteStream, EventStream, JsonLines};

/// A documented response as it came.
pub struct Raw {
    pub(crate) parts: ResponseParts,
    /// The body, where it is handed over unread.
    pub(crate) stream: Option<ByteStream>,
    /// Index of the documented media type; else what the response has instead.
    pub(crate) media: Result<usize, String>,
}

impl Raw {
    /// Index of the documented media type that the response has, in the table of its case. A
    /// response of another type is index 0, whose reading then fails with what is wrong.
    #[must_use]
    pub fn media(&self) -> usize {
        *self.media.as_ref().unwrap_or(&0)
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned, H>(self) -> Result<Response<T, H>, Failure> {
        match self.decoded() {
            Ok(value) => Ok(Response::new(value, self.parts)),
            Err(fault) => Err(fault.in_response(self.parts)),
        }
    }

    /// The part of [`Raw::json`] that depends on the value alone.
    fn decoded<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        self.check()?;
        decode::json(self.parts.body())
    }

    /// The body as text, in UTF-8.
    pub fn text<H>(self) -> Result<Response<String, H>, Failure> {
        let text = self
            .check()
            .and_then(|()| decode::text(self.parts.body()).map(str::to_owned));
        match text {
            Ok(text) => Ok(Response::new(text, self.parts)),
            Err(fault) => Err(fault.in_response(self.parts)),
        }
    }

    /// A response that documents no body; what came is in [`Response::body`].
    pub fn empty<H>(self) -> Result<Response<(), H>, Failure> {
        Ok(Response::new((), self.parts))
    }

    /// The body as a stream of bytes.
    pub fn stream<H>(self) -> Result<Response<ByteStream, H>, Failure> {
        let (stream, parts) = self.opened()?;
        Ok(Response::new(stream, parts))
    }

    /// The body as a stream of events whose data is JSON.
    pub fn events<T: DeserializeOwned, H>(self) -> Result<Response<EventStream<T>, H>, Failure> {
        let (stream, parts) = self.opened()?;
        Ok(Response::new(EventStream::json(stream), parts))
    }

    /// The body as a stream of events whose data is text.
    pub fn text_events<H>(self) -> Result<Response<EventStream<String>, H>, Failure> {
        let (stream, parts) = self.opened()?;
        Ok(Response::new(EventStream::text(stream), parts))
    }

    /// The body as a stream of JSON values, one a line.
    pub fn json_lines<T: DeserializeOwned, H>(self) -> Result<Response<JsonLines<T>, H>, Failure> {
        let (stream, parts) = self.opened()?;
        Ok(Response::new(JsonLines::new(stream), parts))
    }

    /// The response as one whose status is not documented.
    #[must_use]
    pub fn undocumented(self) -> Failure {
        Failure::Undocumented(Box::new(self.parts))
    }

    /// The stream, where the media type is a documented one.
    fn opened(self) -> Result<(ByteStream, ResponseParts), Failure> {
        if let Err(fault) = self.check() {
            return Err(fault.in_response(self.parts));
        }
        let stream = match self.stream {
            Some(stream) => stream,
            None => ByteStream::whole(self.parts.operation(), self.parts.body().clone()),
        };
        Ok((stream, self.parts))
    }

    /// Whether the media type is a documented one.
    fn check(&self) -> Result<(), Fault> {
        match &self.media {
            Ok(_) => Ok(()),
            Err(actual) => Err(Fault::whole(
                DecodeKind::ContentType,
                format!("its media type `{actual}` is not a documented one"),
            )),
        }
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.fmt(formatter)
    }
}

/// A response in one of several media types as a variant of the enum over them.
pub fn one_of<T, U, H>(
    read: Result<Response<T, H>, Failure>,
    variant: fn(T) -> U,
) -> Result<Response<U, H>, Failure> {
    read.map(|response| response.map(variant))
}
