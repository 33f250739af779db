//! Which cases a document gives: one for every documented response at least, the same each time,
//! and nothing left out in silence.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test ends where its data is not as expected"
)]

mod support;

use serde_json::Value;
use specwright::config::References;
use specwright_contract::case::{Case, Cases, Expect, ExpectBody, Origin, Serve};
use specwright_contract::cases::{Options, derive};
use specwright_contract::document::Document;
use specwright_contract::plan::{Plan, Scope};
use specwright_contract::schema::Schemas;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use support::cases;

const RESPONSES: &str = "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
        '204': { description: gone }
        4XX: { description: no, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        '404': { description: not there, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        default: { description: else, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
components:
  schemas:
    Problem: { type: object, required: [code], properties: { code: { type: string }, detail: { type: string } } }
    Thing:
      type: object
      required: [kind, tags, next]
      properties:
        kind: { type: string, enum: [small, medium, large] }
        tags: { type: array, uniqueItems: true, minItems: 1, maxItems: 3, items: { type: string, pattern: '^[a-z]{2,4}$' } }
        next: { nullable: true, allOf: [{ $ref: '#/components/schemas/Thing' }] }
        size: { type: integer, minimum: 10, maximum: 30, exclusiveMaximum: true, multipleOf: 5 }
        label: { type: string, minLength: 2, maxLength: 5 }
        shape:
          oneOf: [{ $ref: '#/components/schemas/Circle' }, { $ref: '#/components/schemas/Square' }]
          discriminator: { propertyName: form, mapping: { round: '#/components/schemas/Circle' } }
        more: { type: object, additionalProperties: { type: boolean } }
    Circle: { type: object, required: [form], properties: { form: { type: string }, radius: { type: number } } }
    Square: { type: object, required: [form], properties: { form: { type: string }, side: { type: number } } }
";

fn document(text: &str) -> Arc<Document> {
    Arc::new(Document::read(serde_yaml::from_str(text).unwrap()))
}

fn served<'c>(cases: &'c Cases, prefix: &str) -> Vec<(&'c Case, Value)> {
    let plain = |case: &&Case| !matches!(case.origin, Origin::Fault(_) | Origin::Request(_));
    cases
        .list
        .iter()
        .filter(plain)
        .filter(|case| case.name.starts_with(prefix))
        .filter_map(|case| match &case.expect {
            Expect::Documented {
                body: ExpectBody::Value { value, .. },
                ..
            } => Some((case, value.clone())),
            _ => None,
        })
        .collect()
}

#[test]
fn every_documented_response_has_a_case() {
    let cases = cases(RESPONSES);
    for key in ["200", "204", "404", "4XX", "default"] {
        let found = cases.list.iter().any(|case| {
            case.key.is_some_and(|k| k.to_string() == key)
                && matches!(case.expect, Expect::Documented { .. })
        });
        assert!(found, "no case for {key}");
    }
    // 4.7.16.2: an exact status wins over a range, a range over default.
    for case in &cases.list {
        match case.key.map(|key| key.to_string()).as_deref() {
            Some("4XX") => assert!((400..500).contains(&case.status) && case.status != 404),
            Some("default") => assert!(!(400..500).contains(&case.status)),
            _ => {}
        }
    }
}

#[test]
fn names_are_unique_and_cases_the_same_each_time() {
    let (first, second) = (cases(RESPONSES), cases(RESPONSES));
    let names: BTreeSet<&str> = first.list.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), first.list.len());
    assert_eq!(format!("{first:?}"), format!("{second:?}"));
}

