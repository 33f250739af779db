//! Credentials as they are sent (OpenAPI 3.0.4, 4.7.27 and 4.7.30).

use super::{arrived, header, silent};
use specwright_wire_tests::security::Client;

#[tokio::test]
async fn an_api_key_goes_where_the_document_says() {
    let server = silent().await;
    let client = Client::builder()
        .base_url(server.uri())
        .header("k")
        .query("q&=")
        .build()
        .unwrap();
    client.by_header().send().await.unwrap();
    let request = arrived(&server).await;
    assert_eq!(header(&request, "x-key"), "k");
    assert_eq!(request.url.query(), None);

    client.either().send().await.unwrap();
    let request = arrived(&server).await;
    assert_eq!(request.url.query(), Some("key=q%26%3D"));
    assert_eq!(header(&request, "x-key"), "");
}

#[tokio::test]
async fn schemes_of_one_alternative_go_together() {
    // RFC 7617, 2: the user `Aladdin` with the password `open sesame`.
    let server = silent().await;
    let client = Client::builder()
        .base_url(server.uri())
        .cookie("s")
        .basic("Aladdin", "open sesame")
        .build()
        .unwrap();
    client.either().send().await.unwrap();
    let request = arrived(&server).await;
    assert_eq!(
        header(&request, "authorization"),
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
    assert_eq!(header(&request, "cookie"), "sid=s");
}

#[tokio::test]
async fn bearer_tokens_and_other_schemes_are_authorization() {
    // RFC 6750, 2.1.
    let server = silent().await;
    let client = Client::builder()
        .base_url(server.uri())
        .oidc("mF_9.B5f-4.1JqM")
        .digest("a=b")
        .build()
        .unwrap();
    client.connect().send().await.unwrap();
    let request = arrived(&server).await;
    assert_eq!(header(&request, "authorization"), "Bearer mF_9.B5f-4.1JqM");
    client.digest().send().await.unwrap();
    let request = arrived(&server).await;
    assert_eq!(header(&request, "authorization"), "Digest a=b");
}

#[tokio::test]
async fn what_is_open_carries_nothing_and_what_is_guarded_is_not_sent_without() {
    let server = silent().await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    // `security: []` and an empty alternative.
    client.open().send().await.unwrap();
    client.optional().send().await.unwrap();
    let request = arrived(&server).await;
    assert_eq!(header(&request, "authorization"), "");
    let sent = server.received_requests().await.unwrap().len();
    let error = client.by_header().send().await.unwrap_err();
    assert!(!error.may_have_been_sent(), "{error}");
    assert_eq!(server.received_requests().await.unwrap().len(), sent);
}
