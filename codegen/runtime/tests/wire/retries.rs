//! Retries: off, and when on only for what cannot act twice.

use std::time::{Duration, Instant};

use specwright_client::__generated as g;
use specwright_client::{RetryPolicy, Settings};

use crate::server::{Reply, Server};
use crate::support::{self, Json};

fn busy() -> Reply {
    Reply::new("503 Busy", "", "busy")
}

fn after(seconds: &str) -> Reply {
    Reply::new("503 Busy", &format!("Retry-After: {seconds}\r\n"), "busy")
}

fn ok() -> Reply {
    Reply::json("200 OK", "1")
}

fn quick(attempts: u32) -> RetryPolicy {
    RetryPolicy::attempts(attempts).first_delay(Duration::from_millis(2))
}

fn settings(policy: RetryPolicy) -> Settings {
    support::settings().retry(policy)
}

#[tokio::test]
async fn nothing_is_sent_again_unless_asked_for() {
    let server = Server::start([busy(), ok()]).await;
    let core = support::core(&server.url, support::settings());
    assert_eq!(
        support::call(&core, &support::GET)
            .await
            .unwrap_err()
            .status()
            .unwrap(),
        503
    );
    assert_eq!(server.received().len(), 1);
}

/// A body that nobody wants is not worth the time of the call: its connection is given up.
#[tokio::test]
async fn a_refusal_whose_body_never_ends_is_sent_again_all_the_same() {
    let held = b"HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nbusy".to_vec();
    let server = Server::start([Reply::Hold(held), ok()]).await;
    let core = support::core(&server.url, settings(quick(2)));
    assert_eq!(*support::call(&core, &support::GET).await.unwrap(), 1);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn an_idempotent_request_is_sent_again_up_to_its_attempts() {
    let server = Server::start([busy(), busy(), ok(), busy(), busy(), busy(), ok()]).await;
    let core = support::core(&server.url, settings(quick(3)));
    assert_eq!(*support::call(&core, &support::PUT).await.unwrap(), 1);
    assert!(support::call(&core, &support::GET).await.is_err());
    assert_eq!(server.received().len(), 6);
    // the connection is kept through all of it
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.connection == 0)
    );
}

// RFC 9110, 9.2.2: POST is not idempotent
#[tokio::test]
async fn a_post_is_sent_again_only_with_a_key_that_stays() {
    let server = Server::start([busy(), busy(), busy(), ok(), busy(), ok()]).await;
    let core = support::core(&server.url, settings(quick(3)));
    assert!(support::call(&core, &support::POST).await.is_err());
    assert_eq!(server.received().len(), 1);
    let name = http::HeaderName::from_static("idempotency-key");
    let core = support::core(&server.url, settings(quick(3).idempotency_header(name)));
    assert!(support::call(&core, &support::POST).await.is_ok());
    let mut call = g::Call::new(&core, &support::POST);
    call.header("Idempotency-Key", "mine");
    assert!(call.send(Json::read).await.is_ok());
    let keys: Vec<_> = server
        .received()
        .iter()
        .skip(1)
        .map(|request| request.header("idempotency-key").unwrap().to_owned())
        .collect();
    assert_eq!(keys.len(), 5);
    assert_eq!(keys[0].len(), 36);
    assert!(keys[0] == keys[1] && keys[1] == keys[2], "{keys:?}");
    assert_eq!(keys[3..], ["mine", "mine"]);
}

// RFC 9110, 10.2.3
#[tokio::test]
async fn retry_after_is_waited_for_within_its_cap() {
    let date = httpdate::fmt_http_date(std::time::SystemTime::now() - Duration::from_secs(5));
    let server = Server::start([after("1"), after(&date), ok(), after("2"), ok()]).await;
    let policy = quick(3).longest_retry_after(Duration::from_secs(1));
    let core = support::core(&server.url, settings(policy));
    let began = Instant::now();
    assert!(support::call(&core, &support::GET).await.is_ok());
    let took = began.elapsed();
    assert!(
        took >= Duration::from_secs(1) && took < Duration::from_secs(4),
        "{took:?}"
    );
    // two seconds are more than the cap: its response is the result, at once
    let began = Instant::now();
    assert_eq!(
        support::call(&core, &support::GET)
            .await
            .unwrap_err()
            .status()
            .unwrap(),
        503
    );
    assert!(began.elapsed() < Duration::from_millis(1900));
}

#[tokio::test]
async fn no_wait_goes_beyond_the_limit_of_the_call() {
    let server = Server::start([after("1"), ok()]).await;
    let settings = settings(quick(3)).timeout(Duration::from_millis(950));
    let core = support::core(&server.url, settings);
    // the response that is there is better than a time-out
    let error = support::call(&core, &support::GET).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
}

#[tokio::test]
async fn a_broken_connection_is_tried_again_where_that_is_safe() {
    let server = Server::start([Reply::Close(vec![]), ok(), Reply::Close(vec![]), ok()]).await;
    let core = support::core(&server.url, settings(quick(2)));
    assert!(support::call(&core, &support::GET).await.is_ok());
    let error = support::call(&core, &support::POST).await.unwrap_err();
    assert!(error.may_have_been_sent());
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn what_did_not_leave_is_sent_again_whatever_it_is() {
    // the server begins to listen only after the first attempt has failed
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let policy = RetryPolicy::attempts(6).first_delay(Duration::from_millis(100));
    let core = support::core(&format!("http://{address}"), settings(policy));
    let call = tokio::spawn(async move { support::call(&core, &support::POST).await });
    tokio::time::sleep(Duration::from_millis(30)).await;
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    let (mut stream, _) = listener.accept().await.unwrap();
    let bytes = crate::server::response("200 OK", "", "1");
    tokio::io::AsyncWriteExt::write_all(&mut stream, &bytes)
        .await
        .unwrap();
    assert!(call.await.unwrap().is_ok());
}

#[tokio::test]
async fn an_earlier_attempt_counts_as_sent() {
    // a first attempt that got an answer, a second that finds nobody listening
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let bytes = crate::server::response("503 Busy", "Connection: close\r\n", "");
        tokio::io::AsyncWriteExt::write_all(&mut stream, &bytes)
            .await
            .unwrap();
    });
    let policy = RetryPolicy::attempts(2).first_delay(Duration::from_millis(100));
    let core = support::core(&url, settings(policy));
    let error = support::call(&core, &support::GET).await.unwrap_err();
    server.await.unwrap();
    assert_eq!(error.to_string(), "item: no connection to the server");
    assert!(error.may_have_been_sent());
}

#[tokio::test]
async fn a_dead_server_is_not_hammered() {
    let server = Server::start(std::iter::repeat_n(busy(), 1000)).await;
    let core = support::core(&server.url, settings(quick(4)));
    for _ in 0..100 {
        assert!(support::call(&core, &support::GET).await.is_err());
    }
    let sent = server.received().len();
    // ten retries saved up at first; a response that is no success earns none
    assert_eq!(sent, 110);
}
