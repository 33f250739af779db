//! What goes over the wire: target, header fields and body, byte by byte.

use std::collections::BTreeMap;

use specwright_client::__generated as g;
use specwright_client::{ArgumentKind, Body, Error, FilePart};

use g::{Call, Location, Operation, PathPiece, Scheme};

use crate::server::{Received, Reply, Server};
use crate::support::{self, Documented, Json, param};

static SEARCH: Operation = Operation {
    id: "search",
    key: "GET /a/{id}/b",
    method: "GET",
    path: &[
        PathPiece::Text("/a/"),
        PathPiece::Param(0),
        PathPiece::Text("/b"),
    ],
    parameters: &[
        param("id", Location::Path),
        param("q", Location::Query),
        param("tags[]", Location::Query),
        param("X-Trace", Location::Header),
        param("mode", Location::Cookie),
        param("theme", Location::Cookie),
        param("Content-Length", Location::Header),
    ],
    security: &[],
    servers: &[],
    accept: "application/json, text/*;q=0.5",
    responses: support::RESPONSES,
};

/// Sends one call that is answered with `{}`, and tells what arrived.
async fn sent(operation: &'static Operation, arguments: impl FnOnce(&mut Call)) -> Received {
    let server = Server::start([Reply::json("200 OK", "{}")]).await;
    let core = support::core(&format!("{}/base/", server.url), support::settings());
    let mut call = Call::new(&core, operation);
    arguments(&mut call);
    call.send(Json::read).await.unwrap();
    server.one()
}

/// Sends one call that must be refused before anything is sent.
async fn refused(arguments: impl FnOnce(&mut Call)) -> Error<Documented> {
    let server = Server::start([]).await;
    let core = support::core(&server.url, support::settings());
    let mut call = Call::new(&core, &SEARCH);
    call.set(0, "x");
    arguments(&mut call);
    let error = call.send(Json::read).await.unwrap_err();
    assert!(server.received().is_empty());
    assert!(!error.may_have_been_sent());
    error
}

#[tokio::test]
async fn parameters_stand_in_their_places() {
    let request = sent(&SEARCH, |call| {
        call.set(0, "p/../é?#");
        call.set(1, "a&b=c+d e");
        call.set(2, &["x,y", "z"]);
        call.set(3, &[1, 2]);
        call.set(4, &true);
        call.set(5, "d;e");
    })
    .await;
    assert_eq!(
        request.line(),
        "GET /base/a/p%2F..%2F%C3%A9%3F%23/b?q=a%26b%3Dc%2Bd%20e&tags%5B%5D=x%2Cy&tags%5B%5D=z"
    );
    assert_eq!(request.header("x-trace"), Some("1,2"));
    assert_eq!(request.header("cookie"), Some("mode=true; theme=d%3Be"));
    assert_eq!(
        request.header("accept"),
        Some("application/json, text/*;q=0.5")
    );
    assert_eq!(request.header("accept-encoding"), Some("gzip"));
    assert!(
        request
            .header("user-agent")
            .unwrap()
            .starts_with("specwright-client/")
    );
    assert_eq!(request.header("content-length"), None);
}

// one setter of several operations, whose tables have the parameter at different indices
#[tokio::test]
async fn a_parameter_is_known_by_its_place_and_name_too() {
    let request = sent(&SEARCH, |call| {
        call.set_named(Location::Path, "id", "x");
        call.set_named(Location::Query, "q", &7);
    })
    .await;
    assert_eq!(request.line(), "GET /base/a/x/b?q=7");
    let error = refused(|call| call.set_named(Location::Header, "q", &7)).await;
    assert_eq!(
        error.to_string(),
        "search: not sent: header parameter `q` is none of the operation"
    );
}

