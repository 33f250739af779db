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
    let server = Server::start((0..3).map(|_| Reply::json("200 OK", "1"))).await;
    let settings = support::settings();
    let other = settings.clone().user_agent("other");
    for settings in [settings.clone(), settings.max_redirects(0), other] {
        let core = support::core(&server.url, settings);
        support::call(&core, &support::GET).await.unwrap();
    }
    let received = server.received();
    assert_eq!(received[1].connection, 0);
    // a setting of the connections themselves makes new ones
    assert_eq!(received[2].connection, 1);
    assert_eq!(received[2].header("user-agent"), Some("other"));
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
    let call = g::Call::new(&core, &support::GET).send(Json::read);
    assert!(
        tokio::time::timeout(Duration::from_millis(300), call)
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
    call.send(Json::read).await.unwrap();
    assert_eq!(server.received()[0].text(), "hello!");
    assert_eq!(server.received()[1].text(), "hello!");
    let mut call = g::Call::new(&core, &support::GET);
    call.timeout(Duration::from_millis(300));
    assert!(call.send(Json::read).await.unwrap_err().is_timeout());
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
        let error = call.send(Json::read).await.unwrap_err();
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

/// A proxy that is in the environment of another program, for the test below.
#[tokio::test]
#[ignore = "runs in a process of its own, which has a proxy in its environment"]
async fn with_a_proxy_in_the_environment() {
    assert!(std::env::var("HTTP_PROXY").is_ok());
    let server = Server::start([Reply::json("200 OK", "1")]).await;
    let settings = support::settings();
    let direct = support::core(&server.url, settings.clone());
    assert!(support::call(&direct, &support::GET).await.is_ok());
    // nobody listens at the proxy's address
    let proxied = support::core(&server.url, settings.environment_proxy(true));
    let error = support::call(&proxied, &support::GET).await.unwrap_err();
    assert!(!error.may_have_been_sent());
}

#[test]
fn a_proxy_of_the_environment_is_used_only_when_asked_for() {
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "connections::with_a_proxy_in_the_environment",
            "--ignored",
        ])
        .env("HTTP_PROXY", "http://127.0.0.1:9")
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .env_remove("http_proxy")
        .env_remove("REQUEST_METHOD")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && told.contains("1 passed"),
        "{told}"
    );
}

#[tokio::test]
async fn an_answer_before_the_body_is_read_is_the_answer() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 1024]).await.unwrap();
        let headers = "Connection: close\r\nContent-Type: application/json\r\n";
        let bytes = crate::server::response("413 Content Too Large", headers, "{}");
        stream.write_all(&bytes).await.unwrap();
        // a server in good order reads on for a while (RFC 9112, 9.6)
        tokio::time::sleep(Duration::from_millis(100)).await;
    });
    let core = support::core(&url, support::settings());
    let mut call = g::Call::new(&core, &support::PUT);
    call.bytes("text/plain", vec![b'x'; 8 * 1024 * 1024].into());
    let error = call.send(Json::read).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 413);
    server.await.unwrap();
}

#[test]
fn calls_and_errors_go_between_threads() {
    fn is_shareable<T: Send + Sync + 'static>() {}
    fn is_sendable<T: Send + 'static>() {}
    is_shareable::<Error<support::Documented>>();
    is_shareable::<g::Response<specwright_client::ByteStream>>();
    is_shareable::<g::Core>();
    is_sendable::<g::Call>();
    is_sendable::<g::Pending<specwright_client::Response<()>, specwright_client::NoError>>();
}
