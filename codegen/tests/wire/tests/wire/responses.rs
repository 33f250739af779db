//! Responses as they are read.

use super::{arrived, server};
use serde_json::json;
use specwright_client::Error;
use specwright_wire_tests::{
    enums, one_of_with_discriminator, response_headers, same_responses, several_content_types,
    status_ranges_and_default,
};
use wiremock::ResponseTemplate;

#[tokio::test]
async fn an_exact_status_wins_over_a_range_and_a_range_over_default() {
    // OpenAPI 3.0.4, 4.7.16: "If a response is defined using an explicit code, the explicit code
    // definition takes precedence over the range definition for that code."
    use status_ranges_and_default::Client;
    use status_ranges_and_default::operations::default::RemoveAllError;
    for (status, expected) in [
        (404, "exact"),
        (418, "range"),
        (500, "default"),
        (302, "default"),
    ] {
        let answer = ResponseTemplate::new(status).set_body_json(json!({ "detail": "x" }));
        let server = server(answer).await;
        let client = Client::builder().base_url(server.uri()).build().unwrap();
        let seen = match client.remove_all().send().await {
            Err(Error::Api(RemoveAllError::NotFound(_))) => "exact",
            Err(Error::Api(RemoveAllError::ClientError(response))) => {
                assert_eq!(response.status(), status);
                "range"
            }
            Err(Error::Api(RemoveAllError::Default(response))) => {
                assert_eq!(response.status(), status);
                "default"
            }
            other => panic!("{status}: {other:?}"),
        };
        assert_eq!(seen, expected, "{status}");
    }
}

// 4.7.16, Responses Object: what operations have in common is one enum. It is a type of its own for
// each of them, so that both can have a `From`.
#[tokio::test]
async fn responses_that_operations_share_are_told_apart_by_status_and_by_operation() {
    use same_responses::operations::guests::ShowGuestError;
    use same_responses::operations::pets::{PutPetOk, ShowPetError};
    use same_responses::responses::NotFoundOrServerError;
    use same_responses::{Client, types::Pet};
    #[derive(Debug, PartialEq)]
    enum Seen {
        Pet(String),
        Guest(String),
    }
    fn told<const OPERATION: u32>(error: NotFoundOrServerError<OPERATION>) -> String {
        match error {
            NotFoundOrServerError::NotFound(pet) => pet.name.clone(),
            NotFoundOrServerError::ServerError(response) => response.status().to_string(),
            other => panic!("{other:?}"),
        }
    }
    impl From<ShowPetError> for Seen {
        fn from(error: ShowPetError) -> Self {
            Self::Pet(told(error))
        }
    }
    impl From<ShowGuestError> for Seen {
        fn from(error: ShowGuestError) -> Self {
            Self::Guest(told(error))
        }
    }
    for (status, expected) in [(404, "Rex"), (503, "503 Service Unavailable")] {
        let answer = ResponseTemplate::new(status).set_body_json(json!({ "name": "Rex" }));
        let server = server(answer).await;
        let client = Client::builder().base_url(server.uri()).build().unwrap();
        let Err(Error::Api(pet)) = client.show_pet("7").send().await else {
            panic!("{status} is documented");
        };
        let Err(Error::Api(guest)) = client.show_guest("7").send().await else {
            panic!("{status} is documented");
        };
        let expected = expected.to_owned();
        assert_eq!(Seen::from(pet), Seen::Pet(expected.clone()));
        assert_eq!(Seen::from(guest), Seen::Guest(expected));
    }
    let answer = ResponseTemplate::new(201).insert_header("location", "/pets/8");
    let server = server(answer.set_body_json(json!({ "name": "Rex" }))).await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let put = client.put_pet("7").body(Pet::new("Rex")).send().await;
    let Ok(PutPetOk::Created(made)) = put else {
        panic!("201 is documented: {put:?}");
    };
    let headers = made.typed_headers().unwrap();
    assert_eq!(headers.location.as_deref(), Some("/pets/8"));
}

#[tokio::test]
async fn a_default_alone_covers_success_and_failure() {
    use status_ranges_and_default::Client;
    for (status, is_ok) in [(200, true), (204, true), (500, false)] {
        let answer = ResponseTemplate::new(status).set_body_json(json!({ "detail": "x" }));
        let server = server(answer).await;
        let client = Client::builder().base_url(server.uri()).build().unwrap();
        let health = client.health().send().await;
        // A 204 has no body (RFC 9110, 15.3.5), which breaks the documented one.
        assert_eq!(health.is_ok(), is_ok && status != 204, "{health:?}");
    }
}

