//! Servers that break HTTP: each ends in its typed error within its time, and the next call on the
//! same client works.

use std::time::Duration;

use specwright_client::{Error, TransportKind};

use crate::server::{Reply, Server};
use crate::support;

/// How the call must end.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    /// `Transport` of this kind.
    Kind(TransportKind),
    /// `UndocumentedStatus`.
    Status(u16),
    /// The value `1`: the departure is harmless, and the framing is clear.
    Value,
}

const PROTOCOL: End = End::Kind(TransportKind::Protocol);
const RESET: End = End::Kind(TransportKind::Reset);

/// Plays a response on a new connection, then a good one.
async fn play(name: &str, bytes: &[u8], expected: End) {
    let good = Reply::json("200 OK", "2");
    let server = Server::start([Reply::Close(bytes.to_vec()), good]).await;
    let core = support::core(
        &server.url,
        support::settings().timeout(Duration::from_secs(3)),
    );
    let end = match support::call(&core, &support::GET).await {
        Ok(response) => {
            assert_eq!(*response, 1, "{name}");
            End::Value
        }
        Err(Error::Transport(error)) => End::Kind(error.kind()),
        Err(Error::UndocumentedStatus { status, .. }) => End::Status(status.as_u16()),
        Err(other) => panic!("{name}: {other:?}"),
    };
    assert_eq!(end, expected, "{name}");
    let next = support::call(&core, &support::GET).await;
    assert_eq!(*next.unwrap(), 2, "{name}");
}

/// A response with these header lines and body.
fn with(headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{headers}\r\n{body}").into_bytes()
}

// RFC 9112, 4: the status line
#[tokio::test]
async fn status_lines() {
    let cases = [
        ("nothing at all", "", RESET),
        ("no status line", "\r\n\r\n\r\n", RESET),
        ("HTTP/0.9", "just a body", PROTOCOL),
        ("an unknown version", "HTTP/7.0 200 OK\r\n\r\n", PROTOCOL),
        ("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n", PROTOCOL),
        (
            "TLS on a plain port",
            "\u{15}\u{3}\u{1}\0\u{2}\u{2}\u{16}",
            PROTOCOL,
        ),
        (
            "no reason",
            "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\n1",
            End::Value,
        ),
        (
            "an unasked upgrade",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
            End::Status(101),
        ),
        (
            "early hints first",
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1",
            End::Value,
        ),
    ];
    for (name, bytes, expected) in cases {
        play(name, bytes.as_bytes(), expected).await;
    }
}

// RFC 9112, 5: header fields
#[tokio::test]
async fn header_fields() {
    let many = "X-A: y\r\n".repeat(200);
    let cases = [
        ("no colon", "Broken\r\n"),
        ("a space before the colon", "X-A : b\r\n"),
        ("a folded line", "X-A: b\r\n c\r\n"),
        ("NUL", "X-A: b\0c\r\n"),
        ("more fields than a client reads", many.as_str()),
    ];
    for (name, header) in cases {
        let headers = format!("{header}Content-Length: 1\r\n");
        play(name, &with(&headers, "1"), PROTOCOL).await;
    }
    let bytes = b"HTTP/1.1 200 OK\r\nX-A: \xff\xfe\r\nContent-Length: 1\r\n\r\n1";
    play("bytes that are no text", bytes, End::Value).await;
}

// RFC 9112, 6.3: message body length
#[tokio::test]
async fn lengths() {
    let cases = [
        ("negative", "Content-Length: -1\r\n", PROTOCOL),
        ("signed", "Content-Length: +1\r\n", PROTOCOL),
        ("no number", "Content-Length: one\r\n", PROTOCOL),
        ("2^64", "Content-Length: 18446744073709551616\r\n", PROTOCOL),
        (
            "differing",
            "Content-Length: 1\r\nContent-Length: 2\r\n",
            PROTOCOL,
        ),
        (
            "equal twice",
            "Content-Length: 1\r\nContent-Length: 1\r\n",
            End::Value,
        ),
        ("longer than the body", "Content-Length: 2\r\n", RESET),
        ("none: until the end", "", End::Value),
    ];
    for (name, headers, expected) in cases {
        play(name, &with(headers, "1"), expected).await;
    }
}

// RFC 9112, 7.1: chunked coding
#[tokio::test]
async fn chunks() {
    let cases = [
        ("whole", "1\r\n1\r\n0\r\n\r\n", End::Value),
        ("with an extension", "1;a=b\r\n1\r\n0\r\n\r\n", End::Value),
        ("with trailers", "1\r\n1\r\n0\r\nX-T: y\r\n\r\n", End::Value),
        ("without the last chunk", "1\r\n1\r\n", RESET),
        ("cut within a chunk", "5\r\n1", RESET),
        (
            "a size that overflows",
            "ffffffffffffffff1\r\n1\r\n0\r\n\r\n",
            PROTOCOL,
        ),
        ("a size that is no number", "x\r\n1\r\n0\r\n\r\n", PROTOCOL),
        (
            "no line end behind the data",
            "1\r\n1x\r\n0\r\n\r\n",
            PROTOCOL,
        ),
    ];
    for (name, body, expected) in cases {
        play(
            name,
            &with("Transfer-Encoding: chunked\r\n", body),
            expected,
        )
        .await;
    }
}

// RFC 9112, 6.1: a message with both is to be read as chunked, or refused
#[tokio::test]
async fn length_and_chunks_together() {
    for headers in [
        "Content-Length: 50\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 50\r\n",
    ] {
        play(headers, &with(headers, "1\r\n1\r\n0\r\n\r\n"), End::Value).await;
    }
}

#[tokio::test]
async fn a_head_that_drips_ends_with_the_call() {
    let pieces = std::iter::repeat_n(b"X-A: b\r\n".to_vec(), 100);
    let all = std::iter::once(b"HTTP/1.1 200 OK\r\n".to_vec()).chain(pieces);
    let server = Server::start([Reply::Drip(Duration::from_millis(20), all.collect())]).await;
    let settings = support::settings().timeout(Duration::from_millis(300));
    let core = support::core(&server.url, settings);
    assert!(
        support::call(&core, &support::GET)
            .await
            .unwrap_err()
            .is_timeout()
    );
}
