//! Keywords among the properties of a schema: `properties` indented one step too far.
//!
//! Part of the pass `shape`, before the types of members are checked, because such keywords are no schemas.

use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value};

/// Moves keywords out of the `properties` of a schema where only a keyword can have such a value.
pub(in crate::normalize) fn schema(
    members: &mut Map<String, Value>,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let Some(Value::Object(properties)) = members.member_mut("properties") else {
        return;
    };
    if !properties
        .iter()
        .any(|(name, value)| is_keyword(name, value))
    {
        return;
    }
    let mut found = Map::new();
    let at = at.key("properties");
    properties.retain(|name, value| {
        let keyword = is_keyword(name, value);
        if keyword {
            cx.warning(
                code::MISPLACED_KEYWORD,
                &at.key(name),
                format!(
                    "`{name}` stands among the properties and is read as a keyword of the schema"
                ),
            );
            found.insert(name.clone(), value.take());
        }
        !keyword
    });
    for (name, value) in found {
        members.entry(name).or_insert(value);
    }
}

fn is_keyword(name: &str, value: &Value) -> bool {
    match name {
        "additionalProperties" => value.is_boolean(),
        "required" => value
            .as_array()
            .is_some_and(|names| !names.is_empty() && names.iter().all(Value::is_string)),
        "type" => value.as_str().is_some_and(|name| {
            matches!(
                name,
                "object" | "string" | "array" | "integer" | "number" | "boolean"
            )
        }),
        "description" | "title" => value.is_string(),
        _ => false,
    }
}