#[tokio::test]
async fn documented_headers_are_typed() {
    // OpenAPI 3.0.4, 4.7.21: headers are of `simple` style, lists joined by commas.
    use response_headers::Client;
    use response_headers::operations::default::ListPetsError;
    let answer = ResponseTemplate::new(200)
        .insert_header("x-total-count", "7")
        .insert_header("X-Tags", "a, b")
        .set_body_json(json!(["Rex"]));
    let there = server(answer).await;
    let client = Client::builder().base_url(there.uri()).build().unwrap();
    let pets = client.list_pets().send().await.unwrap();
    let headers = pets.typed_headers().unwrap();
    assert_eq!(headers.x_total_count, 7);
    assert_eq!(
        headers.x_tags.as_deref(),
        Some(&["a".to_owned(), "b".to_owned()][..])
    );

    let busy = server(ResponseTemplate::new(429).insert_header("retry-after", "120")).await;
    let client = Client::builder().base_url(busy.uri()).build().unwrap();
    let Err(Error::Api(ListPetsError::TooManyRequests(response))) = client.list_pets().send().await
    else {
        panic!("429 is documented");
    };
    assert_eq!(response.typed_headers().unwrap().retry_after, Some(120));
}

#[tokio::test]
async fn a_required_header_that_is_missing_does_not_fail_the_call() {
    use response_headers::Client;
    let server = server(ResponseTemplate::new(200).set_body_json(json!([]))).await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let pets = client.list_pets().send().await.unwrap();
    assert!(pets.typed_headers().is_err());
}

#[tokio::test]
async fn values_that_the_document_does_not_know_are_kept() {
    use enums::Client;
    use enums::types::{Kind, PetLegs};
    let answer = ResponseTemplate::new(200).set_body_json(json!([
        { "kind": "cat", "legs": 4, "mood": null },
        { "kind": "axolotl", "legs": 3, "more": true },
        // A documented value with the name of the variant for unknown ones.
        { "kind": "Unknown", "legs": 0 },
    ]));
    let server = server(answer).await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let pets = client.list_pets().send().await.unwrap();
    let kinds: Vec<_> = pets.iter().map(|pet| pet.kind.as_str()).collect();
    assert_eq!(kinds, ["cat", "axolotl", "Unknown"]);
    assert!(matches!(&pets[1].kind, Kind::Unknown(text) if text == "axolotl"));
    assert!(!matches!(&pets[2].kind, Kind::Unknown(_)));
    assert!(matches!(pets[1].legs, PetLegs::Unknown(3)));
    assert!(matches!(pets[0].mood, Some(None)));
    assert!(pets[1].mood.is_none());
}

#[tokio::test]
async fn the_tag_chooses_the_alternative() {
    // OpenAPI 3.0.4, 4.7.25: a mapping value is a reference or a schema name; without a mapping
    // the tag is the schema's name.
    use one_of_with_discriminator::Client;
    use one_of_with_discriminator::types::{Dog, Pet};
    for (tag, expected) in [
        ("feline", "cat"),
        ("kitten", "cat"),
        ("canine", "dog"),
        ("Fish", "fish"),
        ("bird", "unknown"),
    ] {
        let answer = json!({ "kind": tag, "lives": 9 });
        let server = server(ResponseTemplate::new(200).set_body_json(answer)).await;
        let client = Client::builder().base_url(server.uri()).build().unwrap();
        let pet = client
            .add_pet(Pet::Dog(Dog::new()))
            .send()
            .await
            .unwrap()
            .into_inner();
        let seen = match pet {
            Pet::Cat(cat) if cat.lives == 9 => "cat",
            Pet::Dog(_) => "dog",
            Pet::Fish(_) => "fish",
            Pet::Unknown(value) if value["kind"] == tag => "unknown",
            other => panic!("{tag}: {other:?}"),
        };
        assert_eq!(seen, expected, "{tag}");
        // A dog has one tag, which nobody needs to know.
        let sent: serde_json::Value = arrived(&server).await.body_json().unwrap();
        assert_eq!(sent, json!({ "kind": "canine" }));
    }
}

#[tokio::test]
async fn the_content_type_chooses_the_body() {
    use several_content_types::Client;
    use several_content_types::operations::default::{AddPetBody, AddPetOkBody};
    for (kind, body) in [
        ("application/json; charset=utf-8", r#"{"name":"Rex"}"#),
        ("image/png", "\u{1}\u{2}"),
        ("text/csv", "Rex;3"),
    ] {
        let server = server(ResponseTemplate::new(200).set_body_raw(body, kind)).await;
        let client = Client::builder().base_url(server.uri()).build().unwrap();
        let request = client.add_pet(AddPetBody::TextCsv("Rex".to_owned()));
        match (request.send().await.unwrap().into_inner(), kind) {
            (AddPetOkBody::Json(pet), "application/json; charset=utf-8") => {
                assert_eq!(pet.name, "Rex");
            }
            (AddPetOkBody::ImagePng(mut stream), "image/png") => {
                let chunk = stream.next().await.unwrap().unwrap();
                assert_eq!(&chunk[..], [1, 2]);
            }
            (AddPetOkBody::TextCsv(text), "text/csv") => assert_eq!(text, "Rex;3"),
            (other, kind) => panic!("{kind}: {other:?}"),
        }
    }
}
