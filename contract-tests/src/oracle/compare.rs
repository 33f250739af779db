//! Whether a value survived: what was served against what the client decoded, what was given
//! against what arrived.
//!
//! Members that the schema of an object does not name may be lost unless `additionalProperties`
//! speaks of them; a null may become an absent member; numbers are equal by value. Of a value that
//! may be anything, nothing may be lost.

use super::styles::same_number;
use crate::document::Document;
use crate::schema::{Additional, Flat, fits_flat};
use indexmap::IndexMap;
use serde_json::{Map, Value};
use specwright::pointer::Pointer;

/// How deeply nested values are compared by schema; below, they must be equal.
const MAX_DEPTH: usize = 64;

/// The first difference found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) at: String,
    pub(crate) expected: String,
    pub(crate) got: String,
}

/// The first difference between two values, `None` where they say the same.
pub(crate) fn same(
    document: &Document,
    schemas: &[Pointer],
    original: &Value,
    copy: &Value,
) -> Option<Difference> {
    let mut pending = vec![Pair {
        schemas: schemas.to_vec(),
        original,
        copy,
        at: Pointer::root(),
        depth: 0,
    }];
    while let Some(pair) = pending.pop() {
        match (pair.original, pair.copy) {
            (Value::Number(a), Value::Number(b)) if numbers_equal(a, b) => {}
            (Value::String(a), Value::String(b)) if super::text::same(a, b) => {}
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                let items = pair.items(document);
                for (index, (original, copy)) in a.iter().zip(b).enumerate() {
                    pending.push(pair.below(items.clone(), original, copy, &index.to_string()));
                }
            }
            (Value::Object(a), Value::Object(b)) => {
                if let Some(difference) = members(document, &pair, a, b, &mut pending) {
                    return Some(difference);
                }
            }
            (a, b) if a == b => {}
            (a, b) => return Some(pair.difference(&a.to_string(), &b.to_string())),
        }
    }
    None
}

struct Pair<'v> {
    schemas: Vec<Pointer>,
    original: &'v Value,
    copy: &'v Value,
    at: Pointer,
    depth: usize,
}

impl<'v> Pair<'v> {
    fn below(
        &self,
        schemas: Vec<Pointer>,
        original: &'v Value,
        copy: &'v Value,
        token: &str,
    ) -> Self {
        Self {
            schemas,
            original,
            copy,
            at: self.at.child(token),
            depth: self.depth + 1,
        }
    }

    fn items(&self, document: &Document) -> Vec<Pointer> {
        if self.depth > MAX_DEPTH {
            return Vec::new();
        }
        let mut found = Vec::new();
        for flat in readings(document, &self.schemas, self.original) {
            found.extend(flat.items());
        }
        found
    }

    fn difference(&self, expected: &str, got: &str) -> Difference {
        Difference {
            at: self.at.to_string(),
            expected: super::shorten(expected),
            got: super::shorten(got),
        }
    }
}

/// Compares members; those on both sides are put on the list.
fn members<'v>(
    document: &Document,
    pair: &Pair<'v>,
    original: &'v Map<String, Value>,
    copy: &'v Map<String, Value>,
    pending: &mut Vec<Pair<'v>>,
) -> Option<Difference> {
    let readings = if pair.depth > MAX_DEPTH {
        Vec::new()
    } else {
        readings(document, &pair.schemas, pair.original)
    };
    let named: Vec<&IndexMap<String, Vec<Pointer>>> =
        readings.iter().map(Flat::properties).collect();
    let kept: Vec<Additional> = readings.iter().map(Flat::additional).collect();
    for (name, value) in original {
        let mut schemas: Vec<Pointer> = named
            .iter()
            .filter_map(|properties| properties.get(name))
            .flatten()
            .cloned()
            .collect();
        if schemas.is_empty() {
            for additional in &kept {
                if let Additional::Schemas(list) = additional {
                    schemas.extend(list.iter().cloned());
                }
            }
        }
        match copy.get(name) {
            Some(other) => pending.push(pair.below(schemas, value, other, name)),
            None if value.is_null() => {}
            None => {
                // Lost only where every reading of the value knows the member.
                let known = |index: usize| {
                    readings.get(index).is_some_and(|flat| flat.ty().is_none())
                        || named.get(index).is_some_and(|p| p.contains_key(name))
                        || matches!(
                            kept.get(index),
                            Some(Additional::Schemas(_) | Additional::Any)
                        )
                };
                if !readings.is_empty() && (0..readings.len()).all(known) {
                    let expected = format!("member {name:?}: {value}");
                    return Some(pair.difference(&expected, "no such member"));
                }
            }
        }
    }
    let invented = copy
        .iter()
        .find(|(name, value)| !original.contains_key(*name) && !value.is_null());
    invented
        .map(|(name, value)| pair.difference(&format!("no member {name:?}"), &value.to_string()))
}

