//! Request bodies: what they are made of, and how they become a stream of bytes.
//!
//! One media type a file; this one holds what they share. A body is a list of pieces, in memory or
//! read on the way, so that a file is never read whole.

pub(crate) mod form;
pub(crate) mod json;
pub(crate) mod multipart;
mod pieces;

use std::fmt;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_core::Stream;

pub use multipart::FilePart;
pub(crate) use pieces::Payload;

use crate::auth::BoxError;

/// A stream of bytes that somebody else makes.
pub(crate) type Source = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// A request body that is sent as it is: bytes, a file, or a stream.
///
/// Bytes and files can be sent again on a redirect or retry; a stream can be read once, and clones
/// share it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Body {
    pub(crate) piece: Piece,
}

/// A part of a body.
#[derive(Clone)]
pub(crate) enum Piece {
    /// In memory.
    Bytes(Bytes),
    /// Opened for each attempt.
    File(PathBuf),
    /// Read once; its length where it is known.
    Once(Arc<Mutex<Option<Source>>>, Option<u64>),
}

impl Body {
    /// A stream of unknown length (sent with chunked coding on HTTP/1.1). It is read once.
    #[must_use]
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::once(stream, None)
    }

    /// A stream of known length. One that is longer or shorter fails the call.
    #[must_use]
    pub fn sized_stream<S, B, E>(length: u64, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::once(stream, Some(length))
    }

    /// A file, opened when the request goes out and read on the way.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            piece: Piece::File(path.into()),
        }
    }

    fn once<S, B, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let source: Source = Box::pin(pieces::Converted::new(stream));
        Self {
            piece: Piece::Once(Arc::new(Mutex::new(Some(source))), length),
        }
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self {
            piece: Piece::Bytes(bytes.into()),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.piece {
            Piece::Bytes(bytes) => write!(formatter, "Body({} bytes)", bytes.len()),
            Piece::File(_) => formatter.write_str("Body(file)"),
            Piece::Once(..) => formatter.write_str("Body(stream)"),
        }
    }
}
