//! What arrived, decoded by style (OpenAPI 3.0.3, 4.7.12.3 and 4.7.12.4; RFC 6570): an independent
//! reading, not the encoder's inverse.

use crate::document::Style;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::BTreeMap;

/// A decoded value: texts only, types are not on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Parts {
    /// A scalar.
    One(String),
    /// An array.
    Many(Vec<String>),
    /// An object.
    Members(Vec<(String, String)>),
    /// An object or array by `deepObject`: the texts at the end of its brackets.
    Deep(Vec<(Vec<String>, String)>),
}

/// Which kind of value is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    One,
    Many,
    Members,
}

impl Shape {
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Array(_) => Self::Many,
            Value::Object(_) => Self::Members,
            _ => Self::One,
        }
    }
}

/// Percent-decodes a component; `None` where escapes are broken or the bytes are no UTF-8.
pub(crate) fn unescape(raw: &str) -> Option<String> {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..)?.iter().position(|b| *b == b'%') {
        let digits = bytes.get(at + found + 1..at + found + 3)?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        at += found + 3;
    }
    percent_decode_str(raw)
        .decode_utf8()
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// Decodes a component of a query, where `+` is a blank to most servers.
pub(crate) fn unescape_query(raw: &str) -> Option<String> {
    unescape(&raw.replace('+', "%20"))
}

/// A path argument: what stands in the place of `{name}`.
pub(crate) fn path(
    raw: &str,
    style: Style,
    explode: bool,
    name: &str,
    shape: Shape,
) -> Option<Parts> {
    match style {
        Style::Simple => list(raw, ",", explode, shape),
        Style::Label => {
            let raw = raw.strip_prefix('.')?;
            // 3.0.3 writes `.blue.black.brown` for both; later texts and RFC 6570 write commas
            // where it does not explode.
            let delimiter = if explode || !raw.contains(',') {
                "."
            } else {
                ","
            };
            list(raw, delimiter, explode, shape)
        }
        Style::Matrix => matrix(raw.strip_prefix(';')?, explode, name, shape),
        _ => None,
    }
}

fn matrix(raw: &str, explode: bool, name: &str, shape: Shape) -> Option<Parts> {
    if shape == Shape::Members && explode {
        return list(raw, ";", true, shape);
    }
    let value = |pair: &str| -> Option<String> {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (unescape(key)? == name).then(|| value.to_owned())
    };
    if shape == Shape::Many && explode {
        let items: Option<Vec<String>> =
            raw.split(';').map(|pair| unescape(&value(pair)?)).collect();
        return items.map(Parts::Many);
    }
    list(&value(raw)?, ",", false, shape)
}

/// A header value, which is not percent-encoded.
pub(crate) fn header(raw: &str, explode: bool, shape: Shape) -> Option<Parts> {
    split(raw, ",", explode, shape, &|text| {
        Some(text.trim().to_owned())
    })
}

/// Items between delimiters, each percent-decoded after the split.
fn list(raw: &str, delimiter: &str, explode: bool, shape: Shape) -> Option<Parts> {
    split(raw, delimiter, explode, shape, &unescape)
}

fn split(
    raw: &str,
    delimiter: &str,
    explode: bool,
    shape: Shape,
    decode: &dyn Fn(&str) -> Option<String>,
) -> Option<Parts> {
    match shape {
        Shape::One => decode(raw).map(Parts::One),
        Shape::Many => {
            let items: Option<Vec<String>> = raw.split(delimiter).map(decode).collect();
            items.map(Parts::Many)
        }
        Shape::Members if explode => {
            let members: Option<Vec<(String, String)>> = raw
                .split(delimiter)
                .map(|pair| {
                    let (key, value) = pair.split_once('=')?;
                    Some((decode(key)?, decode(value)?))
                })
                .collect();
            members.map(Parts::Members)
        }
        Shape::Members => {
            let items: Vec<String> = raw.split(delimiter).map(decode).collect::<Option<_>>()?;
            if !items.len().is_multiple_of(2) {
                return None;
            }
            let mut items = items.into_iter();
            let mut members = Vec::new();
            while let (Some(key), Some(value)) = (items.next(), items.next()) {
                members.push((key, value));
            }
            Some(Parts::Members(members))
        }
    }
}

