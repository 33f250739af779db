//! Which operations' requests have the same setters, so that one struct does for all of them.
//!
//! Runs when everything has its name and place: setters are the same where nothing tells them
//! apart, their documentation included. How a value is encoded stands in the table of each
//! operation and is not asked.
//!
//! Must not: look at the document.

use super::names::{self, Alternative, Wish, settle};
use crate::api::{Api, BodyKind, Operation, RequestType, SharedRequest};
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Settles the request type of every operation.
pub(super) fn settle_types(api: &mut Api) {
    let mut shared = shared(api);
    let names = settled(&shared);
    for ((request, _), name) in shared.iter_mut().zip(names) {
        request.type_name = names::type_name(&name);
    }
    shared.sort_by(|(a, _), (b, _)| a.type_name.cmp(&b.type_name));
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (request, operations)) in shared.into_iter().enumerate() {
        places.extend(operations.into_iter().map(|key| (key, index)));
        api.requests.push(request);
    }
    let operations = api.groups.iter_mut().flat_map(|it| &mut it.operations);
    for operation in operations {
        operation.request = match places.get(&operation.key) {
            Some(index) => RequestType::Shared(*index),
            None if has_setters(operation) => RequestType::Own,
            None => RequestType::Plain,
        };
    }
}

fn has_setters(operation: &Operation) -> bool {
    operation.optional_parameters().next().is_some() || operation.optional_body().is_some()
}

/// The structs that more than one operation has, still without a name, with the keys of these
/// operations.
fn shared(api: &Api) -> Vec<(SharedRequest, Vec<String>)> {
    let mut found: IndexMap<String, (SharedRequest, Vec<String>)> = IndexMap::new();
    for operation in api.operations().filter(|it| has_setters(it)) {
        let request = request(operation);
        if request.body.as_ref().is_some_and(declares_types) {
            continue;
        }
        let setters = everything(&request);
        let (_, operations) = found.entry(setters).or_insert((request, Vec::new()));
        operations.push(operation.key.clone());
    }
    let found = found.into_values();
    found.filter(|(_, keys)| keys.len() > 1).collect()
}

/// The setters of an operation.
fn request(operation: &Operation) -> SharedRequest {
    let parameters = operation.optional_parameters();
    SharedRequest {
        type_name: operation.type_name.clone(),
        parameters: parameters.map(|(_, it)| it.clone()).collect(),
        body: operation.optional_body().cloned(),
    }
}

/// Whether a body has types of its own, which belong to one operation.
fn declares_types(body: &crate::api::RequestBody) -> bool {
    let mut contents = body.contents.iter();
    body.enum_name.is_some()
        || contents.any(|content| matches!(content.kind, BodyKind::Multipart(_)))
}

/// All that setters are told apart by.
fn everything(request: &SharedRequest) -> String {
    let mut text = String::new();
    for it in &request.parameters {
        let (name, ty, doc) = (it.name.as_str(), &it.ty, it.doc.as_str());
        let place = (it.location, &it.wire_name, it.deprecated);
        // No doc has a control character, so that the end of each is seen.
        let _ = write!(text, "{place:?} {name} {ty:?} {doc}\0");
    }
    let _ = write!(text, "{:?}", request.body);
    text
}

/// Names after the setters, so that they stay where other operations come or go:
/// `PageAndPerPageRequest`. Equal ones are told apart by what the setters' texts say.
fn settled(shared: &[(SharedRequest, Vec<String>)]) -> Vec<String> {
    let wishes: Vec<Wish> = shared
        .iter()
        .map(|(request, _)| {
            let parameters = request.parameters.iter();
            let parameters = parameters.map(|it| (it.wire_name.as_str(), it.doc.as_str()));
            let body = request.body.iter();
            let body = body.map(|it| (it.name.as_str(), it.doc.as_str()));
            let setters: Vec<(&str, &str)> = parameters.chain(body).collect();
            let texts: Vec<&str> = setters.iter().map(|(text, _)| *text).collect();
            Wish {
                base: base(&texts),
                alternative: Alternative::None,
                key: format!("{setters:?}"),
                rank: 0,
            }
        })
        .collect();
    settle(&wishes, "")
}

/// `PageRequest`, `PageAndPerPageRequest`, `PageAnd3MoreRequest`.
fn base(setters: &[&str]) -> String {
    let setters: Vec<&str> = setters
        .iter()
        .map(|it| it.trim_start_matches("r#"))
        .collect();
    let (first, more) = match setters.as_slice() {
        [] => return "Request".to_owned(),
        [one] => (one, String::new()),
        [one, other] => (one, format!("And{}", names::pascal(other))),
        [one, rest @ ..] => (one, format!("And{}More", rest.len())),
    };
    names::pascal_within(&format!("{}{more}", names::pascal(first)), "Request")
}
