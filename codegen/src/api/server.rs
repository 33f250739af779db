//! Where an API is served (OpenAPI 3.0.3, 4.7.5 Server Object).

use super::{Doc, Ident};

/// One server: a URL template and its variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// The template cut at its variables. A relative URL stays relative: the user must then give
    /// a base URL.
    pub url: Vec<ServerPiece>,
    /// What the document says of this server.
    pub doc: Doc,
    /// Variables in order of their names in the document.
    pub variables: Vec<ServerVariable>,
}

/// A piece of a server URL template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerPiece {
    /// Literal text.
    Text(String),
    /// Index into [`Server::variables`].
    Variable(usize),
}

/// A server variable (OpenAPI 3.0.3, 4.7.6): a setter of the client's builder.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// Name in the template.
    pub wire_name: String,
    /// Setter name on the builder.
    pub name: Ident,
    /// Value used where the user gives none.
    pub default: String,
    /// Documented values; empty: any value that keeps the URL's authority.
    pub allowed: Vec<String>,
    /// What the document says of it.
    pub doc: Doc,
}
