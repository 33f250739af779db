//! One parameter by itself: place, schema, style (OpenAPI 3.0, 4.7.12.1 and 4.7.12.2).

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::{shorten, shown};
use crate::normalize::context::Context;
use crate::normalize::swagger2;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value, json};

/// Mends a parameter; false where it is to be left out.
pub(super) fn mend(parameter: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    let Value::Object(members) = parameter else {
        return false;
    };
    if members.has("$ref") {
        return true;
    }
    let place = place(members, at, cx);
    if place == "path" && members.member("required") != Some(&Value::Bool(true)) {
        cx.warning(
            code::PATH_PARAMETER_OPTIONAL,
            at,
            "a path parameter is always required; it is read so",
        );
        members.insert("required".to_owned(), Value::Bool(true));
    }
    schema(members, at, cx);
    style(members, &place, at, cx);
    let named = members.member("name").is_some_and(|name| match name {
        Value::String(name) => !name.is_empty(),
        name => name.is_number() || name.is_boolean(),
    });
    if !named {
        cx.warning(
            code::UNREADABLE_OBJECT,
            at,
            "a parameter needs `name` and `in`; this one is left out",
        );
    }
    named
}

/// `in` as the specification spells it; a parameter without one stands in the query.
fn place(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) -> String {
    let written = members
        .member("in")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let settled = match written.trim().to_ascii_lowercase().as_str() {
        "path" | "url" | "uri" => "path",
        "header" | "headers" => "header",
        "cookie" | "cookies" => "cookie",
        "query" | "params" | "" => "query",
        // of OpenAPI 3.2, or of nobody: `typed` leaves it out
        _ => return written.to_owned(),
    };
    if settled != written {
        cx.warning(
            code::PARAMETER_LOCATION,
            at,
            match members.member("in") {
                Some(written) => format!("`in: {}` is read as `{settled}`", shown(written)),
                None => format!("`in` of the parameter is missing; it is read as `{settled}`"),
            },
        );
        members.insert("in".to_owned(), json!(settled));
    }
    settled.to_owned()
}

/// Exactly one of `schema` and `content`, and one media type in `content`.
fn schema(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let media_types = members
        .member("content")
        .and_then(Value::as_object)
        .map_or(0, Map::len);
    if members.has("schema") || media_types == 0 {
        if members.take_member("content").is_some() {
            cx.warning(
                code::PARAMETER_SCHEMA,
                at,
                "a parameter has one media type in `content`, or `schema`; `content` is left out",
            );
        }
    } else if media_types > 1
        && let Some(Value::Object(content)) = members.member_mut("content")
    {
        cx.warning(
            code::PARAMETER_SCHEMA,
            at,
            "a parameter has one media type in `content`; the first is taken",
        );
        let mut first = true;
        content.retain(|_, _| std::mem::take(&mut first));
    }
    if members.has("schema") || members.has("content") {
        return;
    }
    let format = members.take_member("collectionFormat");
    let schema = if let Some(schema) = swagger2::schema_of(members) {
        cx.warning(
            code::PARAMETER_SCHEMA,
            at,
            "the parameter is written as in Swagger 2.0; its members are read as its `schema`",
        );
        if format.as_ref().and_then(Value::as_str) == Some("csv") {
            members.entry("explode").or_insert(Value::Bool(false));
        }
        schema
    } else {
        cx.warning(
            code::PARAMETER_SCHEMA,
            at,
            "the parameter has no `schema`; it is read as a string",
        );
        json!({"type": "string"})
    };
    members.insert("schema".to_owned(), schema);
}

/// The styles of each place (OpenAPI 3.0, 4.7.12.3).
fn style(members: &mut Map<String, Value>, place: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(written) = members.member("style") else {
        return;
    };
    let folded = written.as_str().unwrap_or_default().to_ascii_lowercase();
    let settled = match folded.as_str() {
        "matrix" => "matrix",
        "label" => "label",
        "form" => "form",
        "simple" => "simple",
        "spacedelimited" => "spaceDelimited",
        "pipedelimited" => "pipeDelimited",
        "deepobject" => "deepObject",
        _ => "",
    };
    let allowed = match place {
        "path" => matches!(settled, "matrix" | "label" | "simple"),
        "query" => matches!(
            settled,
            "form" | "spaceDelimited" | "pipeDelimited" | "deepObject"
        ),
        "header" => settled == "simple",
        _ => settled == "form",
    };
    if allowed && written.as_str() == Some(settled) {
        return;
    }
    let style = shown(written);
    if allowed {
        members.insert("style".to_owned(), json!(settled));
    } else {
        // commas, as `simple` has them, are `form` without `explode` in a query
        if settled == "simple" && matches!(place, "query" | "cookie") {
            members.insert("explode".to_owned(), Value::Bool(false));
        }
        members.take_member("style");
    }
    cx.warning(
        code::PARAMETER_STYLE,
        &at.key("style"),
        format!(
            "a parameter in `{}` has no style `{style}`; it is read as the nearest that it has",
            shorten(place)
        ),
    );
}
