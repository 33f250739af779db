//! Faults of the connection and of HTTP, which do not depend on the operation: resets, cut and slow
//! and oversized bodies, a compressed bomb, redirects to another host.

use super::Deriving;
use super::faults::{Base, wire_base};
use super::responses::{Servable, case, fixture, name, primary};
use crate::call::{Arguments, FailureKind, Limits};
use crate::case::{Case, Expect, Fixture, Origin, Serve, Step};
use crate::document::Operation;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::time::Duration;

/// What a compressed bomb becomes.
const BOMB: usize = 16 * 1024 * 1024;

/// All of them for one operation.
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
    let Some((key, status, one)) = wire_base(deriving, operation) else {
        without_body(deriving, &base);
        return;
    };
    let mut compressed = case(index, operation, key, status, &one, arguments.clone());
    compressed.origin = Origin::Fault("compressed".to_owned());
    compressed.name = name(operation, status, &compressed.origin);
    if let Serve::Response(fixture) = &mut compressed.serve {
        fixture.body = gzip(&fixture.body, 0);
        fixture
            .headers
            .push(("content-encoding".to_owned(), "gzip".to_owned()));
    }
    deriving.push(compressed);
    for made in too_large(&base, status, &one) {
        deriving.push(made);
    }
    for made in slow(&base, status, &one) {
        deriving.push(made);
    }
    for made in cut(&base, status, &one) {
        deriving.push(made);
    }
    redirects(deriving, &base);
}

/// Faults before a body, for an operation without a JSON response.
fn without_body(deriving: &mut Deriving<'_, '_>, base: &Base<'_>) {
    let reason = "faults of the connection amid a body need a JSON response";
    deriving.left_out(&base.operation.pointer, reason, 1);
    let Some((_, status, one)) = primary(deriving, base.operation) else {
        return;
    };
    let slow = slow(base, status, &one).into_iter();
    let cut = cut(base, status, &one).into_iter();
    let is_before = |case: &Case| matches!(&case.origin, Origin::Fault(name) if BEFORE_BODY.contains(&name.as_str()));
    deriving.extend(slow.chain(cut).filter(is_before));
    redirects(deriving, base);
}

/// Faults that come before a body.
const BEFORE_BODY: [&str; 5] = [
    "slow-answer",
    "slow-headers",
    "reset-before-headers",
    "reset-amid-headers",
    "closed-before-headers",
];

fn redirects(deriving: &mut Deriving<'_, '_>, base: &Base<'_>) {
    for redirect in [302, 307] {
        let serve = Serve::Redirect(redirect);
        let fault = "redirect-to-another-host";
        deriving.push(base.failing(fault, serve, redirect, Expect::NotFollowed));
    }
}

/// A gzip member (RFC 1952) of the body and so many blanks behind it.
fn gzip(body: &[u8], blanks: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let block = vec![b' '; 64 * 1024];
    let mut written = encoder.write_all(body);
    let mut left = blanks;
    while left > 0 && written.is_ok() {
        let part = left.min(block.len());
        written = encoder.write_all(block.get(..part).unwrap_or_default());
        left -= part;
    }
    // Writing to memory does not fail.
    encoder.finish().unwrap_or_default()
}

/// A failure of one kind in which no whole response can be kept.
fn no_response(kinds: &'static [FailureKind]) -> Expect {
    Expect::Failed {
        kinds,
        status: None,
        body: None,
        pointers: Vec::new(),
    }
}

