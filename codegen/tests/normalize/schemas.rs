//! Mends of schemas (OpenAPI 3.0, 4.7.24; JSON Schema Validation, draft 5 "wright-00").

use crate::support::{becomes, is_mended, schema_in};

#[test]
fn types_by_other_names() {
    for (written, expected) in [
        ("int", "type: integer"),
        ("long", "{type: integer, format: int64}"),
        ("float", "{type: number, format: float}"),
        ("Bool", "type: boolean"),
        ("datetime", "{type: string, format: date-time}"),
        ("file", "{type: string, format: binary}"),
        ("dict", "type: object"),
        ("any", "{}"),
        ("Other", "allOf: [{$ref: '#/components/schemas/Other'}]"),
    ] {
        is_mended(&format!("type: {written}"), expected, &["unknown-type"]);
    }
    is_mended("type: {}", "{}", &["unknown-type"]);
}

#[test]
fn required_on_properties_and_otherwise() {
    is_mended(
        "{type: object, properties: {a: {type: string, required: true}, b: {type: string, required: false}}}",
        "{type: object, properties: {a: {type: string}, b: {type: string}}, required: [a]}",
        &["required"],
    );
    is_mended(
        "{type: object, required: a, properties: {a: {}}}",
        "{type: object, required: [a], properties: {a: {}}}",
        &["required"],
    );
    is_mended(
        "{type: object, required: true}",
        "type: object",
        &["required"],
    );
    becomes(
        "{type: object, required: [a, a, b]}",
        "{type: object, required: [a, b]}",
    );
    becomes("{type: object, required: []}", "type: object");
}

#[test]
fn bounds() {
    is_mended(
        "{type: integer, minimum: '1', maximum: 9.5}",
        "{type: integer, minimum: 1, maximum: 9}",
        &["bound"],
    );
    is_mended(
        "{type: string, minLength: '2', maxLength: 5.0}",
        "{type: string, minLength: 2, maxLength: 5}",
        &["bound"],
    );
    is_mended("{type: string, minLength: -1}", "type: string", &["bound"]);
    is_mended("{type: string, maxLength: x}", "type: string", &["bound"]);
    is_mended(
        "{type: integer, minimum: 5, maximum: 1}",
        "type: integer",
        &["bound"],
    );
    is_mended("{type: number, multipleOf: 0}", "type: number", &["bound"]);
    is_mended(
        "{type: integer, maximum: 1e30}",
        "type: integer",
        &["bound"],
    );
    is_mended(
        "{type: integer, minimum: 0, maximum: 18446744073709551615}",
        "{type: integer, minimum: 0, format: uint64}",
        &["bound"],
    );
    is_mended(
        "{type: integer, minimum: 0.5, exclusiveMinimum: true}",
        "{type: integer, minimum: 1}",
        &[],
    );
}

#[test]
fn values_of_enums() {
    is_mended(
        "{type: string, enum: [1, a, true]}",
        "{type: string, enum: ['1', a, 'true']}",
        &["value-type"],
    );
    is_mended(
        "{type: integer, enum: ['1', 2.0]}",
        "{type: integer, enum: [1, 2]}",
        &["value-type"],
    );
    // A18: what is not of the type never reaches the code
    is_mended(
        "{type: integer, enum: ['(globalThis.pwned=1)', 1]}",
        "{type: integer, enum: [1]}",
        &["value-type"],
    );
    is_mended(
        "{type: boolean, enum: [maybe]}",
        "type: boolean",
        &["value-type", "value-type"],
    );
    is_mended(
        "{type: array, items: {type: string}, enum: [a, b]}",
        "{type: array, items: {type: string, enum: [a, b]}}",
        &["value-type"],
    );
    becomes("{type: string, enum: [a, a]}", "{type: string, enum: [a]}");
}

// OpenAPI 3.0.3, proposal 2019-10-31 "Clarify Semantics of nullable": an enum needs null too
#[test]
fn null_in_enums() {
    becomes(
        "{type: string, nullable: true, enum: [a]}",
        "{type: string, nullable: true, enum: [a, null]}",
    );
    becomes(
        "{type: string, enum: [a, null]}",
        "{type: string, nullable: true, enum: [a, null]}",
    );
}

#[test]
fn defaults() {
    is_mended(
        "{type: string, default: 5}",
        "{type: string, default: '5'}",
        &["value-type"],
    );
    is_mended(
        "{type: boolean, default: 'False'}",
        "{type: boolean, default: false}",
        &["value-type"],
    );
    is_mended(
        "{type: integer, default: many}",
        "type: integer",
        &["value-type"],
    );
    is_mended(
        "{type: string, enum: [a], default: b}",
        "{type: string, enum: [a]}",
        &["value-type"],
    );
    is_mended(
        "{type: array, items: {}, default: a}",
        "{type: array, items: {}}",
        &["value-type"],
    );
    becomes("{type: string, default: null}", "type: string");
    becomes(
        "{type: string, nullable: true, default: null}",
        "{type: string, nullable: true, default: null}",
    );
}

