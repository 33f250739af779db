//! Names that the user chose and something else of the same scope has: an error, since one of the
//! two would get a name that nobody asked for.
//!
//! Must not: make names; it compares the wishes that the scopes are settled from.

use super::names::Wish;
use super::{Ctx, components};
use crate::api::Pointer;
use crate::diagnostic::code::output;
use crate::diagnostic::{Diagnostic, Place};
use std::collections::BTreeMap;

/// A name that something of the document would like.
pub(super) struct Claim<'t> {
    /// The identifier.
    pub(super) name: String,
    /// The key in `rename` where the user chose it.
    pub(super) renamed: Option<&'t str>,
    /// What the document calls it.
    pub(super) text: String,
    pub(super) place: Pointer,
}

/// Reports every chosen name that something else in the scope has.
pub(super) fn report(ctx: &mut Ctx<'_>, claims: &[Claim<'_>]) {
    let mut by_name: BTreeMap<&str, Vec<&Claim<'_>>> = BTreeMap::new();
    for claim in claims {
        by_name.entry(&claim.name).or_default().push(claim);
    }
    for sharing in by_name.into_values().filter(|sharing| sharing.len() > 1) {
        // Where all of them were renamed, the first one keeps the name.
        let holder = sharing.iter().find(|claim| claim.renamed.is_none());
        let Some(holder) = holder.or(sharing.first()) else {
            continue;
        };
        for claim in &sharing {
            let Some(key) = claim.renamed else { continue };
            // One entry may name several operations of one `operationId`.
            if Some(key) != holder.renamed {
                taken(ctx, key, claim, holder);
            }
        }
    }
}

fn taken(ctx: &mut Ctx<'_>, key: &str, claim: &Claim<'_>, holder: &Claim<'_>) {
    let chosen = ctx.config.rename.get(key).map_or("", String::as_str);
    let message = format!(
        "`rename` gives {key:?} the name {chosen:?}, which {:?} has",
        holder.text
    );
    let place = match ctx.config.place("rename", key) {
        Place::None => Place::Normalized(claim.place.clone()),
        place => place,
    };
    let other = Place::Normalized(holder.place.clone());
    let finding = Diagnostic::error(output::CONFIG, place, message)
        .help("choose another name, or rename the other too")
        .related(other, format!("{:?} has the name", holder.text));
    ctx.diagnostics.push(finding);
}

/// Reports chosen names of schemas that other types have.
pub(super) fn types(ctx: &mut Ctx<'_>) {
    let config = ctx.config;
    if config.rename.is_empty() {
        return;
    }
    let openapi = ctx.openapi;
    let keys = openapi.components.iter().flat_map(|it| it.schemas.keys());
    let mut claims: Vec<Claim<'_>> = keys
        .filter(|key| !config.schemas.contains_key(*key))
        .map(|key| {
            let renamed = config.rename.get(key);
            Claim {
                name: match renamed {
                    Some(name) => Wish::chosen(name, key).base,
                    None => Wish::pascal(key, &[]).base,
                },
                renamed: renamed.map(|_| key.as_str()),
                text: key.clone(),
                place: components::schema_pointer(key),
            }
        })
        .collect();
    let in_place = ctx.table.drafts.iter();
    claims.extend(
        in_place
            .filter(|draft| !draft.component && draft.kept)
            .map(|draft| Claim {
                name: draft.wish.base.clone(),
                renamed: None,
                text: draft.wish.base.clone(),
                place: draft.pointer.clone(),
            }),
    );
    report(ctx, &claims);
}
