//! One look at a schema: every keyword that decides a type, wherever `openapiv3` keeps it.
//!
//! `openapiv3` has a variant for each common combination of keywords and one for the rest; here
//! they are alike. Must not: follow references.

use super::Node;
use crate::api::Literal;
use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, IntegerFormat, NumberFormat, ReferenceOr, Schema, SchemaData, SchemaKind,
    StringFormat, Type, VariantOrUnknownOrEmpty,
};

/// `type` of a schema (OpenAPI 3.0.3, 4.7.24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lower) enum JsonType {
    String,
    Number,
    Integer,
    Boolean,
    Array,
    Object,
}

impl JsonType {
    /// By its name in a document.
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "string" => Self::String,
            "number" => Self::Number,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }
}

/// The keywords of one schema.
#[derive(Debug, Clone)]
pub(in crate::lower) struct View<'a> {
    pub(in crate::lower) data: &'a SchemaData,
    pub(in crate::lower) ty: Option<JsonType>,
    pub(in crate::lower) format: Option<&'a str>,
    /// Scalars of `enum`, null among them.
    pub(in crate::lower) values: Vec<Literal>,
    /// `enum` has arrays or objects too, which are not in `values`.
    pub(in crate::lower) structured_values: bool,
    pub(in crate::lower) properties: Option<&'a IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub(in crate::lower) required: &'a [String],
    pub(in crate::lower) additional: Option<&'a AdditionalProperties>,
    pub(in crate::lower) items: Option<Node<'a>>,
    pub(in crate::lower) one_of: &'a [ReferenceOr<Schema>],
    pub(in crate::lower) any_of: &'a [ReferenceOr<Schema>],
    pub(in crate::lower) all_of: &'a [ReferenceOr<Schema>],
    pub(in crate::lower) not: bool,
}

impl<'a> View<'a> {
    /// Looks at a schema.
    pub(in crate::lower) fn new(schema: &'a Schema) -> Self {
        let mut view = Self {
            data: &schema.schema_data,
            ty: None,
            format: None,
            values: Vec::new(),
            structured_values: false,
            properties: None,
            required: &[],
            additional: None,
            items: None,
            one_of: &[],
            any_of: &[],
            all_of: &[],
            not: false,
        };
        match &schema.schema_kind {
            SchemaKind::Type(ty) => view.typed(ty),
            SchemaKind::OneOf { one_of } => view.one_of = one_of,
            SchemaKind::AnyOf { any_of } => view.any_of = any_of,
            SchemaKind::AllOf { all_of } => view.all_of = all_of,
            SchemaKind::Not { .. } => view.not = true,
            SchemaKind::Any(any) => {
                view.ty = any.typ.as_deref().and_then(JsonType::parse);
                view.format = any.format.as_deref();
                view.values = any.enumeration.iter().filter_map(literal).collect();
                view.structured_values = view.values.len() < any.enumeration.len();
                view.properties = (!any.properties.is_empty()).then_some(&any.properties);
                view.required = &any.required;
                view.additional = any.additional_properties.as_ref();
                view.items = any.items.as_ref().map(Node::from);
                view.one_of = &any.one_of;
                view.any_of = &any.any_of;
                view.all_of = &any.all_of;
                view.not = any.not.is_some();
            }
        }
        view
    }

    /// The keywords of a schema that `openapiv3` knows by its type.
    fn typed(&mut self, ty: &'a Type) {
        match ty {
            Type::String(string) => {
                self.ty = Some(JsonType::String);
                self.format = string_format(&string.format);
                self.values = string
                    .enumeration
                    .iter()
                    .map(|v| optional_string(v.as_ref()))
                    .collect();
            }
            Type::Number(number) => {
                self.ty = Some(JsonType::Number);
                self.format = number_format(&number.format);
                self.values = number
                    .enumeration
                    .iter()
                    .map(|v| optional_number(*v))
                    .collect();
            }
            Type::Integer(integer) => {
                self.ty = Some(JsonType::Integer);
                self.format = integer_format(&integer.format);
                self.values = integer
                    .enumeration
                    .iter()
                    .map(|value| value.map_or(Literal::Null, Literal::Integer))
                    .collect();
            }
            Type::Boolean(boolean) => {
                self.ty = Some(JsonType::Boolean);
                self.values = boolean
                    .enumeration
                    .iter()
                    .map(|value| value.map_or(Literal::Null, Literal::Bool))
                    .collect();
            }
            Type::Array(array) => {
                self.ty = Some(JsonType::Array);
                self.items = array.items.as_ref().map(Node::from);
            }
            Type::Object(object) => {
                self.ty = Some(JsonType::Object);
                self.properties = (!object.properties.is_empty()).then_some(&object.properties);
                self.required = &object.required;
                self.additional = object.additional_properties.as_ref();
            }
        }
    }

    /// Says nothing that could change a type that other schemas give: annotations, a bare type,
    /// limits.
    pub(in crate::lower) fn adds_nothing(&self) -> bool {
        self.properties.is_none()
            && self.required.is_empty()
            && matches!(
                self.additional,
                None | Some(AdditionalProperties::Any(false))
            )
            && self.items.is_none()
            && self.values.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.all_of.is_empty()
            && !self.is_null()
    }

    /// The schema of the value `null` alone, which 3.0 cannot say.
    pub(in crate::lower) fn is_null(&self) -> bool {
        self.data.extensions.get("x-specwright-null") == Some(&serde_json::Value::Bool(true))
    }
}

/// A string of an enum.
fn optional_string(value: Option<&String>) -> Literal {
    value.map_or(Literal::Null, |text| Literal::String(text.clone()))
}

/// A number of an enum, as JSON writes it.
fn optional_number(value: Option<f64>) -> Literal {
    value
        .and_then(serde_json::Number::from_f64)
        .map_or(Literal::Null, |number| Literal::Number(number.to_string()))
}

/// A scalar of an enum.
fn literal(value: &serde_json::Value) -> Option<Literal> {
    Some(match value {
        serde_json::Value::Null => Literal::Null,
        serde_json::Value::Bool(value) => Literal::Bool(*value),
        serde_json::Value::String(text) => Literal::String(text.clone()),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(integer) => Literal::Integer(integer),
            None => Literal::Number(number.to_string()),
        },
        serde_json::Value::Array(_) | serde_json::Value::Object(_) => return None,
    })
}

/// `format` of a string.
fn string_format(format: &VariantOrUnknownOrEmpty<StringFormat>) -> Option<&str> {
    match format {
        VariantOrUnknownOrEmpty::Item(format) => Some(match format {
            StringFormat::Date => "date",
            StringFormat::DateTime => "date-time",
            StringFormat::Password => "password",
            StringFormat::Byte => "byte",
            StringFormat::Binary => "binary",
        }),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

/// `format` of a number.
fn number_format(format: &VariantOrUnknownOrEmpty<NumberFormat>) -> Option<&str> {
    match format {
        VariantOrUnknownOrEmpty::Item(NumberFormat::Float) => Some("float"),
        VariantOrUnknownOrEmpty::Item(NumberFormat::Double) => Some("double"),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

/// `format` of an integer.
fn integer_format(format: &VariantOrUnknownOrEmpty<IntegerFormat>) -> Option<&str> {
    match format {
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => Some("int32"),
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64) => Some("int64"),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}
