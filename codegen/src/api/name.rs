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

/// Strict and reserved keywords of every edition up to 2024 (The Rust Reference, Keywords).
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a name must be written raw, if it can be.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

/// Keywords that cannot be raw identifiers.
pub(crate) fn is_never_raw(name: &str) -> bool {
    matches!(name, "self" | "Self" | "super" | "crate" | "_")
}

/// Whether `text` is one Rust identifier (raw allowed; The Rust Reference, Identifiers).
fn is_identifier(text: &str) -> bool {
    let (raw, bare) = match text.strip_prefix("r#") {
        Some(bare) => (true, bare),
        None => (false, text),
    };
    let mut chars = bare.chars();
    let well_formed = chars
        .next()
        .is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c))
        && chars.all(unicode_ident::is_xid_continue)
        && bare != "_";
    let taken = match raw {
        true => is_never_raw(bare),
        false => is_keyword(bare),
    };
    well_formed && !taken
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keywords_are_in_order_and_those_of_the_parser() {
        assert!(KEYWORDS.is_sorted());
        for name in KEYWORDS {
            // `gen` is one since the edition of 2024, which the parser is not asked for.
            let known = syn::parse_str::<syn::Ident>(name).is_err();
            assert!(known || *name == "gen", "{name}");
            let raw = format!("r#{name}");
            let usable = syn::parse_str::<syn::Ident>(&raw).is_ok();
            assert_eq!(Ident::new(raw).is_some(), usable, "{name}");
        }
    }

    #[test]
    fn an_identifier_is_what_the_parser_takes() {
        for text in [
            "",
            "_",
            "a",
            "_a",
            "r#type",
            "r#self",
            "r#a",
            "1a",
            "a b",
            "a-b",
            "größe",
            "union",
            "type",
            "self",
            "crate",
            "raw",
            "auto",
            "r#",
            "a#",
            "'a",
            "macro_rules",
            "default",
        ] {
            let parsed = syn::parse_str::<syn::Ident>(text).is_ok();
            assert_eq!(is_identifier(text), parsed, "{text}");
        }
    }
}
