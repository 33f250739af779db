//! Media types and their examples (OpenAPI 3.0, 4.7.14, 4.7.19).

use super::header_names::is_token;
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::grammar::Kind;
use crate::normalize::walk::{Path, walk_but_schemas};
use crate::source::Members as _;
use serde_json::{Map, Value, json};

/// Mends the keys of `content`, and `example` and `examples` beside each other.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    walk_but_schemas(root, &mut |kind, value, at| {
        let Value::Object(members) = value else {
            return;
        };
        match kind {
            Kind::RequestBody | Kind::Response => keys(members, at, cx),
            Kind::Parameter | Kind::Header => {
                keys(members, at, cx);
                examples(members, at, cx);
            }
            Kind::MediaType => {
                examples(members, at, cx);
                encodings(members);
            }
            _ => {}
        }
    });
}

/// The media type that a key means.
fn meant(key: &str) -> Option<String> {
    let key = key.trim();
    let usual = match key.to_ascii_lowercase().as_str() {
        "json" => "application/json",
        "xml" => "application/xml",
        "text" | "txt" | "string" | "plain" => "text/plain",
        "html" => "text/html",
        "csv" => "text/csv",
        "form" => "application/x-www-form-urlencoded",
        "binary" | "file" => "application/octet-stream",
        "*" | "" | "default" => "*/*",
        _ => key,
    };
    let essence = usual.split(';').next().unwrap_or_default().trim();
    let (kind, subtype) = essence.split_once('/')?;
    let legal = is_token(kind) && is_token(subtype) && !usual.chars().any(char::is_control);
    legal.then(|| usual.to_owned())
}

fn keys(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(content)) = members.member_mut("content") else {
        return;
    };
    let at = at.key("content");
    if content.contains_key("schema") && content.keys().all(|key| !key.contains('/')) {
        cx.warning(
            code::SCHEMA_WITHOUT_CONTENT,
            &at,
            "`content` has no media types; it is read as that of `application/json`",
        );
        let media_type = std::mem::take(content);
        content.insert("application/json".to_owned(), Value::Object(media_type));
        return;
    }
    if content.keys().all(|key| meant(key).as_ref() == Some(key)) {
        return;
    }
    for (key, media_type) in std::mem::take(content) {
        let here = at.key(&key);
        match meant(&key) {
            Some(name) => {
                if name != key {
                    cx.warning(
                        code::MEDIA_TYPE,
                        &here,
                        format!("the media type `{}` is read as `{name}`", shorten(&key)),
                    );
                    cx.origin
                        .relocate(&here.pointer(), &at.key(&name).pointer());
                }
                content.entry(name).or_insert(media_type);
            }
            None => cx.warning(
                code::MEDIA_TYPE,
                &here,
                format!(
                    "`{}` is not a media type; what it holds is left out",
                    shorten(&key)
                ),
            ),
        }
    }
}

/// An example is either `example` or one of `examples`, and those are Example Objects.
fn examples(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(examples)) = members.member_mut("examples") else {
        return;
    };
    let at = at.key("examples");
    for (name, example) in examples.iter_mut() {
        if !is_example(example) {
            cx.warning(
                code::EXAMPLES,
                &at.key(name),
                "an example is an object with `value`; this is read as the value",
            );
            *example = json!({"value": example.take()});
        }
    }
    let empty = examples.is_empty();
    if empty {
        members.take_member("examples");
    } else if let Some(example) = members.take_member("example")
        && let Some(Value::Object(examples)) = members.member_mut("examples")
    {
        cx.note(
            code::EXAMPLES,
            &at,
            "`example` and `examples` exclude each other; both are taken",
        );
        examples
            .entry("example")
            .or_insert_with(|| json!({"value": example}));
    }
}

fn is_example(example: &Value) -> bool {
    example.as_object().is_some_and(|members| {
        let own = |name: &str| {
            matches!(
                name,
                "value" | "externalValue" | "summary" | "description" | "$ref"
            ) || name.starts_with("x-")
        };
        members.keys().all(|name| own(name)) || members.has("value")
    })
}

/// `explode` of a part is true by default for the style `form` (OpenAPI 3.0, 4.7.15.1); it is
/// written out, because the typed document cannot tell false from absent.
fn encodings(members: &mut Map<String, Value>) {
    let Some(Value::Object(encodings)) = members.member_mut("encoding") else {
        return;
    };
    for encoding in encodings.values_mut() {
        if let Value::Object(encoding) = encoding {
            let form = encoding
                .get("style")
                .is_none_or(|style| style.as_str() == Some("form"));
            if form {
                encoding.entry("explode").or_insert(Value::Bool(true));
            }
        }
    }
}
