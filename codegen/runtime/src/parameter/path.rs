//! Path templates: values in their segments, so that no value can change the route.
//!
//! A value never holds a raw `/`, `?` or `#`, since all but unreserved characters are encoded.
//! What encoding cannot help against is a whole segment that is empty, `.` or `..`: URL parsers
//! resolve dot segments even where they are written `%2e%2e` (WHATWG URL, 4.1). Such arguments are
//! refused.
//!
//! Serves OpenAPI 3.0.4, 4.7.8 (Paths Object, path templating) and RFC 3986, 3.3 and 5.2.4.

use crate::error::ArgumentError;
use crate::operation::{Location, Operation, Param, PathPiece};

/// The path of a call: the template with its values.
pub(crate) fn expand(
    operation: &'static Operation,
    values: &[Option<String>],
) -> Result<String, ArgumentError> {
    let mut path = String::with_capacity(operation.key.len() + 64);
    let mut segment = Segment::default();
    for piece in operation.path {
        match piece {
            PathPiece::Text(text) => {
                for (index, part) in text.split('/').enumerate() {
                    if index > 0 {
                        segment.end(operation, &path)?;
                        path.push('/');
                        segment.start = path.len();
                    }
                    path.push_str(part);
                }
            }
            PathPiece::Param(index) => {
                let Some(param) = operation.parameters.get(*index) else {
                    continue;
                };
                let text = values.get(*index).and_then(Option::as_deref);
                let text = text.filter(|text| !text.is_empty()).ok_or_else(|| {
                    refused(operation, param, "is empty, which would change the route")
                })?;
                path.push_str(text);
                segment.param = Some(param);
            }
        }
    }
    segment.end(operation, &path)?;
    Ok(path)
}

/// The segment that is being written.
#[derive(Default)]
struct Segment {
    /// Where it begins in the path.
    start: usize,
    /// A parameter in it.
    param: Option<&'static Param>,
}

impl Segment {
    /// Checks it, now that it is whole.
    fn end(&mut self, operation: &'static Operation, path: &str) -> Result<(), ArgumentError> {
        match (self.param.take(), path.get(self.start..)) {
            (Some(param), Some("." | "..")) => Err(refused(
                operation,
                param,
                "makes a dot segment, which would change the route",
            )),
            _ => Ok(()),
        }
    }
}

fn refused(operation: &'static Operation, param: &'static Param, problem: &str) -> ArgumentError {
    ArgumentError::parameter(operation.id, Location::Path, param.name, problem)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a failed test may panic"
    )]

    use serde_json::{Value, json};

    use super::*;
    use crate::operation::{Encoding, Style};
    use crate::parameter::encode;

    const fn param(name: &'static str, style: Style) -> Param {
        Param {
            name,
            location: Location::Path,
            encoding: Encoding::Style {
                style,
                explode: false,
                allow_reserved: false,
            },
            required: true,
        }
    }

    static OPERATION: Operation = Operation {
        id: "show",
        key: "GET /a/{id}/{kind}.json{label}",
        method: "GET",
        path: &[
            PathPiece::Text("/a/"),
            PathPiece::Param(0),
            PathPiece::Text("/x"),
            PathPiece::Param(1),
            PathPiece::Text("/"),
            PathPiece::Param(2),
        ],
        parameters: &[
            param("id", Style::Simple),
            param("kind", Style::Simple),
            param("label", Style::Label),
        ],
        security: &[],
        servers: &[],
        accept: "",
        responses: &[],
    };

    fn path(values: [Value; 3]) -> Result<String, ArgumentError> {
        let values: Vec<_> = OPERATION
            .parameters
            .iter()
            .zip(values)
            .map(|(param, given)| encode(param, given.to_string().into_bytes()).unwrap())
            .collect();
        expand(&OPERATION, &values)
    }

    #[test]
    fn values_stay_in_their_segments() {
        let hostile = "../?a=b#c\\;%2e%2F";
        assert_eq!(
            path([json!(hostile), json!("."), json!("l")]).unwrap(),
            "/a/..%2F%3Fa%3Db%23c%5C%3B%252e%252F/x./.l"
        );
        assert_eq!(
            path([json!("é"), json!(7), json!(["a", "b"])]).unwrap(),
            "/a/%C3%A9/x7/.a,b"
        );
    }

    proptest::proptest! {
        /// Any value that is accepted is read back from its segment of the URL as it was, and the
        /// number of segments never changes.
        #[test]
        fn any_value_comes_back_from_its_segment(text in ".*") {
            let Ok(path) = path([json!(text), json!("k"), json!("l")]) else {
                let refused = matches!(text.as_str(), "" | "." | "..");
                proptest::prop_assert!(refused);
                return Ok(());
            };
            let base = crate::server::Base::parse("http://api.example/v1").unwrap();
            let url = base.join(path, std::iter::empty()).unwrap();
            let segments: Vec<_> = url.path_segments().unwrap().collect();
            proptest::prop_assert_eq!(segments.len(), 5);
            let read = percent_encoding::percent_decode_str(segments[2]).decode_utf8().unwrap();
            proptest::prop_assert_eq!(read, text);
        }
    }

    // RFC 3986, 5.2.4: a whole segment `.` or `..` is removed from a path, with what is before it
    #[test]
    fn dot_segments_and_empty_segments_are_refused() {
        let good = || [json!("a"), json!("b"), json!("c")];
        let cases = [
            (0, json!("."), "id"),
            (0, json!(".."), "id"),
            (0, json!(""), "id"),
            (0, json!([]), "id"),
            (1, json!(""), "kind"),
            // the label's own dot makes a dot segment
            (2, json!(""), "label"),
            (2, json!("."), "label"),
        ];
        for (index, value, name) in cases {
            let mut values = good();
            if let Some(slot) = values.get_mut(index) {
                *slot = value.clone();
            }
            let error = path(values).unwrap_err();
            assert_eq!(error.name(), name, "{index} {value}");
            assert!(
                error.to_string().contains("would change the route"),
                "{error}"
            );
        }
        assert!(expand(&OPERATION, &[None, None, None]).is_err());
    }
}
