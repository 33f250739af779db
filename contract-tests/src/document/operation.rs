//! Operations and their responses (OpenAPI 3.0.3, 4.7.9, 4.7.10, 4.7.16, 4.7.17).

use super::media::{Content, ExampleAt, MediaKind, contents, examples, served};
use super::parameter::{Parameter, parameters};
use super::security::{Requirement, requirements};
use super::{Document, flag, text};
use crate::call::Side;
use serde_json::Value;
use specwright::pointer::Pointer;
use std::collections::BTreeSet;
use std::fmt;

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// `operationId`, else the key; no two operations have the same.
    pub id: String,
    /// Its id as the names of its cases begin: see [`clean`]. No two operations have the same.
    pub name: String,
    /// `METHOD /path`.
    pub key: String,
    /// HTTP method.
    pub method: String,
    /// Path template that is sent: as the document writes it, without query and fragment.
    pub path: String,
    /// Parameters, path item's first.
    pub parameters: Vec<Parameter>,
    /// Whether a body must be sent.
    pub body_required: bool,
    /// Media types of the body; empty: no body.
    pub bodies: Vec<Content>,
    /// Documented responses in document order.
    pub responses: Vec<ResponseAt>,
    /// Alternatives; empty: no security.
    pub security: Vec<Requirement>,
    /// Its place.
    pub pointer: Pointer,
}

/// One documented response.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseAt {
    /// Which statuses it covers.
    pub key: StatusKey,
    /// Its media types.
    pub contents: Vec<Content>,
    /// Its headers.
    pub headers: Vec<HeaderAt>,
    /// Its place.
    pub pointer: Pointer,
}

impl ResponseAt {
    /// The documented JSON media type.
    #[must_use]
    pub fn json(&self) -> Option<&Content> {
        self.contents
            .iter()
            .find(|content| content.kind == MediaKind::Json)
    }

    /// Whether a media type is only another encoding of what is documented as JSON: the same
    /// schema as XML, text, a form or bytes. It is neither asked for nor tested.
    #[must_use]
    pub fn is_other_encoding(&self, document: &Document, content: &Content) -> bool {
        let schema = |content: &Content| content.schema.as_ref().and_then(|at| document.at(at));
        let other = matches!(
            content.kind,
            MediaKind::Text | MediaKind::Form | MediaKind::Bytes
        );
        other
            && self.json().is_some_and(|json| {
                json.pointer != content.pointer
                    && schema(json).is_some()
                    && schema(json) == schema(content)
            })
    }

    /// Whether it has no body, whatever the document says (RFC 9110, 6.4.1).
    #[must_use]
    pub fn is_bodiless(&self, method: &str) -> bool {
        method == "HEAD"
            || matches!(
                self.key,
                StatusKey::Exact(100..=199 | 204 | 205 | 304) | StatusKey::Range(1)
            )
    }
}

/// One documented response header.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderAt {
    /// Its name.
    pub name: String,
    /// Must be sent.
    pub required: bool,
    /// Its schema.
    pub schema: Option<Pointer>,
    /// `explode`.
    pub explode: bool,
    /// Its examples.
    pub examples: Vec<ExampleAt>,
    /// Its place.
    pub pointer: Pointer,
}

/// Key of a response. An exact status wins over a range, a range over `default` (4.7.16.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusKey {
    /// One status.
    Exact(u16),
    /// A class by its first digit.
    Range(u8),
    /// Everything else.
    Default,
}

impl StatusKey {
    /// Reads a key; case of `X` is not looked at.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Default);
        }
        match text.as_bytes() {
            [class @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(Self::Range(class - b'0')),
            [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => text.parse().ok().map(Self::Exact),
            _ => None,
        }
    }
}

impl fmt::Display for StatusKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => f.pad(&status.to_string()),
            Self::Range(class) => f.pad(&format!("{class}XX")),
            Self::Default => f.pad("default"),
        }
    }
}

