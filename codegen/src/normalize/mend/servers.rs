//! Servers and their variables (OpenAPI 3.0, 4.7.5 and 4.7.6).

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::grammar::Kind;
use crate::normalize::walk::{Path, walk_but_schemas};
use serde_json::{Map, Value, json};

/// Leaves out servers that cannot be called over HTTP, and completes the variables of the rest.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    walk_but_schemas(root, &mut |kind, value, at| {
        if !matches!(kind, Kind::Root | Kind::PathItem | Kind::Operation) {
            return;
        }
        let Some(Value::Array(servers)) = value.get_mut("servers") else {
            return;
        };
        let at = at.key("servers");
        let mut index = 0;
        servers.retain_mut(|server| {
            let keep = match server {
                Value::Object(server) => mend(server, &at.item(index), cx),
                _ => false,
            };
            index += 1;
            keep
        });
    });
}

/// False where the server is to be left out.
fn mend(server: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    server.shift_remove("name"); // of a later version
    let Some(url) = server.get("url").and_then(Value::as_str) else {
        cx.warning(code::SERVER_URL, at, "a server without `url` is left out");
        return false;
    };
    match readable(url.trim(), at, cx) {
        Ok(url) => {
            variables(&url, server, at, cx);
            server.insert("url".to_owned(), Value::String(url));
            true
        }
        Err(reason) => {
            cx.warning(
                code::SERVER_URL,
                &at.key("url"),
                format!("{} is left out: {reason}", named(url)),
            );
            false
        }
    }
}

/// A server by its URL, unless that holds what should not stand in a log.
fn named(url: &str) -> String {
    if url.contains(['@', '?']) {
        "the server".to_owned()
    } else {
        format!("the server `{}`", shorten(url))
    }
}

/// The URL as its author meant it, or why it is none to call.
fn readable(url: &str, at: &Path<'_>, cx: &mut Context<'_>) -> Result<String, &'static str> {
    if url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("its URL has white space or control characters");
    }
    let cut = url.find(['?', '#']).unwrap_or(url.len());
    let mut text = url.get(..cut).unwrap_or(url).to_owned();
    if cut < url.len() {
        cx.warning(
            code::SERVER_URL,
            &at.key("url"),
            format!("query and fragment of {} are left out", named(&text)),
        );
    }
    if text.starts_with("//") {
        text.insert_str(0, "https:");
    } else if !text.contains("://") && is_host(&text) {
        cx.warning(
            code::SERVER_URL,
            &at.key("url"),
            format!("{} has no scheme; `https` is taken", named(&text)),
        );
        text.insert_str(0, "https://");
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        let templated = scheme.starts_with('{') && scheme.ends_with('}');
        if !templated
            && !scheme.eq_ignore_ascii_case("https")
            && !scheme.eq_ignore_ascii_case("http")
        {
            return Err("only `http` and `https` can be called");
        }
        let authority = rest.split('/').next().unwrap_or_default();
        if authority.contains('@') {
            return Err("its URL holds user information");
        }
        if authority.is_empty() {
            return Err("its URL has no host");
        }
    } else if scheme_like(&text) {
        return Err("only `http` and `https` can be called");
    } else if !text.starts_with('{') {
        cx.note(
            code::SERVER_RELATIVE,
            &at.key("url"),
            "a relative server URL is relative to where the document is served: the client must be given a base URL",
        );
    }
    Ok(text)
}

/// Whether a URL without a scheme begins with a host.
fn is_host(text: &str) -> bool {
    let first = text.split(['/', ':']).next().unwrap_or_default();
    let port = text
        .strip_prefix(first)
        .and_then(|rest| rest.strip_prefix(':'))
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let named = first.contains('.') && !first.starts_with('.') && !first.ends_with('.');
    named && !scheme_like(text) || (port && !first.is_empty()) || first == "localhost"
}

/// Whether a text begins like a URL of another scheme (`javascript:…`).
fn scheme_like(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        !scheme.is_empty()
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && !rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// The names between braces in a template.
fn names(template: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = tail;
    }
    names
}

/// Every variable has a default, which is one of its values.
fn variables(url: &str, server: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let used = names(url);
    if !server.get("variables").is_some_and(Value::is_object) {
        server.shift_remove("variables");
        if used.is_empty() {
            return;
        }
        server.insert("variables".to_owned(), json!({}));
    }
    let Some(Value::Object(variables)) = server.get_mut("variables") else {
        return;
    };
    let at = at.key("variables");
    for name in used {
        if !variables.get(&name).is_some_and(Value::is_object) {
            cx.warning(
                code::SERVER_VARIABLE,
                &at,
                format!(
                    "the variable `{}` of the server's URL is not declared; its name is taken for its value",
                    shorten(&name)
                ),
            );
            variables.insert(name.clone(), json!({"default": name}));
        }
    }
    variables.retain(|_, variable| variable.is_object());
    for (name, variable) in variables.iter_mut() {
        if let Value::Object(variable) = variable {
            values(variable, &at.key(name), cx);
        }
    }
}

fn values(variable: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    let mut allowed: Vec<String> = match variable.shift_remove("enum") {
        Some(Value::Array(values)) => values.iter().filter_map(text).collect(),
        _ => Vec::new(),
    };
    let default = variable.get("default").and_then(text);
    let default = default.unwrap_or_else(|| {
        cx.warning(
            code::SERVER_VARIABLE,
            at,
            "a server variable needs a default; its first value is taken",
        );
        allowed.first().cloned().unwrap_or_default()
    });
    if !allowed.is_empty() && !allowed.contains(&default) {
        cx.warning(
            code::SERVER_VARIABLE,
            at,
            format!(
                "the default `{}` of a server variable is not among its values; it is added",
                shorten(&default)
            ),
        );
        allowed.insert(0, default.clone());
    }
    variable.insert("default".to_owned(), json!(default));
    if !allowed.is_empty() {
        variable.insert("enum".to_owned(), json!(allowed));
    }
}
