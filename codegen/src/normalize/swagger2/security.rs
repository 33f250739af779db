//! Security definitions as security schemes.
//!
//! Swagger 2.0, "Security Scheme Object"; OpenAPI 3.0, 4.7.27 to 4.7.29.

use serde_json::{Map, Value, json};

/// Rewrites all schemes; an unknown type stays as it is, to be reported where 3.0's are.
pub(super) fn schemes(schemes: Map<String, Value>) -> Map<String, Value> {
    schemes
        .into_iter()
        .map(|(name, scheme)| (name, rewrite(scheme)))
        .collect()
}

fn rewrite(mut scheme: Value) -> Value {
    let Value::Object(members) = &mut scheme else {
        return scheme;
    };
    match members.get("type").and_then(Value::as_str) {
        Some("basic") => {
            members.insert("type".to_owned(), json!("http"));
            members.insert("scheme".to_owned(), json!("basic"));
        }
        Some("oauth2") => flow(members),
        _ => {}
    }
    scheme
}

/// One flow for each scheme in 2.0, an object of flows in 3.0.
fn flow(members: &mut Map<String, Value>) {
    let name = match members
        .shift_remove("flow")
        .as_ref()
        .and_then(Value::as_str)
    {
        Some("implicit") => "implicit",
        Some("password") => "password",
        Some("application") => "clientCredentials",
        _ => "authorizationCode",
    };
    let mut flow = Map::new();
    for member in ["authorizationUrl", "tokenUrl", "scopes"] {
        if let Some(value) = members.shift_remove(member) {
            flow.insert(member.to_owned(), value);
        }
    }
    flow.entry("scopes").or_insert_with(|| json!({}));
    let mut flows = Map::new();
    flows.insert(name.to_owned(), Value::Object(flow));
    members.insert("flows".to_owned(), Value::Object(flows));
}
