//! Path templates: values in their segments, so that no value can change the route.
//!
//! A value never holds a raw `/`, `?` or `#`, since all but unreserved characters are encoded.
//! What encoding cannot help against is a whole segment that is empty, `.` or `..`: URL parsers
//! resolve dot segments even where they are written `%2e%2e` (WHATWG URL, 4.1). Such arguments are
//! refused.
//!
//! Serves OpenAPI 3.0.4, 4.7.8.1 (Path Templating) and RFC 3986, 3.3 and 5.2.4.

use serde_json::Value;

use super::escape::Escape;
use super::style;
use crate::error::ArgumentError;
use crate::operation::{Encoding, Location, Operation, Param, PathPiece};

/// Text of a path parameter; empty where it has none.
pub(super) fn value(param: &Param, value: &Value) -> String {
    match param.encoding {
        Encoding::Json => super::escape::text(&value.to_string(), Escape::Component).into_owned(),
        Encoding::Style { style, explode, .. } => {
            style::template(param.name, value, style, explode, Escape::Component)
                .unwrap_or_default()
        }
    }
}

/// The path of a call: the template with its values.
pub(crate) fn expand(
    operation: &'static Operation,
    values: &[Option<String>],
) -> Result<String, ArgumentError> {
    let mut path = String::new();
    let mut segment = Segment::default();
    for piece in operation.path {
        match piece {
            PathPiece::Text(text) => {
                for (index, part) in text.split('/').enumerate() {
                    if index > 0 {
                        segment.end(operation)?;
                        path.push('/');
                    }
                    path.push_str(part);
                    segment.text.push_str(part);
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
                segment.text.push_str(text);
                segment.param = Some(param);
            }
        }
    }
    segment.end(operation)?;
    Ok(path)
}

/// The segment that is being written.
#[derive(Default)]
struct Segment {
    text: String,
    /// A parameter in it.
    param: Option<&'static Param>,
}

impl Segment {
    /// Checks it and begins the next.
    fn end(&mut self, operation: &'static Operation) -> Result<(), ArgumentError> {
        let text = std::mem::take(&mut self.text);
        match self.param.take() {
            Some(param) if text == "." || text == ".." => Err(refused(
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
