//! Request bodies (OpenAPI 3.0.3, 4.7.13 Request Body Object, 4.7.15 Encoding Object).

use super::{Doc, Ident, Style, TypeName, TypeRef};

/// The body of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestBody {
    /// Required: last argument of the method; else a setter `body`.
    pub required: bool,
    /// Argument or setter name (`body`, or `body_` where a parameter has that name).
    pub name: Ident,
    /// Enum over the media types where there are several; `None` where there is one.
    pub enum_name: Option<TypeName>,
    /// Media types in the document's order, at least one.
    pub contents: Vec<BodyContent>,
    /// What the document says of it.
    pub doc: Doc,
}

/// One media type of a body.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyContent {
    /// Media type as sent in `Content-Type`.
    pub media_type: String,
    /// Variant of [`RequestBody::enum_name`].
    pub variant: TypeName,
    /// How it is written.
    pub kind: BodyKind,
}

/// How a body is written.
#[derive(Debug, Clone, PartialEq)]
pub enum BodyKind {
    /// JSON text of a value.
    Json(TypeRef),
    /// `application/x-www-form-urlencoded` of an object's members.
    Form {
        /// An object type.
        ty: TypeRef,
        /// Members whose encoding departs from the default (`form`, exploded).
        fields: Vec<FormField>,
    },
    /// `multipart/*`, by a struct of its own.
    Multipart(Multipart),
    /// Text, sent as UTF-8.
    Text,
    /// Bytes or a stream of them, sent as they are.
    Bytes,
}

/// Encoding of one member of a form body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    /// Member name.
    pub wire_name: String,
    /// `style`, default `form`.
    pub style: Style,
    /// `explode`, its default filled in.
    pub explode: bool,
    /// `contentType` is JSON: the value is sent as JSON text.
    pub json: bool,
}

/// A multipart body's struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Multipart {
    /// Struct name.
    pub type_name: TypeName,
    /// What the document says of the schema.
    pub doc: Doc,
    /// Parts in the schema's order.
    pub parts: Vec<Part>,
}

/// One part.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Part name on the wire.
    pub wire_name: String,
    /// Field and setter.
    pub name: Ident,
    /// What the part holds.
    pub kind: PartKind,
    /// An argument of `new`; else a setter.
    pub required: bool,
    /// The media type it is sent with, unless a file has its own: the first of
    /// `encoding.contentType` that fits and is no range.
    pub content_type: Option<String>,
    /// The other media types and ranges of `encoding.contentType`.
    pub other_content_types: Vec<String>,
    /// What the document says of it.
    pub doc: Doc,
}

/// What a part holds.
#[derive(Debug, Clone, PartialEq)]
pub enum PartKind {
    /// A file (`specwright_client::FilePart`).
    File,
    /// Several files, one part each.
    Files,
    /// A scalar sent as text.
    Text(TypeRef),
    /// An array of scalars, one text part each; the type is the item's.
    Texts(TypeRef),
    /// Anything else, sent as JSON.
    Json(TypeRef),
}
