//! Rust identifiers as types, so that text of a document cannot stand where an identifier does.
//!
//! Only `lower::names` makes them: the constructors are visible to this crate alone and check
//! what they are given.

/// A value-namespace identifier in `snake_case`: module, function, field, argument.
///
/// May be raw (`r#type`). Never `self`, `Self`, `super`, `crate` or `_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(String);

/// A type-namespace identifier in `PascalCase`: struct, enum, variant, alias.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeName(String);

/// Whether `text` parses as one Rust identifier (raw allowed).
fn is_identifier(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

impl Ident {
    /// Takes a name that `lower::names` settled; `None` where it is no identifier.
    pub(crate) fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        is_identifier(&text).then_some(Self(text))
    }

    /// The identifier as written in source, `r#` included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TypeName {
    /// Takes a name that `lower::names` settled; `None` where it is no identifier.
    pub(crate) fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        is_identifier(&text).then_some(Self(text))
    }

    /// The identifier as written in source.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
