//! Documented response headers that are missing or not of their type: the call ends as it should,
//! the header is told by its name when it is read, and its value is not told (it may be a secret).

use super::Deriving;
use super::faults::Base;
use super::responses::{FRAMING, case, is_informational, name, servable};
use crate::case::{Case, Expect, Origin, Serve};
use crate::document::{HeaderAt, ResponseAt};
use crate::schema::{Flat, Type};
use std::collections::BTreeSet;

/// A value of no type but text.
const NOT_OF_ITS_TYPE: &str = "neither-number-nor-boolean";

/// The header faults of one operation; those of one header are shown once.
pub(super) fn faults(deriving: &mut Deriving<'_, '_>, base: &Base<'_>) {
    let mut seen = BTreeSet::new();
    let mut made = Vec::new();
    for response in &base.operation.responses {
        if is_informational(response) {
            continue;
        }
        for header in &response.headers {
            let place = deriving.document.resolve(&header.pointer);
            let status = base.operation.real_status(response.key);
            if is_framing(status, header) || !seen.insert(place) {
                continue;
            }
            if header.required {
                made.extend(fault(deriving, base, response, header, "missing", None));
            }
            if is_typed(deriving, header) {
                let text = Some(NOT_OF_ITS_TYPE);
                made.extend(fault(deriving, base, response, header, "malformed", text));
            }
        }
    }
    let cap = deriving.options.member_faults_per_operation;
    if made.len() > cap {
        let reason = "header faults beyond the cap for one operation";
        deriving.left_out(&base.operation.pointer, reason, made.len() - cap);
    }
    made.truncate(cap);
    deriving.extend(made);
}

/// Whether a header says how the message is framed, or where to go.
fn is_framing(status: Option<u16>, header: &HeaderAt) -> bool {
    let name = header.name.to_ascii_lowercase();
    let redirects = status.is_some_and(|status| (300..400).contains(&status));
    FRAMING.contains(&name.as_str()) || (name == "location" && redirects)
}

/// Whether there are texts that are no value of the header.
fn is_typed(deriving: &Deriving<'_, '_>, header: &HeaderAt) -> bool {
    let Some(schema) = &header.schema else {
        return false;
    };
    let mut flat = Flat::new(deriving.document, std::slice::from_ref(schema));
    if flat.ty() == Some(Type::Array) {
        flat = flat.below(&flat.items());
    }
    flat.unions.is_empty()
        && matches!(
            flat.ty(),
            Some(Type::Integer | Type::Number | Type::Boolean)
        )
}

fn fault(
    deriving: &mut Deriving<'_, '_>,
    base: &Base<'_>,
    response: &ResponseAt,
    header: &HeaderAt,
    what: &str,
    text: Option<&str>,
) -> Option<Case> {
    let operation = base.operation;
    let status = operation.real_status(response.key)?;
    let one = servable(deriving, operation, response).first().cloned()?;
    let arguments = base.arguments.clone();
    let mut made = case(base.index, operation, response.key, status, &one, arguments);
    made.origin = Origin::Fault(format!("header-{what}-{}", header.name));
    made.name = name(operation, status, &made.origin);
    made.place = header.pointer.clone();
    if let Serve::Response(fixture) = &mut made.serve {
        let named = |(name, _): &(String, String)| name.eq_ignore_ascii_case(&header.name);
        fixture.headers.retain(|entry| !named(entry));
        fixture
            .headers
            .extend(text.map(|text| (header.name.clone(), text.to_owned())));
    }
    if let Expect::Documented { broken_header, .. } = &mut made.expect {
        *broken_header = Some(header.name.clone());
    }
    Some(made)
}
