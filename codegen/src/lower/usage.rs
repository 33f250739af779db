//! Marks which types requests and responses reach, and which are kept at all.
//!
//! Must not: change types.

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

/// Keeps component schemas that were lowered, what messages reach, and what those refer to.
pub(super) fn keep(table: &mut Table, lowered: impl Iterator<Item = TypeId>) {
    let used = table.drafts.iter().enumerate();
    let used = used.filter(|(_, draft)| draft.usage != Usage::default());
    let mut queue: Vec<TypeId> = used.map(|(index, _)| TypeId::new(index)).collect();
    queue.extend(lowered);
    while let Some(id) = queue.pop() {
        let Some(draft) = table.drafts.get_mut(id.index()) else {
            continue;
        };
        if !std::mem::replace(&mut draft.kept, true) {
            queue.extend(&draft.within);
            for_each_type(&mut draft.kind, &mut |ty| queue.extend(named(ty)));
        }
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
