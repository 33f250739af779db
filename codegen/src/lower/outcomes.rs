//! Which operations' responses are the same, so that one enum does for all of them.
//!
//! Runs when everything has its name and place: enums are the same where nothing tells them apart,
//! their documentation included. Media types stand in the table of each operation and are not asked.
//!
//! Each operation has a type of its own nevertheless, by a number: whoever implements `From` for the
//! errors of two operations must not find them to be one, and less so once the document has changed.
//!
//! Must not: look at the document.

use super::names::{self, Alternative, Wish, settle};
use crate::api::{
    Api, Operation, Outcome, ResponseBody, ResponseCase, SharedEnum, SharedResponses, TypeName,
    TypeRef,
};
use indexmap::IndexMap;
use std::collections::{BTreeSet, HashMap};

/// Settles which operations have another name for an enum of several.
pub(super) fn settle_enums(api: &mut Api) {
    let mut shared = shared(api);
    let names = settled(&shared, api);
    for ((responses, _), name) in shared.iter_mut().zip(names) {
        responses.type_name = names::type_name(&name);
    }
    shared.sort_by(|(a, _), (b, _)| a.type_name.cmp(&b.type_name));
    let mut places: HashMap<TypeName, SharedEnum> = HashMap::new();
    for (index, (responses, names)) in shared.into_iter().enumerate() {
        let numbers = numbers(&names);
        let places_here = names.into_iter().zip(numbers);
        places.extend(places_here.map(|(name, number)| (name, SharedEnum { index, number })));
        api.responses.push(responses);
    }
    let operations = api.groups.iter_mut().flat_map(|it| &mut it.operations);
    for operation in operations {
        let place = |name: &Option<TypeName>| places.get(name.as_ref()?).copied();
        operation.ok_shared = place(&operation.ok_name);
        operation.error_shared = place(&operation.error_name);
    }
}

/// The enums that more than one operation has, still without a name, with the names that these
/// operations have for it.
fn shared(api: &Api) -> Vec<(SharedResponses, Vec<TypeName>)> {
    let mut found: IndexMap<(Outcome, String), (SharedResponses, Vec<TypeName>)> = IndexMap::new();
    for operation in api.operations() {
        for (outcome, name) in enums(operation) {
            let cases: Vec<&ResponseCase> = operation.cases(outcome).collect();
            let Some(text) = text(&cases, api) else {
                continue;
            };
            let (_, names) = found.entry((outcome, text)).or_insert_with(|| {
                let responses = SharedResponses {
                    type_name: name.clone(),
                    outcome,
                    cases: cases.into_iter().map(|it| unnamed(it, api)).collect(),
                };
                (responses, Vec::new())
            });
            names.push(name.clone());
        }
    }
    let found = found.into_values();
    found.filter(|(_, names)| names.len() > 1).collect()
}

/// The enums of an operation.
fn enums(operation: &Operation) -> impl Iterator<Item = (Outcome, &TypeName)> {
    let ok = operation.ok_name.iter().map(|it| (Outcome::Success, it));
    ok.chain(operation.error_name.iter().map(|it| (Outcome::Error, it)))
}

/// A response whose headers are a struct, not another name of it that some operation has.
fn unnamed(case: &ResponseCase, api: &Api) -> ResponseCase {
    ResponseCase {
        headers: headers(case, api),
        ..case.clone()
    }
}

/// The header struct of a response.
fn headers(case: &ResponseCase, api: &Api) -> Option<usize> {
    let index = case.headers?;
    let set = api.header_sets.get(index)?;
    Some(set.same_as.unwrap_or(index))
}

/// All that enums are told apart by; `None` where a body is an enum that belongs to one operation.
fn text(cases: &[&ResponseCase], api: &Api) -> Option<String> {
    let mut texts = Vec::new();
    for case in cases {
        let headers = headers(case, api).and_then(|index| api.header_sets.get(index));
        let headers = headers.map(|set| &set.type_name);
        let body = body_text(&case.body, api)?;
        let status = (case.key, &case.variant);
        // No doc has a control character, so that the end of each is seen.
        let doc = case.doc.as_str();
        texts.push(format!("{status:?} {body} {headers:?} {doc}\0"));
    }
    Some(texts.concat())
}

