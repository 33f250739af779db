//! The one send path: attempts, redirects, retries and the reading of the response, under one
//! deadline. Whatever is awaited is held to it where it is awaited: what is ready at once, as
//! credentials and hooks mostly are, then costs no timer. Not generic: every operation of every
//! client goes through the same code.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use tokio::time::{Instant, timeout_at};
use tracing::{Instrument, Level};
use url::Url;

use crate::auth::{self, BoxFuture};
use crate::body::Payload;
use crate::call::Call;
use crate::client::State;
use crate::error::{ArgumentError, Failure, TransportError, TransportKind};
use crate::hook::{Attempt, Attempted, Hook};
use crate::limits::{self, Limits};
use crate::media;
use crate::operation::{BodyKind, Operation};
use crate::raw::Raw;
use crate::redirect;
use crate::request::{self, Plan};
use crate::response::ResponseParts;
use crate::retry;
use crate::stream::ByteStream;

/// Most of a body that is read only so that its connection can be used again.
const DRAINED: usize = 64 * 1024;

/// Longest time that is spent on that: a new connection takes less.
const DRAIN_TIME: Duration = Duration::from_millis(500);

/// The future of a call.
pub(crate) fn boxed(call: Call) -> BoxFuture<'static, Result<(usize, Raw), Failure>> {
    Box::pin(run(call))
}

async fn run(mut call: Call) -> Result<(usize, Raw), Failure> {
    let core = call.core.clone();
    let operation = call.operation;
    let limit = call.timeout.unwrap_or(core.0.settings.timeout);
    let deadline = limits::later(limit);
    let plan = request::plan(&mut call)?;
    let mut exchange = Exchange {
        state: &core.0,
        operation,
        call,
        plan,
        target: None,
        drops_body: false,
        deadline,
        sent: false,
        attempts: 0,
        retries: 0,
        redirects: 0,
    };
    // the template and never the URL, whose path and query can hold what is secret
    let span = tracing::debug_span!("call", operation = operation.id, request = operation.key);
    exchange.run().instrument(span).await
}

/// A call on its way.
struct Exchange<'a> {
    state: &'a State,
    operation: &'static Operation,
    call: Call,
    plan: Plan,
    /// Where a redirect led.
    target: Option<Url>,
    /// A redirect asks for no body, nor what describes one.
    drops_body: bool,
    deadline: Instant,
    /// Some attempt may have reached the server.
    sent: bool,
    attempts: u32,
    retries: u32,
    redirects: u32,
}

