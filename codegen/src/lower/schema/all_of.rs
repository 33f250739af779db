//! `allOf` before it is merged: what needs no merging (OpenAPI 3.0.3, 4.7.24.1).
//!
//! Documents wrap a lone `$ref` in `allOf` to put a description beside it, and repeat a bare
//! `type: object` there; both leave the referenced type as it is. Must not: follow references.

use super::{Node, Part, View};

/// `allOf` that holds nothing but another is opened this often.
const ROUNDS: usize = 16;

/// Lists longer than this are not searched for equal schemas: merging takes them once anyway.
const COMPARED: usize = 32;

/// Opens `allOf`s that stand alone, then drops parts that say nothing beside a reference and parts
/// that are there twice. One reference left means: that type.
pub(super) fn simplify<'a>(parts: &[Part<'a>]) -> Vec<Part<'a>> {
    let mut parts = parts.to_vec();
    for _ in 0..ROUNDS {
        let mut opened = Vec::with_capacity(parts.len());
        let mut changed = false;
        for part in parts {
            match open(&part) {
                Some(inner) => {
                    changed = true;
                    opened.extend(inner);
                }
                None => opened.push(part),
            }
        }
        parts = opened;
        if !changed {
            break;
        }
    }
    let refers = |part: &Part<'_>| matches!(part.node, Node::Reference(_));
    if parts.len() > 1 && parts.iter().any(refers) {
        parts.retain(says_something);
    }
    if parts.len() > COMPARED {
        return parts;
    }
    let mut unique: Vec<Part<'a>> = Vec::with_capacity(parts.len());
    for part in parts {
        if !unique.iter().any(|other| other.node == part.node) {
            unique.push(part);
        }
    }
    unique
}

/// The parts of an `allOf` beside which nothing stands that matters.
fn open<'a>(part: &Part<'a>) -> Option<Vec<Part<'a>>> {
    let Node::Schema(schema) = part.node else {
        return None;
    };
    let view = View::new(schema);
    if view.all_of.is_empty() || view.not || view.data.discriminator.is_some() {
        return None;
    }
    let alone = View {
        all_of: &[],
        ..view.clone()
    };
    alone.adds_nothing().then(|| {
        let at = part.at.child("allOf");
        view.all_of
            .iter()
            .enumerate()
            .map(|(index, inner)| Part {
                node: inner.into(),
                at: at.item(index),
                without_choices: part.without_choices,
            })
            .collect()
    })
}

/// Whether a part could change the type that the other parts give.
fn says_something(part: &Part<'_>) -> bool {
    match part.node {
        Node::Reference(_) => true,
        Node::Schema(schema) => !View::new(schema).adds_nothing(),
    }
}