/// The type of a body, its media types left out.
fn body_text(body: &ResponseBody, api: &Api) -> Option<String> {
    Some(match body {
        ResponseBody::Empty => "nothing".to_owned(),
        ResponseBody::Json { ty, .. } => type_text(ty, api),
        ResponseBody::Text { .. } => "text".to_owned(),
        ResponseBody::Bytes { .. } => "bytes".to_owned(),
        ResponseBody::Events { ty, .. } => format!("events {}", type_text(ty, api)),
        ResponseBody::JsonLines { ty, .. } => format!("lines {}", type_text(ty, api)),
        ResponseBody::Choice { .. } => return None,
    })
}

/// A type by its name, which stays where other types come and go.
fn type_text(ty: &TypeRef, api: &Api) -> String {
    match ty {
        TypeRef::Named(id) => match api.type_def(*id) {
            Some(def) => format!("`{}`", def.name.as_str()),
            None => format!("{id:?}"),
        },
        TypeRef::Array(of) => format!("array {}", type_text(of, api)),
        TypeRef::Map(of) => format!("map {}", type_text(of, api)),
        TypeRef::Nullable(of) => format!("nullable {}", type_text(of, api)),
        TypeRef::Boxed(of) => format!("boxed {}", type_text(of, api)),
        scalar => format!("{scalar:?}"),
    }
}

/// A number for each of these names, made from the name alone unless two give the same.
fn numbers(names: &[TypeName]) -> Vec<u32> {
    let mut taken = BTreeSet::new();
    names
        .iter()
        .map(|name| {
            let hash = names::hash(name.as_str(), 8);
            let mut number = u32::from_str_radix(&hash, 16).unwrap_or_default();
            while !taken.insert(number) {
                number = number.wrapping_add(1);
            }
            number
        })
        .collect()
}

/// Names after the variants, so that they stay where other operations come or go:
/// `NotFoundOrGoneError`. Equal ones are told apart by the first body, or by all that is in them.
fn settled(shared: &[(SharedResponses, Vec<TypeName>)], api: &Api) -> Vec<String> {
    let wishes: Vec<Wish> = shared
        .iter()
        .map(|(responses, _)| {
            let cases: Vec<&ResponseCase> = responses.cases.iter().collect();
            let base = base(&cases, responses.outcome);
            let body = cases.iter().find_map(|case| declared(&case.body, api));
            Wish {
                alternative: body.map_or(Alternative::None, |body| {
                    Alternative::Name(names::pascal_within(body, &base))
                }),
                base,
                key: text(&cases, api).unwrap_or_default(),
                rank: 0,
            }
        })
        .collect();
    settle(&wishes, "")
}

/// Name of the declared type that a body is.
fn declared<'a>(body: &ResponseBody, api: &'a Api) -> Option<&'a str> {
    match body {
        ResponseBody::Json {
            ty: TypeRef::Named(id),
            ..
        } => api.type_def(*id).map(|def| def.name.as_str()),
        _ => None,
    }
}

/// `NotFoundError`, `NotFoundOrGoneError`, `NotFoundOr3MoreError`, `NotFoundOrServerError`.
fn base(cases: &[&ResponseCase], outcome: Outcome) -> String {
    let variants: Vec<&str> = cases.iter().map(|case| case.variant.as_str()).collect();
    let variants = match variants.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, other] => format!("{one}Or{other}"),
        [one, rest @ ..] => format!("{one}Or{}More", rest.len()),
    };
    let outcome = match outcome {
        Outcome::Success => "Ok",
        Outcome::Error if variants.ends_with("Error") => return variants,
        Outcome::Error => "Error",
    };
    names::pascal_within(&variants, outcome)
}