impl Exchange<'_> {
    async fn run(&mut self) -> Result<(usize, Raw), Failure> {
        loop {
            let (url, headers) = (self.url()?, self.headers()?);
            let error = match self.attempt(url, headers).await {
                // What few calls come to is boxed, so that the others do not have room for it.
                Ok(response) if self.is_redirected(&response) => {
                    Box::pin(self.redirect(response)).await?;
                    continue;
                }
                Ok(mut response) => {
                    if let Some(wait) = self.wait_after_response(&response) {
                        Box::pin(self.drain(&mut response)).await;
                        self.pause(wait).await;
                        continue;
                    }
                    let is_well = !self.is_listed(response.status());
                    match self.finish(response).await {
                        Err(Failure::Transport(error)) => error,
                        result => {
                            if is_well {
                                self.state.budget.earn();
                            }
                            return result;
                        }
                    }
                }
                Err(error) => error,
            };
            match self.wait_after_error(&error) {
                Some(wait) => self.pause(wait).await,
                None => return Err(error.sent_before(self.sent).into()),
            }
        }
    }

    /// Where the next request goes.
    fn url(&self) -> Result<Url, ArgumentError> {
        match &self.target {
            Some(target) => Ok(target.clone()),
            None => request::url(&self.call),
        }
    }

    /// Header fields of the next request.
    fn headers(&self) -> Result<HeaderMap, ArgumentError> {
        let mut headers = request::headers(&self.call)?;
        if self.drops_body {
            redirect::drop_content_headers(&mut headers);
        }
        Ok(headers)
    }

    /// One request on the wire, up to the response's head.
    async fn attempt(
        &mut self,
        url: Url,
        headers: HeaderMap,
    ) -> Result<reqwest::Response, TransportError> {
        self.attempts = self.attempts.saturating_add(1);
        let assembled = timeout_at(self.deadline, self.assemble(url, headers));
        let request = match assembled.await {
            Ok(request) => request?,
            Err(_) => return Err(limits::out_of_time(self.operation.id, self.sent)),
        };
        let is_watched = self.state.settings.hook.is_some() || tracing::enabled!(Level::DEBUG);
        let started = is_watched.then(Instant::now);
        let sent_before = std::mem::replace(&mut self.sent, true);
        let execution = self.state.http.execute(request);
        let result = match timeout_at(self.deadline, execution).await {
            Ok(result) => {
                result.map_err(|error| TransportError::from_http(self.operation.id, error))
            }
            Err(_) => Err(limits::out_of_time(self.operation.id, true)),
        };
        if matches!(&result, Err(error) if !error.may_have_been_sent()) {
            self.sent = sent_before;
        }
        if let Some(started) = started {
            self.report(&result, started.elapsed());
        }
        let response = result?;
        if response.status() == StatusCode::UNAUTHORIZED {
            auth::refused(self.state, &self.plan.schemes);
        }
        limits::check_headers(
            self.operation.id,
            response.headers(),
            self.state.settings.max_header_bytes,
        )?;
        Ok(response)
    }

    /// Tells hook and log how an attempt ended.
    fn report(&self, result: &Result<reqwest::Response, TransportError>, elapsed: Duration) {
        let result = match result {
            Ok(response) => Ok(response.status()),
            Err(error) => Err(error.kind()),
        };
        tracing::debug!(attempt = self.attempts, ?result, ?elapsed, "attempt ended");
        if let Some(hook) = &self.state.settings.hook {
            hook.after(&Attempted {
                operation: self.operation.id,
                number: self.attempts,
                result,
                elapsed,
            });
        }
    }

    /// The request with its credentials, as the hook leaves it.
    async fn assemble(
        &self,
        mut url: Url,
        mut headers: HeaderMap,
    ) -> Result<reqwest::Request, TransportError> {
        auth::attach(self.state, &self.plan.schemes, &mut url, &mut headers)
            .await
            .map_err(|error| self.credential_error(error))?;
        let body = self.body();
        let memory = match body {
            Some(payload) => payload.in_memory(),
            None => Some(Bytes::new()),
        };
        let mut ready = Ready {
            method: self.plan.method.clone(),
            url,
            headers,
            memory,
        };
        if let Some(hook) = &self.state.settings.hook {
            ready = Box::pin(self.hooked(&**hook, ready)).await?;
        }
        let mut request = reqwest::Request::new(ready.method, ready.url);
        *request.headers_mut() = ready.headers;
        match (ready.memory, body) {
            (Some(bytes), _) if !bytes.is_empty() => *request.body_mut() = Some(bytes.into()),
            (Some(_), body) => {
                // RFC 9110, 8.6: said where the method foresees a body, or servers ask for it (411)
                if body.is_some() || foresees_body(request.method()) {
                    let headers = request.headers_mut();
                    headers.insert(http::header::CONTENT_LENGTH, 0.into());
                }
            }
            (None, Some(payload)) => {
                let (length, pieces) = Box::pin(payload.open())
                    .await
                    .map_err(|error| self.unsent(TransportKind::RequestBody, error))?;
                if let Some(length) = length {
                    let headers = request.headers_mut();
                    headers.insert(http::header::CONTENT_LENGTH, length.into());
                }
                *request.body_mut() = Some(reqwest::Body::wrap_stream(pieces));
            }
            (None, None) => {}
        }
        Ok(request)
    }

    /// Lets the hook change the request.
    async fn hooked(&self, hook: &dyn Hook, ready: Ready) -> Result<Ready, TransportError> {
        let uri = ready.url.as_str().parse::<http::Uri>();
        let uri = uri.map_err(|error| self.unsent(TransportKind::Hook, error.into()))?;
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.method = ready.method;
        parts.uri = uri;
        parts.headers = ready.headers;
        let mut attempt = Attempt {
            parts,
            body: ready.memory,
            operation: self.operation.id,
            number: self.attempts,
        };
        let streamed = attempt.body.is_none();
        let outcome = hook.before(&mut attempt).await;
        outcome.map_err(|error| self.unsent(TransportKind::Hook, error))?;
        let url = Url::parse(&attempt.parts.uri.to_string())
            .ok()
            .filter(|url| url.origin() == ready.url.origin())
            .ok_or_else(|| {
                let message = "the hook moved the request to another origin";
                self.unsent(TransportKind::Hook, message.into())
            })?;
        let memory = match attempt.body {
            None if !streamed => Some(Bytes::new()),
            body => body,
        };
        Ok(Ready {
            method: attempt.parts.method,
            url,
            headers: attempt.parts.headers,
            memory,
        })
    }

    /// A failure of this attempt before it went out.
    fn unsent(
        &self,
        kind: TransportKind,
        source: Box<dyn std::error::Error + Send + Sync>,
    ) -> TransportError {
        let message = match kind {
            TransportKind::Hook => "the hook refused the request",
            TransportKind::RequestBody => "the request body cannot be read",
            _ => "the request cannot be made",
        };
        TransportError::new(kind, self.operation.id, false, message).with_source(source)
    }

    fn credential_error(&self, error: auth::AttachError) -> TransportError {
        let (message, source) = match error.source {
            Some(source) => ("cannot be had", Some(source)),
            None => ("holds a character that no request can carry", None),
        };
        let message = format!("the credential of `{}` {message}", error.scheme);
        let made =
            TransportError::new(TransportKind::Credential, self.operation.id, false, message);
        match source {
            Some(source) => made.with_source(source),
            None => made,
        }
    }

    /// Whether a response is a redirect that the document does not have as a result.
    fn is_redirected(&self, response: &reqwest::Response) -> bool {
        let status = response.status();
        redirect::is_redirect(status)
            && !self.operation.documents(status)
            && response.headers().contains_key(http::header::LOCATION)
    }

    /// Makes the request the one that follows a redirect.
    async fn redirect(&mut self, mut response: reqwest::Response) -> Result<(), Failure> {
        self.redirects = self.redirects.saturating_add(1);
        let next = redirect::next(
            response.status(),
            response.headers(),
            &self.plan.method,
            &self.url()?,
        )
        .and_then(|next| {
            let repeats = self.body().is_none_or(Payload::repeats);
            if self.redirects > self.state.settings.max_redirects {
                Err("more redirects than are followed")
            } else if !next.drops_body && !repeats {
                Err("a redirect of a body that can be sent only once")
            } else {
                Ok(next)
            }
        });
        match next {
            Ok(next) => {
                self.drain(&mut response).await;
                self.plan.method = next.method;
                self.target = Some(next.url);
                if next.drops_body {
                    self.call.body = None;
                    self.drops_body = true;
                }
                Ok(())
            }
            Err(problem) => {
                let parts = self.read(&mut response).await?;
                let error =
                    TransportError::new(TransportKind::Redirect, self.operation.id, true, problem);
                Err(error.with_response(parts).into())
            }
        }
    }

    fn body(&self) -> Option<&Payload> {
        self.call.body.as_ref().map(|(_, payload)| payload)
    }

    /// Whether the request may be sent again at all.
    fn repeats(&self) -> bool {
        self.retries + 1 < self.state.settings.retry.attempts
            && self.body().is_none_or(Payload::repeats)
    }

    /// Whether sending again cannot act twice.
    fn is_safe(&self) -> bool {
        retry::is_idempotent(&self.plan.method) || self.plan.has_idempotency_key
    }

    /// Whether the policy retries after this status.
    fn is_listed(&self, status: StatusCode) -> bool {
        let listed = &self.state.settings.retry.statuses;
        listed.contains(&status.as_u16())
    }

    /// How long to wait before the request is sent again because of its response.
    fn wait_after_response(&self, response: &reqwest::Response) -> Option<Duration> {
        if !self.repeats() || !self.is_safe() || !self.is_listed(response.status()) {
            return None;
        }
        self.grant(Some(response.headers()))
    }

    /// How long to wait before the request is sent again because it got no response.
    fn wait_after_error(&self, error: &TransportError) -> Option<Duration> {
        let passes = match error.kind() {
            TransportKind::Connect => true,
            // a connection that took too long; the call's own limit has no time left
            TransportKind::Timeout => !error.may_have_been_sent(),
            TransportKind::Reset => self.is_safe(),
            _ => false,
        };
        if !self.repeats() || !passes {
            return None;
        }
        self.grant(None)
    }

    /// The waiting time, where policy, deadline and budget grant it.
    fn grant(&self, headers: Option<&HeaderMap>) -> Option<Duration> {
        let policy = &self.state.settings.retry;
        let wait = retry::delay(policy, self.retries + 1, headers, SystemTime::now())?;
        let in_time = limits::later(wait) < self.deadline;
        (in_time && self.state.budget.take()).then_some(wait)
    }

    async fn pause(&mut self, wait: Duration) {
        self.retries = self.retries.saturating_add(1);
        tracing::debug!(?wait, "sending again");
        tokio::time::sleep(wait).await;
    }

    /// Reads a body nobody wants, so that its connection can be used again.
    async fn drain(&self, response: &mut reqwest::Response) {
        let limits = Limits {
            bytes: DRAINED,
            deadline: Some(self.deadline.min(limits::later(DRAIN_TIME))),
            ..self.limits()
        };
        let _ = limits::read(self.operation.id, response, limits).await;
    }

    fn limits(&self) -> Limits {
        Limits {
            bytes: self.state.settings.max_body_bytes,
            stall: self.state.settings.stall_timeout,
            deadline: Some(self.deadline),
        }
    }

    /// Reads a response whole.
    async fn read(
        &self,
        response: &mut reqwest::Response,
    ) -> Result<ResponseParts, TransportError> {
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        if !has_body(&self.plan.method, status) {
            return Ok(self.parts(status, headers, Bytes::new()));
        }
        match limits::read(self.operation.id, response, self.limits()).await {
            Ok(body) => Ok(self.parts(status, headers, body)),
            Err(broken) => {
                let parts = self.parts(status, headers, broken.body);
                Err(broken.error.with_response(parts))
            }
        }
    }

    fn parts(&self, status: StatusCode, headers: HeaderMap, body: Bytes) -> ResponseParts {
        ResponseParts::new(self.operation.id, status, headers, body)
    }

    /// Finds the documented response, and reads or hands over the body.
    async fn finish(&self, mut response: reqwest::Response) -> Result<(usize, Raw), Failure> {
        let expected = self.expected(&response);
        let (parts, stream) = match &expected {
            Some(expected) if expected.is_streamed => {
                let headers = std::mem::take(response.headers_mut());
                let parts = self.parts(response.status(), headers, Bytes::new());
                let settings = &self.state.settings;
                let stream = ByteStream::network(
                    self.operation.id,
                    response,
                    settings.max_body_bytes,
                    settings.stall_timeout,
                );
                (parts, Some(stream))
            }
            _ => (self.read(&mut response).await?, None),
        };
        match expected {
            Some(Expected { case, media, .. }) => Ok((
                case,
                Raw {
                    parts,
                    stream,
                    media,
                },
            )),
            None => Err(Failure::Undocumented(Box::new(parts))),
        }
    }

    /// What the document has for a response; `None` for a status that it does not document.
    fn expected(&self, response: &reqwest::Response) -> Option<Expected> {
        let status = response.status();
        let case = self.operation.case(status)?;
        let documented = self.operation.responses.get(case)?;
        let with_body = has_body(&self.plan.method, status);
        let media = if with_body {
            media::choose(documented.media, response.headers())
        } else {
            Ok(0)
        };
        let is_streamed = match (documented.body, &media) {
            (BodyKind::Streamed, Ok(_)) => with_body,
            (BodyKind::Mixed(list), Ok(index)) => {
                with_body && list.get(*index).is_some_and(|(_, streamed)| *streamed)
            }
            _ => false,
        };
        Some(Expected {
            case,
            media,
            is_streamed,
        })
    }
}

/// A documented response.
struct Expected {
    /// Its index in the operation's table.
    case: usize,
    /// Which of its media types the body has, or what it says it is instead.
    media: Result<usize, String>,
    /// The body is handed over as it comes.
    is_streamed: bool,
}

/// A request that is about to go out.
struct Ready {
    method: Method,
    url: Url,
    headers: HeaderMap,
    /// The body, where it is in memory.
    memory: Option<Bytes>,
}

/// Whether a method's requests have bodies as a rule (RFC 9110, 9.3; RFC 5789).
fn foresees_body(method: &Method) -> bool {
    *method == Method::POST || *method == Method::PUT || *method == Method::PATCH
}

/// Whether a response can have a body (RFC 9110, 6.4.1).
fn has_body(method: &Method, status: StatusCode) -> bool {
    *method != Method::HEAD
        && status != StatusCode::NO_CONTENT
        && status != StatusCode::NOT_MODIFIED
        && !status.is_informational()
}