#[test]
fn synthesised_values_show_what_the_schema_allows() {
    let cases = cases(RESPONSES);
    let values: Vec<Value> = served(&cases, "getThing::200")
        .into_iter()
        .map(|(_, v)| v)
        .collect();
    let all = |path: &str| -> BTreeSet<String> {
        values
            .iter()
            .filter_map(|v| v.pointer(path))
            .map(ToString::to_string)
            .collect()
    };
    for kind in ["\"small\"", "\"medium\"", "\"large\""] {
        assert!(
            all("/kind").contains(kind),
            "enum value {kind} is not shown"
        );
    }
    // 10, 15, 20 and 25 are the multiples of 5 from 10 to below 30.
    let sizes = all("/size");
    assert!(sizes.contains("10") && sizes.contains("25"), "{sizes:?}");
    assert!(
        sizes
            .iter()
            .all(|size| ["10", "15", "20", "25"].contains(&size.as_str()))
    );
    let labels = all("/label");
    assert!(
        labels
            .iter()
            .all(|label| (4..=7).contains(&label.chars().count())),
        "{labels:?}"
    );
    let forms = all("/shape/form");
    assert_eq!(
        forms,
        BTreeSet::from(["\"Square\"".to_owned(), "\"round\"".to_owned()])
    );
    assert!(all("/next").contains("null"), "null is not shown");
    assert!(
        values.iter().any(|v| v.pointer("/next/kind").is_some()),
        "no nested value"
    );
    let smallest = values.first().unwrap().as_object().unwrap();
    assert_eq!(
        smallest.keys().collect::<Vec<_>>(),
        ["kind", "tags", "next"]
    );
    for value in &values {
        let tags = value["tags"].as_array().unwrap();
        assert!((1..=3).contains(&tags.len()));
        let unique: BTreeSet<String> = tags.iter().map(ToString::to_string).collect();
        assert_eq!(tags.len(), unique.len());
    }
}

#[test]
fn an_example_that_breaks_its_schema_is_a_finding_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openapi.yaml");
    let text = "openapi: 3.0.3
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
              schema: { type: object, required: [n], properties: { n: { type: integer } } }
              examples:
                good: { value: { n: 1 } }
                bad: { value: { n: many } }
";
    std::fs::write(&path, text).unwrap();
    let plan = Plan::read(&path, &References::OwnFolder, &Scope::default()).unwrap();
    let cases = plan.all();
    let findings: Vec<String> = cases
        .document
        .iter()
        .map(|finding| plan.locate(&finding.place))
        .collect();
    assert_eq!(findings, [format!("{}:15:24", path.display())]);
    let names: Vec<&str> = cases.list.iter().map(|case| case.name.as_str()).collect();
    assert!(names.contains(&"x::200::example-good"));
    assert!(!names.iter().any(|name| name.contains("example-bad")));
}

// What cannot be generated has no case, and is counted.
#[test]
fn an_operation_that_lacks_something_is_left_out_of_the_suite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spec.yaml");
    let text = "openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /whole:
    get: { operationId: whole, responses: { '204': { description: fine } } }
  /lacking:
    get:
      operationId: lacking
      responses:
        '200': { $ref: '#/components/responses/None' }
        '404': { description: not there }
  /partly:
    get:
      operationId: partly
      responses:
        '200': { description: fine }
        '404': { $ref: '#/components/responses/None' }
";
    std::fs::write(&path, text).unwrap();
    let plan = Plan::read(&path, &References::OwnFolder, &Scope::default()).unwrap();
    let cases = plan.all();
    let lacks = |name: &str| name.starts_with("lacking::") || name.starts_with("partly::404::");
    assert!(!cases.list.iter().any(|case| lacks(&case.name)));
    let left_out: Vec<_> = plan
        .apart()
        .left_out
        .iter()
        .map(|entry| {
            (
                plan.locate(&entry.place),
                entry.reason.as_str(),
                entry.count,
            )
        })
        .collect();
    let place = |at: &str| format!("{}:{at}", path.display());
    let reason =
        "cannot be generated (it needs `#/components/responses/None`, which leads nowhere)";
    assert_eq!(
        left_out,
        [
            (place("7:5"), format!("operation {reason}").as_str(), 2),
            (place("17:9"), format!("response {reason}").as_str(), 1),
        ]
    );
}

#[test]
fn a_status_that_is_added_to_a_document_gets_its_cases() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/kms.yaml");
    let read = |path: &Path| {
        let plan = Plan::read(path, &References::OwnFolder, &Scope::default()).unwrap();
        let cases = plan.all().list.into_iter();
        cases.map(|case| case.name).collect::<BTreeSet<String>>()
    };
    let before = read(&spec);
    let text = std::fs::read_to_string(&spec).unwrap();
    let at = text
        .find("        \"403\":")
        .or_else(|| text.find("        '403':"))
        .expect("403");
    let added = "        \"429\":\n          description: Too many requests\n          content:\n            application/json:\n              schema:\n                type: object\n                properties:\n                  wait: { type: integer }\n";
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("kms.yaml");
    std::fs::write(&copy, format!("{}{added}{}", &text[..at], &text[at..])).unwrap();
    let after = read(&copy);
    let new: Vec<&String> = after
        .difference(&before)
        .filter(|name| name.contains("::429::"))
        .collect();
    assert!(
        new.iter().any(|name| name.ends_with("::largest")),
        "{new:?}"
    );
    assert!(
        new.iter().any(|name| name.contains("::fault-html-body")),
        "{new:?}"
    );
}

