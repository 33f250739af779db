//! Links (OpenAPI 3.0.3, 4.7.20 Link Object): which operation goes on from a response, and with
//! what.
//!
//! Kept for what may follow them one day; nothing is generated of them, and none is followed: a
//! link may lead to another origin.

use super::Doc;

/// A link of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Name of the link in the document.
    pub name: String,
    /// The operation that it leads to.
    pub target: LinkTarget,
    /// Parameters of that operation, as the document names them (`id`, `path.id`), in its order.
    pub parameters: Vec<(String, LinkValue)>,
    /// The body of that operation's request.
    pub body: Option<LinkValue>,
    /// What the document says of it.
    pub doc: Doc,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// An operation of the client, by its key (`GET /pets/{id}`).
    Operation(String),
    /// An operation of another document, or one that is not in the client: its `operationId` or
    /// `operationRef`.
    Elsewhere(String),
}

/// A value that a link gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkValue {
    /// A runtime expression (4.7.20.4), such as `$response.body#/id`.
    Expression(String),
    /// The JSON text of a constant.
    Constant(String),
}
