//! How a call can fail, and what is kept of it.
//!
//! Each variant says what happened and keeps what came: a response is never thrown away because it
//! was not the one that was hoped for. No variant, text or `Debug` holds a credential or a URL's
//! query.

mod argument;
mod build;
mod common;
pub(crate) mod summary;
mod transport;

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use argument::{ArgumentError, ArgumentKind};
pub use build::BuildError;
pub use transport::{TransportError, TransportKind};

use crate::response::{ResponseParts, Split};
use common::{Common, Received};

/// An error that stands for a documented response: the error enum of an operation.
pub trait ApiError: fmt::Debug {
    /// The response behind it.
    fn response(&self) -> &ResponseParts;
}

/// Error type of an operation that documents no error response. There is no value of it.
#[derive(Debug, Clone, Copy)]
pub struct NoError(Infallible);

impl ApiError for NoError {
    fn response(&self) -> &ResponseParts {
        match self.0 {}
    }
}

/// How a call can fail. `E` is the operation's enum of documented error responses.
///
/// The predicates need no match, and work for every variant:
///
/// ```
/// use specwright_client::{ApiError, Error};
///
/// fn is_worth_another_try<E: ApiError>(error: &Error<E>) -> bool {
///     let is_busy = error.status().is_some_and(|status| status == 429 || status == 503);
///     is_busy || !error.may_have_been_sent() && !matches!(error, Error::Argument(_))
/// }
/// ```
#[non_exhaustive]
pub enum Error<E> {
    /// A documented error response, decoded.
    Api(E),
    /// A response whose status the document does not mention.
    #[non_exhaustive]
    UndocumentedStatus {
        /// Id of the operation.
        operation: &'static str,
        /// Status code.
        status: StatusCode,
        /// Header fields.
        headers: Box<HeaderMap>,
        /// The body's bytes.
        body: Bytes,
    },
    /// A documented status whose body breaks the contract.
    #[non_exhaustive]
    Decode {
        /// Id of the operation.
        operation: &'static str,
        /// Status code.
        status: StatusCode,
        /// Header fields.
        headers: Box<HeaderMap>,
        /// The body's bytes, whole.
        body: Bytes,
        /// In which way the contract is broken.
        kind: DecodeKind,
        /// JSON Pointer (RFC 6901) of the fault in the body; empty for the whole body. Of a
        /// missing member it is the place where the member should be.
        pointer: String,
        /// What is wrong there.
        message: String,
    },
    /// No whole response came.
    Transport(TransportError),
    /// The call was refused before anything was sent.
    Argument(ArgumentError),
}

/// In which way a body breaks the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeKind {
    /// The media type is none of the documented ones.
    ContentType,
    /// The body is empty where a value is documented.
    Empty,
    /// The body is not UTF-8.
    Encoding,
    /// The body is not well-formed JSON, is nested too deep, or goes on after its value.
    Syntax,
    /// Well-formed, and not of the documented shape.
    Shape,
}

impl<E> Error<E> {
    /// Whether a time limit ended the call.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
    }

    /// Whether the server may have seen the request, so that calling again may act twice. Only
    /// `false` is a promise.
    pub fn may_have_been_sent(&self) -> bool {
        match self {
            Self::Argument(_) => false,
            Self::Transport(error) => error.may_have_been_sent(),
            Self::Api(_) | Self::UndocumentedStatus { .. } | Self::Decode { .. } => true,
        }
    }

    /// The operation's own error; else what can befall any call, in a type that is the same for all
    /// operations.
    ///
    /// ```
    /// use specwright_client::{Error, NoError};
    ///
    /// /// Documented errors are told, the others are passed on, whatever was called.
    /// fn told<T, E: std::fmt::Debug>(
    ///     result: Result<T, Error<E>>,
    /// ) -> Result<Option<T>, Error<NoError>> {
    ///     let error = match result {
    ///         Ok(value) => return Ok(Some(value)),
    ///         Err(error) => error.into_api()?,
    ///     };
    ///     println!("{error:?}");
    ///     Ok(None)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Every error but [`Error::Api`], which is never what is returned.
    pub fn into_api(self) -> Result<E, Error<NoError>> {
        Err(match self {
            Self::Api(error) => return Ok(error),
            Self::UndocumentedStatus {
                operation,
                status,
                headers,
                body,
            } => Error::UndocumentedStatus {
                operation,
                status,
                headers,
                body,
            },
            Self::Decode {
                operation,
                status,
                headers,
                body,
                kind,
                pointer,
                message,
            } => Error::Decode {
                operation,
                status,
                headers,
                body,
                kind,
                pointer,
                message,
            },
            Self::Transport(error) => Error::Transport(error),
            Self::Argument(error) => Error::Argument(error),
        })
    }

    /// The operation's own error, or what all operations have in common.
    fn parted(&self) -> Result<&E, Common<'_>> {
        Err(match self {
            Self::Api(error) => return Ok(error),
            Self::UndocumentedStatus {
                operation,
                status,
                headers,
                body,
            } => Common::UndocumentedStatus(Received {
                operation,
                status: *status,
                headers,
                body,
            }),
            Self::Decode {
                operation,
                status,
                headers,
                body,
                kind,
                pointer,
                message,
            } => Common::Decode {
                received: Received {
                    operation,
                    status: *status,
                    headers,
                    body,
                },
                kind: *kind,
                pointer,
                message,
            },
            Self::Transport(error) => Common::Transport(error),
            Self::Argument(error) => Common::Argument(error),
        })
    }
}

