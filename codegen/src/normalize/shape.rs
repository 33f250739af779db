//! Members hold the JSON type that the specification gives them, before any pass relies on it.
//!
//! A member without a value (`get:` in YAML) is left out or read as empty; a list where a map is
//! expected, or the other way round, is turned where no meaning is lost. Knows the table of
//! objects, no rule about single members.

use super::context::Context;
use super::grammar::{Kind, Shape};
use super::mend::misplaced;
use super::walk::{Path, walk};
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use serde_json::{Map, Value, json};

/// Gives every member of the object model its JSON type.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    apply_at(Kind::Root, root, &Path::root(), cx);
}

/// The same for an object at a place of another file.
pub(super) fn apply_at(kind: Kind, value: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) {
    walk(kind, value, at, &mut |kind, value, at| {
        let Value::Object(members) = value else {
            return;
        };
        // A number would be taken for one that `bundle` puts there.
        if cx.file == 0 && kind.section().is_some() {
            members
                .get_mut("$ref")
                .filter(|reference| reference.is_number())
                .map(Value::take);
        }
        if kind == Kind::Schema {
            misplaced::schema(members, at, cx);
        }
        let mut gone = false;
        for (name, member) in members.iter_mut() {
            if let Some(shape) = kind.member(name) {
                gone |= !fits(shape, name, member, &at.key(name), cx);
                // These may be booleans in every version.
                if !matches!(&**name, "additionalProperties" | "unevaluatedProperties") {
                    spell_out(shape, member);
                }
            }
        }
        if gone {
            members.retain(|name, member| kind.member(name).is_none() || !member.is_null());
        }
    });
}

/// A boolean schema in the words of 3.0: `true` allows everything, `false` nothing (JSON Schema
/// 2020-12 Core, 4.3.2).
fn spell_out(shape: Shape, member: &mut Value) {
    let spell = |schema: &mut Value| match schema {
        Value::Bool(true) => *schema = json!({}),
        Value::Bool(false) => *schema = json!({"not": {}}),
        _ => {}
    };
    match (shape, member) {
        (Shape::One(Kind::Schema) | Shape::List(Kind::Schema), Value::Array(items)) => {
            items.iter_mut().for_each(spell);
        }
        (Shape::One(Kind::Schema), member) => spell(member),
        (Shape::Map(Kind::Schema), Value::Object(members)) => members.values_mut().for_each(spell),
        _ => {}
    }
}

/// Mends a member; false where it is to be left out (it is null then).
fn fits(shape: Shape, name: &str, member: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    match (shape, &mut *member) {
        (Shape::One(kind), value) => one(kind, name, value, at, cx),
        (Shape::List(kind), Value::Array(items)) => {
            if kind == Kind::Tag {
                items.iter_mut().for_each(named);
            }
            let before = items.len();
            items.retain(|item| is_object_like(kind, item));
            if items.len() < before {
                cx.turned.insert((cx.file, at.pointer()));
                cx.warning(code::WRONG_TYPE, at, not_an(kind, "an item of this list"));
            }
            true
        }
        (Shape::Map(kind) | Shape::Patterned(kind), Value::Object(members)) => {
            map(shape, kind, members, at, cx);
            true
        }
        (_, Value::Null) => {
            cx.warning(code::NO_VALUE, at, no_value(name, "left out"));
            false
        }
        (Shape::Map(Kind::Example), Value::Array(items)) => {
            cx.warning(
                code::EXAMPLES,
                at,
                "`examples` must be an object; the items of the array are read as its members",
            );
            let numbered = (1_u32..).map(|number| number.to_string());
            let examples = numbered.zip(std::mem::take(items));
            *member = Value::Object(
                examples
                    .map(|(name, item)| (name, as_example(item)))
                    .collect(),
            );
            true
        }
        (Shape::List(kind), Value::Object(members)) if !members.is_empty() => {
            list_from_map(kind, name, member, at, cx);
            true
        }
        (Shape::Map(_) | Shape::Patterned(_), Value::Array(items)) if items.is_empty() => {
            *member = Value::Object(Map::new());
            true
        }
        (Shape::List(_), Value::Object(_)) => {
            *member = Value::Array(Vec::new());
            true
        }
        (shape, _) => {
            cx.warning(code::WRONG_TYPE, at, left_out(shape, name));
            *member = Value::Null;
            false
        }
    }
}

