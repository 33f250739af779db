//! References: afterwards each leads to a component of this document.

use crate::support::{Outcome, document, normalize, outcome};
use specwright::config::References;
use specwright::diagnostic::Diagnostics;
use specwright::source;

/// Normalises a document of several files; the first is the one that is named.
fn files(files: &[(&str, &str)]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let mut diagnostics = Diagnostics::new();
    let path = folder.path().join(files[0].0);
    let document = source::read(&path, &References::default(), &mut diagnostics).unwrap();
    outcome(&document, diagnostics)
}

fn with_schemas(schemas: &str) -> String {
    document("3.0.3", &format!("components:\n  schemas:\n{schemas}"))
}

// RFC 6901, 4 and 6: `~1` is `/`, `~0` is `~`, in this order, after percent-decoding
#[test]
fn escapes() {
    let schemas = "    a/b: {type: string}\n    c~d: {type: string}\n    e%f: {type: string}\n    \
                   ~1: {type: string}\n    g h: {type: string}\n    S:\n      type: object\n      properties:\n        \
                   a: {$ref: '#/components/schemas/a~1b'}\n        \
                   c: {$ref: '#/components/schemas/c~0d'}\n        \
                   e: {$ref: '#/components/schemas/e%25f'}\n        \
                   i: {$ref: '#/components/schemas/~01'}\n        \
                   g: {$ref: '#/components/schemas/g%20h'}\n";
    let properties = "/components/schemas/S/properties";
    normalize(&with_schemas(schemas))
        .is(
            &format!("{properties}/a"),
            "$ref: '#/components/schemas/a~1b'",
        )
        .is(
            &format!("{properties}/c"),
            "$ref: '#/components/schemas/c~0d'",
        )
        .is(
            &format!("{properties}/e"),
            "$ref: '#/components/schemas/e%25f'",
        )
        .is(
            &format!("{properties}/i"),
            "$ref: '#/components/schemas/~01'",
        )
        .is(
            &format!("{properties}/g"),
            "$ref: '#/components/schemas/g%20h'",
        )
        .finds(&[]);
}

#[test]
fn a_file_lends_its_name_or_takes_that_of_the_component_that_is_it() {
    let main = with_schemas(
        "    Pet: {$ref: schemas/pet.yaml}\n    S: {type: array, items: {$ref: schemas/tag.yaml}}\n",
    );
    files(&[
        ("openapi.yaml", &main),
        (
            "schemas/pet.yaml",
            "type: object\nproperties: {tag: {$ref: tag.yaml}, mother: {$ref: pet.yaml}}\n",
        ),
        ("schemas/tag.yaml", "{type: string}"),
    ])
    .is(
        "/components/schemas/Pet",
        "{type: object, properties: {tag: {$ref: '#/components/schemas/tag'}, mother: {$ref: '#/components/schemas/Pet'}}}",
    )
    .is("/components/schemas/tag", "type: string")
    .is("/components/schemas/S/items", "$ref: '#/components/schemas/tag'")
    .finds(&[]);
}

#[test]
fn equal_names_in_several_files_stay_apart() {
    let main = with_schemas(
        "    Error: {type: string}\n    S:\n      type: object\n      properties:\n        \
         a: {$ref: 'common.yaml#/components/schemas/Error'}\n        \
         b: {$ref: '#/components/schemas/Error'}\n        \
         c: {$ref: 'other.yaml#/definitions/Error'}\n",
    );
    files(&[
        ("openapi.yaml", &main),
        (
            "common.yaml",
            "components: {schemas: {Error: {type: integer}}}",
        ),
        ("other.yaml", "definitions: {Error: {type: boolean}}"),
    ])
    .is("/components/schemas/Error", "type: string")
    .is("/components/schemas/common_Error", "type: integer")
    .is("/components/schemas/other_Error", "type: boolean")
    .finds(&[]);
}

#[test]
fn findings_in_other_files_have_their_place_there() {
    let main = with_schemas("    S: {$ref: schemas/s.yaml}\n");
    files(&[
        ("openapi.yaml", &main),
        (
            "schemas/s.yaml",
            "type: object\nproperties: {a: {type: int}, b: {type: array, items: 5}}\n",
        ),
    ])
    .finds_at("unknown-type", "1:/properties/a/type")
    .finds_at("wrong-type", "1:/properties/b/items");
}

