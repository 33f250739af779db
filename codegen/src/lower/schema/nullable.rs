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
    pub(super) fn parts_nullable(&self, parts: &[Part<'a>]) -> bool {
        !parts.is_empty() && parts.iter().all(|part| self.is_nullable(part.node, 0))
    }

    /// Whether a schema allows `null`.
    fn is_nullable(&self, node: Node<'a>, depth: usize) -> bool {
        if depth > DEPTH {
            return false;
        }
        let schema = match node {
            Node::Reference(reference) => {
                return self
                    .schema_behind(reference)
                    .is_some_and(|(_, node)| self.is_nullable(node, depth + 1));
            }
            Node::Schema(schema) => schema,
        };
        let view = View::new(schema);
        if view.data.nullable || view.is_null() || view.values.contains(&Literal::Null) {
            return true;
        }
        if !view.all_of.is_empty() {
            return view
                .all_of
                .iter()
                .all(|inner| self.is_nullable(inner.into(), depth + 1));
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