impl Operation {
    /// The response that a status falls under.
    #[must_use]
    pub fn response_for(&self, status: u16) -> Option<&ResponseAt> {
        let rank = |response: &&ResponseAt| match response.key {
            StatusKey::Exact(exact) => (exact == status).then_some(0),
            StatusKey::Range(class) => (u16::from(class) == status / 100).then_some(1),
            StatusKey::Default => Some(2),
        };
        self.responses
            .iter()
            .filter_map(|response| rank(&response).map(|rank| (rank, response)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, response)| response)
    }

    /// Side of the `Result` on which a status must come.
    ///
    /// 2xx is success; 1xx and 3xx are where the document has no 2xx. `default` is an error where
    /// any success is documented, else it follows the status.
    #[must_use]
    pub fn side(&self, status: u16) -> Side {
        let has_2xx = self.has(|key| class(key) == Some(2));
        let key = self.response_for(status).map(|response| response.key);
        let success = match key {
            Some(StatusKey::Default) | None => !self.has_success() && status / 100 == 2,
            Some(key) => match class(key) {
                Some(2) => true,
                Some(1 | 3) => !has_2xx,
                _ => false,
            },
        };
        if success { Side::Success } else { Side::Error }
    }

    /// Whether any response is a success without looking at `default`.
    fn has_success(&self) -> bool {
        self.has(|key| matches!(class(key), Some(1..=3)))
    }

    fn has(&self, test: impl Fn(StatusKey) -> bool) -> bool {
        self.responses.iter().any(|response| test(response.key))
    }

    /// A real status for a response key that no more specific key covers.
    #[must_use]
    pub fn real_status(&self, key: StatusKey) -> Option<u16> {
        self.real_statuses(key).first().copied()
    }

    /// Real statuses that fall under a key: the one of an exact key, two of a range, and of
    /// `default` one of each side.
    #[must_use]
    pub fn real_statuses(&self, key: StatusKey) -> Vec<u16> {
        let candidates: Vec<u16> = match key {
            StatusKey::Exact(status) => return vec![status],
            StatusKey::Range(class) => range_candidates(class),
            StatusKey::Default if self.has_success() => vec![500, 400, 503, 422, 418, 599, 499],
            StatusKey::Default => vec![200, 500, 400, 201, 503, 422],
        };
        let covered: Vec<u16> = candidates
            .into_iter()
            .filter(|status| self.response_for(*status).is_some_and(|r| r.key == key))
            .collect();
        // One of each end for a range; for `default` one of each class.
        let mut chosen: Vec<u16> = Vec::new();
        for status in covered {
            if chosen.len() < 2
                && !chosen
                    .iter()
                    .any(|c| key == StatusKey::Default && c / 100 == status / 100)
            {
                chosen.push(status);
            }
        }
        chosen
    }
}

/// Statuses of a class, registered ones first (RFC 9110, 15), then its end.
fn range_candidates(class: u8) -> Vec<u16> {
    let base = u16::from(class) * 100;
    let registered: &[u16] = match class {
        2 => &[0, 1, 2, 3, 6],
        3 => &[0, 3, 5],
        4 => &[0, 3, 4, 9, 22, 29],
        5 => &[0, 2, 3, 4],
        _ => &[],
    };
    let mut all: Vec<u16> = registered.iter().map(|n| base + n).collect();
    all.insert(1.min(all.len()), base + 99);
    all.push(base + 98);
    all
}

