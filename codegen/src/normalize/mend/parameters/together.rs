//! The parameters of an operation together: no two alike, each path parameter in the template and
//! each name of the template a parameter, none that stands for something said elsewhere.
//!
//! OpenAPI 3.0, 4.3 "Path Templating", 4.7.9.1, 4.7.10.1, 4.7.12.1.

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::grammar::METHODS;
use crate::normalize::left_out;
use crate::normalize::mend::templates::{folded, names};
use crate::normalize::mend::{each_path_item, header_names, resolve};
use crate::normalize::walk::Path;
use serde_json::{Map, Value, json};

/// A parameter by what tells it from others.
type Id = (String, String);

/// Compares the parameters of every path with its template.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let components = root.get_mut("components").map(Value::take);
    let secured = root
        .get("security")
        .and_then(Value::as_array)
        .is_some_and(|security| !security.is_empty());
    let mut lists = Lists {
        components: components.unwrap_or(Value::Null),
        secured,
        authorization: false,
    };
    each_path_item(root, &mut |path, item, at| {
        lists.path_item(path, item, at, cx);
    });
    let mut components = lists.components;
    if lists.authorization {
        add_authorization(&mut components);
    }
    if let (Value::Object(members), false) = (root, components.is_null()) {
        members.insert("components".to_owned(), components);
    }
}

struct Lists {
    components: Value,
    /// Whether the document has security for every operation.
    secured: bool,
    /// Whether a header `Authorization` became a security scheme.
    authorization: bool,
}

/// The name of the scheme that a header parameter `Authorization` becomes.
const AUTHORIZATION: &str = "Authorization";

fn add_authorization(components: &mut Value) {
    if components.is_null() {
        *components = json!({});
    }
    if let Value::Object(components) = components {
        let schemes = components
            .entry("securitySchemes")
            .or_insert_with(|| json!({}));
        if let Value::Object(schemes) = schemes {
            schemes.entry(AUTHORIZATION).or_insert_with(
                || json!({"type": "apiKey", "in": "header", "name": AUTHORIZATION}),
            );
        }
    }
}

impl Lists {
    fn id(&self, parameter: &Value) -> Option<Id> {
        let members = resolve(&self.components, parameter)?;
        let name = match members.get("name")? {
            Value::String(name) => name.clone(),
            other => other.to_string(),
        };
        let place = members.get("in")?.as_str()?.to_owned();
        Some((place, name))
    }

    fn path_item(
        &mut self,
        path: &str,
        item: &mut Map<String, Value>,
        at: &Path<'_>,
        cx: &mut Context<'_>,
    ) {
        // What is sent, where that is not the key.
        let sent = item
            .get("x-specwright-path")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let template = Template {
            names: names(sent.as_deref().unwrap_or(path)),
            key: path,
        };
        let shared = self.list(item, &template, at, cx);
        for method in METHODS {
            let Some(Value::Object(operation)) = item.get_mut(method) else {
                continue;
            };
            let at = at.key(method);
            let mut ids = self.list(operation, &template, &at, cx);
            ids.extend(shared.iter().cloned());
            // What it lacks may be the parameter.
            if !cx.missing.is_empty() && left_out::is_marked(operation) {
                continue;
            }
            let missing: Vec<&str> = template
                .names
                .iter()
                .copied()
                .filter(|name| {
                    !ids.iter()
                        .any(|(place, known)| place == "path" && known == name)
                })
                .collect();
            declare(operation, &missing, &at, cx);
        }
    }

    /// Mends one list; returns what is in it.
    fn list(
        &mut self,
        holder: &mut Map<String, Value>,
        template: &Template<'_>,
        at: &Path<'_>,
        cx: &mut Context<'_>,
    ) -> Vec<Id> {
        let Some(Value::Array(list)) = holder.get_mut("parameters") else {
            return Vec::new();
        };
        let at = at.key("parameters");
        let mut ids: Vec<Id> = Vec::with_capacity(list.len());
        let mut index = 0;
        let mut authorization = None;
        list.retain_mut(|parameter| {
            let at = at.item(index);
            index += 1;
            let Some(id) = self.id(parameter) else {
                // An error of the reference has been reported, or the parameter is unreadable.
                return parameter.get("$ref").is_none() && !parameter.is_null();
            };
            if id.0 == "header" && id.1.eq_ignore_ascii_case(AUTHORIZATION) {
                authorization = Some(self.is_required(parameter));
            }
            let kept = settled(id, &ids, template, parameter, &at, cx);
            let keeps = kept.is_some();
            ids.extend(kept);
            keeps
        });
        if let Some(required) = authorization
            && !self.secured
            && !holder.contains_key("security")
            && holder.contains_key("responses")
        {
            self.authorization = true;
            let mut security = vec![json!({AUTHORIZATION: []})];
            if !required {
                security.push(json!({}));
            }
            holder.insert("security".to_owned(), Value::Array(security));
        }
        ids
    }

