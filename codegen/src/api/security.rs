//! How calls are authorised (OpenAPI 3.0.3, 4.7.27 and 4.7.30).

use super::{Doc, Ident, Location};

/// One security scheme: a credential that is set on the client once.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// Key in the document's `securitySchemes`.
    pub wire_name: String,
    /// Setter name on the builder.
    pub name: Ident,
    /// Where the credential goes.
    pub kind: SecurityKind,
    /// What the document says of it.
    pub doc: Doc,
}

/// Where and how a credential is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecurityKind {
    /// `apiKey`: a header, query parameter or cookie of this name.
    ApiKey {
        /// Never [`Location::Path`].
        location: Location,
        /// Header, parameter or cookie name.
        parameter: String,
    },
    /// `http` with scheme `basic` (RFC 7617).
    Basic,
    /// `http` with scheme `bearer` (RFC 6750), `oauth2` and `openIdConnect`: a bearer token from
    /// a value or a provider.
    Bearer,
    /// Another `http` scheme: `Authorization: <scheme> <credential>`.
    Http {
        /// Authentication scheme name (RFC 9110, 11.1).
        scheme: String,
    },
}

/// One alternative: all of these schemes together. Empty: no credential is needed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SecurityRequirement {
    /// Indices into `Api::security_schemes`.
    pub schemes: Vec<usize>,
}