/// Bodies beyond the limit. They are valid JSON texts with blanks behind, so that a client without
/// a limit takes them.
fn too_large(base: &Base<'_>, status: u16, one: &Servable) -> Vec<Case> {
    let limits = Limits {
        max_body_bytes: Limits::TIGHT.max_body_bytes,
        ..Limits::RELAXED
    };
    let beyond = usize::try_from(limits.max_body_bytes).unwrap_or(0) * 2;
    let mut padded = one.body.clone();
    padded.extend(std::iter::repeat_n(b' ', beyond));
    let mut chunked = head(status, one, "transfer-encoding: chunked");
    chunked.extend_from_slice(format!("{:x}\r\n", padded.len()).as_bytes());
    chunked.extend_from_slice(&padded);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    let mut bomb = fixture(status, one);
    bomb.body = gzip(&one.body, BOMB);
    bomb.headers
        .push(("content-encoding".to_owned(), "gzip".to_owned()));
    let whole = Fixture {
        body: padded,
        ..fixture(status, one)
    };
    [
        ("oversized-body", Serve::Response(whole)),
        (
            "oversized-chunks",
            Serve::Raw(vec![Step::Write(chunked), Step::Close]),
        ),
        ("compressed-bomb", Serve::Response(bomb)),
    ]
    .into_iter()
    .map(|(fault, serve)| {
        let expect = no_response(&[FailureKind::BodyTooLarge]);
        let mut made = base.failing(fault, serve, status, expect);
        made.limits = limits;
        made
    })
    .collect()
}

/// Responses that take longer than the limit over the whole call.
fn slow(base: &Base<'_>, status: u16, one: &Servable) -> Vec<Case> {
    let limits = Limits {
        timeout: Limits::TIGHT.timeout,
        ..Limits::RELAXED
    };
    let late = Fixture {
        delay: limits.timeout * 6,
        ..fixture(status, one)
    };
    let length = format!("content-length: {}", one.body.len());
    let pause = limits.timeout / 3;
    let drip = vec![
        Step::Write(head(status, one, &length)),
        Step::Drip(one.body.clone(), pause),
        Step::Close,
    ];
    let headers = vec![Step::Drip(head(status, one, &length), pause), Step::Close];
    let mut all = vec![
        ("slow-answer", Serve::Response(late)),
        ("slow-headers", Serve::Raw(headers)),
    ];
    // A body of a few bytes would be whole before the limit.
    let whole = pause.saturating_mul(u32::try_from(one.body.len()).unwrap_or(u32::MAX));
    if whole > limits.timeout * 3 {
        all.push(("slow-body", Serve::Raw(drip)));
    } else {
        let stalled = vec![
            Step::Write(head(status, one, &length)),
            Step::Wait(limits.timeout * 6),
            Step::Close,
        ];
        all.push(("stalled-body", Serve::Raw(stalled)));
    }
    all.into_iter()
        .map(|(fault, serve)| {
            let expect = no_response(&[FailureKind::Timeout]);
            let mut made = base.failing(fault, serve, status, expect);
            made.limits = limits;
            made
        })
        .collect()
}

/// Connections that end too early.
fn cut(base: &Base<'_>, status: u16, one: &Servable) -> Vec<Case> {
    let length = format!("content-length: {}", one.body.len() + 100);
    let whole = head(status, one, &length);
    let half = whole.get(..whole.len() / 2).unwrap_or_default().to_vec();
    // The text is whole, only its promised length is not reached: a client that does not look at
    // the length takes it.
    let mut short = whole.clone();
    short.extend_from_slice(&one.body);
    let mut chunk = head(status, one, "transfer-encoding: chunked");
    chunk.extend_from_slice(format!("{:x}\r\n", one.body.len()).as_bytes());
    chunk.extend_from_slice(&one.body);
    chunk.extend_from_slice(b"\r\n");
    [
        ("reset-before-headers", vec![Step::Reset]),
        ("reset-amid-headers", vec![Step::Write(half), Step::Reset]),
        (
            "reset-after-headers",
            vec![
                Step::Write(whole),
                Step::Wait(Duration::from_millis(20)),
                Step::Reset,
            ],
        ),
        ("closed-before-headers", vec![Step::Close]),
        ("short-body", vec![Step::Write(short), Step::Close]),
        ("missing-last-chunk", vec![Step::Write(chunk), Step::Close]),
    ]
    .into_iter()
    .map(|(fault, steps)| {
        let expect = no_response(&[FailureKind::Transport]);
        base.failing(fault, Serve::Raw(steps), status, expect)
    })
    .collect()
}

/// Status line and headers as bytes (RFC 9112, 3 and 5).
fn head(status: u16, one: &Servable, framing: &str) -> Vec<u8> {
    let media = one.media_type.as_deref().unwrap_or("application/json");
    format!("HTTP/1.1 {status} Status\r\ncontent-type: {media}\r\n{framing}\r\n\r\n").into_bytes()
}
