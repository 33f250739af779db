//! Reads a value back from a request by the rules of the specification alone.
//!
//! Where a style cannot tell a delimiter from the same character in a value (OpenAPI 3.0.4,
//! 4.7.12.4 says so of `spaceDelimited` and `pipeDelimited`), the joined texts are compared.

use super::Sent;
use super::rows::{Place, Row};
use serde_json::Value;
use specwright_client::__generated::Style;

/// Names and texts, in order.
type Pairs = Vec<(String, String)>;

/// Whether the value is one that its place cannot carry.
pub(super) fn cannot_be_sent(row: &Row, value: &Value) -> bool {
    match row.place {
        // An empty segment or one of dots would be another path (RFC 3986, 5.2.4).
        Place::Path(style, explode) => {
            let text = path_text(style, explode, value);
            matches!(text.as_str(), "" | "." | "..")
        }
        // RFC 9110, 5.5: no controls, and what surrounds a value is not part of it.
        Place::Header(explode) => {
            let text = list(value, explode).join(",");
            let stripped = text.trim_matches([' ', '\t']) != text;
            stripped || text.chars().any(|c| c.is_ascii_control() && c != '\t')
        }
        Place::Form => !value.is_object() && !value.is_null(),
        // A URL of 64 KiB is the longest that is sent; encoding makes three bytes of one.
        Place::Query(..) | Place::QueryJson | Place::Reserved => query_length(row, value) > 60_000,
        _ => false,
    }
}

/// Bytes of a query that encodes all that it may.
fn query_length(row: &Row, value: &Value) -> usize {
    let pairs = match row.place {
        Place::Query(style, explode) => query_pairs(style, explode, value),
        _ => return 3 * value.to_string().len(),
    };
    pairs.iter().map(|(n, t)| 3 * (n.len() + t.len()) + 2).sum()
}

/// The value must be what arrives; panics with both where it is not.
pub(super) fn back(row: &Row, value: &Value, sent: &Sent) {
    let name = row.name;
    let query = pairs(sent.uri.query().unwrap_or_default(), "&");
    let is_query = matches!(
        row.place,
        Place::Query(..) | Place::QueryJson | Place::Reserved
    );
    if !is_query {
        assert_eq!(
            sent.uri.query(),
            None,
            "{name}: {value} has come into the query"
        );
    }
    if !matches!(row.place, Place::Path(..)) {
        assert_eq!(
            sent.uri.path(),
            "/base/a",
            "{name}: {value} has come into the path"
        );
    }
    match row.place {
        Place::Path(style, explode) => {
            let segments: Vec<_> = sent.uri.path().split('/').collect();
            let ["", "base", "a", segment, "z"] = segments[..] else {
                panic!("{name}: {value} has changed the route: {}", sent.uri);
            };
            assert_eq!(decoded(segment), path_text(style, explode, value), "{name}");
            divided(style, explode, value, segment);
        }
        Place::Query(style, explode) => {
            assert_eq!(query, query_pairs(style, explode, value), "{name}: {value}");
        }
        Place::Reserved => reserved(value, sent),
        Place::QueryJson => {
            let text = (!value.is_null()).then(|| ("p".to_owned(), value.to_string()));
            assert_eq!(query, Vec::from_iter(text), "{name}");
        }
        Place::Header(explode) => {
            let header = sent.headers.get("x-p").map(|value| value.as_bytes());
            let text = header.map(|bytes| {
                str::from_utf8(bytes)
                    .expect("UTF-8 went in")
                    .trim_matches([' ', '\t'])
            });
            let wanted = list(value, explode).join(",");
            assert_eq!(text.unwrap_or_default(), wanted, "{name}: {value}");
        }
        Place::Cookie => {
            let cookie = sent
                .headers
                .get("cookie")
                .map(|value| value.to_str().expect("ASCII"));
            let sent = pairs(cookie.unwrap_or_default(), "; ");
            assert_eq!(
                sent,
                query_pairs(Style::Form, true, value),
                "{name}: {value}"
            );
        }
        Place::Json => assert_eq!(sent.body, value.to_string(), "{name}"),
        Place::Form => {
            let sent: Pairs = url::form_urlencoded::parse(&sent.body)
                .into_owned()
                .collect();
            assert_eq!(sent, form_pairs(value), "{name}: {value}");
        }
        Place::Multipart => multipart(value, sent),
    }
}