/// Entries of a query or form body in order, raw.
pub(crate) fn pairs(raw: &str) -> Vec<(String, String)> {
    raw.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key.to_owned(), value.to_owned())
        })
        .collect()
}

/// Takes out of `entries` what belongs to a parameter of a query or a member of a form.
pub(crate) fn query(
    entries: &mut Vec<(String, String)>,
    style: Style,
    explode: bool,
    name: &str,
    argument: &Value,
) -> Option<Parts> {
    let shape = Shape::of(argument);
    let decode = |text: &str| unescape_query(text);
    match (style, shape) {
        (Style::DeepObject, Shape::Members | Shape::Many) => deep(entries, name),
        (Style::Form, Shape::Members) if explode => {
            let names: Vec<&str> = argument.as_object()?.keys().map(String::as_str).collect();
            let taken = take(entries, |key| names.contains(&key));
            let members: Option<Vec<(String, String)>> = taken
                .iter()
                .map(|(key, value)| Some((decode(key)?, decode(value)?)))
                .collect();
            members.map(Parts::Members)
        }
        (_, Shape::One) => {
            let taken = take(entries, |key| key == name);
            match taken.as_slice() {
                [(_, value)] => decode(value).map(Parts::One),
                _ => None,
            }
        }
        (_, Shape::Many) if explode => {
            let taken = take(entries, |key| key == name);
            let items: Option<Vec<String>> = taken.iter().map(|(_, value)| decode(value)).collect();
            items.map(Parts::Many)
        }
        (style, shape) => {
            let taken = take(entries, |key| key == name);
            let [(_, raw)] = taken.as_slice() else {
                return None;
            };
            let (raw, delimiter) = delimited(raw, style);
            split(&raw, delimiter, false, shape, &decode)
        }
    }
}

/// The text with its delimiter spelled one way; a delimiter may be sent escaped where a URL does
/// not allow it.
fn delimited(raw: &str, style: Style) -> (String, &'static str) {
    match style {
        Style::SpaceDelimited => (raw.replace('+', "%20"), "%20"),
        Style::PipeDelimited => (raw.replace("%7C", "|").replace("%7c", "|"), "|"),
        Style::TabDelimited => (raw.to_owned(), "%09"),
        _ => (raw.to_owned(), ","),
    }
}

/// `name[member]=value`; brackets may be escaped. Below the first level, and for an array, the
/// specification leaves open what is written: read are further brackets, `name[member][0]=value`, as
/// the servers read them that came up with the style.
fn deep(entries: &mut Vec<(String, String)>, name: &str) -> Option<Parts> {
    let path = |key: &str| -> Option<Vec<String>> {
        let key = unescape_query(key)?;
        let inner = key
            .strip_prefix(name)?
            .strip_prefix('[')?
            .strip_suffix(']')?;
        Some(inner.split("][").map(str::to_owned).collect())
    };
    let taken = take_raw(entries, |key| path(key).is_some());
    let leaves: Option<Vec<(Vec<String>, String)>> = taken
        .iter()
        .map(|(key, value)| Some((path(key)?, unescape_query(value)?)))
        .collect();
    leaves.map(Parts::Deep)
}

fn take(
    entries: &mut Vec<(String, String)>,
    wanted: impl Fn(&str) -> bool,
) -> Vec<(String, String)> {
    take_raw(entries, |key| {
        unescape_query(key).is_some_and(|key| wanted(&key))
    })
}

fn take_raw(
    entries: &mut Vec<(String, String)>,
    wanted: impl Fn(&str) -> bool,
) -> Vec<(String, String)> {
    let (taken, left) = std::mem::take(entries)
        .into_iter()
        .partition(|(key, _)| wanted(key));
    *entries = left;
    taken
}

