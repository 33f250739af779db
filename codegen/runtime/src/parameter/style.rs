//! The style table: `style` × `explode` × scalar, array, object.
//!
//! Serves OpenAPI 3.0.4, 4.7.12.3 (Style Values) and 4.7.12.4 (Style Examples), which stand on RFC
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
        let text = |value: &Value| match value {
            Value::String(text) => escape::text(text, escape).into_owned(),
            other => escape::owned(json::plain(other), escape),
        };
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

/// Text of a path parameter that is one text.
pub(crate) fn scalar(name: &str, text: String, style: Style, escape: Escape) -> String {
    let text = escape::owned(text, escape);
    match style {
        Style::Matrix => format!(";{}", named(&escape::text(name, escape), &text)),
        Style::Label => format!(".{text}"),
        _ => text,
    }
}

/// `name=value` of one text.
pub(crate) fn pair(name: &str, text: String, escape: Escape) -> String {
    let mut pair = escape::owned(text, escape);
    pair.insert(0, '=');
    pair.insert_str(0, &escape::text(name, escape));
    pair
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
        (Shape::Object(members), Style::Matrix, true) => members
            .iter()
            .map(|(name, value)| named(name, value))
            .collect(),
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// `empty`, `string`, `array` and `object` of the specification's table for a path.
    fn path_row(style: Style, explode: bool) -> [Option<String>; 4] {
        values().map(|value| template("color", &value, style, explode, Escape::Component))
    }

    /// The same for a query, without the `?` of the table.
    fn query_row(style: Style, explode: bool) -> [String; 4] {
        values().map(|value| query("color", &value, style, explode, Escape::Component).join("&"))
    }

    fn values() -> [Value; 4] {
        [
            json!(""),
            json!("blue"),
            json!(["blue", "black", "brown"]),
            json!({"R": 100, "G": 200, "B": 150}),
        ]
    }

    // OpenAPI 3.0.4, 4.7.12.4 and 3.1.1, 4.8.12.4: Style Examples, the rows for `path` and `header`
    #[test]
    fn the_table_of_the_specification_for_paths() {
        let rows = [
            (
                Style::Matrix,
                false,
                [
                    ";color",
                    ";color=blue",
                    ";color=blue,black,brown",
                    ";color=R,100,G,200,B,150",
                ],
            ),
            (
                Style::Matrix,
                true,
                [
                    ";color",
                    ";color=blue",
                    ";color=blue;color=black;color=brown",
                    ";R=100;G=200;B=150",
                ],
            ),
            (
                Style::Label,
                false,
                [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
            ),
            (
                Style::Label,
                true,
                [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
            ),
            (
                Style::Simple,
                false,
                ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
            ),
            (
                Style::Simple,
                true,
                ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
            ),
        ];
        for (style, explode, expected) in rows {
            let expected = expected.map(|text| Some(text.to_owned()));
            assert_eq!(path_row(style, explode), expected, "{style:?} {explode}");
        }
    }

    // A parameter that is one text takes a shorter way to the same.
    #[test]
    fn one_text_is_written_alike_both_ways() {
        for style in [Style::Simple, Style::Label, Style::Matrix] {
            for text in ["", "blue", "a b/é", "/", "\n"] {
                for explode in [false, true] {
                    let value = json!(text);
                    let escape = Escape::Component;
                    let long = template("color", &value, style, explode, escape);
                    let short = scalar("color", text.to_owned(), style, escape);
                    assert_eq!(Some(short), long, "{style:?} {explode} {text:?}");
                    let pairs = query("color", &value, Style::Form, explode, escape);
                    assert_eq!(pairs, [pair("color", text.to_owned(), escape)]);
                }
            }
        }
    }

    // The same sections: the rows for `query`
    #[test]
    fn the_table_of_the_specification_for_queries() {
        let rows = [
            (
                false,
                [
                    "color=",
                    "color=blue",
                    "color=blue,black,brown",
                    "color=R,100,G,200,B,150",
                ],
            ),
            (
                true,
                [
                    "color=",
                    "color=blue",
                    "color=blue&color=black&color=brown",
                    "R=100&G=200&B=150",
                ],
            ),
        ];
        for (explode, expected) in rows {
            assert_eq!(query_row(Style::Form, explode), expected, "{explode}");
        }
        let [_, _, array, object] = query_row(Style::SpaceDelimited, false);
        assert_eq!(array, "color=blue%20black%20brown");
        assert_eq!(object, "color=R%20100%20G%20200%20B%20150");
        let [_, _, array, object] = query_row(Style::PipeDelimited, false);
        assert_eq!(array, "color=blue%7Cblack%7Cbrown");
        assert_eq!(object, "color=R%7C100%7CG%7C200%7CB%7C150");
        let [_, _, _, object] = query_row(Style::DeepObject, true);
        assert_eq!(object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150");
    }

    // Swagger 2.0, Parameter Object: `tsv` divides by tabs, `multi` repeats the parameter
    #[test]
    fn tabs_divide_too() {
        let [_, _, array, _] = query_row(Style::TabDelimited, false);
        assert_eq!(array, "color=blue%09black%09brown");
        let [_, _, array, _] = query_row(Style::PipeDelimited, true);
        assert_eq!(array, "color=blue&color=black&color=brown");
    }

    // RFC 6570, 1.2 and 3.2: a delimiter within a value is encoded, so that it divides nothing
    #[test]
    fn delimiters_within_values_are_encoded() {
        let value = json!(["a,b", "c;d", "e.f", "g=h", "i|j k&l/m?n#o"]);
        assert_eq!(
            query("n[]", &value, Style::Form, false, Escape::Component),
            ["n%5B%5D=a%2Cb,c%3Bd,e.f,g%3Dh,i%7Cj%20k%26l%2Fm%3Fn%23o"]
        );
        assert_eq!(
            template(
                "n",
                &json!(["a,b", "c;d"]),
                Style::Matrix,
                true,
                Escape::Component
            )
            .as_deref(),
            Some(";n=a%2Cb;n=c%3Bd")
        );
    }

    proptest::proptest! {
        /// Every exploded query and every form is read back as it was, by an independent decoder
        /// of form pairs.
        #[test]
        fn any_list_comes_back_from_the_query(name in ".*", items in proptest::collection::vec(".*", 0..4)) {
            for escape in [Escape::Component, Escape::Form] {
                let text = query(&name, &json!(items), Style::Form, true, escape).join("&");
                let read: Vec<_> = url::form_urlencoded::parse(text.as_bytes()).collect();
                let expected: Vec<_> = items
                    .iter()
                    .map(|item| (name.as_str().into(), item.as_str().into()))
                    .collect();
                proptest::prop_assert_eq!(read, expected);
            }
        }
    }

    // RFC 6570, 2.3: null and the empty list are undefined
    #[test]
    fn undefined_values_are_left_out() {
        assert!(query("n", &json!([]), Style::Form, true, Escape::Component).is_empty());
        assert!(query("n", &json!({}), Style::Form, false, Escape::Component).is_empty());
        assert!(query("n", &Value::Null, Style::Form, false, Escape::Component).is_empty());
        assert_eq!(
            query(
                "n",
                &json!([1, null, 2]),
                Style::Form,
                false,
                Escape::Component
            ),
            ["n=1,2"]
        );
        assert_eq!(
            template("n", &json!([]), Style::Label, false, Escape::Component),
            None
        );
    }

    #[test]
    fn deep_objects_nest_in_order_and_without_end() {
        let value = json!({"a": {"b": 1, "c": [true, {"d": "x y"}]}, "e": null, "f&": ""});
        assert_eq!(
            query("q", &value, Style::DeepObject, true, Escape::Component),
            [
                "q%5Ba%5D%5Bb%5D=1",
                "q%5Ba%5D%5Bc%5D%5B0%5D=true",
                "q%5Ba%5D%5Bc%5D%5B1%5D%5Bd%5D=x%20y",
                "q%5Bf%26%5D="
            ]
        );
        let mut deep = json!(1);
        for _ in 0..100 {
            deep = json!([deep]);
        }
        let pairs = query("q", &deep, Style::DeepObject, true, Escape::Component);
        assert_eq!(pairs.len(), 1);
    }
}
