//! Adding an operation, a member or a schema renames nothing else; the same document gives the same
//! model.

use super::lower;
use crate::api::{Api, TypeKind, TypeRef};
use std::collections::BTreeSet;

/// The document with whatever is added at these places.
fn document(operation: &str, member: &str, schema: &str) -> String {
    format!(
        r##"
paths:
{operation}
  /pets:
    get:
      operationId: listPets
      parameters: [{{name: sort, in: query, schema: {{type: string, enum: [name, -name]}}}}]
      responses:
        "200": {{description: a, headers: {{X-Total: {{schema: {{type: integer}}}}}}, content: {{application/json: {{schema: {{type: array, items: {{type: object, properties: {{n: {{type: string}}}}}}}}}}}}}}
        default: {{description: b, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Error"}}}}}}}}
    post:
      requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{owner: {{type: object, properties: {{n: {{type: string}}}}}}}}}}}}}}}}
      responses: {{"201": {{description: c}}}}
components:
  schemas:
{schema}
    Error:
      type: object
      properties:
{member}
        code: {{type: string, enum: [a, b]}}
        fooBar: {{type: string}}
        foo_bar: {{type: string}}
"##
    )
}

/// Every name of an API with the place it belongs to.
fn names(api: &Api) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for ty in &api.types {
        names.insert(format!("{} {}", ty.pointer, ty.name.as_str()));
        // An alias of a type of the same shape has the members of that type.
        let kind = match &ty.kind {
            TypeKind::Alias(TypeRef::Named(id)) => &api.types[id.index()].kind,
            kind => kind,
        };
        if let TypeKind::Struct(object) = kind {
            for field in &object.fields {
                names.insert(format!(
                    "{} {} {}",
                    ty.pointer,
                    field.wire_name,
                    field.name.as_str()
                ));
            }
        }
    }
    for operation in api.operations() {
        names.insert(format!(
            "{} {} {} {:?}",
            operation.key,
            operation.name.as_str(),
            operation.type_name.as_str(),
            operation.error_name
        ));
        for case in &operation.responses {
            let set = case.headers.and_then(|index| api.header_sets.get(index));
            let name = set.map_or("no headers", |set| set.type_name.as_str());
            names.insert(format!("{} {:?} {name}", operation.key, case.key));
        }
    }
    names
}

#[test]
fn what_is_added_renames_nothing_else() {
    let (before, _) = lower(&document("", "", ""));
    assert_eq!(before.broken_invariants(), Vec::<String>::new());
    let operation = r#"  /a:
    get:
      operationId: listAll
      responses: {"200": {description: a, headers: {X-Total: {schema: {type: integer}}}, content: {application/json: {schema: {type: array, items: {type: object, properties: {n: {type: string}}}}}}}}
    delete:
      responses: {"204": {description: a}}"#;
    for (operation, member, schema) in [
        (operation, "", ""),
        (
            "",
            "        another: {type: object, properties: {n: {type: string}}}",
            "",
        ),
        ("", "        Foo-Bar: {type: string}", ""),
        (
            "",
            "",
            "    Another: {type: object, properties: {n: {type: string}}}",
        ),
    ] {
        let (after, _) = lower(&document(operation, member, schema));
        let lost: Vec<_> = names(&before).difference(&names(&after)).cloned().collect();
        assert_eq!(lost, Vec::<String>::new());
        assert!(names(&after).len() > names(&before).len());
    }
}

#[test]
fn the_same_document_gives_the_same_model() {
    let document = document("", "", "");
    assert_eq!(lower(&document).0, lower(&document).0);
}