#[test]
fn members_below_a_union_are_made_wrong_where_no_other_branch_fits() {
    let document = RESPONSES.replace(
        "required: [form], properties: { form: { type: string }, radius",
        "required: [form, radius], properties: { form: { type: string }, radius",
    );
    let document = self::document(&document);
    let mut options = Options::default();
    options.member_faults_per_operation = 200;
    let cases = derive(&document, &Schemas::new(Arc::clone(&document)), options);
    let has = |name: &str| cases.list.iter().any(|case| case.name.ends_with(name));
    assert!(has("fault-missing/shape/radius"));
    assert!(has("fault-wrong-type/shape/radius"));
    // No text is a shape.
    assert!(has("fault-wrong-type/shape"));
}

#[test]
fn members_of_every_variant_are_made_wrong() {
    let document = RESPONSES
        .replace(
            "required: [form], properties: { form: { type: string }, radius",
            "required: [form, radius], properties: { form: { type: string }, radius",
        )
        .replace(
            "required: [form], properties: { form: { type: string }, side",
            "required: [form, side], properties: { form: { type: string }, side",
        );
    let document = self::document(&document);
    let mut options = Options::default();
    options.member_faults_per_operation = 200;
    let cases = derive(&document, &Schemas::new(Arc::clone(&document)), options);
    for member in ["radius", "side"] {
        for fault in ["missing", "wrong-type"] {
            let (begin, end) = (format!("::200::fault-{fault}/"), format!("/shape/{member}"));
            let is_of = |name: &str| name.contains(&begin) && name.ends_with(&end);
            let found = cases.list.iter().any(|case| is_of(&case.name));
            assert!(found, "no fault-{fault} of {end}");
        }
    }
}

#[test]
fn every_variant_is_shown_without_what_is_optional_in_it() {
    let cases = cases(
        "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /x:
    get:
      operationId: x
      responses:
        '200': { description: ok, content: { application/json: { schema: { oneOf: [
          { type: object, required: [a], properties: { a: { type: integer }, more: { type: string } } },
          { type: object, required: [b], properties: { b: { type: integer }, more: { type: string } } } ] } } } }
",
    );
    let values = served(&cases, "x::200");
    for required in ["a", "b"] {
        let is_alone = |value: &Value| {
            let members = value.as_object();
            members.is_some_and(|all| all.len() == 1 && all.contains_key(required))
        };
        let found = values.iter().any(|(_, value)| is_alone(value));
        assert!(found, "no value with {required} alone");
    }
}

#[test]
fn items_of_a_stream_are_made_wrong_and_those_around_them_come() {
    let document = "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /x:
    get:
      operationId: x
      responses:
        '200': { description: ok, content: { MEDIA: { schema: { type: object, required: [n], properties: { n: { type: integer } } } } } }
";
    for media in ["text/event-stream", "application/x-ndjson"] {
        let cases = cases(&document.replace("MEDIA", media));
        let case = |name: &str| {
            let found = cases.list.iter().find(|case| case.name == name);
            found.unwrap_or_else(|| panic!("{media}: no {name}"))
        };
        for fault in ["missing/n", "wrong-type/n"] {
            let broken = case(&format!("x::200::fault-{fault}"));
            let Expect::BrokenItem {
                items, pointers, ..
            } = &broken.expect
            else {
                panic!("{media}: {fault} is expected to pass");
            };
            assert_eq!(items.values.len(), 2);
            assert!(pointers.contains(&"/n".to_owned()));
        }
        case("x::200::fault-unknown-members");
        // Limits are seen to be kept where nothing but a stream is documented.
        case("x::200::fault-slow-answer");
    }
}

