//! What came of a call, as data: the documented response it was taken for, or the failure.

use bytes::Bytes;
use http::HeaderMap;
use serde::Serialize;
use serde_json::Value;

/// What came of a call.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// A documented response.
    Documented(Reply),
    /// Anything else.
    Failed(Failure),
    /// A variant that the generated calls do not know: a fault of the generator.
    Unknown,
}

/// Which side of the `Result` a response came on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// `Ok`.
    Success,
    /// `Err(Error::Api(_))`.
    Error,
}

/// A documented response as the client gave it.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Side of the `Result`.
    pub side: Side,
    /// Key of the response in the document: `200`, `4XX`, `default`.
    pub key: &'static str,
    /// Status that the client says came.
    pub status: u16,
    /// Headers that the client kept.
    pub headers: HeaderMap,
    /// Media types of the variant, where the response has several kinds of body.
    pub media: &'static [&'static str],
    /// The decoded value, serialised again; `None` where there is none.
    pub value: Option<Value>,
    /// A body that is not decoded.
    pub bytes: Option<Bytes>,
    /// Items of a stream that break the contract; those around them are in `value`.
    pub broken: Vec<BrokenItem>,
    /// What went wrong behind the response: typed headers, the value's serialisation, a stream.
    pub trouble: Vec<String>,
}

/// An item of a stream that could not be decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenItem {
    /// Where in the item.
    pub pointer: String,
    /// The error's text.
    pub text: String,
}

/// A call that ended in no documented response.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What kind.
    pub kind: FailureKind,
    /// Status, where a response came.
    pub status: Option<u16>,
    /// Headers, where a response came.
    pub headers: Option<HeaderMap>,
    /// Body, where one came.
    pub body: Option<Bytes>,
    /// Where in the body decoding failed.
    pub pointer: Option<String>,
    /// Whether the client says that the request may have been sent.
    pub may_have_been_sent: bool,
    /// The error's text.
    pub text: String,
}

/// Kinds of failure, as the runtime tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FailureKind {
    /// A status that the document does not list.
    UndocumentedStatus,
    /// A documented status whose body breaks the contract.
    Decode,
    /// The deadline passed.
    Timeout,
    /// The body is larger than the limit.
    BodyTooLarge,
    /// Any other fault of the connection or of HTTP.
    Transport,
    /// An argument was refused before anything was sent.
    Argument,
}

impl Outcome {
    /// The value of a documented response.
    #[must_use]
    pub fn value<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        if let Self::Documented(reply) = &mut self {
            reply.set_value(as_data(value));
        }
        self
    }

    /// Media types of the variant that came, where the response has several kinds of body.
    #[must_use]
    pub fn media(mut self, media: &'static [&'static str]) -> Self {
        if let Self::Documented(reply) = &mut self {
            reply.media = media;
        }
        self
    }

    /// A variant that the generated calls do not know.
    #[must_use]
    pub fn unknown() -> Self {
        Self::Unknown
    }
}

/// A value as JSON data, by way of its text: no second serializer is compiled for every type, and
/// numbers keep the digits that their own type prints.
pub(super) fn as_data<T: Serialize + ?Sized>(value: &T) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(&serde_json::to_vec(value)?)
}

impl Reply {
    pub(super) fn set_value(&mut self, value: Result<Value, serde_json::Error>) {
        match value {
            Ok(value) => self.value = Some(value),
            Err(error) => self
                .trouble
                .push(format!("the value does not serialise: {error}")),
        }
    }
}
