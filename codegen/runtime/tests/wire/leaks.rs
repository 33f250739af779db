//! The leak matrix: every way of giving a credential × every place where text comes out × every
//! way in which it could be written there.
//!
//! For each scheme a secret of its own is made at random and calls are made that end in every way
//! a call can end. What comes out is collected by its place, a sink, and no sink may hold the
//! secret in any of five writings. That the search is no blind one is tried as well: a secret
//! planted in each sink, in each writing, must be found.

use std::fmt::{Debug, Write as _};
use std::hash::{BuildHasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use specwright_client::__generated as g;
use specwright_client::{
    Attempt, Attempted, BoxError, BoxFuture, Credential, CredentialProvider, Hook, Secret,
};

use crate::server::{Reply, Server};
use crate::support::{self, Json};

/// How a credential is given, and the scheme it is for.
const SCHEMES: [(&str, usize, bool); 10] = [
    ("API key in a header", 0, false),
    ("API key in the query", 1, false),
    ("API key in a cookie", 2, false),
    ("basic", 3, false),
    ("bearer", 4, false),
    ("another HTTP scheme", 5, false),
    ("API key in a header, of a provider", 0, true),
    ("API key in the query, of a provider", 1, true),
    ("API key in a cookie, of a provider", 2, true),
    ("bearer, of a provider", 4, true),
];

/// The places where text comes out.
const SINKS: [&str; 24] = [
    "debug of the credential",
    "debug of the builder",
    "debug of the client",
    "debug of the settings",
    "debug of the call",
    "debug of the response",
    "debug of the response's parts",
    "a hook's attempt",
    "a hook's outcome",
    "display of a documented error",
    "debug of a documented error",
    "an undocumented status",
    "a body that breaks the contract",
    "a redirect that is not followed",
    "a connection that ends",
    "a response that is no HTTP",
    "a time limit",
    "a server that is not there",
    "a credential that cannot be sent",
    "the causes of all errors",
    "the text of a panic",
    "log and trace of this crate",
    "log and trace of all crates",
    "what another origin is sent",
];

/// The ways in which a secret could be written.
pub(crate) const WRITINGS: [&str; 5] = [
    "as it is",
    "in base64",
    "percent-encoded",
    "escaped as in JSON",
    "a part of eight characters",
];

/// 32 characters, some of which look different in every writing.
fn secret() -> String {
    let random = RandomState::new();
    let [first, second] = [random.hash_one(1), random.hash_one(2)];
    format!("{first:016x}\"%+/\\{:011x}", second >> 20)
}

/// Whether a text holds a secret in a writing.
pub(crate) fn holds(text: &str, secret: &str, writing: &str) -> bool {
    match writing {
        "as it is" => text.contains(secret),
        // what lies before it in the encoded text shifts it by no, one or two bytes
        "in base64" => (0..3).any(|shift| {
            let whole = STANDARD.encode(format!("{}{secret}", "x".repeat(shift)));
            text.contains(&whole[4..36])
        }),
        "percent-encoded" => {
            text.contains(&utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string())
        }
        "escaped as in JSON" => text.contains(escaped(secret).as_str()),
        _ => {
            let parts = secret.as_bytes().windows(8);
            parts
                .filter_map(|part| std::str::from_utf8(part).ok())
                .any(|part| text.contains(part))
        }
    }
}

fn escaped(secret: &str) -> String {
    let quoted = serde_json::to_string(secret).unwrap();
    quoted.trim_matches('"').to_owned()
}

/// A secret in a writing, as something that leaks would write it.
pub(crate) fn written(secret: &str, writing: &str) -> String {
    match writing {
        "as it is" => secret.to_owned(),
        "in base64" => STANDARD.encode(format!("user:{secret}")),
        "percent-encoded" => utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        "escaped as in JSON" => escaped(secret),
        _ => secret[20..28].to_owned(),
    }
}

/// Texts by sink.
#[derive(Clone, Default)]
pub(crate) struct Sinks(Arc<Mutex<Vec<(&'static str, String)>>>);

impl Sinks {
    /// Listens to every span and event of this thread, until what is given is dropped.
    pub(crate) fn listen(&self) -> impl Sized + use<> {
        // With one listener alone, the first thread that comes to a place in the code decides for
        // all whether it is listened to, and threads of other tests have none. With two, both are
        // asked.
        let second = tracing::Dispatch::new(Listener(Self::default(), ""));
        let guard = tracing::subscriber::set_default(Listener(self.clone(), ""));
        (guard, second)
    }

    pub(crate) fn put(&self, sink: &'static str, value: &dyn Debug) {
        self.text(sink, format!("{value:?} {value:#?}"));
    }

    pub(crate) fn text(&self, sink: &'static str, text: String) {
        self.0.lock().unwrap().push((sink, text));
    }

    fn of(&self, sink: &str) -> String {
        let all = self.0.lock().unwrap();
        let texts = all.iter().filter(|(name, _)| *name == sink);
        texts.map(|(_, text)| text.as_str()).collect()
    }

    /// What came out everywhere.
    pub(crate) fn all(&self) -> String {
        let all = self.0.lock().unwrap();
        all.iter().map(|(_, text)| text.as_str()).collect()
    }
}

impl Hook for Sinks {
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), BoxError>> {
        self.put("a hook's attempt", attempt);
        Box::pin(std::future::ready(Ok(())))
    }

    fn after(&self, outcome: &Attempted) {
        self.put("a hook's outcome", outcome);
    }
}

/// Listens to spans and events of every crate.
struct Listener(Sinks, &'static str);

impl tracing::field::Visit for Listener {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn Debug) {
        self.0.text(self.1, format!("{field}={value:?}\n"));
    }
}

/// The sink of a place in the code.
fn listened(target: &str) -> &'static str {
    match target.starts_with("specwright") {
        true => "log and trace of this crate",
        false => "log and trace of all crates",
    }
}

impl tracing::Subscriber for Listener {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        let sink = listened(attributes.metadata().target());
        attributes.record(&mut Listener(self.0.clone(), sink));
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut Listener(self.0.clone(), "log and trace of this crate"));
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let sink = listened(event.metadata().target());
        event.record(&mut Listener(self.0.clone(), sink));
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

/// The `log` crate's listener, which there is one of: reqwest speaks to it.
static LOGGED: Mutex<String> = Mutex::new(String::new());

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let _ = writeln!(
            LOGGED.lock().unwrap(),
            "{} {}",
            record.target(),
            record.args()
        );
    }

    fn flush(&self) {}
}

