//! Schema Objects (OpenAPI 3.0, 4.7.24).
//!
//! Built member by member: `openapiv3`'s own reading gives up a whole tree for one member, and
//! tries every tree several times over.

use super::object::{Object, leaf};
use super::reference_or;
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::{MAX_DEPTH, Path};
use crate::source::Members as _;
use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::{Map, Value};

/// The members that a Schema Object of OpenAPI 3.0 has, beside extensions.
const KNOWN: [&str; 35] = [
    "type",
    "properties",
    "items",
    "format",
    "description",
    "enum",
    "required",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "additionalProperties",
    "title",
    "default",
    "example",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "externalDocs",
    "discriminator",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "xml",
];

/// What says something of one type.
const PLAIN: [&[&str]; 5] = [STRING, NUMBER, ARRAY, OBJECT, &["enum", "format"]];
const STRING: &[&str] = &["pattern", "minLength", "maxLength"];
const NUMBER: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];
const ARRAY: &[&str] = &["items", "minItems", "maxItems", "uniqueItems"];
const OBJECT: &[&str] = &[
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
];
const COMBINED: &[&str] = &["allOf", "oneOf", "anyOf", "not"];

/// A schema or a reference to one. What is no schema is read as one that allows everything.
pub(super) fn schema(
    value: &mut Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> ReferenceOr<Schema> {
    if !value.is_object() || at.depth() > MAX_DEPTH {
        cx.warning(
            code::NOT_A_SCHEMA,
            at,
            "this is not a Schema Object; it is read as one that allows everything",
        );
        *value = Value::Object(Map::new());
    }
    let Some(mut object) = Object::of(value, at, cx) else {
        return ReferenceOr::Item(anything());
    };
    if let Some(reference) = object.reference() {
        object.members.retain(|name, _| name == "$ref");
        return ReferenceOr::Reference { reference };
    }
    object.only(&KNOWN, cx);
    ReferenceOr::Item(Schema {
        schema_data: data(&mut object, cx),
        schema_kind: kind(&mut object, cx),
    })
}

fn anything() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    }
}

/// The same for places that hold a box.
fn boxed(value: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) -> ReferenceOr<Box<Schema>> {
    match schema(value, at, cx) {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(item) => ReferenceOr::boxed_item(item),
    }
}

/// A member that holds one schema.
pub(super) fn member(
    object: &mut Object<'_, '_>,
    name: &str,
    cx: &mut Context<'_>,
) -> Option<ReferenceOr<Schema>> {
    let at = object.at.key(name);
    let value = object.members.member_mut(name)?;
    Some(schema(value, &at, cx))
}

