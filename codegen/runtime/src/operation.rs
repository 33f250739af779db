//! Tables that calls are made from: one [`Operation`] per operation of the document. Generated code
//! writes them as texts, which [`table`] decodes.
//!
//! Plain data. Nothing here knows a type of one API, and nothing here acts: [`crate::call`] fills
//! a table with arguments, [`crate::send`] sends what comes out.
//!
//! Serves OpenAPI 3.0.4, 4.7.10 (Operation Object), 4.7.12 (Parameter Object), 4.7.16 (Responses
//! Object), 4.7.5 (Server Object) and 4.7.27 (Security Scheme Object).

pub(crate) mod table;

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, else `METHOD /path`; it stands in every message.
    pub id: &'static str,
    /// `METHOD /path`, the template as the document writes it.
    pub key: &'static str,
    /// HTTP method token.
    pub method: &'static str,
    /// Path template in pieces.
    pub path: &'static [PathPiece],
    /// Parameters in document order.
    pub parameters: &'static [Param],
    /// Alternatives in order of preference, each a list of indices into the scheme table given to
    /// [`crate::__generated::CoreBuilder::build`]. Empty: no security; an empty alternative: none
    /// is needed.
    pub security: &'static [&'static [usize]],
    /// Servers that replace the document's for this operation; empty: none do.
    pub servers: &'static [Server],
    /// `Accept` header; empty: none is sent by us.
    pub accept: &'static str,
    /// Documented responses. Their index is the `case` given to
    /// [`crate::__generated::Reader`].
    pub responses: &'static [Responded],
}

/// A piece of a path template.
#[derive(Debug)]
pub enum PathPiece {
    /// Literal text, already percent-encoded where it must be.
    Text(&'static str),
    /// Index into [`Operation::parameters`].
    Param(usize),
}

/// One parameter.
#[derive(Debug)]
pub struct Param {
    /// Name on the wire.
    pub name: &'static str,
    /// Where it is sent.
    pub location: Location,
    /// How its value becomes text.
    pub encoding: Encoding,
    /// Whether the document requires it.
    pub required: bool,
}

/// `in` of a parameter or of an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// A path segment, or a part of one.
    Path,
    /// The query string.
    Query,
    /// A header field.
    Header,
    /// The `Cookie` header field.
    Cookie,
}

impl Location {
    /// The word the specification has for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter's value becomes text.
#[derive(Debug, Clone, Copy)]
pub enum Encoding {
    /// By `style`.
    Style {
        /// `style`, its default filled in.
        style: Style,
        /// `explode`, its default filled in.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// By `content` with a JSON media type: the value as JSON text.
    Json,
}

impl Encoding {
    /// Default of paths and headers.
    pub const SIMPLE: Self = Self::Style {
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
    };

    /// Default of the query and of cookies.
    pub const FORM: Self = Self::Style {
        style: Style::Form,
        explode: true,
        allow_reserved: false,
    };
}

/// `style` (OpenAPI 3.0.4, 4.7.12.3); tab-delimited is Swagger 2.0's `collectionFormat: tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the style of its name")]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    TabDelimited,
    DeepObject,
}

/// Encoding of one member of a form body (OpenAPI 3.0.4, 4.7.15 Encoding Object).
#[derive(Debug, Clone, Copy)]
pub struct FormField {
    /// Member name.
    pub name: &'static str,
    /// `style`.
    pub style: Style,
    /// `explode`.
    pub explode: bool,
    /// `contentType` is JSON: the value is sent as JSON text.
    pub json: bool,
}

/// One documented response.
#[derive(Debug)]
pub struct Responded {
    /// Which statuses it covers.
    pub key: Key,
    /// Whether it ends a call in `Ok`.
    pub success: bool,
    /// Documented media types, ranges such as `text/*` included. Empty: no body is documented.
    pub media: &'static [&'static str],
    /// Whether the body is read before the call ends.
    pub body: BodyKind,
}

/// Which statuses a response covers. An exact status wins over a range, a range over default; of
/// two defaults the one whose `success` equals that of the status is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// One status.
    Exact(u16),
    /// A class by its first digit: `4XX` is `Range(4)`.
    Range(u8),
    /// Every status that nothing else covers.
    Default,
}

