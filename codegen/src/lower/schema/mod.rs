//! Schemas to types (OpenAPI 3.0.3, 4.7.24 Schema Object).
//!
//! A schema is first brought together ([`flat`]: `allOf` merged, references followed where they
//! must be), then what it says decides which form it is: union, enum, object, array, scalar, or
//! anything. One file a form.
//!
//! Must not: name things (it says what a type is named after), follow documents without a counter.

mod all_of;
mod discriminate;
mod enums;
mod flat;
mod maps;
mod nullable;
mod objects;
mod scalars;
mod unions;
mod view;

pub(super) use flat::{Choice, Flat};
pub(super) use view::{JsonType, View};

use super::names::Wish;
use super::table::{Direction, Draft};
use super::{Ctx, docs, names};
use crate::api::{Doc, Pointer, TypeId, TypeKind, TypeRef};
use crate::diagnostic::Severity;
use crate::diagnostic::code::lower as code;
use openapiv3::{ReferenceOr, Schema};

/// Schemas inside each other deeper than this are any JSON value.
const DEPTH: usize = 64;

/// A schema or a reference to one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Node<'a> {
    /// `$ref`.
    Reference(&'a str),
    /// A schema written in place.
    Schema(&'a Schema),
}

impl<'a> From<&'a ReferenceOr<Schema>> for Node<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for Node<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

/// One of the schemas that a value must obey, and where it is.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) node: Node<'a>,
    pub(super) at: Pointer,
    /// Leave out its `oneOf` and `anyOf`: they are being taken apart elsewhere.
    pub(super) without_choices: bool,
}

impl<'a> Part<'a> {
    /// A schema with all that it says.
    pub(super) fn new(node: Node<'a>, at: Pointer) -> Self {
        Self {
            node,
            at,
            without_choices: false,
        }
    }
}

/// A type, and whether `null` may stand in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lowered {
    pub(super) ty: TypeRef,
    pub(super) nullable: bool,
}

impl Lowered {
    /// The type with `null` as a value of it.
    pub(super) fn with_null(self) -> TypeRef {
        match self.ty {
            ty @ (TypeRef::Any | TypeRef::Null | TypeRef::Nullable(_)) => ty,
            ty if self.nullable => TypeRef::Nullable(Box::new(ty)),
            ty => ty,
        }
    }
}

/// A declared type that has no name yet.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) kind: TypeKind,
    pub(super) directions: Vec<Direction>,
}

impl Definition {
    /// A type that needs no declaration.
    fn alias(ty: TypeRef) -> Self {
        Self::plain(TypeKind::Alias(ty))
    }

    /// A declaration with nothing to say about it.
    fn plain(kind: TypeKind) -> Self {
        Self {
            kind,
            directions: Vec::new(),
        }
    }
}

