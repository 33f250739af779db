//! Types that no operation uses, types that no response is read into, and types that only a tag
//! leads to, by their names in the source: a fault in one of the first changes no call, what one of
//! the second takes from a server is never asked, and one of the third is never read without its tag.

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

/// The types of schemas that no response leads to. A response is what a function reads, or an enum
/// of outcomes beside it.
pub(super) fn unread(items: &[Item]) -> BTreeSet<String> {
    let mut roots = BTreeSet::new();
    responses(items, &mut roots);
    unreached(items, roots)
}

/// The types that are nothing but variants of unions told apart by one member, with its name.
pub(super) fn by_tag(items: &[Item]) -> BTreeMap<String, String> {
    let mut roots = BTreeSet::new();
    let mut definitions = BTreeMap::new();
    let mut tags = BTreeMap::new();
    for item in items {
        match item {
            Item::Mod(module) if module.ident == TYPES => {
                define(within(module), &mut definitions);
                unions(within(module), &mut tags);
            }
            other => names(other.to_token_stream(), &mut roots),
        }
    }
    let told = |ty: &String| -> Option<String> {
        let mut holders = definitions.iter().filter(|(_, named)| named.contains(ty));
        let first = tags.get(holders.next()?.0)?;
        let is_same = holders.all(|(holder, _)| tags.get(holder) == Some(first));
        (is_same && !roots.contains(ty)).then(|| first.clone())
    };
    let types = definitions.keys();
    types
        .filter_map(|ty| Some((ty.clone(), told(ty)?)))
        .collect()
}

/// Notes of each union the member whose value tells its variants apart.
fn unions(items: &[Item], tags: &mut BTreeMap<String, String>) {
    for item in items {
        match item {
            Item::Mod(module) => unions(within(module), tags),
            Item::Impl(block) => {
                if let (Some(name), Some(tag)) = (super::self_name(block), tag(block)) {
                    tags.insert(name, tag);
                }
            }
            _ => {}
        }
    }
}

/// `const PICK: g::de::Pick = g::de::Pick::Tag { member: "…", … }`.
fn tag(block: &syn::ItemImpl) -> Option<String> {
    block.items.iter().find_map(|item| {
        let syn::ImplItem::Const(constant) = item else {
            return None;
        };
        let syn::Expr::Struct(pick) = &constant.expr else {
            return None;
        };
        let is_tag = pick.path.segments.last()?.ident == "Tag";
        let mut pick = constant.expr.clone();
        let member = super::field_mut(&mut pick, "member")?;
        super::text(member).filter(|_| is_tag && constant.ident == "PICK")
    })
}

fn responses(items: &[Item], roots: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Mod(module) if module.ident != TYPES => responses(within(module), roots),
            Item::Enum(outcomes) => names(outcomes.to_token_stream(), roots),
            Item::Fn(reader) => names(reader.sig.output.to_token_stream(), roots),
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
        let (name, held) = match item {
            Item::Struct(it) => (&it.ident, it.fields.to_token_stream()),
            Item::Enum(it) => (&it.ident, it.variants.to_token_stream()),
            Item::Type(it) => (&it.ident, it.ty.to_token_stream()),
            Item::Mod(module) => {
                define(within(module), definitions);
                continue;
            }
            _ => continue,
        };
        let mut found = BTreeSet::new();
        names(held, &mut found);
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
    fn variants_that_a_tag_alone_leads_to_have_its_name() {
        let client = "
            pub mod types {
                pub struct Order { pub paid: Payment, pub by: Person }
                pub enum Payment { Card(Card), Transfer(Box<Transfer>), Person(Person) }
                pub enum Shape { Round(Round) }
                pub struct Card { pub kind: String }
                pub struct Transfer { pub kind: String }
                pub struct Person { pub kind: String }
                pub struct Round { pub kind: String, pub within: Option<Box<Round>> }
                mod serde {
                    impl g::de::Union for super::Payment {
                        const PICK: g::de::Pick = g::de::Pick::Tag { member: \"kind\", values: &[] };
                    }
                    impl g::de::Union for super::Shape {
                        const PICK: g::de::Pick = g::de::Pick::Tag { member: \"kind\", values: &[] };
                    }
                }
            }
            pub mod operations { pub fn read() -> (super::types::Order, super::types::Shape) {} }
        ";
        let file = syn::parse_file(client).unwrap();
        let tagged = |ty: &str| (ty.to_owned(), "kind".to_owned());
        let expected = BTreeMap::from([tagged("Card"), tagged("Transfer")]);
        assert_eq!(by_tag(&file.items), expected);
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
                pub struct Send { request: g::Request<(), ()> }
                impl Send { pub fn body(self, body: super::types::Sent) -> Self { self } }
                fn send() -> g::Read<Response<Vec<super::types::Item>>, SendError> { todo!() }
                pub enum SendError { BadRequest(Response<super::types::Problem>) }
            }
        ";
        let file = syn::parse_file(client).unwrap();
        let unread = unread(&file.items);
        assert_eq!(unread, BTreeSet::from(["Both".into(), "Sent".into()]));
    }
}
