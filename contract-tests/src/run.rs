//! Runs a case: server, call, checks, event.
//!
//! Must not report: what happened is an [`Event`].

use crate::call::{Arguments, Compiled, Connect, Credential, Credentials, Limits};
use crate::case::{Case, Fixture, Held, Serve};
use crate::document::{Document, SchemeKind};
use crate::finding::Finding;
use crate::oracle::{BASE_PATH, Bench, Ended, Exchange, Received, judge};
use crate::plan::Plan;
use crate::serve::{Mock, Raw};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How much longer than its own limit a call may take before the suite gives it up.
const GIVE_UP: Duration = Duration::from_secs(6);

/// What happened to one case.
#[derive(Debug, Clone)]
pub struct Event {
    /// What the client did wrong; empty: it passed.
    pub findings: Vec<Finding>,
    /// What was seen.
    pub exchange: Exchange,
    /// Why the case could not be run at all.
    pub trouble: Option<String>,
}

impl Event {
    /// Whether the case passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.findings.is_empty() && self.trouble.is_none()
    }

    /// A case that could not be run.
    #[must_use]
    pub fn troubled(message: &str) -> Self {
        Self {
            findings: Vec::new(),
            exchange: Exchange {
                requests: Vec::new(),
                elsewhere: Vec::new(),
                ended: Ended::Hung,
                took: Duration::ZERO,
            },
            trouble: Some(message.to_owned()),
        }
    }
}

/// Runs the cases of a plan against a client.
pub struct Runner<C: 'static> {
    plan: Arc<Plan>,
    calls: BTreeMap<&'static str, &'static Compiled<C>>,
    connect: Connect<C>,
}

/// What is reused from case to case: servers and clients. One case at a time.
pub struct Lane<C> {
    mock: Mock,
    elsewhere: Mock,
    clients: BTreeMap<(Vec<String>, Limits), Arc<C>>,
}

impl<C> Lane<C> {
    /// Starts its servers.
    pub async fn start() -> Self {
        Self {
            mock: Mock::start().await,
            elsewhere: Mock::start().await,
            clients: BTreeMap::new(),
        }
    }
}

impl<C> Lane<C> {
    /// Makes clients anew from now on.
    pub fn forget_clients(&mut self) {
        self.clients.clear();
    }
}

impl<C: Send + Sync + 'static> Runner<C> {
    /// A runner for these calls.
    #[must_use]
    pub fn new(plan: Arc<Plan>, calls: &'static [Compiled<C>], connect: Connect<C>) -> Self {
        Self {
            plan,
            calls: calls.iter().map(|call| (call.key, call)).collect(),
            connect,
        }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Runs one case.
    pub async fn run(&self, lane: &mut Lane<C>, case: &Case) -> Event {
        let started = Instant::now();
        let held = held(&self.plan.document, case);
        let exchange = match self.exchange(lane, case, &held, started).await {
            Ok(exchange) => exchange,
            Err(message) => return Event::troubled(&message),
        };
        let bench = Bench {
            document: &self.plan.document,
            schemas: &self.plan.schemas,
        };
        Event {
            findings: judge(bench, case, &held, &exchange),
            exchange,
            trouble: None,
        }
    }

    async fn exchange(
        &self,
        lane: &mut Lane<C>,
        case: &Case,
        held: &Credentials,
        started: Instant,
    ) -> Result<Exchange, String> {
        let operation = self.plan.document.operations.get(case.operation);
        let call = operation
            .and_then(|operation| self.calls.get(operation.key.as_str()).copied())
            .ok_or("the client has no such operation")?;
        lane.elsewhere
            .serve(Fixture::new(200, None, Vec::new()))
            .await;
        let (ended, requests) = match &case.serve {
            Serve::Response(fixture) => {
                lane.mock.serve(fixture.clone()).await;
                let client = self.client(lane, held, case.limits)?;
                let ended = perform(call, client, case).await;
                (ended, lane.mock.received())
            }
            Serve::Redirect(status) => {
                let redirect = redirect(*status, &lane.elsewhere);
                lane.mock.serve(redirect).await;
                let client = self.client(lane, held, case.limits)?;
                let ended = perform(call, client, case).await;
                (ended, lane.mock.received())
            }
            Serve::Raw(steps) => self.raw(steps, call, held, case).await?,
        };
        Ok(Exchange {
            requests,
            elsewhere: lane.elsewhere.received(),
            ended,
            took: started.elapsed(),
        })
    }

    async fn raw(
        &self,
        steps: &[crate::case::Step],
        call: &'static Compiled<C>,
        held: &Credentials,
        case: &Case,
    ) -> Result<(Ended, Vec<Received>), String> {
        let server = Raw::start(steps.to_vec())
            .await
            .map_err(|error| format!("no raw server: {error}"))?;
        let base = format!("{}{BASE_PATH}", server.uri());
        let client = Arc::new((self.connect)(&base, held, &case.limits)?);
        let ended = perform(call, client, case).await;
        Ok((ended, server.received()))
    }

    fn client(
        &self,
        lane: &mut Lane<C>,
        held: &Credentials,
        limits: Limits,
    ) -> Result<Arc<C>, String> {
        let schemes = held.iter().map(|(scheme, _)| scheme.to_owned()).collect();
        let key = (schemes, limits);
        if let Some(client) = lane.clients.get(&key) {
            return Ok(Arc::clone(client));
        }
        let base = format!("{}{BASE_PATH}", lane.mock.uri());
        let client = Arc::new((self.connect)(&base, held, &limits)?);
        lane.clients.insert(key, Arc::clone(&client));
        Ok(client)
    }
}

