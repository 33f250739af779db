//! What came of a call against what was served.

use super::compare::same;
use super::{Bench, Ended, Exchange, excerpt, stream};
use crate::call::{Credential, Credentials, Failure, FailureKind, Outcome, Reply, Side};
use crate::case::{Case, Expect, ExpectBody, Serve};
use crate::document::StatusKey;
use crate::finding::{Check, Finding};
use serde_json::Value;
use std::time::Duration;

/// What a machine under load may take longer than a limit says.
const SLACK: Duration = Duration::from_secs(3);

/// `arguments`, `no_panic` and `bounded_time`: whether there is no outcome to look at.
pub(super) fn ended(case: &Case, exchange: &Exchange, findings: &mut Vec<Finding>) -> bool {
    match &exchange.ended {
        Ended::Outcome(_) => {}
        Ended::Refused(refused) => findings.push(super::refused(case, refused)),
        Ended::Panicked(message) => findings.push(Finding::new(
            Check::NoPanic,
            &case.place,
            "an outcome",
            format!("a panic: {message}"),
        )),
        Ended::Hung => findings.push(Finding::new(
            Check::BoundedTime,
            &case.place,
            format!("an end within {:?}", case.limits.timeout),
            format!("none after {:?}", exchange.took),
        )),
    }
    if findings.is_empty() && exchange.took > case.limits.timeout + SLACK {
        findings.push(Finding::new(
            Check::BoundedTime,
            &case.place,
            format!("an end within {:?}", case.limits.timeout),
            format!("{:?}", exchange.took),
        ));
    }
    !matches!(exchange.ended, Ended::Outcome(_))
}

/// `one_request`: retries are off by default, and nothing is sent for a refused argument.
pub(super) fn one_request(case: &Case, exchange: &Exchange, findings: &mut Vec<Finding>) {
    let expected = usize::from(case.expect != Expect::Refused);
    if exchange.requests.len() != expected {
        findings.push(Finding::new(
            Check::OneRequest,
            &case.place,
            format!("{expected} requests"),
            format!("{} requests", exchange.requests.len()),
        ));
    }
}

/// `credential_leak`: no credential reaches the server on another host.
pub(super) fn leak(
    case: &Case,
    credentials: &Credentials,
    exchange: &Exchange,
    findings: &mut Vec<Finding>,
) {
    for request in &exchange.elsewhere {
        let all = format!(
            "{} {:?} {}",
            request.target,
            request.headers,
            excerpt(&request.body)
        );
        for (scheme, credential) in credentials.iter() {
            if secrets(credential)
                .iter()
                .any(|secret| all.contains(secret))
            {
                findings.push(Finding::new(
                    Check::CredentialLeak,
                    &case.place,
                    "no credential at another host",
                    format!("the credential of {scheme:?}"),
                ));
            }
        }
    }
}

/// Texts that must not be seen.
fn secrets(credential: &Credential) -> Vec<String> {
    use base64::Engine;
    match credential {
        Credential::Token(token) => vec![token.clone()],
        Credential::Basic { user, password } => vec![
            password.clone(),
            base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}")),
        ],
    }
}

/// `secrecy`: an error's text holds no credential.
pub(super) fn secrecy(
    case: &Case,
    credentials: &Credentials,
    exchange: &Exchange,
    findings: &mut Vec<Finding>,
) {
    let Ended::Outcome(outcome) = &exchange.ended else {
        return;
    };
    let Outcome::Failed(failure) = &**outcome else {
        return;
    };
    for (scheme, credential) in credentials.iter() {
        if secrets(credential)
            .iter()
            .any(|secret| failure.text.contains(secret))
        {
            findings.push(Finding::new(
                Check::Secrecy,
                &case.place,
                "an error text without credentials",
                format!("the credential of {scheme:?}"),
            ));
        }
    }
}

