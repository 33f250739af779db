//! Judges what arrived and what came back against the document: one named check per function.
//!
//! The generator's model is not consulted. Must not serve, call or report.

mod body;
pub(crate) mod compare;
mod headers;
mod method_and_path;
mod multipart;
mod outcome;
mod query;
mod security;
mod stream;
pub(crate) mod styles;
mod text;

pub(crate) use outcome::describe;

use crate::call::{Credentials, Outcome, Refused};
use crate::case::{Case, Expect};
use crate::document::{Document, Operation};
use crate::finding::{Check, Finding};
use crate::schema::{Schemas, shorten};
use std::time::Duration;

/// Path of the base URL that clients are given: it must be kept in front of every template.
pub const BASE_PATH: &str = "/base%20path/v1";

/// A request as it arrived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    /// Method token.
    pub method: String,
    /// Path and query, not decoded.
    pub target: String,
    /// Header fields in order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Received {
    /// The path, not decoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query, not decoded.
    #[must_use]
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// Values of a header, in order.
    #[must_use]
    pub fn header_values(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect()
    }
}

/// How a call ended.
#[derive(Debug, Clone)]
pub enum Ended {
    /// With an outcome.
    Outcome(Box<Outcome>),
    /// The generated types did not take an argument.
    Refused(Refused),
    /// With a panic.
    Panicked(String),
    /// Not at all, within the time that the suite gives it.
    Hung,
}

/// Everything that was seen of one case.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// Requests that reached the server of the case.
    pub requests: Vec<Received>,
    /// Requests that reached the server on another host.
    pub elsewhere: Vec<Received>,
    /// How the call ended.
    pub ended: Ended,
    /// How long it took.
    pub took: Duration,
}

/// What the judge knows.
#[derive(Debug, Clone, Copy)]
pub struct Bench<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its schemas.
    pub schemas: &'d Schemas,
}

/// One request under judgement.
struct Judged<'d> {
    document: &'d Document,
    schemas: &'d Schemas,
    operation: &'d Operation,
    case: &'d Case,
    credentials: &'d Credentials,
    request: &'d Received,
}

/// What a client did wrong in a case; empty: nothing.
#[must_use]
pub fn judge(
    bench: Bench<'_>,
    case: &Case,
    credentials: &Credentials,
    exchange: &Exchange,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(operation) = bench.document.operations.get(case.operation) else {
        return findings;
    };
    if outcome::ended(case, exchange, &mut findings) {
        return findings;
    }
    outcome::one_request(case, exchange, &mut findings);
    if let Some(request) = exchange.requests.first() {
        findings.extend(judge_request(bench, operation, case, credentials, request));
    }
    if case.expect == Expect::NotFollowed {
        outcome::leak(case, credentials, exchange, &mut findings);
    }
    outcome::outcome(bench, case, exchange, &mut findings);
    outcome::secrecy(case, credentials, exchange, &mut findings);
    findings
}

/// The checks of a request by itself.
#[must_use]
pub fn judge_request(
    bench: Bench<'_>,
    operation: &Operation,
    case: &Case,
    credentials: &Credentials,
    request: &Received,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let judged = Judged {
        document: bench.document,
        schemas: bench.schemas,
        operation,
        case,
        credentials,
        request,
    };
    method_and_path::method(&judged, &mut findings);
    method_and_path::path(&judged, &mut findings);
    query::query(&judged, &mut findings);
    headers::headers(&judged, &mut findings);
    headers::cookies(&judged, &mut findings);
    headers::accept(&judged, &mut findings);
    security::security(&judged, &mut findings);
    body::body(&judged, &mut findings);
    findings
}

/// A body as a text that fits a report.
pub(crate) fn excerpt(bytes: &[u8]) -> String {
    shorten(&String::from_utf8_lossy(bytes))
}

/// The finding for an argument that a generated type does not take.
fn refused(case: &Case, refused: &Refused) -> Finding {
    Finding::new(
        Check::Arguments,
        &case.place,
        "a value that the document allows is taken",
        refused.to_string(),
    )
}
