//! Tags that constructors set: a struct that is a variant of a union has the one value which the
//! union knows it by (OpenAPI 3.0.3, 4.7.25 Discriminator Object), where its schema says no more of
//! that member than that it is a string.
//!
//! A struct that one union knows by another value than the next, or by several, is left to its
//! users.
//!
//! Must not: decide how to tell variants apart (that is `schema::discriminate`).

use super::table::Table;
use super::usage::named;
use crate::api::{Discrimination, Field, Presence, TypeId, TypeKind, TypeRef, Union};
use std::collections::BTreeMap;

/// Tag member and value of a struct; `None` where its unions do not agree.
type Tags = BTreeMap<TypeId, Option<(String, String)>>;

/// Gives tag members their values.
pub(super) fn preset(table: &mut Table) {
    let mut tags = Tags::new();
    for draft in &table.drafts {
        if let TypeKind::Union(union) = &draft.kind {
            collect(union, &mut tags);
        }
    }
    for (id, tag) in tags {
        let draft = table.drafts.get_mut(id.index());
        if let (Some((member, value)), Some(TypeKind::Struct(it))) =
            (tag, draft.map(|draft| &mut draft.kind))
        {
            let mut fields = it.fields.iter_mut();
            if let Some(field) = fields.find(|field| field.wire_name == member && is_open(field)) {
                field.preset = Some(value);
            }
        }
    }
}

/// The tags by which a union knows its variants.
fn collect(union: &Union, tags: &mut Tags) {
    let Discrimination::Tag(tag) = &union.discrimination else {
        return;
    };
    for (index, variant) in union.variants.iter().enumerate() {
        let Some(id) = named(&variant.ty) else {
            continue;
        };
        let mut values = tag.values.iter().filter(|(_, of)| *of == index);
        let only = match (values.next(), values.next()) {
            (Some((value, _)), None) => Some((tag.member.clone(), value.clone())),
            _ => None,
        };
        let known = tags.entry(id).or_insert_with(|| only.clone());
        if *known != only {
            *known = None;
        }
    }
}

/// Whether a member may be any string as far as its own schema says. It should be required, and in
/// many documents is not.
fn is_open(field: &Field) -> bool {
    let may_be_null = match field.presence {
        Presence::Required | Presence::Optional => false,
        Presence::RequiredNullable | Presence::OptionalNullable => true,
    };
    !may_be_null && matches!(field.ty, TypeRef::String)
}