/// The outcome against what was expected.
pub(super) fn outcome(
    bench: Bench<'_>,
    case: &Case,
    exchange: &Exchange,
    findings: &mut Vec<Finding>,
) {
    let Ended::Outcome(outcome) = &exchange.ended else {
        return;
    };
    match (&case.expect, &**outcome) {
        (
            Expect::Documented {
                key, side, body, ..
            },
            Outcome::Documented(reply),
        ) => {
            documented(bench, case, (*key, *side), body, reply, findings);
            stream::none_broken(case, reply, findings);
        }
        (
            Expect::BrokenItem {
                key,
                side,
                items,
                pointers,
            },
            Outcome::Documented(reply),
        ) => {
            let body = ExpectBody::Items(items.clone());
            documented(bench, case, (*key, *side), &body, reply, findings);
            stream::one_broken(case, pointers, reply, findings);
        }
        (Expect::Failed { .. }, Outcome::Failed(failure)) => failed(case, failure, findings),
        (Expect::Failed { kinds, .. }, other) => findings.push(Finding::new(
            Check::FailureKind,
            &case.place,
            format!("a failure of {kinds:?}"),
            describe(other),
        )),
        (Expect::Survived { key, side }, Outcome::Documented(reply)) => {
            documented(
                bench,
                case,
                (*key, *side),
                &ExpectBody::Nothing,
                reply,
                findings,
            );
        }
        (Expect::Survived { .. }, Outcome::Failed(failure))
            if failure.kind == FailureKind::Decode && failure.status == Some(case.status) => {}
        (
            Expect::Documented { key, side, .. }
            | Expect::BrokenItem { key, side, .. }
            | Expect::Survived { key, side },
            other,
        ) => {
            findings.push(variant_finding(case, *key, *side, &describe(other)));
        }
        (Expect::Refused, Outcome::Failed(failure)) if failure.kind == FailureKind::Argument => {
            if failure.may_have_been_sent {
                findings.push(kept(case, "nothing sent", "may_have_been_sent"));
            }
        }
        (Expect::Refused, other) => findings.push(Finding::new(
            Check::FailureKind,
            &case.place,
            "a refused argument",
            describe(other),
        )),
        (Expect::NotFollowed, Outcome::Documented(reply)) if reply.status != case.status => {
            findings.push(variant_of_redirect(case, &describe(outcome)));
        }
        (Expect::NotFollowed, _) => {}
    }
}

fn variant_of_redirect(case: &Case, got: &str) -> Finding {
    Finding::new(
        Check::StatusVariant,
        &case.place,
        format!("no response but the redirect itself ({})", case.status),
        got,
    )
}

fn variant_finding(case: &Case, key: StatusKey, side: Side, got: &str) -> Finding {
    Finding::new(
        Check::StatusVariant,
        &case.place,
        format!("{side:?} {key} with status {}", case.status),
        got,
    )
}

fn kept(case: &Case, expected: &str, got: &str) -> Finding {
    Finding::new(Check::FailureKeeps, &case.place, expected, got)
}

/// An outcome in one line.
pub(crate) fn describe(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Documented(reply) => {
            format!(
                "{:?} {} with status {}",
                reply.side, reply.key, reply.status
            )
        }
        Outcome::Failed(failure) => format!("{:?}: {}", failure.kind, failure.text),
        Outcome::Unknown => "a variant that the calls do not know".to_owned(),
    }
}

fn documented(
    bench: Bench<'_>,
    case: &Case,
    (key, side): (StatusKey, Side),
    body: &ExpectBody,
    reply: &Reply,
    findings: &mut Vec<Finding>,
) {
    let same_key = StatusKey::parse(reply.key) == Some(key);
    if !same_key || reply.side != side || reply.status != case.status {
        let got = describe(&Outcome::Documented(reply.clone()));
        findings.push(variant_finding(case, key, side, &got));
        return;
    }
    headers_kept(case, &reply.headers, Check::ResponseHeaders, findings);
    typed_headers(case, reply, findings);
    let different =
        |expected: String, got: String| Finding::new(Check::RoundTrip, &case.place, expected, got);
    let none = || "nothing".to_owned();
    match body {
        ExpectBody::Nothing => {}
        ExpectBody::Value { value, schema } => {
            let schemas: Vec<_> = schema.iter().cloned().collect();
            let seen = reply.value.as_ref();
            match seen {
                None if value.is_null() => {}
                None => findings.push(different(value.to_string(), none())),
                Some(seen) => {
                    if let Some(found) = same(bench.document, &schemas, value, seen) {
                        let expected = format!("at {:?}: {}", found.at, found.expected);
                        findings.push(different(expected, found.got));
                    }
                }
            }
        }
        ExpectBody::Items(items) => stream::items(bench, case, items, reply, findings),
        ExpectBody::Text(text) => {
            let seen = text_of(reply);
            if seen.as_ref() != Some(text) {
                findings.push(different(format!("{text:?}"), format!("{seen:?}")));
            }
        }
        ExpectBody::Bytes(bytes) => {
            if reply.bytes.as_deref() != Some(bytes.as_slice()) {
                let got = reply.bytes.as_deref().map_or_else(none, excerpt);
                findings.push(different(excerpt(bytes), got));
            }
        }
    }
}