#[test]
fn types_told_by_keywords() {
    for (schema, typ) in [
        ("properties: {a: {}}", "object"),
        ("additionalProperties: {}", "object"),
        ("items: {}", "array"),
        ("pattern: a", "string"),
        ("format: date-time", "string"),
        ("format: int64", "integer"),
        ("maximum: 1", "number"),
    ] {
        is_mended(schema, &format!("{schema}\ntype: {typ}"), &["implied-type"]);
    }
    becomes("enum: [a]", "{enum: [a], type: string}");
    becomes("enum: [1]", "{enum: [1], type: integer}");
    becomes("enum: [1.5]", "{enum: [1.5], type: number}");
    becomes("enum: [true]", "{enum: [true], type: boolean}");
    becomes("enum: [1, a]", "enum: [1, a]");
    becomes("{description: d}", "{description: d}");
    becomes(
        "{anyOf: [{type: string}], minLength: 1}",
        "{anyOf: [{type: string}], minLength: 1}",
    );
}

#[test]
fn other_keywords() {
    is_mended("type: array", "{type: array, items: {}}", &["no-items"]);
    is_mended(
        "{type: string, nullable: 'true'}",
        "{type: string, nullable: true}",
        &["flag-as-text"],
    );
    is_mended(
        "{type: object, additionalProperties: 'false'}",
        "{type: object, additionalProperties: false}",
        &["flag-as-text"],
    );
    is_mended("{type: object, allOf: []}", "type: object", &[]);
    is_mended(
        "{type: object, discriminator: kind}",
        "{type: object, discriminator: {propertyName: kind}}",
        &["discriminator"],
    );
    is_mended(
        "{type: object, discriminator: {}}",
        "type: object",
        &["discriminator"],
    );
    is_mended(
        "{type: string, title: 5}",
        "{type: string, title: '5'}",
        &["unquoted-text"],
    );
    is_mended(
        "{type: string, pattern: [a]}",
        "type: string",
        &["wrong-type"],
    );
    is_mended(
        "{type: string, optional: true}",
        "type: string",
        &["unknown-member"],
    );
    is_mended(
        "{type: object, properties: {a: null}}",
        "{type: object, properties: {a: {}}}",
        &["no-value"],
    );
    is_mended(
        "{type: object, properties: {a: {type: string}, required: [a], additionalProperties: false}}",
        "{type: object, properties: {a: {type: string}}, required: [a], additionalProperties: false}",
        &["misplaced-keyword", "misplaced-keyword"],
    );
}

// ECMA-262, 22.2.1: a pattern has no delimiters, and `^` after a slash matches nothing
#[test]
fn patterns_between_slashes() {
    is_mended(
        "{type: string, pattern: '/^[a-z]/[0-9]$/'}",
        "{type: string, pattern: '^[a-z]/[0-9]$'}",
        &["pattern"],
    );
    is_mended(
        "{type: string, pattern: '/^[a-z]$/gu'}",
        "{type: string, pattern: '^[a-z]$'}",
        &["pattern"],
    );
    is_mended(
        "{type: string, pattern: '/^[a-z]$/i'}",
        "{type: string}",
        &["pattern"],
    );
    for meant in ["/a/", "^/a$", "/a/^b", "/^a", "/^a/b"] {
        let schema = format!("{{type: string, pattern: '{meant}'}}");
        is_mended(&schema, &schema, &[]);
    }
}

#[test]
fn members_named_like_keywords_are_members() {
    becomes(
        "{type: object, properties: {$ref: {type: string}, required: {type: boolean}, type: {type: string}, additionalProperties: {type: object}}}",
        "{type: object, properties: {$ref: {type: string}, required: {type: boolean}, type: {type: string}, additionalProperties: {type: object}}}",
    );
}

// Core, 9.4.1
#[test]
fn inheritance_said_twice() {
    let schema = "{type: object, oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind}, properties: {kind: {type: string}}}";
    let mut value = crate::support::yaml(&crate::support::document("3.0.3", ""));
    value["components"] = serde_json::json!({"schemas": {
        "Cat": crate::support::yaml("allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {claws: {type: integer}}}]"),
        "Pet": crate::support::yaml(schema),
    }});
    crate::support::normalize_value(value)
        .is(
            "/components/schemas/Cat/allOf/0",
            "$ref: '#/components/schemas/PetBase'",
        )
        .is(
            "/components/schemas/PetBase",
            "{type: object, properties: {kind: {type: string}}}",
        )
        .is(
            "/components/schemas/Pet/oneOf",
            "[{$ref: '#/components/schemas/Cat'}]",
        )
        .finds(&["endless-schema"]);
}

#[test]
fn schemas_that_are_themselves() {
    schema_in(
        "3.0.3",
        "oneOf: [{$ref: '#/components/schemas/S'}, {type: string}]",
    )
    .is("/components/schemas/S", "oneOf: [{type: string}]")
    .finds(&["endless-schema"]);
    schema_in(
        "3.0.3",
        "{allOf: [{$ref: '#/components/schemas/S'}], description: d}",
    )
    .is("/components/schemas/S", "description: d")
    .finds(&["endless-schema"]);
    schema_in(
        "3.0.3",
        "{type: object, properties: {a: {$ref: '#/components/schemas/S'}}}",
    )
    .finds(&[]);
}
