//! Security schemes and the requirements that name them (OpenAPI 3.0, 4.7.27 to 4.7.30).

use super::{each_operation, header_names};
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What is known of the names in requirements.
struct Known {
    schemes: BTreeSet<String>,
    /// Schemes of the connection, not of the request: they ask nothing of a request.
    of_connection: BTreeSet<String>,
}

/// Mends the schemes, then takes out of requirements what names none.
pub(super) fn apply(root: &mut Value, cx: &mut Context<'_>) {
    let known = schemes(root, cx);
    if let Value::Object(members) = root {
        requirements(members, &Path::root(), &known, cx);
    }
    each_operation(root, &mut |_, _, operation, at| {
        requirements(operation, at, &known, cx);
    });
}

fn schemes(root: &mut Value, cx: &mut Context<'_>) -> Known {
    let mut known = Known {
        schemes: BTreeSet::new(),
        of_connection: BTreeSet::new(),
    };
    let Some(Value::Object(schemes)) = root.pointer_mut("/components/securitySchemes") else {
        return known;
    };
    let at = Path::base("/components/securitySchemes");
    schemes.retain(|name, scheme| {
        let Value::Object(members) = scheme else {
            return false;
        };
        if members.member("type").and_then(Value::as_str) == Some("mutualTLS") {
            cx.note(
                code::SECURITY_OF_CONNECTION,
                &at.key(name),
                "a client certificate is set on the HTTP client; no request shows it",
            );
            known.of_connection.insert(name.clone());
            return false;
        }
        let keep = members.has("$ref") || scheme_is_usable(members, &at.key(name), cx);
        if keep {
            known.schemes.insert(name.clone());
        }
        keep
    });
    known
}

fn scheme_is_usable(scheme: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    settle_type(scheme, at, cx);
    let has = |name: &str| {
        scheme
            .get(name)
            .and_then(Value::as_str)
            .is_some_and(|text| !text.is_empty())
    };
    let reason = match scheme.get("type").and_then(Value::as_str) {
        Some("apiKey") if !has("name") => Some("an API key needs the `name` it is sent under"),
        Some("apiKey") => return api_key(scheme, at, cx),
        Some("http") if !has("scheme") => Some("`type: http` needs a `scheme`"),
        Some("http") => None,
        Some("oauth2") => {
            flows(scheme, at, cx);
            None
        }
        Some("openIdConnect") => {
            scheme
                .entry("openIdConnectUrl")
                .or_insert_with(|| json!(""));
            None
        }
        Some(other) => {
            let message = format!(
                "the security scheme is left out: `{}` is no type",
                shorten(other)
            );
            cx.warning(code::SECURITY_SCHEME, at, message);
            return false;
        }
        None => Some("it has no `type`"),
    };
    if let Some(reason) = reason {
        cx.warning(
            code::SECURITY_SCHEME,
            at,
            format!("the security scheme is left out: {reason}"),
        );
    }
    reason.is_none()
}

/// The type as the specification spells it, or as the other members tell it.
fn settle_type(scheme: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let written = scheme.get("type").and_then(Value::as_str);
    let written = written.unwrap_or_default().to_owned();
    let folded: String = written
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let (settled, http) = match folded.as_str() {
        "apikey" => ("apiKey", None),
        "http" => ("http", None),
        "basic" => ("http", Some("basic")),
        "bearer" | "jwt" | "bearerauth" => ("http", Some("bearer")),
        "oauth2" | "oauth" | "oauth20" => ("oauth2", None),
        "openidconnect" | "openid" | "oidc" => ("openIdConnect", None),
        _ if scheme.contains_key("flows") || scheme.contains_key("flow") => ("oauth2", None),
        _ if scheme.contains_key("openIdConnectUrl") => ("openIdConnect", None),
        _ if scheme.contains_key("scheme") => ("http", None),
        _ if scheme.contains_key("name") && scheme.contains_key("in") => ("apiKey", None),
        _ => return,
    };
    if settled != written {
        cx.warning(
            code::SECURITY_SCHEME,
            at,
            format!(
                "the type `{}` of the security scheme is read as `{settled}`",
                shorten(&written)
            ),
        );
        scheme.insert("type".to_owned(), json!(settled));
    }
    if let Some(http) = http {
        scheme.entry("scheme").or_insert_with(|| json!(http));
    }
    if settled == "http" && scheme.contains_key("bearerFormat") {
        scheme.entry("scheme").or_insert_with(|| json!("bearer"));
    }
}