/// A scalar's text, a whole number's without a decimal point; what a style has no form for is JSON.
fn leaf(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            let text = number.to_string();
            text.strip_suffix(".0").unwrap_or(&text).to_owned()
        }
        other => other.to_string(),
    }
}

/// The texts of a value in one list (RFC 6570, 2.3: what is undefined is left out).
fn list(value: &Value, explode: bool) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().filter(|it| !it.is_null()).map(leaf).collect(),
        Value::Object(_) if explode => members(value)
            .into_iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect(),
        Value::Object(_) => members(value)
            .into_iter()
            .flat_map(|(n, v)| [n, v])
            .collect(),
        scalar => vec![leaf(scalar)],
    }
}

fn members(value: &Value) -> Pairs {
    let members = value.as_object().into_iter().flatten();
    members
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.clone(), leaf(value)))
        .collect()
}

/// The decoded segment of a path parameter (OpenAPI 3.0.4, 4.7.12.4).
fn path_text(style: Style, explode: bool, value: &Value) -> String {
    let texts = list(value, explode);
    if value.is_null() || texts.is_empty() {
        return String::new();
    }
    // RFC 6570, 3.2.7: a name without `=` where the value is empty.
    let named = |(name, text): (String, String)| match text.as_str() {
        "" => format!(";{name}"),
        text => format!(";{name}={text}"),
    };
    match (style, explode, value) {
        (Style::Matrix, true, Value::Object(_)) => members(value).into_iter().map(named).collect(),
        (Style::Matrix, true, _) => texts
            .into_iter()
            .map(|text| named(("p".to_owned(), text)))
            .collect(),
        (Style::Matrix, false, _) => named(("p".to_owned(), texts.join(","))),
        (Style::Label, true, _) => format!(".{}", texts.join(".")),
        (Style::Label, false, _) => format!(".{}", texts.join(",")),
        _ => texts.join(","),
    }
}

/// In a segment, commas and semicolons that are data are encoded: a reader that cuts before it
/// decodes finds every text.
fn divided(style: Style, explode: bool, value: &Value, segment: &str) {
    let texts = list(value, explode);
    let (divider, text) = match (style, explode) {
        (Style::Simple, _) => (',', segment),
        (Style::Label, false) => (',', segment.trim_start_matches('.')),
        _ => return,
    };
    if style == Style::Simple || !texts.iter().any(|text| text.starts_with('.')) {
        assert_eq!(
            text.split(divider).count(),
            texts.len(),
            "{segment} of {value}"
        );
    }
}

/// The pairs of a query or cookie.
fn query_pairs(style: Style, explode: bool, value: &Value) -> Pairs {
    let named = |text: String| ("p".to_owned(), text);
    let divider = match style {
        Style::DeepObject => return deep(value),
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        Style::TabDelimited => "\t",
        _ => ",",
    };
    match value {
        Value::Object(_) if explode => members(value),
        _ if explode => list(value, explode).into_iter().map(named).collect(),
        _ if list(value, explode).is_empty() => Vec::new(),
        _ => vec![named(list(value, explode).join(divider))],
    }
}

/// `p[a][b]=c`, and `p[0]=c` for what is not said of arrays.
fn deep(value: &Value) -> Pairs {
    /// Deeper values are sent as JSON.
    const DEEPEST: usize = 32;
    let mut pairs = Vec::new();
    let mut waiting = vec![("p".to_owned(), value, 0)];
    while let Some((name, value, depth)) = waiting.pop() {
        let mut inner: Vec<_> = match value {
            Value::Null => Vec::new(),
            Value::Object(members) if depth < DEEPEST => members
                .iter()
                .map(|(member, value)| (format!("{name}[{member}]"), value, depth + 1))
                .collect(),
            Value::Array(items) if depth < DEEPEST => items
                .iter()
                .enumerate()
                .map(|(index, value)| (format!("{name}[{index}]"), value, depth + 1))
                .collect(),
            other => {
                pairs.push((name, leaf(other)));
                Vec::new()
            }
        };
        inner.reverse();
        waiting.append(&mut inner);
    }
    pairs
}

