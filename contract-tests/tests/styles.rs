//! What parameters and forms are given: styles as the document says them, and no value that a style
//! cannot carry.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where its data is not as expected"
)]

mod support;

use serde_json::Value;
use specwright::config::References;
use specwright_contract::call::Content;
use specwright_contract::case::Case;
use specwright_contract::document::Style;
use specwright_contract::plan::{Plan, Scope};
use std::collections::BTreeSet;
use support::cases;

#[test]
fn tabs_of_swagger_2_are_read_as_the_document_says_them() {
    // Swagger 2.0, Parameter Object, `collectionFormat`: `tsv` is tab separated values.
    let text = "swagger: '2.0'
info: { title: t, version: '1' }
paths:
  /x:
    post:
      operationId: x
      consumes: [application/x-www-form-urlencoded]
      parameters:
        - { name: q, in: query, type: array, items: { type: string }, collectionFormat: tsv }
        - { name: f, in: formData, type: array, items: { type: string }, collectionFormat: tsv }
      responses: { '204': { description: ok } }
";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("swagger.yaml");
    std::fs::write(&path, text).unwrap();
    let plan = Plan::read(&path, &References::OwnFolder, &Scope::default()).unwrap();
    let operation = &plan.document.operations[0];
    let query = &operation.parameters[0];
    assert_eq!((query.style, query.explode), (Style::TabDelimited, false));
    let form = operation.bodies[0].form_style("f");
    assert_eq!(form, (Style::TabDelimited, false));
}

/// Parameters and a form whose styles write a delimiter as they write data.
const STYLES: &str = "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /x:
    post:
      operationId: x
      parameters:
        - { name: pipes, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: string, enum: ['a|b', c, d] } } }
        - { name: spaces, in: query, style: spaceDelimited, explode: false, schema: { type: array, items: { type: string } } }
        - { name: reserved, in: query, allowReserved: true, schema: { type: string } }
        - { name: free, in: query, schema: { type: string } }
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { f: { type: array, items: { type: string } } } }
            encoding: { f: { style: spaceDelimited, explode: false } }
      responses: { '204': { description: ok } }
";

#[test]
fn no_case_holds_what_its_style_cannot_carry() {
    let cases = cases(STYLES);
    let mut items = 0;
    for case in &cases.list {
        let texts = |name: &str| -> Vec<String> {
            let value = case.arguments.get("query", name).cloned();
            let value = value.unwrap_or_default();
            let list = value.as_array().cloned().unwrap_or_else(|| vec![value]);
            let texts = list.iter().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        };
        assert!(texts("pipes").iter().all(|text| !text.contains('|')));
        assert!(texts("spaces").iter().all(|text| !text.contains(' ')));
        assert!(texts("reserved").iter().all(|text| !text.contains("%2F")));
        items += texts("pipes").len() + texts("spaces").len();
        if let Some(Content::Value(form)) = case.arguments.body().map(|body| &body.content) {
            assert!(!form["f"].to_string().contains(' '), "{form}");
        }
    }
    assert!(items > 4, "the lists have no items");
    // Elsewhere the same texts are sent.
    let free = |case: &Case| case.arguments.get("query", "free").cloned();
    let all: Vec<Value> = cases.list.iter().filter_map(free).collect();
    assert!(all.iter().any(|text| text.to_string().contains("c%2F?")));
    let said: Vec<_> = cases
        .left_out
        .iter()
        .filter(|entry| entry.reason.contains("style"))
        .collect();
    assert_eq!(said.len(), 4, "{said:?}");
}

#[test]
fn members_of_an_object_that_is_never_empty_are_sent_alone() {
    let cases = cases(
        "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /x:
    get:
      operationId: x
      parameters:
        - { name: f, in: query, style: deepObject, schema: { type: object, properties: { from: { type: integer }, to: { type: integer } } } }
      responses: { '204': { description: ok } }
",
    );
    let sent = cases.list.iter();
    let sent: BTreeSet<Vec<&String>> = sent
        .filter_map(|case| case.arguments.get("query", "f")?.as_object())
        .map(|members| members.keys().collect())
        .collect();
    let expected = [vec!["from"], vec!["from", "to"], vec!["to"]];
    assert_eq!(sent.into_iter().collect::<Vec<_>>(), expected);
}
