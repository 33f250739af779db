//! What a document gets wrong is a finding about the document: it costs no case that can be made,
//! and turns no client red.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test ends where its data is not as expected"
)]

mod support;

use serde_json::{Value, json};
use specwright_contract::case::{Case, Cases, Expect, ExpectBody, Origin, Serve};
use support::cases;

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

// JSON Schema Wright-00, 5: every keyword must hold; `mentionedUsers` is longer than twelve letters.
#[test]
fn a_value_of_an_enum_that_breaks_its_pattern_is_told_and_the_others_are_used() {
    let cases = cases(
        "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /x:
    get:
      operationId: x
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [who, size]
                properties:
                  who: { type: string, pattern: '^[A-Za-z]{1,12}$', enum: [everyone, mentionedUsers, other] }
                  size: { type: integer, maximum: 9, enum: [10, 1] }
",
    );
    let served = served(&cases);
    let whos: Vec<&str> = served
        .iter()
        .filter_map(|value| value["who"].as_str())
        .collect();
    assert!(
        whos.contains(&"everyone") && whos.contains(&"other"),
        "{whos:?}"
    );
    assert!(!whos.contains(&"mentionedUsers"), "{whos:?}");
    assert!(served.iter().all(|value| value["size"] == 1), "{served:?}");
    let properties = "/paths/~1x/get/responses/200/content/application~1json/schema/properties";
    let expected = [
        format!("{properties}/size/enum/0"),
        format!("{properties}/who/enum/1"),
    ];
    assert_eq!(places(&cases, "`enum`"), expected);
}

/// A response with a required header of this schema.
fn with_header(schema: &str) -> Cases {
    cases(&format!(
        "
openapi: 3.0.3
info: {{ title: t, version: '1' }}
paths:
  /x:
    get:
      operationId: x
      responses:
        '204': {{ description: ok, headers: {{ ETag: {{ required: true, schema: {schema} }} }} }}
        '404': {{ description: no }}
"
    ))
}

#[test]
fn a_required_header_has_a_value_or_its_response_no_case() {
    let found = with_header(r#"{ type: string, pattern: '["][ -~]{1000}["]', maxLength: 1002 }"#);
    let of_204 = |cases: &Cases| -> Vec<Case> {
        let cases = cases
            .list
            .iter()
            .filter(|case| case.name.starts_with("x::204::"));
        cases.cloned().collect()
    };
    let etag = of_204(&found)
        .into_iter()
        .find_map(|case| match case.serve {
            Serve::Response(fixture) => {
                fixture.headers.into_iter().find(|(name, _)| name == "ETag")
            }
            _ => None,
        });
    // RFC 9110, 5.5: visible characters and blanks that are not at an end.
    let (_, etag) = etag.expect("an entity tag");
    assert_eq!(etag.len(), 1002);
    assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag}");

    // No string has one character and two.
    let none = with_header("{ type: string, minLength: 2, maxLength: 1 }");
    let names: Vec<String> = of_204(&none).into_iter().map(|case| case.name).collect();
    assert!(names.is_empty(), "{names:?}");
    assert!(
        none.list
            .iter()
            .any(|case| case.name.starts_with("x::404::"))
    );
    let entry = none
        .left_out
        .iter()
        .find(|entry| entry.reason.contains("required header"));
    let place = entry.map(|entry| entry.place.as_str());
    assert_eq!(place, Some("/paths/~1x/get/responses/204/headers/ETag"));
}

// OpenAPI 3.0.3, 4.7.15: the encoding of a form goes by the properties of its schema.
#[test]
fn an_example_of_a_form_with_a_member_that_is_not_described_is_told() {
    let cases = cases(
        "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /x:
    post:
      operationId: x
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { authorization_code: { type: string } } }
            examples: { token: { value: { code: '1', authorization_code: '2' } } }
      responses: { '204': { description: ok } }
",
    );
    let media = "/paths/~1x/post/requestBody/content/application~1x-www-form-urlencoded";
    let found = places(&cases, "\"code\"");
    assert_eq!(found, [format!("{media}/examples/token/value/code")]);
    assert!(
        cases
            .list
            .iter()
            .any(|case| case.name.contains("example-token"))
    );
}

// Alternatives of one type that differ in what they require: what all of them require must be there
// whichever holds (JSON Schema Wright-00, 5.15 and 5.24); a client checks no more than that.
#[test]
fn of_alternatives_that_only_require_what_all_require_is_demanded() {
    let cases = cases(
        "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /x:
    get:
      operationId: x
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [name]
                properties: { name: { type: string }, id: { type: integer }, org: { type: string }, orgID: { type: string } }
                oneOf: [{ required: [id, org] }, { required: [id, orgID] }]
",
    );
    let faults: Vec<&str> = cases
        .list
        .iter()
        .filter_map(|case| case.name.strip_prefix("x::200::fault-missing/"))
        .collect();
    assert_eq!(faults, ["name", "id"]);
    // Exactly one of the two is served.
    for value in served(&cases) {
        assert!(
            value.get("org").is_some() != value.get("orgID").is_some(),
            "{value}"
        );
    }
}

// A typed client has no place for a member that is required and not described, in a branch of a
// union as little as at the top.
#[test]
fn a_required_member_that_a_branch_does_not_describe_is_told() {
    let cases = cases(
        "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /x:
    post:
      operationId: x
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                key:
                  oneOf:
                    - { type: object, required: [size], properties: { size: { type: integer } } }
                    - { type: object, required: [url, size], properties: { url: { type: string } } }
      responses: { '204': { description: ok } }
",
    );
    let found = places(&cases, "required that no property describes");
    assert_eq!(
        found,
        ["/paths/~1x/post/requestBody/content/application~1json"]
    );
}
