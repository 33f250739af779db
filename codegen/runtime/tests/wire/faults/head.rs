//! What is broken before the body: the connection, the status line, header fields, interim
//! responses, redirects (RFC 9110, 15; RFC 9112, 4 and 5).

use std::time::Duration;

use super::shape::Shape;
use super::{
    End, Fault, HEADERS_TOO_LARGE, PROTOCOL, REDIRECT, RESET, Reply, TIMEOUT, all, closed, fault,
    good, head, kept,
};
use crate::server::response;

/// A good response behind another status line.
fn behind(shape: Shape, line: &str) -> Vec<Reply> {
    let whole = good(shape, "");
    let rest = whole.get("HTTP/1.1 200 OK".len()..).unwrap_or_default();
    kept([line.as_bytes(), rest].concat())
}

/// A good response with one more line among its header fields.
fn line(shape: Shape, line: &str) -> Vec<Reply> {
    closed(good(shape, &format!("{line}\r\n")))
}

/// A good response on a connection that stays open, behind interim responses.
fn interim(shape: Shape, before: &str) -> Vec<Reply> {
    kept([before.as_bytes(), &good(shape, "")].concat())
}

/// A redirect to there.
fn found(location: &str) -> Vec<Reply> {
    let line = format!("Location: {location}\r\n");
    kept(response("307 Temporary Redirect", &line, ""))
}

