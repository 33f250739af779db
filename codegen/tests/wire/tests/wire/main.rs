//! Generated clients against a server that records what arrives. Expected bytes are copied from the
//! specification or RFC that a test names.

mod bodies;
mod credentials;
mod places;
mod responses;
mod streams;
mod styles;

use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A server that answers everything so.
async fn server(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// A server that answers everything with 204.
async fn silent() -> MockServer {
    server(ResponseTemplate::new(204)).await
}

/// The last request that arrived.
async fn arrived(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    requests.pop().expect("a request arrived")
}

/// A header field of a request; empty where there is none.
fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    let value = request.headers.get(name);
    value.map_or("", |value| value.to_str().unwrap())
}
