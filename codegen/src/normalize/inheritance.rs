//! Inheritance: a schema with a `discriminator`, and others that take it over by `allOf`, becomes
//! a choice of them.
//!
//! OpenAPI 3.0.3, 4.7.24.1: the discriminator is the property "that decides which schema definition
//! validates the structure of the model". Where such a base is asked for, a value is one of its
//! heirs, with members that the base does not name. So the base becomes a choice of its heirs, each
//! with the value that tells it, and what they take over becomes a schema of its own. A base that is
//! itself a kind of value is an alternative too.
//!
//! A base that is never asked for, and one that lists its alternatives itself, stays as it is.

use super::context::Context;
use super::grammar::Kind;
use super::mend::endless::{self, make_base, reference, referred};
use super::walk::{Path, walk};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const SCHEMAS: &str = "/components/schemas";

/// Depth of `allOf` within `allOf` that is looked into.
const MAX_DEPTH: usize = 64;

/// What says nothing of a value beside an `allOf`.
const ANNOTATIONS: [&str; 11] = [
    "title",
    "description",
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "example",
    "default",
    "externalDocs",
    "xml",
    "type",
];

type Members = Map<String, Value>;

/// Heirs of each base, in document order.
type Heirs = BTreeMap<String, Vec<String>>;

/// Turns every base that is asked for into a choice of its heirs.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let mut heirs = root
        .pointer(SCHEMAS)
        .and_then(Value::as_object)
        .map(heirs)
        .unwrap_or_default();
    if heirs.is_empty() {
        return;
    }
    let asked = asked_for(root, &heirs);
    heirs.retain(|base, _| asked.contains(base));
    let Some(Value::Object(schemas)) = root.pointer_mut(SCHEMAS) else {
        return;
    };
    let mut parts: BTreeMap<String, Option<String>> = BTreeMap::new();
    for base in heirs.keys() {
        let part = make_base(base, schemas, cx);
        if let Some(Value::Object(members)) = part.as_ref().and_then(|part| schemas.get_mut(part)) {
            for annotation in ["nullable", "example", "default", "x-specwright-examples"] {
                members.shift_remove(annotation);
            }
        }
        parts.insert(base.clone(), part);
    }
    let choices: Vec<(String, Members)> = heirs
        .iter()
        .filter_map(|(base, heirs)| Some((base.clone(), choice(base, heirs, &parts, schemas)?)))
        .collect();
    for (base, choice) in choices {
        schemas.insert(base, Value::Object(choice));
    }
    walk(Kind::Root, root, &Path::root(), &mut |kind, value, at| {
        if kind == Kind::Schema {
            take_over_parts(value, at, &heirs, &parts);
        }
    });
    if let Some(Value::Object(schemas)) = root.pointer_mut(SCHEMAS) {
        endless::cut(schemas, cx);
    }
}

/// The heirs of each schema with a discriminator and without alternatives of its own.
fn heirs(schemas: &Members) -> Heirs {
    let is_base = |schema: &Value| {
        property(schema).is_some()
            && !endless::has_alternatives(schema)
            && schema.get("x-specwright-null").is_none()
    };
    let mut heirs: Heirs = schemas
        .iter()
        .filter(|(_, schema)| is_base(schema))
        .map(|(name, _)| (name.clone(), Vec::new()))
        .collect();
    if heirs.is_empty() {
        return heirs;
    }
    for (name, schema) in schemas {
        for taken in taken_over(name, schema, schemas) {
            let base = schemas.get(&taken);
            let is_mapped = || base.is_some_and(|base| !mapped(base, name).is_empty());
            if let Some(heirs) = heirs.get_mut(&taken)
                && (adds_something(schema) || is_mapped())
            {
                heirs.push(name.clone());
            }
        }
    }
    heirs.retain(|_, heirs| !heirs.is_empty());
    heirs
}

/// All schemas that one takes over by `allOf`, itself not among them.
fn taken_over(name: &str, schema: &Value, schemas: &Members) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        let mut direct = Vec::new();
        parts_of(schema, 0, &mut direct);
        for other in direct {
            if other != name && found.insert(other.clone()) {
                open.extend(schemas.get(&other));
            }
        }
    }
    found
}

