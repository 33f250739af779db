//! Types: those that are declared ([`TypeDef`]) and those that are referred to ([`TypeRef`]).

use super::{Doc, Ident, Literal, Pointer, TypeName, Union};

/// Index of a declared type in `Api::types`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(u32);

impl TypeId {
    /// The id of the type at this index.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Index into `Api::types`.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A type as used by a field, parameter, body or other type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TypeRef {
    /// `bool`.
    Bool,
    /// Signed integer of 8, 16, 32 or 64 bits.
    Int(u8),
    /// Unsigned integer of 8, 16, 32 or 64 bits.
    Uint(u8),
    /// Floating point of 32 or 64 bits.
    Float(u8),
    /// `String`.
    String,
    /// `specwright_client::Base64`: text kept as it came, decoded on demand.
    Base64,
    /// Any JSON value (`specwright_client::Value`).
    Any,
    /// The JSON value `null` alone: `()`.
    Null,
    /// `Vec<T>`.
    Array(Box<TypeRef>),
    /// `BTreeMap<String, T>`.
    Map(Box<TypeRef>),
    /// `Option<T>`: an item or value that may be `null`.
    Nullable(Box<TypeRef>),
    /// `Box<T>`, where a type would contain itself.
    Boxed(Box<TypeRef>),
    /// A declared type.
    Named(TypeId),
    /// A type of the user's, by its path (checked as a `syn::Type` by `config`).
    External(String),
}

/// A declared type.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// Name.
    pub name: TypeName,
    /// What the document says of it.
    pub doc: Doc,
    /// Place of its schema in the normalised document.
    pub pointer: Pointer,
    /// Marked deprecated in the document.
    pub deprecated: bool,
    /// Whether requests, responses or both reach it.
    pub usage: Usage,
    /// What it is.
    pub kind: TypeKind,
}

/// Which messages reach a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Usage {
    /// A request body or parameter: the type gets `new` and setters.
    pub request: bool,
    /// A response.
    pub response: bool,
}

/// What a declared type is.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// An object.
    Struct(Struct),
    /// A scalar with documented values.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(TypeRef),
}

/// An object with named members.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Struct {
    /// Members in the document's order.
    pub fields: Vec<Field>,
    /// Members that have no name in the document.
    pub additional: Additional,
}

/// What happens to members the document does not name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Additional {
    /// Read and dropped: the document does not speak of them, or forbids them.
    Ignored,
    /// Kept in a map field of this name.
    Kept {
        /// Field name.
        name: Ident,
        /// Type of the values.
        ty: TypeRef,
    },
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    /// Member name on the wire.
    pub wire_name: String,
    /// Field name.
    pub name: Ident,
    /// Type of a value that is there and not null.
    pub ty: TypeRef,
    /// Required × nullable.
    pub presence: Presence,
    /// What the document says of it.
    pub doc: Doc,
    /// Marked deprecated in the document.
    pub deprecated: bool,
    /// The value that the constructor gives it: the struct's tag in the unions it is a variant of.
    pub preset: Option<String>,
}

/// Required × nullable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// `T`: absence and null are decode errors.
    Required,
    /// `Option<T>`: null is `None`, absence a decode error.
    RequiredNullable,
    /// `Option<T>`: absence is `None`; null is taken as absence, since providers send it.
    Optional,
    /// `Option<Option<T>>`: absent `None`, null `Some(None)`.
    OptionalNullable,
}

/// A scalar with documented values; unknown values are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// What the values are.
    pub repr: EnumRepr,
    /// Documented values in document order, null left out.
    pub variants: Vec<EnumVariant>,
    /// Name of the variant that keeps other values (`Unknown`, unless that is taken).
    pub unknown: TypeName,
}

/// What the values of an enum are: all strings, all integers, or mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EnumRepr {
    /// Unknown values are kept as `String`.
    String,
    /// Unknown values are kept as `i64`.
    Integer,
    /// Unknown values are kept as `Value`.
    Mixed,
}

/// One documented value.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumVariant {
    /// Variant name.
    pub name: TypeName,
    /// Value on the wire.
    pub value: Literal,
    /// What the document says of it.
    pub doc: Doc,
}
