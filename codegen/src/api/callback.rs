//! Callbacks (OpenAPI 3.0.3, 4.7.18 Callback Object): requests that the provider sends on its own.
//!
//! Kept for what may answer them one day; nothing is generated of them. A callback names no Rust
//! type, so that it keeps none alive.

use super::{Doc, Method, Pointer, StatusKey};

/// One request that an operation may bring about.
#[derive(Debug, Clone, PartialEq)]
pub struct Callback {
    /// Name of the callback in the document.
    pub name: String,
    /// Runtime expression of the URL that it is sent to, as the document writes it.
    pub expression: String,
    /// `operationId`, where it has one.
    pub id: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Media types of what it sends, in document order; empty: nothing.
    pub media_types: Vec<String>,
    /// Statuses that the provider understands as answers, in the order of [`StatusKey`].
    pub answers: Vec<StatusKey>,
    /// Summary and description.
    pub doc: Doc,
    /// Place of its operation in the normalised document.
    pub pointer: Pointer,
}
