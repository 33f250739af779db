//! A case for every documented response: each example, each synthesised value, each media type;
//! ranges and `default` by real statuses that they cover.

use super::Deriving;
use super::requests::Request;
use super::strings::Slot;
use super::values::overlap;
use crate::call::{Arguments, Limits, Side};
use crate::case::{Case, Expect, ExpectBody, Fixture, Held, Items, Origin, Serve};
use crate::document::{Content, HeaderAt, MediaKind, Operation, ResponseAt, StatusKey, clean};
use crate::finding::DocumentFinding;
use crate::oracle::styles::simple_text;
use crate::schema::{Direction, Flat, Type};
use serde_json::Value;
use specwright::pointer::Pointer;
use std::fmt::Write;
use std::rc::Rc;
use std::time::Duration;

/// What one response can be served as.
#[derive(Debug, Clone)]
pub(super) struct Servable {
    pub(super) label: String,
    pub(super) is_example: bool,
    /// One JSON text, not a stream of them.
    pub(super) is_json: bool,
    pub(super) media_type: Option<String>,
    pub(super) body: Vec<u8>,
    pub(super) expect: ExpectBody,
    pub(super) headers: Vec<(String, String)>,
    pub(super) place: Pointer,
    /// How items are written, where it is a stream of them.
    pub(super) stream: Option<Streamed>,
}

/// A stream of values.
#[derive(Debug, Clone)]
pub(super) struct Streamed {
    kind: MediaKind,
    media_type: String,
    /// What an item obeys; empty: anything.
    pub(super) schemas: Vec<Pointer>,
}

/// Headers that say how a message is framed; a fixture does not make them up.
pub(super) const FRAMING: [&str; 9] = [
    "content-length",
    "content-encoding",
    "content-type",
    "transfer-encoding",
    "connection",
    "trailer",
    "upgrade",
    "date",
    "keep-alive",
];

/// The cases of all responses, called the plainest way.
pub(super) fn responses(
    deriving: &mut Deriving<'_, '_>,
    index: usize,
    operation: &Operation,
    arguments: &Arguments,
) {
    for response in &operation.responses {
        if is_informational(response) {
            let reason = "informational responses (RFC 9110, 15.2) are never the last of a call";
            deriving.left_out(&response.pointer, reason, 1);
            continue;
        }
        let servable = servable(deriving, operation, response);
        let statuses = operation.real_statuses(response.key);
        if statuses.is_empty() {
            let reason = "every status of this key is documented by itself";
            deriving.left_out(&response.pointer, reason, 1);
        }
        for (turn, status) in statuses.into_iter().enumerate() {
            // One value is enough to show that a second status falls under the same key.
            let most = if turn == 0 { usize::MAX } else { 1 };
            for one in servable.iter().take(most) {
                let case = case(
                    index,
                    operation,
                    response.key,
                    status,
                    one,
                    arguments.clone(),
                );
                deriving.push(case);
            }
        }
    }
}

/// The other requests of an operation, answered by its first response.
pub(super) fn requests(
    deriving: &mut Deriving<'_, '_>,
    index: usize,
    operation: &Operation,
    requests: &[Request],
) {
    let Some((response, status, one)) = primary(deriving, operation) else {
        return;
    };
    for request in requests.iter().skip(1) {
        let arguments = request.arguments.clone();
        let mut case = case(index, operation, response, status, &one, arguments);
        rename(&mut case, operation, Origin::Request(request.label.clone()));
        case.place = request.place.clone();
        deriving.push(case);
    }
    let Some(plainest) = requests.first() else {
        return;
    };
    if operation.security.len() > 1 {
        for alternative in 0..operation.security.len() {
            let arguments = plainest.arguments.clone();
            let mut case = case(index, operation, response, status, &one, arguments);
            rename(
                &mut case,
                operation,
                Origin::Request(format!("security-{alternative}")),
            );
            case.credentials = Held::Alternative(alternative);
            deriving.push(case);
        }
    }
}