fn data(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> SchemaData {
    SchemaData {
        nullable: object.flag("nullable", cx).unwrap_or_default(),
        read_only: object.flag("readOnly", cx).unwrap_or_default(),
        write_only: object.flag("writeOnly", cx).unwrap_or_default(),
        deprecated: object.flag("deprecated", cx).unwrap_or_default(),
        external_docs: object.leaf("externalDocs", cx),
        example: object.free("example"),
        title: object.text("title", cx),
        description: object.text("description", cx),
        discriminator: object.leaf("discriminator", cx),
        default: object.free("default"),
        extensions: object.extensions(),
    }
}

/// Keywords that say something about other types than the schema's own have no effect (JSON
/// Schema Validation, 4.2), so they do not make a schema a mixture.
fn kind(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> SchemaKind {
    let (mut combined, mut plain) = (0, false);
    for name in object.members.keys().map(String::as_str) {
        combined += usize::from(COMBINED.contains(&name));
        plain = plain || PLAIN.iter().any(|names| names.contains(&name));
    }
    let enumerated = object.members.has("enum");
    let typ = object.text("type", cx);
    match (typ.as_deref(), combined) {
        (Some("string"), 0) => SchemaKind::Type(Type::String(string(object, cx))),
        (Some("number"), 0) => SchemaKind::Type(Type::Number(number(object, cx))),
        (Some("integer"), 0) => integer(object, cx),
        (Some("boolean"), 0) => SchemaKind::Type(Type::Boolean(BooleanType {
            enumeration: enumeration(object, Value::as_bool),
        })),
        (Some("object"), 0) if !enumerated => {
            SchemaKind::Type(Type::Object(object_type(object, cx)))
        }
        (Some("array"), 0) if !enumerated => SchemaKind::Type(Type::Array(ArrayType {
            items: items(object, cx),
            min_items: object.count("minItems", cx),
            max_items: object.count("maxItems", cx),
            unique_items: object.flag("uniqueItems", cx).unwrap_or_default(),
        })),
        (None, 1) if !plain => combination(object, cx),
        _ => SchemaKind::Any(mixture(object, typ, cx)),
    }
}

fn combination(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> SchemaKind {
    if object.members.has("oneOf") {
        SchemaKind::OneOf {
            one_of: schemas(object, "oneOf", cx),
        }
    } else if object.members.has("allOf") {
        SchemaKind::AllOf {
            all_of: schemas(object, "allOf", cx),
        }
    } else if object.members.has("anyOf") {
        SchemaKind::AnyOf {
            any_of: schemas(object, "anyOf", cx),
        }
    } else {
        match negated(object, cx) {
            Some(not) => SchemaKind::Not { not },
            None => SchemaKind::Any(AnySchema::default()),
        }
    }
}

fn string(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> StringType {
    StringType {
        format: object.text("format", cx).into(),
        pattern: object.text("pattern", cx),
        enumeration: enumeration(object, |value| value.as_str().map(str::to_owned)),
        min_length: object.count("minLength", cx),
        max_length: object.count("maxLength", cx),
    }
}

fn number(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> NumberType {
    NumberType {
        format: object.text("format", cx).into(),
        multiple_of: object.number("multipleOf", cx),
        exclusive_minimum: object.flag("exclusiveMinimum", cx).unwrap_or_default(),
        exclusive_maximum: object.flag("exclusiveMaximum", cx).unwrap_or_default(),
        minimum: object.number("minimum", cx),
        maximum: object.number("maximum", cx),
        enumeration: enumeration(object, Value::as_f64),
    }
}

/// Bounds with a fraction or beyond 64 bits leave an integer a mixture, as `openapiv3` reads it.
fn integer(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> SchemaKind {
    let fits = ["minimum", "maximum", "multipleOf"]
        .iter()
        .filter_map(|name| object.members.member(name))
        .all(Value::is_i64);
    if !fits {
        return SchemaKind::Any(mixture(object, Some("integer".to_owned()), cx));
    }
    SchemaKind::Type(Type::Integer(IntegerType {
        format: object.text("format", cx).into(),
        multiple_of: object.integer("multipleOf", cx),
        exclusive_minimum: object.flag("exclusiveMinimum", cx).unwrap_or_default(),
        exclusive_maximum: object.flag("exclusiveMaximum", cx).unwrap_or_default(),
        minimum: object.integer("minimum", cx),
        maximum: object.integer("maximum", cx),
        enumeration: enumeration(object, Value::as_i64),
    }))
}

fn object_type(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> ObjectType {
    ObjectType {
        properties: properties(object, cx),
        required: object.texts("required", cx),
        additional_properties: additional(object, cx),
        min_properties: object.count("minProperties", cx),
        max_properties: object.count("maxProperties", cx),
    }
}

/// Everything that is there.
fn mixture(object: &mut Object<'_, '_>, typ: Option<String>, cx: &mut Context<'_>) -> AnySchema {
    let enumeration = object.members.member("enum").and_then(Value::as_array);
    AnySchema {
        typ,
        enumeration: enumeration.cloned().unwrap_or_default(),
        pattern: object.text("pattern", cx),
        multiple_of: object.number("multipleOf", cx),
        exclusive_minimum: object.flag("exclusiveMinimum", cx),
        exclusive_maximum: object.flag("exclusiveMaximum", cx),
        minimum: object.number("minimum", cx),
        maximum: object.number("maximum", cx),
        properties: properties(object, cx),
        required: object.texts("required", cx),
        additional_properties: additional(object, cx),
        min_properties: object.count("minProperties", cx),
        max_properties: object.count("maxProperties", cx),
        items: items(object, cx),
        min_items: object.count("minItems", cx),
        max_items: object.count("maxItems", cx),
        unique_items: object.flag("uniqueItems", cx),
        format: object.text("format", cx),
        min_length: object.count("minLength", cx),
        max_length: object.count("maxLength", cx),
        one_of: schemas(object, "oneOf", cx),
        all_of: schemas(object, "allOf", cx),
        any_of: schemas(object, "anyOf", cx),
        not: negated(object, cx),
    }
}

/// The values of `enum`, null among them as `None`. Values of other types were taken out before.
fn enumeration<T>(object: &Object<'_, '_>, read: impl Fn(&Value) -> Option<T>) -> Vec<Option<T>> {
    let values = object.members.member("enum").and_then(Value::as_array);
    values
        .into_iter()
        .flatten()
        .filter(|value| value.is_null() || read(value).is_some())
        .map(&read)
        .collect()
}

fn properties(
    object: &mut Object<'_, '_>,
    cx: &mut Context<'_>,
) -> IndexMap<String, ReferenceOr<Box<Schema>>> {
    object.map("properties", cx, |value, at, cx| Some(boxed(value, at, cx)))
}

fn schemas(
    object: &mut Object<'_, '_>,
    name: &str,
    cx: &mut Context<'_>,
) -> Vec<ReferenceOr<Schema>> {
    object.list(name, cx, |value, at, cx| Some(schema(value, at, cx)))
}

fn items(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> Option<ReferenceOr<Box<Schema>>> {
    let at = object.at.key("items");
    let value = object.members.member_mut("items")?;
    Some(boxed(value, &at, cx))
}

fn negated(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> Option<Box<ReferenceOr<Schema>>> {
    member(object, "not", cx).map(Box::new)
}

fn additional(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> Option<AdditionalProperties> {
    let at = object.at.key("additionalProperties");
    let value = object.members.member_mut("additionalProperties")?;
    Some(match value {
        Value::Bool(any) => AdditionalProperties::Any(*any),
        value => AdditionalProperties::Schema(Box::new(schema(value, &at, cx))),
    })
}

/// An Example Object or a reference to one.
pub(super) fn example(
    value: &mut Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Option<ReferenceOr<openapiv3::Example>> {
    reference_or(value, at, cx, |object, cx| {
        object.only(&["summary", "description", "value", "externalValue"], cx);
        Some(openapiv3::Example {
            summary: object.text("summary", cx),
            description: object.text("description", cx),
            value: object.free("value"),
            external_value: object.text("externalValue", cx),
            extensions: object.extensions(),
        })
    })
}

/// A Link Object or a reference to one.
pub(super) fn link(
    value: &mut Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Option<ReferenceOr<openapiv3::Link>> {
    reference_or(value, at, cx, |object, cx| {
        let whole = Value::Object(std::mem::take(object.members));
        let link = leaf(&whole, object.at, cx);
        if let Value::Object(members) = whole {
            *object.members = members;
        }
        link
    })
}