#[tokio::test]
async fn what_is_set_by_hand_wins() {
    let request = sent(&SEARCH, |call| {
        call.set(0, "x");
        call.set(3, "by document");
        call.header("x-trace", "by hand");
        call.header("Accept", "*/*");
        call.header("User-Agent", "me");
    })
    .await;
    assert_eq!(request.line(), "GET /base/a/x/b");
    assert_eq!(request.header("x-trace"), Some("by hand"));
    assert_eq!(request.header("accept"), Some("*/*"));
    assert_eq!(request.header("user-agent"), Some("me"));
}

#[tokio::test]
async fn arguments_that_cannot_be_sent_are_refused_by_name_and_not_by_value() {
    for value in ["", ".", ".."] {
        let error = refused(|call| call.set(0, value)).await;
        assert!(error.to_string().contains("path parameter `id`"), "{error}");
    }
    let error = refused(|call| call.set(3, "secret\r\nX-Evil: 1")).await;
    let Error::Argument(argument) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(
        (argument.kind(), argument.name()),
        (ArgumentKind::Parameter, "X-Trace")
    );
    assert!(!format!("{error} {error:?}").contains("secret"));
    let error = refused(|call| call.header("X-A", "secret\n")).await;
    assert!(matches!(&error, Error::Argument(argument) if argument.kind() == ArgumentKind::Header));
    assert!(!format!("{error} {error:?}").contains("secret"));
}

// RFC 9112, 6 and RFC 9110, 7.6.1: fields that frame the message or belong to the connection
/// What is too long for any request is told as such, before anything is sent.
#[tokio::test]
async fn a_url_that_cannot_be_sent_is_refused() {
    let error = refused(|call| call.set(1, &"x".repeat(70_000))).await;
    let Error::Argument(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.kind(), ArgumentKind::Parameter);
    let text = error.to_string();
    assert!(text.contains("65534 can be sent"), "{text}");
    let request = sent(&SEARCH, |call| {
        call.set(0, "x");
        call.set(1, &"x".repeat(65_000));
    })
    .await;
    assert!(request.line().ends_with("xxx"));
}

#[tokio::test]
async fn framing_headers_are_refused_from_every_side() {
    for name in [
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "TE",
        "a b",
        "",
    ] {
        let error = refused(|call| call.header(name, "1")).await;
        assert!(
            matches!(&error, Error::Argument(argument) if argument.kind() == ArgumentKind::Header)
        );
    }
    let error = refused(|call| call.set(6, "5")).await;
    assert!(
        error.to_string().contains("written by the transport alone"),
        "{error}"
    );
}

#[tokio::test]
async fn the_first_thing_that_is_wrong_is_told() {
    let error = refused(|call| {
        call.set(3, "a\n");
        call.header("Host", "b");
    })
    .await;
    assert!(error.to_string().contains("X-Trace"));
}

#[tokio::test]
async fn json_text_and_form_bodies() {
    let request = sent(&support::POST, |call| {
        call.json("application/merge-patch+json", &BTreeMap::from([("a", 1)]));
    })
    .await;
    assert_eq!(request.line(), "POST /base/item");
    assert_eq!(
        request.header("content-type"),
        Some("application/merge-patch+json")
    );
    assert_eq!(request.text(), "{\"a\":1}");
    let request = sent(&support::POST, |call| {
        call.text("text/plain", "é".to_owned());
    })
    .await;
    assert_eq!(request.header("content-length"), Some("2"));
    let form = BTreeMap::from([("a b", "c&d"), ("e", "")]);
    let media_type = "application/x-www-form-urlencoded";
    let request = sent(&support::POST, |call| call.form(media_type, &form, &[])).await;
    assert_eq!(request.header("content-type"), Some(media_type));
    assert_eq!(request.text(), "a+b=c%26d&e=");
}

#[tokio::test]
async fn no_body_is_no_body_and_an_empty_one_has_a_length() {
    let request = sent(&support::GET, |_| {}).await;
    assert_eq!(request.header("content-length"), None);
    assert_eq!(request.header("content-type"), None);
    let request = sent(&support::POST, |call| {
        call.bytes("application/octet-stream", Body::from(""));
    })
    .await;
    assert_eq!(request.header("content-length"), Some("0"));
    // RFC 9110, 8.6: the length is said where the method foresees a body
    let request = sent(&support::PUT, |_| {}).await;
    assert_eq!(request.header("content-length"), Some("0"));
}

