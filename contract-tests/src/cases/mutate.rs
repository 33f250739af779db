//! Where a served body can be made wrong: members that are required, typed, enumerated.
//!
//! Only looks; `faults` makes the cases. Below a `oneOf` or `anyOf` nothing is changed: what is
//! wrong for one branch may be right for another.

use crate::document::Document;
use crate::schema::{Additional, Flat, Type};
use serde_json::{Map, Value, json};
use specwright::pointer::Pointer;

/// How deeply nested members are looked at.
const MAX_DEPTH: usize = 24;

/// One change of a body.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// A required member is left out.
    Missing,
    /// A member has a value of another type.
    WrongType(Value),
    /// An enumerated text has a value that the document does not list.
    UnknownEnum,
}

/// A change and its place in the body.
#[derive(Debug, Clone)]
pub(super) struct Site {
    /// Place of the member.
    pub(super) at: Pointer,
    pub(super) change: Change,
}

/// What can be changed in a body.
#[derive(Debug, Default)]
pub(super) struct Sites {
    pub(super) list: Vec<Site>,
    /// Objects whose unknown members must not matter.
    pub(super) objects: Vec<Pointer>,
    /// Places below which nothing was looked at.
    pub(super) unions: usize,
}

/// Looks through a body that obeys `schema`.
pub(super) fn sites(document: &Document, schema: &Pointer, body: &Value) -> Sites {
    let mut found = Sites::default();
    let mut pending = vec![(vec![schema.clone()], body, Pointer::root(), 0)];
    while let Some((schemas, value, at, depth)) = pending.pop() {
        let flat = Flat::new(document, &schemas);
        if !flat.unions.is_empty() {
            found.unions += 1;
            continue;
        }
        if depth > MAX_DEPTH {
            continue;
        }
        match value {
            Value::Object(members) if flat.ty() == Some(Type::Object) => {
                let below = object(&flat, members, &at, document, &mut found);
                for (schemas, name) in below.into_iter().rev() {
                    if let Some(value) = members.get(&name) {
                        pending.push((schemas, value, at.child(&name), depth + 1));
                    }
                }
            }
            Value::Array(items) => {
                if let Some(first) = items.first() {
                    pending.push((flat.items(), first, at.item(0), depth + 1));
                }
            }
            _ => {}
        }
    }
    found
}

/// Notes the sites of one object; returns its members with their schemas.
fn object(
    flat: &Flat<'_>,
    members: &Map<String, Value>,
    at: &Pointer,
    document: &Document,
    found: &mut Sites,
) -> Vec<(Vec<Pointer>, String)> {
    let properties = flat.properties();
    let required = flat.required();
    if !properties.is_empty() && !matches!(flat.additional(), Additional::Schemas(_)) {
        found.objects.push(at.clone());
    }
    let mut below = Vec::new();
    for (name, schemas) in properties {
        let Some(value) = members.get(name) else {
            continue;
        };
        let is_tag = flat.tags.iter().any(|(property, _)| property == name);
        let member = Flat::new(document, schemas);
        let place = at.child(name);
        if required.contains(name.as_str()) && !is_tag && !member.flag("writeOnly") {
            found.list.push(Site {
                at: place.clone(),
                change: Change::Missing,
            });
        }
        if is_tag || !member.unions.is_empty() {
            found.unions += usize::from(!member.unions.is_empty());
            continue;
        }
        if let Some(wrong) = wrong_type(&member) {
            found.list.push(Site {
                at: place.clone(),
                change: Change::WrongType(wrong),
            });
        }
        let enumerated = member.enumeration().is_some() && member.ty() == Some(Type::String);
        if enumerated && value.is_string() {
            found.list.push(Site {
                at: place,
                change: Change::UnknownEnum,
            });
        }
        below.push((schemas.clone(), name.clone()));
    }
    below
}

/// A value of a type that the schema does not allow.
fn wrong_type(flat: &Flat<'_>) -> Option<Value> {
    Some(match flat.ty()? {
        Type::Object | Type::Array => json!("not what is documented"),
        Type::String => json!({ "not": "a text" }),
        Type::Integer | Type::Number => json!("not a number"),
        Type::Boolean => json!("not a boolean"),
    })
}

/// The body with a change made; `None` where its place is gone.
pub(super) fn changed(body: &Value, site: &Site) -> Option<Value> {
    let mut made = body.clone();
    let name = site.at.last()?;
    let parent = made.pointer_mut(site.at.parent()?.as_str())?;
    match (&site.change, parent) {
        (Change::Missing, Value::Object(members)) => {
            members.shift_remove(&name)?;
        }
        (Change::WrongType(wrong), Value::Object(members)) => {
            *members.get_mut(&name)? = wrong.clone();
        }
        (Change::UnknownEnum, Value::Object(members)) => {
            *members.get_mut(&name)? = json!("value-that-no-document-lists");
        }
        _ => return None,
    }
    Some(made)
}

/// The body with a member that no document names, in each of these objects.
pub(super) fn with_unknown_members(body: &Value, objects: &[Pointer]) -> Value {
    let mut made = body.clone();
    for at in objects {
        if let Some(Value::Object(members)) = made.pointer_mut(at.as_str()) {
            let unknown = json!({ "nested": [null, 1, "two"] });
            members.insert("x-no-document-names-this".to_owned(), unknown);
        }
    }
    made
}