#[test]
fn every_kind_of_object_can_be_in_another_file() {
    let main = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a/{id}: {$ref: 'p.yaml#/item'}\n";
    let other = "item:\n  parameters: [{$ref: '#/id'}]\n  post:\n    requestBody: {$ref: '#/body'}\n    \
                 responses: {200: {$ref: '#/ok'}}\n    callbacks: {c: {$ref: '#/call'}}\n\
                 id: {name: id, in: path, required: true, schema: {type: string}}\n\
                 body: {content: {application/json: {schema: {type: string}, examples: {e: {$ref: '#/example'}}}}}\n\
                 example: {value: a}\n\
                 ok: {description: ok, headers: {X-A: {$ref: '#/header'}}, links: {l: {$ref: '#/link'}}}\n\
                 header: {schema: {type: string}}\nlink: {operationId: x}\n\
                 call: {'{$request.body#/url}': {post: {responses: {200: {description: ok}}}}}\n";
    files(&[("openapi.yaml", main), ("p.yaml", other)])
        .is(
            "/paths/~1a~1{id}/parameters",
            "[{$ref: '#/components/parameters/id'}]",
        )
        .is(
            "/paths/~1a~1{id}/post/requestBody",
            "$ref: '#/components/requestBodies/body'",
        )
        .is(
            "/components/responses/ok/headers/X-A",
            "$ref: '#/components/headers/header'",
        )
        .is(
            "/components/responses/ok/links/l",
            "$ref: '#/components/links/link'",
        )
        .is("/components/examples/example", "value: a")
        .is(
            "/paths/~1a~1{id}/post/callbacks/c",
            "$ref: '#/components/callbacks/call'",
        )
        .finds(&[]);
}

#[test]
fn what_is_in_the_middle_of_a_document_becomes_a_component() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /pets/{id}:\n    get:\n      parameters:\n      \
        - {name: id, in: path, required: true, schema: {type: string}}\n      responses:\n        200:\n          description: ok\n          \
        content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}\n  \
        /b/{id}:\n    get:\n      parameters: [{$ref: '#/paths/~1pets~1%7Bid%7D/get/parameters/0'}]\n      responses:\n        \
        200: {$ref: '#/paths/~1pets~1{id}/get/responses/200'}\n        \
        201: {description: made, content: {application/json: {schema: \
        {$ref: '#/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema/properties/name'}}}}\n";
    normalize(text)
        .is("/paths/~1b~1{id}/get/parameters/0", "$ref: '#/components/parameters/get_pets_id_id'")
        .is("/paths/~1pets~1{id}/get/parameters/0", "$ref: '#/components/parameters/get_pets_id_id'")
        .is("/paths/~1b~1{id}/get/responses/200", "$ref: '#/components/responses/get_pets_id_response_200'")
        .is(
            "/components/responses/get_pets_id_response_200/content/application~1json/schema/properties/name",
            "$ref: '#/components/schemas/get_pets_id_response_200_name'",
        )
        .is("/components/schemas/get_pets_id_response_200_name", "type: string")
        .finds(&[]);
}

#[test]
fn a_schema_may_contain_itself() {
    let schemas = "    S: {type: object, properties: {next: {$ref: '#/components/schemas/S'}, \
                   all: {type: array, items: {$ref: '#/components/schemas/S/properties/next'}}}}\n";
    normalize(&with_schemas(schemas))
        .is(
            "/components/schemas/S/properties/next",
            "$ref: '#/components/schemas/S_next'",
        )
        .is(
            "/components/schemas/S_next",
            "$ref: '#/components/schemas/S'",
        )
        .finds(&[]);
}

#[test]
fn references_alone_in_a_circle_are_an_error() {
    let schemas = "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n    \
                   C: {$ref: '#/components/schemas/C'}\n    D: {$ref: '#/components/schemas/A'}\n";
    normalize(&with_schemas(schemas))
        .lacks("/components/schemas/A")
        .lacks("/components/schemas/D")
        .finds(&["endless-reference"]);
}

#[test]
fn long_chains_of_references_need_no_stack() {
    let mut schemas = String::new();
    for index in 0..20_000 {
        let next = index + 1;
        let line = format!("    S{index}: {{$ref: '#/components/schemas/S{next}'}}\n");
        schemas.push_str(&line);
    }
    schemas.push_str("    S20000: {type: string}\n");
    normalize(&with_schemas(&schemas)).finds(&[]);
}

// B09: a reference to another kind of object is an error
#[test]
fn wrong_kinds_are_errors() {
    let members = "components:\n  schemas: {S: {type: string}}\n  examples: {E: {value: 1}}\n  responses: {R: {$ref: '#/components/schemas/S'}}\n  \
                   parameters: {P: {$ref: '#/components/examples/E'}}";
    normalize(&document("3.0.3", members)).finds(&["reference-kind", "reference-kind"]);
    normalize(&with_schemas("    S: {$ref: '#/components/schemas'}\n    T: {$ref: '#/info/title'}\n    U: {$ref: '#'}\n"))
        .finds(&["reference-kind"; 3]);
}