fn api_key(scheme: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    let place = scheme.get("in").and_then(Value::as_str).unwrap_or_default();
    let place = place.to_ascii_lowercase();
    let settled = match place.as_str() {
        "query" | "header" | "cookie" => place.clone(),
        _ => "header".to_owned(),
    };
    if scheme.get("in").and_then(Value::as_str) != Some(&settled) {
        cx.warning(
            code::SECURITY_SCHEME,
            at,
            format!(
                "`in: {}` of the API key is read as `{settled}`",
                shorten(&place)
            ),
        );
        scheme.insert("in".to_owned(), json!(settled));
    }
    let name = scheme
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if settled == "header" && !header_names::can_be_sent(name) {
        cx.warning(
            code::HEADER_NAME,
            at,
            format!(
                "the security scheme is left out: a header cannot be named `{}`",
                shorten(name)
            ),
        );
        return false;
    }
    true
}

/// Every flow has its URLs and scopes, if only empty ones: tokens are got by the user's own
/// means, and nothing is made of them but documentation.
fn flows(scheme: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    if !scheme.get("flows").is_some_and(Value::is_object) {
        cx.warning(
            code::SECURITY_SCHEME,
            at,
            "`flows` of the security scheme is missing",
        );
        scheme.insert("flows".to_owned(), json!({}));
    }
    let Some(Value::Object(flows)) = scheme.get_mut("flows") else {
        return;
    };
    for (old, new) in [
        ("accessCode", "authorizationCode"),
        ("application", "clientCredentials"),
    ] {
        if let Some(flow) = flows.shift_remove(old) {
            flows.entry(new).or_insert(flow);
        }
    }
    flows.retain(|name, flow| {
        let urls: &[&str] = match name.as_str() {
            "implicit" => &["authorizationUrl"],
            "password" | "clientCredentials" => &["tokenUrl"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            _ => return name.starts_with("x-"),
        };
        let Value::Object(flow) = flow else {
            return false;
        };
        for url in urls {
            if !flow.get(*url).is_some_and(Value::is_string) {
                flow.insert((*url).to_owned(), json!(""));
            }
        }
        if flow.get("refreshUrl").is_some_and(|url| !url.is_string()) {
            flow.shift_remove("refreshUrl");
        }
        scopes(flow);
        true
    });
}

/// Scopes are an object of descriptions; some write the names alone.
fn scopes(flow: &mut Map<String, Value>) {
    let scopes = match flow.shift_remove("scopes") {
        Some(Value::Object(mut scopes)) => {
            for description in scopes.values_mut() {
                if !description.is_string() {
                    let text = if description.is_null() {
                        String::new()
                    } else {
                        description.to_string()
                    };
                    *description = Value::String(text);
                }
            }
            scopes
        }
        Some(Value::Array(names)) => names
            .iter()
            .filter_map(Value::as_str)
            .map(|name| (name.to_owned(), json!("")))
            .collect(),
        _ => Map::new(),
    };
    flow.insert("scopes".to_owned(), Value::Object(scopes));
}

fn requirements(
    holder: &mut Map<String, Value>,
    at: &Path<'_>,
    known: &Known,
    cx: &mut Context<'_>,
) {
    let Some(security) = holder.get_mut("security") else {
        return;
    };
    let at = at.key("security");
    match security {
        Value::Object(one) => {
            let one = std::mem::take(one);
            *security = Value::Array(vec![Value::Object(one)]);
        }
        Value::Null => {
            holder.shift_remove("security");
            return;
        }
        _ => {}
    }
    let Some(Value::Array(alternatives)) = holder.get_mut("security") else {
        return;
    };
    alternatives.retain_mut(|alternative| {
        // a name alone
        if let Value::String(name) = alternative {
            *alternative = json!({ name.clone(): [] });
        }
        let Value::Object(names) = alternative else {
            return false;
        };
        names.retain(|name, _| !known.of_connection.contains(name));
        if let Some(unknown) = names.keys().find(|name| !known.schemes.contains(*name)) {
            let message = format!(
                "the security requirement is left out: `{}` is no security scheme",
                shorten(unknown)
            );
            cx.warning(code::SECURITY_REQUIREMENT, &at, message);
            return false;
        }
        for scopes in names.values_mut() {
            scope_list(scopes);
        }
        true
    });
}

fn scope_list(scopes: &mut Value) {
    *scopes = match scopes.take() {
        Value::Array(names) => Value::Array(names.into_iter().filter(Value::is_string).collect()),
        Value::String(name) => json!([name]),
        _ => json!([]),
    };
}
