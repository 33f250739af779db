//! The positive control of the fault cases: a naive client, without limits, checks and errors of
//! its own, must fail each of them.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where its data is not as expected"
)]

use serde_json::Value;
use specwright::config::References;
use specwright_contract::call::{
    Arguments, Compiled, Credentials, Limits, Outcome, Reply, Side, Started, awaited,
};
use specwright_contract::case::{Expect, Origin};
use specwright_contract::plan::{Plan, Scope};
use specwright_contract::run::{Lane, Runner};
use std::sync::Arc;

/// Sends, follows redirects with its credential, waits forever, and takes whatever comes.
struct Naive {
    base: String,
    token: String,
    http: reqwest::Client,
}

static CALLS: &[Compiled<Naive>] = &[Compiled {
    key: "GET /v1.0/{project_id}/kms/user-instances",
    run: call,
}];

#[allow(
    clippy::unnecessary_wraps,
    reason = "the suite asks for this signature"
)]
fn connect(base: &str, credentials: &Credentials, _: &Limits) -> Result<Naive, String> {
    Ok(Naive {
        base: base.to_owned(),
        token: credentials.token("X-Auth-Token").unwrap_or_default(),
        http: reqwest::Client::new(),
    })
}

fn call(client: &Naive, arguments: &mut Arguments) -> Started {
    let project: String = arguments.required("path", "project_id")?;
    let url = format!("{}/v1.0/{project}/kms/user-instances", client.base);
    let request = client.http.get(url).header("x-auth-token", &client.token);
    awaited(async move {
        let Ok(response) = request.send().await else {
            return success(200, http::HeaderMap::new(), Value::Null);
        };
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.unwrap_or_default();
        // An object with what is needed, whatever came.
        let value = serde_json::from_slice(&bytes).unwrap_or_default();
        success(status, headers, value)
    })
}

fn success(status: u16, headers: http::HeaderMap, value: Value) -> Outcome {
    Outcome::Documented(Reply {
        side: Side::Success,
        key: "200",
        status,
        headers,
        media: &[],
        value: Some(value),
        bytes: None,
        broken: Vec::new(),
        trouble: Vec::new(),
    })
}

#[test]
fn a_naive_client_fails_every_fault_that_must_end_in_an_error() {
    let path = std::path::Path::new("../spec/kms.yaml");
    let plan = Plan::read(path, &References::OwnFolder, &Scope::default()).unwrap();
    let runner = Runner::new(Arc::new(plan), CALLS, connect);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut tried = 0;
    let mut passed = Vec::new();
    runtime.block_on(async {
        let mut lane = Lane::start().await;
        for case in &runner.plan().all().list {
            let must_fail = matches!(
                case.expect,
                Expect::Failed { .. }
                    | Expect::BrokenItem { .. }
                    | Expect::Refused
                    | Expect::NotFollowed
            );
            if !matches!(case.origin, Origin::Fault(_)) || !must_fail {
                continue;
            }
            tried += 1;
            if runner.run(&mut lane, case).await.passed() {
                passed.push(case.name.clone());
            }
        }
    });
    assert!(passed.is_empty(), "the naive client passes {passed:?}");
    assert!(tried > 50, "only {tried} faults");
}
