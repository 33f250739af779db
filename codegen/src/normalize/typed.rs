//! From plain values to `openapiv3`; the only file that names it.

use crate::diagnostic::code::normalize::NOT_OPENAPI;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::pointer::Pointer;
use serde_json::Value;

/// The typed document; `None` where it is not one.
pub(super) fn convert(value: &Value, diagnostics: &mut Diagnostics) -> Option<openapiv3::OpenAPI> {
    match serde_json::from_value(value.clone()) {
        Ok(openapi) => Some(openapi),
        Err(error) => {
            diagnostics.push(Diagnostic::error(
                NOT_OPENAPI,
                Place::Normalized(Pointer::root()),
                format!("this is not an OpenAPI document: {error}"),
            ));
            None
        }
    }
}
