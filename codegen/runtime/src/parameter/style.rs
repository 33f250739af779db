//! The style table: `style` × `explode` × scalar, array, object.
//!
//! Serves OpenAPI 3.0.4, 4.7.12.4 (Style Values) and 4.7.12.6 (Style Examples), which stand on RFC
//! 6570 (URI Template). Where those say nothing (an array within an array), the inner value is
//! written as JSON text; `null` items are no items (RFC 6570, 2.3).

use serde_json::Value;

use super::escape::{self, Escape};
use crate::body::json;
use crate::operation::Style;

/// Deepest `deepObject` that is written in brackets; what lies deeper becomes JSON text.
const DEEPEST: usize = 32;

/// A value as the list it is written from.
enum Shape {
    /// One text.
    Scalar(String),
    /// Texts in order.
    Array(Vec<String>),
    /// Names and texts in order.
    Object(Vec<(String, String)>),
}

impl Shape {
    fn of(value: &Value, escape: Escape) -> Self {
        let text = |value: &Value| escape::text(&json::plain(value), escape).into_owned();
        match value {
            Value::Array(items) => Self::Array(
                items
                    .iter()
                    .filter(|item| !item.is_null())
                    .map(text)
                    .collect(),
            ),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .filter(|(_, value)| !value.is_null())
                    .map(|(name, value)| (escape::text(name, escape).into_owned(), text(value)))
                    .collect(),
            ),
            scalar => Self::Scalar(text(scalar)),
        }
    }

    /// All texts in one list: `R,100,G,200` for an object.
    fn flat(self) -> Vec<String> {
        match self {
            Self::Scalar(text) => vec![text],
            Self::Array(items) => items,
            Self::Object(members) => members
                .into_iter()
                .flat_map(|(name, value)| [name, value])
                .collect(),
        }
    }
}

/// Text of a path or header parameter (`matrix`, `label`, `simple`); `None` for an empty array or
/// object, which is undefined (RFC 6570, 2.3). Other styles have no meaning there and are written
/// as `simple`.
pub(crate) fn template(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
    escape: Escape,
) -> Option<String> {
    let shape = Shape::of(value, escape);
    let is_list = !matches!(shape, Shape::Scalar(_));
    let name = escape::text(name, escape);
    let texts = match (shape, style, explode) {
        (Shape::Object(members), _, true) => members
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect(),
        (shape, Style::Matrix, false) => {
            let texts = shape.flat();
            if is_list && texts.is_empty() {
                return None;
            }
            vec![named(&name, &texts.join(","))]
        }
        (shape, Style::Matrix, true) => {
            shape.flat().iter().map(|text| named(&name, text)).collect()
        }
        (shape, ..) => shape.flat(),
    };
    if is_list && texts.is_empty() {
        return None;
    }
    Some(match style {
        Style::Matrix => format!(";{}", texts.join(";")),
        Style::Label if explode => format!(".{}", texts.join(".")),
        Style::Label => format!(".{}", texts.join(",")),
        _ => texts.join(","),
    })
}

/// `name=value`, or the name alone for an empty value (RFC 6570, 3.2.7).
fn named(name: &str, text: &str) -> String {
    if text.is_empty() {
        name.to_owned()
    } else {
        format!("{name}={text}")
    }
}

/// `name=value` pairs of a query, cookie or form (`form`, `spaceDelimited`, `pipeDelimited`,
/// tab-delimited, `deepObject`). Other styles have no meaning there and are written as `form`.
pub(crate) fn query(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
    escape: Escape,
) -> Vec<String> {
    if value.is_null() {
        return Vec::new();
    }
    // delimiters are part of the text, so they are written encoded
    let divider = match style {
        Style::DeepObject => return deep(name, value, escape),
        Style::SpaceDelimited if escape == Escape::Form => "+",
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        Style::TabDelimited => "%09",
        _ => ",",
    };
    let escaped = escape::text(name, escape);
    match (Shape::of(value, escape), explode) {
        (Shape::Scalar(text), _) => vec![format!("{escaped}={text}")],
        (Shape::Array(items), true) => items
            .iter()
            .map(|item| format!("{escaped}={item}"))
            .collect(),
        (Shape::Object(members), true) => members
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect(),
        (shape, false) => {
            let texts = shape.flat();
            if texts.is_empty() {
                return Vec::new();
            }
            vec![format!("{escaped}={}", texts.join(divider))]
        }
    }
}

/// `name[member]=value`, nested by further brackets; items of an array by their index.
///
/// The specification gives the first level only; deeper levels are written as servers that read
/// brackets expect them.
fn deep(name: &str, value: &Value, escape: Escape) -> Vec<String> {
    let mut pairs = Vec::new();
    let mut waiting = vec![(escape::text(name, escape).into_owned(), value, 0_usize)];
    // depth first, in order: children are put on the stack last one first
    while let Some((prefix, value, depth)) = waiting.pop() {
        match value {
            Value::Null => {}
            Value::Object(members) if depth < DEEPEST => {
                waiting.extend(members.iter().rev().map(|(name, value)| {
                    let name = escape::text(name, escape);
                    (format!("{prefix}%5B{name}%5D"), value, depth + 1)
                }));
            }
            Value::Array(items) if depth < DEEPEST => {
                waiting.extend(
                    items
                        .iter()
                        .enumerate()
                        .rev()
                        .map(|(index, value)| (format!("{prefix}%5B{index}%5D"), value, depth + 1)),
                );
            }
            other => pairs.push(format!(
                "{prefix}={}",
                escape::text(&json::plain(other), escape)
            )),
        }
    }
    pairs
}
