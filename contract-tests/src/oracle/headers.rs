//! Headers and cookies of a request against the documented parameters, and `Accept`.

use super::styles::{Shape, header as decode, says, scalar_says, unescape};
use super::{Judged, security};
use crate::document::{Location, Parameter, Style};
use crate::finding::{Check, Finding};
use serde_json::Value;

/// Headers that HTTP itself or the message's framing brings along.
const OF_HTTP: [&str; 10] = [
    "host",
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "transfer-encoding",
    "user-agent",
    "authorization",
];

/// `header`, and `no_undocumented_parts` for what is left.
pub(super) fn headers(judged: &Judged<'_>, findings: &mut Vec<Finding>) {
    for parameter in &judged.operation.parameters {
        if parameter.location != Location::Header {
            continue;
        }
        let given = judged.case.arguments.get("header", &parameter.name);
        let seen = judged.request.header_values(&parameter.name);
        let fits = match given {
            Some(value) => seen.len() == 1 && seen.iter().all(|t| text_says(parameter, t, value)),
            None => seen.is_empty() || OF_HTTP.contains(&parameter.name.to_lowercase().as_str()),
        };
        if !fits {
            let expected = given.map_or("not sent".to_owned(), ToString::to_string);
            findings.push(Finding::new(
                Check::Header,
                &parameter.pointer,
                format!("{}: {expected}", parameter.name),
                format!("{seen:?}"),
            ));
        }
    }
    for (name, value) in &judged.request.headers {
        let known = OF_HTTP.contains(&name.as_str())
            || security::is_key_header(judged, name)
            || judged.operation.parameters.iter().any(|parameter| {
                parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case(name)
            });
        if !known {
            findings.push(Finding::new(
                Check::NoUndocumentedParts,
                &judged.operation.pointer,
                "no such header",
                format!("{name}: {value}"),
            ));
        }
    }
}

fn text_says(parameter: &Parameter, text: &str, value: &Value) -> bool {
    if parameter.style == Style::Json {
        return serde_json::from_str::<Value>(text).is_ok_and(|seen| seen == *value);
    }
    decode(text, parameter.explode, Shape::of(value)).is_some_and(|parts| says(&parts, value))
}

/// `cookie` (RFC 6265, 4.2.1), and `no_undocumented_parts` for what is left.
pub(super) fn cookies(judged: &Judged<'_>, findings: &mut Vec<Finding>) {
    let mut seen: Vec<(String, String)> = judged
        .request
        .header_values("cookie")
        .iter()
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    security::take_cookie_keys(judged, &mut seen);
    for parameter in &judged.operation.parameters {
        if parameter.location != Location::Cookie {
            continue;
        }
        let Some(value) = judged.case.arguments.get("cookie", &parameter.name) else {
            continue;
        };
        let names: Vec<&str> = match value {
            Value::Object(members) if parameter.explode => {
                members.keys().map(String::as_str).collect()
            }
            _ => vec![parameter.name.as_str()],
        };
        let (own, others): (Vec<_>, Vec<_>) = std::mem::take(&mut seen)
            .into_iter()
            .partition(|(name, _)| names.contains(&name.as_str()));
        seen = others;
        if !cookie_says(parameter, &own, value) {
            findings.push(Finding::new(
                Check::Cookie,
                &parameter.pointer,
                format!("{} = {value}", parameter.name),
                format!("{own:?}"),
            ));
        }
    }
    for (name, value) in seen {
        findings.push(Finding::new(
            Check::NoUndocumentedParts,
            &judged.operation.pointer,
            "no such cookie, or none was given",
            format!("{name}={value}"),
        ));
    }
}

/// Cookie values have no escapes of their own: a client may percent-encode them or not.
fn cookie_says(parameter: &Parameter, own: &[(String, String)], value: &Value) -> bool {
    let texts = |read: &dyn Fn(&str) -> Option<String>| -> Option<Vec<String>> {
        own.iter().map(|(_, text)| read(text)).collect()
    };
    let says_by = |read: &dyn Fn(&str) -> Option<String>| {
        let Some(texts) = texts(read) else {
            return false;
        };
        match (texts.as_slice(), value) {
            ([text], Value::Array(_)) if !parameter.explode => {
                decode(text, false, Shape::Many).is_some_and(|parts| says(&parts, value))
            }
            ([text], Value::Object(_)) if !parameter.explode => {
                decode(text, false, Shape::Members).is_some_and(|parts| says(&parts, value))
            }
            (texts, Value::Array(items)) => {
                texts.len() == items.len()
                    && texts
                        .iter()
                        .zip(items)
                        .all(|(text, item)| scalar_says(text, item))
            }
            (texts, Value::Object(members)) => {
                texts.len() == members.len()
                    && own.iter().zip(texts).all(|((name, _), text)| {
                        members
                            .get(name)
                            .is_some_and(|value| scalar_says(text, value))
                    })
            }
            ([text], value) => scalar_says(text, value),
            _ => false,
        }
    };
    says_by(&|text| Some(text.to_owned())) || says_by(&unescape)
}

/// `accept`: every documented JSON, text or stream media type is admitted (RFC 9110, 12.5.1).
pub(super) fn accept(judged: &Judged<'_>, findings: &mut Vec<Finding>) {
    let seen = judged.request.header_values("accept");
    let ranges: Vec<String> = seen
        .iter()
        .flat_map(|line| line.split(','))
        .filter(|range| !refuses(range))
        .map(crate::document::essence)
        .collect();
    for response in &judged.operation.responses {
        for content in &response.contents {
            let wanted = crate::document::essence(&content.media_type);
            let asked = !response.is_other_encoding(judged.document, content);
            if asked && !ranges.iter().any(|range| admits(range, &wanted)) {
                findings.push(Finding::new(
                    Check::Accept,
                    &content.pointer,
                    format!("Accept admits {wanted}"),
                    format!("{seen:?}"),
                ));
                return;
            }
        }
    }
}

/// A quality of zero (RFC 9110, 12.4.2).
fn refuses(range: &str) -> bool {
    range.split(';').skip(1).any(|parameter| {
        let parameter = parameter.trim();
        parameter
            .strip_prefix("q=")
            .is_some_and(|quality| quality.trim().parse::<f32>().is_ok_and(|q| q <= 0.0))
    })
}

fn admits(range: &str, media_type: &str) -> bool {
    let (Some((range_type, range_sub)), Some((ty, sub))) =
        (range.split_once('/'), media_type.split_once('/'))
    else {
        return false;
    };
    (range_type == "*" || ty == "*" || range_type == ty)
        && (range_sub == "*" || sub == "*" || range_sub == sub)
}
