//! All that a set of schemas says of one value, in one place: `allOf` merged, references followed
//! (JSON Schema Validation draft Wright-00, 5.22; OpenAPI 3.0.3, 4.7.24.3).
//!
//! Must not: make types; go round in circles.

use super::{JsonType, Node, Part, View};
use crate::api::{Literal, Pointer};
use crate::diagnostic::code::lower as code;
use crate::lower::Ctx;
use crate::lower::limits::Budget;
use indexmap::{IndexMap, IndexSet};
use openapiv3::{AdditionalProperties, Discriminator, ReferenceOr, Schema};

/// `allOf` inside `allOf`, and references in it, deeper than this are left out.
const DEPTH: usize = 48;

/// Of more parts than this with `additionalProperties: false` the rest is not compared.
const CLOSED: usize = 8;

/// What all schemas of a value say together.
#[derive(Debug, Default)]
pub(in crate::lower) struct Flat<'a> {
    pub(in crate::lower) at: Pointer,
    pub(in crate::lower) ty: Option<JsonType>,
    pub(in crate::lower) format: Option<&'a str>,
    /// Members in document order; several schemas where several parts name one.
    pub(in crate::lower) properties: IndexMap<&'a str, Vec<Part<'a>>>,
    pub(in crate::lower) required: IndexSet<&'a str>,
    pub(in crate::lower) additional: Option<Additional<'a>>,
    pub(in crate::lower) items: Vec<Part<'a>>,
    /// Values of `enum`; of several, those that all allow.
    pub(in crate::lower) values: Option<Vec<Literal>>,
    pub(in crate::lower) choices: Vec<Choice<'a>>,
    pub(in crate::lower) discriminator: Option<&'a Discriminator>,
    pub(in crate::lower) only_null: bool,
    /// Parts with `additionalProperties: false`: their places, and the members they allow.
    pub(super) closed: Vec<(Pointer, Option<&'a Properties>)>,
    /// Component schemas whose content is in here.
    pub(super) through: IndexSet<(&'a str, bool)>,
}

/// `properties`.
type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

/// `additionalProperties`.
#[derive(Debug, Clone)]
pub(in crate::lower) enum Additional<'a> {
    Any,
    Forbidden,
    Schema(Part<'a>),
}

/// One `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Choice<'a> {
    pub(in crate::lower) branches: &'a [ReferenceOr<Schema>],
    pub(in crate::lower) keyword: &'static str,
    /// Place of the schema that has the keyword.
    pub(in crate::lower) at: Pointer,
    pub(in crate::lower) discriminator: Option<&'a Discriminator>,
}

impl<'a> Choice<'a> {
    /// Its alternatives.
    pub(in crate::lower) fn parts(&self) -> Vec<Part<'a>> {
        let at = self.at.child(self.keyword);
        self.branches
            .iter()
            .enumerate()
            .map(|(index, branch)| Part::new(branch.into(), at.item(index)))
            .collect()
    }
}

impl Flat<'_> {
    /// `type`, or what the other keywords imply where it is missing.
    pub(in crate::lower) fn json_type(&self) -> Option<JsonType> {
        self.ty.or_else(|| {
            let object = !self.properties.is_empty()
                || !self.required.is_empty()
                || matches!(
                    self.additional,
                    Some(Additional::Schema(_) | Additional::Forbidden)
                );
            if object {
                Some(JsonType::Object)
            } else if self.items.is_empty() {
                None
            } else {
                Some(JsonType::Array)
            }
        })
    }
}

/// Where merging is: how deep, and through which component schemas.
struct Trail<'a> {
    keys: Vec<&'a str>,
    depth: usize,
}

impl<'a> Ctx<'a> {
    /// Merges schemas; `component` is the component schema they define, if any.
    pub(in crate::lower) fn flatten(
        &mut self,
        parts: &[Part<'a>],
        component: Option<&'a str>,
    ) -> Flat<'a> {
        let mut flat = Flat {
            at: parts
                .first()
                .map(|part| part.at.clone())
                .unwrap_or_default(),
            ..Flat::default()
        };
        let mut trail = Trail {
            keys: component.into_iter().collect(),
            depth: 0,
        };
        for part in parts {
            self.merge(part, &mut flat, &mut trail);
        }
        self.report_closed(&flat);
        flat
    }

    /// Reports parts that forbid the members of the others by `additionalProperties: false`, which
    /// speaks of the `properties` beside it alone.
    fn report_closed(&mut self, flat: &Flat<'a>) {
        for (at, allowed) in &flat.closed {
            let allows = |name: &&str| allowed.is_some_and(|known| known.contains_key(*name));
            if flat.properties.keys().all(allows) {
                continue;
            }
            let message = "`additionalProperties: false` forbids the members that other parts of \
                           the schema have; it is not followed";
            self.warn(code::ALL_OF_CONFLICT, at, message);
        }
    }

    /// Merges one schema or what a reference leads to.
    fn merge(&mut self, part: &Part<'a>, flat: &mut Flat<'a>, trail: &mut Trail<'a>) {
        if trail.depth >= DEPTH {
            let message =
                format!("more than {DEPTH} `allOf` inside each other; the rest is left out");
            self.warn(code::SCHEMA_TOO_DEEP, &part.at, message);
            return;
        }
        trail.depth += 1;
        match part.node {
            Node::Schema(schema) => self.merge_schema(schema, part, flat, trail),
            Node::Reference(reference) => self.merge_reference(reference, part, flat, trail),
        }
        trail.depth -= 1;
    }