impl<E: ApiError> Error<E> {
    /// Status of the response, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self.parted() {
            Ok(error) => Some(error.response().status()),
            Err(common) => common.status(),
        }
    }

    /// Header fields of the response, where one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self.parted() {
            Ok(error) => Some(error.response().headers()),
            Err(common) => common.headers(),
        }
    }

    /// Body of the response, where one came and was read.
    pub fn body(&self) -> Option<&Bytes> {
        match self.parted() {
            Ok(error) => Some(error.response().body()),
            Err(common) => common.body(),
        }
    }
}

impl<E: ApiError> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parted() {
            Ok(error) => error.response().fmt(formatter),
            Err(common) => common.fmt(formatter),
        }
    }
}

/// Names of header fields stand for their values, which can be tokens; of a body its beginning is
/// shown.
impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parted() {
            Ok(error) => formatter.debug_tuple("Api").field(error).finish(),
            Err(common) => common.fmt(formatter),
        }
    }
}

/// The chain begins behind what `Display` says: nothing is said twice.
impl<E: ApiError> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Argument(error) => error.source(),
            Self::Api(_) | Self::UndocumentedStatus { .. } | Self::Decode { .. } => None,
        }
    }
}

/// A failure that needs no type of the operation: what everything but the typed shell of a call
/// returns.
#[derive(Debug)]
pub enum Failure {
    /// See [`Error::UndocumentedStatus`].
    Undocumented(Box<ResponseParts>),
    /// See [`Error::Decode`].
    Decode(Box<Broken>),
    /// See [`Error::Transport`].
    Transport(TransportError),
    /// See [`Error::Argument`].
    Argument(ArgumentError),
}

/// A response whose body breaks the contract.
#[derive(Debug)]
pub struct Broken {
    fault: Fault,
    response: ResponseParts,
}

/// The one conversion that every operation has of its own, so it only moves what is there.
impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Undocumented(response) => {
                let (operation, status, headers, body) = response.split();
                Self::UndocumentedStatus {
                    operation,
                    status,
                    headers,
                    body,
                }
            }
            Failure::Decode(broken) => {
                let (fault, (operation, status, headers, body)) = broken.split();
                Self::Decode {
                    operation,
                    status,
                    headers,
                    body,
                    kind: fault.kind,
                    pointer: fault.pointer,
                    message: fault.message,
                }
            }
            Failure::Transport(error) => Self::Transport(error),
            Failure::Argument(error) => Self::Argument(error),
        }
    }
}

impl Broken {
    fn split(self) -> (Fault, Split) {
        (self.fault, self.response.split())
    }
}

impl From<ArgumentError> for Failure {
    fn from(error: ArgumentError) -> Self {
        Self::Argument(error)
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

/// A decode error, before it becomes [`Error::Decode`].
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) kind: DecodeKind,
    pub(crate) pointer: String,
    pub(crate) message: String,
}

impl Fault {
    /// A fault of the body as a whole.
    pub(crate) fn whole(kind: DecodeKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            pointer: String::new(),
            message: message.into(),
        }
    }

    /// Puts the response around it.
    pub(crate) fn in_response(self, response: ResponseParts) -> Failure {
        Failure::Decode(Box::new(Broken {
            fault: self,
            response,
        }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use super::*;

    #[test]
    fn an_error_is_small_enough_to_return() {
        // clippy's `result_large_err` would warn in every user's code from 128 bytes on.
        assert!(size_of::<Error<Box<u8>>>() < 128);
    }

    #[test]
    fn display_is_one_line_and_names_operation_status_code_and_message() {
        #[derive(Debug)]
        struct Forbidden(ResponseParts);
        impl ApiError for Forbidden {
            fn response(&self) -> &ResponseParts {
                &self.0
            }
        }
        let parts = ResponseParts::new(
            "listKeys",
            StatusCode::FORBIDDEN,
            HeaderMap::new(),
            Bytes::from_static(br#"{"error":{"error_code":"K.1","error_msg":"no\nentry"}}"#),
        );
        let error = Error::Api(Forbidden(parts));
        assert_eq!(
            error.to_string(),
            r"listKeys: 403 Forbidden: K.1: no\nentry"
        );
        assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
        assert!(error.may_have_been_sent());
        assert!(error.source().is_none());
        assert!(error.into_api().is_ok());
    }

    #[test]
    fn what_is_not_documented_is_the_same_error_for_every_operation() {
        let error: Error<String> = Error::UndocumentedStatus {
            operation: "listKeys",
            status: StatusCode::IM_A_TEAPOT,
            headers: Box::default(),
            body: Bytes::from_static(b"{}"),
        };
        let (shown, told) = (format!("{error:?}"), error.into_api().unwrap_err());
        assert_eq!(format!("{told:?}"), shown);
        assert_eq!(told.status(), Some(StatusCode::IM_A_TEAPOT));
        assert_eq!(
            told.to_string(),
            "listKeys: 418 I'm a teapot, which is not a documented status"
        );
    }
}
