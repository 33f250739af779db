//! Schemas that are themselves: by way of `allOf` and alternatives, without a step into a member
//! or item.
//!
//! JSON Schema 2020-12 Core, 9.4.1: "a schema MUST NOT be run into an infinite loop against an
//! instance". The usual case is inheritance said twice: a base lists its kinds in `oneOf`, and
//! each kind names the base in its `allOf`. What a kind takes over is the base without the list,
//! which becomes a schema of its own.

mod graph;

use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::pointer::Pointer;
use crate::source::Members as _;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const SCHEMAS: &str = "/components/schemas";

/// Depth of alternatives within alternatives that is looked into.
const MAX_DEPTH: usize = 64;

/// Takes apart all circles among the schemas of `components`.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let Some(Value::Object(schemas)) = root.pointer_mut(SCHEMAS) else {
        return;
    };
    inherit_without_alternatives(schemas, cx);
    cut(schemas, cx);
}

/// The schemas by number, and the numbers of those that each is.
struct Graph {
    names: Vec<String>,
    index: BTreeMap<String, usize>,
    edges: Vec<Vec<usize>>,
}

impl Graph {
    fn of(schemas: &Map<String, Value>) -> Self {
        let names: Vec<String> = schemas.keys().cloned().collect();
        let index: BTreeMap<String, usize> = names
            .iter()
            .enumerate()
            .map(|(index, name)| (name.clone(), index))
            .collect();
        let edges = schemas
            .values()
            .map(|schema| {
                let mut found = BTreeSet::new();
                parts(schema, 0, &mut |name| {
                    found.extend(index.get(&name).copied());
                });
                found.into_iter().collect()
            })
            .collect();
        Self {
            names,
            index,
            edges,
        }
    }
}

/// The names of the schemas that a schema is, without a step into a member or item.
fn parts(schema: &Value, depth: usize, visit: &mut dyn FnMut(String)) {
    if let Some(name) = referred(schema) {
        visit(name);
    } else if depth < MAX_DEPTH {
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for part in schema
                .get(keyword)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                parts(part, depth + 1, visit);
            }
        }
        if let Some(not) = schema.get("not") {
            parts(not, depth + 1, visit);
        }
    }
}

/// The name of the schema that a reference leads to.
pub(in crate::normalize) fn referred(schema: &Value) -> Option<String> {
    let text = schema.get("$ref")?.as_str()?;
    Pointer::from_fragment(text.strip_prefix('#')?)?.last()
}

pub(in crate::normalize) fn has_alternatives(schema: &Value) -> bool {
    schema.get("oneOf").is_some() || schema.get("anyOf").is_some()
}

/// Where a schema takes over, by `allOf`, one that has it among its alternatives, it takes over
/// that one without them.
fn inherit_without_alternatives(schemas: &mut Map<String, Value>, cx: &mut Context<'_>) {
    let graph = Graph::of(schemas);
    let number = graph::components(&graph.edges);
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    let mut heirs: Vec<(String, BTreeSet<String>)> = Vec::new();
    for (name, schema) in &*schemas {
        let own = graph.index.get(name).and_then(|index| number.get(*index));
        let bases: BTreeSet<String> = schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(referred)
            .filter(|base| base != name && schemas.get(base).is_some_and(has_alternatives))
            .filter(|base| graph.index.get(base).and_then(|index| number.get(*index)) == own)
            .collect();
        if !bases.is_empty() {
            wanted.extend(bases.iter().cloned());
            heirs.push((name.clone(), bases));
        }
    }
    let made: BTreeMap<String, Option<String>> = wanted
        .into_iter()
        .map(|name| {
            let base = make_base(&name, schemas, cx);
            (name, base)
        })
        .collect();
    for (name, bases) in heirs {
        cx.warning(
            code::ENDLESS_SCHEMA,
            &Path::base(SCHEMAS).key(&name),
            "the schema takes over one that has it among its alternatives; it takes over that one without them",
        );
        let Some(Value::Array(parts)) = schemas
            .get_mut(&name)
            .and_then(|schema| schema.get_mut("allOf"))
        else {
            continue;
        };
        parts.retain_mut(|part| {
            let Some(base) = referred(part).filter(|base| bases.contains(base)) else {
                return true;
            };
            match made.get(&base).and_then(Option::as_ref) {
                Some(base) => {
                    *part = json!({"$ref": reference(base)});
                    true
                }
                None => false,
            }
        });
    }
}

pub(in crate::normalize) fn reference(name: &str) -> String {
    let pointer = Pointer::parse(SCHEMAS).unwrap_or_default().child(name);
    format!("#{}", pointer.to_fragment())
}

/// Makes a schema of what another says beside its alternatives; `None` where that is nothing.
pub(in crate::normalize) fn make_base(
    name: &str,
    schemas: &mut Map<String, Value>,
    cx: &mut Context<'_>,
) -> Option<String> {
    let mut members = schemas.get(name)?.as_object()?.clone();
    for keyword in ["oneOf", "anyOf", "discriminator"] {
        members.take_member(keyword);
    }
    let says_something = members
        .keys()
        .any(|member| matches!(member.as_str(), "properties" | "allOf" | "required"))
        || members.has("additionalProperties");
    if !says_something {
        return None;
    }
    let mut free = format!("{name}Base");
    while schemas.contains_key(&free) {
        free.push('_');
    }
    let section = Path::base(SCHEMAS);
    let (file, origin) = cx.origin.find(&section.key(name).pointer());
    cx.origin.moved(section.key(&free).pointer(), file, origin);
    schemas.insert(free.clone(), Value::Object(members));
    Some(free)
}

/// Leaves out the references that still close a circle.
pub(in crate::normalize) fn cut(schemas: &mut Map<String, Value>, cx: &mut Context<'_>) {
    let graph = Graph::of(schemas);
    // Beginning with the lists, so that what closes a circle is what takes a list over.
    let (mut first, rest): (Vec<usize>, Vec<usize>) = (0..graph.names.len()).partition(|index| {
        let name = graph.names.get(*index);
        name.and_then(|name| schemas.get(name))
            .is_some_and(has_alternatives)
    });
    first.extend(rest);
    for (from, to) in graph::closing(&graph.edges, &first) {
        let (Some(from), Some(to)) = (graph.names.get(from), graph.names.get(to)) else {
            continue;
        };
        cx.warning(
            code::ENDLESS_SCHEMA,
            &Path::base(SCHEMAS).key(from),
            "the schema is itself, without a step into a member or item; the part that says so is left out",
        );
        if let Some(schema) = schemas.get_mut(from) {
            leave_out(schema, to, 0);
        }
    }
}

/// Takes the references to a schema out of the parts of another.
fn leave_out(schema: &mut Value, name: &str, depth: usize) {
    let Value::Object(members) = schema else {
        return;
    };
    if depth > MAX_DEPTH {
        return;
    }
    let is_it = |part: &Value| referred(part).as_deref() == Some(name);
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let Some(Value::Array(parts)) = members.member_mut(keyword) else {
            continue;
        };
        parts.retain(|part| !is_it(part));
        for part in parts.iter_mut() {
            leave_out(part, name, depth + 1);
        }
        if parts.is_empty() {
            members.take_member(keyword);
        }
    }
    match members.member_mut("not") {
        Some(not) if is_it(not) => {
            members.take_member("not");
        }
        Some(not) => leave_out(not, name, depth + 1),
        None => {}
    }
}
