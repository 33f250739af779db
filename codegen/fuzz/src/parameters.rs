//! Target `parameters`: a value → the request that goes out → the same value again.
//!
//! An input is JSON: `{"as": "query form explode", "value": ["a", "b&c"]}`. The first names a row of
//! [`rows`], the second is any value. A hook sees the request as it would go out, and ends the
//! call. What it holds is read back by [`read`], which knows the specification and not the runtime:
//! OpenAPI 3.0.4, 4.7.12.3 (Style Values), RFC 6570, RFC 3986, RFC 6265, RFC 7578.

// By path, for the tests that replay what once failed.
#[path = "parameters/read.rs"]
mod read;
#[path = "parameters/rows.rs"]
mod rows;

use rows::{Place, ROWS, Row};
use serde_json::Value;
use specwright_client::__generated::{Call, Core, CoreBuilder, Raw, Read};
use specwright_client::{Attempt, BoxError, BoxFuture, Error, Hook, NoError, Settings};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::{Builder, Runtime};

/// A request as it would go out.
#[derive(Debug, Clone)]
struct Sent {
    uri: http::Uri,
    headers: http::HeaderMap,
    body: bytes::Bytes,
}

/// Keeps the request and ends the call.
struct Keep(Arc<Mutex<Option<Sent>>>);

impl Hook for Keep {
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async {
            let sent = Sent {
                uri: attempt.parts.uri.clone(),
                headers: attempt.parts.headers.clone(),
                body: attempt.body.clone().unwrap_or_default(),
            };
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(sent);
            Err("seen".into())
        })
    }
}

/// No response is read.
fn nothing(_: usize, raw: Raw) -> Read<(), NoError> {
    Err(raw.undocumented())
}

struct Machine {
    runtime: Runtime,
    core: Core,
    sent: Arc<Mutex<Option<Sent>>>,
}

thread_local! {
    static MACHINE: Machine = Machine::start();
}

impl Machine {
    fn start() -> Self {
        let sent = Arc::default();
        let mut builder = CoreBuilder::new();
        builder.base_url("http://a.example/base".to_owned());
        builder.settings(Settings::new().hook(Keep(Arc::clone(&sent))));
        Self {
            runtime: Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime"),
            core: builder.build(&[]).expect("a client"),
            sent,
        }
    }

    /// The request of a value; `Err` with what is refused.
    fn send(&self, row: &'static Row, value: &Value) -> Result<Sent, String> {
        let mut call = Call::new(&self.core, &row.operation);
        match row.place {
            Place::Json => call.json("application/json", value),
            Place::Form => call.form("application/x-www-form-urlencoded", value, rows::FIELDS),
            Place::Multipart => call.multipart("multipart/form-data", rows::parts(value)),
            _ => call.set(0, value),
        }
        let error = self
            .runtime
            .block_on(call.send(nothing))
            .expect_err("the hook ends every call");
        let sent = self
            .sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        match (error, sent) {
            (Error::Argument(error), None) => Err(error.to_string()),
            (_, Some(sent)) => Ok(sent),
            (error, None) => panic!("the call ended before the hook: {error}"),
        }
    }
}

/// Sends the value; panics where something else would arrive.
pub fn check(data: &[u8]) {
    let Ok(Value::Object(input)) = serde_json::from_slice(data) else {
        return;
    };
    let (Some(Value::String(name)), Some(value)) = (input.get("as"), input.get("value")) else {
        return;
    };
    let index = name.bytes().map(usize::from).sum::<usize>() % ROWS.len();
    let row = ROWS
        .iter()
        .find(|row| row.name == name)
        .unwrap_or(&ROWS[index]);
    match MACHINE.with(|machine| machine.send(row, value)) {
        Err(problem) => assert!(
            read::cannot_be_sent(row, value),
            "{}: {value} is refused: {problem}",
            row.name
        ),
        Ok(sent) => read::back(row, value, &sent),
    }
}
