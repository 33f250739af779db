//! Request bodies as they are sent.

use super::{arrived, header, server, silent};
use serde_json::json;
use specwright_client::FilePart;
use specwright_wire_tests::{form, multipart, nullable_and_required, several_content_types};
use wiremock::ResponseTemplate;

#[tokio::test]
async fn a_form_is_encoded_member_by_member() {
    // OpenAPI 3.0.4, 4.7.15.1.1: arrays exploded by default, with `explode: false` joined; an
    // object with a JSON content type is its JSON text.
    use form::types::{Form, FormAddress};
    let server = silent().await;
    let client = form::Client::builder()
        .base_url(server.uri())
        .build()
        .unwrap();
    let body = Form::new("Jürgen & Co")
        .ids(vec![1, 2])
        .tags(vec!["a b".to_owned(), "c".to_owned()])
        .address(FormAddress::new().street("123 Example Dr"));
    client.send_form(body).send().await.unwrap();
    let request = arrived(&server).await;
    assert_eq!(
        header(&request, "content-type"),
        "application/x-www-form-urlencoded"
    );
    let sent = String::from_utf8(request.body).unwrap();
    let mut pieces = sent.split('&');
    // WHATWG URL, 5.2: a space is `+`, everything but letters, digits and `*-._` is encoded.
    assert_eq!(pieces.next(), Some("name=J%C3%BCrgen+%26+Co"));
    assert_eq!(pieces.next(), Some("ids=1,2"));
    assert_eq!(pieces.next(), Some("tags=a+b"));
    assert_eq!(pieces.next(), Some("tags=c"));
    assert_eq!(
        pieces.next(),
        Some("address=%7B%22street%22%3A%22123+Example+Dr%22%7D")
    );
    assert_eq!(pieces.next(), None);
}

#[tokio::test]
async fn multipart_has_a_part_for_each_value_with_its_own_type() {
    // RFC 7578, 4.2 to 4.4: `name` in every part, `filename` for files, one part for each file of a
    // list. OpenAPI 3.0.4, 4.7.15.1.1: text for scalars, JSON for objects, octets for binary.
    use multipart::operations::default::UploadMultipart;
    use multipart::types::UploadRequestAbout;
    let server = silent().await;
    let client = multipart::Client::builder()
        .base_url(server.uri())
        .build()
        .unwrap();
    let file = FilePart::new("first".as_bytes().to_vec()).file_name("a.txt");
    let body = UploadMultipart::new("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", file)
        .more(vec![
            FilePart::new(b"second".to_vec()),
            FilePart::new(b"third".to_vec()),
        ])
        .labels(vec!["x".to_owned()])
        .about(UploadRequestAbout::new().author("me"))
        .icon(FilePart::new(b"drawn".to_vec()));
    // 204 is not documented here: what was sent is what matters.
    let _ = client.upload(body).send().await;
    let request = arrived(&server).await;
    let kind = header(&request, "content-type").to_owned();
    let boundary = kind
        .strip_prefix("multipart/form-data; boundary=")
        .expect("RFC 2046, 5.1.1")
        .trim_matches('"')
        .to_owned();
    let text = String::from_utf8(request.body).unwrap();
    assert!(text.ends_with(&format!("--{boundary}--\r\n")), "{text}");
    let parts: Vec<_> = text.split(&format!("--{boundary}\r\n")).skip(1).collect();
    let part = |name: &str| {
        let wanted = format!("form-data; name=\"{name}\"");
        parts
            .iter()
            .filter(|part| part.contains(&wanted))
            .map(|part| part.to_lowercase())
            .collect::<Vec<_>>()
    };
    assert!(part("id")[0].contains("\r\n\r\nf81d4fae-7dec-11d0-a765-00a0c91e6bf6\r\n"));
    assert!(part("file")[0].contains("filename=\"a.txt\""));
    assert!(part("file")[0].contains("content-type: application/octet-stream"));
    assert_eq!(part("more").len(), 2);
    assert!(part("labels")[0].ends_with("\r\n\r\nx\r\n"));
    assert!(part("about")[0].contains("content-type: application/json"));
    assert!(part("about")[0].contains("\r\n\r\n{\"author\":\"me\"}\r\n"));
    // Of the documented types one that is, for a file that says none of its own.
    assert!(part("icon")[0].contains("content-type: image/png\r\n"));
}

#[tokio::test]
async fn absent_is_told_from_null_in_both_directions() {
    // RFC 7396, 1: a member that is null is removed, one that is absent stays.
    use nullable_and_required::types::Pet;
    let answer = json!({ "name": "Rex", "owner": null, "chip": null });
    let server = server(
        ResponseTemplate::new(200).set_body_raw(answer.to_string(), "application/merge-patch+json"),
    )
    .await;
    let client = nullable_and_required::Client::builder()
        .base_url(server.uri())
        .build()
        .unwrap();
    let sent = |request: wiremock::Request| request.body_json::<serde_json::Value>().unwrap();

    let _ = client.change_pet(Pet::new("Rex", None)).send().await;
    let absent = sent(arrived(&server).await);
    assert_eq!(absent, json!({ "name": "Rex", "owner": null }));

    let _ = client
        .change_pet(Pet::new("Rex", None).chip(None))
        .send()
        .await;
    let null = sent(arrived(&server).await);
    assert_eq!(null, json!({ "name": "Rex", "owner": null, "chip": null }));
}

#[tokio::test]
async fn the_body_chosen_says_its_content_type() {
    use several_content_types::operations::default::AddPetBody;
    use several_content_types::types::Pet;
    let server = silent().await;
    let client = several_content_types::Client::builder()
        .base_url(server.uri())
        .build()
        .unwrap();
    for (body, kind, text) in [
        (
            AddPetBody::Json(Pet::new("Rex")),
            "application/json",
            r#"{"name":"Rex"}"#,
        ),
        (
            AddPetBody::Form(Pet::new("Rex")),
            "application/x-www-form-urlencoded",
            "name=Rex",
        ),
        (AddPetBody::TextCsv("Rex;3".to_owned()), "text/csv", "Rex;3"),
    ] {
        let _ = client.add_pet(body).send().await;
        let request = arrived(&server).await;
        assert!(header(&request, "content-type").starts_with(kind));
        assert_eq!(String::from_utf8(request.body).unwrap(), text);
    }
}
