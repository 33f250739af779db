//! Body of a request against its documented media type and schema, and against what the client
//! was given (OpenAPI 3.0.3, 4.7.13 to 4.7.15).

use super::Judged;
use super::compare::{pruned, readings, same};
use super::multipart::{Part, parts};
use super::styles::{Parts, pairs, query as take, says, scalar_says};
use crate::call::{BodyArgument, Content as Given};
use crate::document::{Content, MediaKind, Style, essence, is_one_type};
use crate::finding::{Check, Finding};
use crate::schema::{Additional, Direction, Flat};
use serde_json::{Map, Value};

/// `content_type`, `body_schema` and `body_value`.
pub(super) fn body(judged: &Judged<'_>, findings: &mut Vec<Finding>) {
    let Some(argument) = judged.case.arguments.body() else {
        nothing_sent(judged, findings);
        return;
    };
    let documented = judged
        .operation
        .bodies
        .iter()
        .find(|content| content.concrete == argument.media_type);
    let Some(content) = documented else {
        return;
    };
    if !content_type(judged, content, findings) {
        return;
    }
    match content.kind {
        MediaKind::Json => json(judged, content, argument, findings),
        MediaKind::Form => form(judged, content, argument, findings),
        MediaKind::Multipart => multipart(judged, content, argument, findings),
        _ => plain(judged, content, argument, findings),
    }
}

fn nothing_sent(judged: &Judged<'_>, findings: &mut Vec<Finding>) {
    if !judged.request.body.is_empty() {
        findings.push(Finding::new(
            Check::NoUndocumentedParts,
            &judged.operation.pointer,
            "no body, none was given",
            super::excerpt(&judged.request.body),
        ));
    }
}

/// Whether the media type is the documented one (RFC 9110, 8.3).
fn content_type(judged: &Judged<'_>, content: &Content, findings: &mut Vec<Finding>) -> bool {
    let seen = judged.request.header_values("content-type");
    let wanted = essence(&content.media_type);
    let fits = matches!(seen.as_slice(), [one] if covers(&wanted, &essence(one)));
    if !fits {
        findings.push(Finding::new(
            Check::ContentType,
            &content.pointer,
            &content.media_type,
            format!("{seen:?}"),
        ));
    }
    fits
}

/// Whether a media type or range, or one of a suffix such as `application/*+json`, covers what was
/// sent.
fn covers(documented: &str, seen: &str) -> bool {
    let (Some((ty, sub)), Some((seen_ty, seen_sub))) =
        (documented.split_once('/'), seen.split_once('/'))
    else {
        return documented == seen;
    };
    let by_suffix = |suffix: &str| {
        seen_sub
            .strip_suffix(suffix)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('+'))
    };
    (ty == "*" || ty == seen_ty)
        && (sub == "*" || sub == seen_sub || sub.strip_prefix("*+").is_some_and(by_suffix))
}

fn value_finding(judged: &Judged<'_>, content: &Content, expected: String, got: String) -> Finding {
    let _ = judged;
    Finding::new(Check::BodyValue, &content.pointer, expected, got)
}

fn json(
    judged: &Judged<'_>,
    content: &Content,
    argument: &BodyArgument,
    findings: &mut Vec<Finding>,
) {
    let Ok(seen) = serde_json::from_slice::<Value>(&judged.request.body) else {
        let got = super::excerpt(&judged.request.body);
        findings.push(Finding::new(
            Check::BodySchema,
            &content.pointer,
            "a JSON text",
            got,
        ));
        return;
    };
    schema(judged, content, argument, &seen, findings);
    if let Given::Value(given) = &argument.content {
        let schemas: Vec<_> = content.schema.iter().cloned().collect();
        if let Some(difference) = same(judged.document, &schemas, given, &seen) {
            let expected = format!("at {:?}: {}", difference.at, difference.expected);
            findings.push(value_finding(judged, content, expected, difference.got));
        }
    }
}

fn schema(
    judged: &Judged<'_>,
    content: &Content,
    argument: &BodyArgument,
    seen: &Value,
    findings: &mut Vec<Finding>,
) {
    let Some(place) = &content.schema else {
        return;
    };
    // Where the schema demands a member that it does not describe, no typed client can send it:
    // a finding about the document, made where the case was.
    if let Given::Value(given) = &argument.content {
        let given = pruned(judged.document, std::slice::from_ref(place), given, 0);
        if judged
            .schemas
            .admit(place, Direction::Request, &given)
            .is_err()
        {
            return;
        }
    }
    if let Err(violation) = judged.schemas.admit(place, Direction::Request, seen) {
        let expected = match violation.at.as_str() {
            "" => "a body that its schema allows".to_owned(),
            at => format!("a valid value at {at:?}"),
        };
        let found = Finding::new(Check::BodySchema, place, expected, violation.message);
        findings.push(found);
    }
}

