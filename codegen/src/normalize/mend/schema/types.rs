//! Types by other names (OpenAPI 3.0, 4.4 "Data Types").

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::pointer::Pointer;
use crate::source::Members as _;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Formats of whole numbers, in the format registry for `number` as for `integer`.
const WHOLE: [&str; 8] = [
    "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
];

/// Gives `type` one of the names that the specification knows.
pub(super) fn apply(
    members: &mut Map<String, Value>,
    names: &BTreeSet<String>,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let written = match members.member("type") {
        None => return,
        Some(Value::String(name)) => name.clone(),
        Some(other) => {
            let message = if other.is_null() {
                "`type` has no value; it is left out"
            } else {
                "`type` must be a string; it is left out"
            };
            cx.warning(code::UNKNOWN_TYPE, &at.key("type"), message);
            members.take_member("type");
            return;
        }
    };
    // A number of such a format is whole, so nothing is mended here that needs to be told.
    let format = members.member("format").and_then(Value::as_str);
    if written == "number" && format.is_some_and(|format| WHOLE.contains(&format)) {
        members.insert("type".to_owned(), json!("integer"));
        return;
    }
    if matches!(
        written.as_str(),
        "string" | "number" | "integer" | "boolean" | "object" | "array"
    ) {
        return;
    }
    let at = at.key("type");
    if let Some((name, format)) = known(&written) {
        members.insert("type".to_owned(), json!(name));
        if let Some(format) = format {
            members.entry("format").or_insert_with(|| json!(format));
        }
        cx.warning(
            code::UNKNOWN_TYPE,
            &at,
            format!("the type `{}` is read as `{name}`", shorten(&written)),
        );
        return;
    }
    members.take_member("type");
    if names.contains(&written) && !members.has("allOf") {
        let schemas = Pointer::root().child("components").child("schemas");
        let reference = format!("#{}", schemas.child(&written).to_fragment());
        members.insert("allOf".to_owned(), json!([{"$ref": reference}]));
        cx.warning(
            code::UNKNOWN_TYPE,
            &at,
            format!(
                "the type `{}` is the name of a schema and read as a reference to it",
                shorten(&written)
            ),
        );
    } else {
        cx.warning(
            code::UNKNOWN_TYPE,
            &at,
            format!("`{}` is no type; any value is allowed", shorten(&written)),
        );
    }
}

/// What other languages and formats call a type.
fn known(written: &str) -> Option<(&'static str, Option<&'static str>)> {
    let folded: String = written
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    Some(match folded.as_str() {
        "int" | "integer" | "integers" | "bigint" | "biginteger" => ("integer", None),
        "int8" => ("integer", Some("int8")),
        "int16" | "short" | "smallint" => ("integer", Some("int16")),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" => ("integer", Some("int64")),
        "number" | "numbers" | "numeric" | "num" | "decimal" => ("number", None),
        "float" | "float32" => ("number", Some("float")),
        "double" | "float64" => ("number", Some("double")),
        "string" | "strings" | "str" | "text" | "char" | "varchar" => ("string", None),
        "bool" | "boolean" | "bit" => ("boolean", None),
        "date" => ("string", Some("date")),
        "datetime" | "timestamp" => ("string", Some("date-time")),
        "time" => ("string", Some("time")),
        "uuid" | "guid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "password" => ("string", Some("password")),
        "byte" | "base64" => ("string", Some("byte")),
        "file" | "binary" | "blob" => ("string", Some("binary")),
        "object" | "objects" | "dict" | "dictionary" | "map" | "hash" | "struct" => {
            ("object", None)
        }
        "array" | "arrays" | "list" | "set" => ("array", None),
        _ => return None,
    })
}
