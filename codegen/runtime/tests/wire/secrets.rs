//! No credential and no query in anything that is printed or logged.
//!
//! A secret is planted in every place that can hold one, then everything that can be printed is
//! searched for it. The search must find a secret that is leaked on purpose.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_client::__generated as g;
use specwright_client::{Attempt, BoxError, BoxFuture, Credential, Hook};

use crate::server::{Reply, Server};
use crate::support::{self, Json, param};

const SECRET: &str = "Zx9-planted-credential-Qq7";

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

/// Prints what a hook would print.
#[derive(Clone, Default)]
struct Printing(Arc<Mutex<String>>);

impl Hook for Printing {
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), BoxError>> {
        let _ = write!(self.0.lock().unwrap(), "{attempt:?} {attempt:#?}");
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Keeps every field of every span and event of this crate.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl tracing::field::Visit for Log {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        let _ = writeln!(self.0.lock().unwrap(), "{field}={value:?}");
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target().starts_with("specwright")
    }

    fn new_span(&self, attributes: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        attributes.record(&mut self.clone());
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

/// Whether a text holds the secret: as it is, percent-encoded or in base64 at any alignment.
fn leaks(text: &str) -> bool {
    use base64::Engine;
    let raw = text.contains(SECRET) || text.contains(&SECRET[4..16]);
    let encoded = (0..3).any(|shift| {
        let shifted = format!("{}{SECRET}", "x".repeat(shift));
        let whole = base64::engine::general_purpose::STANDARD.encode(shifted);
        text.contains(&whole[8..24])
    });
    raw || encoded
}

fn everything(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let _ = writeln!(text, "{error} | {error:?} | {error:#?}");
        next = error.source();
    }
    text
}

#[tokio::test]
async fn nothing_that_is_printed_holds_a_secret() {
    // With one listener alone, the first thread that comes to a place in the code decides for all
    // whether it is listened to, and threads of other tests have none. With two, both are asked.
    let _second = tracing::Dispatch::new(Log::default());
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let hook = Printing::default();
    let closed = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1".to_vec();
    let elsewhere = format!("Location: http://elsewhere.example/?{SECRET}\r\n");
    let replies = [
        Reply::json("200 OK", "{}"),
        Reply::json("404 Not Found", "{}"),
        Reply::new("599 Odd", &format!("Set-Cookie: {SECRET}\r\n"), ""),
        Reply::json("200 OK", "{"),
        Reply::new("302 Found", &elsewhere, ""),
        Reply::Close(closed),
        Reply::Close(b"garbage\r\n\r\n".to_vec()),
        Reply::Hold(vec![]),
    ];
    let count = replies.len();
    let server = Server::start(replies).await;
    let settings = support::settings()
        .timeout(Duration::from_secs(1))
        .hook(hook.clone());
    let dead = "http://127.0.0.1:9/base";
    let mut printed = String::new();
    for url in std::iter::repeat_n(server.url.as_str(), count).chain([dead]) {
        let mut builder = g::CoreBuilder::new();
        builder.base_url(url.to_owned());
        builder.settings(settings.clone());
        for scheme in 0..3 {
            builder.credential(scheme, SECRET.into());
        }
        builder.credential(3, Credential::basic("user", SECRET));
        let _ = writeln!(printed, "{builder:?}");
        let core = builder.build(support::SCHEMES).unwrap();
        let mut call = g::Call::new(&core, &SECURE);
        for parameter in 0..3 {
            call.set(parameter, SECRET);
        }
        call.json("application/json", SECRET);
        let _ = writeln!(printed, "{core:?} {call:?} {settings:?}");
        match call.send::<Json>().await {
            Ok(response) => writeln!(printed, "{response:?} {:?}", response.parts()).unwrap(),
            Err(error) => printed.push_str(&everything(&error)),
        }
    }
    drop(guard);
    let refused = {
        let core = support::core(&server.url, support::settings());
        let mut call = g::Call::new(&core, &SECURE);
        call.set(2, &format!("{SECRET}\n"));
        call.send::<Json>().await.unwrap_err()
    };
    printed.push_str(&everything(&refused));
    let _ = write!(
        printed,
        "{:?} {:?}",
        Credential::from(SECRET),
        hook.0.lock().unwrap()
    );
    assert_eq!(server.received().len(), count);
    let logged = log.0.lock().unwrap().clone();
    assert!(
        logged.contains("attempt ended"),
        "the log is kept: {logged}"
    );
    assert!(!leaks(&logged), "{logged}");
    // the path is the caller's argument: hooks print it
    let printed = printed.replace(&format!("/item/{SECRET}"), "/item/…");
    assert!(!leaks(&printed), "{printed}");
}

#[test]
fn a_planted_leak_is_found() {
    use base64::Engine;
    assert!(leaks(&format!("Error: {SECRET}")));
    let basic = base64::engine::general_purpose::STANDARD.encode(format!("user:{SECRET}"));
    assert!(leaks(&format!("authorization: Basic {basic}")));
    assert!(!leaks("Secret(***)"));
}