/// Whether decoded texts say what was given.
pub(crate) fn says(parts: &Parts, argument: &Value) -> bool {
    match (parts, argument) {
        (Parts::Many(texts), Value::Array(items)) => {
            texts.len() == items.len() && texts.iter().zip(items).all(|(t, v)| scalar_says(t, v))
        }
        (Parts::Members(texts), Value::Object(members)) => {
            texts.len() == members.len()
                && texts
                    .iter()
                    .all(|(name, text)| members.get(name).is_some_and(|v| scalar_says(text, v)))
        }
        (Parts::Deep(leaves), value) => deep_says(leaves, value),
        (Parts::One(text), value) => scalar_says(text, value),
        _ => false,
    }
}

/// Whether the texts at the ends of brackets are those of a value, each once and no others. What is
/// null or empty has no text; what lies deep may be JSON text instead.
fn deep_says(leaves: &[(Vec<String>, String)], argument: &Value) -> bool {
    let mut texts: BTreeMap<&[String], &str> = BTreeMap::new();
    for (path, text) in leaves {
        if texts.insert(path, text).is_some() {
            return false;
        }
    }
    let mut waiting = vec![(Vec::new(), argument)];
    while let Some((path, value)) = waiting.pop() {
        if let Some(text) = texts.remove(path.as_slice()) {
            if !scalar_says(text, value) {
                return false;
            }
            continue;
        }
        let below = |step: String| [path.as_slice(), &[step]].concat();
        match value {
            Value::Null => {}
            Value::Object(members) => {
                waiting.extend(members.iter().map(|(name, v)| (below(name.clone()), v)));
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                waiting.extend(items.map(|(index, v)| (below(index.to_string()), v)));
            }
            _ => return false,
        }
    }
    texts.is_empty()
}

/// Whether a text is the spelling of a scalar.
pub(crate) fn scalar_says(text: &str, value: &Value) -> bool {
    match value {
        Value::String(given) => super::text::same(text, given),
        Value::Bool(given) => text == if *given { "true" } else { "false" },
        Value::Number(given) => {
            text == given.to_string()
                || text
                    .parse::<f64>()
                    .is_ok_and(|seen| given.as_f64().is_some_and(|g| same_number(seen, g)))
        }
        Value::Null => text.is_empty() || text == "null",
        nested => serde_json::from_str::<Value>(text).is_ok_and(|seen| seen == *nested),
    }
}

/// Equal as 64-bit floats, or where the generated type has 32 bits.
#[allow(
    clippy::cast_possible_truncation,
    clippy::float_cmp,
    reason = "the comparison is whether both round to one 32-bit float"
)]
pub(crate) fn same_number(a: f64, b: f64) -> bool {
    a == b || (a as f32 == b as f32 && (a - b).abs() <= b.abs() * 1e-6)
}

/// A value as a header text (`simple`); `None` for what has none.
pub(crate) fn simple_text(value: &Value, explode: bool) -> Option<String> {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    };
    match value {
        Value::Array(items) => {
            let texts: Option<Vec<String>> = items.iter().map(scalar).collect();
            texts.map(|texts| texts.join(","))
        }
        Value::Object(members) => {
            let delimiter = if explode { "=" } else { "," };
            let texts: Option<Vec<String>> = members
                .iter()
                .map(|(name, value)| Some(format!("{name}{delimiter}{}", scalar(value)?)))
                .collect();
            texts.map(|texts| texts.join(","))
        }
        value => scalar(value),
    }
}

#[cfg(test)]
mod tests {
    //! The table of 4.7.12.4: the values `blue`, `["blue","black","brown"]` and
    //! `{"R":100,"G":200,"B":150}` of a parameter named `color`.
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::{Shape, Style, pairs, path, query, says};
    use serde_json::{Value, json};

    fn values() -> (Value, Value, Value) {
        (
            json!("blue"),
            json!(["blue", "black", "brown"]),
            json!({ "R": 100, "G": 200, "B": 150 }),
        )
    }

