//! What a document gets wrong is a finding about the document: it costs no case that can be made,
//! and turns no client red.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test ends where its data is not as expected"
)]

use serde_json::{Value, json};
use specwright_contract::case::{Case, Cases, Expect, ExpectBody, Origin};
use specwright_contract::cases::{Options, derive};
use specwright_contract::document::Document;
use specwright_contract::schema::Schemas;
use std::sync::Arc;

fn cases(text: &str) -> Cases {
    let document = Arc::new(Document::read(serde_yaml::from_str(text).unwrap()));
    let schemas = Schemas::new(Arc::clone(&document));
    derive(&document, &schemas, Options::default())
}

/// Values of the documented responses that are served.
fn served(cases: &Cases) -> Vec<Value> {
    let plain = |case: &&Case| !matches!(case.origin, Origin::Fault(_) | Origin::Request(_));
    let value = |case: &Case| match &case.expect {
        Expect::Documented {
            body: ExpectBody::Value { value, .. },
            ..
        } => Some(value.clone()),
        _ => None,
    };
    cases.list.iter().filter(plain).filter_map(value).collect()
}

/// Places of the findings whose message has this in it.
fn places<'c>(cases: &'c Cases, message: &str) -> Vec<&'c str> {
    let found = cases.document.iter();
    found
        .filter(|finding| finding.message.contains(message))
        .map(|finding| finding.place.as_str())
        .collect()
}

// JSON Schema Wright-00, 5.24: a value is to fit exactly one schema of `oneOf`. Every member of
// these is optional, so every object fits both.
const OVERLAP: &str = "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /messages:
    post:
      operationId: send
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Either' } } } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Either' } } } }
        default: { description: no, content: { application/json: { schema: { $ref: '#/components/schemas/Holder' } } } }
components:
  schemas:
    Sent: { type: object, properties: { id: { type: string } } }
    Refused: { type: object, properties: { reason: { type: string } } }
    Either: { oneOf: [{ $ref: '#/components/schemas/Sent' }, { $ref: '#/components/schemas/Refused' }] }
    Holder:
      type: object
      required: [held]
      properties:
        held:
          nullable: true
          oneOf: [{ type: integer }, { type: number }]
        other: { $ref: '#/components/schemas/Either' }
";

#[test]
fn alternatives_that_overlap_are_served_and_told_once() {
    let cases = cases(OVERLAP);
    let served = served(&cases);
    assert!(
        served.iter().any(|value| value.get("id").is_some()),
        "{served:?}"
    );
    assert!(
        served.iter().any(|value| value.get("reason").is_some()),
        "{served:?}"
    );
    let requests = cases
        .list
        .iter()
        .filter(|case| case.name.contains("::request-"));
    assert!(requests.count() > 1);
    let found = places(&cases, "overlap");
    let both = [
        "/components/schemas/Either/oneOf",
        "/components/schemas/Holder/properties/held/oneOf",
    ];
    assert!(found.iter().all(|place| both.contains(place)), "{found:?}");
    let of_either = found.iter().filter(|place| **place == both[0]);
    assert_eq!(of_either.count(), 1, "{found:?}");
    let lacking = cases
        .left_out
        .iter()
        .filter(|entry| entry.reason.contains("no valid value"));
    assert_eq!(lacking.count(), 0, "{:?}", cases.left_out);
}

#[test]
fn of_alternatives_that_overlap_the_value_that_fits_one_is_preferred() {
    let cases = cases(OVERLAP);
    let held: Vec<Value> = served(&cases)
        .into_iter()
        .filter_map(|value| value.get("held").cloned())
        .collect();
    // 1.5 is a number and no integer, every integer is both.
    assert!(held.contains(&json!(1.5)), "{held:?}");
    let first = held.iter().find(|value| !value.is_null());
    assert!(first.is_some_and(Value::is_number), "{held:?}");
}
