//! Responses: the table the product is about (OpenAPI 3.0.3, 4.7.16 Responses Object).

use super::{Doc, Ident, Link, Pointer, TypeName, TypeRef};

/// One documented response.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseCase {
    /// Which statuses it covers.
    pub key: StatusKey,
    /// Whether it ends a call in `Ok` or `Err`.
    pub outcome: Outcome,
    /// Variant name in the operation's success or error enum (`Forbidden`, `ClientError`,
    /// `Default`).
    pub variant: TypeName,
    /// What the body is.
    pub body: ResponseBody,
    /// Index into `Api::header_sets`, where headers are documented.
    pub headers: Option<usize>,
    /// Operations that go on from here.
    pub links: Vec<Link>,
    /// What the document says of it.
    pub doc: Doc,
}

/// An enum of responses that several operations have in common: the same statuses, variants, bodies,
/// headers and docs. It is compiled once for all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedResponses {
    /// Name of the enum, after its variants.
    pub type_name: TypeName,
    /// Whether it is of successes or of errors.
    pub outcome: Outcome,
    /// Its variants. Their media types are those of one of the operations: each has its own in its
    /// table. None is a [`ResponseBody::Choice`].
    pub cases: Vec<ResponseCase>,
}

/// An operation's part in a [`SharedResponses`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedEnum {
    /// Index into [`Api::responses`](super::Api::responses).
    pub index: usize,
    /// What makes it a type of the operation's own, so that a trait can be implemented for the
    /// enums of two operations: no other operation has this number there.
    pub number: u32,
}

/// Which statuses a response covers. An exact status wins over a range, a range over default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusKey {
    /// One status, 100 to 599 (RFC 9110, 15).
    Exact(u16),
    /// A class, by its first digit: `4XX` is `Range(4)`.
    Range(u8),
    /// Every status that no other response covers. Where no success is documented, `lower` makes
    /// two cases of it: one for 2xx ([`Outcome::Success`]), one for the rest ([`Outcome::Error`]).
    Default,
}

/// Which side of the `Result` a response is.
///
/// 2xx is success. 1xx and 3xx are success where the document has no 2xx, else error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "as Result has it")]
pub enum Outcome {
    Success,
    Error,
}

/// What a body is, once its media type is known.
#[derive(Debug, Clone, PartialEq)]
pub enum ResponseBody {
    /// None documented: what comes is kept as bytes, never decoded.
    Empty,
    /// JSON text of a value.
    Json {
        /// Documented JSON media types, for `Accept` and for the check of `Content-Type`.
        media_types: Vec<String>,
        /// Rust type.
        ty: TypeRef,
    },
    /// Text.
    Text {
        /// Documented media types.
        media_types: Vec<String>,
    },
    /// Bytes as a stream (`specwright_client::ByteStream`): binary, XML, unknown.
    Bytes {
        /// Documented media types.
        media_types: Vec<String>,
    },
    /// `text/event-stream`: a stream of events whose data is a value.
    Events {
        /// Documented media types.
        media_types: Vec<String>,
        /// Type of one event's data; `TypeRef::String` where it is not JSON.
        ty: TypeRef,
    },
    /// JSON lines (`application/jsonl`, `application/x-ndjson`, `application/json-seq`).
    JsonLines {
        /// Documented media types.
        media_types: Vec<String>,
        /// Type of one line.
        ty: TypeRef,
    },
    /// Several of them, told apart by `Content-Type`.
    Choice {
        /// Enum name.
        type_name: TypeName,
        /// At least two.
        alternatives: Vec<ResponseAlternative>,
    },
}

/// One alternative of [`ResponseBody::Choice`].
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseAlternative {
    /// Variant name.
    pub variant: TypeName,
    /// Never `Empty` or `Choice`.
    pub body: ResponseBody,
}

/// Typed headers of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderSet {
    /// Name of the struct or alias.
    pub type_name: TypeName,
    /// The response that documents it.
    pub pointer: Pointer,
    /// Index of the set of the same shape that this one is an alias of; it has no fields then.
    pub same_as: Option<usize>,
    /// Headers in order of their names.
    pub fields: Vec<HeaderField>,
}

/// One header.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderField {
    /// Header name as documented.
    pub wire_name: String,
    /// Field name.
    pub name: Ident,
    /// Rust type of the value; arrays are comma-separated (`simple` style).
    pub ty: TypeRef,
    /// Required in the document. A missing one is an error of the typed look-up, never of the call.
    pub required: bool,
    /// What the document says of it.
    pub doc: Doc,
}
