//! Makes the names of one scope unique without looking at their order.

use super::{hash, pascal, snake, words::spelled_out};
use crate::api::{is_keyword, is_never_raw};
use std::collections::{BTreeMap, BTreeSet};

/// A name that something wants in a scope.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Wish {
    /// The name it gets where nothing else wants it.
    pub(in crate::lower) base: String,
    /// Tried first where it cannot have `base`.
    pub(in crate::lower) alternative: Alternative,
    /// Its own text or place: what suffixes are made of, unique in the scope where possible.
    pub(in crate::lower) key: String,
    /// The lowest keeps `base`; equal ones are ordered by `key`.
    pub(in crate::lower) rank: u8,
}

/// The second name that something would have.
#[derive(Debug, Clone)]
pub(in crate::lower) enum Alternative {
    /// There is none.
    None,
    /// This one.
    Name(String),
    /// The signs of a text in words, and how those become a name. Few names ever need it, and
    /// spelling all of them was a twentieth of the lowering.
    SpelledOut(String, fn(String) -> String),
}

impl Alternative {
    /// The name, where it says more than `base`.
    pub(in crate::lower) fn name(&self, base: &str) -> Option<String> {
        match self {
            Self::None => None,
            Self::Name(name) => Some(name.clone()),
            Self::SpelledOut(text, join) => usable(join(spelled_out(text).join("_")), base),
        }
    }
}

impl Wish {
    /// A field, argument, module or method after a text of the document.
    pub(in crate::lower) fn snake(text: &str, reserved: &[&str]) -> Self {
        let mut base = snake(text);
        if reserved.contains(&base.as_str()) || is_never_raw(&base) {
            base.push('_');
        }
        Self {
            alternative: Alternative::SpelledOut(text.to_owned(), |words| words),
            rank: likeness(text, &base),
            base,
            key: text.to_owned(),
        }
    }

    /// A type or variant after a text of the document.
    pub(in crate::lower) fn pascal(text: &str, reserved: &[&str]) -> Self {
        let mut base = pascal(text);
        if reserved.contains(&base.as_str()) || base == "Self" {
            base.push_str("Value");
        }
        Self {
            alternative: Alternative::SpelledOut(text.to_owned(), |words| pascal(&words)),
            rank: likeness(text, &base),
            base,
            key: text.to_owned(),
        }
    }
}

impl Wish {
    /// A type whose name the user chose; `key` is its text in the document. A name in the form of
    /// types is taken as it is.
    pub(in crate::lower) fn chosen(name: &str, key: &str) -> Self {
        let as_is = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric())
            && name != "Self";
        let mut wish = Self::pascal(name, &[]);
        if as_is {
            name.clone_into(&mut wish.base);
        }
        Self {
            rank: 0,
            key: key.to_owned(),
            ..wish
        }
    }
}

/// A spelled-out name, where it is one and says more than the plain name.
fn usable(spelled: String, base: &str) -> Option<String> {
    let valid = spelled.starts_with(|c: char| c.is_ascii_alphabetic())
        && spelled.len() <= 60
        && !is_keyword(&spelled);
    (valid && spelled != base).then_some(spelled)
}

/// How much a text is spelled like the identifier made from it; lower is more.
fn likeness(text: &str, base: &str) -> u8 {
    if text == base {
        return 0;
    }
    if text.eq_ignore_ascii_case(&base.replace('_', "")) {
        // `camelCase` before `PascalCase` before `UPPER`.
        let capitals = text.chars().filter(char::is_ascii_uppercase).count();
        return if text.starts_with(|c: char| c.is_ascii_lowercase()) {
            1
        } else if capitals < text.len() {
            2
        } else {
            3
        };
    }
    4
}

/// Settles all names of a scope; the answer is in the order of the wishes.
///
/// `gap` stands between a name and its suffix.
pub(in crate::lower) fn settle(wishes: &[Wish], gap: &str) -> Vec<String> {
    settle_beside(wishes, gap, &BTreeSet::new())
}

/// The same, where some names of the scope are settled already.
pub(in crate::lower) fn settle_beside(
    wishes: &[Wish],
    gap: &str,
    settled: &BTreeSet<String>,
) -> Vec<String> {
    if are_free(wishes, settled) {
        return wishes.iter().map(|wish| wish.base.clone()).collect();
    }
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, wish) in wishes.iter().enumerate() {
        groups.entry(&wish.base).or_default().push(index);
    }
    let mut names: Vec<Option<String>> = vec![None; wishes.len()];
    let mut taken = settled.clone();
    let mut losers: Vec<&usize> = Vec::new();
    for (base, group) in &mut groups {
        group.sort_by_key(|index| wishes.get(*index).map(|wish| (wish.rank, &wish.key)));
        let mut rest = group.iter();
        if !settled.contains(*base) {
            if let Some(winner) = rest.next().and_then(|index| names.get_mut(*index)) {
                *winner = Some((*base).to_owned());
            }
            taken.insert((*base).to_owned());
        }
        losers.extend(rest);
    }
    for index in losers {
        let Some(wish) = wishes.get(*index) else {
            continue;
        };
        let name = suffixed(wish, gap, &taken, *index);
        taken.insert(name.clone());
        if let Some(slot) = names.get_mut(*index) {
            *slot = Some(name);
        }
    }
    names.into_iter().map(Option::unwrap_or_default).collect()
}

/// Whether no two wishes want the same name, and none wants one that is settled: so in most scopes.
fn are_free(wishes: &[Wish], settled: &BTreeSet<String>) -> bool {
    let mut bases: Vec<&str> = wishes.iter().map(|wish| wish.base.as_str()).collect();
    bases.sort_unstable();
    let distinct = bases.iter().zip(bases.iter().skip(1)).all(|(a, b)| a != b);
    distinct && (settled.is_empty() || !bases.iter().any(|base| settled.contains(*base)))
}

/// A name for a wish that cannot have its base, made from its own text.
fn suffixed(wish: &Wish, gap: &str, taken: &BTreeSet<String>, index: usize) -> String {
    // `self_` gets one underscore, not two.
    let base = wish.base.trim_end_matches('_');
    let hashes = [4, 8, 16].map(|digits| format!("{base}{gap}{}", hash(&wish.key, digits)));
    let alternative = wish.alternative.name(&wish.base);
    alternative
        .into_iter()
        .chain(hashes)
        .find(|name| !taken.contains(name))
        // The very same text twice in one scope: only the position is left to tell them apart.
        .unwrap_or_else(|| format!("{base}{gap}{}x{index}", hash(&wish.key, 4)))
}
