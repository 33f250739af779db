//! Bodies that are handed over as they come.

use std::time::Duration;

use specwright_client::__generated as g;
use specwright_client::{
    DecodeKind, Error, EventStream, JsonLines, Response, StreamError, TransportKind,
};

use g::{BodyKind, Key, Operation, Responded};

use crate::server::{Reply, Server};
use crate::support::{self, Bytes, Read};

const fn streamed(media: &'static [&'static str]) -> Responded {
    Responded {
        key: Key::Exact(200),
        success: true,
        media,
        body: BodyKind::Streamed,
    }
}

static DOWNLOAD: Operation = support::plain("GET", &[streamed(&["application/octet-stream"])]);
static EVENTS: Operation = support::plain("GET", &[streamed(&["text/event-stream"])]);
static LINES: Operation = support::plain("GET", &[streamed(&["application/x-ndjson"])]);

/// A response in pieces, chunked.
fn chunks(media_type: &str, pieces: &[&str], end: bool) -> Reply {
    paced(Duration::from_millis(30), media_type, pieces, end)
}

/// The same with a pause before each piece.
fn paced(pause: Duration, media_type: &str, pieces: &[&str], end: bool) -> Reply {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let mut all = vec![head.into_bytes()];
    all.extend(
        pieces
            .iter()
            .map(|piece| format!("{:x}\r\n{piece}\r\n", piece.len()).into_bytes()),
    );
    if end {
        all.push(b"0\r\n\r\n".to_vec());
    }
    Reply::Drip(pause, all)
}

#[tokio::test]
async fn bytes_come_before_the_body_is_whole() {
    let pause = Duration::from_millis(200);
    let reply = paced(pause, "application/octet-stream", &["ab", "cd", "ef"], true);
    let server = Server::start([reply]).await;
    // the limit of the call is shorter than the whole stream, and so is that of the body
    let settings = support::settings()
        .timeout(Duration::from_millis(600))
        .max_body_bytes(2);
    let core = support::core(&server.url, settings);
    let call = g::Call::new(&core, &DOWNLOAD);
    let mut response = call.send(Bytes::read).await.unwrap();
    assert_eq!(response.next().await.unwrap().unwrap(), "ab");
    let rest = response.into_inner().collect(4).await.unwrap();
    assert_eq!(rest, "cdef");
}

#[tokio::test]
async fn a_collected_stream_is_bounded() {
    let server = Server::start([chunks("application/octet-stream", &["abc"], true)]).await;
    let core = support::core(&server.url, support::settings());
    let response = g::Call::new(&core, &DOWNLOAD)
        .send(Bytes::read)
        .await
        .unwrap();
    let error = response.into_inner().collect(2).await.unwrap_err();
    assert_eq!(error.kind(), TransportKind::BodyTooLarge);
}

#[tokio::test]
async fn a_silent_stream_ends_in_a_time_out_and_then_ends() {
    let server = Server::start([chunks("application/octet-stream", &["ab"], false)]).await;
    let settings = support::settings().stall_timeout(Duration::from_millis(400));
    let core = support::core(&server.url, settings);
    let response = g::Call::new(&core, &DOWNLOAD)
        .send(Bytes::read)
        .await
        .unwrap();
    let mut stream = response.into_inner();
    assert_eq!(stream.next().await.unwrap().unwrap(), "ab");
    assert!(stream.next().await.unwrap().unwrap_err().is_timeout());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn another_media_type_is_read_whole_and_kept() {
    let html = Reply::new("200 OK", "Content-Type: text/html\r\n", "<html>");
    let server = Server::start([html]).await;
    let core = support::core(&server.url, support::settings());
    let error = g::Call::new(&core, &DOWNLOAD)
        .send(Bytes::read)
        .await
        .unwrap_err();
    assert_eq!(error.body().unwrap(), "<html>");
    assert!(matches!(
        error,
        Error::Decode {
            kind: DecodeKind::ContentType,
            ..
        }
    ));
}

struct Numbers;

impl Numbers {
    pub(crate) fn read(_: usize, raw: g::Raw) -> Read<Response<EventStream<u32>>> {
        Ok(Ok(raw.events()?))
    }
}

// WHATWG HTML, 9.2.6
#[tokio::test]
async fn events_are_typed_and_one_that_is_not_does_not_end_them() {
    let pieces = [
        "id: 1\nevent: n\ndata: 7",
        "\n\ndata: x\n\n",
        "data: 8\n\ndata: [DONE]\n\ndata: 9\n\n",
    ];
    let server = Server::start([chunks("text/event-stream", &pieces, true)]).await;
    let core = support::core(&server.url, support::settings());
    let mut response = g::Call::new(&core, &EVENTS)
        .send(Numbers::read)
        .await
        .unwrap();
    let event = response.next().await.unwrap().unwrap();
    assert_eq!(
        (event.data, event.event.as_str(), event.id.as_str()),
        (7, "n", "1")
    );
    let error = response.next().await.unwrap().unwrap_err();
    assert!(matches!(error, StreamError::Decode { text, .. } if text == "x"));
    assert_eq!(response.next().await.unwrap().unwrap().data, 8);
    assert!(response.next().await.is_none());
}

#[tokio::test]
async fn an_event_without_end_is_bounded() {
    let endless = "x".repeat(40);
    let reply = chunks("text/event-stream", &["data: ", &endless, &endless], false);
    let server = Server::start([reply]).await;
    let core = support::core(&server.url, support::settings().max_body_bytes(64));
    let mut response = g::Call::new(&core, &EVENTS)
        .send(Numbers::read)
        .await
        .unwrap();
    let Some(Err(StreamError::Transport(error))) = response.next().await else {
        panic!("no error");
    };
    assert_eq!(error.kind(), TransportKind::BodyTooLarge);
    assert!(response.next().await.is_none());
}

#[tokio::test]
async fn lines_are_values_and_a_break_comes_behind_what_was_whole() {
    struct Lines;
    impl Lines {
        pub(crate) fn read(_: usize, raw: g::Raw) -> Read<Response<JsonLines<Vec<u32>>>> {
            Ok(Ok(raw.json_lines()?))
        }
    }
    let mut cut =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nContent-Length: 99\r\n\r\n"
            .to_vec();
    cut.extend_from_slice(b"[1]\n[2,\"x\"]\r\n\n[3]\n[4");
    let server = Server::start([Reply::Close(cut)]).await;
    let core = support::core(&server.url, support::settings());
    let mut response = g::Call::new(&core, &LINES).send(Lines::read).await.unwrap();
    assert_eq!(response.next().await.unwrap().unwrap(), [1]);
    let error = response.next().await.unwrap().unwrap_err();
    assert!(matches!(error, StreamError::Decode { pointer, .. } if pointer == "/1"));
    assert_eq!(response.next().await.unwrap().unwrap(), [3]);
    let Some(Err(StreamError::Transport(error))) = response.next().await else {
        panic!("no error");
    };
    assert_eq!(error.kind(), TransportKind::Reset);
    assert!(response.next().await.is_none());
}