    #[test]
    fn paths_of_the_style_table() {
        let (one, many, members) = values();
        let table = [
            (
                Style::Matrix,
                false,
                [
                    ";color=blue",
                    ";color=blue,black,brown",
                    ";color=R,100,G,200,B,150",
                ],
            ),
            (
                Style::Matrix,
                true,
                [
                    ";color=blue",
                    ";color=blue;color=black;color=brown",
                    ";R=100;G=200;B=150",
                ],
            ),
            (
                Style::Label,
                false,
                [".blue", ".blue.black.brown", ".R.100.G.200.B.150"],
            ),
            (
                Style::Label,
                true,
                [".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
            ),
            (
                Style::Simple,
                false,
                ["blue", "blue,black,brown", "R,100,G,200,B,150"],
            ),
            (
                Style::Simple,
                true,
                ["blue", "blue,black,brown", "R=100,G=200,B=150"],
            ),
        ];
        for (style, explode, texts) in table {
            for (text, value) in texts.iter().zip([&one, &many, &members]) {
                let parts = path(text, style, explode, "color", Shape::of(value)).unwrap();
                assert!(says(&parts, value), "{style:?} {explode} {text}");
            }
        }
    }

    #[test]
    fn queries_of_the_style_table() {
        let (one, many, members) = values();
        let table: [(Style, bool, &str, &Value); 9] = [
            (Style::Form, false, "color=blue", &one),
            (Style::Form, false, "color=blue,black,brown", &many),
            (Style::Form, false, "color=R,100,G,200,B,150", &members),
            (Style::Form, true, "color=blue", &one),
            (
                Style::Form,
                true,
                "color=blue&color=black&color=brown",
                &many,
            ),
            (Style::Form, true, "R=100&G=200&B=150", &members),
            (
                Style::SpaceDelimited,
                false,
                "color=blue%20black%20brown",
                &many,
            ),
            (Style::PipeDelimited, false, "color=blue|black|brown", &many),
            (
                Style::DeepObject,
                true,
                "color[R]=100&color[G]=200&color[B]=150",
                &members,
            ),
        ];
        for (style, explode, text, value) in table {
            let mut entries = pairs(text);
            let parts = query(&mut entries, style, explode, "color", value).unwrap();
            assert!(says(&parts, value), "{style:?} {explode} {text}");
            assert!(entries.is_empty());
        }
    }

    #[test]
    fn deep_objects_are_read_below_their_first_level() {
        let value = json!({ "a": { "b": ["x", "y"], "none": null, "empty": [] }, "c": true });
        let reads = |text: &str, value: &Value| {
            let mut entries = pairs(text);
            let parts = query(&mut entries, Style::DeepObject, true, "p", value).unwrap();
            entries.is_empty() && says(&parts, value)
        };
        assert!(reads("p[a][b][0]=x&p[a][b][1]=y&p[c]=true", &value));
        assert!(reads("p[a][b]=%5B%22x%22,%22y%22%5D&p[c]=true", &value));
        assert!(reads("p[0]=x&p[1]=y", &json!(["x", "y"])));
        assert!(!reads("p[a][b][0]=x&p[a][b][1]=z&p[c]=true", &value));
        assert!(!reads("p[a][b][0]=x&p[c]=true", &value));
        assert!(!reads("p[a][b][0]=x&p[a][b][1]=y&p[c]=true&p[d]=1", &value));
        assert!(!reads("p[0]=x&p[0]=x&p[1]=y", &json!(["x", "y"])));
    }

    #[test]
    fn a_delimiter_inside_an_item_must_be_escaped() {
        let value = json!(["a,b", "c"]);
        let mut escaped = pairs("color=a%2Cb,c");
        let mut plain = pairs("color=a,b,c");
        let read = |entries: &mut _| query(entries, Style::Form, false, "color", &value).unwrap();
        assert!(says(&read(&mut escaped), &value));
        assert!(!says(&read(&mut plain), &value));
    }
}
