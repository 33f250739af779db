//! Title and version of the document (OpenAPI 3.0, 4.7.2).

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shown;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value, json};

/// Gives the document a title and a version where it has none.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let Value::Object(members) = root else {
        return;
    };
    let at = Path::root();
    if !members.member("info").is_some_and(Value::is_object) {
        cx.warning(
            code::INFO_MISSING,
            &at,
            "`info` with a title and a version is missing",
        );
        members.insert("info".to_owned(), json!({}));
    }
    if let Some(Value::Object(info)) = members.member_mut("info") {
        let at = at.key("info");
        text(info, "title", "API", &at, cx);
        text(info, "version", "0.0.0", &at, cx);
        // members of later versions
        info.shift_remove("summary");
        if let Some(Value::Object(license)) = info.get_mut("license") {
            license.shift_remove("identifier");
        }
    }
    tags(members, cx);
}

fn text(
    info: &mut Map<String, Value>,
    name: &str,
    fallback: &str,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let given = match info.get(name) {
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Number(_) | Value::Bool(_)) => true,
        _ => false,
    };
    if !given {
        match info.get(name) {
            Some(written @ (Value::Array(_) | Value::Object(_))) => cx.warning(
                code::INFO_MISSING,
                &at.key(name),
                format!(
                    "`{name}` is no text but `{}`; it is read as `{fallback}`",
                    shown(written)
                ),
            ),
            _ => cx.warning(
                code::INFO_MISSING,
                at,
                format!("`{name}` is missing; it is read as `{fallback}`"),
            ),
        }
        info.insert(name.to_owned(), json!(fallback));
    }
}

/// Tags of the document are objects with a name each, no name twice (OpenAPI 3.0, 4.7.22).
fn tags(members: &mut Map<String, Value>, cx: &mut Context<'_>) {
    let Some(Value::Array(tags)) = members.member_mut("tags") else {
        return;
    };
    let root = Path::root();
    let at = root.key("tags");
    let mut seen = std::collections::BTreeSet::new();
    tags.retain_mut(|tag| {
        let Value::Object(tag) = tag else {
            return false;
        };
        // members of later versions
        for name in ["summary", "parent", "kind"] {
            tag.shift_remove(name);
        }
        let name = match tag.get("name") {
            Some(Value::String(name)) => Some(name.clone()),
            Some(other @ (Value::Number(_) | Value::Bool(_))) => Some(other.to_string()),
            _ => None,
        };
        let keep = name.is_some_and(|name| {
            tag.insert("name".to_owned(), json!(name));
            seen.insert(name)
        });
        if !keep {
            cx.note(
                code::TAGS,
                &at,
                "a tag without a name, or with one that another has, is left out",
            );
        }
        keep
    });
}
