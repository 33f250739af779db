//! The typed document, and what it cannot hold.

use crate::support::{document, normalize, schema_in};
use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};
use serde_json::Value;
use specwright::diagnostic::Diagnostics;
use specwright::normalize;
use specwright::source::{Document, Format, SourceFile};

fn schema(text: &str) -> Schema {
    let outcome = schema_in("3.0.3", text);
    let openapi = outcome.normalized.unwrap().openapi;
    match openapi.components.unwrap().schemas.get("S").unwrap() {
        ReferenceOr::Item(schema) => schema.clone(),
        other @ ReferenceOr::Reference { .. } => panic!("{other:?}"),
    }
}

// JSON Schema Validation, 4.2: keywords about other types have no effect
#[test]
fn keywords_of_other_types_do_not_make_a_mixture() {
    for (text, expected) in [
        ("{type: string, minimum: 1, items: {}}", "string"),
        ("{type: boolean, format: x, minLength: 1}", "boolean"),
        ("{type: object, format: x, items: {}}", "object"),
        ("{type: integer, pattern: a}", "integer"),
    ] {
        let SchemaKind::Type(typ) = schema(text).schema_kind else {
            panic!("{text} is a mixture");
        };
        let name = serde_json::to_value(typ).unwrap()["type"].clone();
        assert_eq!(name, expected, "{text}");
    }
}

#[test]
fn what_openapiv3_reads_itself_is_read_alike() {
    for text in [
        "{type: string, format: date-time, enum: [a, null], nullable: true, pattern: a, maxLength: 3}",
        "{type: number, format: float, minimum: 1.5, exclusiveMaximum: true, multipleOf: 2, enum: [1.5, 2]}",
        "{type: integer, format: int64, minimum: 1, maximum: 5, enum: [1, 2], default: 1}",
        "{type: array, items: {$ref: '#/components/schemas/Other'}, minItems: 1, uniqueItems: true}",
        "{type: object, required: [a], properties: {a: {type: boolean}, b: {allOf: [{type: object}]}}, additionalProperties: {type: string}, maxProperties: 3}",
        "{oneOf: [{type: string}, {type: integer}], discriminator: {propertyName: a}, description: d, x-a: {b: 1}}",
        "{anyOf: [{type: string}], deprecated: true, readOnly: true, example: 5, externalDocs: {url: 'https://a'}}",
        "not: {type: string}",
        "{type: object, allOf: [{type: object}], properties: {a: {type: string}}}",
        "{}",
        "{type: object, enum: [{a: 1}]}",
    ] {
        let theirs: Schema = serde_yaml::from_str(text).unwrap();
        assert_eq!(schema(text), theirs, "{text}");
    }
}

#[test]
fn bounds_beyond_64_bits_do_not_lose_the_schema() {
    let SchemaKind::Type(Type::Integer(integer)) =
        schema("{type: integer, minimum: 1, maximum: 1e40}").schema_kind
    else {
        panic!("no integer");
    };
    assert_eq!((integer.minimum, integer.maximum), (Some(1), None));
}

#[test]
fn what_cannot_be_read_costs_only_itself() {
    let members = "components:\n  schemas: {A: {type: object, properties: {a: {type: string, externalDocs: {}}, b: {type: string}}}, B: 5}\n  \
                   links: {L: {description: no operation}}";
    let outcome = normalize(&document("3.0.3", members));
    outcome
        .is("/components/schemas/A/properties/a", "type: string")
        .is("/components/schemas/B", "{}")
        .lacks("/components/links/L")
        .finds(&["wrong-type", "unreadable-object", "unreadable-object"]);
}

/// `source` refuses what is deeper than 120 values.
#[test]
fn depth_needs_little_stack() {
    let mut value = serde_json::json!({"type": "string"});
    for _ in 0..58 {
        value = serde_json::json!({"type": "object", "properties": {"a": value}});
    }
    let mut root = crate::support::yaml(&document("3.1.0", ""));
    root["components"] = serde_json::json!({"schemas": {"S": value}});
    let document = Document::new(vec![SourceFile {
        path: "openapi.json".into(),
        text: String::new(),
        format: Format::Json,
        value: root,
    }]);
    let run = std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(move || {
            let mut diagnostics = Diagnostics::new();
            assert!(normalize::normalize(&document, &mut diagnostics).is_some());
            assert_eq!(diagnostics.iter().count(), 0);
        });
    run.unwrap().join().unwrap();
}

#[test]
fn callbacks_by_reference_are_copied() {
    let members =
        "components: {callbacks: {C: {'{$url}': {post: {responses: {200: {description: ok}}}}}}}";
    let text = document("3.0.3", members).replace(
        "      responses:\n",
        "      callbacks: {c: {$ref: '#/components/callbacks/C'}}\n      responses:\n",
    );
    let outcome = normalize(&text);
    let openapi = outcome.normalized.unwrap().openapi;
    let (_, _, operation) = openapi.operations().next().unwrap();
    assert_eq!(operation.callbacks["c"].len(), 1);
}

#[test]
fn the_order_of_the_document_is_kept() {
    let outcome = schema_in("3.0.3", "{type: object, properties: {z: {}, a: {}, m: {}}}");
    let properties = outcome.value().pointer("/components/schemas/S/properties");
    let names: Vec<&String> = properties
        .and_then(Value::as_object)
        .unwrap()
        .keys()
        .collect();
    assert_eq!(names, ["z", "a", "m"]);
}
