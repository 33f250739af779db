//! Where each value of a text stands: built when a place is first asked for, and for YAML before
//! its tree, because the tree's reader does not see all that it must refuse.
//!
//! A flat list of nodes, so that neither depth nor drop recurses.

mod json;
mod yaml;

pub(super) use json::scan as scan_json;
pub(super) use yaml::{Problem, ProblemKind, scan as scan_yaml};

use crate::pointer::Pointer;
use std::collections::BTreeMap;
use std::ops::Range;

/// Number of a node in its index.
type Id = usize;

/// One value or member name of a text.
#[derive(Debug, Clone)]
struct Node {
    /// Bytes of the text.
    range: Range<usize>,
    kind: Kind,
    /// What a name or plain scalar says, where that is not just its bytes.
    text: Option<Box<str>>,
}

/// What a node is.
#[derive(Debug, Clone)]
enum Kind {
    /// A scalar without quotes: a number, `true`, `null`, or in YAML a string.
    Plain,
    /// A string in quotes or a block scalar.
    Quoted,
    /// In YAML, another name for this node.
    Alias(Id),
    /// An array.
    Sequence(Vec<Id>),
    /// An object: names and values.
    Mapping(Vec<(Id, Id)>),
}

/// The values of a text, the outermost first.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    nodes: Vec<Node>,
    /// Whether `<<` takes in the members of another mapping (YAML).
    merges: bool,
    /// Whether there is more in the text, which could not be read.
    partial: bool,
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

    /// The place of a pointer, or else the nearest one that would hold it.
    pub(super) fn find(&self, text: &str, pointer: &Pointer) -> Option<Found> {
        let root = self.nodes.first()?;
        let mut found = Found {
            value: root.range.clone(),
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
        let node = self.nodes.get(self.target(found.node))?;
        matches!(node.kind, Kind::Plain).then(|| node.says(text))
    }

    /// Integers without quotes that 64 bits do not hold.
    pub(super) fn wide_integers<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        self.nodes.iter().filter_map(move |node| {
            let says = node.says(text);
            let digits = says.strip_prefix(['-', '+']).unwrap_or(says);
            let wide = matches!(node.kind, Kind::Plain)
                && digits.len() >= 19
                && digits.bytes().all(|byte| byte.is_ascii_digit())
                && says.parse::<i64>().is_err()
                && says.parse::<u64>().is_err();
            wide.then(|| node.range.clone())
        })
    }

    /// Member names that come again in their object, in the order of the text.
    pub(super) fn duplicates(&self, text: &str) -> Vec<Duplicate> {
        let mut duplicates = Vec::new();
        for node in &self.nodes {
            let Kind::Mapping(members) = &node.kind else {
                continue;
            };
            let mut seen = BTreeMap::new();
            for name in members.iter().filter_map(|(name, _)| self.nodes.get(*name)) {
                let says = name.says(text);
                match seen.get(says) {
                    None => {
                        seen.insert(says, name.range.clone());
                    }
                    Some(first) => duplicates.push(Duplicate {
                        name: says.to_owned(),
                        first: Range::clone(first),
                        second: name.range.clone(),
                    }),
                }
            }
        }
        duplicates
    }

    fn range(&self, node: Id) -> Option<Range<usize>> {
        self.nodes.get(node).map(|node| node.range.clone())
    }

    /// What an alias stands for, or the node itself.
    fn target(&self, node: Id) -> Id {
        match self.nodes.get(node).map(|node| &node.kind) {
            Some(Kind::Alias(target)) => *target,
            _ => node,
        }
    }

    /// The member or item of a node: its name if it has one, and its value.
    fn child(&self, text: &str, node: Id, token: &str) -> Option<(Option<Id>, Id)> {
        match &self.nodes.get(self.target(node))?.kind {
            Kind::Sequence(items) => {
                let index: usize = token.parse().ok()?;
                items.get(index).map(|item| (None, *item))
            }
            Kind::Mapping(_) => self
                .member(text, self.target(node), token)
                .map(|(name, value)| (Some(name), value)),
            _ => None,
        }
    }

    /// The member of a mapping, looked for in the mappings that `<<` names where the mapping
    /// itself has none.
    fn member(&self, text: &str, mapping: Id, wanted: &str) -> Option<(Id, Id)> {
        // A merge may come back to a mapping that it began with.
        let mut left = 1_000_usize;
        let mut open = vec![mapping];
        while let Some(node) = open.pop() {
            left = left.checked_sub(1)?;
            let node = self.nodes.get(self.target(node))?;
            match &node.kind {
                // The earlier mapping of a list wins, so it is looked at first.
                Kind::Sequence(items) => open.extend(items.iter().rev()),
                Kind::Mapping(members) => {
                    let named = |wanted: &str| {
                        members.iter().find(|(name, _)| {
                            self.nodes
                                .get(*name)
                                .is_some_and(|name| name.says(text) == wanted)
                        })
                    };
                    if let Some(member) = named(wanted) {
                        return Some(*member);
                    }
                    if self.merges
                        && let Some((_, sources)) = named("<<")
                    {
                        open.push(*sources);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

impl Node {
    /// What a scalar says.
    fn says<'a>(&'a self, text: &'a str) -> &'a str {
        match &self.text {
            Some(says) => says,
            None => text.get(self.range.clone()).unwrap_or_default(),
        }
    }
}

/// An index in the making: containers that are not closed yet, each with a name that waits for
/// its value.
#[derive(Debug, Default)]
struct Growing {
    index: Index,
    open: Vec<(Id, Option<Id>)>,
}

impl Growing {
    /// Adds a value or name to the innermost open container.
    fn add(&mut self, node: Node) -> Id {
        let id = self.index.nodes.len();
        self.index.nodes.push(node);
        if let Some((container, name)) = self.open.last_mut() {
            match self
                .index
                .nodes
                .get_mut(*container)
                .map(|node| &mut node.kind)
            {
                Some(Kind::Sequence(items)) => items.push(id),
                Some(Kind::Mapping(members)) => match name.take() {
                    None => *name = Some(id),
                    Some(name) => members.push((name, id)),
                },
                _ => {}
            }
        }
        id
    }

    /// Adds a container; what follows is in it until it is closed.
    fn open(&mut self, node: Node) -> Id {
        let id = self.add(node);
        self.open.push((id, None));
        id
    }

    /// Closes the innermost open container at this byte.
    fn close(&mut self, end: usize) {
        if let Some((container, _)) = self.open.pop()
            && let Some(node) = self.index.nodes.get_mut(container)
        {
            node.range.end = end.max(node.range.start);
        }
    }

    /// Whether the next scalar is a member name.
    fn expects_name(&self) -> bool {
        self.open.last().is_some_and(|(container, name)| {
            let kind = self.index.nodes.get(*container).map(|node| &node.kind);
            name.is_none() && matches!(kind, Some(Kind::Mapping(_)))
        })
    }
}

#[cfg(test)]
mod tests;
