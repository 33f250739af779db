//! Parameters, headers, bodies and media types (OpenAPI 3.0, 4.7.12 to 4.7.15, 4.7.21).

use super::object::Object;
use super::{reference_or, schema};
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, Encoding, Example, Header, HeaderStyle, MediaType, Parameter, ParameterData,
    ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr, RequestBody,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const PARAMETER: [&str; 13] = [
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "content",
    "example",
    "examples",
];

/// A parameter; a warning and `None` where its name or place is missing.
pub(super) fn parameter(
    value: &mut Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Option<ReferenceOr<Parameter>> {
    reference_or(value, at, cx, |object, cx| {
        object.only(&PARAMETER, cx);
        let name = object.text("name", cx);
        let location = object.text("in", cx);
        let (Some(name), Some(location)) = (name, location) else {
            cx.warning(
                code::UNREADABLE_OBJECT,
                object.at,
                "a parameter needs `name` and `in`; this one is left out",
            );
            return None;
        };
        let parameter_data = parameter_data(name, object, cx);
        Some(match location.as_str() {
            "query" => Parameter::Query {
                parameter_data,
                allow_reserved: object.flag("allowReserved", cx).unwrap_or_default(),
                style: style(object, cx).unwrap_or_default(),
                allow_empty_value: object.flag("allowEmptyValue", cx),
            },
            "header" => Parameter::Header {
                parameter_data,
                style: style::<HeaderStyle>(object, cx).unwrap_or_default(),
            },
            "path" => Parameter::Path {
                parameter_data,
                style: style::<PathStyle>(object, cx).unwrap_or_default(),
            },
            "cookie" => Parameter::Cookie {
                parameter_data,
                style: style::<CookieStyle>(object, cx).unwrap_or_default(),
            },
            other => {
                cx.warning(
                    code::PARAMETER_LOCATION,
                    object.at,
                    format!(
                        "`in: {}` is none of `path`, `query`, `header` and `cookie`; the parameter \
                         is left out",
                        shorten(other)
                    ),
                );
                return None;
            }
        })
    })
}

fn parameter_data(
    name: String,
    object: &mut Object<'_, '_>,
    cx: &mut Context<'_>,
) -> ParameterData {
    ParameterData {
        name,
        description: object.text("description", cx),
        required: object.flag("required", cx).unwrap_or_default(),
        deprecated: object.flag("deprecated", cx),
        format: schema_or_content(object, cx),
        example: object.free("example"),
        examples: examples(object, cx),
        explode: object.flag("explode", cx),
        extensions: object.extensions(),
    }
}

/// `style` where it is one that the place allows.
fn style<T: DeserializeOwned>(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> Option<T> {
    object.leaf("style", cx)
}

/// `schema` or `content`; a parameter with neither takes anything.
fn schema_or_content(
    object: &mut Object<'_, '_>,
    cx: &mut Context<'_>,
) -> ParameterSchemaOrContent {
    if object.members.has("content") {
        return ParameterSchemaOrContent::Content(content(object, cx));
    }
    object.members.entry("schema").or_insert_with(|| json!({}));
    let schema = schema::member(object, "schema", cx);
    ParameterSchemaOrContent::Schema(schema.unwrap_or_else(|| {
        ReferenceOr::Item(openapiv3::Schema {
            schema_data: openapiv3::SchemaData::default(),
            schema_kind: openapiv3::SchemaKind::Any(openapiv3::AnySchema::default()),
        })
    }))
}

fn examples(
    object: &mut Object<'_, '_>,
    cx: &mut Context<'_>,
) -> IndexMap<String, ReferenceOr<Example>> {
    object.map("examples", cx, schema::example)
}

/// A header of a response or of a part.
pub(super) fn header(
    value: &mut Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Option<ReferenceOr<Header>> {
    reference_or(value, at, cx, |object, cx| {
        object.only(&PARAMETER, cx);
        Some(Header {
            description: object.text("description", cx),
            style: style::<HeaderStyle>(object, cx).unwrap_or_default(),
            required: object.flag("required", cx).unwrap_or_default(),
            deprecated: object.flag("deprecated", cx),
            format: schema_or_content(object, cx),
            example: object.free("example"),
            examples: examples(object, cx),
            extensions: object.extensions(),
        })
    })
}

/// The member `content`: media types by their names.
pub(super) fn content(
    object: &mut Object<'_, '_>,
    cx: &mut Context<'_>,
) -> IndexMap<String, MediaType> {
    object.map("content", cx, media_type)
}

fn media_type(value: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) -> Option<MediaType> {
    let mut object = Object::of(value, at, cx)?;
    object.only(&["schema", "example", "examples", "encoding"], cx);
    Some(MediaType {
        schema: schema::member(&mut object, "schema", cx),
        example: object.free("example"),
        examples: examples(&mut object, cx),
        encoding: object.map("encoding", cx, encoding),
        extensions: object.extensions(),
    })
}

fn encoding(value: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) -> Option<Encoding> {
    let mut object = Object::of(value, at, cx)?;
    object.only(
        &[
            "contentType",
            "headers",
            "style",
            "explode",
            "allowReserved",
        ],
        cx,
    );
    let style = style::<QueryStyle>(&mut object, cx);
    // The typed model cannot say that `explode` is absent: its default (4.7.15.1) is filled in.
    let explodes = matches!(style, None | Some(QueryStyle::Form));
    Some(Encoding {
        content_type: object.text("contentType", cx),
        headers: object.map("headers", cx, header),
        style,
        explode: object.flag("explode", cx).unwrap_or(explodes),
        allow_reserved: object.flag("allowReserved", cx).unwrap_or_default(),
        extensions: object.extensions(),
    })
}

/// A request body.
pub(super) fn request_body(
    value: &mut Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Option<ReferenceOr<RequestBody>> {
    reference_or(value, at, cx, |object, cx| {
        object.only(&["description", "content", "required"], cx);
        Some(RequestBody {
            description: object.text("description", cx),
            content: content(object, cx),
            required: object.flag("required", cx).unwrap_or_default(),
            extensions: object.extensions(),
        })
    })
}
