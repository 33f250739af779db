//! Time and space: every limit has its own error, and what came before it is kept.

use std::io::Write;
use std::time::{Duration, Instant};

use specwright_client::__generated as g;
use specwright_client::{Error, TransportError, TransportKind};

use crate::server::{Reply, Server, response};
use crate::support::{self, Documented, Json};

fn transport(error: Error<Documented>) -> TransportError {
    match error {
        Error::Transport(error) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn one_limit_holds_over_the_whole_call() {
    // each piece comes well within the stall limit, all of them do not
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n";
    let mut pieces = vec![head.to_vec()];
    pieces.extend(std::iter::repeat_n(b" ".to_vec(), 98));
    let slow = Reply::Drip(Duration::from_millis(20), pieces);
    let server = Server::start([Reply::Hold(vec![]), slow]).await;
    let core = support::core(
        &server.url,
        support::settings().timeout(Duration::from_millis(400)),
    );
    for has_status in [false, true] {
        let began = Instant::now();
        let error = support::call(&core, &support::GET).await.unwrap_err();
        assert!(
            error.is_timeout() && error.may_have_been_sent(),
            "{error:?}"
        );
        assert!(began.elapsed() < Duration::from_secs(3));
        assert_eq!(error.status().is_some(), has_status);
    }
}

#[tokio::test]
async fn a_call_can_have_its_own_limit() {
    let server = Server::start([Reply::Hold(vec![]), Reply::json("200 OK", "1")]).await;
    let core = support::core(&server.url, support::settings());
    let mut call = g::Call::new(&core, &support::GET);
    call.timeout(Duration::from_millis(300));
    assert!(call.send(Json::read).await.unwrap_err().is_timeout());
    // the largest duration there is does not overflow
    let mut call = g::Call::new(&core, &support::GET);
    call.timeout(Duration::MAX);
    assert_eq!(*call.send(Json::read).await.unwrap(), 1);
}

#[tokio::test]
async fn a_body_may_be_slow_but_not_silent() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n".to_vec();
    let slow: Vec<_> = [head.clone()]
        .into_iter()
        .chain(b"1234567".iter().map(|byte| vec![*byte]))
        .collect();
    let mut silent = head;
    silent.extend_from_slice(b"12");
    let server = Server::start([
        Reply::Drip(Duration::from_millis(100), slow),
        Reply::Hold(silent),
    ])
    .await;
    let settings = support::settings().stall_timeout(Duration::from_millis(500));
    let core = support::core(&server.url, settings);
    assert_eq!(
        *support::call(&core, &support::GET).await.unwrap(),
        1_234_567
    );
    let error = transport(support::call(&core, &support::GET).await.unwrap_err());
    assert!(error.is_timeout());
    assert_eq!(
        error.to_string(),
        "item: 200 OK: nothing of the body came for 500ms"
    );
    assert_eq!(error.response().unwrap().body(), "12");
}

#[tokio::test]
async fn no_connection_is_not_sent() {
    // a port that was free a moment ago
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let core = support::core(&url, support::settings());
    let error = support::call(&core, &support::GET).await.unwrap_err();
    assert!(!error.may_have_been_sent());
    assert_eq!(error.to_string(), "item: no connection to the server");
    assert_eq!(transport(error).kind(), TransportKind::Connect);
}

#[tokio::test]
async fn names_that_do_not_exist_are_connect_errors() {
    // RFC 6761, 6.4: `invalid` never resolves
    let core = support::core("http://host.invalid", support::settings());
    let error = transport(support::call(&core, &support::GET).await.unwrap_err());
    assert_eq!(error.kind(), TransportKind::Connect);
    assert!(!error.may_have_been_sent());
}

/// Zeros, compressed.
fn gzipped(size: usize) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..size / 1024 {
        encoder.write_all(&[b'0'; 1024]).unwrap();
    }
    encoder.finish().unwrap()
}

