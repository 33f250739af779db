//! `application/x-www-form-urlencoded` bodies (OpenAPI 3.0.4, 4.7.15 Encoding Object; WHATWG URL, 5.2).
//!
//! Members are written like query parameters: scalars as text, arrays once per item, objects as
//! JSON text, unless the document's Encoding Object says otherwise. White space becomes `+`, as
//! that media type has it.

use serde_json::Value;

use super::json;
use crate::operation::{FormField, Style};
use crate::parameter::escape::{self, Escape};
use crate::parameter::style;

/// Writes an object as a form. The error says why it is none.
pub(crate) fn write(value: &Value, fields: &[FormField]) -> Result<String, String> {
    let members = match value {
        Value::Object(members) => members,
        Value::Null => return Ok(String::new()),
        _ => return Err("a form body must be an object".to_owned()),
    };
    let mut pairs = Vec::with_capacity(members.len());
    for (name, value) in members {
        let field = fields.iter().find(|field| field.name == name);
        match field {
            Some(field) if !field.json => {
                pairs.extend(style::query(
                    name,
                    value,
                    field.style,
                    field.explode,
                    Escape::Form,
                ));
            }
            Some(_) => pairs.push(pair(name, &value.to_string())),
            None => pairs.extend(by_default(name, value)),
        }
    }
    Ok(pairs.join("&"))
}

/// Without an Encoding Object: OpenAPI 3.0.4, 4.7.15.1 (default `contentType`: that of the items
/// for an array, JSON for an object, text for a scalar).
fn by_default(name: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items
            .iter()
            .filter(|item| !item.is_null())
            .map(|item| pair(name, &json::plain(item)))
            .collect(),
        other => style::query(name, other, Style::Form, true, Escape::Form)
            .into_iter()
            .take(usize::from(!other.is_object()))
            .chain(other.is_object().then(|| pair(name, &other.to_string())))
            .collect(),
    }
}

fn pair(name: &str, value: &str) -> String {
    format!(
        "{}={}",
        escape::text(name, Escape::Form),
        escape::text(value, Escape::Form)
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    // OpenAPI 3.1.1, 4.8.15 Encoding Object, "Example: URL Encoded Form with JSON Values"
    #[test]
    fn the_example_of_the_specification() {
        let value = json!({
            "id": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "address": {
                "streetAddress": "123 Example Dr.",
                "city": "Somewhere",
                "state": "CA",
                "zip": "99999+1234"
            }
        });
        let text = write(&value, &[]);
        assert_eq!(
            text,
            Ok("id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6&address=%7B%22streetAddress%22%3A%22123+Example+Dr.%22%2C%22city%22%3A%22Somewhere%22%2C%22state%22%3A%22CA%22%2C%22zip%22%3A%2299999%2B1234%22%7D".to_owned())
        );
    }

    #[test]
    fn arrays_repeat_unless_the_document_says_otherwise() {
        let value = json!({"color": ["blue", "black"], "none": null, "flag": true});
        let field = FormField {
            name: "color",
            style: Style::Form,
            explode: false,
            json: false,
        };
        assert_eq!(
            write(&value, &[]),
            Ok("color=blue&color=black&flag=true".to_owned())
        );
        assert_eq!(
            write(&value, &[field]),
            Ok("color=blue,black&flag=true".to_owned())
        );
        assert!(write(&json!([1]), &[]).is_err());
    }
}