// RFC 2046, 5.1.1 and RFC 7578, 4
#[tokio::test]
async fn multipart_parts_are_framed_and_escaped() {
    let file = std::env::temp_dir().join(format!("specwright-{}.txt", std::process::id()));
    std::fs::write(&file, "on disk").unwrap();
    let evil = FilePart::new("x")
        .file_name("a\"; filename=\"../b\r\nX: y")
        .content_type("text/css");
    let parts = vec![
        ("note", g::PartValue::text("two words", None)),
        ("number", g::PartValue::text(&1.5_f32, Some("text/plain"))),
        ("meta", g::PartValue::json(&["a"], None)),
        ("evil\"\r\n", g::PartValue::file(evil, Some("image/png"))),
        ("disk", g::PartValue::file(FilePart::path(&file), None)),
    ];
    let request = sent(&support::POST, |call| {
        call.multipart("multipart/form-data", parts);
    })
    .await;
    std::fs::remove_file(&file).unwrap();
    let boundary = request
        .header("content-type")
        .and_then(|value| value.strip_prefix("multipart/form-data; boundary="))
        .unwrap();
    let name = file.file_name().unwrap().to_str().unwrap();
    let expected = format!(
        "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\ntwo words\r\n\
         --B\r\nContent-Disposition: form-data; name=\"number\"\r\nContent-Type: text/plain\r\n\r\n1.5\r\n\
         --B\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n[\"a\"]\r\n\
         --B\r\nContent-Disposition: form-data; name=\"evil%22%0D%0A\"; \
         filename=\"a%22; filename=%22../b%0D%0AX: y\"\r\nContent-Type: text/css\r\n\r\nx\r\n\
         --B\r\nContent-Disposition: form-data; name=\"disk\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\non disk\r\n--B--\r\n"
    );
    assert_eq!(request.text().replace(boundary, "B"), expected);
    assert_eq!(
        request.header("content-length"),
        Some(request.body.len().to_string().as_str())
    );
}

/// A stream of these chunks.
struct Chunks(Vec<Result<&'static [u8], &'static str>>);

impl futures_core::Stream for Chunks {
    type Item = Result<&'static [u8], &'static str>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready((!self.0.is_empty()).then(|| self.0.remove(0)))
    }
}

#[tokio::test]
async fn streams_are_sent_on_the_way() {
    let chunks = || Chunks(vec![Ok(b"a"), Ok(b""), Ok(b"bc")]);
    let request = sent(&support::PUT, |call| {
        call.bytes("text/csv", Body::stream(chunks()));
    })
    .await;
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    assert_eq!(request.text(), "abc");
    let request = sent(&support::PUT, |call| {
        call.bytes("text/csv", Body::sized_stream(3, chunks()));
    })
    .await;
    assert_eq!(request.header("content-length"), Some("3"));
    assert_eq!(request.text(), "abc");
}