/// The response that cases are answered with when it does not matter: a success where there is
/// one, with a body where there is one.
pub(super) fn primary(
    deriving: &mut Deriving<'_, '_>,
    operation: &Operation,
) -> Option<(StatusKey, u16, Servable)> {
    let mut ranked: Vec<&ResponseAt> = operation
        .responses
        .iter()
        .filter(|response| !is_informational(response))
        .collect();
    ranked.sort_by_key(|response| {
        let status = operation.real_status(response.key).unwrap_or(599);
        let json = response.contents.iter().any(|c| c.kind == MediaKind::Json);
        (operation.side(status) == Side::Error, !json)
    });
    ranked.into_iter().find_map(|response| {
        let status = operation.real_status(response.key)?;
        let one = servable(deriving, operation, response).first().cloned()?;
        Some((response.key, status, one))
    })
}

pub(super) fn is_informational(response: &ResponseAt) -> bool {
    matches!(
        response.key,
        StatusKey::Exact(100..=199) | StatusKey::Range(1)
    )
}

/// Everything that a response can be served as; made once for an operation, and what is left out
/// of it noted once.
pub(super) fn servable(
    deriving: &mut Deriving<'_, '_>,
    operation: &Operation,
    response: &ResponseAt,
) -> Rc<Vec<Servable>> {
    let key = (response.pointer.clone(), response.key);
    if let Some(made) = deriving.servable.get(&key) {
        return Rc::clone(made);
    }
    let mut made = make_servable(deriving, operation, response);
    if made.is_empty() {
        deriving.left_out(&response.pointer, "response without a valid body", 1);
    } else if let Some(place) = lacking(deriving, operation, response) {
        let reason = "response with a required header for which no value was found";
        deriving.left_out(&place, reason, made.len());
        made.clear();
    }
    let made = Rc::new(made);
    deriving.servable.insert(key, Rc::clone(&made));
    made
}

fn make_servable(
    deriving: &mut Deriving<'_, '_>,
    operation: &Operation,
    response: &ResponseAt,
) -> Vec<Servable> {
    let mut made = Vec::new();
    let status = operation.real_status(response.key).unwrap_or(200);
    let bodiless = response.is_bodiless(&operation.method);
    if bodiless && !response.contents.is_empty() {
        deriving.document_findings.push(DocumentFinding {
            place: response.pointer.child("content"),
            message: "a body where HTTP allows none (RFC 9110, 6.4.1)".to_owned(),
        });
    }
    for content in response.contents.iter().filter(|_| !bodiless) {
        if response.is_other_encoding(deriving.document, content) {
            let reason = "other encoding of what is documented as JSON is not tested";
            deriving.left_out(&content.pointer, reason, 1);
            continue;
        }
        made.extend(content_servable(deriving, content));
    }
    if response.contents.is_empty() || bodiless {
        made.push(Servable {
            label: "no-body".to_owned(),
            is_example: false,
            is_json: false,
            media_type: None,
            body: Vec::new(),
            expect: ExpectBody::Nothing,
            headers: Vec::new(),
            place: response.pointer.clone(),
            stream: None,
        });
    }
    for (turn, one) in made.iter_mut().enumerate() {
        // The first shows required headers only, the others all.
        one.headers = headers(deriving, &response.headers, status, turn > 0);
    }
    if made.len() == 1 && response.headers.iter().any(|header| !header.required) {
        let mut with_all = made.first().cloned();
        if let Some(one) = &mut with_all {
            one.label = format!("{}-all-headers", one.label);
            one.headers = headers(deriving, &response.headers, status, true);
        }
        made.extend(with_all);
    }
    made
}

/// A required header without which a response would break its contract, and for which there is no
/// value.
fn lacking(
    deriving: &mut Deriving<'_, '_>,
    operation: &Operation,
    response: &ResponseAt,
) -> Option<Pointer> {
    let status = operation.real_status(response.key).unwrap_or(200);
    let mut required = response.headers.iter().filter(|header| header.required);
    required
        .find(|header| !is_framing(header, status) && header_text(deriving, header).is_none())
        .map(|header| header.pointer.clone())
}

