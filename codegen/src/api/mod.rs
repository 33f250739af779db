//! The model of one client: plain data with every decision already taken.
//!
//! `lower` makes an [`Api`] from a normalised document, `emit` turns it into tokens. It knows no
//! OpenAPI: nothing here points back at a document object except the [`Pointer`]s kept for
//! messages and for the suite.
//!
//! Invariants, which `emit` relies on and never checks again:
//!
//! - every [`TypeId`] indexes [`Api::types`], every scheme index [`Api::security_schemes`], every
//!   shared request [`Api::requests`], every shared enum [`Api::responses`];
//! - every [`Ident`] and [`TypeName`] is a valid Rust identifier, unique in its scope (types: one
//!   scope for the whole API; operations' types: one scope for the whole API; shared requests: one
//!   scope; shared enums of responses: one scope; methods: one scope; fields, variants, arguments:
//!   their owner);
//! - no type contains itself without a [`TypeRef::Boxed`], an array or a map between;
//! - every [`Doc`] is escaped: it holds no doctest, no bare CR, no bidirectional control;
//! - a link that leads to an operation leads to one of this API;
//! - the order of every list is settled: `emit` keeps it, so the same `Api` gives the same bytes.

mod body;
mod callback;
mod doc;
mod invariants;
mod link;
mod literal;
mod name;
mod operation;
mod parameter;
mod request;
mod response;
mod security;
mod server;
mod types;
mod union;

pub use body::{BodyContent, BodyKind, FormField, Multipart, Part, PartKind, RequestBody};
pub use callback::Callback;
pub use doc::Doc;
pub use link::{Link, LinkTarget, LinkValue};
pub use literal::Literal;
pub use name::{Ident, TypeName};
pub(crate) use name::{is_keyword, is_never_raw};
pub use operation::{Method, Operation, PathPiece};
pub use parameter::{Location, Parameter, ParameterEncoding, Style};
pub use request::{RequestType, SharedRequest};
pub use response::{
    HeaderField, HeaderSet, Outcome, ResponseAlternative, ResponseBody, ResponseCase, SharedEnum,
    SharedResponses, StatusKey,
};
pub use security::{SecurityKind, SecurityRequirement, SecurityScheme};
pub use server::{Server, ServerPiece, ServerVariable};
pub use types::{
    Additional, Enum, EnumRepr, EnumVariant, Field, Presence, Struct, TypeDef, TypeId, TypeKind,
    TypeRef, Usage,
};
pub use union::{Discrimination, JsonKind, Tag, Union, UnionVariant};

pub use crate::pointer::Pointer;

/// Everything `emit` needs to write one client.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Api {
    /// `info.title`, escaped.
    pub title: Doc,
    /// `info.description`, escaped.
    pub description: Doc,
    /// `info.version` as text: it need not be a semantic version.
    pub version: String,
    /// Servers of the whole document; the first is the default. Empty: the user must give a URL.
    pub servers: Vec<Server>,
    /// Security schemes that some kept operation uses, in the document's order.
    pub security_schemes: Vec<SecurityScheme>,
    /// Modules of operations, one for each tag, in the order of the first operation that has it.
    pub groups: Vec<Group>,
    /// Declared types, in order of their names.
    pub types: Vec<TypeDef>,
    /// How many declared types may hold each other in a chain: a bound, each type counted once.
    pub nesting: usize,
    /// Response header structs, each shared by every response that documents the same headers.
    pub header_sets: Vec<HeaderSet>,
    /// Request structs that several operations have in common, in order of their names.
    pub requests: Vec<SharedRequest>,
    /// Enums of responses that several operations have in common, in order of their names.
    pub responses: Vec<SharedResponses>,
}

impl Api {
    /// An API with nothing in it, for `lower` to fill.
    #[must_use]
    pub fn new(title: Doc, description: Doc, version: String) -> Self {
        Self {
            title,
            description,
            version,
            servers: Vec::new(),
            security_schemes: Vec::new(),
            groups: Vec::new(),
            types: Vec::new(),
            nesting: 0,
            header_sets: Vec::new(),
            requests: Vec::new(),
            responses: Vec::new(),
        }
    }

    /// All operations, group after group.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| group.operations.iter())
    }

    /// The declared type behind an id; `None` would break the first invariant.
    #[must_use]
    pub fn type_def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.index())
    }
}

/// Operations that share their first tag: one module of the generated client.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// Module name.
    pub name: Ident,
    /// The tag's own description, or a sentence naming the tag.
    pub doc: Doc,
    /// Operations in document order.
    pub operations: Vec<Operation>,
}

impl Group {
    /// A module with no operation yet.
    #[must_use]
    pub fn new(name: Ident, doc: Doc) -> Self {
        Self {
            name,
            doc,
            operations: Vec::new(),
        }
    }
}