/// With `allowReserved`, what looks encoded passes as it is (RFC 6570, 3.2.3), and a `=` in a name
/// cannot be told from the one behind it: such values cannot be read back, but must not add pairs.
fn reserved(value: &Value, sent: &Sent) {
    let query = sent.uri.query().unwrap_or_default();
    let wanted = query_pairs(Style::Form, true, value);
    if wanted.is_empty() {
        assert_eq!(query, "");
        return;
    }
    assert_eq!(query.split('&').count(), wanted.len(), "{query} of {value}");
    let is_plain =
        |(name, text): &(String, String)| !name.contains(['%', '=']) && !text.contains('%');
    if wanted.iter().all(is_plain) {
        assert_eq!(pairs(query, "&"), wanted, "{value}");
    }
}

/// OpenAPI 3.0.4, 4.7.15.1: an array once for each item, an object as JSON.
fn form_pairs(value: &Value) -> Pairs {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let named = |text: String| (name.clone(), text);
        match (name.as_str(), value) {
            ("json", value) => pairs.push(named(value.to_string())),
            (_, Value::Null) => {}
            ("csv", value) => {
                let texts = list(value, false);
                pairs.extend((!texts.is_empty()).then(|| named(texts.join(","))));
            }
            (_, Value::Object(_)) => pairs.push(named(value.to_string())),
            (_, value) => pairs.extend(list(value, true).into_iter().map(named)),
        }
    }
    pairs
}

/// Three parts with two header fields at most each, and contents that are the value's (RFC 7578).
fn multipart(value: &Value, sent: &Sent) {
    let kind = sent
        .headers
        .get("content-type")
        .expect("a media type")
        .to_str()
        .expect("ASCII");
    let boundary = kind
        .strip_prefix("multipart/form-data; boundary=")
        .expect("a boundary");
    let sent = str::from_utf8(&sent.body).expect("all parts are text");
    let divider = format!("--{}", boundary.trim_matches('"'));
    let ends = format!("{divider}--\r\n");
    let inner = sent.strip_suffix(&ends).expect("the last boundary");
    let parts: Vec<_> = inner.split(&format!("{divider}\r\n")).skip(1).collect();
    let contents: Vec<_> = parts
        .iter()
        .map(|part| part.split_once("\r\n\r\n").expect("a head"))
        .collect();
    // Nothing has no text.
    let text = if value.is_null() {
        String::new()
    } else {
        leaf(value)
    };
    let wanted = [text, value.to_string(), "contents".to_owned()];
    assert_eq!(contents.len(), wanted.len(), "parts of {value}");
    for ((head, contents), wanted) in contents.iter().zip(wanted) {
        assert_eq!(contents.strip_suffix("\r\n"), Some(&*wanted), "contents");
        assert!(
            head.split("\r\n").count() <= 2,
            "a header field too many: {head:?}"
        );
    }
    // WHATWG HTML, 4.10.21.8, escapes three characters of a file's name; the other controls cannot
    // stand in a header field either (RFC 9110, 5.5), and go the same way.
    let escaped: String = value
        .as_str()
        .unwrap_or("n")
        .chars()
        .map(|c| match c {
            '"' => "%22".to_owned(),
            c if c.is_ascii_control() => format!("%{:02X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    let wanted = format!("filename=\"{escaped}\"");
    assert!(
        contents[2].0.contains(&wanted),
        "{wanted} is not in {:?}",
        contents[2].0
    );
}

/// `name=text` pairs of a text, decoded.
fn pairs(text: &str, divider: &str) -> Pairs {
    text.split(divider)
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(text))
        })
        .collect()
}

/// RFC 3986, 2.1.
fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .expect("UTF-8 went in")
        .into_owned()
}
