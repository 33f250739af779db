//! Finds the references of a value tree: the members `$ref` that are references and not data.
//!
//! Besides the few member names that change how their value is to be walked, this knows nothing
//! of what members mean.

use crate::pointer::Pointer;
use crate::source::Members as _;
use serde_json::{Map, Value};

/// A `$ref` as it stands in a file.
#[derive(Debug, Clone)]
pub(super) struct Found<'a> {
    /// The object that has it.
    pub(super) holder: Pointer,
    /// Its text.
    pub(super) text: &'a str,
}

/// What the member names of an object are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Members {
    /// Fixed by the specification.
    Fixed,
    /// Chosen by the author: `properties` may have one called `$ref` or `default`.
    Names,
    /// Chosen by the author, but `x-…` are extensions (Paths, Responses, Callback Object).
    Patterned,
}

/// The first `most` references at or below `start`, which stands at `at`, in document order.
pub(super) fn references<'a>(start: &'a Value, at: &Pointer, most: usize) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    // A stack of its own: depth is bounded by `Limits::depth`, but not by much of a thread's stack.
    let mut open = vec![(start, at.clone(), Members::Fixed)];
    while let Some((value, at, members)) = open.pop() {
        if found.len() >= most {
            found.truncate(most);
            break;
        }
        let first = open.len();
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    if holds_more(item) {
                        open.push((item, at.item(index), Members::Fixed));
                    }
                }
            }
            Value::Object(map) => {
                if members == Members::Fixed
                    && let Some(Value::String(text)) = map.member("$ref")
                {
                    found.push(Found {
                        holder: at.clone(),
                        text,
                    });
                }
                for (name, member) in map.iter().filter(|(_, member)| holds_more(member)) {
                    if members == Members::Fixed
                        && name == "examples"
                        && let Value::Object(examples) = member
                    {
                        found.extend(example_references(examples, &at.child(name)));
                    } else if let Some(inner) = inner(members, name) {
                        open.push((member, at.child(name), inner));
                    }
                }
            }
            _ => {}
        }
        // The stack gives the last first.
        if let Some(pushed) = open.get_mut(first..) {
            pushed.reverse();
        }
    }
    found
}

/// Whether there is anything to walk: most values are scalars, and a pointer costs an allocation.
fn holds_more(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => false,
    }
}

/// How the value of a member is to be walked; `None` where it is data.
fn inner(members: Members, name: &str) -> Option<Members> {
    match members {
        Members::Names => Some(Members::Fixed),
        Members::Patterned => (!name.starts_with("x-")).then_some(Members::Fixed),
        Members::Fixed => match name {
            _ if is_data(name) => None,
            "properties"
            | "patternProperties"
            | "definitions"
            | "$defs"
            | "dependentSchemas"
            | "dependencies"
            | "schemas"
            | "parameters"
            | "requestBodies"
            | "headers"
            | "securitySchemes"
            | "securityDefinitions"
            | "links"
            | "callbacks"
            | "pathItems"
            | "webhooks"
            | "encoding"
            | "content" => Some(Members::Names),
            "paths" | "responses" => Some(Members::Patterned),
            _ => Some(Members::Fixed),
        },
    }
}

/// Whether the value of a member of this name is data, in which `$ref` is a name like any other.
fn is_data(name: &str) -> bool {
    matches!(name, "example" | "examples" | "default" | "enum" | "const") || name.starts_with("x-")
}

/// Whether [`references`] of the whole file may have passed over this place.
pub(super) fn may_be_passed_over(pointer: &Pointer) -> bool {
    pointer.tokens().any(|token| is_data(&token))
}

/// `examples` of a media type or of `components` maps names to Example Objects or References
/// (OpenAPI 3.0.4, 4.7.19); what is within an Example Object is data.
fn example_references<'a>(
    examples: &'a Map<String, Value>,
    at: &Pointer,
) -> impl Iterator<Item = Found<'a>> {
    examples.iter().filter_map(move |(name, example)| {
        let text = example.as_object()?.get("$ref")?.as_str()?;
        Some(Found {
            holder: at.child(name),
            text,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn texts(value: &Value) -> Vec<String> {
        references(value, &Pointer::root(), 100)
            .iter()
            .map(|found| format!("{} {}", found.holder, found.text))
            .collect()
    }

    #[test]
    fn references_come_in_document_order() {
        let value = json!({
            "paths": {"/a": {"get": {"parameters": [{"$ref": "1"}], "responses": {
                "200": {"$ref": "2"}, "default": {"$ref": "3"}}}}},
            "components": {"schemas": {"default": {"allOf": [{"$ref": "4"}]}}},
        });
        assert_eq!(
            texts(&value),
            [
                "/paths/~1a/get/parameters/0 1",
                "/paths/~1a/get/responses/200 2",
                "/paths/~1a/get/responses/default 3",
                "/components/schemas/default/allOf/0 4",
            ]
        );
    }

    // OpenAPI 3.0.4, 4.7.18.3 and 4.9: examples, defaults, enumerations and extensions are values
    // of the API or of a tool, not of the description.
    #[test]
    fn data_has_no_references() {
        let value = json!({
            "example": {"$ref": "no"}, "default": {"$ref": "no"}, "const": {"$ref": "no"},
            "enum": [{"$ref": "no"}], "x-tool": {"$ref": "no"},
            "examples": {"a": {"value": {"$ref": "no"}}, "b": {"$ref": "yes"}},
            "items": {"examples": [{"$ref": "no"}]},
            "responses": {"x-tool": {"$ref": "no"}},
            "headers": {"x-rate": {"$ref": "too"}},
        });
        assert_eq!(texts(&value), ["/examples/b yes", "/headers/x-rate too"]);
    }

    // A schema may describe objects that have a property of this name.
    #[test]
    fn a_property_may_be_called_ref() {
        let value = json!({
            "properties": {"$ref": {"type": "string"}, "properties": {"$ref": "yes"}},
        });
        assert_eq!(texts(&value), ["/properties/properties yes"]);
        assert_eq!(texts(&json!({"properties": {"$ref": "a name"}})), [""; 0]);
    }
}
