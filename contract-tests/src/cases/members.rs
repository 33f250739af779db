//! Bodies that break their schema in one member, and bodies with what the document does not know.
//!
//! Must not look for the places: see `mutate`.

use super::Deriving;
use super::faults::{Base, Served};
use super::mutate::{Change, Site, Sites, changed, sites, with_unknown_members};
use super::responses::{Servable, servable};
use crate::case::{Case, ExpectBody};
use crate::document::ResponseAt;
use crate::schema::{Flat, fits};
use serde_json::Value;
use specwright::pointer::Pointer;
use std::collections::BTreeSet;

/// The members that the faults of an operation have shown.
pub(super) type Shown = BTreeSet<(Vec<Pointer>, &'static str)>;

/// A value of a response that is made wrong: a body, or an item of a stream.
struct Made<'a> {
    served: &'a Served<'a>,
    value: &'a Value,
    schemas: &'a [Pointer],
}

/// The member faults of one body; whether other bodies of the response may have other members.
pub(super) fn faults(
    deriving: &mut Deriving<'_, '_>,
    served: &Served<'_>,
    shown: &mut Shown,
) -> bool {
    let ExpectBody::Value {
        value,
        schema: Some(schema),
    } = &served.one.expect
    else {
        return false;
    };
    let body = Made {
        served,
        value,
        schemas: std::slice::from_ref(schema),
    };
    let sites = sites(deriving.document, body.schemas, value);
    unknown_members(deriving, &body, &sites);
    let twice = duplicate(deriving, &body);
    deriving.extend(twice);
    let (has_others, unions) = (sites.is_one_of_several, sites.unions);
    shown.extend(sites.list.iter().map(Site::key));
    let cap = deriving.options.member_faults_per_operation;
    let made = one_by_one(deriving, &body, &sites.list, cap);
    beyond(deriving, served, sites.list.len() - made);
    not_told_apart(deriving, served, unions);
    has_others
}

/// The faults of members that only other bodies of the response have: those of other branches.
pub(super) fn others(
    deriving: &mut Deriving<'_, '_>,
    base: &Base<'_>,
    response: &ResponseAt,
    shown: &mut Shown,
) {
    of_all(deriving, base, response, shown, |one| one.is_json);
}

/// The faults of the items of a stream.
pub(super) fn streams(
    deriving: &mut Deriving<'_, '_>,
    base: &Base<'_>,
    response: &ResponseAt,
    shown: &mut Shown,
) {
    of_all(deriving, base, response, shown, |one| one.stream.is_some());
}

/// Faults of the members that nothing before has shown, of every value that a response is served
/// as.
fn of_all(
    deriving: &mut Deriving<'_, '_>,
    base: &Base<'_>,
    response: &ResponseAt,
    shown: &mut Shown,
    wanted: impl Fn(&Servable) -> bool,
) {
    let Some(status) = base.operation.real_status(response.key) else {
        return;
    };
    let mut left = deriving.options.member_faults_per_operation;
    let all = servable(deriving, base.operation, response);
    for one in all.iter().filter(|one| wanted(one)) {
        let served = Served {
            base,
            response,
            status,
            one,
        };
        let (values, schemas) = match &one.expect {
            ExpectBody::Value { value, schema } => (std::slice::from_ref(value), schema.as_slice()),
            ExpectBody::Items(items) => (items.values.as_slice(), items.schemas.as_slice()),
            _ => continue,
        };
        for (index, value) in values.iter().enumerate().filter(|_| !schemas.is_empty()) {
            let body = Made {
                served: &served,
                value,
                schemas,
            };
            let mut sites = sites(deriving.document, schemas, value);
            if one.stream.is_some() && index == 0 {
                unknown_members(deriving, &body, &sites);
            }
            sites.list.retain(|site| shown.insert(site.key()));
            let made = one_by_one(deriving, &body, &sites.list, left);
            beyond(deriving, &served, sites.list.len() - made);
            left -= made;
        }
    }
}

/// A case with members that no document names.
fn unknown_members(deriving: &mut Deriving<'_, '_>, body: &Made<'_>, sites: &Sites) {
    if !sites.objects.is_empty() {
        let changed = with_unknown_members(body.value, &sites.objects);
        deriving.extend(body.served.accepted("unknown-members", changed));
    }
}

/// A case for each of the first sites; how many were looked at.
fn one_by_one(
    deriving: &mut Deriving<'_, '_>,
    body: &Made<'_>,
    sites: &[Site],
    cap: usize,
) -> usize {
    let mut of_another = 0;
    for site in sites.iter().take(cap) {
        let Some(wrong) = changed(body.value, site) else {
            continue;
        };
        if site.union.is_some()
            && !matches!(site.change, Change::UnknownEnum)
            && fits(deriving.document, body.schemas, &wrong)
        {
            of_another += 1;
            continue;
        }
        deriving.extend(member_fault(body, site, wrong));
    }
    not_told_apart(deriving, body.served, of_another);
    sites.len().min(cap)
}

fn beyond(deriving: &mut Deriving<'_, '_>, served: &Served<'_>, count: usize) {
    if count > 0 {
        let reason = "member faults beyond the cap for one operation";
        deriving.left_out(&served.response.pointer, reason, count);
    }
}

fn not_told_apart(deriving: &mut Deriving<'_, '_>, served: &Served<'_>, count: usize) {
    if count > 0 {
        let reason = "member below oneOf or anyOf that is right for another branch, made wrong";
        deriving.left_out(&served.response.pointer, reason, count);
    }
}

fn member_fault(body: &Made<'_>, site: &Site, wrong: Value) -> Option<Case> {
    let (at, served) = (&site.at, body.served);
    let mut pointers = vec![at.to_string()];
    let fault = match site.change {
        Change::UnknownEnum => return served.accepted(&format!("unknown-enum{at}"), wrong),
        Change::Missing | Change::MissingReadOnly => {
            pointers.push(at.parent().unwrap_or_default().to_string());
            format!("missing{at}")
        }
        Change::WrongType(_) => format!("wrong-type{at}"),
    };
    if let Some(union) = &site.union {
        // A union is read whole before it is taken for a branch: what is around it may be named.
        let around = union.parent().unwrap_or_default();
        let above = std::iter::successors(at.parent(), Pointer::parent);
        let within = above.take_while(|at| at.as_str().len() >= around.as_str().len());
        pointers.extend(within.map(|at| at.to_string()));
    }
    let mut made = match site.change {
        // An item that may be read or not says nothing of a stream.
        Change::MissingReadOnly if served.one.stream.is_some() => return None,
        Change::MissingReadOnly => served.survived(&fault, wrong.to_string().into_bytes()),
        _ => served.broken_value(&fault, body.value, &wrong, pointers),
    };
    made.place = body.schemas.first()?.clone();
    Some(made)
}

/// RFC 8259, 4: names within an object should be unique; what two of a name mean is not said.
fn duplicate(deriving: &Deriving<'_, '_>, body: &Made<'_>) -> Option<Case> {
    let (served, value) = (body.served, body.value);
    let flat = Flat::new(deriving.document, body.schemas);
    let properties = flat.properties();
    let (name, value) = value
        .as_object()?
        .iter()
        .find(|(name, _)| flat.unions.is_empty() && properties.contains_key(*name))?;
    let rest = served.one.body.strip_prefix(b"{")?;
    let first = format!("{{{}:{value},", Value::String(name.clone()));
    let body = [first.as_bytes(), rest].concat();
    Some(served.broken("duplicate-member", body, Vec::new()))
}
