//! Discriminators (OpenAPI 3.0, 4.7.25).

use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value, json};

/// Makes a discriminator an object with the name of a property.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let at = at.key("discriminator");
    let keep = match members.member_mut("discriminator") {
        None => return,
        Some(discriminator @ Value::String(_)) => {
            cx.warning(
                code::DISCRIMINATOR,
                &at,
                "`discriminator` must be an object; its text is read as `propertyName`",
            );
            *discriminator = json!({"propertyName": discriminator.take()});
            true
        }
        Some(Value::Object(discriminator)) => {
            // of a later version
            discriminator.shift_remove("defaultMapping");
            if discriminator.get("mapping").is_some_and(|m| !m.is_object()) {
                discriminator.shift_remove("mapping");
            }
            discriminator
                .get("propertyName")
                .and_then(Value::as_str)
                .is_some_and(|name| !name.is_empty())
        }
        Some(_) => false,
    };
    if !keep {
        members.take_member("discriminator");
        cx.warning(
            code::DISCRIMINATOR,
            &at,
            "a discriminator needs `propertyName`; it is left out",
        );
    }
}