#[tokio::test]
async fn the_body_is_bounded_after_decompression_for_every_status() {
    let bomb = gzipped(64 * 1024 * 1024);
    assert!(bomb.len() < 100_000);
    let headers = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n";
    let statuses = ["200 OK", "404 Not Found", "503 Busy", "599 Odd"];
    let server = Server::start(statuses.map(|status| Reply::new(status, headers, &bomb))).await;
    let core = support::core(&server.url, support::settings().max_body_bytes(1_000_000));
    for status in statuses {
        let error = transport(support::call(&core, &support::GET).await.unwrap_err());
        assert_eq!(error.kind(), TransportKind::BodyTooLarge, "{status}");
        let kept = error.response().unwrap();
        assert!(status.starts_with(kept.status().as_str()));
        assert!(!kept.body().is_empty() && kept.body().len() <= 16 * 1024);
    }
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_read() {
    let body = format!("\"{}\"", "x".repeat(98));
    let zipped = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(body.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let gzip = "Content-Encoding: gzip\r\n";
    let server = Server::start([
        Reply::new("200 OK", "", &body),
        Reply::new("200 OK", gzip, zipped),
        Reply::new("200 OK", "", format!("{body} ")),
    ])
    .await;
    let core = support::core(&server.url, support::settings().max_body_bytes(100));
    for _ in 0..2 {
        let response = support::call(&core, &support::GET).await.unwrap();
        assert_eq!(response.body().len(), 100);
        assert!(!response.headers().contains_key("content-encoding"));
    }
    let error = transport(support::call(&core, &support::GET).await.unwrap_err());
    assert_eq!(error.kind(), TransportKind::BodyTooLarge);
}

#[tokio::test]
async fn broken_compression_is_no_valid_response() {
    let zipped = gzipped(4096);
    let mut corrupt = zipped.clone();
    let last = corrupt.len() - 6;
    corrupt[last] ^= 0xff;
    let gzip = "Content-Encoding: gzip\r\n";
    let server = Server::start([
        Reply::new("200 OK", gzip, "not gzip"),
        Reply::new("200 OK", gzip, corrupt),
    ])
    .await;
    let core = support::core(&server.url, support::settings());
    for _ in 0..2 {
        let error = transport(support::call(&core, &support::GET).await.unwrap_err());
        assert_eq!(error.kind(), TransportKind::Protocol, "{error:?}");
        assert_eq!(error.response().unwrap().status(), 200);
    }
}

#[tokio::test]
async fn the_header_section_is_bounded() {
    let large = format!("X-Large: {}\r\n", "x".repeat(5000));
    let server = Server::start([Reply::new("200 OK", &large, "1")]).await;
    let core = support::core(&server.url, support::settings().max_header_bytes(4096));
    let error = transport(support::call(&core, &support::GET).await.unwrap_err());
    assert_eq!(error.kind(), TransportKind::HeadersTooLarge);
}

#[tokio::test]
async fn what_is_not_http_is_no_valid_response() {
    for garbage in [
        "HELLO\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
    ] {
        let server = Server::start([Reply::Close(garbage.as_bytes().to_vec())]).await;
        let core = support::core(&server.url, support::settings());
        let error = transport(support::call(&core, &support::GET).await.unwrap_err());
        assert_eq!(error.kind(), TransportKind::Protocol, "{garbage}");
        assert!(error.may_have_been_sent());
    }
}

#[tokio::test]
async fn a_response_that_breaks_off_is_a_reset_and_keeps_what_came() {
    let mut cut = response("200 OK", "X-A: b\r\n", "12345");
    cut.truncate(cut.len() - 2);
    let replies = [
        (Reply::Reset(vec![]), None),
        (Reply::Close(vec![]), None),
        (Reply::Close(b"HTTP/1.1 200 OK\r\nX-A".to_vec()), None),
        (Reply::Reset(cut.clone()), Some("123")),
        (Reply::Close(cut), Some("123")),
    ];
    for (index, (reply, kept)) in replies.into_iter().enumerate() {
        let server = Server::start([reply]).await;
        let core = support::core(&server.url, support::settings());
        let error = support::call(&core, &support::GET).await.unwrap_err();
        assert!(error.may_have_been_sent());
        assert_eq!(
            error
                .body()
                .map(|body| String::from_utf8_lossy(body).into_owned()),
            kept.map(str::to_owned),
            "{index}"
        );
        assert_eq!(transport(error).kind(), TransportKind::Reset, "{index}");
    }
}
