//! Schemas of OpenAPI 3.1 in the words of 3.0 (OpenAPI 3.1, 4.8.24; JSON Schema 2020-12).

use crate::support::{becomes, document, is_mended, normalize, schema_in};

// Validation, 6.1.1
#[test]
fn types() {
    becomes("type: [string]", "type: string");
    becomes("type: [string, 'null']", "{type: string, nullable: true}");
    becomes(
        "{type: ['null', array], items: {type: string}}",
        "{type: array, items: {type: string}, nullable: true}",
    );
    becomes("type: [integer, number]", "type: number");
    becomes(
        "{type: [string, integer, 'null'], minLength: 2, minimum: 1, description: d}",
        "{description: d, nullable: true, anyOf: [{type: string, minLength: 2}, {type: integer, minimum: 1}]}",
    );
    becomes(
        "{type: [string, integer], enum: [a, 1, 2]}",
        "{anyOf: [{type: string, enum: [a]}, {type: integer, enum: [1, 2]}]}",
    );
    becomes(
        "{type: [string, number], format: double}",
        "{anyOf: [{type: string}, {type: number, format: double}]}",
    );
    becomes("type: [string, number, boolean, array, object]", "{}");
}

#[test]
fn null_alone() {
    let null = "{nullable: true, enum: [null], x-specwright-null: true}";
    becomes("type: 'null'", null);
    becomes("type: ['null']", null);
    becomes("const: null", null);
    becomes("enum: [null]", null);
    becomes("anyOf: [{type: 'null'}]", null);
}

// Core, 10.2.1.2 and 10.2.1.3
#[test]
fn alternatives_with_null() {
    becomes(
        "{title: T, anyOf: [{type: string, format: uuid}, {type: 'null'}]}",
        "{title: T, type: string, format: uuid, nullable: true}",
    );
    becomes(
        "oneOf: [{$ref: '#/components/schemas/Other'}, {type: 'null'}]",
        "{allOf: [{$ref: '#/components/schemas/Other'}], nullable: true}",
    );
    becomes(
        "anyOf: [{type: string}, {type: integer}, {enum: [null]}]",
        "{anyOf: [{type: string}, {type: integer}], nullable: true}",
    );
    becomes(
        "anyOf: [{type: string, enum: [a]}, {type: 'null'}]",
        "{type: string, enum: [a, null], nullable: true}",
    );
    // What stands beside the alternatives is not theirs to replace.
    becomes(
        "{type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}, {type: 'null'}]}",
        "{type: object, properties: {a: {type: string}}, allOf: [{required: [a]}], nullable: true}",
    );
}

// Validation, 6.1.3
#[test]
fn constants() {
    becomes("const: a", "{enum: [a], type: string}");
    becomes("{const: 1, type: integer}", "{enum: [1], type: integer}");
    becomes("const: {a: 1}", "enum: [{a: 1}]");
}

// Validation, 6.2.3 and 6.2.5
#[test]
fn exclusive_bounds() {
    becomes(
        "{type: integer, exclusiveMinimum: 0, exclusiveMaximum: 10}",
        "{type: integer, minimum: 0, exclusiveMinimum: true, maximum: 10, exclusiveMaximum: true}",
    );
    becomes(
        "{type: number, minimum: 5, exclusiveMinimum: 2}",
        "{type: number, minimum: 5}",
    );
    becomes(
        "{type: number, minimum: 2, exclusiveMinimum: 2}",
        "{type: number, minimum: 2, exclusiveMinimum: true}",
    );
    becomes(
        "{type: number, maximum: 5, exclusiveMaximum: 7}",
        "{type: number, maximum: 5}",
    );
}

#[test]
fn examples() {
    becomes(
        "{type: string, examples: [a]}",
        "{type: string, example: a}",
    );
    becomes(
        "{type: string, examples: [a, b]}",
        "{type: string, example: a, x-specwright-examples: [a, b]}",
    );
    becomes(
        "{type: string, example: z, examples: [a]}",
        "{type: string, example: z}",
    );
}

// OpenAPI 3.1, 4.8.24: keywords beside `$ref` apply
#[test]
fn siblings_of_references() {
    becomes(
        "{$ref: '#/components/schemas/Other', description: d, deprecated: true}",
        "{allOf: [{$ref: '#/components/schemas/Other'}], description: d, deprecated: true}",
    );
    becomes(
        "{$ref: '#/components/schemas/Other', allOf: [{type: object, minProperties: 1}]}",
        "{allOf: [{$ref: '#/components/schemas/Other'}, {type: object, minProperties: 1}]}",
    );
    becomes(
        "{$ref: '#/components/schemas/Other', x-order: 1}",
        "$ref: '#/components/schemas/Other'",
    );
}

// OpenAPI 3.0, 4.7.23: "any properties added SHALL be ignored"
#[test]
fn siblings_before_3_1() {
    is_mended(
        "{$ref: '#/components/schemas/Other', description: d, minProperties: 1}",
        "$ref: '#/components/schemas/Other'",
        &["reference-siblings"],
    );
    is_mended(
        "{$ref: '#/components/schemas/Other', nullable: true}",
        "{allOf: [{$ref: '#/components/schemas/Other'}], nullable: true}",
        &["reference-siblings"],
    );
}

