//! Types that no operation uses, and types that no response is read into, by their names in the
//! source: a fault in one of the first changes no call, and what one of the second takes from a
//! server is never asked.

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
    let mut roots = BTreeSet::new();
    for item in items {
        match item {
            Item::Mod(module) if module.ident == TYPES => {}
            other => names(other.to_token_stream(), &mut roots),
        }
    }
    unreached(items, roots)
}

/// The types of schemas that no response leads to. A response is an `impl Respond`, or an enum of
/// outcomes beside it.
pub(super) fn unread(items: &[Item]) -> BTreeSet<String> {
    let mut roots = BTreeSet::new();
    responses(items, &mut roots);
    unreached(items, roots)
}

fn responses(items: &[Item], roots: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Mod(module) if module.ident != TYPES => responses(within(module), roots),
            Item::Enum(outcomes) => names(outcomes.to_token_stream(), roots),
            Item::Impl(block) => {
                let name = block.trait_.as_ref();
                let name = name.and_then(|(path, _)| path.segments.last());
                if name.is_some_and(|name| name.ident == "Respond") {
                    names(block.to_token_stream(), roots);
                }
            }
            _ => {}
        }
    }
}

/// The types that these names do not lead to.
fn unreached(items: &[Item], mut waiting: BTreeSet<String>) -> BTreeSet<String> {
    let mut definitions = BTreeMap::new();
    for item in items {
        if let Item::Mod(module) = item
            && module.ident == TYPES
        {
            define(within(module), &mut definitions);
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

    #[test]
    fn types_that_are_sent_alone_are_not_read() {
        let client = "
            pub mod types {
                pub struct Sent { pub both: Both }
                pub struct Both;
                pub struct Item;
                pub struct Problem;
            }
            pub mod operations {
                pub struct Send { call: Call }
                impl Send { pub fn body(self, body: super::types::Sent) -> Self { self } }
                impl g::Respond for Send { type Ok = Response<Vec<super::types::Item>>; }
                pub enum SendError { BadRequest(Response<super::types::Problem>) }
            }
        ";
        let file = syn::parse_file(client).unwrap();
        let unread = unread(&file.items);
        assert_eq!(unread, BTreeSet::from(["Both".into(), "Sent".into()]));
    }
}