    /// Merges what a reference leads to, unless that is already part of what leads here.
    fn merge_reference(
        &mut self,
        reference: &'a str,
        part: &Part<'a>,
        flat: &mut Flat<'a>,
        trail: &mut Trail<'a>,
    ) {
        let Some((key, node)) = self.schema_behind(reference) else {
            let message = format!("`{reference}` leads to no schema; it is left out of the merge");
            self.warn(code::NOT_NORMALIZED, &part.at, message);
            return;
        };
        if trail.keys.contains(&key) {
            let message = format!("`{key}` contains itself by `allOf`; it is taken once");
            self.warn(code::NOT_NORMALIZED, &part.at, message);
            return;
        }
        // Merging it again would change nothing, and schemas may lead to each other in many ways.
        if !flat.through.insert((key, part.without_choices)) {
            return;
        }
        trail.keys.push(key);
        let at = super::super::components::schema_pointer(key);
        let target = Part {
            node,
            at,
            without_choices: part.without_choices,
        };
        self.merge(&target, flat, trail);
        trail.keys.pop();
    }

    /// Merges the keywords of one schema.
    fn merge_schema(
        &mut self,
        schema: &'a Schema,
        part: &Part<'a>,
        flat: &mut Flat<'a>,
        trail: &mut Trail<'a>,
    ) {
        let view = View::new(schema);
        flat.only_null |= view.is_null();
        self.merge_type(&view, part, flat);
        merge_object(&view, part, flat, &mut self.budget);
        if let Some(items) = view.items {
            flat.items.push(Part::new(items, part.at.child("items")));
        }
        if !view.values.is_empty() {
            merge_values(&view, flat);
        }
        if view.structured_values {
            let message = "`enum` lists arrays or objects; they do not become variants";
            self.warn(code::ENUM_VALUE_STRUCTURED, &part.at.child("enum"), message);
        }
        if view.not {
            let message = "`not` is not part of a Rust type; it is ignored";
            self.warn(code::NOT_IGNORED, &part.at.child("not"), message);
        }
        flat.discriminator = flat.discriminator.or(view.data.discriminator.as_ref());
        if !part.without_choices {
            merge_choices(&view, part, flat, trail);
        }
        for (index, inner) in view.all_of.iter().enumerate() {
            let inner = Part {
                node: inner.into(),
                at: part.at.child("allOf").item(index),
                without_choices: part.without_choices,
            };
            self.merge(&inner, flat, trail);
        }
    }

    /// The narrower of two types; of two that exclude each other the first.
    fn merge_type(&mut self, view: &View<'a>, part: &Part<'a>, flat: &mut Flat<'a>) {
        flat.ty = match (flat.ty, view.ty) {
            (None, new) => new,
            (Some(JsonType::Number | JsonType::Integer), Some(JsonType::Integer))
            | (Some(JsonType::Integer), Some(JsonType::Number)) => Some(JsonType::Integer),
            (Some(old), Some(new)) if old != new => {
                let message = "`allOf` of different types allows no value; the first type is taken";
                self.warn(code::ALL_OF_CONFLICT, &part.at, message);
                Some(old)
            }
            (old, _) => old,
        };
        flat.format = flat.format.or(view.format);
    }
}

/// Members, what is required, other members.
fn merge_object<'a>(view: &View<'a>, part: &Part<'a>, flat: &mut Flat<'a>, budget: &mut Budget) {
    if let Some(properties) = view.properties {
        let at = part.at.child("properties");
        for (name, schema) in properties {
            budget.see(schema);
            let new = Part::new(schema.into(), at.child(name));
            let parts = flat.properties.entry(name.as_str()).or_default();
            if !parts.iter().any(|old| old.node == new.node) {
                parts.push(new);
            }
        }
    }
    flat.required
        .extend(view.required.iter().map(String::as_str));
    let additional = match view.additional {
        None => return,
        Some(AdditionalProperties::Any(true)) => Additional::Any,
        Some(AdditionalProperties::Any(false)) => {
            if flat.closed.len() < CLOSED {
                let at = part.at.child("additionalProperties");
                flat.closed.push((at, view.properties));
            }
            Additional::Forbidden
        }
        Some(AdditionalProperties::Schema(schema)) => Additional::Schema(Part::new(
            (&**schema).into(),
            part.at.child("additionalProperties"),
        )),
    };
    // In `allOf`, `false` beside members of another part would forbid those; what says most of the
    // other members is taken.
    flat.additional = Some(match (flat.additional.take(), additional) {
        (Some(old @ Additional::Schema(_)), _) => old,
        (_, new @ Additional::Schema(_)) => new,
        (Some(old @ Additional::Any), _) => old,
        (_, new) => new,
    });
}

/// Values that all parts allow.
fn merge_values<'a>(view: &View<'a>, flat: &mut Flat<'a>) {
    flat.values = Some(match flat.values.take() {
        None => view.values.clone(),
        Some(old) => {
            let both: Vec<Literal> = old
                .iter()
                .filter(|value| view.values.contains(value))
                .cloned()
                .collect();
            if both.is_empty() { old } else { both }
        }
    });
}

/// `oneOf` and `anyOf`; not those that list the schema which is being put together, as a parent
/// lists its children.
fn merge_choices<'a>(view: &View<'a>, part: &Part<'a>, flat: &mut Flat<'a>, trail: &Trail<'a>) {
    for (branches, keyword) in [(view.one_of, "oneOf"), (view.any_of, "anyOf")] {
        let lists_itself = branches.iter().any(|branch| match branch {
            ReferenceOr::Reference { reference } => {
                super::super::components::component_key(reference, "schemas")
                    .is_some_and(|key| trail.keys.contains(&key.as_ref()))
            }
            ReferenceOr::Item(_) => false,
        });
        if branches.is_empty() || lists_itself {
            continue;
        }
        flat.choices.push(Choice {
            branches,
            keyword,
            at: part.at.clone(),
            discriminator: view.data.discriminator.as_ref(),
        });
    }
}
