//! How to tell the variants of a union apart: a ladder, the surest step first (OpenAPI 3.0.3,
//! 4.7.25 Discriminator Object for the first step; the rest is worked out from the schemas).
//!
//! 1. `discriminator` with its mapping;
//! 2. a member that every variant requires, with documented values of its own;
//! 3. the JSON type;
//! 4. a member that only this variant has;
//! 5. order.
//!
//! Must not: make types.

use super::unions::Branch;
use super::{JsonType, Node, Part, View};
use crate::api::{Discrimination, JsonKind, Literal, Pointer, Tag};
use crate::diagnostic::code::lower as code;
use crate::lower::components::component_key;
use crate::lower::{Ctx, names};
use indexmap::{IndexMap, IndexSet};
use openapiv3::Discriminator;
use std::collections::{BTreeSet, HashMap};

/// Choices inside choices are looked into this deep.
const DEPTH: usize = 4;

/// What is known of a variant's values.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    /// JSON types they may have; `None`: any.
    kinds: Option<BTreeSet<JsonKind>>,
    /// Where they are objects with members to look at.
    object: Option<ObjectFacts<'a>>,
}

/// Members of a variant.
#[derive(Debug)]
struct ObjectFacts<'a> {
    members: IndexMap<&'a str, Vec<Node<'a>>>,
    required: IndexSet<&'a str>,
    /// Members with documented string values.
    tags: IndexMap<&'a str, Vec<String>>,
    /// Members of which one value alone is documented, as text.
    fixed: Vec<(&'a str, String)>,
}

