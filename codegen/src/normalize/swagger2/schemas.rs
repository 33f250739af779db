//! Schema Objects where 2.0 says it otherwise.
//!
//! Swagger 2.0, "Schema Object": `discriminator` is the name of a member, and its values are
//! names of schemas; `type: file`; `x-nullable` is what most tools wrote before `nullable`.

use crate::normalize::context::Context;
use crate::normalize::grammar::Kind;
use crate::normalize::walk::{Path, walk};
use serde_json::{Map, Value, json};

/// Rewrites all schemas.
pub(super) fn apply(root: &mut Value, _cx: &mut Context<'_>) {
    walk(Kind::Root, root, &Path::root(), &mut |kind, value, _| {
        if kind != Kind::Schema {
            return;
        }
        if let Value::Object(members) = value {
            schema(members);
        }
    });
}

fn schema(members: &mut Map<String, Value>) {
    if let Some(name) = members.get_mut("discriminator")
        && name.is_string()
    {
        *name = json!({"propertyName": name});
    }
    if let Some(nullable) = members.shift_remove("x-nullable") {
        members.entry("nullable").or_insert(nullable);
    }
    members.shift_remove("collectionFormat");
    file(members);
}

/// A file is its bytes.
pub(super) fn file(members: &mut Map<String, Value>) {
    if members.get("type").and_then(Value::as_str) == Some("file") {
        members.insert("type".to_owned(), json!("string"));
        members.insert("format".to_owned(), json!("binary"));
    }
}
