//! Connections are used again, hooks see every attempt, and dropping a call harms nothing.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_client::__generated as g;
use specwright_client::{Attempt, Attempted, BoxError, BoxFuture, Error, Hook, TransportKind};

use crate::server::{Reply, Server};
use crate::support::{self, Json};

#[tokio::test]
async fn a_connection_is_used_again_after_every_kind_of_response() {
    let server = Server::start([
        Reply::json("200 OK", "1"),
        Reply::json("404 Not Found", "{}"),
        Reply::new("599 Odd", "", "x"),
        Reply::json("200 OK", "{broken"),
        Reply::new("200 OK", "Content-Type: text/html\r\n", "<html>"),
        Reply::json("200 OK", "2"),
    ])
    .await;
    let core = support::core(&server.url, support::settings());
    for _ in 0..5 {
        let _ = support::call(&core, &support::GET).await;
    }
    assert_eq!(
        *support::call(&core.clone(), &support::GET).await.unwrap(),
        2
    );
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.connection == 0)
    );
}

#[tokio::test]
async fn clients_of_the_same_settings_share_connections() {
    let server = Server::start([Reply::json("200 OK", "1"), Reply::json("200 OK", "2")]).await;
    let settings = support::settings()
        .http_client(reqwest::Client::builder().no_proxy())
        .unwrap();
    let first = support::core(&server.url, settings.clone());
    support::call(&first, &support::GET).await.unwrap();
    support::call(&support::core(&server.url, settings), &support::GET)
        .await
        .unwrap();
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.connection == 0)
    );
}

#[tokio::test]
async fn a_client_set_up_by_the_caller_still_follows_no_redirect() {
    let other = Server::start([]).await;
    let moved = Reply::new("302 Found", &format!("Location: {}/x\r\n", other.url), "");
    let server = Server::start([moved]).await;
    let lax = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::limited(9));
    let settings = support::settings().http_client(lax).unwrap();
    let error = support::call(&support::core(&server.url, settings), &support::GET).await;
    assert_eq!(error.unwrap_err().status().unwrap(), 302);
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn a_dropped_call_leaves_the_client_whole() {
    let server = Server::start([Reply::Hold(vec![]), Reply::json("200 OK", "1")]).await;
    let core = support::core(&server.url, support::settings());
    let call = g::Call::new(&core, &support::GET).send::<Json>();
    assert!(
        tokio::time::timeout(Duration::from_millis(50), call)
            .await
            .is_err()
    );
    assert_eq!(*support::call(&core, &support::GET).await.unwrap(), 1);
}

/// Keeps what it is told.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl Hook for Recorder {
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), BoxError>> {
        let line = format!("before {} {}", attempt.operation, attempt.number);
        self.0.lock().unwrap().push(line);
        Box::pin(async move {
            if attempt.parts.headers.contains_key("x-refuse") {
                return Err("not today".into());
            }
            if attempt.parts.headers.contains_key("x-move") {
                attempt.parts.uri = "http://elsewhere.example/".parse()?;
            }
            if let Some(body) = &mut attempt.body {
                *body = [body, &b"!"[..]].concat().into();
            }
            Ok(())
        })
    }

    fn after(&self, outcome: &Attempted) {
        let line = format!("after {} {:?}", outcome.number, outcome.result);
        self.0.lock().unwrap().push(line);
    }
}

#[tokio::test]
async fn a_hook_sees_and_may_change_every_attempt() {
    let moved = Reply::new("307 Temporary Redirect", "Location: /next\r\n", "");
    let server = Server::start([moved, Reply::json("200 OK", "1"), Reply::Hold(vec![])]).await;
    let recorder = Recorder::default();
    let core = support::core(&server.url, support::settings().hook(recorder.clone()));
    let mut call = g::Call::new(&core, &support::POST);
    call.text("text/plain", "hello".to_owned());
    call.send::<Json>().await.unwrap();
    assert_eq!(server.received()[0].text(), "hello!");
    assert_eq!(server.received()[1].text(), "hello!");
    let mut call = g::Call::new(&core, &support::GET);
    call.timeout(Duration::from_millis(50));
    assert!(call.send::<Json>().await.unwrap_err().is_timeout());
    assert_eq!(
        *recorder.0.lock().unwrap(),
        [
            "before item 1",
            "after 1 Ok(307)",
            "before item 2",
            "after 2 Ok(200)",
            "before item 1",
            "after 1 Err(Timeout)",
        ]
    );
}

#[tokio::test]
async fn a_hook_may_refuse_but_not_move_a_request() {
    let server = Server::start([]).await;
    let core = support::core(&server.url, support::settings().hook(Recorder::default()));
    for name in ["x-refuse", "x-move"] {
        let mut call = g::Call::new(&core, &support::GET);
        call.header(name, "1");
        let error = call.send::<Json>().await.unwrap_err();
        assert!(!error.may_have_been_sent());
        assert!(std::error::Error::source(&error).is_some());
        let Error::Transport(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.kind(), TransportKind::Hook);
    }
    assert!(server.received().is_empty());
}

static SECURE: g::Operation = g::Operation {
    security: &[&[1]],
    ..support::plain("GET", support::RESPONSES)
};

#[tokio::test]
async fn wiremock_sees_what_a_hand_written_client_would_send() {
    use wiremock::matchers::{header, method, path, query_param};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/item"))
        .and(header("accept", "application/json"))
        .and(query_param("api key", "k"))
        .respond_with(ResponseTemplate::new(200).set_body_json([1, 2]))
        .expect(1)
        .mount(&server)
        .await;
    let core = support::built(&server.uri(), support::settings(), |builder| {
        builder.credential(1, "k".into());
    });
    assert_eq!(support::call(&core, &SECURE).await.unwrap()[1], 2);
}