/// What the first of these schemas that says something says.
fn description(parts: &[Part<'_>]) -> Doc {
    parts
        .iter()
        .filter_map(|part| match part.node {
            Node::Schema(schema) => Some(&schema.schema_data),
            Node::Reference(_) => None,
        })
        .map(|data| {
            docs::summary_and_description(data.title.as_deref(), data.description.as_deref())
        })
        .find(|doc| !doc.is_empty())
        .unwrap_or_default()
}

impl<'a> Ctx<'a> {
    /// The type of a schema that is used somewhere; `name` is what a type written here is named.
    pub(super) fn schema(
        &mut self,
        schema: impl Into<Node<'a>>,
        name: &str,
        at: &Pointer,
    ) -> Lowered {
        self.parts(&[Part::new(schema.into(), at.clone())], name)
    }

    /// The type of a value that must obey all of these schemas.
    pub(super) fn parts(&mut self, parts: &[Part<'a>], name: &str) -> Lowered {
        let nullable = self.parts_nullable(parts);
        let definition = self.within(parts, |ctx| ctx.define(parts, name, None));
        let ty = match &definition.kind {
            TypeKind::Alias(ty) => ty.clone(),
            _ => TypeRef::Named(self.declare(parts, name, definition)),
        };
        Lowered { ty, nullable }
    }

    /// The `default` of the first of these schemas that has one, or of one that is referred to.
    pub(super) fn default_of(&self, parts: &[Part<'a>]) -> Option<&'a serde_json::Value> {
        parts.iter().find_map(|part| {
            let node = match part.node {
                Node::Reference(reference) => self.schema_behind(reference)?.1,
                node @ Node::Schema(_) => node,
            };
            match node {
                Node::Schema(schema) => schema.schema_data.default.as_ref(),
                Node::Reference(_) => None,
            }
        })
    }

    /// Gives a definition its name.
    fn declare(&mut self, parts: &[Part<'a>], name: &str, definition: Definition) -> TypeId {
        let at = parts
            .first()
            .map(|part| part.at.clone())
            .unwrap_or_default();
        let wish = Wish {
            base: name.to_owned(),
            alternative: names::Alternative::None,
            key: at.as_str().to_owned(),
            rank: 1,
        };
        let mut draft = Draft::new(wish, at, definition.kind, definition.directions);
        draft.doc = description(parts);
        draft.deprecated = parts.iter().any(|part| match part.node {
            Node::Schema(schema) => schema.schema_data.deprecated,
            Node::Reference(_) => false,
        });
        self.table.add(draft)
    }

    /// What a component schema is; itself never its own alias.
    pub(super) fn definition(
        &mut self,
        node: Node<'a>,
        key: &'a str,
        name: &str,
        at: &Pointer,
    ) -> Definition {
        let parts = [Part::new(node, at.clone())];
        self.within(&parts, |ctx| ctx.define(&parts, name, Some(key)))
    }

    /// Counts how deep schemas are inside each other.
    fn within(
        &mut self,
        parts: &[Part<'a>],
        work: impl FnOnce(&mut Self) -> Definition,
    ) -> Definition {
        if self.depth >= DEPTH {
            let at = parts
                .first()
                .map(|part| part.at.clone())
                .unwrap_or_default();
            self.warn(
                code::SCHEMA_TOO_DEEP,
                &at,
                format!(
                    "more than {DEPTH} schemas inside each other; any JSON value is taken here"
                ),
            );
            return Definition::alias(TypeRef::Any);
        }
        self.depth += 1;
        let definition = work(self);
        self.depth -= 1;
        definition
    }

    /// The ladder: what all of these schemas together are. `component` is the component schema
    /// that is being defined, if it is one.
    fn define(&mut self, parts: &[Part<'a>], name: &str, component: Option<&'a str>) -> Definition {
        if self.budget.is_spent() {
            return self.too_large(parts);
        }
        let parts = all_of::simplify(parts);
        if let [
            Part {
                node: Node::Reference(reference),
                at,
                ..
            },
        ] = parts.as_slice()
        {
            return Definition::alias(self.referenced_type(reference, at));
        }
        let mut flat = self.flatten(&parts, component);
        flat.required.extend(self.required_by_all(&flat.choices));
        if let Some(choice) = flat.choices.first()
            && let Some(definition) = self.union(&flat, choice, &parts, name)
        {
            return definition;
        }
        if flat.only_null {
            return Definition::alias(TypeRef::Null);
        }
        if let Some(definition) = self.enumeration(&flat) {
            return definition;
        }
        match flat.json_type() {
            Some(JsonType::Object) => self.object(&flat, name),
            Some(JsonType::Array) => Definition::alias(self.array(&flat, name)),
            Some(scalar) => Definition::alias(self.scalar(scalar, flat.format)),
            None => Definition::alias(TypeRef::Any),
        }
    }

    /// What stands for everything beyond the limit.
    fn too_large(&mut self, parts: &[Part<'a>]) -> Definition {
        if !self.budget.is_reported() {
            let at = parts
                .first()
                .map(|part| part.at.clone())
                .unwrap_or_default();
            let message = "the schemas merge into far more members than the document has";
            self.report(
                code::SCHEMAS_TOO_LARGE,
                Severity::Error,
                &at,
                message.to_owned(),
            );
        }
        Definition::alias(TypeRef::Any)
    }

    /// `Vec<T>` of the items' type; without `items`, of anything.
    fn array(&mut self, flat: &Flat<'a>, name: &str) -> TypeRef {
        if flat.items.is_empty() {
            return TypeRef::Array(Box::new(TypeRef::Any));
        }
        let item = self.parts(&flat.items, &names::pascal_within(name, "Item"));
        TypeRef::Array(Box::new(item.with_null()))
    }
}