#[test]
fn documented_headers_are_left_out_and_made_wrong() {
    let document = RESPONSES.replace(
        "'204': { description: gone }",
        "'204': { description: gone, headers: { \
         X-Left: { required: true, schema: { type: integer } }, \
         X-Note: { schema: { type: string } }, \
         X-Flags: { schema: { type: array, items: { type: boolean } } }, \
         Content-Length: { required: true, schema: { type: integer } } } }",
    );
    let cases = cases(&document);
    let found: Vec<(&str, &str)> = cases
        .list
        .iter()
        .filter_map(|case| match &case.expect {
            Expect::Documented {
                broken_header: Some(name),
                ..
            } => Some((case.name.as_str(), name.as_str())),
            _ => None,
        })
        .collect();
    let expected = [
        ("getThing::204::fault-header-missing-X-Left", "X-Left"),
        ("getThing::204::fault-header-malformed-X-Left", "X-Left"),
        ("getThing::204::fault-header-malformed-X-Flags", "X-Flags"),
    ];
    assert_eq!(found, expected);
    for (name, header) in expected {
        let case = cases.list.iter().find(|case| case.name == name).unwrap();
        let there = match &case.serve {
            Serve::Response(fixture) => fixture.headers.iter().any(|(name, _)| name == header),
            _ => false,
        };
        assert_eq!(there, name.contains("malformed"), "{name}");
    }
}

#[test]
fn a_broken_body_comes_with_the_required_headers() {
    let document = RESPONSES.replace(
        "description: ok\n",
        "description: ok\n          headers: { X-Total: { required: true, schema: { type: integer } } }\n",
    );
    let cases = cases(&document);
    let mut looked_at = BTreeSet::new();
    for case in &cases.list {
        let Serve::Response(fixture) = &case.serve else {
            continue;
        };
        let is_broken = case.name.contains("fault-header-missing");
        if case.key.map(|key| key.to_string()).as_deref() == Some("200") && !is_broken {
            let there = fixture.headers.iter().any(|(name, _)| name == "X-Total");
            assert!(there, "{} has no X-Total", case.name);
            looked_at.insert(case.name.as_str());
        }
    }
    for fault in ["deep-body", "html-body", "malformed-body", "missing/kind"] {
        let name = format!("getThing::200::fault-{fault}");
        assert!(looked_at.contains(name.as_str()), "no {name}");
    }
}

#[test]
fn what_is_beyond_a_cap_is_counted() {
    let document = document(RESPONSES);
    let mut options = Options::default();
    options.cases_per_response = 2;
    let cases = derive(&document, &Schemas::new(Arc::clone(&document)), options);
    assert!(served(&cases, "getThing::200").len() <= 3);
    let left_out: usize = cases
        .left_out
        .iter()
        .filter(|entry| entry.reason.contains("beyond the cap"))
        .map(|entry| entry.count)
        .sum();
    assert!(left_out > 0, "{:?}", cases.left_out);
}

#[test]
fn a_pattern_that_cannot_be_read_is_said() {
    let cases = cases(&RESPONSES.replace("'^[a-z]{2,4}$'", "'^(?!x)[a-c]{2,3}$'"));
    assert!(
        cases
            .document
            .iter()
            .any(|finding| finding.message.contains("look-around")),
        "{:?}",
        cases.document
    );
}

#[test]
fn a_fixture_is_served_as_the_document_types_it() {
    let cases = cases(RESPONSES);
    for case in &cases.list {
        if let (
            Expect::Documented {
                body: ExpectBody::Value { .. },
                ..
            },
            Serve::Response(fixture),
        ) = (&case.expect, &case.serve)
        {
            let media: Vec<&str> = fixture
                .headers
                .iter()
                .filter(|(name, _)| name == "content-type")
                .map(|(_, value)| value.as_str())
                .collect();
            assert_eq!(media, ["application/json"], "{}", case.name);
        }
    }
}

// OpenAPI 3.0.3, 4.7.25: `propertyName` of a discriminator is a required member like others, also of
// a schema that takes in the one that has the discriminator.
#[test]
fn a_required_tag_of_a_base_is_left_out_where_one_schema_alone_holds() {
    let cases = cases(
        "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /books:
    get:
      operationId: getBook
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } }
components:
  schemas:
    Item: { type: object, required: [kind, id], discriminator: { propertyName: kind }, properties: { kind: { type: string }, id: { type: integer } } }
    Book: { allOf: [{ $ref: '#/components/schemas/Item' }, { type: object, required: [title], properties: { title: { type: string } } }] }
",
    );
    let names = cases.list.iter().map(|case| case.name.as_str());
    let missing: BTreeSet<&str> = names
        .filter_map(|name| name.strip_prefix("getBook::200::fault-missing/"))
        .collect();
    assert_eq!(missing, BTreeSet::from(["id", "kind", "title"]));
}
