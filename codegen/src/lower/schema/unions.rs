//! `oneOf` and `anyOf` (OpenAPI 3.0.3, 4.7.24): an enum of types, unless they come to one type.
//!
//! Must not: decide how to tell variants apart (that is `discriminate`).

use super::flat::{Additional, Choice, Flat};
use super::{Definition, JsonType, Node, Part, View, enums};
use crate::api::{Literal, TypeKind, TypeRef, Union, UnionVariant};
use crate::diagnostic::code::lower as code;
use crate::lower::{Ctx, names};
use std::collections::HashSet;

/// Whether members without a name in the document are to be kept.
fn keeps_others(flat: &Flat<'_>) -> bool {
    matches!(
        flat.additional,
        Some(Additional::Any | Additional::Schema(_))
    )
}

/// One alternative on its way to a variant.
#[derive(Debug, Clone)]
pub(super) struct Branch<'a> {
    /// The schemas its values obey: those beside the keyword, where they matter, and its own.
    pub(super) parts: Vec<Part<'a>>,
    /// Key of the component schema it refers to.
    pub(super) component: Option<&'a str>,
}

impl<'a> Ctx<'a> {
    /// The type of a schema with `oneOf` or `anyOf`; `None` where the keyword changes nothing.
    pub(super) fn union(
        &mut self,
        flat: &Flat<'a>,
        choice: &Choice<'a>,
        parts: &[Part<'a>],
        name: &str,
    ) -> Option<Definition> {
        if flat.values.is_some() {
            return None;
        }
        if flat.choices.len() > 1 {
            return self.several_choices(flat, name);
        }
        if self.only_requires(choice) {
            return None;
        }
        let branches = self.branches(choice, parts);
        match branches.as_slice() {
            [] => Some(Definition::alias(TypeRef::Null)),
            [only] => Some(self.only_branch(only, name)),
            _ => Some(
                self.strings(&branches)
                    .unwrap_or_else(|| self.variants(flat, choice, &branches, name)),
            ),
        }
    }

    /// A choice that comes to one alternative is that alternative.
    fn only_branch(&mut self, branch: &Branch<'a>, name: &str) -> Definition {
        self.within(&branch.parts, |ctx| ctx.define(&branch.parts, name, None))
    }

    /// Alternatives that differ only in which members they require: the members are in the schema
    /// beside them, so the type is the same for all.
    fn only_requires(&mut self, choice: &Choice<'a>) -> bool {
        let all = choice
            .branches
            .iter()
            .all(|branch| match Node::from(branch) {
                Node::Reference(_) => false,
                Node::Schema(schema) => {
                    let view = View::new(schema);
                    let bare = View {
                        required: &[],
                        ..view.clone()
                    };
                    matches!(view.ty, None | Some(JsonType::Object))
                        && (!view.required.is_empty() || view.not)
                        && bare.adds_nothing()
                }
            });
        if all {
            let message = format!(
                "the alternatives of `{}` differ only in what they require; that is not checked",
                choice.keyword
            );
            self.note(
                code::ALTERNATIVES_ONLY_REQUIRE,
                &choice.at.child(choice.keyword),
                message,
            );
        }
        all
    }

    /// What every alternative requires, where they differ in nothing else: one of them holds.
    pub(super) fn required_by_all(&mut self, choices: &[Choice<'a>]) -> Vec<&'a str> {
        let [choice] = choices else {
            return Vec::new();
        };
        if !self.only_requires(choice) {
            return Vec::new();
        }
        let mut required = choice.branches.iter().map(|branch| match branch.into() {
            Node::Reference(_) => &[],
            Node::Schema(schema) => View::new(schema).required,
        });
        let mut common: Vec<&'a str> = required
            .next()
            .unwrap_or_default()
            .iter()
            .map(String::as_str)
            .collect();
        for others in required {
            common.retain(|name| others.iter().any(|other| other == name));
        }
        common
    }

    /// The alternatives but for `null`, each with the members that stand beside the keyword.
    fn branches(&mut self, choice: &Choice<'a>, parts: &[Part<'a>]) -> Vec<Branch<'a>> {
        let beside: Vec<Part<'a>> = parts
            .iter()
            .map(|part| Part {
                without_choices: true,
                ..part.clone()
            })
            .collect();
        let base = self.flatten(&beside, None);
        let mut branches = Vec::new();
        for part in choice.parts() {
            if Self::is_only_null(part.node) {
                continue;
            }
            let component = match part.node {
                Node::Reference(reference) => self.schema_behind(reference).map(|(key, _)| key),
                Node::Schema(_) => None,
            };
            let own = std::slice::from_ref(&part);
            let says_nothing = base.properties.is_empty() && !keeps_others(&base);
            let parts = if says_nothing || self.says_all_of(own, &base) {
                vec![part]
            } else {
                beside.iter().cloned().chain([part]).collect()
            };
            branches.push(Branch { parts, component });
        }
        branches
    }

    /// Whether an alternative already has the members that stand beside the keyword.
    fn says_all_of(&mut self, own: &[Part<'a>], base: &Flat<'a>) -> bool {
        let flat = self.flatten(own, None);
        flat.json_type().is_some_and(|ty| ty != JsonType::Object)
            || ((keeps_others(&flat) || !keeps_others(base))
                && base
                    .properties
                    .keys()
                    .all(|name| flat.properties.contains_key(name))
                && base
                    .required
                    .iter()
                    .all(|name| flat.required.contains(name)))
    }

    /// Alternatives that are all strings are one open enum of all their values, or a string: an
    /// open enum keeps every string, so trying one after the other would never reach the second.
    fn strings(&mut self, branches: &[Branch<'a>]) -> Option<Definition> {
        let mut values: Vec<Literal> = Vec::new();
        let mut named: Vec<&Branch<'a>> = Vec::new();
        let mut formats: Vec<Option<&str>> = Vec::new();
        for branch in branches {
            let flat = self.flatten(&branch.parts, None);
            let strings = |values: &[Literal]| {
                values
                    .iter()
                    .all(|v| matches!(v, Literal::String(_) | Literal::Null))
            };
            match (&flat.values, flat.json_type()) {
                _ if !flat.choices.is_empty() || flat.only_null => return None,
                (Some(own), Some(JsonType::String) | None) if strings(own) => {
                    named.push(branch);
                    values.extend(own.iter().filter(|v| **v != Literal::Null).cloned());
                }
                (None, Some(JsonType::String)) => formats.push(flat.format),
                _ => return None,
            }
        }
        if let ([only], true) = (named.as_slice(), branches.len() > 1)
            && let Some(Part {
                node: Node::Reference(reference),
                at,
                ..
            }) = only.parts.first()
        {
            return Some(Definition::alias(self.referenced_type(reference, at)));
        }
        if values.is_empty() {
            let mut formats = formats.into_iter();
            let first = formats
                .next()
                .flatten()
                .filter(|first| formats.all(|f| f == Some(first)));
            return Some(Definition::alias(self.scalar(JsonType::String, first)));
        }
        Some(Definition::plain(TypeKind::Enum(enums::enum_of(values))))
    }

    /// An enum with a variant for each alternative; equal types are one variant.
    fn variants(
        &mut self,
        flat: &Flat<'a>,
        choice: &Choice<'a>,
        branches: &[Branch<'a>],
        name: &str,
    ) -> Definition {
        let facts: Vec<_> = branches.iter().map(|branch| self.facts(branch)).collect();
        let labels = self.labels(branches, &facts);
        let mut kept: Vec<(Branch<'a>, TypeRef, String)> = Vec::new();
        let mut seen = HashSet::new();
        let mut kept_facts = Vec::new();
        for ((branch, label), facts) in branches.iter().zip(labels).zip(facts) {
            let inner = names::pascal_within(name, &label);
            let lowered = self.parts(&branch.parts, &inner);
            let mut shape = String::new();
            self.table.type_shape(&lowered.ty, &mut shape);
            if !seen.insert(shape) {
                continue;
            }
            kept.push((branch.clone(), lowered.ty, label));
            kept_facts.push(facts);
        }
        if let [(_, ty, _)] = kept.as_slice() {
            return Definition::alias(ty.clone());
        }
        let discriminator = choice.discriminator.or(flat.discriminator);
        let branches: Vec<Branch<'a>> = kept.iter().map(|(branch, ..)| branch.clone()).collect();
        let discrimination = self.discriminate(discriminator, &branches, &kept_facts, &choice.at);
        self.budget.make(kept.len());
        let names = names::variants(
            kept.iter().map(|(.., label)| label.as_str()),
            names::reserved::VARIANTS,
        );
        let variants: Vec<UnionVariant> = kept
            .into_iter()
            .zip(names)
            .enumerate()
            .map(|(index, ((_, ty, _), name))| UnionVariant {
                name,
                ty,
                tag: super::discriminate::missing_tag(&discrimination, index, &kept_facts),
                fixed: super::discriminate::fixed_members(&discrimination, kept_facts.get(index)),
            })
            .collect();
        let unknown = names::type_name("Unknown");
        Definition {
            kind: TypeKind::Union(Union {
                variants,
                discrimination,
                unknown,
            }),
            directions: Vec::new(),
        }
    }

    /// Several `oneOf`/`anyOf` that hold at once: of objects, one struct with the members of all
    /// alternatives, none of them required; else any JSON value.
    fn several_choices(&mut self, flat: &Flat<'a>, name: &str) -> Option<Definition> {
        let deciding: Vec<Choice<'a>> = flat
            .choices
            .iter()
            .filter(|choice| !self.only_requires(choice))
            .cloned()
            .collect();
        if deciding.is_empty() {
            return None;
        }
        let message = "several `oneOf` or `anyOf` hold at once; the members of all alternatives are \
                       taken, those of alternatives as optional";
        self.warn(code::SEVERAL_CHOICES, &flat.at, message);
        let mut merged = Flat {
            at: flat.at.clone(),
            ..Flat::default()
        };
        merged.properties.clone_from(&flat.properties);
        merged.required.clone_from(&flat.required);
        merged.additional.clone_from(&flat.additional);
        for part in deciding.iter().flat_map(Choice::parts) {
            let branch = self.flatten(std::slice::from_ref(&part), None);
            match branch.json_type() {
                Some(JsonType::Object) => {}
                _ if branch.only_null => continue,
                _ => return Some(Definition::alias(TypeRef::Any)),
            }
            for (name, parts) in branch.properties {
                // Alternatives may give one member different types; the first is not always right.
                merged.properties.entry(name).or_insert(parts);
            }
        }
        Some(self.object(&merged, name))
    }
}
