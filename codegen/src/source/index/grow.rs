//! An index in the making: what a scanner sees, in the order of the text.

use super::{Id, Index, Kind, Node};
use std::ops::Range;

/// An index in the making.
#[derive(Debug, Default)]
pub(super) struct Growing {
    /// What was seen so far.
    pub(super) index: Index,
    /// Containers that are not closed yet, the innermost last.
    pub(super) open: Vec<Open>,
}

/// A container that is not closed yet.
#[derive(Debug)]
pub(super) struct Open {
    /// Its node.
    pub(super) id: Id,
    /// The last node in it.
    last: Id,
    /// Whether it is a mapping.
    mapping: bool,
    /// The name that waits for its value.
    pub(super) name: Option<Id>,
}

impl Growing {
    /// Adds a value or name to the innermost open container; containers stay open.
    pub(super) fn add(&mut self, range: Range<usize>, kind: Kind) -> Id {
        let id = Id::try_from(self.index.nodes.len()).unwrap_or(Id::MAX);
        self.index.nodes.push(Node {
            start: short(range.start),
            end: short(range.end),
            next: 0,
            kind,
        });
        if let Some(open) = self.open.last_mut() {
            let before = if open.last > 0 { open.last } else { open.id };
            let first = open.last == 0;
            open.last = id;
            if open.mapping {
                open.name = match open.name {
                    None => Some(id),
                    Some(_) => None,
                };
            }
            if let Some(node) = self.index.nodes.get_mut(before as usize) {
                match &mut node.kind {
                    Kind::Sequence(start) | Kind::Mapping(start) if first => *start = id,
                    _ => node.next = id,
                }
            }
        }
        if matches!(kind, Kind::Sequence(_) | Kind::Mapping(_)) {
            self.open.push(Open {
                id,
                last: 0,
                mapping: matches!(kind, Kind::Mapping(_)),
                name: None,
            });
        }
        id
    }

    /// Closes the innermost open container at this byte.
    pub(super) fn close(&mut self, end: usize) {
        if let Some(open) = self.open.pop()
            && let Some(node) = self.index.nodes.get_mut(open.id as usize)
        {
            node.end = short(end).max(node.start);
        }
    }

    /// Whether the next node is a member name.
    pub(super) fn expects_name(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| open.mapping && open.name.is_none())
    }
}

/// An offset in a text, whose length [`Limits`](crate::source::Limits) keeps far below 4 GiB.
fn short(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
