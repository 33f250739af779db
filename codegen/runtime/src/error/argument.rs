//! What is wrong with a call before anything is sent.
//!
//! Names the parameter, never its value: values can be secret and can be long.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use crate::operation::Location;

/// A call that was refused before anything was sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct ArgumentError {
    inner: Box<Inner>,
}

#[derive(Clone)]
struct Inner {
    kind: ArgumentKind,
    operation: &'static str,
    name: Cow<'static, str>,
    message: String,
}

/// Why a call was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ArgumentKind {
    /// A parameter's value cannot be sent in its place: an empty or dotted path segment, a line
    /// break in a header.
    Parameter,
    /// A header name that is no token, or one that the transport itself must write.
    Header,
    /// The body cannot be written in its media type.
    Body,
    /// No credential is set for any of the operation's security alternatives.
    Credential,
    /// There is no server to send to, or its URL cannot be used.
    BaseUrl,
    /// What the client itself says of the operation cannot be read: a fault of the generator that
    /// no argument causes or avoids.
    Operation,
}

impl ArgumentError {
    /// An error of a named thing.
    pub(crate) fn new(
        kind: ArgumentKind,
        operation: &'static str,
        name: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                operation,
                name: name.into(),
                message: message.into(),
            }),
        }
    }

    /// An error of a parameter.
    pub(crate) fn parameter(
        operation: &'static str,
        location: Location,
        name: &'static str,
        problem: &str,
    ) -> Self {
        let message = format!("{} parameter `{name}` {problem}", location.as_str());
        Self::new(ArgumentKind::Parameter, operation, name, message)
    }

    /// Why the call was refused.
    pub fn kind(&self) -> ArgumentKind {
        self.inner.kind
    }

    /// Id of the operation.
    pub fn operation(&self) -> &'static str {
        self.inner.operation
    }

    /// Name of the parameter, header or security scheme; empty where there is none.
    pub fn name(&self) -> &str {
        &self.inner.name
    }
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}: not sent: {}",
            self.inner.operation,
            super::summary::OneLine(&self.inner.message)
        )
    }
}

impl fmt::Debug for ArgumentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ArgumentError")
            .field("kind", &self.inner.kind)
            .field("operation", &self.inner.operation)
            .field("name", &self.inner.name)
            .field("message", &self.inner.message)
            .finish()
    }
}

impl StdError for ArgumentError {}