/// Whether a body is read before the call ends.
#[derive(Debug, Clone, Copy)]
pub enum BodyKind {
    /// No body is documented; what comes is kept as bytes and never decoded.
    Empty,
    /// Read whole, within the client's limit.
    Buffered,
    /// Handed over as a stream.
    Streamed,
    /// By media type, in the order of [`Responded::media`]: whether it is streamed.
    Mixed(&'static [(&'static str, bool)]),
}

/// One server: a URL template and its variables (OpenAPI 3.0.4, 4.7.5).
#[derive(Debug)]
pub struct Server {
    /// The template, cut at its variables.
    pub url: &'static [ServerPiece],
    /// Its variables.
    pub variables: &'static [ServerVariable],
}

/// A piece of a server URL template.
#[derive(Debug)]
pub enum ServerPiece {
    /// Literal text.
    Text(&'static str),
    /// Index into [`Server::variables`].
    Variable(usize),
}

/// A server variable (OpenAPI 3.0.4, 4.7.6).
#[derive(Debug)]
pub struct ServerVariable {
    /// Name in the template.
    pub name: &'static str,
    /// Value where the user gives none.
    pub default: &'static str,
    /// Documented values; empty: any that keeps the URL's shape.
    pub allowed: &'static [&'static str],
}

/// One security scheme of the API.
#[derive(Debug)]
pub struct Scheme {
    /// Key in the document's `securitySchemes`.
    pub name: &'static str,
    /// Where the credential goes.
    pub kind: SchemeKind,
}

/// Where and how a credential is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// A header, query parameter or cookie of this name.
    ApiKey {
        /// Never [`Location::Path`].
        location: Location,
        /// Name on the wire.
        name: &'static str,
    },
    /// `Authorization: Basic` (RFC 7617); the credential is `user:password`.
    Basic,
    /// `Authorization: Bearer` (RFC 6750); OAuth 2 and OpenID Connect come to this too.
    Bearer,
    /// `Authorization` with another scheme (RFC 9110, 11.1).
    Http(&'static str),
}

impl Operation {
    /// Index of the documented response that covers a status (OpenAPI 3.0.4, 4.7.16: "a status
    /// code has precedence over the range definition").
    pub(crate) fn case(&self, status: http::StatusCode) -> Option<usize> {
        let code = status.as_u16();
        let class = u8::try_from(code / 100).unwrap_or_default();
        self.position(|case| case.key == Key::Exact(code))
            .or_else(|| self.position(|case| case.key == Key::Range(class)))
            .or_else(|| {
                self.position(|case| {
                    case.key == Key::Default && case.success == status.is_success()
                })
            })
            .or_else(|| self.position(|case| case.key == Key::Default))
    }

    /// Whether the document has this status or its class, so that it is a result in itself.
    pub(crate) fn documents(&self, status: http::StatusCode) -> bool {
        self.case(status)
            .and_then(|index| self.responses.get(index))
            .is_some_and(|case| case.key != Key::Default)
    }

    fn position(&self, wanted: impl Fn(&Responded) -> bool) -> Option<usize> {
        self.responses.iter().position(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn responded(key: Key, success: bool) -> Responded {
        Responded {
            key,
            success,
            media: &[],
            body: BodyKind::Empty,
        }
    }

    static OPERATION: Operation = Operation {
        id: "test",
        key: "GET /test",
        method: "GET",
        path: &[],
        parameters: &[],
        security: &[],
        servers: &[],
        accept: "",
        responses: &[
            responded(Key::Default, true),
            responded(Key::Default, false),
            responded(Key::Range(4), false),
            responded(Key::Exact(404), false),
        ],
    };

    fn case(code: u16) -> Option<usize> {
        http::StatusCode::from_u16(code)
            .ok()
            .and_then(|status| OPERATION.case(status))
    }

    // OpenAPI 3.0.4, 4.7.16.2: an exact status before its range, a range before default
    #[test]
    fn exact_wins_over_range_and_range_over_default() {
        assert_eq!(case(404), Some(3));
        assert_eq!(case(403), Some(2));
        assert_eq!(case(500), Some(1));
        assert_eq!(case(200), Some(0));
        assert_eq!(case(600), Some(1));
    }

    #[test]
    fn default_does_not_document_a_status() {
        assert!(OPERATION.documents(http::StatusCode::NOT_FOUND));
        assert!(!OPERATION.documents(http::StatusCode::FOUND));
    }
}
