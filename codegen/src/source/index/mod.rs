//! Where each value of a text stands: built when a place is first asked for, and for YAML before
//! its tree, because the tree's reader does not see all that it must refuse.
//!
//! A flat list of nodes of 20 bytes: neither depth nor drop recurses, and the places of a text of
//! one-digit numbers take little more than the text.

mod grow;
mod json;
mod yaml;

pub(super) use json::scan as scan_json;
pub(super) use yaml::{Problem, ProblemKind, scan as scan_yaml};

use crate::pointer::Pointer;
use std::collections::BTreeMap;
use std::ops::Range;

/// Number of a node in its index. The first, which is the outermost value and so never within
/// another, stands for "none" where a child or neighbour is named.
type Id = u32;

/// One value or member name of a text.
#[derive(Debug, Clone)]
struct Node {
    /// First byte in the text.
    start: u32,
    /// Byte after the last.
    end: u32,
    /// The next value or name in the same container.
    next: Id,
    kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// A scalar without quotes: a number, `true`, `null`, or in YAML a string.
    Plain,
    /// A string in quotes or a block scalar.
    Quoted,
    /// In YAML, another name for this node.
    Alias(Id),
    /// An array and its first item.
    Sequence(Id),
    /// An object and its first name; names and values take turns.
    Mapping(Id),
}

/// The values of a text, the outermost first.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    nodes: Vec<Node>,
    /// What names and plain scalars say, where that is not just their bytes between the quotes.
    texts: BTreeMap<Id, Box<str>>,
    /// Whether `<<` takes in the members of another mapping (YAML).
    merges: bool,
    /// Whether there is more in the text, which could not be read.
    partial: bool,
    /// Where the innermost bracket was opened that was not closed when reading stopped.
    bracket: Option<usize>,
}

/// A member name that comes again in its object, as byte ranges of both.
#[derive(Debug)]
pub(super) struct Duplicate {
    /// The name.
    pub(super) name: String,
    /// Where it stands first.
    pub(super) first: Range<usize>,
    /// Where it stands again.
    pub(super) second: Range<usize>,
}

/// The place nearest to a pointer.
#[derive(Debug)]
pub(super) struct Found {
    /// The value.
    pub(super) value: Range<usize>,
    /// Its member name, where it is a member.
    pub(super) name: Option<Range<usize>>,
    /// Whether it is the place itself and not one that holds it.
    pub(super) exact: bool,
    node: Id,
}

impl Index {
    /// Whether there is more in the text, which could not be read.
    pub(super) fn is_partial(&self) -> bool {
        self.partial
    }

    /// Where the innermost bracket was opened that was not closed when reading stopped.
    pub(super) fn open_bracket(&self) -> Option<usize> {
        self.bracket
    }

    /// The place of a pointer, or else the nearest one that would hold it.
    pub(super) fn find(&self, text: &str, pointer: &Pointer) -> Option<Found> {
        let mut found = Found {
            value: self.range(0)?,
            name: None,
            exact: true,
            node: 0,
        };
        for token in pointer.tokens() {
            let Some((name, value)) = self.child(text, found.node, &token) else {
                found.exact = false;
                break;
            };
            found.node = value;
            found.value = self.range(value)?;
            found.name = name.and_then(|name| self.range(name));
        }
        Some(found)
    }

    /// The exact text of a scalar without quotes; `None` for other values.
    pub(super) fn plain<'a>(&'a self, text: &'a str, pointer: &Pointer) -> Option<&'a str> {
        let found = self.find(text, pointer).filter(|found| found.exact)?;
        let id = self.target(found.node);
        matches!(self.node(id)?.kind, Kind::Plain).then(|| self.says(text, id))
    }

