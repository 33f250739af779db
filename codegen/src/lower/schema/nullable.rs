//! Whether `null` is a value of a schema (OpenAPI 3.0.3, 4.7.24 `nullable`; proposal 2019-10-31
//! "Clarify semantics of nullable").
//!
//! More generous than the clarification where documents are: `nullable` beside `allOf` and without
//! a `type` counts. Must not: make types.

use super::{Node, Part, View};
use crate::api::Literal;
use crate::lower::Ctx;

/// References and branches inside each other are followed this deep.
const DEPTH: usize = 16;

impl<'a> Ctx<'a> {
    /// Whether all of these schemas allow `null`.
    pub(super) fn parts_nullable(&mut self, parts: &[Part<'a>]) -> bool {
        !parts.is_empty() && parts.iter().all(|part| self.is_nullable(part.node, 0))
    }

    /// Whether a schema allows `null`.
    fn is_nullable(&mut self, node: Node<'a>, depth: usize) -> bool {
        match node {
            _ if depth > DEPTH => false,
            Node::Reference(reference) => match self.schema_behind(reference) {
                Some((key, node)) => self.is_component_nullable(key, node, depth),
                None => false,
            },
            Node::Schema(schema) => self.is_schema_nullable(&View::new(schema), depth),
        }
    }

    /// The same of a component, worked out once. Where it leads back to itself, that alternative
    /// adds nothing.
    fn is_component_nullable(&mut self, key: &'a str, node: Node<'a>, depth: usize) -> bool {
        if let Some(known) = self.known.nullable.get(key) {
            return *known;
        }
        self.known.nullable.insert(key, false);
        let nullable = self.is_nullable(node, depth + 1);
        self.known.nullable.insert(key, nullable);
        nullable
    }

    /// The same of a schema written in place.
    fn is_schema_nullable(&mut self, view: &View<'a>, depth: usize) -> bool {
        if view.data.nullable || view.is_null() || view.values.contains(&Literal::Null) {
            return true;
        }
        if !view.all_of.is_empty() {
            let mut all = view.all_of.iter();
            return all.all(|inner| self.is_nullable(inner.into(), depth + 1));
        }
        let mut branches = view.one_of.iter().chain(view.any_of);
        branches.any(|branch| self.is_nullable(branch.into(), depth + 1))
    }

    /// Whether `null` is the only value of a schema written here.
    pub(super) fn is_only_null(node: Node<'a>) -> bool {
        match node {
            Node::Reference(_) => false,
            Node::Schema(schema) => {
                let view = View::new(schema);
                view.is_null() || view.values == [Literal::Null]
            }
        }
    }
}
