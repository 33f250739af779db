//! Where requests go, and parameters that the specification's table of styles does not have.

use super::{arrived, header, silent};
use specwright_wire_tests::{
    optional_body, parameter_content, path_header_and_cookie_styles, query_styles, same_setters,
    servers, swagger_2_forms,
};
use wiremock::MockServer;

/// Path of the last request.
async fn path(server: &MockServer) -> String {
    arrived(server).await.url.path().to_owned()
}

/// Query of the last request as it was sent.
async fn query(server: &MockServer) -> String {
    let request = arrived(server).await;
    request.url.query().unwrap_or_default().to_owned()
}

// OpenAPI 3.0.4, 4.7.5: "Variable substitutions will be made when a variable is named in {braces}";
// the servers of an operation override those of the path, and those the document's (4.7.9, 4.7.10).
#[tokio::test]
async fn the_nearest_servers_count_and_variables_fill_their_places() {
    let server = silent().await;
    let port = server.address().port().to_string();
    let client = servers::Client::builder().port(&port).build().unwrap();
    client.here().send().await.unwrap();
    assert_eq!(path(&server).await, "/live/v2/here");
    client.there().send().await.unwrap();
    assert_eq!(path(&server).await, "/files/there");
    // A relative URL is relative to where the document is served, which is the document's server.
    client.relative().send().await.unwrap();
    assert_eq!(path(&server).await, "/uploads/there");
    let builder = servers::Client::builder().port(&port).stage("test");
    let client = builder.version("3").build().unwrap();
    client.here().send().await.unwrap();
    assert_eq!(path(&server).await, "/test/v3/here");
}

// 4.7.6: "An enumeration of string values to be used if the substitution options are from a limited
// set."
#[test]
fn a_variable_takes_no_value_but_the_documented() {
    let error = servers::Client::builder().stage("no").build().unwrap_err();
    assert!(error.to_string().contains("stage"), "{error}");
    let error = servers::Client::builder().port("1@evil.example").build();
    assert!(error.is_err());
}

// OpenAPI 2.0, Parameter Object, `collectionFormat`: csv, ssv, tsv (`\t`), pipes, multi.
#[tokio::test]
async fn every_collection_format_has_its_separator() {
    use swagger_2_forms::Client;
    let server = silent().await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let foo_bar = || vec!["foo".to_owned(), "bar".to_owned()];
    let call = || client.search(vec![1, 2]);
    let _ = call().csv(foo_bar()).x_csv(foo_bar()).send().await;
    let request = arrived(&server).await;
    assert_eq!(request.url.path(), "/search/1,2");
    assert_eq!(request.url.query(), Some("csv=foo,bar"));
    assert_eq!(header(&request, "x-csv"), "foo,bar");
    let _ = call().ssv(foo_bar()).send().await;
    assert_eq!(query(&server).await, "ssv=foo%20bar");
    let _ = call().tsv(foo_bar()).send().await;
    assert_eq!(query(&server).await, "tsv=foo%09bar");
    let _ = call().pipes(foo_bar()).send().await;
    assert_eq!(query(&server).await, "pipes=foo%7Cbar");
    let _ = call().multi(foo_bar()).send().await;
    assert_eq!(query(&server).await, "multi=foo&multi=bar");
}

// 4.7.12.2: with `content`, the value is written in that media type; RFC 3986, 2.1 for the rest.
#[tokio::test]
async fn a_parameter_with_content_is_json_text() {
    use parameter_content::{Client, types::Filter};
    let server = silent().await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let filter = Filter::new("name").values(vec!["a b".to_owned()]);
    let _ = client.list_items(filter).send().await;
    let json = "%7B%22field%22%3A%22name%22%2C%22values%22%3A%5B%22a%20b%22%5D%7D";
    assert_eq!(query(&server).await, format!("filter={json}"));
}

// 4.7.12.2.1 `allowReserved`: reserved characters (RFC 3986, 2.2) are sent as they are. Those that
// would end the query or the pair cannot be.
#[tokio::test]
async fn reserved_characters_are_sent_where_they_may() {
    use query_styles::Client;
    let server = silent().await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    client.query(1).reserved("a/b:c?d@e").send().await.unwrap();
    assert_eq!(query(&server).await, "reserved=a/b:c?d@e&limit=1");
    client.query(1).reserved("a#b&c").send().await.unwrap();
    assert_eq!(query(&server).await, "reserved=a%23b%26c&limit=1");
    let values = vec!["a&b".to_owned(), "c,d".to_owned()];
    client.query(1).joined(values).send().await.unwrap();
    assert_eq!(query(&server).await, "joined=a%26b,c%2Cd&limit=1");
}

// RFC 6265, 4.2.1: `Cookie: name=value`; 4.7.12.2 for several parameters in one path segment.
#[tokio::test]
async fn cookies_and_headers_and_parts_of_a_segment() {
    use path_header_and_cookie_styles::{Client, types::Color};
    let server = silent().await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let matrix = Color::new().r(100).g(200);
    let id = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    let call = client.styles(vec![3, 4, 5], "x", matrix.clone(), id);
    let call = call.session("abc").x_ids(vec![3, 4]).x_color(matrix);
    call.send().await.unwrap();
    let request = arrived(&server).await;
    let expected = format!("/3,4,5/.x/;R=100;G=200/fixed-{id}.json");
    assert_eq!(request.url.path(), expected);
    assert_eq!(header(&request, "cookie"), "session=abc");
    assert_eq!(header(&request, "x-ids"), "3,4");
    assert_eq!(header(&request, "x-color"), "R=100,G=200");
}

// 4.7.13: `required` is false by default; RFC 9110, 8.3: a message without content has no type.
#[tokio::test]
async fn a_body_that_is_not_given_is_not_sent() {
    use optional_body::{Client, types::SearchPetsRequest};
    let server = silent().await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let _ = client.search_pets().send().await;
    let request = arrived(&server).await;
    assert_eq!(header(&request, "content-type"), "");
    assert!(request.body.is_empty());
    let body = SearchPetsRequest::new().name("cat");
    let _ = client.search_pets().body_(body).send().await;
    let request = arrived(&server).await;
    assert_eq!(header(&request, "content-type"), "application/json");
    assert_eq!(request.body, br#"{"name":"cat"}"#);
}

// 4.7.12.3, Style Values: what operations have in common is one struct, and each sends it its way.
#[tokio::test]
async fn a_setter_that_operations_share_is_encoded_as_each_of_them_has_it() {
    use same_setters::{Client, operations, types::Note};
    let server = silent().await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let only = || vec!["a".to_owned(), "b c".to_owned()];
    let names: operations::names::ListNames = client.list_names().only(only());
    let again = names.clone();
    assert!(format!("{again:?}").contains("listNames"), "{again:?}");
    for request in [names, again] {
        let _ = request.send().await;
        let request = arrived(&server).await;
        assert_eq!(request.url.query(), Some("only=a&only=b%20c"));
    }
    let _ = client.list_letters().only(only()).send().await;
    let request = arrived(&server).await;
    assert_eq!(request.url.query(), Some("only=a%7Cb%20c"));
    // the index of `page` in the table of this operation is not the one it has in others
    let _ = client.list_pets_of_owner("7").page(3).send().await;
    let request = arrived(&server).await;
    assert_eq!(request.url.path(), "/owners/7/pets");
    assert_eq!(request.url.query(), Some("page=3"));
    let _ = client.set_note(1).body(Note::new().text("x")).send().await;
    let request = arrived(&server).await;
    assert_eq!(
        (request.method.as_str(), request.body.as_slice()),
        ("PUT", &br#"{"text":"x"}"#[..])
    );
}
