//! Strings that hold something else: `contentEncoding` and `contentMediaType`.
//!
//! JSON Schema 2020-12 Validation, 8; OpenAPI 3.1, 4.8.14.3; OpenAPI 3.0, 4.4 (formats `byte`
//! and `binary`).

use super::newer;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value};

/// Base64 is the format `byte`, bytes as they are the format `binary`.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    members.take_member("contentSchema");
    let encoding = text(members, "contentEncoding", at, cx);
    let media_type = text(members, "contentMediaType", at, cx);
    let about_strings = members
        .member("type")
        .is_none_or(|name| name.as_str() == Some("string"));
    let combined = ["$ref", "allOf", "anyOf", "oneOf"]
        .iter()
        .any(|name| members.has(name));
    if !about_strings || combined {
        return;
    }
    let format = match (encoding.as_deref(), media_type.as_deref()) {
        (None, None) => return,
        (Some("base64"), _) => Some("byte"),
        (Some("base64url"), _) => Some("base64url"),
        (Some("binary" | "8bit" | "7bit") | None, Some(media)) if !is_text(media) => Some("binary"),
        (Some("binary"), None) => Some("binary"),
        _ => None,
    };
    members
        .entry("type")
        .or_insert_with(|| Value::String("string".to_owned()));
    if let Some(format) = format {
        members
            .entry("format")
            .or_insert_with(|| Value::String(format.to_owned()));
    }
    if let Some(media_type) = media_type {
        members.insert(
            "x-specwright-content-media-type".to_owned(),
            Value::String(media_type),
        );
    }
}

fn text(
    members: &mut Map<String, Value>,
    name: &str,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Option<String> {
    let value = members.take_member(name)?;
    newer(name, at, cx);
    value.as_str().map(|text| text.trim().to_ascii_lowercase())
}

/// Whether a media type is text, so that a string can hold it as it is.
fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/")
        || essence.ends_with("+json")
        || essence.ends_with("+xml")
        || matches!(
            essence,
            "application/json"
                | "application/xml"
                | "application/yaml"
                | "application/javascript"
                | "application/x-www-form-urlencoded"
        )
}
