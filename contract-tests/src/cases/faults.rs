//! Responses that break the contract: each must end in its own error, with nothing lost; and those
//! that a client must bear (unknown members, unknown enum values).

use super::Deriving;
use super::responses::{Servable, case, fixture, name, servable};
use super::{headers, members};
use crate::call::{Arguments, FailureKind, Side};
use crate::case::{Case, Expect, ExpectBody, Fixture, Held, Items, Origin, Serve};
use crate::document::{Location, Operation, ResponseAt, StatusKey, Style};
use crate::schema::{Flat, Type};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What cases of one operation have in common.
pub(super) struct Base<'a> {
    pub(super) index: usize,
    pub(super) operation: &'a Operation,
    pub(super) arguments: &'a Arguments,
}

impl Base<'_> {
    /// The content of an answer: none to `HEAD` (RFC 9110, 9.3.2).
    fn content(&self, text: &str) -> Vec<u8> {
        if self.operation.method == "HEAD" {
            return Vec::new();
        }
        text.as_bytes().to_vec()
    }

    /// A fault case that must end in a failure.
    pub(super) fn failing(&self, fault: &str, serve: Serve, status: u16, expect: Expect) -> Case {
        let origin = Origin::Fault(fault.to_owned());
        Case {
            name: name(self.operation, status, &origin),
            operation: self.index,
            key: None,
            status,
            origin,
            arguments: self.arguments.clone(),
            credentials: Held::All,
            limits: crate::call::Limits::RELAXED,
            serve,
            expect,
            place: self.operation.pointer.clone(),
        }
    }
}

/// A documented response with a JSON body, to be made wrong.
pub(super) struct Served<'a> {
    pub(super) base: &'a Base<'a>,
    pub(super) response: &'a ResponseAt,
    pub(super) status: u16,
    pub(super) one: &'a Servable,
}

impl Served<'_> {
    /// A fault case of this response: its headers are as they are documented.
    fn fault(&self, fault: &str, body: Vec<u8>, expect: Expect) -> Case {
        let serve = Serve::Response(Fixture {
            body,
            ..fixture(self.status, self.one)
        });
        let mut made = self.base.failing(fault, serve, self.status, expect);
        made.key = Some(self.response.key);
        made.place = self.response.pointer.clone();
        made
    }

    /// A body that must end in an error of decoding at one of these places; none: anywhere.
    pub(super) fn broken(&self, fault: &str, body: Vec<u8>, pointers: Vec<String>) -> Case {
        let expect = Expect::Failed {
            kinds: &[FailureKind::Decode],
            status: Some(self.status),
            body: Some(body.clone()),
            pointers,
        };
        self.fault(fault, body, expect)
    }

    /// A body that may be taken or not: it must end in the response or an error of decoding.
    pub(super) fn survived(&self, fault: &str, body: Vec<u8>) -> Case {
        let expect = Expect::Survived {
            key: self.response.key,
            side: self.base.operation.side(self.status),
        };
        self.fault(fault, body, expect)
    }

    /// A value that must end in an error of decoding at one of these places: the body, or an item
    /// of a stream between two that can be read.
    pub(super) fn broken_value(
        &self,
        fault: &str,
        right: &Value,
        wrong: &Value,
        pointers: Vec<String>,
    ) -> Case {
        let Some(stream) = &self.one.stream else {
            return self.broken(fault, wrong.to_string().into_bytes(), pointers);
        };
        let expect = Expect::BrokenItem {
            key: self.response.key,
            side: self.base.operation.side(self.status),
            items: Items {
                values: vec![right.clone(), right.clone()],
                schemas: stream.schemas.clone(),
            },
            pointers,
        };
        self.fault(
            fault,
            stream.body([right, wrong, right].into_iter()),
            expect,
        )
    }

    /// A value with something unknown that must come back all the same.
    pub(super) fn accepted(&self, fault: &str, value: Value) -> Option<Case> {
        let (body, expect) = match (&self.one.stream, &self.one.expect) {
            (Some(stream), _) => {
                let body = stream.body(std::iter::once(&value));
                let (values, schemas) = (vec![value], stream.schemas.clone());
                (body, ExpectBody::Items(Items { values, schemas }))
            }
            (None, ExpectBody::Value { schema, .. }) => {
                let (body, schema) = (value.to_string().into_bytes(), schema.clone());
                (body, ExpectBody::Value { value, schema })
            }
            _ => return None,
        };
        let changed = Servable {
            body,
            expect,
            ..self.one.clone()
        };
        Some(self.served(fault, &changed))
    }

    /// The response as it is documented, under the name of a fault.
    fn served(&self, fault: &str, one: &Servable) -> Case {
        let (base, key) = (self.base, self.response.key);
        let arguments = base.arguments.clone();
        let mut made = case(base.index, base.operation, key, self.status, one, arguments);
        made.origin = Origin::Fault(fault.to_owned());
        made.name = name(base.operation, self.status, &made.origin);
        made
    }
}