/// The documented headers are of their types, but for one that is told by its name alone.
fn typed_headers(case: &Case, reply: &Reply, findings: &mut Vec<Finding>) {
    let mut wrong = |expected: String, got: String| {
        findings.push(Finding::new(
            Check::TypedHeaders,
            &case.place,
            expected,
            got,
        ));
    };
    let broken = match &case.expect {
        Expect::Documented { broken_header, .. } => broken_header.as_deref(),
        _ => None,
    };
    let Some(name) = broken else {
        for trouble in &reply.trouble {
            wrong("no trouble".to_owned(), trouble.clone());
        }
        return;
    };
    let served = match &case.serve {
        Serve::Response(fixture) => fixture.headers.iter().find(|(known, _)| known == name),
        _ => None,
    };
    let [trouble] = reply.trouble.as_slice() else {
        let expected = format!("the header {name} told to break its contract");
        wrong(expected, format!("{:?}", reply.trouble));
        return;
    };
    if !trouble.contains(name) {
        wrong(format!("the header {name} named"), trouble.clone());
    }
    if served.is_some_and(|(_, value)| trouble.contains(value.as_str())) {
        wrong("the header's value not told".to_owned(), trouble.clone());
    }
}

/// A text, however the client gives it.
fn text_of(reply: &Reply) -> Option<String> {
    match (&reply.value, &reply.bytes) {
        (Some(Value::String(text)), _) => Some(text.clone()),
        (_, Some(bytes)) => String::from_utf8(bytes.to_vec()).ok(),
        _ => None,
    }
}

/// Every served header is there with its value.
fn headers_kept(case: &Case, kept: &http::HeaderMap, check: Check, findings: &mut Vec<Finding>) {
    let Serve::Response(fixture) = &case.serve else {
        return;
    };
    let compressed = fixture
        .headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("content-encoding"));
    for (name, value) in &fixture.headers {
        // Whoever undoes a content coding takes its header away.
        if compressed && name.eq_ignore_ascii_case("content-encoding") {
            continue;
        }
        let found = kept
            .get_all(name.as_str())
            .iter()
            .any(|seen| seen.as_bytes() == value.as_bytes());
        if !found {
            let seen: Vec<_> = kept.get_all(name.as_str()).iter().collect();
            let expected = format!("{name}: {value}");
            findings.push(Finding::new(
                check,
                &case.place,
                expected,
                format!("{seen:?}"),
            ));
        }
    }
}

fn failed(case: &Case, failure: &Failure, findings: &mut Vec<Finding>) {
    let Expect::Failed {
        kinds,
        status,
        body,
        pointers,
    } = &case.expect
    else {
        return;
    };
    if !kinds.contains(&failure.kind) {
        findings.push(Finding::new(
            Check::FailureKind,
            &case.place,
            format!("a failure of {kinds:?}"),
            format!("{:?}: {}", failure.kind, failure.text),
        ));
        return;
    }
    if status.is_some() && failure.status != *status {
        let got = format!("{:?}", failure.status);
        findings.push(kept(case, &format!("status {status:?}"), &got));
    }
    if let Some(body) = body {
        if failure.body.as_deref() != Some(body.as_slice()) {
            let got = failure
                .body
                .as_deref()
                .map_or("no body".to_owned(), excerpt);
            findings.push(kept(case, &excerpt(body), &got));
        }
        match &failure.headers {
            Some(headers) => headers_kept(case, headers, Check::FailureKeeps, findings),
            None => findings.push(kept(case, "headers", "none")),
        }
    }
    if !failure.may_have_been_sent {
        findings.push(kept(
            case,
            "may_have_been_sent",
            "said not to have been sent",
        ));
    }
    let decoding = failure.kind == FailureKind::Decode && !pointers.is_empty();
    let pointer = failure.pointer.clone().unwrap_or_default();
    if decoding && !pointers.contains(&pointer) {
        findings.push(Finding::new(
            Check::DecodePointer,
            &case.place,
            format!("one of {pointers:?}"),
            format!("{pointer:?}"),
        ));
    }
}
