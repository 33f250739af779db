//! Types that no operation uses, by their names in the source: a fault in one of them changes no
//! call, and no suite can find it.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::Item;

/// The module of a client that defines the types of its schemas.
const TYPES: &str = "types";

/// The types of schemas that nothing outside of their module leads to, directly or through another.
///
/// Names are looked for, not paths: a type is rather taken for used than not.
pub(super) fn unused(items: &[Item]) -> BTreeSet<String> {
    let mut definitions = BTreeMap::new();
    let mut waiting = BTreeSet::new();
    for item in items {
        match item {
            Item::Mod(module) if module.ident == TYPES => {
                define(within(module), &mut definitions);
            }
            other => names(other.to_token_stream(), &mut waiting),
        }
    }
    while let Some(name) = waiting.pop_first() {
        if let Some(named) = definitions.remove(&name) {
            waiting.extend(named);
        }
    }
    definitions.into_keys().collect()
}

/// The items of a module.
fn within(module: &syn::ItemMod) -> &[Item] {
    let content = module.content.as_ref();
    content.map_or(&[], |(_, items)| items.as_slice())
}

/// Notes of each type the names in its definition.
fn define(items: &[Item], definitions: &mut BTreeMap<String, BTreeSet<String>>) {
    for item in items {
        let name = match item {
            Item::Struct(it) => &it.ident,
            Item::Enum(it) => &it.ident,
            Item::Type(it) => &it.ident,
            Item::Mod(module) => {
                define(within(module), definitions);
                continue;
            }
            _ => continue,
        };
        let mut found = BTreeSet::new();
        names(item.to_token_stream(), &mut found);
        definitions.insert(name.to_string(), found);
    }
}

/// The names in some tokens.
fn names(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let mut waiting = vec![tokens];
    while let Some(tokens) = waiting.pop() {
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    found.insert(name.to_string());
                }
                TokenTree::Group(group) => waiting.push(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn types_are_used_directly_through_another_or_not() {
        let client = "
            pub mod types {
                pub struct A { pub b: Vec<B> }
                pub struct B(pub Option<Box<B>>);
                pub struct Alone { pub a: A, pub alone: Option<Box<Alone>> }
                impl Object for Alone {}
            }
            pub mod operations { pub fn read() -> super::types::A { todo!() } }
        ";
        let file = syn::parse_file(client).unwrap();
        assert_eq!(unused(&file.items), BTreeSet::from(["Alone".to_owned()]));
    }
}