/// The faults of one operation that depend on what it documents.
pub(super) fn faults(
    deriving: &mut Deriving<'_, '_>,
    index: usize,
    operation: &Operation,
    arguments: &Arguments,
) {
    let base = Base {
        index,
        operation,
        arguments,
    };
    undocumented_statuses(deriving, &base);
    retry_after(deriving, &base);
    refused_arguments(deriving, &base);
    headers::faults(deriving, &base);
    let mut seen = BTreeSet::new();
    let mut shown = members::Shown::new();
    for response in &operation.responses {
        if let Some((status, one)) = json_servable(deriving, operation, response) {
            let served = Served {
                base: &base,
                response,
                status,
                one: &one,
            };
            other_bodies(deriving, &served);
            // The members of one schema are shown once for an operation.
            let schema = match &one.expect {
                ExpectBody::Value { schema, .. } => schema.clone(),
                _ => None,
            };
            let resolved = schema.as_ref().and_then(|s| deriving.document.resolve(s));
            if seen.insert(resolved) {
                broken_texts(deriving, &served);
                if members::faults(deriving, &served, &mut shown) {
                    members::others(deriving, &base, response, &mut shown);
                }
            }
        }
        members::streams(deriving, &base, response, &mut shown);
    }
}

/// The response with its largest JSON body.
fn json_servable(
    deriving: &mut Deriving<'_, '_>,
    operation: &Operation,
    response: &ResponseAt,
) -> Option<(u16, Servable)> {
    response.json()?;
    if response.is_bodiless(&operation.method) {
        return None;
    }
    let status = operation.real_status(response.key)?;
    let all = servable(deriving, operation, response);
    let of_json = |one: &&Servable| one.is_json;
    let found = all
        .iter()
        .filter(of_json)
        .find(|one| one.label == "largest")
        .or_else(|| all.iter().find(of_json))?;
    Some((status, found.clone()))
}

