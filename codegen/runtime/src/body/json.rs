//! Values as JSON text (RFC 8259), and back into plain values.

use std::string::FromUtf8Error;

use serde::Serialize;
use serde_json::Value;

/// JSON text of a value; the error says why it has none, without the value.
pub(crate) fn text<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, String> {
    serde_json::to_vec(value).map_err(|error| error.to_string())
}

/// A value as JSON data, by way of its text: numbers then keep the digits that their own type
/// prints (an `f32` of 1.1 is `1.1` and not `1.10000002384185791015625`), and no second serializer
/// is compiled for every type.
pub(crate) fn value<T: Serialize + ?Sized>(value: &T) -> Result<Value, String> {
    let text = text(value)?;
    serde_json::from_slice(&text).map_err(|error| error.to_string())
}

/// The plain text of a scalar, from its JSON text and in the same memory; gives the JSON text back
/// where it is one of an object or array, or cannot be read.
pub(crate) fn scalar(json: Vec<u8>) -> Result<String, Vec<u8>> {
    match json.first() {
        Some(b'{' | b'[') | None => Err(json),
        Some(b'"') if json.contains(&b'\\') => serde_json::from_slice(&json).map_err(|_| json),
        Some(b'"') => unwrapped(json, |text| {
            text.pop();
            text.remove(0);
        }),
        Some(_) => unwrapped(json, |text| {
            if text.ends_with(".0") {
                text.truncate(text.len() - 2);
            }
        }),
    }
}

fn unwrapped(json: Vec<u8>, change: impl FnOnce(&mut String)) -> Result<String, Vec<u8>> {
    let mut text = String::from_utf8(json).map_err(FromUtf8Error::into_bytes)?;
    change(&mut text);
    Ok(text)
}

/// Text of a scalar; objects and arrays have no plain text and come as JSON. A whole number has no
/// decimal point, whatever type holds it: text has no types, and few servers take `page=1.0`.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
        }
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    proptest::proptest! {
        /// Both ways to plain text agree.
        #[test]
        fn a_scalar_has_one_text(string in ".*", whole: i64, float: f32) {
            for value in [json!(string), json!(whole), json!(true), json!(float)] {
                let text = scalar(value.to_string().into_bytes());
                proptest::prop_assert_eq!(text, Ok(plain(&value)));
            }
        }
    }

    #[test]
    fn what_is_no_scalar_stays_json() {
        for json in ["[1]", "{}"] {
            assert_eq!(scalar(json.into()), Err(json.into()));
        }
    }

    #[test]
    fn floats_keep_their_own_digits() {
        assert_eq!(
            value(&1.1_f32).map(|value| plain(&value)),
            Ok("1.1".to_owned())
        );
        assert_eq!(
            value(&5.0_f64).map(|value| plain(&value)),
            Ok("5".to_owned())
        );
        assert_eq!(
            value(&u64::MAX).map(|value| plain(&value)),
            Ok(u64::MAX.to_string())
        );
        assert_eq!(
            value(&i64::MIN).map(|value| plain(&value)),
            Ok(i64::MIN.to_string())
        );
    }
}
