//! Keys of `responses`, and responses that cannot have a body (OpenAPI 3.0, 4.7.16; RFC 9110,
//! 15).

use super::{each_operation, header_names, resolve};
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::grammar::Kind;
use crate::normalize::swagger2;
use crate::normalize::walk::{Path, walk_but_schemas};
use crate::source::Members as _;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Makes every key a status, a range or `default`.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let components = root.get_mut("components").map(Value::take);
    let none = Value::Null;
    let shared = components.as_ref().unwrap_or(&none);
    each_operation(root, &mut |_, _, operation, at| {
        if let Some(Value::Object(responses)) = operation.get_mut("responses") {
            let at = at.key("responses");
            keys(responses, &at, cx);
            without_body(responses, shared, &at, cx);
        }
    });
    if let (Some(components), Value::Object(members)) = (components, &mut *root) {
        members.insert("components".to_owned(), components);
    }
    walk_but_schemas(root, &mut |kind, value, at| {
        let Value::Object(members) = value else {
            return;
        };
        if members.has("$ref") {
            return;
        }
        match kind {
            Kind::Response => {
                description(members, at, cx);
                headers(members, at, cx);
            }
            Kind::Header => header(members, at, cx),
            _ => {}
        }
    });
}

fn description(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if members.member("description").is_none_or(Value::is_null) {
        cx.note(
            code::RESPONSE_DESCRIPTION,
            at,
            "a response needs a `description`",
        );
        members.insert("description".to_owned(), json!(""));
    }
}

/// `Content-Type` is told by `content` (OpenAPI 3.0, 4.7.17.1); other names must be ones that a
/// header can have.
fn headers(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(headers)) = members.member_mut("headers") else {
        return;
    };
    let at = at.key("headers");
    headers.retain(|name, _| {
        if name.eq_ignore_ascii_case("content-type") {
            cx.note(
                code::IGNORED_HEADER,
                &at.key(name),
                "a response header `Content-Type` is ignored: `content` tells it",
            );
            return false;
        }
        let legal = header_names::is_token(name);
        if !legal {
            cx.warning(
                code::HEADER_NAME,
                &at.key(name),
                format!(
                    "a header cannot be named `{}`; it is left out",
                    shorten(name)
                ),
            );
        }
        legal
    });
}

/// A header has either `schema` or `content` (OpenAPI 3.0, 4.7.21).
fn header(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if members.has("schema") || members.has("content") {
        return;
    }
    let schema = swagger2::schema_of(members).unwrap_or_else(|| json!({"type": "string"}));
    cx.warning(
        code::PARAMETER_SCHEMA,
        at,
        "the header has no `schema`; it is read as its other members tell, else as a string",
    );
    members.insert("schema".to_owned(), schema);
}

/// What a key means.
fn meant(key: &str) -> Vec<String> {
    let text = key.trim().to_ascii_uppercase();
    if text == "DEFAULT" {
        return vec!["default".to_owned()];
    }
    // `200, 201` and `200/201`
    if text.contains([',', '/', '|']) {
        return text.split([',', '/', '|']).flat_map(meant).collect();
    }
    let mut chars = text.chars();
    let (first, rest) = (chars.next(), chars.as_str());
    let Some(class) = first.filter(|class| ('1'..='5').contains(class)) else {
        return Vec::new();
    };
    // `4XX`, `4xx`, `4**`, `4X` and `400-499`
    let range = !rest.is_empty() && rest.chars().all(|c| matches!(c, 'X' | '*'));
    if range || text == format!("{class}00-{class}99") {
        return vec![format!("{class}XX")];
    }
    // `200`, and `200 OK`
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let after = text.get(digits.len()..).unwrap_or_default();
    if digits.len() == 3 && (after.is_empty() || after.starts_with([' ', '-', ':', '.', '_'])) {
        return vec![digits];
    }
    Vec::new()
}

fn keys(responses: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let settled = |key: &String| {
        key.starts_with("x-") || (meant(key).as_slice() == [key.as_str()] && can_be_last(key))
    };
    if responses.keys().all(settled) {
        return;
    }
    let taken: BTreeSet<String> = responses.keys().filter(|k| settled(k)).cloned().collect();
    for (key, response) in std::mem::take(responses) {
        let here = at.key(&key);
        let shown = shorten(&key);
        if settled(&key) {
            responses.insert(key, response);
            continue;
        }
        let mut meant = meant(&key);
        if meant.is_empty() {
            cx.warning(
                code::STATUS_KEY,
                &here,
                format!(
                    "`{shown}` is neither a status nor a range nor `default`; the response is left out"
                ),
            );
            continue;
        }
        meant.retain(|status| can_be_last(status));
        if meant.is_empty() {
            cx.warning(
                code::INFORMATIONAL_STATUS,
                &here,
                format!(
                    "`{shown}` is informational, never the status of the final response; it is left out"
                ),
            );
        }
        for status in meant {
            if taken.contains(&status) || responses.contains_key(&status) {
                cx.warning(
                    code::STATUS_KEY,
                    &here,
                    format!("`{status}` is documented beside `{shown}`, which is left out"),
                );
                continue;
            }
            cx.warning(
                code::STATUS_KEY,
                &here,
                format!("the response `{shown}` is read as that of `{status}`"),
            );
            let to = at.key(&status).pointer();
            cx.origin.relocate(&here.pointer(), &to);
            responses.insert(status, response.clone());
        }
    }
}

/// Whether a status can be that of a final response (RFC 9110, 15.2). 101 ends HTTP on the
/// connection, and a client sees it.
fn can_be_last(status: &str) -> bool {
    !status.starts_with('1') || status == "101"
}

/// 204, 205 and 304 have no content (RFC 9110, 15.3.5, 15.3.6, 15.4.5).
fn without_body(
    responses: &mut Map<String, Value>,
    components: &Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    for status in ["204", "205", "304"] {
        let Some(response) = responses.get_mut(status) else {
            continue;
        };
        let has_content = |response: &Value| {
            response
                .get("content")
                .and_then(Value::as_object)
                .is_some_and(|content| !content.is_empty())
        };
        let Some(whole) = resolve(components, response) else {
            continue;
        };
        if !has_content(whole) {
            continue;
        }
        cx.warning(
            code::BODY_WITHOUT_CONTENT,
            &at.key(status),
            format!("a response of status {status} has no body; its `content` is left out"),
        );
        let mut bare = Map::new();
        for name in ["description", "headers"] {
            if let Some(value) = whole.get(name) {
                bare.insert(name.to_owned(), value.clone());
            }
        }
        *response = Value::Object(bare);
    }
}