/// Headers of the one response of `/b`, between two others.
fn with_headers(headers: &str, before: &str) -> Api {
    let response = "{description: a, headers: {X-Total: {schema: {type: integer}}}}";
    let paths = format!(
        "paths:
{before}
  /a: {{get: {{operationId: listA, responses: {{'200': {response}}}}}}}
  /b: {{get: {{operationId: listB, responses: {{'200': {{description: b, headers: {{{headers}}}}}}}}}}}
  /c: {{get: {{operationId: listC, responses: {{'404': {{$ref: '#/components/responses/None'}}}}}}}}
  /d: {{get: {{operationId: listD, responses: {{'404': {{$ref: '#/components/responses/None'}}}}}}}}
components: {{responses: {{None: {response}}}}}
"
    );
    let (api, findings) = lower(&paths);
    assert_eq!(findings, [""; 0]);
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
    api
}

#[test]
fn a_header_that_is_added_renames_no_headers() {
    let total = "X-Total: {schema: {type: integer}}";
    let one = with_headers(total, "");
    let two = with_headers(&format!("{total}, X-Foo: {{schema: {{type: string}}}}"), "");
    let earlier = "  /0: {get: {operationId: listZ, responses: {'200': {description: z, headers: {X-Total: {schema: {type: integer}}}}}}}";
    let more = with_headers(total, earlier);
    for changed in [two, more] {
        let lost: Vec<_> = names(&one).difference(&names(&changed)).cloned().collect();
        assert_eq!(lost, Vec::<String>::new());
    }
    let set_names = one.header_sets.iter().map(|set| set.type_name.as_str());
    let expected = ["ListAHeaders", "ListBHeaders", "NoneHeaders"];
    assert_eq!(set_names.collect::<Vec<_>>(), expected);
}

#[test]
fn the_same_headers_are_one_struct() {
    let api = with_headers("x-total: {schema: {type: integer}}", "");
    let structs = api.header_sets.iter().filter(|set| set.same_as.is_none());
    assert_eq!(structs.count(), 1);
}

/// The enum that each operation's errors are another name of, with the operation's number there.
fn shared_errors(operations: &str) -> Vec<(String, String, u32)> {
    let absent = "{description: a, content: {text/plain: {}}}";
    let paths = format!(
        "paths:
{operations}
  /a: {{get: {{operationId: readA, responses: {{'204': {{description: a}}, '404': {absent}}}}}}}
  /b: {{get: {{operationId: readB, responses: {{'404': {absent}}}}}}}
  /c: {{get: {{operationId: readC, responses: {{'404': {absent}, '410': {{description: c}}}}}}}}
"
    );
    let (api, findings) = lower(&paths);
    assert_eq!(findings, [""; 0]);
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
    let shared = api.operations().filter_map(|it| {
        let of = it.error_shared?;
        let name = api.responses[of.index].type_name.as_str().to_owned();
        Some((it.id.clone(), name, of.number))
    });
    shared.collect()
}

// OpenAPI 3.0.3, 4.7.16: other operations with the same responses, or with the same statuses and other
// bodies, come and go.
#[test]
fn an_operation_that_is_added_moves_no_enum_that_others_share() {
    let before = shared_errors("");
    let [a, b] = before.as_slice() else {
        panic!("two have the same errors: {before:?}");
    };
    assert_eq!(
        (a.1.as_str(), b.1.as_str()),
        ("NotFoundError", "NotFoundError")
    );
    assert_ne!(a.2, b.2);
    let same = "  /0: {get: {operationId: readZ, responses: {'404': {description: a, content: {text/plain: {}}}}}}";
    let others = "  /0: {get: {operationId: readZ, responses: {'404': {description: z}}}}
  /1: {get: {operationId: readY, responses: {'404': {description: z}}}}";
    for (added, count) in [(same, 3), (others, 4)] {
        let after = shared_errors(added);
        assert_eq!(after.len(), count);
        let kept: Vec<_> = after
            .iter()
            .filter(|it| ["readA", "readB"].contains(&it.0.as_str()))
            .collect();
        for (kept, before) in kept.into_iter().zip(&before) {
            assert_eq!((&kept.0, kept.2), (&before.0, before.2));
        }
    }
}
