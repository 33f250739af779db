//! Types that contain themselves get a box (The Rust Reference, Recursive types).
//!
//! Every reference between two types of one cycle is boxed, not only as many as are needed: so
//! what is boxed depends on the cycle alone, not on where the search for cycles begins, and a new
//! type elsewhere changes nothing. Arrays and maps hold their items elsewhere and end a cycle.
//!
//! Must not: recurse; a document may chain thousands of types.

use super::table::{Draft, Table, for_each_type};
use crate::api::{TypeId, TypeKind, TypeRef};
use crate::diagnostic::code::lower as code;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use std::collections::BTreeMap;

/// Boxes all references within cycles; an alias that stands for itself becomes any JSON value.
pub(super) fn box_cycles(table: &mut Table, diagnostics: &mut Diagnostics) {
    break_aliases(table, diagnostics);
    let edges = edges(table, direct);
    let cycles = components(&edges);
    for (index, draft) in table.drafts.iter_mut().enumerate() {
        if matches!(draft.kind, TypeKind::Alias(_)) {
            continue;
        }
        for_each_type(&mut draft.kind, &mut |ty| {
            box_within(ty, &|target| cycles.get(index) == cycles.get(target));
        });
    }
}

/// How many types may hold each other in a chain, through arrays, maps and boxes too: a bound, each
/// type of a cycle counted once.
pub(super) fn nesting(table: &mut Table) -> usize {
    let edges = edges(table, |ty, out| {
        out.extend(super::usage::named(ty).map(TypeId::index));
    });
    let component = components(&edges);
    let count = component.iter().max().map_or(0, |last| last + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, cycle) in component.iter().enumerate() {
        if let Some(members) = members.get_mut(*cycle) {
            members.push(index);
        }
    }
    // A component has its number once all that it leads to have theirs.
    let mut chains: Vec<usize> = Vec::with_capacity(count);
    for members in &members {
        let targets = members
            .iter()
            .filter_map(|index| edges.get(*index))
            .flatten();
        let further = targets.filter_map(|target| chains.get(*component.get(*target)?));
        chains.push(members.len() + further.max().copied().unwrap_or_default());
    }
    chains.into_iter().max().unwrap_or_default()
}

/// `type Tree = Vec<Tree>` is no type: where aliases lead to each other alone, through arrays and
/// maps too, one of them in order of names is any JSON value.
fn break_aliases(table: &mut Table, diagnostics: &mut Diagnostics) {
    let edges = alias_edges(table);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, cycle) in components(&edges).into_iter().enumerate() {
        members.entry(cycle).or_default().push(index);
    }
    // An alias leads to one type at most, so a component is one circle: one cut opens it.
    for circle in members.into_values() {
        let to_itself = |index: &usize| edges.get(*index).is_some_and(|to| to.contains(index));
        if circle.len() == 1 && !circle.iter().all(to_itself) {
            continue;
        }
        let name = |index: &usize| {
            let draft = table.drafts.get(*index);
            draft.map(|draft| draft.wish.base.clone())
        };
        let first = circle.into_iter().min_by_key(name);
        if let Some(draft) = first.and_then(|index| table.drafts.get_mut(index)) {
            cut(draft, diagnostics);
        }
    }
}

/// For each alias of an alias the type that it leads to.
fn alias_edges(table: &Table) -> Vec<Vec<usize>> {
    let is_alias = |id: &TypeId| {
        let target = table.drafts.get(id.index());
        target.is_some_and(|draft| matches!(draft.kind, TypeKind::Alias(_)))
    };
    let target = |draft: &Draft| match &draft.kind {
        TypeKind::Alias(ty) => super::usage::named(ty).filter(is_alias),
        _ => None,
    };
    let drafts = table.drafts.iter();
    drafts
        .map(|draft| target(draft).map(TypeId::index).into_iter().collect())
        .collect()
}

/// Opens a circle of aliases at this one.
fn cut(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::warning(
        code::ALIAS_OF_ITSELF,
        Place::Normalized(draft.pointer.clone()),
        format!(
            "`{}` is an array, map or reference of nothing but itself; items are any JSON value",
            draft.wish.key
        ),
    ));
    if let TypeKind::Alias(ty) = &mut draft.kind {
        replace_named(ty);
    }
}

