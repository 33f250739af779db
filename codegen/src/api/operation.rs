//! Operations (OpenAPI 3.0.3, 4.7.10 Operation Object).

use super::{
    Callback, Doc, HeaderSet, Ident, Outcome, Parameter, Pointer, RequestBody, RequestType,
    ResponseCase, SecurityRequirement, Server, SharedEnum, TypeName,
};

/// One operation with every name settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// `operationId` as the document has it, else `METHOD /path`. Used in messages and tables.
    pub id: String,
    /// Key shared with the contract suite: `METHOD /path`, the template as the document writes it.
    pub key: String,
    /// Method of the client.
    pub name: Ident,
    /// Request.
    pub type_name: TypeName,
    /// What the request is.
    pub request: RequestType,
    /// Enum of error responses; `None` where no error status is documented.
    pub error_name: Option<TypeName>,
    /// The enum that [`Operation::error_name`] is another name of, where operations have the same.
    pub error_shared: Option<SharedEnum>,
    /// Enum of success responses; `None` where there is exactly one or none.
    pub ok_name: Option<TypeName>,
    /// The enum that [`Operation::ok_name`] is another name of, where operations have the same.
    pub ok_shared: Option<SharedEnum>,
    /// HTTP method.
    pub method: Method,
    /// Path template in pieces.
    pub path: Vec<PathPiece>,
    /// All parameters, path item's first, in document order.
    pub parameters: Vec<Parameter>,
    /// Request body.
    pub body: Option<RequestBody>,
    /// Documented responses: exact statuses ascending, then ranges ascending, then default.
    pub responses: Vec<ResponseCase>,
    /// Alternatives in order of preference; empty: no security.
    pub security: Vec<SecurityRequirement>,
    /// Requests that the provider may send because of this one.
    pub callbacks: Vec<Callback>,
    /// Servers of the operation or path item that replace the document's; empty: the document's.
    pub servers: Vec<Server>,
    /// Summary and description.
    pub doc: Doc,
    /// Marked deprecated in the document.
    pub deprecated: bool,
    /// Place of the operation in the normalised document.
    pub pointer: Pointer,
}

impl Operation {
    /// Parameters that are set on the request, with their index in [`Operation::parameters`].
    pub fn optional_parameters(&self) -> impl Iterator<Item = (usize, &Parameter)> {
        let parameters = self.parameters.iter().enumerate();
        parameters.filter(|(_, parameter)| !parameter.required)
    }

    /// Body that is set on the request.
    #[must_use]
    pub fn optional_body(&self) -> Option<&RequestBody> {
        self.body.as_ref().filter(|body| !body.required)
    }

    /// Responses that are on this side of the `Result`.
    pub fn cases(&self, outcome: Outcome) -> impl Iterator<Item = &ResponseCase> {
        let cases = self.responses.iter();
        cases.filter(move |case| case.outcome == outcome)
    }

    /// Responses that end a call in `Ok`.
    pub fn successes(&self) -> impl Iterator<Item = &ResponseCase> {
        self.cases(Outcome::Success)
    }

    /// Responses that end a call in `Err(Error::Api(_))`.
    pub fn errors(&self) -> impl Iterator<Item = &ResponseCase> {
        self.cases(Outcome::Error)
    }

    /// The enum that operations have in common which a response is a variant of.
    #[must_use]
    pub fn shared_enum(&self, case: &ResponseCase) -> Option<SharedEnum> {
        match case.outcome {
            Outcome::Success => self.ok_shared,
            Outcome::Error => self.error_shared,
        }
    }

    /// The header struct of a response of this operation, out of the API's list.
    #[must_use]
    pub fn header_set<'a>(case: &ResponseCase, sets: &'a [HeaderSet]) -> Option<&'a HeaderSet> {
        case.headers.and_then(|index| sets.get(index))
    }
}

/// HTTP method (RFC 9110, 9.3; PATCH: RFC 5789).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is the method of its name")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// The token on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// A piece of a path template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathPiece {
    /// Literal text, slashes included, already percent-encoded where it must be.
    Text(String),
    /// Index into [`Operation::parameters`] of a path parameter.
    Parameter(usize),
}
