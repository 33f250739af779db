//! Schemas that must all hold, with references followed and `allOf` unfolded: what synthesis,
//! comparison and faults look at.

use super::discriminator::Discriminator;
use crate::document::{Document, local};
use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};
use specwright::pointer::Pointer;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// How many schemas may hold at one place.
const MAX_PARTS: usize = 512;

/// A JSON type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is the type of its name")]
pub enum Type {
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
}

/// What members an object may have besides the named ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Additional {
    /// The document does not say.
    Silent,
    /// None.
    Forbidden,
    /// Any value.
    Any,
    /// Values of all these schemas.
    Schemas(Vec<Pointer>),
}

/// Alternatives of which one (or more) must hold.
#[derive(Debug, Clone)]
pub(crate) struct Union {
    /// Place of the `oneOf` or `anyOf`.
    pub(crate) pointer: Pointer,
    /// Places of the branches.
    pub(crate) branches: Vec<Pointer>,
    /// How the document tells them apart.
    pub(crate) discriminator: Option<Discriminator>,
}

/// Schemas that must all hold.
#[derive(Debug, Clone)]
pub(crate) struct Flat<'d> {
    document: &'d Document,
    parts: Vec<(Pointer, &'d Map<String, Value>)>,
    /// Unions not yet decided.
    pub(crate) unions: Vec<Union>,
    /// Member and value that say which schema of a hierarchy this is.
    pub(crate) tags: Vec<(String, Vec<String>)>,
    /// Whether null is allowed.
    pub(crate) nullable: bool,
    seen: BTreeSet<Pointer>,
    /// Members that every alternative of a settled union requires.
    demanded: Vec<&'d str>,
    /// Looked up often, so made once.
    properties: OnceCell<IndexMap<String, Vec<Pointer>>>,
}

impl<'d> Flat<'d> {
    /// All of these schemas.
    pub(crate) fn new(document: &'d Document, schemas: &[Pointer]) -> Self {
        let mut flat = Self {
            document,
            parts: Vec::new(),
            unions: Vec::new(),
            tags: Vec::new(),
            nullable: !schemas.is_empty() && schemas.iter().all(|s| is_nullable(document, s, 0)),
            seen: BTreeSet::new(),
            demanded: Vec::new(),
            properties: OnceCell::new(),
        };
        for schema in schemas {
            flat.add(schema);
        }
        flat
    }

    /// Decides a union for one of its branches.
    pub(crate) fn choose(&mut self, union: &Union, branch: usize) {
        let Some(pointer) = union.branches.get(branch) else {
            return;
        };
        if let (Some(discriminator), Some(value)) =
            (&union.discriminator, self.document.at(pointer))
        {
            let tags = discriminator.tags(self.document, value);
            if !tags.is_empty() {
                self.tags.push((discriminator.property.clone(), tags));
            }
        }
        self.add(pointer);
    }

    /// Settles the unions whose alternatives differ in nothing but what they require: a reader has
    /// one type for all of them, and holds it to what all of them require.
    pub(crate) fn settle_requirements(&mut self) {
        let document = self.document;
        let demanded = &mut self.demanded;
        self.unions.retain(|union| {
            let lists: Option<Vec<Vec<&str>>> = union
                .branches
                .iter()
                .map(|branch| only_requires(document.at(branch)?))
                .collect();
            if let Some((first, others)) = lists.as_deref().and_then(<[_]>::split_first) {
                let of_all = |name: &&str| others.iter().all(|list| list.contains(name));
                demanded.extend(first.iter().copied().filter(of_all));
            }
            lists.is_none()
        });
    }

    fn add(&mut self, schema: &Pointer) {
        self.properties = OnceCell::new();
        let name = self.referred_name(schema);
        let mut pending = vec![schema.clone()];
        while let Some(next) = pending.pop() {
            if self.parts.len() >= MAX_PARTS {
                return;
            }
            let Some((pointer, object)) = self.document.object(&next) else {
                continue;
            };
            if !self.seen.insert(pointer.clone()) {
                continue;
            }
            self.parts.push((pointer.clone(), object));
            self.tag_of_hierarchy(name.as_deref(), &pointer, object);
            if let Some(Value::Array(all)) = object.get("allOf") {
                let list = pointer.child("allOf");
                pending.extend((0..all.len()).rev().map(|index| list.item(index)));
            }
            self.add_unions(&pointer, object);
        }
    }

