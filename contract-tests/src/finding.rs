//! What was found: a check, the place in the document, what was documented and what was seen.
//!
//! Must not print: see `report`.

use specwright::pointer::Pointer;
use std::fmt;

/// The checks of the suite by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Check {
    /// Every argument that the document allows is one the client takes.
    Arguments,
    /// Exactly one request arrives.
    OneRequest,
    /// Method.
    Method,
    /// Path against the template.
    PathTemplate,
    /// Path arguments: style and percent-encoding.
    PathEncoding,
    /// Query parameters: style and percent-encoding.
    QueryStyle,
    /// Header parameters.
    Header,
    /// Cookie parameters.
    Cookie,
    /// Credentials: the right ones, in the right places, no others.
    Security,
    /// Media type of the body.
    ContentType,
    /// `Accept` admits the documented media types.
    Accept,
    /// Body of the request against its schema.
    BodySchema,
    /// Body of the request against what the client was given.
    BodyValue,
    /// Nothing is sent that the document does not name.
    NoUndocumentedParts,
    /// Status, key and side of the outcome.
    StatusVariant,
    /// Headers are kept.
    ResponseHeaders,
    /// Documented headers are typed.
    TypedHeaders,
    /// The value says what was served.
    RoundTrip,
    /// The kind of failure.
    FailureKind,
    /// Status, headers and body are kept in a failure.
    FailureKeeps,
    /// The place where decoding failed.
    DecodePointer,
    /// A credential reaches no other host.
    CredentialLeak,
    /// An error's text holds no credential.
    Secrecy,
    /// The call ends in bounded time.
    BoundedTime,
    /// The client does not panic.
    NoPanic,
}

impl Check {
    /// Its name, as reports write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Arguments => "arguments",
            Self::OneRequest => "one_request",
            Self::Method => "method",
            Self::PathTemplate => "path_template",
            Self::PathEncoding => "path_encoding",
            Self::QueryStyle => "query_style",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Security => "security",
            Self::ContentType => "content_type",
            Self::Accept => "accept",
            Self::BodySchema => "body_schema",
            Self::BodyValue => "body_value",
            Self::NoUndocumentedParts => "no_undocumented_parts",
            Self::StatusVariant => "status_variant",
            Self::ResponseHeaders => "response_headers",
            Self::TypedHeaders => "typed_headers",
            Self::RoundTrip => "round_trip",
            Self::FailureKind => "failure_kind",
            Self::FailureKeeps => "failure_keeps",
            Self::DecodePointer => "decode_pointer",
            Self::CredentialLeak => "credential_leak",
            Self::Secrecy => "secrecy",
            Self::BoundedTime => "bounded_time",
            Self::NoPanic => "no_panic",
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that a client does wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which check found it.
    pub check: Check,
    /// Where the document says otherwise.
    pub place: Pointer,
    /// What is documented.
    pub expected: String,
    /// What was seen.
    pub got: String,
}

impl Finding {
    /// A finding.
    pub fn new(
        check: Check,
        place: &Pointer,
        expected: impl Into<String>,
        got: impl Into<String>,
    ) -> Self {
        Self {
            check,
            place: place.clone(),
            expected: expected.into(),
            got: got.into(),
        }
    }
}

/// One thing that is wrong in the document; it turns no test red.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentFinding {
    /// Where.
    pub place: Pointer,
    /// What.
    pub message: String,
}

/// Something that is documented and not tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Operation it belongs to, by index; `None`: the document as a whole.
    pub operation: Option<usize>,
    /// Where.
    pub place: Pointer,
    /// What and why, the same words for the same reason.
    pub reason: String,
    /// How many.
    pub count: usize,
}