/// First digit of the statuses of a key.
fn class(key: StatusKey) -> Option<u16> {
    match key {
        StatusKey::Exact(status) => Some(status / 100),
        StatusKey::Range(class) => Some(u16::from(class)),
        StatusKey::Default => None,
    }
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Every operation, and what could not be read.
pub(super) fn operations(document: &Document) -> (Vec<Operation>, Vec<(Pointer, String)>) {
    let mut unreadable = Vec::new();
    let mut found: Vec<Operation> = Vec::new();
    let mut names = BTreeSet::new();
    let paths = Pointer::root().child("paths");
    let Some(items) = document.at(&paths).and_then(Value::as_object) else {
        return (found, unreadable);
    };
    for path in items.keys().filter(|path| path.starts_with('/')) {
        let Some((item, members)) = document.object(&paths.child(path)) else {
            unreadable.push((paths.child(path), "path item cannot be read".to_owned()));
            continue;
        };
        for method in members.keys().filter(|key| METHODS.contains(&key.as_str())) {
            let place = item.child(method);
            match operation(document, path, method, &item, &mut unreadable) {
                Some(mut operation) => {
                    if !names.insert(operation.name.clone()) {
                        operation.id.clone_from(&operation.key);
                        operation.name = clean(&operation.key);
                        names.insert(operation.name.clone());
                    }
                    found.push(operation);
                }
                None => unreadable.push((place, "operation cannot be read".to_owned())),
            }
        }
    }
    (found, unreadable)
}

fn operation(
    document: &Document,
    path: &str,
    method: &str,
    item: &Pointer,
    unreadable: &mut Vec<(Pointer, String)>,
) -> Option<Operation> {
    let pointer = item.child(method);
    let object = document.at(&pointer)?.as_object()?;
    let method = method.to_ascii_uppercase();
    let key = format!("{method} {path}");
    let body = document.object(&pointer.child("requestBody"));
    let id = text(object, "operationId")
        .filter(|id| !id.is_empty())
        .unwrap_or(&key);
    Some(Operation {
        id: id.to_owned(),
        name: clean(id),
        parameters: parameters(document, item, &pointer, unreadable),
        body_required: body
            .as_ref()
            .is_some_and(|(_, body)| flag(body, "required")),
        bodies: body
            .map(|(place, _)| contents(document, &place.child("content")))
            .unwrap_or_default(),
        responses: responses(document, &pointer.child("responses"), unreadable),
        security: requirements(document, &pointer),
        method,
        path: sent_path(document, path, item),
        key,
        pointer,
    })
}

/// A text as part of a case's name: without blanks, line breaks and direction overrides, which would
/// show another name than there is.
#[must_use]
pub(crate) fn clean(text: &str) -> String {
    let keep = |c: char| {
        let overrides = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !(c.is_control() || c.is_whitespace() || overrides)
    };
    text.chars()
        .map(|c| if keep(c) { c } else { '_' })
        .collect()
}

/// Normalisation reads a query in a path as parameters, and says here what is left of the path.
fn sent_path(document: &Document, path: &str, item: &Pointer) -> String {
    document
        .at(&item.child("x-specwright-path"))
        .and_then(Value::as_str)
        .or_else(|| path.split(['?', '#']).next())
        .unwrap_or(path)
        .to_owned()
}

fn responses(
    document: &Document,
    place: &Pointer,
    unreadable: &mut Vec<(Pointer, String)>,
) -> Vec<ResponseAt> {
    let Some(all) = document.at(place).and_then(Value::as_object) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for text in all.keys().filter(|key| !key.starts_with("x-")) {
        let at = place.child(text);
        match (StatusKey::parse(text), document.object(&at)) {
            (Some(key), Some((pointer, _))) => found.push(ResponseAt {
                key,
                contents: served_contents(document, &pointer),
                headers: headers(document, &pointer.child("headers")),
                pointer,
            }),
            _ => unreadable.push((at, format!("response {text:?} cannot be read"))),
        }
    }
    found
}

fn served_contents(document: &Document, response: &Pointer) -> Vec<Content> {
    let mut all = contents(document, &response.child("content"));
    for content in &mut all {
        content.concrete = served(&content.media_type, content.kind);
    }
    all
}

fn headers(document: &Document, place: &Pointer) -> Vec<HeaderAt> {
    let Some(all) = document.at(place).and_then(Value::as_object) else {
        return Vec::new();
    };
    all.keys()
        // 4.7.17.1: a header named Content-Type is ignored.
        .filter(|name| !name.eq_ignore_ascii_case("content-type"))
        .filter_map(|name| {
            let (pointer, object) = document.object(&place.child(name))?;
            Some(HeaderAt {
                name: name.clone(),
                required: flag(object, "required"),
                schema: object.get("schema").map(|_| pointer.child("schema")),
                explode: flag(object, "explode"),
                examples: examples(document, object, &pointer),
                pointer,
            })
        })
        .collect()
}