/// Whether a header frames or redirects a message: a fixture does not make it up.
fn is_framing(header: &HeaderAt, status: u16) -> bool {
    let name = header.name.to_ascii_lowercase();
    FRAMING.contains(&name.as_str()) || (name == "location" && (300..400).contains(&status))
}

fn content_servable(deriving: &mut Deriving<'_, '_>, content: &Content) -> Vec<Servable> {
    let one = |label: &str, body: Vec<u8>, expect| Servable {
        label: label.to_owned(),
        is_example: false,
        is_json: content.kind == MediaKind::Json,
        media_type: Some(content.concrete.clone()),
        body,
        expect,
        headers: Vec::new(),
        place: content.pointer.clone(),
        stream: None,
    };
    match content.kind {
        MediaKind::Json => {
            let values = deriving.body_values(content, Direction::Response);
            let schema = &content.schema;
            let served = |(label, value, place, is_example): (String, Value, _, _)| {
                let (body, schema) = (value.to_string().into_bytes(), schema.clone());
                Servable {
                    is_example,
                    place,
                    ..one(&label, body, ExpectBody::Value { value, schema })
                }
            };
            values.into_iter().map(served).collect()
        }
        MediaKind::Events | MediaKind::JsonLines => {
            let mut values = stream_items(deriving, content);
            let most = deriving.options.cases_per_response;
            if values.len() > most {
                let reason = "items of a stream beyond the cap for one response";
                deriving.left_out(&content.pointer, reason, values.len() - most);
                values.truncate(most);
            }
            let stream = Streamed {
                kind: content.kind,
                media_type: content.media_type.clone(),
                schemas: item_schemas(deriving, content),
            };
            let schemas = stream.schemas.clone();
            let body = stream.body(values.iter());
            vec![Servable {
                stream: Some(stream),
                ..one("stream", body, ExpectBody::Items(Items { values, schemas }))
            }]
        }
        MediaKind::Text => {
            let text = "Grüße,\r\n\"text\" \u{4e16}\u{754c}".to_owned();
            vec![one(
                "text",
                text.clone().into_bytes(),
                ExpectBody::Text(text),
            )]
        }
        MediaKind::Form | MediaKind::Multipart | MediaKind::Bytes => {
            let body = vec![0, 159, 146, 150, b'\r', b'\n', 255, b'{'];
            vec![one("bytes", body.clone(), ExpectBody::Bytes(body))]
        }
    }
}

/// Values that a stream sends. A schema of an array of lines is that of all lines together; events
/// without a schema are texts.
fn stream_items(deriving: &mut Deriving<'_, '_>, content: &Content) -> Vec<Value> {
    if content.schema.is_none() && content.kind == MediaKind::Events {
        return vec![Value::from("first"), Value::from("second line")];
    }
    let values = deriving.body_values(content, Direction::Response);
    let mut items = Vec::new();
    for (_, value, ..) in values {
        match value {
            Value::Array(lines) if content.kind == MediaKind::JsonLines => items.extend(lines),
            // A line break or carriage return ends a line of an event's data.
            Value::String(text) if text.contains(['\r', '\n']) || text.is_empty() => {}
            value => items.push(value),
        }
    }
    items
}

/// What an item of a stream obeys.
fn item_schemas(deriving: &Deriving<'_, '_>, content: &Content) -> Vec<Pointer> {
    let whole = content.schema.as_slice();
    let flat = Flat::new(deriving.document, whole);
    if content.kind == MediaKind::JsonLines && flat.ty() == Some(Type::Array) {
        return flat.items();
    }
    whole.to_vec()
}

