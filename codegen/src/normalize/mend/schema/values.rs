//! Values of `enum` and `default`, by the type of the schema (OpenAPI 3.0, 4.7.24.1; JSON Schema
//! Validation, 6.1.2).

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shown;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Number, Value, json};

/// Turns values into the schema's type, and leaves out those that cannot be.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if members.has("x-specwright-null") {
        return;
    }
    enumeration(members, at, cx);
    default(members, at, cx);
}

fn enumeration(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(values) = members.take_member("enum") else {
        return;
    };
    let at = at.key("enum");
    let values = match values {
        Value::Array(values) => values,
        Value::Null => Vec::new(),
        // names with descriptions
        Value::Object(by_name) => by_name.into_iter().map(|(name, _)| json!(name)).collect(),
        one => vec![one],
    };
    let typ = members
        .member("type")
        .and_then(Value::as_str)
        .map(str::to_owned);
    if typ.as_deref() == Some("array") && values.iter().all(|value| !value.is_array()) {
        of_items(members, values, &at, cx);
        return;
    }
    let mut kept: Vec<Value> = Vec::with_capacity(values.len());
    let (mut turned, mut gone) = (Vec::new(), Vec::new());
    for value in distinct(values) {
        match typ.as_deref().map_or_else(
            || Some(value.clone()),
            |typ| of_type(&value, typ).or_else(|| value.is_null().then_some(Value::Null)),
        ) {
            Some(settled) => {
                if settled != value {
                    turned.push(quoted(&value));
                }
                kept.push(settled);
            }
            None => gone.push(quoted(&value)),
        }
    }
    for (values, becomes) in [(turned, "read as of that type"), (gone, "left out")] {
        if !values.is_empty() {
            let typ = typ.as_deref().unwrap_or_default();
            let values = first_of(&values);
            let message = format!("of `enum`, {values} not of the type `{typ}`; {becomes}");
            cx.warning(code::VALUE_TYPE, &at, message);
        }
    }
    nullability(members, &mut kept);
    if kept.is_empty() {
        cx.warning(
            code::VALUE_TYPE,
            &at,
            "`enum` has no value of the schema's type; it is left out",
        );
    } else {
        members.insert("enum".to_owned(), Value::Array(distinct(kept)));
    }
}

/// Null is a value where `nullable` says so, and the other way round (OpenAPI 3.0.3, "Clarify
/// Semantics of nullable").
fn nullability(members: &mut Map<String, Value>, values: &mut Vec<Value>) {
    if values.is_empty() {
        return;
    }
    let has_null = values.contains(&Value::Null);
    if members.member("nullable") == Some(&Value::Bool(true)) {
        if !has_null {
            values.push(Value::Null);
        }
    } else if has_null {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// The values of an array's items are written on the array by mistake.
fn of_items(
    members: &mut Map<String, Value>,
    values: Vec<Value>,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    cx.warning(
        code::VALUE_TYPE,
        at,
        "`enum` of an array lists values of its items; it is read as theirs",
    );
    if let Some(Value::Object(items)) = members.member_mut("items")
        && !items.contains_key("$ref")
    {
        items.entry("enum").or_insert(Value::Array(values));
    }
}

/// The values without repetitions. Sorting by their text keeps long lists affordable.
fn distinct(values: Vec<Value>) -> Vec<Value> {
    let mut seen = std::collections::BTreeSet::new();
    values
        .into_iter()
        .filter(|value| seen.insert(value.to_string()))
        .collect()
}

fn default(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(value) = members.member("default") else {
        return;
    };
    let at = at.key("default");
    if value.is_null() {
        // Null says "none" where null is no value.
        if members.member("nullable") != Some(&Value::Bool(true)) {
            members.take_member("default");
        }
        return;
    }
    let Some(typ) = members.member("type").and_then(Value::as_str) else {
        return;
    };
    let settled = of_type(value, typ);
    let listed = |settled: &Value| {
        members
            .member("enum")
            .and_then(Value::as_array)
            .is_none_or(|values| values.contains(settled))
    };
    match settled {
        Some(settled) if listed(&settled) => {
            if settled != *value {
                cx.warning(
                    code::VALUE_TYPE,
                    &at,
                    format!(
                        "the default `{}` is not of the type `{typ}`; it is read as one that is",
                        quoted(value)
                    ),
                );
                members.insert("default".to_owned(), settled);
            }
        }
        Some(_) => {
            cx.warning(
                code::VALUE_TYPE,
                &at,
                format!(
                    "the default `{}` is not a value of `enum`; it is left out",
                    quoted(value)
                ),
            );
            members.take_member("default");
        }
        None => {
            cx.warning(
                code::VALUE_TYPE,
                &at,
                format!(
                    "the default `{}` is not of the type `{typ}`; it is left out",
                    quoted(value)
                ),
            );
            members.take_member("default");
        }
    }
}

/// The first of some values, and how many more there are.
fn first_of(values: &[String]) -> String {
    const MOST: usize = 3;
    let first: Vec<String> = values
        .iter()
        .take(MOST)
        .map(|value| format!("`{value}`"))
        .collect();
    let first = first.join(", ");
    match values.len() {
        1 => format!("{first} is"),
        2..=MOST => format!("{first} are"),
        all => format!("{first} and {} more are", all - MOST),
    }
}

/// A value of any type, told apart from a string of the same look.
fn quoted(value: &Value) -> String {
    match value {
        Value::String(_) => format!("\"{}\"", shown(value)),
        other => shown(other),
    }
}

/// The value as one of a type, where it says the same.
fn of_type(value: &Value, typ: &str) -> Option<Value> {
    match (typ, value) {
        ("string", Value::String(_))
        | ("boolean", Value::Bool(_))
        | ("number", Value::Number(_))
        | ("array", Value::Array(_))
        | ("object", Value::Object(_)) => Some(value.clone()),
        ("string", Value::Number(_) | Value::Bool(_)) => Some(Value::String(value.to_string())),
        ("boolean", Value::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        ("integer", Value::Number(number)) => whole(number),
        ("number", Value::String(text)) => text.trim().parse().ok().map(Value::Number),
        ("integer", Value::String(text)) => whole(&text.trim().parse().ok()?),
        ("string" | "boolean" | "number" | "integer" | "array" | "object", _) => None,
        _ => Some(value.clone()),
    }
}

/// `1.0` is the integer 1 (JSON Schema 2020-12 Core, 4.2.3).
fn whole(number: &Number) -> Option<Value> {
    if number.is_i64() || number.is_u64() {
        return Some(Value::Number(number.clone()));
    }
    let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
    format!("{float:.0}").parse::<i64>().ok().map(Value::from)
}
