//! Where a served body can be made wrong: members that are required, typed, enumerated.
//!
//! Only looks; `members` makes the cases, and leaves out what is right for another branch of a
//! `oneOf` or `anyOf`. Where a value may be of several branches, nothing below it is looked at.

use crate::document::Document;
use crate::oracle::compare::readings;
use crate::schema::{Additional, Flat, Type, fits};
use serde_json::{Map, Value, json};
use specwright::pointer::Pointer;

/// How deeply nested members are looked at.
const MAX_DEPTH: usize = 24;

/// One change of a body.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// A required member is left out.
    Missing,
    /// A required member is left out that requests must leave out: a type for both has it optional.
    MissingReadOnly,
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
    /// The member's schemas: its place in the document.
    schemas: Vec<Pointer>,
    /// The outermost value of a `oneOf` or `anyOf` that the member is in, or is itself.
    pub(super) union: Option<Pointer>,
}

impl Site {
    /// What tells a change from the same change of another member, wherever in a body it is.
    pub(super) fn key(&self) -> (Vec<Pointer>, &'static str) {
        let change = match self.change {
            Change::Missing | Change::MissingReadOnly => "missing",
            Change::WrongType(_) => "wrong type",
            Change::UnknownEnum => "unknown",
        };
        (self.schemas.clone(), change)
    }
}

/// What can be changed in a body.
#[derive(Debug, Default)]
pub(super) struct Sites {
    pub(super) list: Vec<Site>,
    /// Objects whose unknown members must not matter.
    pub(super) objects: Vec<Pointer>,
    /// Places below which nothing was looked at: several branches may be meant.
    pub(super) unions: usize,
    /// Whether other bodies may have other members: there is a `oneOf` or `anyOf`.
    pub(super) is_one_of_several: bool,
}

/// A value to be looked at.
struct Visit<'v> {
    schemas: Vec<Pointer>,
    value: &'v Value,
    at: Pointer,
    union: Option<Pointer>,
    /// Whether it is read as one of several branches, which its tag may tell.
    is_chosen: bool,
    depth: usize,
}

/// Looks through a body that obeys `schemas`.
pub(super) fn sites(document: &Document, schemas: &[Pointer], body: &Value) -> Sites {
    let mut found = Sites::default();
    let mut pending = vec![Visit {
        schemas: schemas.to_vec(),
        value: body,
        at: Pointer::root(),
        union: None,
        is_chosen: false,
        depth: 0,
    }];
    while let Some(mut visit) = pending.pop() {
        let mut flat = Flat::new(document, &visit.schemas);
        flat.settle_requirements();
        if !flat.unions.is_empty() {
            found.is_one_of_several = true;
            let mut readings = readings(document, &visit.schemas, visit.value);
            match (readings.pop(), readings.is_empty()) {
                (Some(only), true) => flat = only,
                _ => {
                    found.unions += 1;
                    continue;
                }
            }
            visit.union.get_or_insert_with(|| visit.at.clone());
            visit.is_chosen = true;
        }
        if visit.depth <= MAX_DEPTH {
            below(document, &flat, &visit, &mut found, &mut pending);
        }
    }
    found
}

/// Notes the sites of one value and puts what is in it on the list.
fn below<'v>(
    document: &Document,
    flat: &Flat<'_>,
    visit: &Visit<'v>,
    found: &mut Sites,
    pending: &mut Vec<Visit<'v>>,
) {
    let visit_below = |schemas, value, at| Visit {
        schemas,
        value,
        at,
        union: visit.union.clone(),
        is_chosen: false,
        depth: visit.depth + 1,
    };
    match visit.value {
        Value::Object(members) if flat.ty() == Some(Type::Object) => {
            let below = object(document, flat, members, visit, found);
            for (schemas, name) in below.into_iter().rev() {
                if let Some(value) = members.get(&name) {
                    pending.push(visit_below(schemas, value, visit.at.child(&name)));
                }
            }
        }
        Value::Array(items) => {
            if let Some(first) = items.first() {
                pending.push(visit_below(flat.items(), first, visit.at.item(0)));
            }
        }
        _ => {}
    }
}

/// Notes the sites of one object; returns its members with their schemas.
fn object(
    document: &Document,
    flat: &Flat<'_>,
    members: &Map<String, Value>,
    visit: &Visit<'_>,
    found: &mut Sites,
) -> Vec<(Vec<Pointer>, String)> {
    let properties = flat.properties();
    let required = flat.required();
    if !properties.is_empty() && !matches!(flat.additional(), Additional::Schemas(_)) {
        found.objects.push(visit.at.clone());
    }
    let mut below = Vec::new();
    for (name, schemas) in properties {
        let Some(value) = members.get(name) else {
            continue;
        };
        let is_tag = flat.tags.iter().any(|(property, _)| property == name);
        let member = Flat::new(document, schemas);
        let at = visit.at.child(name);
        let own = (!member.unions.is_empty()).then(|| at.clone());
        let mut note = |change| {
            found.list.push(Site {
                at: at.clone(),
                change,
                schemas: schemas.clone(),
                union: visit.union.clone().or_else(|| own.clone()),
            });
        };
        // What else the tag tells may be told without it, but not where there is one schema.
        let tells = is_tag && visit.is_chosen;
        if required.contains(name.as_str()) && !tells && !member.flag("writeOnly") {
            note(if member.flag("readOnly") {
                Change::MissingReadOnly
            } else {
                Change::Missing
            });
        }
        if is_tag {
            continue;
        }
        if let Some(wrong) = wrong_type(document, schemas, &member) {
            note(Change::WrongType(wrong));
        }
        let values = member.enumeration().filter(|_| value.is_string());
        // One text alone may be what tells a branch from another.
        let enough = if visit.union.is_some() { 2 } else { 1 };
        if member.ty() == Some(Type::String) && values.is_some_and(|all| all.len() >= enough) {
            note(Change::UnknownEnum);
        }
        below.push((schemas.clone(), name.clone()));
    }
    below
}

/// A value of a type that the schema does not allow.
fn wrong_type(document: &Document, schemas: &[Pointer], flat: &Flat<'_>) -> Option<Value> {
    if !flat.unions.is_empty() {
        // An object last: what it has not may be told instead of what it is.
        let tried = [
            json!("not what is documented"),
            json!(true),
            json!({ "not": "documented" }),
        ];
        return tried
            .into_iter()
            .find(|value| !fits(document, schemas, value));
    }
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
        (Change::Missing | Change::MissingReadOnly, Value::Object(members)) => {
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