/// A single object; a schema may also be a boolean, if only as text, and `items` was an array in
/// old drafts.
fn one(kind: Kind, name: &str, value: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    let flag =
        || name == "additionalProperties" && matches!(value.as_str(), Some("true" | "false"));
    if is_object_like(kind, value) || (name == "items" && value.is_array()) || flag() {
        return true;
    }
    if value.is_null() {
        cx.warning(code::NO_VALUE, at, no_value(name, "left out"));
    } else {
        cx.warning(code::WRONG_TYPE, at, not_an(kind, &format!("`{name}`")));
        *value = Value::Null;
    }
    false
}

/// The members of a map. An empty schema, response or header is one that says nothing; of other
/// kinds there is nothing to keep.
fn map(
    shape: Shape,
    kind: Kind,
    members: &mut Map<String, Value>,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let extension = |name: &str| matches!(shape, Shape::Patterned(_)) && name.starts_with("x-");
    let mut gone = false;
    for (name, member) in members.iter_mut() {
        if is_object_like(kind, member) || extension(name) {
            continue;
        }
        let at = at.key(name);
        if kind == Kind::Example {
            cx.warning(
                code::EXAMPLES,
                &at,
                "an example is an object with `value`; this is read as the value",
            );
            *member = as_example(member.take());
            continue;
        }
        if member.is_null() {
            cx.warning(code::NO_VALUE, &at, no_value(name, "read as empty"));
        } else {
            let name = format!("`{}`", shorten(name));
            cx.warning(code::WRONG_TYPE, &at, not_an(kind, &name));
        }
        match kind {
            Kind::Schema | Kind::Response | Kind::Header | Kind::MediaType | Kind::Encoding => {
                *member = Value::Object(Map::new());
            }
            _ => {
                *member = Value::Null;
                gone = true;
            }
        }
    }
    if gone {
        members.retain(|name, member| !member.is_null() || extension(name));
    }
}

/// `parameters` written as an object: its members are the items, and a parameter without a name
/// is named by its key.
fn list_from_map(kind: Kind, name: &str, member: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) {
    cx.warning(
        code::WRONG_TYPE,
        at,
        format!("`{name}` must be an array; the members of the object are read as its items"),
    );
    cx.turned.insert((cx.file, at.pointer()));
    let Value::Object(members) = member.take() else {
        return;
    };
    // A single object that was not put into an array.
    if members.contains_key("$ref") || members.contains_key("url") || members.contains_key("in") {
        *member = Value::Array(vec![Value::Object(members)]);
        return;
    }
    let items = members.into_iter().filter_map(|(name, mut item)| {
        let object = item.as_object_mut()?;
        if matches!(kind, Kind::Parameter | Kind::Tag) && !object.contains_key("$ref") {
            object.entry("name").or_insert(Value::String(name));
        }
        Some(item)
    });
    *member = Value::Array(items.collect());
}

/// A value as an Example Object; what looks like one stays.
fn as_example(value: Value) -> Value {
    if value.get("value").is_some() || value.get("$ref").is_some() {
        value
    } else {
        json!({"value": value})
    }
}

/// A tag that is its name alone.
fn named(tag: &mut Value) {
    if tag.is_string() {
        *tag = json!({"name": tag.take()});
    }
}

fn is_object_like(kind: Kind, value: &Value) -> bool {
    value.is_object() || (kind == Kind::Schema && value.is_boolean())
}

fn left_out(shape: Shape, name: &str) -> String {
    let wanted = match shape {
        Shape::List(_) => "an array",
        _ => "an object",
    };
    format!("`{name}` must be {wanted}; it is left out")
}

fn no_value(name: &str, becomes: &str) -> String {
    format!("`{}` has no value; it is {becomes}", shorten(name))
}

fn not_an(kind: Kind, what: &str) -> String {
    let title = kind.title();
    let article = if title.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    format!("{what} is not {article} {title}; it is left out")
}
