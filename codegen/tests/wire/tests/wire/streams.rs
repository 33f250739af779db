//! Streams: typed events, lines and bytes.

use super::{arrived, header, server};
use futures_core::Stream;
use specwright_client::{Body, Error};
use specwright_wire_tests::event_streams::Client;
use specwright_wire_tests::text_and_binary::{self, operations::default::SetFileError};
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};
use wiremock::ResponseTemplate;

#[tokio::test]
async fn events_are_read_as_they_come() {
    // WHATWG HTML, 9.2.6: lines end in CR, LF or CRLF, a line that begins with a colon is a
    // comment, several `data` lines are joined by a line feed, an event without data is none.
    let body = ": hello\n\nid: 1\nevent: added\ndata: {\"id\":\ndata: 1}\r\n\r\ndata:{\"id\":2,\"what\":\"x\"}\r\revent: empty\n\n";
    let answer = ResponseTemplate::new(200).set_body_raw(body, "text/event-stream");
    let server = server(answer).await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let mut events = client.watch().send().await.unwrap().into_inner();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!(first.data.id, 1);
    assert_eq!(first.event, "added");
    let second = events.next().await.unwrap().unwrap();
    assert_eq!(second.data.what.as_deref(), Some("x"));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn lines_are_read_as_they_come() {
    let body = "{\"id\":1}\n{\"id\":2,\"what\":\"x\"}\n";
    let answer = ResponseTemplate::new(200).set_body_raw(body, "application/x-ndjson");
    let server = server(answer).await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let mut lines = client.read_log().send().await.unwrap().into_inner();
    assert_eq!(lines.next().await.unwrap().unwrap().id, 1);
    assert_eq!(lines.next().await.unwrap().unwrap().id, 2);
    assert!(lines.next().await.is_none());
}

/// A body that comes piece by piece.
struct Pieces(VecDeque<&'static str>);

impl Stream for Pieces {
    type Item = Result<&'static str, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}

// OpenAPI 3.0.4, 4.7.14.2: binary content as it is; RFC 9112, 7.1 for a length that is not known.
#[tokio::test]
async fn bytes_go_out_and_come_in_as_they_are() {
    let answer = ResponseTemplate::new(200).set_body_raw(b"\x00\xffab", "application/octet-stream");
    let server = server(answer).await;
    let client = text_and_binary::Client::builder().base_url(server.uri());
    let client = client.build().unwrap();
    let body = Body::stream(Pieces(["one ", "two"].into()));
    let answered = client.set_file().body(body).send().await.unwrap();
    let request = arrived(&server).await;
    assert_eq!(request.body, b"one two");
    assert_eq!(header(&request, "content-type"), "application/octet-stream");
    let mut stream = answered.into_inner();
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(bytes, b"\x00\xffab");
}

// A media type that is not read is kept as it came.
#[tokio::test]
async fn xml_is_kept_as_bytes() {
    let answer = ResponseTemplate::new(404).set_body_raw("<no/>", "application/xml");
    let server = server(answer).await;
    let client = text_and_binary::Client::builder().base_url(server.uri());
    let client = client.build().unwrap();
    let error = client.set_file().body("x").send().await.unwrap_err();
    let Error::Api(SetFileError::NotFound(body)) = error else {
        panic!("{error:?}");
    };
    let bytes = body.into_inner().collect(100).await.unwrap();
    assert_eq!(&bytes[..], b"<no/>");
}

// RFC 9110, 8.3: text has a `charset`; the body is the text and no more.
#[tokio::test]
async fn text_goes_out_and_comes_in() {
    let answer = ResponseTemplate::new(200).set_body_raw("größer", "text/plain; charset=utf-8");
    let server = server(answer).await;
    let client = text_and_binary::Client::builder().base_url(server.uri());
    let client = client.build().unwrap();
    let note = client.set_note("a\nb").send().await.unwrap().into_inner();
    assert_eq!(note, "größer");
    let request = arrived(&server).await;
    assert_eq!(request.body, b"a\nb");
    assert!(header(&request, "content-type").starts_with("text/plain"));
}
