//! Whole responses over HTTP, by wiremock; one server is used for many cases, one after another.

use crate::case::Fixture;
use crate::oracle::Received;
use std::sync::{Arc, Mutex, PoisonError};
use wiremock::matchers::any;
use wiremock::{Mock as Rule, MockServer, Request, Respond, ResponseTemplate};

/// What the server answers with now, and what arrived since.
#[derive(Debug, Default)]
struct Shared {
    fixture: Mutex<Option<Fixture>>,
    received: Mutex<Vec<Received>>,
}

/// Fixtures after which the rule of a server is made anew: it keeps the requests that it matched.
const KEPT: usize = 256;

/// A server of fixtures.
pub(crate) struct Mock {
    server: MockServer,
    shared: Arc<Shared>,
    /// Fixtures since the rule was made.
    served: usize,
}

impl Mock {
    /// Starts one.
    pub(crate) async fn start() -> Self {
        let server = MockServer::builder()
            .disable_request_recording()
            .start()
            .await;
        let made = Self {
            server,
            shared: Arc::default(),
            served: 0,
        };
        made.mount().await;
        made
    }

    async fn mount(&self) {
        let responder = Responder(Arc::clone(&self.shared));
        let rule = Rule::given(any()).respond_with(responder);
        rule.mount(&self.server).await;
    }

    /// `http://127.0.0.1:port`.
    pub(crate) fn uri(&self) -> String {
        self.server.uri()
    }

    /// Answers with this from now on, and forgets what arrived.
    pub(crate) async fn serve(&mut self, fixture: Fixture) {
        if self.served == KEPT {
            self.server.reset().await;
            self.mount().await;
            self.served = 0;
        }
        self.served += 1;
        *lock(&self.shared.fixture) = Some(fixture);
        lock(&self.shared.received).clear();
    }

    /// What arrived since.
    pub(crate) fn received(&self) -> Vec<Received> {
        std::mem::take(&mut lock(&self.shared.received))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Responder(Arc<Shared>);

impl Respond for Responder {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        lock(&self.0.received).push(received(request));
        match &*lock(&self.0.fixture) {
            Some(fixture) => template(fixture),
            None => ResponseTemplate::new(500),
        }
    }
}

fn received(request: &Request) -> Received {
    let mut target = request.url.path().to_owned();
    if let Some(query) = request.url.query() {
        target.push('?');
        target.push_str(query);
    }
    let headers = request
        .headers
        .iter()
        .map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), text)
        })
        .collect();
    Received {
        method: request.method.to_string(),
        target,
        headers,
        body: request.body.clone(),
    }
}

fn template(fixture: &Fixture) -> ResponseTemplate {
    let media_type = fixture
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        .map(|(_, value)| value.as_str());
    let mut template = ResponseTemplate::new(fixture.status).set_delay(fixture.delay);
    if let Some(media_type) = media_type {
        template = template.set_body_raw(fixture.body.clone(), media_type);
    } else if !fixture.body.is_empty() {
        template = template.set_body_bytes(fixture.body.clone());
    }
    for (name, value) in &fixture.headers {
        if !name.eq_ignore_ascii_case("content-type") {
            template = template.append_header(name.as_str(), value.as_str());
        }
    }
    template
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use super::*;

    #[tokio::test]
    async fn what_was_set_last_is_served_however_often_it_was_set() {
        let mut mock = Mock::start().await;
        let client = reqwest::Client::new();
        for turn in 0..=KEPT * 2 {
            let text = turn.to_string();
            mock.serve(Fixture::new(
                200,
                Some("text/plain"),
                text.clone().into_bytes(),
            ))
            .await;
            let url = format!("{}/{turn}", mock.uri());
            let answer = client.get(url).send().await.unwrap();
            assert_eq!(answer.text().await.unwrap(), text);
            let received = mock.received();
            let targets: Vec<&str> = received.iter().map(|it| it.target.as_str()).collect();
            assert_eq!(targets, [format!("/{turn}")]);
        }
    }
}