pub(super) const FAULTS: &[Fault] = &[
    fault("end before a byte", all(RESET), |_| closed("")),
    fault("reset before a byte", all(RESET), |_| {
        vec![Reply::Reset(vec![])]
    }),
    fault("silence", all(TIMEOUT), |_| vec![Reply::Hold(vec![])]),
    fault("end within the status line", all(RESET), |_| {
        closed("HTTP/1.1 2")
    }),
    fault("reset within the status line", all(RESET), |_| {
        vec![Reply::Reset(b"HTTP/1.1 2".to_vec())]
    }),
    fault("silence within the status line", all(TIMEOUT), |_| {
        vec![Reply::Hold(b"HTTP/1.1 2".to_vec())]
    }),
    fault("end within a header field", all(RESET), |_| {
        closed("HTTP/1.1 200 OK\r\nX-A: b")
    }),
    fault("end before the head's last line", all(RESET), |_| {
        closed("HTTP/1.1 200 OK\r\nX-A: b\r\n")
    }),
    fault("silence within the head", all(TIMEOUT), |_| {
        vec![Reply::Hold(b"HTTP/1.1 200 OK\r\nX-A: b\r\n".to_vec())]
    }),
    fault("a head that drips for ever", all(TIMEOUT), |_| {
        let head = b"HTTP/1.1 200 OK\r\nX-A: ".to_vec();
        vec![Reply::Flood(Duration::from_millis(20), head, b"a".to_vec())]
    }),
    fault("nothing but line ends", all(RESET), |_| {
        closed("\r\n\r\n\r\n")
    }),
    // the status line
    fault("a body alone, as in HTTP/0.9", all(PROTOCOL), |_| {
        closed("just a body")
    }),
    fault("another protocol", all(PROTOCOL), |_| {
        closed("SSH-2.0-OpenSSH_9.9\r\n")
    }),
    fault("a TLS alert", all(PROTOCOL), |_| {
        closed(b"\x15\x03\x01\x00\x02\x02\x16".as_slice())
    }),
    fault("an unknown version", all(PROTOCOL), |shape| {
        behind(shape, "HTTP/7.0 200 OK")
    }),
    fault(
        "version 2 in the text of version 1",
        all(PROTOCOL),
        |shape| behind(shape, "HTTP/2.0 200 OK"),
    ),
    fault("a version in lower case", all(PROTOCOL), |shape| {
        behind(shape, "http/1.1 200 OK")
    }),
    fault("a status of two digits", all(PROTOCOL), |shape| {
        behind(shape, "HTTP/1.1 20 OK")
    }),
    fault("a status of four digits", all(PROTOCOL), |shape| {
        behind(shape, "HTTP/1.1 2000 OK")
    }),
    fault("a status below 100", all(PROTOCOL), |shape| {
        behind(shape, "HTTP/1.1 099 Odd")
    }),
    fault("a status of letters", all(PROTOCOL), |shape| {
        behind(shape, "HTTP/1.1 two OK")
    }),
    fault("no status", all(PROTOCOL), |shape| {
        behind(shape, "HTTP/1.1 OK")
    }),
    fault("status 600", all(End::Status(600)), |shape| {
        behind(shape, "HTTP/1.1 600 Odd")
    }),
    fault("status 999", all(End::Status(999)), |shape| {
        behind(shape, "HTTP/1.1 999 Odd")
    }),
    fault("an escape sequence in the reason", all(PROTOCOL), |shape| {
        behind(shape, "HTTP/1.1 200 \x1b[2JOK")
    }),
    // header fields
    fault("a field without a colon", all(PROTOCOL), |shape| {
        line(shape, "Broken")
    }),
    fault("a space before the colon", all(PROTOCOL), |shape| {
        line(shape, "X-A : b")
    }),
    fault("a folded line", all(PROTOCOL), |shape| {
        line(shape, "X-A: b\r\n c")
    }),
    fault("a field without a name", all(PROTOCOL), |shape| {
        line(shape, ": b")
    }),
    fault("a name that is no token", all(PROTOCOL), |shape| {
        line(shape, "X(A): b")
    }),
    fault("NUL in a value", all(PROTOCOL), |shape| {
        line(shape, "X-A: b\0c")
    }),
    fault("an escape sequence in a value", all(PROTOCOL), |shape| {
        line(shape, "X-A: \x1b[2J")
    }),
    fault(
        "a bare carriage return in a value",
        all(PROTOCOL),
        |shape| line(shape, "X-A: b\rX-B: c"),
    ),
    fault("more fields than a client reads", all(PROTOCOL), |shape| {
        closed(good(shape, &"X-A: y\r\n".repeat(200)))
    }),
    fault("10,000 cookies", all(PROTOCOL), |shape| {
        closed(good(shape, &"Set-Cookie: a=b\r\n".repeat(10_000)))
    }),
    fault("a field of 100 KB", all(HEADERS_TOO_LARGE), |shape| {
        kept(good(shape, &format!("X-A: {}\r\n", "x".repeat(100_000))))
    }),
    fault("a head of 1 MB", all(PROTOCOL), |shape| {
        closed(good(shape, &format!("X-A: {}\r\n", "x".repeat(1_000_000))))
    }),
    fault("a head without end", all(PROTOCOL), |shape| {
        let begin = head(shape, "").trim_end().as_bytes().to_vec();
        let line = b"\r\nX-A: y".repeat(1000);
        vec![Reply::Flood(Duration::ZERO, begin, line)]
    }),
    // interim responses
    fault("100 that nobody asked for", all(End::Value), |shape| {
        interim(shape, "HTTP/1.1 100 Continue\r\n\r\n")
    }),
    fault("fifty early hints", all(End::Value), |shape| {
        interim(
            shape,
            &"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n".repeat(50),
        )
    }),
    fault("an interim response and the end", all(RESET), |_| {
        closed("HTTP/1.1 103 Early Hints\r\n\r\n")
    }),
    fault("an interim response and silence", all(TIMEOUT), |_| {
        vec![Reply::Hold(b"HTTP/1.1 102 Processing\r\n\r\n".to_vec())]
    }),
    fault("interim responses without end", all(TIMEOUT), |_| {
        let hint = b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec();
        vec![Reply::Flood(Duration::from_millis(5), vec![], hint)]
    }),
    fault(
        "an upgrade that nobody asked for",
        all(End::Status(101)),
        |_| closed("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"),
    ),
    // redirects
    fault("a redirect to nowhere", all(End::Status(307)), |_| {
        kept(response("307 Temporary Redirect", "", ""))
    }),
    fault("a redirect to another host", all(REDIRECT), |_| {
        found("http://elsewhere.example/item")
    }),
    fault("a redirect to another host by //", all(REDIRECT), |_| {
        found("//elsewhere.example/item")
    }),
    fault("a redirect to another port", all(REDIRECT), |_| {
        found("http://127.0.0.1:9/item")
    }),
    fault("a redirect to another scheme", all(REDIRECT), |_| {
        found("https://127.0.0.1/item")
    }),
    fault("a redirect to a script", all(REDIRECT), |_| {
        found("javascript:alert(1)")
    }),
    fault("a redirect to a file", all(REDIRECT), |_| {
        found("file:///etc/passwd")
    }),
    fault("a redirect with credentials", all(REDIRECT), |_| {
        found("http://user:word@elsewhere.example/item")
    }),
    fault("a redirect to no URL", all(REDIRECT), |_| {
        found("http://[::1")
    }),
    fault(
        "a redirect in bytes that are no text",
        all(REDIRECT),
        |_| {
            let head = b"HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\n";
            kept([head.as_slice(), b"Location: //\xff\xfe/item\r\n\r\n"].concat())
        },
    ),
    fault("redirects in a circle", all(REDIRECT), |_| {
        std::iter::repeat_with(|| found("/item"))
            .take(6)
            .flatten()
            .collect()
    }),
];
