//! The status chooses the case; what departs from the document is kept whole.

use specwright_client::__generated as g;
use specwright_client::{DecodeKind, Error, HeaderError, Response, Value};

use crate::server::{Reply, Server};
use crate::support::{self, Documented, Json, Outcome, Read};

async fn outcome(reply: Reply) -> Outcome<Response<Value>> {
    let server = Server::start([reply]).await;
    support::call(
        &support::core(&server.url, support::settings()),
        &support::GET,
    )
    .await
}

/// The parts of a decode error.
async fn decode(reply: Reply) -> (DecodeKind, String, String, usize) {
    match outcome(reply).await.unwrap_err() {
        Error::Decode {
            status,
            kind,
            pointer,
            message,
            body,
            headers,
            ..
        } => {
            assert!(status == 200 && headers.contains_key("content-length"));
            (kind, pointer, message, body.len())
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_success_has_value_status_headers_and_body() {
    let reply = Reply::new(
        "200 Fine",
        "Content-Type: application/json\r\nX-Request-Id: r1\r\n",
        "{\"n\": 1}",
    );
    let response = outcome(reply).await.unwrap();
    assert_eq!(response["n"], 1);
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-request-id"], "r1");
    assert_eq!(&response.body()[..], b"{\"n\": 1}");
}

#[tokio::test]
async fn a_documented_error_is_its_variant() {
    let error = outcome(Reply::json(
        "404 Not Found",
        "{\"code\":\"K.1\",\"message\":\"gone\"}",
    ))
    .await
    .unwrap_err();
    assert_eq!(error.to_string(), "item: 404 Not Found: K.1: gone");
    let Error::Api(Documented::Json(response)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(response["code"], "K.1");
    let error = outcome(Reply::new("503 Busy", "", "<html>"))
        .await
        .unwrap_err();
    assert_eq!(error.body().unwrap(), "<html>");
    assert!(matches!(error, Error::Api(Documented::Empty(_))));
}

#[tokio::test]
async fn an_undocumented_status_is_kept_whole() {
    let reply = Reply::new("599 Odd", "X-A: b\r\n", "text");
    let error = outcome(reply).await.unwrap_err();
    assert!(matches!(error, Error::UndocumentedStatus { .. }));
    assert_eq!(error.status().unwrap(), 599);
    assert_eq!(error.headers().unwrap()["x-a"], "b");
    assert_eq!(error.body().unwrap(), "text");
    assert!(error.may_have_been_sent() && !error.is_timeout());
}

#[tokio::test]
async fn a_body_that_breaks_the_contract_says_how() {
    let html = Reply::new(
        "200 OK",
        "Content-Type: text/html\r\n",
        "<h1>Bad Gateway</h1>",
    );
    let (kind, _, message, length) = decode(html).await;
    assert_eq!((kind, length), (DecodeKind::ContentType, 20));
    assert_eq!(
        message,
        "its media type `text/html` is not a documented one"
    );
    let (kind, ..) = decode(Reply::json("200 OK", "")).await;
    assert_eq!(kind, DecodeKind::Empty);
    let (kind, ..) = decode(Reply::json("200 OK", "{\"a\":")).await;
    assert_eq!(kind, DecodeKind::Syntax);
    let bytes = Reply::new("200 OK", "", b"\"\xff\"");
    assert_eq!(decode(bytes).await.0, DecodeKind::Encoding);
}

#[tokio::test]
async fn a_value_of_the_wrong_shape_is_shown_at_its_place() {
    struct Numbers;
    impl Numbers {
        pub(crate) fn read(
            _: usize,
            raw: g::Raw,
        ) -> Read<Response<std::collections::BTreeMap<String, Vec<u8>>>> {
            Ok(Ok(raw.json()?))
        }
    }
    let server = Server::start([Reply::json("200 OK", r#"{"a":[1,2],"b/c":[3,400]}"#)]).await;
    let core = support::core(&server.url, support::settings());
    let call = g::Call::new(&core, &support::GET);
    let error = call.send(Numbers::read).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "item: 200 OK, but its body breaks the contract at /b~1c/1: invalid value: integer `400`, expected u8"
    );
}

// RFC 9110, 8.3: a missing Content-Type leaves the type to the recipient
#[tokio::test]
async fn a_missing_content_type_and_a_json_relative_are_accepted() {
    assert_eq!(*outcome(Reply::new("200 OK", "", "7")).await.unwrap(), 7);
    let problem = "Content-Type: Application/Problem+JSON; charset=utf-8\r\n";
    assert_eq!(
        *outcome(Reply::new("200 OK", problem, "7")).await.unwrap(),
        7
    );
}

// RFC 9110, 6.4.1: no body in a response to HEAD, and in 204 and 304, whatever its header says;
// the connection stays in step
#[tokio::test]
async fn responses_without_a_body_are_empty() {
    let length = b"HTTP/1.1 503 Busy\r\nContent-Length: 50\r\n\r\n".to_vec();
    let server = Server::start([
        Reply::Bytes(length),
        Reply::Bytes(b"HTTP/1.1 204 None\r\n\r\n".to_vec()),
        Reply::Bytes(b"HTTP/1.1 304 Same\r\nContent-Length: 9\r\n\r\n".to_vec()),
        Reply::json("200 OK", "1"),
    ])
    .await;
    let core = support::core(&server.url, support::settings());
    let head = support::call(&core, &support::HEAD).await.unwrap_err();
    assert_eq!(
        (head.status().unwrap().as_u16(), head.body().unwrap().len()),
        (503, 0)
    );
    for status in [204, 304] {
        let error = support::call(&core, &support::GET).await.unwrap_err();
        assert!(matches!(error, Error::UndocumentedStatus { .. }));
        assert_eq!(error.status().unwrap(), status);
    }
    assert_eq!(*support::call(&core, &support::GET).await.unwrap(), 1);
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.connection == 0)
    );
}

#[tokio::test]
async fn documented_headers_are_typed() {
    #[derive(Debug)]
    struct Limits {
        left: u32,
        tags: Option<Vec<String>>,
    }
    impl g::FromHeaders for Limits {
        fn from_headers(headers: &g::HeaderMap) -> Result<Self, HeaderError> {
            Ok(Self {
                left: g::header(headers, "X-Left")?,
                tags: g::optional_header(headers, "X-Tags")?,
            })
        }
    }
    struct Typed;
    impl Typed {
        pub(crate) fn read(_: usize, raw: g::Raw) -> Read<Response<(), Limits>> {
            Ok(Ok(raw.empty()?))
        }
    }
    let server = Server::start([
        Reply::new("200 OK", "X-Left: 3\r\nX-Tags: a,b\r\n", ""),
        Reply::new("200 OK", "X-Left: three\r\n", ""),
    ])
    .await;
    let core = support::core(&server.url, support::settings());
    let response = g::Call::new(&core, &support::GET)
        .send(Typed::read)
        .await
        .unwrap();
    let limits = response.typed_headers().unwrap();
    assert_eq!(
        (limits.left, limits.tags.unwrap()),
        (3, vec!["a".to_owned(), "b".to_owned()])
    );
    // a broken header is no failure of the call
    let response = g::Call::new(&core, &support::GET)
        .send(Typed::read)
        .await
        .unwrap();
    assert_eq!(response.typed_headers().unwrap_err().name(), "X-Left");
}

#[tokio::test]
async fn a_call_can_be_spawned() {
    let server = Server::start([Reply::json("200 OK", "1")]).await;
    let core = support::core(&server.url, support::settings());
    let call = g::Call::new(&core, &support::GET).send(Json::read);
    let response = tokio::spawn(call).await.unwrap().unwrap();
    assert_eq!(*response, 1);
}
