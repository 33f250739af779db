//! Body and form parameters as request bodies.
//!
//! Swagger 2.0, "Parameter Object" (`in: body`, `in: formData`), `consumes`; OpenAPI 3.0, 4.7.13.

use super::parameters::{self, BodyPart};
use super::variants::Variants;
use super::{Media, content};
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::pointer::Pointer;
use serde_json::{Map, Value, json};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Gives an operation the request body that its parameters described.
pub(super) fn apply(
    operation: &mut Map<String, Value>,
    at: &Path<'_>,
    parts: Vec<BodyPart>,
    media: &Media,
    variants: &mut Variants,
    cx: &mut Context<'_>,
) {
    let (mut bodies, fields): (Vec<_>, Vec<_>) = parts
        .into_iter()
        .partition(|part| part.value.get("in").and_then(Value::as_str) == Some("body"));
    if bodies.len() > 1 || (!bodies.is_empty() && !fields.is_empty()) {
        cx.warning(
            code::SEVERAL_BODIES,
            at,
            "an operation can have one body: the first parameter `in: body` is it, the others are left out",
        );
    }
    bodies.truncate(1);
    let to = at.pointer().child("requestBody");
    if let Some(body) = bodies.pop() {
        if let Some(name) = &body.component
            && let Some(reference) = variants.body(name, media, cx)
        {
            operation.insert("requestBody".to_owned(), reference);
            return;
        }
        let (file, origin) = body.origin.clone();
        cx.origin.moved(to.clone(), file, origin.clone());
        let types = types_of(&media.consumes);
        for name in &types {
            let schema = to.child("content").child(name).child("schema");
            cx.origin.moved(schema, file, origin.child("schema"));
        }
        operation.insert("requestBody".to_owned(), request_body(body.value, &types));
    } else if !fields.is_empty() {
        for field in &fields {
            let (file, origin) = field.origin.clone();
            let name = field.value.get("name").and_then(Value::as_str);
            for media_type in form_types(media, &fields) {
                let schema = to.child("content").child(media_type).child("schema");
                let property = schema.child("properties").child(name.unwrap_or_default());
                cx.origin.moved(property, file, origin.clone());
            }
        }
        let body = form(fields, media, at, cx);
        operation.insert("requestBody".to_owned(), body);
    }
}

/// The body of parameters that stand in no document of 2.0, as JSON or a form.
pub(super) fn of(
    parameters: Vec<Map<String, Value>>,
    origin: &(usize, Pointer),
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Value {
    let mut fields = Vec::new();
    for value in parameters {
        if value.get("in").and_then(Value::as_str) == Some("body") {
            return request_body(value, &types_of(&[]));
        }
        fields.push(BodyPart {
            origin: origin.clone(),
            value,
            component: None,
        });
    }
    let media = Media {
        consumes: Vec::new(),
        produces: Vec::new(),
    };
    form(fields, &media, at, cx)
}

/// The media types of a body that is no form; JSON where none is named.
pub(super) fn types_of(named: &[String]) -> Vec<String> {
    if named.is_empty() {
        vec!["application/json".to_owned()]
    } else {
        named.to_vec()
    }
}

/// The request body of a parameter `in: body`.
pub(super) fn request_body(mut parameter: Map<String, Value>, types: &[String]) -> Value {
    let schema = parameter.shift_remove("schema").unwrap_or_else(|| {
        // `in: body` with the members of other parameters
        Value::Object(parameters::schema_of(&mut parameter))
    });
    let mut body = Map::new();
    for name in ["description", "required"] {
        if let Some(value) = parameter.shift_remove(name) {
            body.insert(name.to_owned(), value);
        }
    }
    body.insert("content".to_owned(), Value::Object(content(types, &schema)));
    for (name, value) in parameter {
        if name.starts_with("x-") {
            body.insert(name, value);
        }
    }
    Value::Object(body)
}

/// Which of the two form media types a form is sent as. Files need multipart.
fn form_types<'a>(media: &'a Media, fields: &[BodyPart]) -> Vec<&'a str> {
    let file = fields
        .iter()
        .any(|field| field.value.get("type").and_then(Value::as_str) == Some("file"));
    let named: Vec<&str> = media
        .consumes
        .iter()
        .map(String::as_str)
        .filter(|name| {
            let essence = name.split(';').next().unwrap_or_default().trim();
            essence == MULTIPART || (essence == FORM && !file)
        })
        .collect();
    match (named.is_empty(), file) {
        (false, _) => named,
        (true, true) => vec![MULTIPART],
        (true, false) => vec![FORM],
    }
}

/// The request body of parameters `in: formData`: an object with a member for each.
fn form(fields: Vec<BodyPart>, media: &Media, at: &Path<'_>, cx: &mut Context<'_>) -> Value {
    let types: Vec<String> = form_types(media, &fields)
        .into_iter()
        .map(str::to_owned)
        .collect();
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut encoding = Map::new();
    for field in fields {
        let mut value = field.value;
        let Some(Value::String(name)) = value.shift_remove("name") else {
            cx.warning(
                code::UNREADABLE_OBJECT,
                at,
                "a parameter needs `name` and `in`; this one is left out",
            );
            continue;
        };
        if value.get("required") == Some(&Value::Bool(true)) {
            required.push(Value::String(name.clone()));
        }
        let format = value.shift_remove("collectionFormat");
        let format = format.as_ref().and_then(Value::as_str).map(str::to_owned);
        let mut schema = match value.shift_remove("schema") {
            Some(Value::Object(schema)) => schema,
            _ => parameters::schema_of(&mut value),
        };
        if schema.get("type").and_then(Value::as_str) == Some("array") {
            let mut one = Map::new();
            let format = format.as_deref().unwrap_or("csv");
            parameters::style(&mut one, "formData", format, at, cx);
            encoding.insert(name.clone(), Value::Object(one));
        }
        if let Some(description) = value.shift_remove("description") {
            schema.insert("description".to_owned(), description);
        }
        properties.insert(name, Value::Object(schema));
    }
    let mut schema = json!({"type": "object", "properties": properties});
    let any_required = !required.is_empty();
    if let Value::Object(members) = &mut schema
        && any_required
    {
        members.insert("required".to_owned(), Value::Array(required));
    }
    let mut content = content(&types, &schema);
    if !encoding.is_empty() {
        for media_type in content.values_mut() {
            if let Value::Object(members) = media_type {
                members.insert("encoding".to_owned(), Value::Object(encoding.clone()));
            }
        }
    }
    json!({"required": any_required, "content": content})
}
