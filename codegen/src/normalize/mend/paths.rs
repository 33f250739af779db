//! Keys of `paths` (OpenAPI 3.0, 4.7.8).
//!
//! A key stays what the document calls the path, because keys must differ; where it is not what
//! is sent, `x-specwright-path` of the path item holds what is.

use super::templates::{names, outline};
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Gives every key a leading slash, and takes query and fragment out of what is sent.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let Some(Value::Object(paths)) = root.get_mut("paths") else {
        return;
    };
    let root = Path::root();
    let at = root.key("paths");
    keys(paths, &at, cx);
    let mut outlines = BTreeSet::new();
    for (path, item) in paths.iter_mut().filter(|(path, _)| !path.starts_with("x-")) {
        if let Value::Object(item) = item {
            let at = at.key(path);
            if path.contains(['?', '#']) {
                sent(path, item, &at, cx);
            } else if path.contains('{') && !outlines.insert(outline(path)) {
                cx.note(
                    code::SAME_PATHS,
                    &at,
                    "the path differs from another only in the names of its parameters",
                );
            }
        }
    }
}

/// Renames keys that are no paths. Where that makes two of them one, a fragment keeps them apart.
fn keys(paths: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let wrong = |path: &String| !path.starts_with('/') && !path.starts_with("x-");
    if !paths.keys().any(wrong) && !paths.keys().any(|path| regular(path) != *path) {
        return;
    }
    let old = std::mem::take(paths);
    let regular_ones = old.keys().filter(|path| regular(path) == **path);
    let mut taken: BTreeSet<String> = regular_ones.cloned().collect();
    for (path, item) in old {
        if path.starts_with("x-") || taken.contains(&path) {
            paths.insert(path, item);
            continue;
        }
        let mut settled = regular(&path);
        let here = at.key(&path);
        if taken.contains(&settled) {
            let numbered = (2_u64..).map(|number| format!("{settled}#{number}"));
            let free = numbered.into_iter().find(|path| !taken.contains(path));
            settled = free.unwrap_or(settled);
        }
        taken.insert(settled.clone());
        cx.warning(
            code::PATH_KEY,
            &here,
            format!(
                "the path `{}` is read as `{}`: it begins with a slash and has names alone in braces",
                shorten(&path),
                shorten(&settled)
            ),
        );
        cx.origin
            .relocate(&here.pointer(), &at.key(&settled).pointer());
        paths.insert(settled, item);
    }
}

/// A path with a leading slash, without scheme and host, and with names alone in its braces:
/// `{id:[0-9]+}`, `{+path}` and `{path*}` are notations of servers.
fn regular(path: &str) -> String {
    let trimmed = path.trim();
    let local = match trimmed.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|b| b.is_ascii_alphabetic()) => {
            rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
        }
        _ => trimmed,
    };
    let mut settled = local.to_owned();
    for name in names(local) {
        let bare = name
            .split([':', '='])
            .next()
            .unwrap_or_default()
            .trim_matches(|c: char| c == '+' || c == '*' || c == '?' || c.is_whitespace());
        if bare != name && !bare.is_empty() {
            settled = settled.replace(&format!("{{{name}}}"), &format!("{{{bare}}}"));
        }
    }
    if !settled.starts_with('/') {
        settled.insert(0, '/');
    }
    settled
}

/// A fragment is never sent (RFC 3986, 3.5); the query of a path is parameters with one value.
fn sent(path: &str, item: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let (rest, fragment) = match path.split_once('#') {
        Some((rest, _)) => (rest, true),
        None => (path, false),
    };
    let (base, query) = rest.split_once('?').unwrap_or((rest, ""));
    item.insert("x-specwright-path".to_owned(), json!(base));
    if fragment {
        cx.warning(
            code::PATH_FRAGMENT,
            at,
            "the fragment of a path is not sent; it only tells paths apart",
        );
    }
    if query.is_empty() {
        return;
    }
    cx.warning(
        code::PATH_QUERY,
        at,
        "a query in a path is read as required query parameters of one value each",
    );
    let parameters = item.entry("parameters").or_insert_with(|| json!([]));
    let Value::Array(parameters) = parameters else {
        return;
    };
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let templated = value.starts_with('{') && value.ends_with('}');
        let schema = if templated {
            json!({"type": "string"})
        } else {
            json!({"type": "string", "enum": [value]})
        };
        parameters.push(json!({
            "name": name.trim_matches(['{', '}']),
            "in": "query",
            "required": true,
            "schema": schema,
        }));
    }
}
