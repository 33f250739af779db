//! Why no whole response came.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use crate::response::ResponseParts;

type Source = Box<dyn StdError + Send + Sync>;

/// No whole response came, or one that cannot be followed.
#[non_exhaustive]
pub struct TransportError {
    inner: Box<Inner>,
}

struct Inner {
    kind: TransportKind,
    operation: &'static str,
    may_have_been_sent: bool,
    message: String,
    response: Option<ResponseParts>,
    source: Option<Source>,
}

/// Why no whole response came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportKind {
    /// No connection: name look-up, TCP or TLS.
    Connect,
    /// A time limit: connecting, the whole call, or a stalled body.
    Timeout,
    /// The connection ended before the response was whole.
    Reset,
    /// What came is not HTTP, or its compression is broken.
    Protocol,
    /// The decoded body is larger than the client allows.
    BodyTooLarge,
    /// The header section is larger than the client allows.
    HeadersTooLarge,
    /// A redirect that is not followed: to another origin, too many, without a usable target, or
    /// with a body that can be sent only once.
    Redirect,
    /// The request's own body failed while it was read.
    RequestBody,
    /// A credential provider failed.
    Credential,
    /// A hook refused the request.
    Hook,
}

impl TransportError {
    /// An error of this kind.
    pub(crate) fn new(
        kind: TransportKind,
        operation: &'static str,
        may_have_been_sent: bool,
        message: impl Into<String>,
    ) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                operation,
                may_have_been_sent,
                message: message.into(),
                response: None,
                source: None,
            }),
        }
    }

    /// Keeps the response that came with it.
    pub(crate) fn with_response(mut self, response: ResponseParts) -> Self {
        self.inner.response = Some(response);
        self
    }

    /// Keeps what caused it.
    pub(crate) fn with_source(mut self, source: Source) -> Self {
        self.inner.source = Some(source);
        self
    }

    /// An earlier attempt of the same call may have reached the server.
    pub(crate) fn sent_before(mut self, sent: bool) -> Self {
        self.inner.may_have_been_sent |= sent;
        self
    }

    /// Reads an error of the HTTP library. Its own text holds the URL with its query, so its URL
    /// is dropped, and only the errors behind it are kept as source.
    pub(crate) fn from_http(operation: &'static str, error: reqwest::Error) -> Self {
        let error = error.without_url();
        let kind = kind_of(&error);
        let sent = kind != TransportKind::Connect && !error.is_connect();
        let message = match kind {
            TransportKind::Connect => "no connection to the server",
            TransportKind::Timeout if error.is_connect() => "no connection in time",
            TransportKind::Timeout => "no response in time",
            TransportKind::RequestBody => "the request body failed while it was read",
            TransportKind::Protocol => "what came is not a valid response",
            _ => "the connection ended before the response was whole",
        };
        Self::new(kind, operation, sent, message).with_source(Box::new(error))
    }

    /// Why no whole response came.
    pub fn kind(&self) -> TransportKind {
        self.inner.kind
    }

    /// Id of the operation.
    pub fn operation(&self) -> &'static str {
        self.inner.operation
    }

    /// Whether a time limit was the reason.
    pub fn is_timeout(&self) -> bool {
        self.inner.kind == TransportKind::Timeout
    }

    /// Whether the server may have seen the request. Only `false` is a promise.
    pub fn may_have_been_sent(&self) -> bool {
        self.inner.may_have_been_sent
    }

    /// The response as far as it came: of a redirect that is not followed, of a body that is too
    /// large or broke off.
    pub fn response(&self) -> Option<&ResponseParts> {
        self.inner.response.as_ref()
    }
}

/// Sorts an error of the HTTP library by what is behind it.
fn kind_of(error: &reqwest::Error) -> TransportKind {
    if error.is_timeout() {
        return TransportKind::Timeout;
    }
    if error.is_connect() {
        return TransportKind::Connect;
    }
    let mut cause = error.source();
    let mut depth = 0_u8;
    let mut is_of_connection = false;
    while let Some(current) = cause {
        is_of_connection |= current.is::<hyper::Error>();
        if let Some(kind) = kind_of_cause(current) {
            return kind;
        }
        // The message is whole, and what its coding says ends too early (RFC 1952).
        if !is_of_connection && is_early_end(current) {
            return TransportKind::Protocol;
        }
        depth = depth.saturating_add(1);
        // A chain is a few links long; a cyclic one would be a fault of the library.
        if depth == u8::MAX {
            break;
        }
        cause = current.source();
    }
    if error.is_builder() {
        TransportKind::Protocol
    } else {
        TransportKind::Reset
    }
}

/// What one link of the chain says.
fn kind_of_cause(cause: &(dyn StdError + 'static)) -> Option<TransportKind> {
    if let Some(hyper) = cause.downcast_ref::<hyper::Error>() {
        if hyper.is_user() {
            return Some(TransportKind::RequestBody);
        }
        if hyper.is_parse() || hyper.is_parse_status() {
            return Some(TransportKind::Protocol);
        }
        if hyper.is_incomplete_message() || hyper.is_canceled() || hyper.is_closed() {
            return Some(TransportKind::Reset);
        }
    }
    let io = cause.downcast_ref::<io::Error>()?;
    match io.kind() {
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::NotConnected => Some(TransportKind::Reset),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Some(TransportKind::Protocol),
        io::ErrorKind::TimedOut => Some(TransportKind::Timeout),
        _ => None,
    }
}

fn is_early_end(cause: &(dyn StdError + 'static)) -> bool {
    cause
        .downcast_ref::<io::Error>()
        .is_some_and(|io| io.kind() == io::ErrorKind::UnexpectedEof)
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.inner.operation)?;
        if let Some(response) = &self.inner.response {
            write!(formatter, ": {}", response.status())?;
        }
        write!(
            formatter,
            ": {}",
            super::summary::OneLine(&self.inner.message)
        )
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TransportError")
            .field("kind", &self.inner.kind)
            .field("operation", &self.inner.operation)
            .field("may_have_been_sent", &self.inner.may_have_been_sent)
            .field("message", &self.inner.message)
            .field("response", &self.inner.response)
            .field("source", &self.inner.source)
            .finish()
    }
}

/// The HTTP library's own error only says again what [`fmt::Display`] says, so the chain goes on
/// behind it.
impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.inner.source.as_deref()?;
        if source.is::<reqwest::Error>() {
            source.source()
        } else {
            Some(source)
        }
    }
}