// Core, 10.3.1; draft 4, 5.3.1
#[test]
fn arrays_with_leading_items() {
    schema_in(
        "3.1.0",
        "{type: array, prefixItems: [{type: string}, {type: integer}], items: {type: boolean}}",
    )
    .is(
        "/components/schemas/S",
        "{type: array, x-specwright-prefix-items: 2, items: {anyOf: [{type: string}, {type: integer}, {type: boolean}]}}",
    )
    .finds(&["keyword-not-enforced"]);
    becomes(
        "{type: array, prefixItems: [{type: number}, {type: number}], items: false}",
        "{type: array, maxItems: 2, x-specwright-prefix-items: 2, items: {type: number}}",
    );
    is_mended(
        "{type: array, items: [{type: string}]}",
        "{type: array, x-specwright-prefix-items: 1, items: {type: string}}",
        &["newer-keyword"],
    );
}

// Core, 4.3.2
#[test]
fn boolean_schemas() {
    becomes("true", "{}");
    becomes("false", "not: {}");
    becomes(
        "{type: object, properties: {a: true, b: false}, additionalProperties: false}",
        "{type: object, properties: {a: {}, b: {not: {}}}, additionalProperties: false}",
    );
    becomes("{type: array, items: true}", "{type: array, items: {}}");
}

// Core, 10.3.2
#[test]
fn members_by_pattern_and_the_rest() {
    schema_in(
        "3.1.0",
        "{type: object, patternProperties: {'^a': {type: string}}}",
    )
    .is(
        "/components/schemas/S",
        "{type: object, additionalProperties: {type: string}}",
    )
    .finds(&["keyword-not-enforced"]);
    schema_in(
        "3.1.0",
        "{patternProperties: {'^a': {type: string}, '^b': {type: integer}}, additionalProperties: false}",
    )
    .is(
        "/components/schemas/S",
        "{type: object, additionalProperties: {anyOf: [{type: string}, {type: integer}]}}",
    );
    becomes(
        "{type: object, properties: {a: {type: string}}, unevaluatedProperties: false}",
        "{type: object, properties: {a: {type: string}}, additionalProperties: false}",
    );
}

#[test]
fn what_is_not_enforced_is_said_once() {
    schema_in(
        "3.1.0",
        "{type: object, properties: {a: {type: string, if: {minLength: 1}, then: {maxLength: 2}}, \
         b: {type: string, if: {minLength: 1}}}, dependentRequired: {a: [b]}, propertyNames: {maxLength: 3}}",
    )
    .is(
        "/components/schemas/S",
        "{type: object, properties: {a: {type: string}, b: {type: string}}}",
    )
    .finds(&["keyword-not-enforced"; 4]);
}

// Validation, 8.3 to 8.5; OpenAPI 3.0, 4.4
#[test]
fn content_of_strings() {
    becomes(
        "{type: string, contentEncoding: base64, contentMediaType: image/png}",
        "{type: string, format: byte, x-specwright-content-media-type: image/png}",
    );
    becomes(
        "contentMediaType: application/octet-stream",
        "{type: string, format: binary, x-specwright-content-media-type: application/octet-stream}",
    );
    becomes(
        "{type: string, contentMediaType: application/json, contentSchema: {type: object}}",
        "{type: string, x-specwright-content-media-type: application/json}",
    );
}

#[test]
fn definitions_in_schemas_become_components() {
    schema_in(
        "3.1.0",
        "{type: object, properties: {a: {$ref: '#/components/schemas/S/$defs/A'}}, \
         $defs: {A: {type: string, minLength: 1}}}",
    )
    .is(
        "/components/schemas/S",
        "{type: object, properties: {a: {$ref: '#/components/schemas/S_A'}}}",
    )
    .is("/components/schemas/S_A", "{type: string, minLength: 1}")
    .finds(&[]);
}

// Core, 8.2.1, 8.2.2
#[test]
fn schemas_are_found_by_the_names_they_give_themselves() {
    let members = "components:\n  schemas:\n    \
        A: {$anchor: a, type: string}\n    \
        B: {$id: 'https://example.com/b', type: object, properties: {c: {$ref: '#/$defs/c'}}, $defs: {c: {type: integer}}}\n    \
        S: {type: array, items: {$ref: '#a'}}\n    \
        T: {type: array, items: {$ref: 'https://example.com/b'}}";
    normalize(&document("3.1.0", members))
        .is("/components/schemas/A", "type: string")
        .is(
            "/components/schemas/S/items",
            "$ref: '#/components/schemas/A'",
        )
        .is(
            "/components/schemas/T/items",
            "$ref: '#/components/schemas/B'",
        )
        .is(
            "/components/schemas/B/properties/c",
            "$ref: '#/components/schemas/B_c'",
        )
        .is("/components/schemas/B_c", "type: integer")
        .finds(&[]);
}

#[test]
fn newer_keywords_in_older_documents_are_read_with_a_warning() {
    is_mended(
        "type: [string, 'null']",
        "{type: string, nullable: true}",
        &["newer-keyword"],
    );
    is_mended("const: a", "{type: string, enum: [a]}", &["newer-keyword"]);
}

#[test]
fn path_items_in_components_are_put_where_they_are_wanted() {
    let text = document(
        "3.1.0",
        "components: {pathItems: {P: {get: {responses: {200: {description: p}}}}}}",
    ) + "  /b: {$ref: '#/components/pathItems/P'}\n";
    normalize(&text)
        .is("/paths/~1b/get/responses/200", "description: p")
        .lacks("/components/pathItems")
        .finds(&[]);
}

// OpenAPI 3.1, 4.8.23: beside a reference that is no schema stand `summary` and `description` alone;
// they are for docs.
#[test]
fn siblings_of_other_references_are_noted() {
    let members = "components:\n  responses:\n    A: {$ref: '#/components/responses/B', description: Other words.}\n    B: {description: b}";
    normalize(&document("3.1.0", members))
        .is(
            "/components/responses/A",
            "$ref: '#/components/responses/B'",
        )
        .finds(&["reference-siblings"]);
}
