//! OpenAPI 3.0.4, 4.7.12.4 Style Examples: every row of the table, with its own values.

use super::{arrived, header, silent};
use specwright_wire_tests::styles::Client;
use specwright_wire_tests::styles::types::{Array, Object};
use wiremock::MockServer;

/// `["blue", "black", "brown"]` of the table.
fn array() -> Array {
    ["blue", "black", "brown"].map(str::to_owned).to_vec()
}

/// `{"R": 100, "G": 200, "B": 150}` of the table.
fn object() -> Object {
    Object::new(100, 200, 150)
}

async fn start() -> (MockServer, Client) {
    let server = silent().await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    (server, client)
}

/// Last segment of the path as it was sent.
async fn segment(server: &MockServer) -> String {
    let request = arrived(server).await;
    let path = request.url.path();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The query as it was sent.
async fn query(server: &MockServer) -> String {
    let request = arrived(server).await;
    request.url.query().unwrap_or_default().to_owned()
}

/// Sends a request and compares a piece of it with a cell of the table.
macro_rules! row {
    ($piece:ident, $($call:ident($value:expr) => $cell:literal),+ $(,)?) => {{
        let (server, client) = start().await;
        $(
            client.$call($value).send().await.unwrap();
            assert_eq!($piece(&server).await, $cell, stringify!($call));
        )+
    }};
}

#[tokio::test]
async fn matrix() {
    row!(segment,
        matrix_string("blue") => ";color=blue",
        matrix_array(array()) => ";color=blue,black,brown",
        matrix_object(object()) => ";color=R,100,G,200,B,150",
        matrix_exploded_array(array()) => ";color=blue;color=black;color=brown",
        matrix_exploded_object(object()) => ";R=100;G=200;B=150",
    );
}

#[tokio::test]
async fn label() {
    row!(segment,
        label_string("blue") => ".blue",
        label_array(array()) => ".blue,black,brown",
        label_object(object()) => ".R,100,G,200,B,150",
        label_exploded_array(array()) => ".blue.black.brown",
        label_exploded_object(object()) => ".R=100.G=200.B=150",
    );
}

#[tokio::test]
async fn simple() {
    row!(segment,
        simple_string("blue") => "blue",
        simple_array(array()) => "blue,black,brown",
        simple_object(object()) => "R,100,G,200,B,150",
        simple_exploded_array(array()) => "blue,black,brown",
        simple_exploded_object(object()) => "R=100,G=200,B=150",
    );
}

#[tokio::test]
async fn form() {
    row!(query,
        form_string("") => "color=",
        form_string("blue") => "color=blue",
        form_array(array()) => "color=blue,black,brown",
        form_object(object()) => "color=R,100,G,200,B,150",
        form_exploded_array(array()) => "color=blue&color=black&color=brown",
        form_exploded_object(object()) => "R=100&G=200&B=150",
    );
}

#[tokio::test]
async fn delimited() {
    row!(query,
        space_array(array()) => "color=blue%20black%20brown",
        space_object(object()) => "color=R%20100%20G%20200%20B%20150",
        pipe_array(array()) => "color=blue%7Cblack%7Cbrown",
        pipe_object(object()) => "color=R%7C100%7CG%7C200%7CB%7C150",
    );
}

#[tokio::test]
async fn deep_object() {
    // The table writes the brackets percent-encoded.
    row!(query,
        deep_exploded_object(object()) => "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    );
}

/// Header of the parameter's name.
async fn color(server: &MockServer) -> String {
    header(&arrived(server).await, "color").to_owned()
}

#[tokio::test]
async fn headers() {
    row!(color,
        simple_header_array(array()) => "blue,black,brown",
        simple_header_object(object()) => "R,100,G,200,B,150",
        simple_header_exploded_array(array()) => "blue,black,brown",
        simple_header_exploded_object(object()) => "R=100,G=200,B=150",
    );
}

#[tokio::test]
async fn what_a_path_cannot_hold_is_refused_before_anything_is_sent() {
    // RFC 3986, 5.2.4: `.` and `..` are removed, so they would change the route.
    let (server, client) = start().await;
    for value in ["", ".", ".."] {
        let error = client.simple_string(value).send().await.unwrap_err();
        assert!(!error.may_have_been_sent(), "{value:?}: {error}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
    // RFC 3986, 2.2: reserved characters are data once they are encoded.
    client.simple_string("a/b?c#d").send().await.unwrap();
    assert_eq!(segment(&server).await, "a%2Fb%3Fc%23d");
}