#[tokio::test]
async fn a_body_that_fails_is_its_own_error() {
    let server = Server::start([]).await;
    let core = support::core(&server.url, support::settings());
    let chunks = |chunks: &[&'static [u8]]| Chunks(chunks.iter().copied().map(Ok).collect());
    let bodies = [
        Body::sized_stream(3, chunks(&[b"a", b"bcd"])),
        Body::sized_stream(3, chunks(&[b"a"])),
        Body::stream(Chunks(vec![Ok(b"a"), Err("broken source")])),
        Body::file("/nowhere/at/all"),
    ];
    for body in bodies {
        let mut call = Call::new(&core, &support::PUT);
        call.bytes("text/csv", body);
        let Error::Transport(error) = call.send(Json::read).await.unwrap_err() else {
            panic!("not a transport error");
        };
        assert_eq!(error.kind(), specwright_client::TransportKind::RequestBody);
    }
}

#[tokio::test]
async fn servers_of_operations_and_their_variables() {
    static VARIABLES: &[g::ServerVariable] = &[g::ServerVariable {
        name: "port",
        default: "1",
        allowed: &[],
    }];
    static OWN: Operation = Operation {
        servers: &[g::Server {
            url: &[
                g::ServerPiece::Text("http://127.0.0.1:"),
                g::ServerPiece::Variable(0),
                g::ServerPiece::Text("/own"),
            ],
            variables: VARIABLES,
        }],
        ..support::plain("GET", support::RESPONSES)
    };
    let server = Server::start([Reply::json("200 OK", "1"), Reply::json("200 OK", "2")]).await;
    let schemes: &[Scheme] = &[];
    let mut builder = g::CoreBuilder::new();
    let port = server.url.rsplit(':').next().unwrap().to_owned();
    builder.variable("port", port);
    let core = builder.build(schemes).unwrap();
    assert_eq!(*support::call(&core, &OWN).await.unwrap(), 1);
    // a base URL that the user gives stands for every server
    let core = support::core(&format!("{}/given", server.url), support::settings());
    assert_eq!(*support::call(&core, &OWN).await.unwrap(), 2);
    let lines: Vec<_> = server
        .received()
        .iter()
        .map(|one| one.line().to_owned())
        .collect();
    assert_eq!(lines, ["GET /own/item", "GET /given/item"]);
    // and without any, the call is refused
    let core = g::CoreBuilder::new().build(schemes).unwrap();
    let error = support::call(&core, &support::GET).await.unwrap_err();
    assert!(
        matches!(&error, Error::Argument(argument) if argument.kind() == ArgumentKind::BaseUrl)
    );
}

#[tokio::test]
async fn an_operation_written_as_a_text_is_sent_as_one_of_data() {
    const PUT: &str = r#"{
        "method": "PUT",
        "path": "/a/{id}",
        "pieces": ["/a/", 0],
        "parameters": [
            {"name": "id", "in": "path", "required": true},
            {"name": "q", "in": "query", "explode": false}
        ],
        "accept": "text/*",
        "responses": [{"status": "2XX", "content": ["application/json"]}]
    }"#;
    let server = Server::start([Reply::json("200 OK", "1")]).await;
    let core = support::core(&server.url, support::settings());
    let mut call = Call::of(&core, PUT);
    call.set(0, "x y");
    call.set(1, &["1", "2"]);
    assert_eq!(*call.send(Json::read).await.unwrap(), 1);
    let received = server.one();
    assert_eq!(received.line(), "PUT /a/x%20y?q=1,2");
    assert_eq!(received.header("accept"), Some("text/*"));
}

#[tokio::test]
async fn an_operation_whose_text_cannot_be_read_is_refused() {
    let server = Server::start([]).await;
    let core = support::core(&server.url, support::settings());
    let mut call = Call::of(&core, r#"{"operationId": "search", "method": "GET"}"#);
    call.set(0, "x");
    let error = call.send(Json::read).await.unwrap_err();
    let Error::Argument(argument) = &error else {
        panic!("{error}");
    };
    assert_eq!(argument.kind(), ArgumentKind::Operation);
    assert_eq!(argument.operation(), "search");
    assert_eq!(
        error.to_string(),
        "search: not sent: what describes the operation cannot be read: `path` is missing"
    );
    assert!(server.received().is_empty());
}

#[test]
fn a_base_url_that_cannot_be_used_is_refused_without_repeating_it() {
    for url in [
        "ftp://a.example",
        "http://user:secret@a.example",
        "a.example",
        "http://a/?secret",
    ] {
        let mut builder = g::CoreBuilder::new();
        builder.base_url(url.to_owned());
        let error = builder.build(&[]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
}
