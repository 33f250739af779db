//! Marks which types requests and responses reach.
//!
//! Must not: drop types; that a selection leaves a component out is decided before it is lowered.

use super::table::{Table, for_each_root, for_each_type};
use crate::api::{Api, TypeId, TypeRef, Usage};

/// Follows every type from the operations and header sets.
pub(super) fn mark(table: &mut Table, api: &mut Api) {
    let mut queue: Vec<(TypeId, Usage)> = Vec::new();
    for_each_root(api, &mut |ty, usage| {
        queue.extend(named(ty).map(|id| (id, usage)));
    });
    while let Some((id, usage)) = queue.pop() {
        let Some(draft) = table.drafts.get_mut(id.index()) else {
            continue;
        };
        let new = Usage {
            request: draft.usage.request || usage.request,
            response: draft.usage.response || usage.response,
        };
        if new == draft.usage {
            continue;
        }
        draft.usage = new;
        for_each_type(&mut draft.kind, &mut |ty| {
            queue.extend(named(ty).map(|id| (id, new)));
        });
    }
}

/// The declared type inside a reference.
pub(super) fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Array(of) | TypeRef::Map(of) | TypeRef::Nullable(of) | TypeRef::Boxed(of) => {
            named(of)
        }
        _ => None,
    }
}