/// The members that were given.
fn given_members(argument: &BodyArgument) -> Map<String, Value> {
    match &argument.content {
        Given::Value(Value::Object(given)) => given.clone(),
        _ => Map::new(),
    }
}

/// Members that a typed client may have no place for: there is a reading of what was given that does
/// not describe them. It is as with the members of a JSON text: see [`super::compare`].
struct Losable<'d>(Vec<Flat<'d>>);

impl<'d> Losable<'d> {
    fn new(judged: &Judged<'d>, content: &Content, given: &Map<String, Value>) -> Self {
        let given = Value::Object(given.clone());
        Self(readings(judged.document, content.schema.as_slice(), &given))
    }

    fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|flat| {
            let properties = flat.properties();
            !properties.is_empty()
                && !properties.contains_key(name)
                && flat.additional() == Additional::Silent
        })
    }
}

/// `application/x-www-form-urlencoded` by the encoding of each member (4.7.15).
fn form(
    judged: &Judged<'_>,
    content: &Content,
    argument: &BodyArgument,
    findings: &mut Vec<Finding>,
) {
    let text = String::from_utf8_lossy(&judged.request.body).into_owned();
    let mut entries = pairs(&text);
    let given = given_members(argument);
    let losable = Losable::new(judged, content, &given);
    for (name, value) in &given {
        if losable.contains(name) && !entries.iter().any(|(sent, _)| is_of(sent, name)) {
            continue;
        }
        if value.is_null() {
            // Null has no spelling: left out or empty.
            let _ = take(&mut entries, Style::Form, true, name, &Value::Null);
            continue;
        }
        if !form_member_fits(judged, content, &mut entries, name, value) {
            let expected = format!("{name} = {value}");
            findings.push(value_finding(judged, content, expected, text.clone()));
        }
    }
    if !entries.is_empty() {
        let got = format!("{entries:?}");
        findings.push(value_finding(
            judged,
            content,
            "no more members".to_owned(),
            got,
        ));
    }
}