impl Streamed {
    /// Values as a stream: server-sent events, RFC 7464 sequences, or one JSON text a line.
    pub(super) fn body<'v>(&self, values: impl Iterator<Item = &'v Value>) -> Vec<u8> {
        let mut body = String::new();
        for value in values {
            match (self.kind, value) {
                (MediaKind::Events, Value::String(text)) => {
                    for line in text.lines() {
                        let _ = writeln!(body, "data: {line}");
                    }
                    body.push('\n');
                }
                (MediaKind::Events, value) => {
                    let _ = writeln!(body, "data: {value}\n");
                }
                (_, value) if self.media_type.contains("json-seq") => {
                    let _ = writeln!(body, "\u{1e}{value}");
                }
                (_, value) => {
                    let _ = writeln!(body, "{value}");
                }
            }
        }
        body.into_bytes()
    }
}

fn headers(
    deriving: &mut Deriving<'_, '_>,
    documented: &[HeaderAt],
    status: u16,
    all: bool,
) -> Vec<(String, String)> {
    let mut made = Vec::new();
    for header in documented.iter().filter(|header| all || header.required) {
        if is_framing(header, status) {
            let reason = "header that frames or redirects a message is not served";
            deriving.left_out(&header.pointer, reason, 1);
            continue;
        }
        match header_text(deriving, header) {
            Some(text) => made.push((header.name.clone(), text)),
            None => deriving.left_out(&header.pointer, "response header without a value", 1),
        }
    }
    made
}

fn header_text(deriving: &mut Deriving<'_, '_>, header: &HeaderAt) -> Option<String> {
    let schema = header.schema.as_ref();
    let direction = Direction::Response;
    let findings = &mut deriving.document_findings;
    let examples = deriving
        .values
        .examples(&header.examples, schema, direction, findings);
    let documented = examples
        .into_iter()
        .filter_map(|(_, example)| simple_text(&example.value, header.explode))
        .find(|text| text.bytes().all(|b| (0x20..0x7f).contains(&b)) && text.trim() == text);
    documented.or_else(|| {
        let Some(schema) = schema else {
            return Some("text".to_owned());
        };
        let valid = deriving
            .values
            .synthesised(schema, direction, Slot::Header, 2);
        let overlaps = valid.overlaps.iter().cloned().map(overlap);
        findings.extend(overlaps);
        let (_, value) = valid.list.last()?;
        simple_text(value, header.explode)
    })
}

/// A case that serves a response and expects it back.
pub(super) fn case(
    index: usize,
    operation: &Operation,
    key: StatusKey,
    status: u16,
    one: &Servable,
    arguments: Arguments,
) -> Case {
    let origin = if one.is_example {
        let name = one.label.strip_prefix("example-").unwrap_or(&one.label);
        Origin::Example(name.to_owned())
    } else {
        Origin::Synthesis(one.label.clone())
    };
    Case {
        name: name(operation, status, &origin),
        operation: index,
        key: Some(key),
        status,
        origin,
        arguments,
        credentials: Held::All,
        limits: Limits::RELAXED,
        serve: Serve::Response(fixture(status, one)),
        expect: Expect::Documented {
            key,
            side: operation.side(status),
            body: one.expect.clone(),
            broken_header: None,
        },
        place: one.place.clone(),
    }
}

/// A response with its headers and one more that no document names, which must be kept too.
pub(super) fn fixture(status: u16, one: &Servable) -> Fixture {
    let mut fixture = Fixture::new(status, one.media_type.as_deref(), one.body.clone());
    fixture.headers.extend(one.headers.iter().cloned());
    fixture
        .headers
        .push(("x-contract-trace".to_owned(), "kept 1, kept 2".to_owned()));
    fixture.delay = Duration::ZERO;
    fixture
}

/// Name of a case.
pub(super) fn name(operation: &Operation, status: u16, origin: &Origin) -> String {
    format!(
        "{}::{status}::{}",
        operation.name,
        clean(&origin.to_string())
    )
}

/// Gives a case another origin, and the name that goes with it.
pub(super) fn rename(case: &mut Case, operation: &Operation, origin: Origin) {
    case.name = name(operation, case.status, &origin);
    case.origin = origin;
}
