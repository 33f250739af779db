//! Arrays whose first items have schemas of their own, and keywords about some of the items.
//!
//! JSON Schema 2020-12 Core, 10.3.1 (`prefixItems`, `items`, `contains`); draft 4, 5.3.1
//! (`items` as an array).

use super::{drop_keyword, newer};
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value, json};

/// `x-specwright-prefix-items` tells how many leading items have schemas of their own.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let prefix = match members.take_member("prefixItems") {
        Some(Value::Array(prefix)) => {
            newer("prefixItems", at, cx);
            Some(("prefixItems", prefix, members.take_member("items")))
        }
        _ if members.member("items").is_some_and(Value::is_array) => {
            let prefix = match members.take_member("items") {
                Some(Value::Array(prefix)) => prefix,
                _ => Vec::new(),
            };
            newer("items", at, cx);
            Some(("items", prefix, members.take_member("additionalItems")))
        }
        _ => None,
    };
    if let Some((name, prefix, rest)) = prefix
        && join(prefix, rest, members) > 1
    {
        let message = format!(
            "the positions of `{name}` are not enforced: each item may be of any of its schemas"
        );
        cx.warning(code::KEYWORD_NOT_ENFORCED, &at.key(name), message);
    }
    members.take_member("additionalItems");
    for name in ["contains", "minContains", "maxContains", "unevaluatedItems"] {
        drop_keyword(members, name, at, cx);
    }
}

/// Every item is one of the schemas; that is less than was said, and true. Gives how many schemas
/// there are, equal ones counted once.
fn join(prefix: Vec<Value>, rest: Option<Value>, members: &mut Map<String, Value>) -> usize {
    let count = prefix.len();
    let mut items: Vec<Value> = Vec::with_capacity(count + 1);
    let closed = rest.as_ref().is_some_and(is_false);
    for schema in prefix
        .into_iter()
        .chain(rest.filter(|rest| !is_false(rest)))
    {
        if !items.contains(&schema) {
            items.push(schema);
        }
    }
    if closed {
        members
            .entry("maxItems")
            .or_insert_with(|| Value::from(count));
    }
    members.insert("x-specwright-prefix-items".to_owned(), Value::from(count));
    members
        .entry("type")
        .or_insert_with(|| Value::String("array".to_owned()));
    let different = items.len();
    let items = match (different, items.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            items.push(last);
            json!({"anyOf": items})
        }
        (_, None) => json!({}),
    };
    members.insert("items".to_owned(), items);
    different
}

/// Whether a schema allows nothing: `false`, or what `shape` makes of it.
fn is_false(schema: &Value) -> bool {
    *schema == Value::Bool(false) || *schema == json!({"not": {}})
}
