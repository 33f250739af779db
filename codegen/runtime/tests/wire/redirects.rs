//! Redirects: within the origin only, with the request that RFC 9110, 15.4 says.

use specwright_client::__generated as g;
use specwright_client::{Body, Error, TransportKind};

use g::{BodyKind, Key, Operation, Responded};

use crate::server::{Reply, Server};
use crate::support::{self, Json};

fn to(status: &str, location: &str) -> Reply {
    Reply::new(status, &format!("Location: {location}\r\n"), "moved")
}

static SECURE: Operation = Operation {
    security: &[&[0, 1, 2]],
    ..support::plain("POST", support::RESPONSES)
};

/// A client with a header, a query and a cookie credential.
fn secure(url: &str) -> g::Core {
    support::built(url, support::settings(), |builder| {
        builder.credential(0, "header-secret".into());
        builder.credential(1, "query-secret".into());
        builder.credential(2, "cookie-secret".into());
    })
}

#[tokio::test]
async fn another_origin_gets_nothing() {
    let other = Server::start([Reply::json("200 OK", "1")]).await;
    for status in ["301 A", "302 B", "303 C", "307 D", "308 E"] {
        let server = Server::start([to(status, &format!("{}/x?y", other.url))]).await;
        let error = support::call(&secure(&server.url), &SECURE)
            .await
            .unwrap_err();
        // the redirect itself is kept
        assert!(status.starts_with(error.status().unwrap().as_str()));
        assert!(error.headers().unwrap().contains_key("location"));
        assert_eq!(error.body().unwrap(), "moved");
        let Error::Transport(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.kind(), TransportKind::Redirect);
        assert_eq!(server.received().len(), 1);
    }
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn the_same_origin_gets_credentials_again_and_no_referer() {
    let server = Server::start([
        to("303 See Other", "/next?api%20key=stale&z=1#part"),
        Reply::json("200 OK", "1"),
    ])
    .await;
    let mut call = g::Call::new(&secure(&server.url), &SECURE);
    call.json("application/json", &1);
    assert_eq!(*call.send(Json::read).await.unwrap(), 1);
    let received = server.received();
    assert_eq!(received[0].line(), "POST /item?api%20key=query-secret");
    assert_eq!(received[0].text(), "1");
    let next = &received[1];
    assert_eq!(next.line(), "GET /next?z=1&api%20key=query-secret");
    assert_eq!(next.header("x-auth-token"), Some("header-secret"));
    assert_eq!(next.header("cookie"), Some("session=cookie-secret"));
    assert_eq!(next.header("referer"), None);
    // 15.4: the body and what describes it stay behind
    assert_eq!(next.header("content-type"), None);
    assert!(next.body.is_empty());
    // the connection was used again
    assert_eq!(next.connection, 0);
}

#[tokio::test]
async fn a_body_goes_along_where_the_method_stays() {
    for status in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let server = Server::start([to(status, "there"), Reply::json("200 OK", "1")]).await;
        let core = support::core(&server.url, support::settings());
        let mut call = g::Call::new(&core, &support::POST);
        call.json("application/json", &"body");
        call.send(Json::read).await.unwrap();
        let received = server.received();
        assert_eq!(received[1].line(), "POST /there");
        assert_eq!(received[1].text(), "\"body\"");
        assert_eq!(received[1].header("content-type"), Some("application/json"));
    }
}

#[tokio::test]
async fn a_body_that_can_be_sent_once_is_not_sent_empty() {
    struct Once(bool);
    impl futures_core::Stream for Once {
        type Item = Result<&'static str, std::convert::Infallible>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(std::mem::take(&mut self.0).then_some(Ok("once")))
        }
    }
    let server = Server::start([to("307 Temporary Redirect", "/there")]).await;
    let core = support::core(&server.url, support::settings());
    let mut call = g::Call::new(&core, &support::POST);
    call.bytes("text/csv", Body::stream(Once(true)));
    let error = call.send(Json::read).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "item: 307 Temporary Redirect: a redirect of a body that can be sent only once"
    );
    assert_eq!(server.one().text(), "once");
}

#[tokio::test]
async fn a_loop_ends() {
    let server = Server::start((0..10).map(|_| to("302 Found", "/item"))).await;
    let core = support::core(&server.url, support::settings().max_redirects(3));
    let error = support::call(&core, &support::GET).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("more redirects than are followed")
    );
    assert_eq!(server.received().len(), 4);
}

#[tokio::test]
async fn a_documented_redirect_is_a_result() {
    static DOCUMENTED: Operation = support::plain(
        "GET",
        &[Responded {
            key: Key::Range(3),
            success: true,
            media: &[],
            body: BodyKind::Empty,
        }],
    );
    struct Location;
    impl Location {
        pub(crate) fn read(
            _: usize,
            raw: g::Raw,
        ) -> Result<Result<specwright_client::Response<()>, specwright_client::NoError>, g::Failure>
        {
            Ok(Ok(raw.empty()?))
        }
    }
    let server = Server::start([to("302 Found", "https://elsewhere.example/")]).await;
    let core = support::core(&server.url, support::settings());
    let response = g::Call::new(&core, &DOCUMENTED)
        .send(Location::read)
        .await
        .unwrap();
    assert_eq!(response.status(), 302);
    assert_eq!(response.headers()["location"], "https://elsewhere.example/");
}

#[tokio::test]
async fn a_redirect_without_target_is_an_undocumented_status() {
    let server = Server::start([
        Reply::new("302 Found", "", "x"),
        to("302 Found", "http://["),
    ])
    .await;
    let core = support::core(&server.url, support::settings());
    let error = support::call(&core, &support::GET).await.unwrap_err();
    assert!(matches!(error, Error::UndocumentedStatus { .. }));
    let error = support::call(&core, &support::GET).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "item: 302 Found: a redirect whose target is no URL"
    );
}

#[tokio::test]
async fn the_body_of_a_redirect_is_bounded_too() {
    let endless = [
        b"HTTP/1.1 302 Found\r\nLocation: /next\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec(),
        b"FFFF\r\n".to_vec(),
    ]
    .into_iter()
    .chain(std::iter::repeat_n(vec![b'x'; 0xFFFF], 1))
    .chain(std::iter::repeat_n(b"\r\nFFFF\r\n".to_vec(), 1))
    .chain(std::iter::repeat_n(vec![b'x'; 0xFFFF], 1))
    .collect();
    let server = Server::start([
        Reply::Drip(std::time::Duration::ZERO, endless),
        Reply::json("200 OK", "1"),
    ])
    .await;
    let core = support::core(&server.url, support::settings());
    assert_eq!(*support::call(&core, &support::GET).await.unwrap(), 1);
    // the rest was not waited for: a new connection
    assert_eq!(server.received()[1].connection, 1);
}