    fn add_unions(&mut self, pointer: &Pointer, object: &'d Map<String, Value>) {
        for name in ["oneOf", "anyOf"] {
            if let Some(Value::Array(branches)) = object.get(name) {
                let list = pointer.child(name);
                if !branches.is_empty() {
                    self.unions.push(Union {
                        branches: (0..branches.len()).map(|i| list.item(i)).collect(),
                        pointer: list,
                        discriminator: Discriminator::of(object),
                    });
                }
            }
        }
    }

    /// Name of the schema that a reference at this place leads to first.
    fn referred_name(&self, schema: &Pointer) -> Option<String> {
        let value = self.document.at(schema)?;
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => local(reference)?.last(),
            None => schema.last(),
        }
    }

    /// 4.7.25: a schema that takes in, by `allOf`, one with a discriminator has a tag of its own.
    fn tag_of_hierarchy(
        &mut self,
        name: Option<&str>,
        pointer: &Pointer,
        object: &Map<String, Value>,
    ) {
        let (Some(name), Some(discriminator)) = (name, Discriminator::of(object)) else {
            return;
        };
        let own = pointer.last().is_some_and(|last| last == name);
        if !own && !object.contains_key("oneOf") && !object.contains_key("anyOf") {
            let tags = discriminator.tags_of(name);
            self.tags.push((discriminator.property, tags));
        }
    }

    fn values<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'d Value> + 's {
        self.parts
            .iter()
            .filter_map(move |(_, object)| object.get(name))
    }

    /// Other schemas of the same document.
    pub(crate) fn below(&self, schemas: &[Pointer]) -> Flat<'d> {
        Self::new(self.document, schemas)
    }

    /// Place of the first schema.
    pub(crate) fn pointer(&self) -> Option<&Pointer> {
        self.parts.first().map(|(pointer, _)| pointer)
    }

    /// Declared type, else what the keywords are about; `None` where any type will do.
    pub(crate) fn ty(&self) -> Option<Type> {
        let declared = self
            .values("type")
            .filter_map(|value| parse_type(value.as_str()?))
            // `integer` is the narrower of two that must both hold.
            .max_by_key(|ty| *ty == Type::Integer);
        declared.or_else(|| self.inferred())
    }

    fn inferred(&self) -> Option<Type> {
        let has = |names: &[&str]| names.iter().any(|name| self.values(name).next().is_some());
        if has(&[
            "properties",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ]) {
            return Some(Type::Object);
        }
        if has(&["items", "minItems", "maxItems", "uniqueItems"]) {
            return Some(Type::Array);
        }
        if let Some(value) = self.values("enum").find_map(|v| v.as_array()?.first()) {
            return type_of(value);
        }
        if has(&["pattern", "minLength", "maxLength"]) {
            return Some(Type::String);
        }
        if has(&["minimum", "maximum", "multipleOf"]) {
            return Some(Type::Number);
        }
        has(&["required"]).then_some(Type::Object)
    }

    /// Values that every `enum` allows; `None` where there is none.
    pub(crate) fn enumeration(&self) -> Option<Vec<&'d Value>> {
        let mut lists = self.values("enum").filter_map(Value::as_array);
        let mut allowed: Vec<&Value> = lists.next()?.iter().collect();
        for list in lists {
            allowed.retain(|value| list.contains(value));
        }
        Some(allowed)
    }

    /// Where a value is first listed by an `enum`.
    pub(crate) fn enum_place(&self, value: &Value) -> Option<Pointer> {
        self.parts.iter().find_map(|(pointer, object)| {
            let values = object.get("enum")?.as_array()?;
            let index = values.iter().position(|listed| listed == value)?;
            Some(pointer.child("enum").item(index))
        })
    }

    /// Named members with the schemas that hold for each.
    pub(crate) fn properties(&self) -> &IndexMap<String, Vec<Pointer>> {
        self.properties.get_or_init(|| self.make_properties())
    }

    fn make_properties(&self) -> IndexMap<String, Vec<Pointer>> {
        let mut found: IndexMap<String, Vec<Pointer>> = IndexMap::new();
        for (pointer, object) in &self.parts {
            if let Some(Value::Object(properties)) = object.get("properties") {
                for name in properties.keys() {
                    let place = pointer.child("properties").child(name);
                    found.entry(name.clone()).or_default().push(place);
                }
            }
        }
        found
    }

    /// Names of required members.
    pub(crate) fn required(&self) -> IndexSet<&'d str> {
        self.values("required")
            .filter_map(Value::as_array)
            .flatten()
            .filter_map(Value::as_str)
            .chain(self.demanded.iter().copied())
            .collect()
    }

    /// What holds for members that are not named.
    pub(crate) fn additional(&self) -> Additional {
        let mut found = Additional::Silent;
        for (pointer, object) in &self.parts {
            match object.get("additionalProperties") {
                Some(Value::Bool(false)) => return Additional::Forbidden,
                Some(Value::Bool(true)) if found == Additional::Silent => found = Additional::Any,
                Some(Value::Object(schema)) if schema.is_empty() && found == Additional::Silent => {
                    found = Additional::Any;
                }
                Some(Value::Object(_)) => {
                    let place = pointer.child("additionalProperties");
                    match &mut found {
                        Additional::Schemas(list) => list.push(place),
                        _ => found = Additional::Schemas(vec![place]),
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Schemas of an array's items.
    pub(crate) fn items(&self) -> Vec<Pointer> {
        self.parts
            .iter()
            .filter(|(_, object)| object.contains_key("items"))
            .map(|(pointer, _)| pointer.child("items"))
            .collect()
    }

    /// The greatest of a lower bound such as `minLength`.
    pub(crate) fn at_least(&self, name: &str) -> Option<u64> {
        self.values(name).filter_map(Value::as_u64).max()
    }

    /// The least of an upper bound such as `maxLength`.
    pub(crate) fn at_most(&self, name: &str) -> Option<u64> {
        self.values(name).filter_map(Value::as_u64).min()
    }

    /// Whether a flag is set anywhere.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.values(name).any(|value| value == &Value::Bool(true))
    }

    /// The first text of a keyword.
    pub(crate) fn text(&self, name: &str) -> Option<&'d str> {
        self.values(name).find_map(Value::as_str)
    }

    /// All texts of a keyword, with the place of each.
    pub(crate) fn texts<'s>(
        &'s self,
        name: &'s str,
    ) -> impl Iterator<Item = (Pointer, &'d str)> + 's {
        self.parts.iter().filter_map(move |(pointer, object)| {
            Some((pointer.child(name), object.get(name)?.as_str()?))
        })
    }

    /// All numbers of a keyword, each with whether the bound is exclusive.
    pub(crate) fn numbers<'s>(
        &'s self,
        name: &'s str,
        exclusive: &'s str,
    ) -> impl Iterator<Item = (f64, bool)> + 's {
        self.parts.iter().filter_map(move |(_, object)| {
            let strict = object.get(exclusive) == Some(&Value::Bool(true));
            Some((object.get(name)?.as_f64()?, strict))
        })
    }
}