fn undocumented_statuses(deriving: &mut Deriving<'_, '_>, base: &Base<'_>) {
    let body = base.content(r#"{"message":"this status is not in the document"}"#);
    let mut found = 0;
    for class in [&[299, 226, 218][..], &[418, 499, 599, 511][..]] {
        let free = class
            .iter()
            .find(|status| base.operation.response_for(**status).is_none());
        if let Some(status) = free {
            found += 1;
            let fixture = Fixture::new(*status, Some("application/json"), body.clone());
            let expect = Expect::Failed {
                kinds: &[FailureKind::UndocumentedStatus],
                status: Some(*status),
                body: Some(body.clone()),
                pointers: Vec::new(),
            };
            let serve = Serve::Response(fixture);
            deriving.push(base.failing("undocumented-status", serve, *status, expect));
        }
    }
    if found == 0 {
        let reason = "no status is undocumented: `default` covers all";
        deriving.left_out(&base.operation.pointer, reason, 1);
    }
}

/// Retries are off by default: one request, and the header is kept.
fn retry_after(deriving: &mut Deriving<'_, '_>, base: &Base<'_>) {
    for status in [429, 503] {
        let body = base.content("{}");
        let mut made = match base.operation.response_for(status) {
            None => {
                let fixture = Fixture::new(status, Some("application/json"), body.clone());
                let expect = Expect::Failed {
                    kinds: &[FailureKind::UndocumentedStatus],
                    status: Some(status),
                    body: Some(body),
                    pointers: Vec::new(),
                };
                base.failing("retry-after", Serve::Response(fixture), status, expect)
            }
            Some(response) => {
                let Some((_, one)) = json_servable(deriving, base.operation, response) else {
                    continue;
                };
                let one = &one;
                let served = Served {
                    base,
                    response,
                    status,
                    one,
                };
                served.served("retry-after", one)
            }
        };
        if let Serve::Response(fixture) = &mut made.serve {
            fixture
                .headers
                .retain(|(name, _)| !name.eq_ignore_ascii_case("retry-after"));
            fixture
                .headers
                .push(("retry-after".to_owned(), "1".to_owned()));
        }
        deriving.push(made);
    }
}

/// A path argument that would change the path must be refused: `..` cannot be encoded (WHATWG URL,
/// "double-dot URL path segment" has its percent-encoded forms too).
fn refused_arguments(deriving: &mut Deriving<'_, '_>, base: &Base<'_>) {
    for parameter in &base.operation.parameters {
        let Some(schema) = &parameter.schema else {
            continue;
        };
        let flat = Flat::new(deriving.document, std::slice::from_ref(schema));
        let free = flat.ty() == Some(Type::String)
            && flat.enumeration().is_none()
            && flat.unions.is_empty()
            && flat.text("format").is_none();
        let simple = parameter.style == Style::Simple;
        if parameter.location != Location::Path || !free || !simple || !alone(base, &parameter.name)
        {
            continue;
        }
        for (label, value) in [("empty", ""), ("dots", "..")] {
            let fault = format!("path-argument-{label}-{}", parameter.name);
            let serve = Serve::Response(Fixture::new(200, None, Vec::new()));
            let mut made = base.failing(&fault, serve, 200, Expect::Refused);
            made.arguments.insert("path", &parameter.name, json!(value));
            made.place = parameter.pointer.clone();
            deriving.push(made);
        }
    }
}

/// Whether a parameter is a whole segment of the path.
fn alone(base: &Base<'_>, name: &str) -> bool {
    let wanted = format!("{{{name}}}");
    base.operation
        .path
        .split('/')
        .any(|segment| segment == wanted)
}

/// A documented status whose body is something else.
fn other_bodies(deriving: &mut Deriving<'_, '_>, served: &Served<'_>) {
    let takes_text = served
        .response
        .contents
        .iter()
        .any(|c| c.media_type.starts_with("text/") || c.media_type.starts_with("*/"));
    if !takes_text {
        let html = b"<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>".to_vec();
        let mut made = served.broken("html-body", html, Vec::new());
        if let Serve::Response(fixture) = &mut made.serve {
            fixture.headers.retain(|(name, _)| name != "content-type");
            let html = ("content-type".to_owned(), "text/html".to_owned());
            fixture.headers.insert(0, html);
        }
        deriving.push(made);
    }
    deriving.push(served.broken("empty-body", Vec::new(), Vec::new()));
}

/// Bodies of the right media type that are not JSON texts.
fn broken_texts(deriving: &mut Deriving<'_, '_>, served: &Served<'_>) {
    let mut push = |fault: &str, body: Vec<u8>| {
        deriving.push(served.broken(fault, body, Vec::new()));
    };
    let whole = &served.one.body;
    push("malformed-body", b"{\"a\": nothing}".to_vec());
    push("trailing-text", [whole.as_slice(), b" trailing"].concat());
    let cut = whole.len().saturating_sub(1);
    let truncated = whole.get(..cut).unwrap_or_default().to_vec();
    // A number cut short is still a number.
    if !truncated.is_empty() && serde_json::from_slice::<Value>(&truncated).is_err() {
        push("truncated-body", truncated);
    }
    push("not-utf-8", b"{\"a\": \"\xff\xfe\"}".to_vec());
    deriving.extend(deep_body(served));
}

/// An unknown member so deeply nested that a careless reader runs out of stack.
fn deep_body(served: &Served<'_>) -> Option<Case> {
    const DEPTH: usize = 100_000;
    let rest = served.one.body.strip_prefix(b"{")?;
    let comma: &[u8] = if rest.starts_with(b"}") { b"" } else { b"," };
    let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
    let member = [
        b"{\"x-deep\":",
        open.as_bytes(),
        close.as_bytes(),
        comma,
        rest,
    ];
    Some(served.survived("deep-body", member.concat()))
}

/// Whether an operation has a response that faults of the connection can be built on.
pub(super) fn has_json(operation: &Operation) -> bool {
    let is_json = |response: &ResponseAt| {
        response.json().is_some() && !response.is_bodiless(&operation.method)
    };
    operation.responses.iter().any(is_json)
}

/// The response that faults of the connection are built on: JSON, a success where there is one.
pub(super) fn wire_base(
    deriving: &mut Deriving<'_, '_>,
    operation: &Operation,
) -> Option<(StatusKey, u16, Servable)> {
    let mut ranked: Vec<&ResponseAt> = operation.responses.iter().collect();
    ranked.sort_by_key(|response| {
        let status = operation.real_status(response.key).unwrap_or(599);
        operation.side(status) == Side::Error
    });
    ranked.into_iter().find_map(|response| {
        let (status, one) = json_servable(deriving, operation, response)?;
        Some((response.key, status, one))
    })
}