#[test]
fn dangling_references_are_found_at_the_reference() {
    normalize(&with_schemas(
        "    S: {type: object, properties: {a: {$ref: '#/components/schemas/None'}}}\n",
    ))
    .finds(&["dangling-reference", "left-out"])
    .finds_at(
        "dangling-reference",
        "/components/schemas/S/properties/a/$ref",
    );
}

#[test]
fn references_that_are_meant_otherwise_are_mended() {
    // through a reference
    normalize(&with_schemas(
        "    A: {$ref: '#/components/schemas/B'}\n    B: {type: object, properties: {x: {type: string}}}\n    \
         S: {type: array, items: {$ref: '#/components/schemas/A/properties/x'}}\n",
    ))
    .is("/components/schemas/S/items", "$ref: '#/components/schemas/B_x'")
    .finds(&["reference-mended"]);
    // relative to the schema that has the definitions
    normalize(&with_schemas(
        "    S: {type: array, items: {$ref: '#/definitions/x'}, definitions: {x: {type: string}}}\n",
    ))
    .is("/components/schemas/S/items", "$ref: '#/components/schemas/S_x'")
    .finds(&["reference-mended"]);
    // not percent-encoded
    normalize(&with_schemas(
        "    a%20b: {type: string}\n    S: {type: array, items: {$ref: '#/components/schemas/a%20b'}}\n",
    ))
    .is("/components/schemas/S/items", "$ref: '#/components/schemas/a%2520b'")
    .finds(&["reference-mended"]);
}

// OpenAPI 3.0, 4.7.25: values of `mapping` are names or references
#[test]
fn discriminator_mappings_become_references() {
    normalize(&with_schemas(
        "    Cat: {type: object}\n    Dog: {type: object}\n    S:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      \
         discriminator: {propertyName: kind, mapping: {c: Cat, d: '#/components/schemas/Dog', e: Nobody}}\n",
    ))
    .is(
        "/components/schemas/S/discriminator/mapping",
        "{c: '#/components/schemas/Cat', d: '#/components/schemas/Dog'}",
    )
    .finds(&["discriminator-mapping"]);
}

#[test]
fn path_items_that_multiply_a_document_are_an_error() {
    use std::fmt::Write as _;
    // each item has two callbacks that are the next item: 2^30 copies
    let mut text = document("3.1.0", "")
        + "  /b: {$ref: '#/components/pathItems/P0'}\ncomponents:\n  pathItems:\n";
    for index in 0..30 {
        let next = index + 1;
        writeln!(
            text,
            "    P{index}: {{get: {{responses: {{200: {{description: ok}}}}, callbacks: {{a: {{x: {{$ref: '#/components/pathItems/P{next}'}}, y: {{$ref: '#/components/pathItems/P{next}'}}}}}}}}}}",
        )
        .unwrap();
    }
    text.push_str("    P30: {}\n");
    normalize(&text).finds(&["too-many-copies"]);
}

#[test]
fn a_path_item_within_itself_is_left_out() {
    let text = document(
        "3.1.0",
        "components: {pathItems: {P: {get: {responses: {200: {description: ok}}, callbacks: {a: {x: {$ref: '#/components/pathItems/P'}}}}}}}",
    ) + "  /b: {$ref: '#/components/pathItems/P'}\n";
    normalize(&text)
        .is("/paths/~1b/get/callbacks/a/x", "{}")
        .finds(&["endless-reference"]);
}

// RFC 6901, 4: a token of a pointer into an object is the name of a member. Here the object stands
// where a list is wanted and is read as one, in which nothing has that name any more.
#[test]
fn what_is_referred_to_inside_a_list_that_was_none_is_found() {
    let schemas = "    S:\n      allOf:\n        '3': {type: object, properties: {a: {type: string, enum: [x]}}}\n    \
                   R: {type: object, properties: {b: {$ref: '#/components/schemas/S/allOf/3/properties/a'}}}\n";
    normalize(&with_schemas(schemas))
        .is(
            "/components/schemas/R/properties/b",
            "$ref: '#/components/schemas/S_3_a'",
        )
        .is("/components/schemas/S_3_a", "{type: string, enum: [x]}")
        .finds_at("wrong-type", "/components/schemas/S/allOf");
}

#[test]
fn items_keep_their_places_where_one_before_them_is_left_out() {
    let schemas = "    S:\n      allOf: [7, {type: string}, {enum: [x]}]\n    \
                   R: {type: array, items: {$ref: '#/components/schemas/S/allOf/1'}}\n";
    normalize(&with_schemas(schemas))
        .is(
            "/components/schemas/R/items",
            "$ref: '#/components/schemas/S_1'",
        )
        .is("/components/schemas/S_1", "type: string");
}
