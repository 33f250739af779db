//! Parameters (OpenAPI 3.0.3, 4.7.12 Parameter Object).

use super::{Doc, Ident, TypeRef};

/// One parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Name on the wire.
    pub wire_name: String,
    /// Argument (required) or setter (optional).
    pub name: Ident,
    /// Where it is sent.
    pub location: Location,
    /// How its value becomes text.
    pub encoding: ParameterEncoding,
    /// Required: an argument of the method; else a setter.
    pub required: bool,
    /// Rust type.
    pub ty: TypeRef,
    /// What the document says of it.
    pub doc: Doc,
    /// Marked deprecated in the document.
    pub deprecated: bool,
}

/// `in` of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is the location of its name")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a value becomes text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterEncoding {
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

/// `style` (OpenAPI 3.0.3, 4.7.12.3); `Tsv` is Swagger 2.0's `collectionFormat: tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
