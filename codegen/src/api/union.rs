//! Types that are one of several others (`oneOf`, `anyOf`), and how to tell them apart.

use super::{TypeName, TypeRef};

/// One of several types.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// Variants in document order, at least two.
    pub variants: Vec<UnionVariant>,
    /// How to tell them apart.
    pub discrimination: Discrimination,
    /// Name of the variant that keeps a value whose tag the document does not know; only with
    /// [`Discrimination::Tag`].
    pub unknown: TypeName,
}

/// One alternative.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionVariant {
    /// Variant name.
    pub name: TypeName,
    /// Its value.
    pub ty: TypeRef,
    /// With [`Discrimination::Tag`]: the tag that is written beside the value's own members, where
    /// its type has no member for it.
    pub tag: Option<String>,
    /// With [`Discrimination::InOrder`]: members of which the document allows one value alone, with
    /// that value as text. A value that has another there is tried as this variant last.
    pub fixed: Vec<(String, String)>,
}

/// How to tell variants apart, worked out by `lower` and written into the docs.
#[derive(Debug, Clone, PartialEq)]
pub enum Discrimination {
    /// A member holds a tag (`discriminator`, or a member that every variant requires with one
    /// documented value each). An unknown tag is kept; a missing one is a decode error.
    Tag(Tag),
    /// A member that only this variant requires: `(member, variant)`, tried in order; then the
    /// variant of `otherwise`, or a decode error.
    UniqueMember {
        /// Member name and variant index.
        members: Vec<(String, usize)>,
        /// Variant where no member is there.
        otherwise: Option<usize>,
    },
    /// The JSON type of the value: `(type, variant)`, no type twice. Without an
    /// [`JsonKind::Integer`], integers are [`JsonKind::Number`]s; `null` is never among them.
    JsonKind(Vec<(JsonKind, usize)>),
    /// The variants are tried in document order, first those whose fixed members fit; the first that
    /// decodes and loses no member is taken, else one that loses least.
    InOrder,
}

/// A tag member and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Member name on the wire.
    pub member: String,
    /// Tag value and variant index; several values may name one variant.
    pub values: Vec<(String, usize)>,
}

/// JSON types that tell variants apart (RFC 8259, 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is the JSON type of its name")]
pub enum JsonKind {
    Null,
    Bool,
    Integer,
    Number,
    String,
    Array,
    Object,
}