    /// Integers without quotes that 64 bits do not hold.
    pub(super) fn wide_integers<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        self.ids().filter_map(move |id| {
            let plain = matches!(self.node(id)?.kind, Kind::Plain);
            let says = if plain { self.says(text, id) } else { "" };
            let digits = says.strip_prefix(['-', '+']).unwrap_or(says);
            let wide = digits.len() >= 19
                && digits.bytes().all(|byte| byte.is_ascii_digit())
                && says.parse::<i64>().is_err()
                && says.parse::<u64>().is_err();
            wide.then(|| self.range(id)).flatten()
        })
    }

    /// Member names that come again in their object, in the order of the text.
    pub(super) fn duplicates(&self, text: &str) -> Vec<Duplicate> {
        let mut duplicates = Vec::new();
        for mapping in self.ids() {
            let mut seen = BTreeMap::new();
            for (name, _) in self.members(mapping) {
                let says = self.says(text, name);
                let Some(first) = seen.get(says) else {
                    seen.insert(says, name);
                    continue;
                };
                if let (Some(first), Some(second)) = (self.range(*first), self.range(name)) {
                    duplicates.push(Duplicate {
                        name: says.to_owned(),
                        first,
                        second,
                    });
                }
            }
        }
        duplicates
    }

    fn ids(&self) -> impl Iterator<Item = Id> {
        0..Id::try_from(self.nodes.len()).unwrap_or(Id::MAX)
    }

    fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    fn range(&self, id: Id) -> Option<Range<usize>> {
        let node = self.node(id)?;
        Some(node.start as usize..node.end as usize)
    }

    /// What a scalar says.
    fn says<'a>(&'a self, text: &'a str, id: Id) -> &'a str {
        match self.texts.get(&id) {
            Some(says) => says,
            None => self.bare(text, id),
        }
    }

    /// The bytes of a scalar, quotes left out.
    fn bare<'a>(&self, text: &'a str, id: Id) -> &'a str {
        let range = self.range(id);
        let bytes = range.and_then(|range| text.get(range)).unwrap_or_default();
        match self.node(id).map(|node| node.kind) {
            Some(Kind::Quoted) => ['"', '\'']
                .iter()
                .find_map(|quote| bytes.strip_prefix(*quote)?.strip_suffix(*quote))
                .unwrap_or(bytes),
            _ => bytes,
        }
    }

    /// What an alias stands for, or the node itself.
    fn target(&self, id: Id) -> Id {
        match self.node(id).map(|node| node.kind) {
            Some(Kind::Alias(target)) => target,
            _ => id,
        }
    }

    /// The nodes of a container, in order.
    fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let mut next = match self.node(id).map(|node| node.kind) {
            Some(Kind::Sequence(first) | Kind::Mapping(first)) => first,
            _ => 0,
        };
        std::iter::from_fn(move || {
            let id = next;
            next = self.node(id)?.next;
            (id > 0).then_some(id)
        })
    }

    /// Names and values of a mapping; nothing for other nodes.
    fn members(&self, id: Id) -> impl Iterator<Item = (Id, Id)> {
        let is_mapping = matches!(self.node(id).map(|node| node.kind), Some(Kind::Mapping(_)));
        let mut children = self.children(id);
        std::iter::from_fn(move || {
            let name = children.next().filter(|_| is_mapping)?;
            Some((name, children.next()?))
        })
    }

    /// The member or item of a node: its name if it has one, and its value.
    fn child(&self, text: &str, id: Id, token: &str) -> Option<(Option<Id>, Id)> {
        let id = self.target(id);
        match self.node(id)?.kind {
            Kind::Sequence(_) => {
                let index = token.parse().ok()?;
                self.children(id).nth(index).map(|item| (None, item))
            }
            Kind::Mapping(_) => self
                .member(text, id, token)
                .map(|(name, value)| (Some(name), value)),
            Kind::Plain | Kind::Quoted | Kind::Alias(_) => None,
        }
    }

    /// The member of a mapping, looked for in the mappings that `<<` names where the mapping
    /// itself has none.
    fn member(&self, text: &str, mapping: Id, wanted: &str) -> Option<(Id, Id)> {
        // Mappings may take in each other, and many take in one.
        let mut left = 1_000_usize;
        let mut open = vec![mapping];
        while let Some(id) = open.pop() {
            left = left.checked_sub(1)?;
            let id = self.target(id);
            if let Some(Kind::Sequence(_)) = self.node(id).map(|node| node.kind) {
                // The earlier mapping of a list wins, so it is looked at first.
                let first = open.len();
                open.extend(self.children(id).take(left));
                if let Some(added) = open.get_mut(first..) {
                    added.reverse();
                }
                continue;
            }
            let named = |wanted: &str| {
                self.members(id)
                    .find(|(name, _)| self.says(text, *name) == wanted)
            };
            if let Some(member) = named(wanted) {
                return Some(member);
            }
            if self.merges
                && let Some((_, sources)) = named("<<")
            {
                open.push(sources);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