/// What an alternative requires that does nothing else than require or forbid members.
fn only_requires(branch: &Value) -> Option<Vec<&str>> {
    let object = branch.as_object()?;
    let is_rule = |name: &String| matches!(name.as_str(), "required" | "not");
    let is_silent = |name: &String| {
        matches!(name.as_str(), "type" | "title" | "description") || name.starts_with("x-")
    };
    let of_objects = object.get("type").is_none_or(|ty| ty == "object");
    let only = object.keys().all(|name| is_rule(name) || is_silent(name));
    let required = object.get("required").and_then(Value::as_array);
    (of_objects && only && object.keys().any(is_rule)).then(|| {
        let names = required.into_iter().flatten();
        names.filter_map(Value::as_str).collect()
    })
}

fn is_nullable(document: &Document, schema: &Pointer, depth: usize) -> bool {
    let Some((pointer, object)) = document.object(schema) else {
        return false;
    };
    if object.get("nullable") == Some(&Value::Bool(true)) {
        return true;
    }
    if depth > 16 {
        return false;
    }
    let branches = |name: &str| -> Vec<Pointer> {
        let count = object
            .get(name)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        (0..count).map(|i| pointer.child(name).item(i)).collect()
    };
    let unions: Vec<Pointer> = branches("oneOf")
        .into_iter()
        .chain(branches("anyOf"))
        .collect();
    let all = branches("allOf");
    if object.contains_key("type") || (unions.is_empty() && all.is_empty()) {
        return false;
    }
    (unions.is_empty() || unions.iter().any(|s| is_nullable(document, s, depth + 1)))
        && all.iter().all(|s| is_nullable(document, s, depth + 1))
}

fn parse_type(text: &str) -> Option<Type> {
    Some(match text {
        "object" => Type::Object,
        "array" => Type::Array,
        "string" => Type::String,
        "integer" => Type::Integer,
        "number" => Type::Number,
        "boolean" => Type::Boolean,
        _ => return None,
    })
}

/// Type of a value; `None` for null.
fn type_of(value: &Value) -> Option<Type> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => Type::Boolean,
        Value::Number(number) if number.is_f64() => Type::Number,
        Value::Number(_) => Type::Integer,
        Value::String(_) => Type::String,
        Value::Array(_) => Type::Array,
        Value::Object(_) => Type::Object,
    })
}