/// Makes the declared type inside a reference any JSON value.
fn replace_named(ty: &mut TypeRef) {
    match ty {
        TypeRef::Array(of) | TypeRef::Map(of) | TypeRef::Boxed(of) => replace_named(of),
        _ => *ty = TypeRef::Any,
    }
}

/// For each type the types that it holds.
fn edges(table: &mut Table, find: impl Fn(&TypeRef, &mut Vec<usize>)) -> Vec<Vec<usize>> {
    table
        .drafts
        .iter_mut()
        .map(|draft| {
            let mut out = Vec::new();
            for_each_type(&mut draft.kind, &mut |ty| find(ty, &mut out));
            out
        })
        .collect()
}

/// The declared type that a value of this type holds inside itself.
fn direct(ty: &TypeRef, out: &mut Vec<usize>) {
    match ty {
        TypeRef::Named(id) => out.push(id.index()),
        TypeRef::Nullable(of) => direct(of, out),
        _ => {}
    }
}

/// Boxes the declared type inside a reference where it closes a cycle.
fn box_within(ty: &mut TypeRef, closes: &dyn Fn(usize) -> bool) {
    match ty {
        TypeRef::Named(id) if closes(id.index()) => {
            *ty = TypeRef::Boxed(Box::new(TypeRef::Named(*id)));
        }
        TypeRef::Nullable(of) => box_within(of, closes),
        _ => {}
    }
}

/// What is known of a node on Tarjan's walk.
#[derive(Clone, Copy)]
struct Seen {
    order: usize,
    low: usize,
    on_stack: bool,
}

/// Strongly connected components (Tarjan 1972, without recursion): a number for each node.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut walk = Walk {
        edges,
        seen: vec![None; edges.len()],
        component: vec![0; edges.len()],
        stack: Vec::new(),
        orders: 0,
        components: 0,
    };
    for node in 0..edges.len() {
        if walk.seen.get(node).is_some_and(Option::is_none) {
            walk.from(node);
        }
    }
    walk.component
}

/// The state of the walk.
struct Walk<'e> {
    edges: &'e [Vec<usize>],
    seen: Vec<Option<Seen>>,
    component: Vec<usize>,
    stack: Vec<usize>,
    orders: usize,
    components: usize,
}

impl Walk<'_> {
    /// Walks everything that a node leads to.
    fn from(&mut self, start: usize) {
        let mut path: Vec<(usize, usize)> = Vec::new();
        self.enter(start);
        path.push((start, 0));
        while let Some((node, edge)) = path.pop() {
            let next = self
                .edges
                .get(node)
                .and_then(|edges| edges.get(edge))
                .copied();
            let Some(next) = next else {
                self.leave(node);
                if let Some((parent, _)) = path.last() {
                    let low = self.low(node);
                    self.lower(*parent, low);
                }
                continue;
            };
            path.push((node, edge + 1));
            match self.seen.get(next).copied().flatten() {
                None => {
                    self.enter(next);
                    path.push((next, 0));
                }
                Some(seen) if seen.on_stack => self.lower(node, seen.order),
                Some(_) => {}
            }
        }
    }

    /// First sight of a node.
    fn enter(&mut self, node: usize) {
        let seen = Seen {
            order: self.orders,
            low: self.orders,
            on_stack: true,
        };
        self.orders += 1;
        if let Some(slot) = self.seen.get_mut(node) {
            *slot = Some(seen);
        }
        self.stack.push(node);
    }

    /// The lowest node that this one leads back to.
    fn low(&self, node: usize) -> usize {
        self.seen
            .get(node)
            .copied()
            .flatten()
            .map_or(usize::MAX, |seen| seen.low)
    }

    /// This node leads back to that one.
    fn lower(&mut self, node: usize, low: usize) {
        if let Some(Some(seen)) = self.seen.get_mut(node) {
            seen.low = seen.low.min(low);
        }
    }

    /// All edges of a node are walked: if nothing leads further back, its component is complete.
    fn leave(&mut self, node: usize) {
        let Some(seen) = self.seen.get(node).copied().flatten() else {
            return;
        };
        if seen.low != seen.order {
            return;
        }
        while let Some(member) = self.stack.pop() {
            if let Some(Some(seen)) = self.seen.get_mut(member) {
                seen.on_stack = false;
            }
            if let Some(slot) = self.component.get_mut(member) {
                *slot = self.components;
            }
            if member == node {
                break;
            }
        }
        self.components += 1;
    }
}
