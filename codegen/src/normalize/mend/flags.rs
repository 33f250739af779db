//! Booleans written as text or as 0 and 1.

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shown;
use crate::normalize::context::Context;
use crate::normalize::grammar::Kind;
use crate::normalize::walk::{Path, walk};
use crate::source::Members as _;
use serde_json::Value;

/// Reads `"true"`, `"yes"`, `1` and the like as the booleans they mean.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    walk(Kind::Root, root, &Path::root(), &mut |kind, value, at| {
        let Value::Object(members) = value else {
            return;
        };
        let flags = flags(kind);
        if !members.keys().any(|name| flags.contains(&name.as_str())) {
            return;
        }
        for name in flags {
            let Some(value) = members.member_mut(name) else {
                continue;
            };
            if let Some(flag) = meant(value) {
                cx.warning(
                    code::FLAG_AS_TEXT,
                    &at.key(name),
                    format!(
                        "`{name}` must be a boolean; `{}` is read as one",
                        shown(value)
                    ),
                );
                *value = Value::Bool(flag);
            }
        }
    });
}

fn flags(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Schema => &[
            "nullable",
            "readOnly",
            "writeOnly",
            "deprecated",
            "uniqueItems",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "additionalProperties",
        ],
        Kind::Parameter | Kind::Header => &[
            "required",
            "deprecated",
            "explode",
            "allowReserved",
            "allowEmptyValue",
        ],
        Kind::RequestBody => &["required"],
        Kind::Operation => &["deprecated"],
        Kind::Encoding => &["explode", "allowReserved"],
        _ => &[],
    }
}

/// The boolean that a value means and is not.
fn meant(value: &Value) -> Option<bool> {
    match value {
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "1" | "on" => Some(true),
            "false" | "no" | "n" | "0" | "off" | "" => Some(false),
            _ => None,
        },
        Value::Number(number) if number.as_u64() == Some(0) => Some(false),
        Value::Number(number) if number.as_u64() == Some(1) => Some(true),
        _ => None,
    }
}