/// A redirect to the other server under another host name.
fn redirect(status: u16, elsewhere: &Mock) -> Fixture {
    let target = elsewhere.uri().replace("127.0.0.1", "localhost");
    let mut fixture = Fixture::new(status, None, Vec::new());
    fixture
        .headers
        .push(("location".to_owned(), format!("{target}/elsewhere")));
    fixture
}

/// Calls in a task of its own, so that a panic ends the case and not the suite.
async fn perform<C: Send + Sync + 'static>(
    call: &'static Compiled<C>,
    client: Arc<C>,
    case: &Case,
) -> Ended {
    let mut arguments: Arguments = case.arguments.clone();
    let run = call.run;
    let mut task = tokio::spawn(async move {
        match run(&client, &mut arguments) {
            Ok(running) => Ok(running.await),
            Err(refused) => Err(refused),
        }
    });
    match tokio::time::timeout(case.limits.timeout + GIVE_UP, &mut task).await {
        Ok(Ok(Ok(outcome))) => Ended::Outcome(Box::new(outcome)),
        Ok(Ok(Err(refused))) => Ended::Refused(refused),
        Ok(Err(error)) => Ended::Panicked(panic_message(error)),
        Err(_) => {
            task.abort();
            Ended::Hung
        }
    }
}

fn panic_message(error: tokio::task::JoinError) -> String {
    let Ok(payload) = error.try_into_panic() else {
        return "the task was cancelled".to_owned();
    };
    payload
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| {
            payload
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
        })
        .unwrap_or_else(|| "no message".to_owned())
}

/// The credentials a client has in a case; each scheme's are its own.
#[must_use]
pub fn held(document: &Document, case: &Case) -> Credentials {
    let only: Option<&[usize]> = match case.credentials {
        Held::All => None,
        Held::Alternative(index) => document
            .operations
            .get(case.operation)
            .and_then(|operation| operation.security.get(index))
            .map(|alternative| alternative.schemes.as_slice()),
    };
    let mut held = Credentials::new();
    for (index, scheme) in document.schemes.iter().enumerate() {
        if only.is_some_and(|only| !only.contains(&index)) {
            continue;
        }
        let credential = match scheme.kind {
            SchemeKind::Other => continue,
            SchemeKind::Basic => Credential::Basic {
                user: format!("user-{index}"),
                password: format!("secret:{index} of contract"),
            },
            _ => Credential::Token(format!("credential-{index}-of-contract")),
        };
        held.insert(scheme.name.clone(), credential);
    }
    held
}
