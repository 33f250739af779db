//! Takes what was marked out of a document that has gone through all mends.

use super::units::component;
use super::{Components, LEFT_OUT, is_marked};
use crate::normalize::grammar::{Kind, METHODS};
use crate::normalize::walk::{Path, walk, walk_but_schemas};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Takes out the operations that were marked, and these components with whatever refers to them.
pub(in crate::normalize) fn take_out(root: &mut Value, components: &Components) {
    let mut aside = Map::new();
    walk_but_schemas(root, &mut |kind, value, at| {
        if let (Kind::PathItem, Value::Object(item)) = (kind, value) {
            let taken = operations(item);
            let place = at.pointer();
            // Of callbacks nothing is made; who counts operations does not count theirs.
            if at.depth() == 2 && !taken.is_empty() {
                aside.insert(place.last().unwrap_or_default(), Value::Object(taken));
            }
        }
    });
    let Value::Object(members) = root else {
        return;
    };
    if let Some(Value::Object(webhooks)) = members.get_mut("x-specwright-webhooks") {
        for item in webhooks.values_mut() {
            walk(
                Kind::PathItem,
                item,
                &Path::root(),
                &mut |kind, value, _| {
                    if let (Kind::PathItem, Value::Object(item)) = (kind, value) {
                        operations(item);
                    }
                },
            );
        }
    }
    if let Some(Value::Object(paths)) = members.get_mut("paths") {
        let is_empty = |item: &Value| !METHODS.iter().any(|name| item.get(*name).is_some());
        paths.retain(|path, item| !aside.contains_key(path) || !is_empty(item));
    }
    let schemas = match members.get_mut("components") {
        Some(Value::Object(sections)) => remove(sections, components),
        _ => Vec::new(),
    };
    if !aside.is_empty() || !schemas.is_empty() {
        let all = json!({"paths": aside, "schemas": schemas});
        members.insert(LEFT_OUT.to_owned(), all);
    }
}

/// Takes the marked operations out of a path item: what is needed to name and count each. Of an
/// operation that stays, the responses that are left out.
fn operations(item: &mut Map<String, Value>) -> Map<String, Value> {
    let mut taken = Map::new();
    for method in METHODS {
        let Some(Value::Object(operation)) = item.get_mut(method) else {
            continue;
        };
        let aside = if is_marked(operation) {
            let mut operation = std::mem::take(operation);
            item.shift_remove(method);
            operation.retain(|name, _| {
                ["operationId", "tags", "responses", LEFT_OUT].contains(&name.as_str())
            });
            if let Some(Value::Object(responses)) = operation.get_mut("responses") {
                responses
                    .values_mut()
                    .for_each(|response| *response = json!({}));
            }
            operation
        } else if let Some(Value::Object(reasons)) = operation.shift_remove(LEFT_OUT) {
            let responses: Map<String, Value> = reasons
                .into_iter()
                .map(|(status, reason)| (status, json!({LEFT_OUT: reason})))
                .collect();
            Map::from_iter([("responses".to_owned(), Value::Object(responses))])
        } else {
            continue;
        };
        taken.insert(method.to_owned(), Value::Object(aside));
    }
    taken
}

/// The sections of `components` in 3.0, with what they hold.
const SECTIONS: [(&str, Kind); 9] = [
    ("schemas", Kind::Schema),
    ("responses", Kind::Response),
    ("parameters", Kind::Parameter),
    ("examples", Kind::Example),
    ("requestBodies", Kind::RequestBody),
    ("headers", Kind::Header),
    ("securitySchemes", Kind::SecurityScheme),
    ("links", Kind::Link),
    ("callbacks", Kind::Callback),
];

/// Removes components and those that refer to one that is removed: in Swagger 2.0 a component may
/// have become several, none of which is used any more. The names of the schemas among them.
fn remove(sections: &mut Map<String, Value>, components: &Components) -> Vec<String> {
    let mut gone: BTreeSet<(String, String)> = components
        .iter()
        .map(|(section, name)| ((*section).to_owned(), name.clone()))
        .collect();
    let references = references(sections);
    loop {
        let before = gone.len();
        for (from, to) in &references {
            if gone.contains(to) {
                gone.insert(from.clone());
            }
        }
        if gone.len() == before {
            break;
        }
    }
    for (section, name) in &gone {
        if let Some(Value::Object(members)) = sections.get_mut(section) {
            members.shift_remove(name);
        }
    }
    let mut schemas = Vec::new();
    for (section, name) in gone {
        if section == "schemas" {
            schemas.push(name);
        }
    }
    schemas
}

/// A component by its section and name.
type Id = (String, String);

/// Which component refers to which.
fn references(sections: &mut Map<String, Value>) -> Vec<(Id, Id)> {
    let mut found = Vec::new();
    for (section, kind) in SECTIONS {
        let Some(Value::Object(members)) = sections.get_mut(section) else {
            continue;
        };
        for (name, member) in members.iter_mut() {
            let from = (section.to_owned(), name.clone());
            walk(kind, member, &Path::root(), &mut |_, value, _| {
                let to = value
                    .get("$ref")
                    .and_then(Value::as_str)
                    .and_then(component);
                found.extend(to.map(|to| (from.clone(), to)));
            });
        }
    }
    found
}
