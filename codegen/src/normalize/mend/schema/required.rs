//! `required`: a list of names in the schema that has the properties.

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::{shorten, shown};
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value};

/// Takes `required: true` of properties into the list, and makes the list one of distinct names.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let mut names: Vec<Value> = Vec::new();
    match members.take_member("required") {
        None => {}
        Some(Value::Array(given)) => {
            for name in given {
                if !name.is_string() {
                    cx.warning(
                        code::REQUIRED,
                        at,
                        format!("`required` holds `{}`, which is no name", shown(&name)),
                    );
                } else if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        Some(Value::String(name)) if !matches!(name.as_str(), "true" | "false" | "") => {
            cx.warning(
                code::REQUIRED,
                at,
                format!(
                    "`required` must be an array of names; `{}` is read as one name",
                    shorten(&name)
                ),
            );
            names.push(Value::String(name));
        }
        // `true` was taken by the holder, where there is one
        Some(other) => cx.note(
            code::REQUIRED,
            at,
            format!(
                "`required` of a schema is an array of names of its properties; `{}` is left out",
                shown(&other)
            ),
        ),
    }
    if let Some(Value::Object(properties)) = members.member_mut("properties") {
        let at = at.key("properties");
        for (name, property) in properties.iter_mut() {
            of_property(name, property, &mut names, &at, cx);
        }
    }
    if !names.is_empty() {
        members.insert("required".to_owned(), Value::Array(names));
    }
}

fn of_property(
    name: &str,
    property: &mut Value,
    names: &mut Vec<Value>,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let Value::Object(members) = property else {
        return;
    };
    let flag = match members.member("required") {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::String(text)) if text == "true" => true,
        Some(Value::String(text)) if text == "false" => false,
        _ => return,
    };
    members.take_member("required");
    cx.warning(
        code::REQUIRED,
        &at.key(name),
        "`required` stands on the property; it is read as that of the schema that has the property",
    );
    let name = Value::String(name.to_owned());
    if flag && !names.contains(&name) {
        names.push(name);
    }
}
