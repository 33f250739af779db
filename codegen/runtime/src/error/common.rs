//! What errors of all operations have in common. It knows no type of an operation, so that a program
//! that calls a thousand operations has one copy of it.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{ArgumentError, DecodeKind, TransportError, summary};
use crate::response::{HeaderNames, ResponseParts};

/// An [`Error`](super::Error) that is not the operation's own.
pub(super) enum Common<'a> {
    /// See [`Error::UndocumentedStatus`](super::Error::UndocumentedStatus).
    UndocumentedStatus(Received<'a>),
    /// See [`Error::Decode`](super::Error::Decode).
    Decode {
        /// The response.
        received: Received<'a>,
        /// In which way the contract is broken.
        kind: DecodeKind,
        /// Place of the fault in the body.
        pointer: &'a str,
        /// What is wrong there.
        message: &'a str,
    },
    /// See [`Error::Transport`](super::Error::Transport).
    Transport(&'a TransportError),
    /// See [`Error::Argument`](super::Error::Argument).
    Argument(&'a ArgumentError),
}

/// The response that an error keeps.
#[derive(Clone, Copy)]
pub(super) struct Received<'a> {
    /// Id of the operation.
    pub(super) operation: &'static str,
    /// Status code.
    pub(super) status: StatusCode,
    /// Header fields.
    pub(super) headers: &'a HeaderMap,
    /// The body's bytes.
    pub(super) body: &'a Bytes,
}

impl<'a> Common<'a> {
    /// Status of the response, where one came.
    pub(super) fn status(&self) -> Option<StatusCode> {
        match self {
            Self::UndocumentedStatus(received) | Self::Decode { received, .. } => {
                Some(received.status)
            }
            Self::Transport(error) => error.response().map(ResponseParts::status),
            Self::Argument(_) => None,
        }
    }

    /// Header fields of the response, where one came.
    pub(super) fn headers(&self) -> Option<&'a HeaderMap> {
        match *self {
            Self::UndocumentedStatus(received) | Self::Decode { received, .. } => {
                Some(received.headers)
            }
            Self::Transport(error) => error.response().map(ResponseParts::headers),
            Self::Argument(_) => None,
        }
    }

    /// Body of the response, where one came and was read.
    pub(super) fn body(&self) -> Option<&'a Bytes> {
        match *self {
            Self::UndocumentedStatus(received) | Self::Decode { received, .. } => {
                Some(received.body)
            }
            Self::Transport(error) => error.response().map(ResponseParts::body),
            Self::Argument(_) => None,
        }
    }
}

impl fmt::Display for Common<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UndocumentedStatus(received) => {
                let Received {
                    operation, status, ..
                } = received;
                write!(
                    formatter,
                    "{operation}: {status}, which is not a documented status"
                )?;
                summary::write(received.body, formatter)
            }
            Self::Decode {
                received,
                pointer,
                message,
                ..
            } => {
                let Received {
                    operation, status, ..
                } = received;
                write!(
                    formatter,
                    "{operation}: {status}, but its body breaks the contract"
                )?;
                if !pointer.is_empty() {
                    write!(formatter, " at {}", summary::OneLine(pointer))?;
                }
                write!(formatter, ": {}", summary::OneLine(message))
            }
            Self::Transport(error) => error.fmt(formatter),
            Self::Argument(error) => error.fmt(formatter),
        }
    }
}

/// As the variants of [`Error`](super::Error) show themselves.
impl fmt::Debug for Common<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UndocumentedStatus(received) => received
                .show(&mut formatter.debug_struct("UndocumentedStatus"))
                .finish(),
            Self::Decode {
                received,
                kind,
                pointer,
                message,
            } => received
                .show(&mut formatter.debug_struct("Decode"))
                .field("kind", kind)
                .field("pointer", pointer)
                .field("message", message)
                .finish(),
            Self::Transport(error) => error.fmt(formatter),
            Self::Argument(error) => error.fmt(formatter),
        }
    }
}

impl Received<'_> {
    /// Names of header fields stand for their values, which can be tokens; of a body its beginning
    /// is shown.
    fn show<'s, 'a, 'b>(
        &self,
        list: &'s mut fmt::DebugStruct<'a, 'b>,
    ) -> &'s mut fmt::DebugStruct<'a, 'b> {
        list.field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &HeaderNames(self.headers))
            .field("body", &summary::Excerpt(self.body))
    }
}
