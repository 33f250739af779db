//! Parameters: each by itself, then together with its path (OpenAPI 3.0, 4.7.12).

mod alone;
mod together;

use crate::normalize::context::Context;
use crate::normalize::grammar::Kind;
use crate::normalize::walk::walk_but_schemas;
use serde_json::Value;

/// Mends every parameter, then compares those of each path with its template.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    walk_but_schemas(root, &mut |kind, value, at| {
        let at = at.key("parameters");
        match (kind, value.get_mut("parameters")) {
            (Kind::PathItem | Kind::Operation, Some(Value::Array(list))) => {
                let mut index = 0;
                list.retain_mut(|parameter| {
                    let keep = alone::mend(parameter, &at.item(index), cx);
                    index += 1;
                    keep
                });
            }
            // A component that is left out would leave references behind: it is mended only.
            (Kind::Components, Some(Value::Object(map))) => {
                for (name, parameter) in map.iter_mut() {
                    alone::mend(parameter, &at.key(name), cx);
                }
            }
            _ => {}
        }
    });
    together::apply(root, cx);
}
