//! Query of a request against the documented parameters (OpenAPI 3.0.3, 4.7.12).

use super::styles::{Parts, pairs, query as take, says, unescape_query};
use super::{Judged, security};
use crate::document::{Location, Style};
use crate::finding::{Check, Finding};
use serde_json::Value;

/// `query_style`, and `no_undocumented_parts` for what is left.
pub(super) fn query(judged: &Judged<'_>, findings: &mut Vec<Finding>) {
    let mut entries = pairs(judged.request.query());
    security::take_query_keys(judged, &mut entries);
    for parameter in &judged.operation.parameters {
        if parameter.location != Location::Query {
            continue;
        }
        let Some(value) = judged.case.arguments.get("query", &parameter.name) else {
            continue;
        };
        let seen = match parameter.style {
            Style::Json => take(
                &mut entries,
                Style::Form,
                false,
                &parameter.name,
                &Value::Null,
            ),
            style => take(
                &mut entries,
                style,
                parameter.explode,
                &parameter.name,
                value,
            ),
        };
        let fits = match (&seen, parameter.style) {
            (Some(Parts::One(text)), Style::Json) => {
                serde_json::from_str::<Value>(text).is_ok_and(|seen| seen == *value)
            }
            (Some(parts), _) => says(parts, value),
            (None, _) => false,
        };
        if !fits {
            findings.push(Finding::new(
                Check::QueryStyle,
                &parameter.pointer,
                format!(
                    "{} = {value} by style {:?}, explode {}",
                    parameter.name, parameter.style, parameter.explode
                ),
                judged.request.query(),
            ));
        }
    }
    for (key, value) in entries {
        let name = unescape_query(&key).unwrap_or(key);
        findings.push(Finding::new(
            Check::NoUndocumentedParts,
            &judged.operation.pointer,
            "no such query parameter, or none was given",
            format!("{name}={value}"),
        ));
    }
}
