//! What holds for every normalised document.

use serde_json::Value;
use specwright::normalize::Normalized;
use specwright::pointer::Pointer;

/// Every reference leads to a component of its kind; the value is a document of 3.0, and it and the
/// typed document are one.
pub fn hold(normalized: &Normalized) {
    let faults = crate::official::faults(&normalized.value);
    assert!(faults.is_empty(), "{faults:#?} in\n{:#}", normalized.value);
    references(&normalized.value, &normalized.value, false);
    let mut value = normalized.value.clone();
    without_callbacks(&mut value);
    let reread: openapiv3::OpenAPI = serde_json::from_value(value)
        .unwrap_or_else(|error| panic!("{error} in\n{:#}", normalized.value));
    let operations = |openapi: &openapiv3::OpenAPI| -> Vec<(String, String, usize)> {
        openapi
            .operations()
            .map(|(path, method, operation)| {
                let responses = operation.responses.responses.len();
                (path.to_owned(), method.to_owned(), responses)
            })
            .collect()
    };
    assert_eq!(operations(&reread), operations(&normalized.openapi));
    let names = |openapi: &openapiv3::OpenAPI| -> Vec<String> {
        let components = openapi.components.as_ref();
        components
            .map(|components| components.schemas.keys().cloned().collect())
            .unwrap_or_default()
    };
    assert_eq!(names(&reread), names(&normalized.openapi));
}

fn references(root: &Value, value: &Value, free: bool) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(text)) = members.get("$ref")
                && !free
            {
                leads_somewhere(root, text);
                assert_eq!(members.len(), 1, "siblings of a reference: {value}");
            }
            for (name, member) in members {
                let free = free
                    || name.starts_with("x-")
                    || matches!(name.as_str(), "example" | "default" | "enum" | "value");
                references(root, member, free);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(root, item, free)),
        _ => {}
    }
}

fn leads_somewhere(root: &Value, text: &str) {
    let fragment = text.strip_prefix('#').unwrap_or_else(|| panic!("{text}"));
    let pointer = Pointer::from_fragment(fragment).unwrap_or_else(|| panic!("{text}"));
    let tokens: Vec<String> = pointer.tokens().collect();
    assert_eq!(tokens.len(), 3, "{text}");
    assert_eq!(tokens[0], "components", "{text}");
    let found = root.pointer(pointer.as_str());
    assert!(found.is_some_and(Value::is_object), "{text} leads nowhere");
}

/// `openapiv3` cannot read a reference to a callback, which 3.0 allows.
fn without_callbacks(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.contains_key("responses") {
                members.remove("callbacks");
            }
            members.values_mut().for_each(without_callbacks);
        }
        Value::Array(items) => items.iter_mut().for_each(without_callbacks),
        _ => {}
    }
}