/// Whether an entry of a form is of a member: it has its name, or a deep object's.
fn is_of(entry: &str, member: &str) -> bool {
    let rest = entry.strip_prefix(member);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

fn form_member_fits(
    judged: &Judged<'_>,
    content: &Content,
    entries: &mut Vec<(String, String)>,
    name: &str,
    value: &Value,
) -> bool {
    let is_whole = matches!(value, Value::Array(_) | Value::Object(_));
    if is_whole && form_member_is_json(judged, content, entries, name, value) {
        return true;
    }
    let (style, explode) = content.form_style(name);
    let mut tried = entries.clone();
    let empty = matches!(value, Value::Array(items) if items.is_empty())
        || matches!(value, Value::Object(members) if members.is_empty());
    if take(&mut tried, style, explode, name, value).is_some_and(|parts| says(&parts, value))
        || (empty && tried.len() == entries.len())
    {
        *entries = tried;
        return true;
    }
    let says = form_member_is_json(judged, content, entries, name, value);
    if !says {
        let _ = take(entries, Style::Form, false, name, &Value::Null);
    }
    says
}

/// `contentType: application/json`, and what styles cannot say.
fn form_member_is_json(
    judged: &Judged<'_>,
    content: &Content,
    entries: &mut Vec<(String, String)>,
    name: &str,
    value: &Value,
) -> bool {
    let mut tried = entries.clone();
    let Some(Parts::One(text)) = take(&mut tried, Style::Form, false, name, &Value::Null) else {
        return false;
    };
    let says = json_says(judged, content, name, text.as_bytes(), value);
    if says {
        *entries = tried;
    }
    says
}

/// Whether a JSON text says what a member of the body is: held to what a JSON body is held to.
fn json_says(
    judged: &Judged<'_>,
    content: &Content,
    name: &str,
    text: &[u8],
    value: &Value,
) -> bool {
    let flat = Flat::new(judged.document, content.schema.as_slice());
    let schemas = flat.properties().get(name).cloned().unwrap_or_default();
    serde_json::from_slice::<Value>(text)
        .is_ok_and(|seen| same(judged.document, &schemas, value, &seen).is_none())
}

fn multipart(
    judged: &Judged<'_>,
    content: &Content,
    argument: &BodyArgument,
    findings: &mut Vec<Finding>,
) {
    let header = judged.request.header_values("content-type").join(",");
    let mut seen = match parts(&header, &judged.request.body) {
        Ok(seen) => seen,
        Err(reason) => {
            findings.push(value_finding(judged, content, "parts".to_owned(), reason));
            return;
        }
    };
    let given = given_members(argument);
    let losable = Losable::new(judged, content, &given);
    for (name, value) in &given {
        let (own, others): (Vec<Part>, Vec<Part>) =
            seen.into_iter().partition(|part| part.name == *name);
        seen = others;
        if own.is_empty() && losable.contains(name) {
            continue;
        }
        if !parts_say(judged, content, name, &own, value) {
            let texts: Vec<String> = own.iter().map(|part| super::excerpt(&part.body)).collect();
            let expected = format!("part {name} = {value}");
            findings.push(value_finding(
                judged,
                content,
                expected,
                format!("{texts:?}"),
            ));
        }
        part_type(content, name, &own, findings);
    }
    if !seen.is_empty() {
        let names: Vec<String> = seen.into_iter().map(|part| part.name).collect();
        let got = format!("{names:?}");
        findings.push(value_finding(
            judged,
            content,
            "no more parts".to_owned(),
            got,
        ));
    }
}

/// 4.7.14.4: an array is one part an item, a scalar its text, an object its JSON text. A part whose
/// schema says nothing of its type may as well be a JSON text.
fn parts_say(
    judged: &Judged<'_>,
    content: &Content,
    name: &str,
    own: &[Part],
    value: &Value,
) -> bool {
    let scalar = |part: &Part, value: &Value| {
        std::str::from_utf8(&part.body).is_ok_and(|text| scalar_says(text, value))
    };
    let is_json = |part: &Part| json_says(judged, content, name, &part.body, value);
    let as_items = |items: &[Value]| {
        let mut pairs = own.iter().zip(items);
        own.len() == items.len() && pairs.all(|(part, item)| scalar(part, item))
    };
    match (own, value) {
        (own, Value::Null) => own.len() <= 1,
        ([one], Value::Object(_)) => is_json(one),
        (own, Value::Array(items)) => as_items(items) || matches!(own, [one] if is_json(one)),
        ([one], value) => scalar(one, value) || (is_untyped(judged, content, name) && is_json(one)),
        _ => false,
    }
}

fn is_untyped(judged: &Judged<'_>, content: &Content, name: &str) -> bool {
    let flat = Flat::new(judged.document, content.schema.as_slice());
    let schemas = flat.properties().get(name);
    schemas.is_none_or(|schemas| flat.below(schemas).ty().is_none())
}

/// 4.7.15: `contentType` of a part, one of a list that may have ranges in it. Where it has nothing
/// else, which type it is of them is the caller's to say.
fn part_type(content: &Content, name: &str, own: &[Part], findings: &mut Vec<Finding>) {
    let documented = content.part_types(name);
    if !documented.iter().any(|media_type| is_one_type(media_type)) {
        return;
    }
    for part in own {
        // RFC 7578, 4.4: without the field a part is a plain text.
        let seen = part
            .content_type
            .as_deref()
            .map_or("text/plain".to_owned(), essence);
        if !documented.iter().any(|wanted| covers(wanted, &seen)) {
            findings.push(Finding::new(
                Check::ContentType,
                &content.pointer.child("encoding").child(name),
                format!("part {name}: {}", documented.join(", ")),
                format!("{:?}", part.content_type),
            ));
        }
    }
}

fn plain(
    judged: &Judged<'_>,
    content: &Content,
    argument: &BodyArgument,
    findings: &mut Vec<Finding>,
) {
    let expected = match &argument.content {
        Given::Text(text) => text.clone().into_bytes(),
        Given::Bytes(bytes) => bytes.clone(),
        Given::Value(value) => value.to_string().into_bytes(),
    };
    if judged.request.body != expected {
        let got = super::excerpt(&judged.request.body);
        findings.push(value_finding(
            judged,
            content,
            super::excerpt(&expected),
            got,
        ));
    }
}
