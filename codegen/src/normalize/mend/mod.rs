//! What real documents get wrong: each file mends one kind of fault, and says so.
//!
//! A mend reads a document as its author meant it. Where that cannot be known, what is wrong is
//! left out and the rest stays. No mend knows of single documents.

mod bodies;
mod content;
mod flags;
mod header_names;
mod info;
mod operations;
mod parameters;
mod paths;
mod responses;
mod schema;
mod security;
mod servers;
mod templates;

pub(super) mod endless;
pub(super) mod misplaced;

use super::context::Context;
use super::grammar::METHODS;
use super::walk::Path;
use crate::pointer::Pointer;
use serde_json::{Map, Value};

/// All mends, each relying on the ones before it.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    // what the document is called
    info::apply(root, cx);
    // yes and no written as text, in every object
    flags::apply(root, cx);
    // where the API is
    servers::apply(root, cx);
    // schemes before the requirements that name them
    security::apply(root, cx);
    // keys of `paths`, before parameters are compared with their templates
    paths::apply(root, cx);
    // names and tags of operations
    operations::apply(root, cx);
    // parameters that are bodies, and bodies without `content`
    bodies::apply(root, cx);
    // media types, and examples in them
    content::apply(root, cx);
    // each parameter by itself, then together with its path
    parameters::apply(root, cx);
    // keys of `responses`, and responses that cannot have a body
    responses::apply(root, cx);
    // types, values and bounds of schemas
    schema::apply(root, cx);
    // schemas that are themselves by way of `allOf` and alternatives
    endless::apply(root, cx);
}

type Members = Map<String, Value>;

/// Shows every operation of `paths`, with its path and method.
fn each_operation(root: &mut Value, visit: &mut dyn FnMut(&str, &str, &mut Members, &Path<'_>)) {
    each_path_item(root, &mut |path, item, at| {
        for method in METHODS {
            if let Some(Value::Object(operation)) = item.get_mut(method) {
                visit(path, method, operation, &at.key(method));
            }
        }
    });
}

/// Shows every path item of `paths`, with its key.
fn each_path_item(root: &mut Value, visit: &mut dyn FnMut(&str, &mut Members, &Path<'_>)) {
    let Some(Value::Object(paths)) = root.get_mut("paths") else {
        return;
    };
    let root = Path::root();
    let at = root.key("paths");
    for (path, item) in paths.iter_mut().filter(|(path, _)| !path.starts_with("x-")) {
        if let Value::Object(item) = item {
            visit(path, item, &at.key(path));
        }
    }
}

/// The object of `components` that a reference leads to, other references followed; the value
/// itself where it is none.
fn resolve<'a>(components: &'a Value, value: &'a Value) -> Option<&'a Value> {
    let mut value = value;
    // `bundle` has taken out circles; the limit is for what came in otherwise.
    for _ in 0..64 {
        let Some(text) = value.get("$ref").and_then(Value::as_str) else {
            return Some(value);
        };
        let pointer = Pointer::from_fragment(text.strip_prefix("#/components")?)?;
        value = pointer.find(components)?;
    }
    None
}
