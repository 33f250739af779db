//! No credential and no query in anything that is printed or logged.
//!
//! A secret is planted in every place that can hold one, then everything that can be printed is
//! searched for it. The search must find a secret that is leaked on purpose.

use std::time::Duration;

use specwright_client::__generated as g;
use specwright_client::Credential;

use crate::leaks::{Sinks, WRITINGS, causes, holds, written};
use crate::server::{Reply, Server};
use crate::support::{self, Json, param};

const SECRET: &str = "Zx9-planted-credential-Qq7-Zz88x";

static SECURE: g::Operation = g::Operation {
    path: &[g::PathPiece::Text("/item/"), g::PathPiece::Param(1)],
    parameters: &[
        param("q", g::Location::Query),
        param("id", g::Location::Path),
        param("X-Extra", g::Location::Header),
    ],
    security: &[&[0, 1, 2, 3]],
    ..support::plain("GET", support::RESPONSES)
};

/// Whether a text holds the secret, in whatever writing.
fn leaks(text: &str) -> bool {
    WRITINGS.iter().any(|writing| holds(text, SECRET, writing))
}

#[tokio::test]
async fn nothing_that_is_printed_holds_an_argument_or_a_header() {
    let sinks = Sinks::default();
    let listening = sinks.listen();
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1".to_vec();
    let elsewhere = format!("Location: http://elsewhere.example/?{SECRET}\r\n");
    let replies = [
        Reply::json("200 OK", "{}"),
        Reply::json("404 Not Found", "{}"),
        Reply::new("599 Odd", &format!("Set-Cookie: {SECRET}\r\n"), ""),
        Reply::json("200 OK", "{"),
        Reply::new("302 Found", &elsewhere, ""),
        Reply::Close(cut),
        Reply::Close(b"garbage\r\n\r\n".to_vec()),
        Reply::Hold(vec![]),
    ];
    let count = replies.len();
    let server = Server::start(replies).await;
    let settings = support::settings()
        .timeout(Duration::from_secs(1))
        .hook(sinks.clone());
    let dead = "http://127.0.0.1:9/base";
    for url in std::iter::repeat_n(server.url.as_str(), count).chain([dead]) {
        let core = support::built(url, settings.clone(), |builder| {
            for scheme in 0..3 {
                builder.credential(scheme, SECRET.into());
            }
            builder.credential(3, Credential::basic("user", SECRET));
        });
        let mut call = g::Call::new(&core, &SECURE);
        for parameter in 0..3 {
            call.set(parameter, SECRET);
        }
        call.json("application/json", SECRET);
        sinks.put("call", &call);
        match call.send(Json::read).await {
            Ok(response) => sinks.put("response", &(&response, response.parts())),
            Err(error) => sinks.text("error", causes(&error)),
        }
    }
    let core = support::core(&server.url, support::settings());
    let mut refused = g::Call::new(&core, &SECURE);
    refused.set(2, &format!("{SECRET}\n"));
    sinks.text(
        "error",
        causes(&refused.send(Json::read).await.unwrap_err()),
    );
    drop(listening);
    assert_eq!(server.received().len(), count);
    let all = sinks.all();
    for kept in ["attempt ended", "599", "not sent"] {
        assert!(all.contains(kept), "{kept} is said: {all}");
    }
    // the path is the caller's argument: hooks print it
    let all = all.replace(&format!("/item/{SECRET}"), "/item/…");
    assert!(!leaks(&all), "{all}");
}

#[test]
fn a_planted_leak_is_found() {
    for writing in WRITINGS {
        assert!(leaks(&format!("Error: {}", written(SECRET, writing))));
    }
    assert!(!leaks("Secret(***)"));
}
