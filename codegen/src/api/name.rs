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

/// The longest keyword; only a name this short is worth a parser's look.
const LONGEST_KEYWORD: usize = "abstract".len();

/// Whether `text` is one Rust identifier (raw allowed; The Rust Reference, Identifiers).
fn is_identifier(text: &str) -> bool {
    let bare = text.strip_prefix("r#").unwrap_or(text);
    let mut chars = bare.chars();
    let well_formed = chars
        .next()
        .is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c))
        && chars.all(unicode_ident::is_xid_continue)
        && bare != "_";
    well_formed && (bare.len() > LONGEST_KEYWORD || syn::parse_str::<syn::Ident>(text).is_ok())
}

impl Ident {
    /// A name for a field or function that has no other: `lower::names` never needs it, but has no way to fail.
    pub(crate) fn fallback() -> Self {
        Self("value".to_owned())
    }

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
    /// A name for a type that has no other: `lower::names` never needs it, but has no way to fail.
    pub(crate) fn fallback() -> Self {
        Self("Value".to_owned())
    }

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
