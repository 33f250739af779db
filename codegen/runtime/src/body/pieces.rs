//! Pieces of a body, one after the other, as the stream that goes out.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

use super::{Piece, Source};
use crate::auth::BoxError;

/// Bytes read from a file at once.
const CHUNK: usize = 64 * 1024;

/// A whole body.
#[derive(Clone)]
pub(crate) struct Payload {
    pieces: Vec<Piece>,
}

impl Payload {
    /// A body in memory.
    pub(crate) fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self {
            pieces: vec![Piece::Bytes(bytes.into())],
        }
    }

    /// A body of several pieces; neighbours in memory are joined.
    pub(crate) fn pieces(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut joined: Vec<Piece> = Vec::new();
        for piece in pieces {
            match (joined.last_mut(), piece) {
                (Some(Piece::Bytes(before)), Piece::Bytes(bytes)) => {
                    let mut both = BytesMut::with_capacity(before.len() + bytes.len());
                    both.extend_from_slice(before);
                    both.extend_from_slice(&bytes);
                    *before = both.freeze();
                }
                (_, piece) => joined.push(piece),
            }
        }
        Self { pieces: joined }
    }

    /// The body where all of it is in memory.
    pub(crate) fn in_memory(&self) -> Option<Bytes> {
        match self.pieces.as_slice() {
            [] => Some(Bytes::new()),
            [Piece::Bytes(bytes)] => Some(bytes.clone()),
            _ => None,
        }
    }

    /// Whether it can be sent a second time.
    pub(crate) fn repeats(&self) -> bool {
        !self
            .pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Once(..)))
    }

    /// Opens it for one attempt: its length where that is known, and its bytes.
    pub(crate) async fn open(&self) -> Result<(Option<u64>, Pieces), BoxError> {
        let mut length = Some(0_u64);
        let mut opened = Vec::with_capacity(self.pieces.len());
        for piece in &self.pieces {
            let (size, reader) = open_piece(piece).await?;
            length = length
                .zip(size)
                .and_then(|(sum, size)| sum.checked_add(size));
            opened.push(reader);
        }
        // read from the end
        opened.reverse();
        let pieces = Pieces {
            waiting: opened,
            left: length,
        };
        Ok((length, pieces))
    }
}

async fn open_piece(piece: &Piece) -> Result<(Option<u64>, Reader), BoxError> {
    match piece {
        Piece::Bytes(bytes) => Ok((
            u64::try_from(bytes.len()).ok(),
            Reader::Bytes(Some(bytes.clone())),
        )),
        Piece::File(path) => {
            let file = File::open(path).await?;
            let metadata = file.metadata().await?;
            // a pipe or device has no length to promise
            let size = metadata.is_file().then_some(metadata.len());
            Ok((size, Reader::File(file, BytesMut::new())))
        }
        Piece::Once(shared, size) => {
            let taken = match shared.lock() {
                Ok(mut source) => source.take(),
                Err(poisoned) => poisoned.into_inner().take(),
            };
            match taken {
                Some(source) => Ok((*size, Reader::Stream(source))),
                None => Err("the stream of this body has already been read".into()),
            }
        }
    }
}

/// The stream of an opened body. One that is longer or shorter than was promised is an error: what
/// follows on the connection would be read as part of it, or part of it as what follows.
pub(crate) struct Pieces {
    waiting: Vec<Reader>,
    /// Bytes that must still come, where a length was promised.
    left: Option<u64>,
}

impl Pieces {
    /// Counts what goes out.
    fn count(&mut self, bytes: Bytes) -> Result<Bytes, BoxError> {
        if let Some(left) = &mut self.left {
            *left = u64::try_from(bytes.len())
                .ok()
                .and_then(|size| left.checked_sub(size))
                .ok_or("the body is longer than the length it was given")?;
        }
        Ok(bytes)
    }

    /// The end of the stream.
    fn end(&mut self) -> Option<Result<Bytes, BoxError>> {
        match self.left.take() {
            None | Some(0) => None,
            Some(_) => Some(Err(
                "the body is shorter than the length it was given".into()
            )),
        }
    }
}

enum Reader {
    Bytes(Option<Bytes>),
    File(File, BytesMut),
    Stream(Source),
}

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Some(reader) = self.waiting.last_mut() else {
                return Poll::Ready(self.end());
            };
            let next = match reader {
                Reader::Bytes(bytes) => bytes.take().map(Ok),
                Reader::File(file, buffer) => ready!(read_file(file, buffer, context)),
                Reader::Stream(source) => ready!(source.as_mut().poll_next(context)),
            };
            match next {
                // an empty chunk would end a chunked body
                Some(Ok(bytes)) if bytes.is_empty() => {}
                Some(item) => {
                    return Poll::Ready(Some(item.and_then(|bytes| self.count(bytes))));
                }
                None => {
                    self.waiting.pop();
                }
            }
        }
    }
}

fn read_file(
    file: &mut File,
    buffer: &mut BytesMut,
    context: &mut Context<'_>,
) -> Poll<Option<Result<Bytes, BoxError>>> {
    buffer.resize(CHUNK, 0);
    let mut target = ReadBuf::new(buffer);
    let outcome: io::Result<()> = ready!(Pin::new(file).poll_read(context, &mut target));
    let filled = target.filled().len();
    Poll::Ready(match outcome {
        Ok(()) if filled == 0 => None,
        Ok(()) => Some(Ok(buffer.split_to(filled).freeze())),
        Err(error) => Some(Err(error.into())),
    })
}

/// A user's stream with its items made ours.
pub(super) struct Converted<S> {
    stream: Pin<Box<S>>,
}

impl<S> Converted<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream: Box::pin(stream),
        }
    }
}

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream
            .as_mut()
            .poll_next(context)
            .map(|item| item.map(|item| item.map(Into::into).map_err(Into::into)))
    }
}