struct Vault(String);

impl CredentialProvider for Vault {
    fn credential(&self) -> BoxFuture<'_, Result<Secret, BoxError>> {
        Box::pin(async move { Ok(Secret::new(self.0.clone())) })
    }
}

fn credential(scheme: usize, is_provided: bool, secret: &str) -> Credential {
    match (scheme, is_provided) {
        (3, _) => Credential::basic("user", secret),
        (_, true) => Credential::provider(Vault(secret.to_owned())),
        (_, false) => Credential::from(secret),
    }
}

/// An operation for each scheme.
static SECURED: [g::Operation; 6] = {
    const fn of(security: &'static [&'static [usize]]) -> g::Operation {
        let plain = support::plain("GET", support::RESPONSES);
        g::Operation { security, ..plain }
    }
    [
        of(&[&[0]]),
        of(&[&[1]]),
        of(&[&[2]]),
        of(&[&[3]]),
        of(&[&[4]]),
        of(&[&[5]]),
    ]
};

/// The replies, and the sink of the call that each ends.
fn replies(elsewhere: &str) -> Vec<(&'static str, Reply)> {
    let moved = format!("Location: {elsewhere}/item\r\n");
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1".to_vec();
    vec![
        ("debug of the response", Reply::json("200 OK", "1")),
        (
            "debug of a documented error",
            Reply::json("404 Not Found", "{}"),
        ),
        ("an undocumented status", Reply::new("599 Odd", "", "odd")),
        (
            "a body that breaks the contract",
            Reply::json("200 OK", "{"),
        ),
        (
            "a redirect that is not followed",
            Reply::new("307 Temporary Redirect", &moved, ""),
        ),
        ("a connection that ends", Reply::Close(cut)),
        (
            "a response that is no HTTP",
            Reply::Close(b"no\r\n\r\n".to_vec()),
        ),
        ("a time limit", Reply::Hold(vec![])),
    ]
}