/// The names in the `allOf` of a schema, and of those written in place within.
fn parts_of(schema: &Value, depth: usize, found: &mut Vec<String>) {
    let parts = schema.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        match referred(part) {
            Some(name) => found.push(name),
            None if depth < MAX_DEPTH => parts_of(part, depth + 1, found),
            None => {}
        }
    }
}

/// Whether a schema says more than that it is another: more than one part, or members of its own.
fn adds_something(schema: &Value) -> bool {
    let Some(members) = schema.as_object() else {
        return false;
    };
    let says = |part: &&Value| {
        let members = part.as_object();
        members.is_some_and(|members| {
            members
                .keys()
                .any(|key| !ANNOTATIONS.contains(&key.as_str()) && !key.starts_with("x-"))
        })
    };
    let parts = schema.get("allOf").and_then(Value::as_array);
    parts.into_iter().flatten().filter(says).count() > 1
        || members.keys().any(|key| {
            key != "allOf" && !ANNOTATIONS.contains(&key.as_str()) && !key.starts_with("x-")
        })
}

/// The bases that something asks for: a reference that is not there to take the base over.
fn asked_for(root: &mut Value, heirs: &Heirs) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    walk(Kind::Root, root, &Path::root(), &mut |kind, value, at| {
        if kind != Kind::Schema {
            return;
        }
        if let Some(name) = referred(value).filter(|name| heirs.contains_key(name)) {
            counts.entry(name).or_default().0 += 1;
            return;
        }
        let parts = value.get("allOf").and_then(Value::as_array);
        for name in parts.into_iter().flatten().filter_map(referred) {
            if takes_over(value, at, &name, heirs) {
                counts.entry(name).or_default().1 += 1;
            }
        }
    });
    let asked = counts.into_iter().filter(|(_, (all, over))| all > over);
    asked.map(|(name, _)| name).collect()
}

/// Whether a schema with a base in its `allOf` takes it over, and is not just another word for it.
fn takes_over(schema: &Value, at: &Path<'_>, base: &str, heirs: &Heirs) -> bool {
    let Some(heirs) = heirs.get(base) else {
        return false;
    };
    adds_something(schema) || component(at).is_some_and(|own| heirs.contains(&own))
}

/// The name of the component schema at a place.
fn component(at: &Path<'_>) -> Option<String> {
    let pointer = at.pointer();
    let parent = pointer.parent()?;
    (parent.as_str() == SCHEMAS).then(|| pointer.last())?
}

/// Lets a schema take over what a base says of itself, in place of the choice that it has become.
fn take_over_parts(
    schema: &mut Value,
    at: &Path<'_>,
    heirs: &Heirs,
    parts: &BTreeMap<String, Option<String>>,
) {
    let all = schema.get("allOf").and_then(Value::as_array);
    let taken: BTreeSet<String> = all
        .into_iter()
        .flatten()
        .filter_map(referred)
        .filter(|base| takes_over(schema, at, base, heirs))
        .collect();
    if taken.is_empty() {
        return;
    }
    let Some(Value::Array(all)) = schema.get_mut("allOf") else {
        return;
    };
    all.retain_mut(|part| {
        let Some(base) = referred(part).filter(|base| taken.contains(base)) else {
            return true;
        };
        match parts.get(&base).and_then(Option::as_ref) {
            Some(base) => *part = json!({"$ref": reference(base)}),
            None => return false,
        }
        true
    });
}

