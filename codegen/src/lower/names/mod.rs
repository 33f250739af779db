//! The only place that makes identifiers: from any text of a document to unique, readable, stable
//! Rust names.
//!
//! How a name comes about:
//!
//! 1. The text is cut into words ([`words`]): other scripts become readable ASCII, `camelCase`,
//!    `kebab-case`, dots and slashes are boundaries.
//! 2. The words are joined as `snake_case` or `PascalCase`. A name that would begin with a digit
//!    gets `value` in front; a text without a single letter or digit is spelled out (`*` is
//!    `asterisk`), and where that gives nothing either, it is `value` and a hash of the text.
//! 3. Keywords become raw (`r#type`); those that cannot be raw, and names that generated code uses
//!    itself in that scope, get a `_` (types: `Value`) behind.
//! 4. Names of one scope that are still equal are told apart by [`scope::settle`].
//!
//! **Stability.** A name depends on its own text alone, except where two texts of one scope become
//! the same identifier. Then the text that is spelled most like the identifier keeps it, and each
//! other gets a suffix made from *its own* text (spelled-out signs, else a hash). Order never
//! matters, so adding, removing or moving a member that does not collide renames nothing.
//!
//! Must not: look at anything but text; know what the names are for beyond their scope.

pub(super) mod reserved;
pub(super) mod scope;
pub(super) mod words;

pub(super) use scope::{Alternative, Wish, settle};

use crate::api::{Ident, TypeName, is_keyword};
use words::{spelled_out, words};

/// No identifier is longer (a file name of rustdoc must hold it with prefix and suffix).
const MAX_LENGTH: usize = 120;

/// `snake_case` of a text: a valid identifier but for keywords.
pub(super) fn snake(text: &str) -> String {
    let mut words = words(text);
    if words.is_empty() {
        words = spelled_out(text);
    }
    if words.is_empty() {
        return format!("value_{}", hash(text, 4));
    }
    let joined = words.join("_");
    shorten(
        if joined.starts_with(|c: char| c.is_ascii_digit()) {
            format!("value_{joined}")
        } else {
            joined
        },
        "_",
    )
}

/// `PascalCase` of a text: a valid identifier but for `Self`.
pub(super) fn pascal(text: &str) -> String {
    let mut words = words(text);
    if words.is_empty() {
        words = spelled_out(text);
    }
    if words.is_empty() {
        return format!("Value{}", hash(text, 4));
    }
    let joined = join_pascal(&words);
    shorten(
        if joined.starts_with(|c: char| c.is_ascii_digit()) {
            format!("Value{joined}")
        } else {
            joined
        },
        "",
    )
}

/// The name of something inside something else: `Pet` and `owner` give `PetOwner`.
pub(super) fn pascal_within(owner: &str, member: &str) -> String {
    let member = {
        let words = words(member);
        if words.is_empty() {
            pascal(member)
        } else {
            join_pascal(&words)
        }
    };
    let gap = owner.ends_with(|c: char| c.is_ascii_digit())
        && member.starts_with(|c: char| c.is_ascii_digit());
    let gap = if gap { "_" } else { "" };
    shorten([owner, gap, &member].concat(), "")
}

/// Words with a capital each; an underscore where two digits would meet (`1.2` is not `12`).
fn join_pascal(words: &[String]) -> String {
    let mut out = String::new();
    for word in words {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        if first.is_ascii_digit() && out.ends_with(|c: char| c.is_ascii_digit()) {
            out.push('_');
        }
        out.push(first.to_ascii_uppercase());
        out.push_str(chars.as_str());
    }
    out
}

/// Cuts a name that is too long and marks it with a hash of the whole.
fn shorten(name: String, gap: &str) -> String {
    if name.len() <= MAX_LENGTH {
        return name;
    }
    let mark = format!("{gap}{}", hash(&name, 8));
    let mut cut = name;
    cut.truncate(MAX_LENGTH - mark.len());
    while cut.ends_with('_') {
        cut.pop();
    }
    cut.push_str(&mark);
    cut
}

/// A hash of a text in hexadecimal, the same on every machine and in every version (FNV-1a).
pub(super) fn hash(text: &str, digits: usize) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0100_0000_01b3);
    }
    // The low bits of FNV mix worse than the high ones.
    hash ^= hash >> 32;
    let mut hex = format!("{hash:016x}");
    hex.truncate(digits);
    hex
}

/// A settled name as an [`Ident`], raw where it is a keyword.
pub(super) fn ident(name: &str) -> Ident {
    if is_keyword(name) {
        if let Some(raw) = Ident::new(format!("r#{name}")) {
            return raw;
        }
        return ident_or_hash(&format!("{name}_"));
    }
    ident_or_hash(name)
}

/// A settled name as a [`TypeName`].
pub(super) fn type_name(name: &str) -> TypeName {
    TypeName::new(name)
        .or_else(|| TypeName::new(format!("Value{}", hash(name, 8))))
        .unwrap_or_else(TypeName::fallback)
}

/// The name, or a hash of it should it be no identifier after all.
fn ident_or_hash(name: &str) -> Ident {
    Ident::new(name)
        .or_else(|| Ident::new(format!("value_{}", hash(name, 8))))
        .unwrap_or_else(Ident::fallback)
}

/// Names of one scope from texts of the document, in the order given.
pub(super) fn idents<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    reserved: &[&str],
) -> Vec<Ident> {
    let wishes: Vec<Wish> = texts
        .into_iter()
        .map(|text| Wish::snake(text, reserved))
        .collect();
    settle(&wishes, "_")
        .iter()
        .map(|name| ident(name))
        .collect()
}

/// Variant names of one enum from texts of the document, in the order given.
pub(super) fn variants<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    reserved: &[&str],
) -> Vec<TypeName> {
    let wishes: Vec<Wish> = texts
        .into_iter()
        .map(|text| Wish::pascal(text, reserved))
        .collect();
    settle(&wishes, "")
        .iter()
        .map(|name| type_name(name))
        .collect()
}

#[cfg(test)]
mod judged;
#[cfg(test)]
mod tests;