/// How a value can be read: once where there is no union, else once for each branch that it may
/// belong to.
pub(crate) fn readings<'d>(
    document: &'d Document,
    schemas: &[Pointer],
    value: &Value,
) -> Vec<Flat<'d>> {
    const MOST: usize = 64;
    let mut done = Vec::new();
    let mut open = vec![Flat::new(document, schemas)];
    while let Some(mut flat) = open.pop() {
        flat.settle_requirements();
        let Some(union) = flat.unions.pop() else {
            done.push(flat);
            continue;
        };
        if done.len() + open.len() > MOST {
            return done;
        }
        let mut any = false;
        for branch in 0..union.branches.len() {
            let mut chosen = flat.clone();
            chosen.choose(&union, branch);
            if may_be(&chosen, value) {
                any = true;
                open.push(chosen);
            }
        }
        if !any {
            open.push(flat);
        }
    }
    done
}

/// Whether a value has what a reading demands: its described required members and its tag.
fn may_be(flat: &Flat<'_>, value: &Value) -> bool {
    let Value::Object(members) = value else {
        return true;
    };
    let tagged = flat.tags.iter().all(|(property, tags)| {
        members
            .get(property)
            .and_then(Value::as_str)
            .is_none_or(|tag| tags.iter().any(|known| known == tag))
    });
    let properties = flat.properties();
    let required = flat.required().into_iter();
    let mut described = required.filter(|name| properties.contains_key(*name));
    tagged && described.all(|name| members.contains_key(name)) && enumerated(flat, members)
}

/// Whether every member with one documented text has it: that is how branches without a
/// discriminator are told apart.
fn enumerated(flat: &Flat<'_>, members: &Map<String, Value>) -> bool {
    flat.properties().iter().all(|(name, schemas)| {
        let Some(value @ Value::String(_)) = members.get(name) else {
            return true;
        };
        flat.below(schemas)
            .enumeration()
            .is_none_or(|values| values.len() != 1 || values.contains(&value))
    })
}

/// A value without the members that its schemas do not name and do not speak of.
pub(crate) fn pruned(
    document: &Document,
    schemas: &[Pointer],
    value: &Value,
    depth: usize,
) -> Value {
    if depth > MAX_DEPTH {
        return value.clone();
    }
    let mut readings = readings(document, schemas, value);
    // Of several, one that the types of the members rule out is none.
    if readings.iter().any(|flat| fits_flat(flat, value)) {
        readings.retain(|flat| fits_flat(flat, value));
    }
    match value {
        Value::Array(items) => {
            let below: Vec<Pointer> = readings.iter().flat_map(Flat::items).collect();
            let kept = items
                .iter()
                .map(|item| pruned(document, &below, item, depth + 1));
            Value::Array(kept.collect())
        }
        Value::Object(members) => {
            let keep = |(name, value): (&String, &Value)| {
                let below: Vec<Pointer> = readings
                    .iter()
                    .filter_map(|flat| flat.properties().get(name).cloned())
                    .flatten()
                    .collect();
                let spoken = |flat: &Flat<'_>| flat.additional() != Additional::Silent;
                let kept = !below.is_empty() || readings.iter().any(spoken) || schemas.is_empty();
                kept.then(|| (name.clone(), pruned(document, &below, value, depth + 1)))
            };
            Value::Object(members.iter().filter_map(keep).collect())
        }
        value => value.clone(),
    }
}

fn numbers_equal(a: &serde_json::Number, b: &serde_json::Number) -> bool {
    a == b
        || (a.is_f64() || b.is_f64())
            && matches!((a.as_f64(), b.as_f64()), (Some(a), Some(b)) if same_number(b, a))
}
