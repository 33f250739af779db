//! Scalars by `type` and `format` (OpenAPI 3.0.3, 4.4 Data Types; the format registry).
//!
//! Formats of strings stay `String` unless the user maps them: a text that a provider sends is
//! never lost because its form is off. Must not: know enums.

use super::JsonType;
use crate::api::TypeRef;
use crate::lower::Ctx;

impl Ctx<'_> {
    /// The type of a scalar.
    pub(super) fn scalar(&self, ty: JsonType, format: Option<&str>) -> TypeRef {
        if let Some(path) = format.and_then(|format| self.own_type(ty, format)) {
            return TypeRef::External(path.to_owned());
        }
        match ty {
            JsonType::Boolean => TypeRef::Bool,
            JsonType::Integer => integer(format),
            JsonType::Number if format == Some("float") => TypeRef::Float(32),
            JsonType::Number => TypeRef::Float(64),
            JsonType::String if format == Some("byte") => TypeRef::Base64,
            JsonType::String => TypeRef::String,
            JsonType::Array => TypeRef::Array(Box::new(TypeRef::Any)),
            JsonType::Object => TypeRef::Map(Box::new(TypeRef::Any)),
        }
    }

    /// The type that the user chose for a format; dates and times are chosen for strings alone.
    fn own_type(&self, ty: JsonType, format: &str) -> Option<&str> {
        let date_time = || match ty {
            JsonType::String => self.config.date_time.type_of(format),
            _ => None,
        };
        let mapped = self.config.formats.get(format).map(String::as_str);
        mapped.or_else(date_time)
    }
}

/// Integers by width and sign; an unknown format is the widest, as is none.
fn integer(format: Option<&str>) -> TypeRef {
    match format {
        Some("int8") => TypeRef::Int(8),
        Some("int16") => TypeRef::Int(16),
        Some("int32") => TypeRef::Int(32),
        Some("uint8") => TypeRef::Uint(8),
        Some("uint16") => TypeRef::Uint(16),
        Some("uint32") => TypeRef::Uint(32),
        Some("uint64") => TypeRef::Uint(64),
        _ => TypeRef::Int(64),
    }
}