impl<'a> Ctx<'a> {
    /// What is known of an alternative.
    pub(super) fn facts(&mut self, branch: &Branch<'a>) -> Facts<'a> {
        let flat = self.flatten(&branch.parts, None);
        let kinds = self.kinds(&branch.parts, 0);
        let is_object = flat.choices.is_empty() && flat.json_type() == Some(JsonType::Object);
        let object = is_object.then(|| {
            let mut tags = IndexMap::new();
            let mut fixed = Vec::new();
            for (name, parts) in &flat.properties {
                let values = self.documented_values(parts);
                if let [only] = values.as_slice() {
                    fixed.extend(text_of(only).map(|text| (*name, text)));
                }
                if let Some(values) = strings(values) {
                    tags.insert(*name, values);
                }
            }
            let nodes = |parts: &Vec<Part<'a>>| parts.iter().map(|part| part.node).collect();
            ObjectFacts {
                members: flat
                    .properties
                    .iter()
                    .map(|(name, parts)| (*name, nodes(parts)))
                    .collect(),
                required: flat
                    .required
                    .iter()
                    .copied()
                    .filter(|name| flat.properties.contains_key(name))
                    .collect(),
                tags,
                fixed,
            }
        });
        Facts { kinds, object }
    }

    /// The documented values of a member; none where it is no enum.
    fn documented_values(&mut self, parts: &[Part<'a>]) -> Vec<Literal> {
        if !parts.iter().any(|part| self.may_have_values(part.node)) {
            return Vec::new();
        }
        self.flatten(parts, None).values.unwrap_or_default()
    }

    /// Whether it is worth to merge a member's schema for its values: most are no enums.
    fn may_have_values(&self, node: Node<'a>) -> bool {
        let mut node = Some(node);
        for _ in 0..DEPTH {
            match node {
                Some(Node::Reference(reference)) => {
                    node = self.schema_behind(reference).map(|(_, node)| node);
                }
                Some(Node::Schema(schema)) => {
                    let view = View::new(schema);
                    return !view.values.is_empty() || !view.all_of.is_empty();
                }
                None => return false,
            }
        }
        false
    }

    /// JSON types that values of these schemas may have; `None`: any.
    fn kinds(&mut self, parts: &[Part<'a>], depth: usize) -> Option<BTreeSet<JsonKind>> {
        // A component may be an alternative in many places, and of alternatives itself.
        let component = match parts {
            [
                Part {
                    node: Node::Reference(reference),
                    without_choices: false,
                    ..
                },
            ] => self.schema_behind(reference).map(|(key, _)| (key, depth)),
            _ => None,
        };
        if let Some(known) = component.and_then(|component| self.known.kinds.get(&component)) {
            return known.clone();
        }
        let kinds = self.kinds_of_parts(parts, depth);
        if let Some(component) = component {
            self.known.kinds.insert(component, kinds.clone());
        }
        kinds
    }

    /// The same, worked out.
    fn kinds_of_parts(&mut self, parts: &[Part<'a>], depth: usize) -> Option<BTreeSet<JsonKind>> {
        let flat = self.flatten(parts, None);
        if let Some(choice) = flat.choices.first() {
            if depth >= DEPTH {
                return None;
            }
            let mut kinds = BTreeSet::new();
            for part in choice.parts() {
                kinds.extend(self.kinds(&[part], depth + 1)?);
            }
            return Some(kinds);
        }
        if flat.only_null {
            return Some(BTreeSet::from([JsonKind::Null]));
        }
        Some(BTreeSet::from([match flat.json_type() {
            Some(JsonType::String) => JsonKind::String,
            Some(JsonType::Number) => JsonKind::Number,
            Some(JsonType::Integer) => JsonKind::Integer,
            Some(JsonType::Boolean) => JsonKind::Bool,
            Some(JsonType::Array) => JsonKind::Array,
            Some(JsonType::Object) => JsonKind::Object,
            None => return flat.values.as_deref().map(kinds_of_values),
        }]))
    }

    /// Names for variants: the component, the tag's value, the JSON type, a member of its own, else
    /// the position.
    pub(super) fn labels(&mut self, branches: &[Branch<'a>], facts: &[Facts<'a>]) -> Vec<String> {
        let tag = shared_tag(facts);
        let own = own_members(facts);
        let mut labels = Vec::with_capacity(branches.len());
        for (index, (branch, facts)) in branches.iter().zip(facts).enumerate() {
            let value = tag
                .and_then(|tag| facts.object.as_ref()?.tags.get(tag))
                .and_then(|values| values.first());
            let member = own
                .as_ref()
                .and_then(|own| own.get(index))
                .and_then(|(object, own)| {
                    let sure = own.iter().find(|member| object.required.contains(*member));
                    sure.or(own.first())
                });
            labels.push(match (branch.component, value, member) {
                (Some(key), ..) => self.component_label(key),
                (None, Some(value), _) => names::pascal(value),
                (None, None, Some(member)) => names::pascal_within("With", member),
                (None, None, None) => self
                    .kind_label(&branch.parts, facts, 0)
                    .unwrap_or_else(|| format!("Variant{}", index + 1)),
            });
        }
        labels
    }

    /// A component as its type is named.
    fn component_label(&self, key: &str) -> String {
        self.config
            .rename
            .get(key)
            .cloned()
            .unwrap_or_else(|| key.to_owned())
    }

    /// A variant after its JSON type: `String`, `IntegerArray`, `Any`.
    fn kind_label(
        &mut self,
        parts: &[Part<'a>],
        facts: &Facts<'a>,
        depth: usize,
    ) -> Option<String> {
        let kinds: Vec<JsonKind> = match &facts.kinds {
            None => return Some("Any".to_owned()),
            Some(kinds) => kinds.iter().copied().collect(),
        };
        match kinds.as_slice() {
            [JsonKind::Object] if facts.object.as_ref().is_none_or(|o| o.members.is_empty()) => {
                Some("Object".to_owned())
            }
            [] | [JsonKind::Object] => None,
            [JsonKind::Array] if depth < DEPTH => {
                let items = self.flatten(parts, None).items;
                let item = match items.as_slice() {
                    [
                        Part {
                            node: Node::Reference(reference),
                            ..
                        },
                    ] => self
                        .schema_behind(reference)
                        .map(|(key, _)| self.component_label(key)),
                    items => {
                        let branch = Branch {
                            parts: items.to_vec(),
                            component: None,
                        };
                        let facts = self.facts(&branch);
                        self.kind_label(items, &facts, depth + 1)
                    }
                };
                Some(names::pascal(&format!(
                    "{} array",
                    item.unwrap_or_default()
                )))
            }
            kinds => Some(kinds.iter().map(|kind| kind_name(*kind)).collect()),
        }
    }

    /// The first step of the ladder that tells all variants apart.
    pub(super) fn discriminate(
        &mut self,
        discriminator: Option<&'a Discriminator>,
        branches: &[Branch<'a>],
        facts: &[Facts<'a>],
        at: &Pointer,
    ) -> Discrimination {
        discriminator
            .and_then(|discriminator| self.by_discriminator(discriminator, branches, facts, at))
            .or_else(|| by_shared_tag(facts))
            .or_else(|| by_kind(facts))
            .or_else(|| by_own_member(facts))
            .unwrap_or(Discrimination::InOrder)
    }

    /// Step 1. Each variant needs a value: from the mapping, else from the documented values of
    /// its own member, else the name of its component.
    fn by_discriminator(
        &mut self,
        discriminator: &'a Discriminator,
        branches: &[Branch<'a>],
        facts: &[Facts<'a>],
        at: &Pointer,
    ) -> Option<Discrimination> {
        let member = &discriminator.property_name;
        let at = &at.child("discriminator");
        let mut values: IndexMap<String, usize> = IndexMap::new();
        for (index, (branch, facts)) in branches.iter().zip(facts).enumerate() {
            for value in tag_values(discriminator, branch, facts) {
                values.entry(value).or_insert(index);
            }
            if !values.values().any(|of| *of == index) {
                let what = match branch.component {
                    Some(component) => format!("`{component}`"),
                    None => "an alternative written in place".to_owned(),
                };
                let message = format!(
                    "`discriminator` on `{member}` names no value for {what}; the alternatives are \
                     told apart by what they contain"
                );
                self.warn(code::DISCRIMINATOR_INCOMPLETE, at, message);
                return None;
            }
        }
        for (value, target) in &discriminator.mapping {
            if !values.contains_key(value) {
                let message = format!(
                    "`discriminator` maps `{value}` to `{target}`, which is no alternative here; \
                     such a value is kept as unknown"
                );
                self.note(code::MAPPING_OUTSIDE_CHOICE, at, message);
            }
        }
        Some(Discrimination::Tag(Tag {
            member: member.clone(),
            values: values.into_iter().collect(),
        }))
    }
}

/// The values that a discriminator has for one variant.
fn tag_values(
    discriminator: &Discriminator,
    branch: &Branch<'_>,
    facts: &Facts<'_>,
) -> Vec<String> {
    let mapped: Vec<String> = discriminator
        .mapping
        .iter()
        .filter(|(_, target)| {
            let key = component_key(target, "schemas");
            branch.component.is_some_and(|component| {
                key.as_deref() == Some(component) || target.as_str() == component
            })
        })
        .map(|(value, _)| value.clone())
        .collect();
    if !mapped.is_empty() {
        return mapped;
    }
    let member = discriminator.property_name.as_str();
    let documented = facts
        .object
        .as_ref()
        .and_then(|object| object.tags.get(member));
    match (documented, branch.component) {
        (Some(values), _) => values.clone(),
        (None, Some(component)) => vec![component.to_owned()],
        (None, None) => Vec::new(),
    }
}

/// Documented values that are all strings.
fn strings(values: Vec<Literal>) -> Option<Vec<String>> {
    let strings: Option<Vec<String>> = values
        .into_iter()
        .map(|value| match value {
            Literal::String(text) => Some(text),
            _ => None,
        })
        .collect();
    strings.filter(|strings| !strings.is_empty())
}

/// A documented value as text.
fn text_of(value: &Literal) -> Option<String> {
    match value {
        Literal::String(text) | Literal::Number(text) => Some(text.clone()),
        Literal::Integer(number) => Some(number.to_string()),
        Literal::Bool(value) => Some(value.to_string()),
        Literal::Null => None,
    }
}

/// JSON types of documented values.
fn kinds_of_values(values: &[Literal]) -> BTreeSet<JsonKind> {
    let kinds = values.iter().map(|value| match value {
        Literal::String(_) => JsonKind::String,
        Literal::Integer(_) => JsonKind::Integer,
        Literal::Number(_) => JsonKind::Number,
        Literal::Bool(_) => JsonKind::Bool,
        Literal::Null => JsonKind::Null,
    });
    kinds.filter(|kind| *kind != JsonKind::Null).collect()
}

/// A JSON type in the name of a variant.
fn kind_name(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "Null",
        JsonKind::Bool => "Bool",
        JsonKind::Integer => "Integer",
        JsonKind::Number => "Number",
        JsonKind::String => "String",
        JsonKind::Array => "Array",
        JsonKind::Object => "Object",
    }
}

/// A member that every variant requires, whose documented values differ between all of them.
fn shared_tag<'a>(facts: &[Facts<'a>]) -> Option<&'a str> {
    let objects: Option<Vec<&ObjectFacts<'a>>> =
        facts.iter().map(|facts| facts.object.as_ref()).collect();
    let objects = objects?;
    let first = objects.first()?;
    first.tags.keys().copied().find(|member| {
        let mut seen = BTreeSet::new();
        objects.iter().all(|object| {
            object.required.contains(member)
                && object
                    .tags
                    .get(member)
                    .is_some_and(|values| values.iter().all(|value| seen.insert(value)))
        })
    })
}

/// Step 2.
fn by_shared_tag(facts: &[Facts<'_>]) -> Option<Discrimination> {
    let member = shared_tag(facts)?;
    let mut values = Vec::new();
    for (index, facts) in facts.iter().enumerate() {
        let own = facts.object.as_ref()?.tags.get(member)?;
        values.extend(own.iter().map(|value| (value.clone(), index)));
    }
    Some(Discrimination::Tag(Tag {
        member: member.to_owned(),
        values,
    }))
}

/// Step 3.
fn by_kind(facts: &[Facts<'_>]) -> Option<Discrimination> {
    let mut kinds = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, facts) in facts.iter().enumerate() {
        for kind in facts.kinds.as_ref()? {
            // `null` stands for the absence of a value, whatever the variant.
            if *kind == JsonKind::Null {
                continue;
            }
            if !seen.insert(*kind) {
                return None;
            }
            kinds.push((*kind, index));
        }
    }
    Some(Discrimination::JsonKind(kinds))
}

/// For each variant the members that no other variant knows.
fn own_members<'f, 'a>(facts: &'f [Facts<'a>]) -> Option<Vec<(&'f ObjectFacts<'a>, Vec<&'a str>)>> {
    let mut known_by: HashMap<&str, usize> = HashMap::new();
    for facts in facts {
        for member in facts.object.as_ref()?.members.keys() {
            *known_by.entry(member).or_default() += 1;
        }
    }
    facts
        .iter()
        .map(|facts| {
            let object = facts.object.as_ref()?;
            let members = object.members.keys().copied();
            let own = members.filter(|member| known_by.get(member) == Some(&1));
            Some((object, own.collect()))
        })
        .collect()
}

/// Step 4. A variant is known by a member of its own that it requires, else by any member of its
/// own. What has no such member is the one variant that takes all that is left.
fn by_own_member(facts: &[Facts<'_>]) -> Option<Discrimination> {
    let own = own_members(facts)?;
    let mut members = Vec::new();
    let mut left: Vec<(usize, &ObjectFacts<'_>)> = Vec::new();
    let mut without_any = 0;
    for (index, (object, own)) in own.iter().enumerate() {
        if let Some(sure) = own.iter().find(|member| object.required.contains(*member)) {
            members.push(((*sure).to_owned(), index));
            continue;
        }
        left.push((index, object));
        without_any += usize::from(own.is_empty());
        members.extend(own.iter().map(|member| ((*member).to_owned(), index)));
    }
    if without_any > 1 {
        return None;
    }
    let least = left.iter().min_by_key(|(_, object)| object.required.len());
    let otherwise = least
        .filter(|(_, object)| left.iter().all(|(_, other)| takes_all_of(object, other)))
        .map(|(index, _)| *index);
    if otherwise.is_none() && !left.is_empty() {
        return None;
    }
    Some(Discrimination::UniqueMember { members, otherwise })
}

/// Whether a value of the other type without members of its own is a value of this one.
fn takes_all_of(this: &ObjectFacts<'_>, other: &ObjectFacts<'_>) -> bool {
    this.required.is_subset(&other.required)
        && other
            .members
            .iter()
            .all(|(name, schema)| this.members.get(name).is_none_or(|own| own == schema))
}

/// The tag that must be written beside a variant whose own type does not hold it.
pub(super) fn missing_tag(
    discrimination: &Discrimination,
    variant: usize,
    facts: &[Facts<'_>],
) -> Option<String> {
    let Discrimination::Tag(tag) = discrimination else {
        return None;
    };
    let object = facts.get(variant)?.object.as_ref()?;
    if object.members.contains_key(tag.member.as_str()) {
        return None;
    }
    let mut values = tag.values.iter();
    values
        .find(|(_, index)| *index == variant)
        .map(|(value, _)| value.clone())
}

/// Members of a variant that tell against it where variants are tried in order.
pub(super) fn fixed_members(
    discrimination: &Discrimination,
    facts: Option<&Facts<'_>>,
) -> Vec<(String, String)> {
    let object = facts.and_then(|facts| facts.object.as_ref());
    match (discrimination, object) {
        (Discrimination::InOrder, Some(object)) => {
            let fixed = object.fixed.iter();
            fixed
                .map(|(member, value)| ((*member).to_owned(), value.clone()))
                .collect()
        }
        _ => Vec::new(),
    }
}
