//! Bodies that break their schema in one member, and bodies with what the document does not know.
//!
//! Must not look for the places: see `mutate`.

use super::Deriving;
use super::faults::Served;
use super::mutate::{Change, Site, changed, sites, with_unknown_members};
use crate::case::{Case, ExpectBody};
use crate::schema::{Flat, fits};
use serde_json::Value;
use specwright::pointer::Pointer;

/// The member faults of one response.
pub(super) fn faults(deriving: &mut Deriving<'_, '_>, served: &Served<'_>) {
    let ExpectBody::Value {
        value,
        schema: Some(schema),
    } = &served.one.expect
    else {
        return;
    };
    let mut sites = sites(deriving.document, schema, value);
    if !sites.objects.is_empty() {
        let body = with_unknown_members(value, &sites.objects);
        deriving.extend(served.accepted("unknown-members", body));
    }
    let twice = duplicate(deriving, served, schema, value);
    deriving.extend(twice);
    let cap = deriving.options.member_faults_per_operation;
    if sites.list.len() > cap {
        let reason = "member faults beyond the cap for one operation";
        deriving.left_out(&served.response.pointer, reason, sites.list.len() - cap);
    }
    for site in sites.list.iter().take(cap) {
        let Some(body) = changed(value, site) else {
            continue;
        };
        if site.union.is_some()
            && !matches!(site.change, Change::UnknownEnum)
            && fits(deriving.document, std::slice::from_ref(schema), &body)
        {
            sites.unions += 1;
            continue;
        }
        deriving.extend(member_fault(served, site, schema, body));
    }
    if sites.unions > 0 {
        let reason = "member below oneOf or anyOf that is right for another branch, made wrong";
        deriving.left_out(&served.response.pointer, reason, sites.unions);
    }
}

fn member_fault(served: &Served<'_>, site: &Site, schema: &Pointer, body: Value) -> Option<Case> {
    let at = &site.at;
    let mut pointers = vec![at.to_string()];
    let fault = match site.change {
        Change::UnknownEnum => return served.accepted(&format!("unknown-enum{at}"), body),
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
    let body = body.to_string().into_bytes();
    let mut made = match site.change {
        Change::MissingReadOnly => served.survived(&fault, body),
        _ => served.broken(&fault, body, pointers),
    };
    made.place = schema.clone();
    Some(made)
}

/// RFC 8259, 4: names within an object should be unique; what two of a name mean is not said.
fn duplicate(
    deriving: &Deriving<'_, '_>,
    served: &Served<'_>,
    schema: &Pointer,
    value: &Value,
) -> Option<Case> {
    let flat = Flat::new(deriving.document, std::slice::from_ref(schema));
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
