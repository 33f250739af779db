//! Streams of typed events.

use super::server;
use specwright_wire_tests::event_streams::Client;
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