/// An error and what is behind it, in every form it can be printed in.
pub(crate) fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let _ = writeln!(text, "{error} {error:?} {error:#?}");
        next = error.source();
    }
    text
}

/// What a program that unwraps an error ends with.
fn thrown<E: Debug>(failed: Result<(), E>) -> String {
    let thrown = catch_unwind(AssertUnwindSafe(move || failed.unwrap()));
    *thrown.unwrap_err().downcast::<String>().unwrap()
}

/// Calls in every way a call can end, for one scheme.
async fn collect(sinks: &Sinks, scheme: usize, is_provided: bool, secret: &str) {
    let elsewhere = Server::start([Reply::json("200 OK", "1"), Reply::json("200 OK", "1")]).await;
    let replies = replies(&elsewhere.url);
    let server = Server::start(replies.iter().map(|(_, reply)| reply.clone())).await;
    let settings = support::settings()
        .timeout(Duration::from_secs(1))
        .hook(sinks.clone());
    sinks.put("debug of the settings", &settings);
    sinks.put(
        "debug of the credential",
        &credential(scheme, is_provided, secret),
    );
    let built = |url: &str, credential: Credential| {
        let mut builder = g::CoreBuilder::new();
        builder.base_url(url.to_owned());
        builder.settings(settings.clone());
        builder.credential(scheme, credential);
        sinks.put("debug of the builder", &builder);
        builder.build(support::SCHEMES).unwrap()
    };
    let core = built(&server.url, credential(scheme, is_provided, secret));
    sinks.put("debug of the client", &core);
    let dead = built(
        "http://127.0.0.1:9",
        credential(scheme, is_provided, secret),
    );
    let broken = credential(scheme, is_provided, &format!("{secret}\n"));
    let unsent = built(&server.url, broken);
    let calls = replies
        .iter()
        .map(|(sink, _)| (*sink, &core))
        .chain([("a server that is not there", &dead)])
        // the query and basic credentials can carry a line break; headers cannot
        .chain([("a credential that cannot be sent", &unsent)]);
    for (sink, core) in calls {
        let call = g::Call::new(core, &SECURED[scheme]);
        sinks.put("debug of the call", &call);
        match call.send(Json::read).await {
            Ok(response) => {
                sinks.put(sink, &response);
                sinks.put("debug of the response's parts", response.parts());
            }
            Err(error) => {
                sinks.put(sink, &error);
                sinks.text(sink, error.to_string());
                sinks.text("display of a documented error", error.to_string());
                sinks.text("the causes of all errors", causes(&error));
                let failed: Result<(), _> = Err(error);
                sinks.text("the text of a panic", thrown(failed));
            }
        }
    }
    let sent: String = elsewhere
        .received()
        .iter()
        .map(|request| request.head.as_str())
        .collect();
    sinks.text("what another origin is sent", format!("- {sent}"));
}

#[tokio::test]
async fn no_secret_comes_out_anywhere() {
    log::set_logger(&Logger).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let mut cells = 0;
    let mut leaks = Vec::new();
    for (name, scheme, is_provided) in SCHEMES {
        let secret = secret();
        assert_eq!(secret.len(), 32);
        let sinks = Sinks::default();
        let listening = sinks.listen();
        collect(&sinks, scheme, is_provided, &secret).await;
        drop(listening);
        let logged = std::mem::take(&mut *LOGGED.lock().unwrap());
        sinks.text("log and trace of all crates", logged);
        for sink in SINKS {
            let text = sinks.of(sink);
            assert!(!text.is_empty(), "{name}: nothing comes out in {sink}");
            for writing in WRITINGS {
                cells += 1;
                if holds(&text, &secret, writing) {
                    leaks.push(format!("{name}: {sink} holds it {writing}"));
                }
                // the same search finds what is planted there
                let planted = format!("{text} {}", written(&secret, writing));
                assert!(holds(&planted, &secret, writing), "{sink}, {writing}");
            }
        }
    }
    log::set_max_level(log::LevelFilter::Off);
    assert!(cells >= 1200, "{cells} cells");
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}