/// What a base becomes: its annotations, its heirs, and the value that tells each.
fn choice(
    base: &str,
    heirs: &[String],
    parts: &BTreeMap<String, Option<String>>,
    schemas: &Members,
) -> Option<Members> {
    let schema = schemas.get(base)?;
    let property = property(schema)?;
    let values = documented(schema, property, schemas);
    let mut alternatives = Vec::new();
    let mut mapping = Members::new();
    let own = own_values(base, schema, &values);
    let part = parts.get(base).and_then(Option::as_ref);
    let itself = part.filter(|_| !own.is_empty()).map(|part| (part, own));
    let heirs = heirs.iter().map(|heir| {
        // An heir with heirs of its own is a choice: here it is meant alone.
        let alone = parts.get(heir).and_then(Option::as_ref);
        (alone.unwrap_or(heir), tags(heir, schema, &values, schemas))
    });
    for (alternative, values) in heirs.chain(itself) {
        let reference = reference(alternative);
        for value in values {
            mapping.entry(value).or_insert_with(|| json!(reference));
        }
        alternatives.push(json!({"$ref": reference}));
    }
    let mut members: Members = schema.as_object()?.clone();
    members.retain(|key, _| {
        key.starts_with("x-") || key != "type" && ANNOTATIONS.contains(&key.as_str())
    });
    members.insert("oneOf".to_owned(), Value::Array(alternatives));
    members.insert(
        "discriminator".to_owned(),
        json!({"propertyName": property, "mapping": mapping}),
    );
    Some(members)
}

/// The member that tells heirs apart.
fn property(schema: &Value) -> Option<&str> {
    schema.get("discriminator")?.get("propertyName")?.as_str()
}

/// The values that the mapping of a base has for a schema.
fn mapped(base: &Value, name: &str) -> Vec<String> {
    let reference = reference(name);
    let mapping = base.get("discriminator").and_then(|it| it.get("mapping"));
    let mapping = mapping.and_then(Value::as_object).into_iter().flatten();
    mapping
        .filter(|(_, target)| target.as_str() == Some(&reference))
        .map(|(value, _)| value.clone())
        .collect()
}

/// The values by which a base knows an heir: those of its mapping, else the one that the heir itself
/// documents, else its name, spelt as the base documents it.
fn tags(heir: &str, base: &Value, values: &[String], schemas: &Members) -> Vec<String> {
    let mapped = mapped(base, heir);
    if !mapped.is_empty() {
        return mapped;
    }
    let own = schemas.get(heir).and_then(|schema| {
        // AutoRest's extension for Swagger 2.0, which has no mapping.
        let named = schema
            .get("x-ms-discriminator-value")
            .and_then(Value::as_str);
        let documented = || only_value(schema, property(base)?, schemas, 0);
        named.map(str::to_owned).or_else(documented)
    });
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let spelt = || {
        let exact = values.iter().find(|value| *value == heir);
        exact.or_else(|| values.iter().find(|value| letters(value) == letters(heir)))
    };
    let tag = own.or_else(|| spelt().cloned());
    vec![tag.unwrap_or_else(|| heir.to_owned())]
}

/// The values that mean the base itself: of a base with a mapping those that name it; else its name,
/// where it documents no other values.
fn own_values(base: &str, schema: &Value, values: &[String]) -> Vec<String> {
    let mapped = mapped(schema, base);
    let has_mapping = schema
        .get("discriminator")
        .is_some_and(|it| it.get("mapping").is_some());
    if has_mapping || !values.is_empty() && !values.iter().any(|value| value == base) {
        return mapped;
    }
    vec![base.to_owned()]
}

/// The one value that a schema's own parts document for a member.
fn only_value(schema: &Value, property: &str, schemas: &Members, depth: usize) -> Option<String> {
    if let [only] = documented(schema, property, schemas).as_slice() {
        return Some(only.clone());
    }
    let parts = schema.get("allOf").and_then(Value::as_array);
    parts
        .filter(|_| depth < MAX_DEPTH)?
        .iter()
        .filter(|part| referred(part).is_none())
        .find_map(|part| only_value(part, property, schemas, depth + 1))
}

/// The values that a schema itself documents for a member.
fn documented(schema: &Value, property: &str, schemas: &Members) -> Vec<String> {
    let member = schema.get("properties").and_then(|it| it.get(property));
    let member = member.map(|member| {
        referred(member)
            .and_then(|name| schemas.get(&name))
            .unwrap_or(member)
    });
    let values = member
        .and_then(|it| it.get("enum"))
        .and_then(Value::as_array);
    let texts = values.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}