    fn is_required(&self, parameter: &Value) -> bool {
        let whole = resolve(&self.components, parameter);
        whole.and_then(|parameter| parameter.get("required")) == Some(&Value::Bool(true))
    }
}

/// What a parameter is among those before it; `None`, with a finding, where it is left out.
fn settled(
    id: Id,
    before: &[Id],
    template: &Template<'_>,
    parameter: &mut Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Option<Id> {
    let (code, message) = match id.0.as_str() {
        _ if before.contains(&id) => (
            code::DUPLICATE_PARAMETER,
            format!(
                "another parameter in `{}` is named `{}`; the first is kept",
                shorten(&id.0),
                shorten(&id.1)
            ),
        ),
        "path" => {
            let id = in_template(&id.1, template, parameter, at, cx);
            return id.filter(|id| !before.contains(id));
        }
        "header" if id.1.eq_ignore_ascii_case(AUTHORIZATION) => (
            code::IGNORED_HEADER,
            "a header parameter `Authorization` is ignored: security schemes tell it".to_owned(),
        ),
        "header" => return header_is_usable(&id.1, at, cx).then_some(id),
        "query" | "cookie" => return Some(id),
        // `typed` leaves the component out, so that no reference to it may stay.
        _ => (
            code::PARAMETER_LOCATION,
            format!(
                "`in: {}` is none of `path`, `query`, `header` and `cookie`; the parameter is left out",
                shorten(&id.0)
            ),
        ),
    };
    cx.warning(code, at, message);
    None
}

/// The template of a path.
struct Template<'a> {
    names: Vec<&'a str>,
    /// The key of the path, which may have a query that is sent as parameters.
    key: &'a str,
}

impl Template<'_> {
    /// The name of the query parameter that has this name in braces as its value.
    fn in_query(&self, name: &str) -> Option<&str> {
        let (_, query) = self.key.split_once('?')?;
        let value = format!("{{{name}}}");
        query
            .split(['&', '#'])
            .filter_map(|pair| pair.split_once('='))
            .find(|(_, written)| *written == value)
            .map(|(name, _)| name)
    }
}

/// The name in the template that a path parameter stands for; `None`, with a warning, where
/// there is none. One that differs in spelling only is renamed.
fn in_template(
    name: &str,
    template: &Template<'_>,
    parameter: &mut Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Option<Id> {
    let path = |name: &str| ("path".to_owned(), name.to_owned());
    if template.names.contains(&name) {
        return Some(path(name));
    }
    if let (Some(query), Value::Object(members)) = (template.in_query(name), &mut *parameter)
        && !members.contains_key("$ref")
    {
        members.insert("in".to_owned(), json!("query"));
        members.insert("name".to_owned(), json!(query));
        return Some(("query".to_owned(), query.to_owned()));
    }
    let bare = name.trim_matches(['{', '}', ':', '+', '*', '?', ' ']);
    let known = &template.names;
    let meant = known
        .iter()
        .find(|known| **known == bare)
        .or_else(|| known.iter().find(|known| folded(known) == folded(name)));
    if let (Some(meant), Value::Object(members)) = (meant, &mut *parameter)
        && !members.contains_key("$ref")
    {
        cx.warning(
            code::PATH_PARAMETER_NAME,
            at,
            format!(
                "the path parameter `{}` is spelled `{}` in the path; the path's name is taken",
                shorten(name),
                shorten(meant)
            ),
        );
        members.insert("name".to_owned(), json!(meant));
        return Some(path(meant));
    }
    cx.warning(
        code::PATH_PARAMETER_NOT_IN_PATH,
        at,
        format!(
            "the path has no place for the path parameter `{}`; it is left out",
            shorten(name)
        ),
    );
    None
}

/// Whether a header parameter is one to send.
fn header_is_usable(name: &str, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    if ["accept", "content-type"].contains(&name.to_ascii_lowercase().as_str()) {
        cx.note(
            code::IGNORED_HEADER,
            at,
            "header parameters `Accept` and `Content-Type` are ignored: media types tell them",
        );
        return false;
    }
    let usable = header_names::can_be_sent(name);
    if !usable {
        cx.warning(
            code::HEADER_NAME,
            at,
            format!(
                "a client cannot send a header `{}`; the parameter is left out",
                shorten(name)
            ),
        );
    }
    usable
}

/// Declares names of the template that have no parameter.
fn declare(
    operation: &mut Map<String, Value>,
    missing: &[&str],
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    if missing.is_empty() {
        return;
    }
    let list = operation.entry("parameters").or_insert_with(|| json!([]));
    let Value::Array(list) = list else {
        return;
    };
    for name in missing {
        cx.warning(
            code::PATH_PARAMETER_UNDECLARED,
            at,
            format!(
                "`{{{}}}` in the path has no parameter; it is read as a required string",
                shorten(name)
            ),
        );
        list.push(json!({
            "name": name,
            "in": "path",
            "required": true,
            "schema": {"type": "string"},
        }));
    }
}
