//! One schema form after the other.

use super::{lower_with, schemas, show, ty};
use crate::api::TypeKind;
use crate::config::Config;

/// The shown type of a component schema.
fn shown(document: &str, name: &str) -> String {
    let (api, _) = schemas(document);
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
    show(&api, ty(&api, name))
}

// OpenAPI 3.0.3, 4.4 Data Types.
#[test]
fn scalars_by_type_and_format() {
    let document = "A:
  type: object
  properties:
    a: {type: integer}
    b: {type: integer, format: int32}
    c: {type: integer, format: uint8}
    d: {type: number}
    e: {type: number, format: float}
    f: {type: string, format: byte}
    g: {type: string, format: date-time}
    h: {type: boolean}
    i: {}
    j: {type: array, items: {type: string, nullable: true}}";
    assert_eq!(
        shown(document, "A"),
        "{a: Int(64) Optional, b: Int(32) Optional, c: Uint(8) Optional, d: Float(64) Optional, \
         e: Float(32) Optional, f: Base64 Optional, g: String Optional, h: Bool Optional, \
         i: Any Optional, j: Vec<Option<String>> Optional}"
    );
}

#[test]
fn required_and_nullable_have_four_combinations() {
    let document = "A:
  type: object
  required: [a, b]
  properties:
    a: {type: string}
    b: {type: string, nullable: true}
    c: {type: string}
    d: {$ref: '#/components/schemas/B'}
    e: {type: string, enum: [x, null]}
B: {type: string, nullable: true}";
    assert_eq!(
        shown(document, "A"),
        "{a: String Required, b: String RequiredNullable, c: String Optional, \
         d: B OptionalNullable, e: AE OptionalNullable}"
    );
}

// OpenAPI 3.0.3, 4.7.24: `additionalProperties` defaults to true; a struct keeps other members
// only where the document speaks of them.
#[test]
fn objects_are_structs_or_maps_or_both() {
    assert_eq!(shown("A: {type: object}", "A"), "Map<Any>");
    assert_eq!(
        shown("A: {type: object, additionalProperties: false}", "A"),
        "{}"
    );
    assert_eq!(
        shown(
            "A: {additionalProperties: {type: integer, format: int32}}",
            "A"
        ),
        "Map<Int(32)>"
    );
    assert_eq!(
        shown(
            "A: {properties: {a: {type: string}}, additionalProperties: {type: boolean}}",
            "A"
        ),
        "{a: String Optional, ..Bool}"
    );
    assert_eq!(
        shown(
            "A: {properties: {a: {type: string}}, additionalProperties: false}",
            "A"
        ),
        "{a: String Optional}"
    );
}

#[test]
fn a_required_name_without_a_property_is_reported() {
    let (api, codes) = schemas("A: {required: [b], properties: {a: {type: string}}}");
    assert_eq!(codes, ["required-without-property"]);
    assert_eq!(show(&api, ty(&api, "A")), "{a: String Optional}");
}

#[test]
fn enums_keep_their_values_in_order() {
    assert_eq!(
        shown("A: {type: string, enum: [b, a, '', b]}", "A"),
        "String(B|A|Empty)"
    );
    assert_eq!(
        shown("A: {type: integer, enum: [-1, 1]}", "A"),
        "Integer(Minus1|Value1)"
    );
    assert_eq!(
        shown("A: {enum: [a, 1, true]}", "A"),
        "Mixed(A|Value1|True)"
    );
    assert_eq!(shown("A: {type: boolean, enum: [true]}", "A"), "Bool");
    // A value named like the one that keeps unknown values.
    assert_eq!(
        shown("A: {type: string, enum: [unknown]}", "A"),
        "String(UnknownValue)"
    );
}

#[test]
fn enum_values_of_another_type_are_left_out() {
    let (api, codes) = schemas("A: {type: integer, enum: ['1; evil()', 2]}");
    assert_eq!(codes, ["not-normalized"]);
    assert_eq!(show(&api, ty(&api, "A")), "Integer(Value2)");
}

// OpenAPI 3.0.3, 4.7.24.1: a value must obey all schemas of `allOf`.
#[test]
fn all_of_merges_members_and_what_is_required() {
    let document = "A:
  allOf:
    - {$ref: '#/components/schemas/B'}
    - {type: object, required: [c], properties: {c: {type: string}}}
    - {required: [b]}
B: {type: object, properties: {b: {type: string}}}";
    assert_eq!(
        shown(document, "A"),
        "{b: String Required, c: String Required}"
    );
}

#[test]
fn all_of_around_one_reference_is_that_type() {
    let document = "A:
  type: object
  properties:
    a: {allOf: [{$ref: '#/components/schemas/B'}], description: x, nullable: true}
    b: {allOf: [{$ref: '#/components/schemas/B'}, {description: more}]}
B: {type: string, enum: [x]}";
    assert_eq!(
        shown(document, "A"),
        "{a: B OptionalNullable, b: B Optional}"
    );
}

#[test]
fn all_of_narrows_members_that_several_schemas_name() {
    let document = "A:
  allOf:
    - {properties: {kind: {type: string}, n: {type: number}}}
    - {properties: {kind: {enum: [a]}, n: {type: integer}}}";
    let (api, codes) = schemas(document);
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(
        show(&api, ty(&api, "A")),
        "{kind: AKind Optional, n: Int(64) Optional}"
    );
    let (_, codes) = schemas("A: {allOf: [{type: string}, {type: array, items: {}}]}");
    assert_eq!(codes, ["all-of-conflict"]);
}

#[test]
fn a_schema_that_contains_itself_by_all_of_is_taken_once() {
    let document = "A: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {a: {}}}]}";
    let (api, codes) = schemas(document);
    assert_eq!(codes, ["not-normalized"]);
    assert_eq!(show(&api, ty(&api, "A")), "{a: Any Optional}");
}

// Each child has the parent in `allOf`. That the parent stands for its children, where it is asked
// for, is worked out by `normalize`.
#[test]
fn children_have_the_members_of_their_parent() {
    let document = "Pet:
  type: object
  required: [kind]
  discriminator: {propertyName: kind}
  properties: {kind: {type: string}}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}";
    let (api, codes) = schemas(document);
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(show(&api, ty(&api, "Pet")), "{kind: String Required}");
    assert_eq!(
        show(&api, ty(&api, "Cat")),
        "{kind: String Required, lives: Int(64) Optional}"
    );
}

#[test]
fn recursion_is_boxed_unless_an_array_or_map_is_between() {
    let document = "A: {properties: {next: {$ref: '#/components/schemas/B'}, all: {type: array, items: {$ref: '#/components/schemas/A'}}}}
B: {properties: {a: {$ref: '#/components/schemas/A'}, s: {$ref: '#/components/schemas/S'}}}
S: {properties: {x: {type: string}}}";
    assert_eq!(
        shown(document, "A"),
        "{next: Box<B> Optional, all: Vec<A> Optional}"
    );
    assert_eq!(shown(document, "B"), "{a: Box<A> Optional, s: S Optional}");
}

// `type Tree = Vec<Tree>` is refused by rustc (E0391).
#[test]
fn an_array_of_nothing_but_itself_ends_in_any_value() {
    let (api, codes) = schemas("Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}");
    assert_eq!(codes, ["alias-of-itself"]);
    assert_eq!(show(&api, ty(&api, "Tree")), "Vec<Any>");
    let (api, codes) =
        schemas("A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}");
    assert_eq!(codes, ["alias-of-itself"]);
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
}

#[test]
fn a_reference_to_nothing_costs_only_its_member() {
    let (api, codes) =
        schemas("A: {properties: {a: {$ref: '#/components/schemas/Gone'}, b: {type: string}}}");
    assert_eq!(codes, ["not-normalized"]);
    assert_eq!(
        show(&api, ty(&api, "A")),
        "{a: Any Optional, b: String Optional}"
    );
}

#[test]
fn types_written_in_place_of_one_shape_are_one_type() {
    let document = "A: {properties: {x: {description: one, properties: {n: {type: string}}}}}
B: {properties: {y: {description: two, properties: {n: {type: string}}}}}
C: {properties: {n: {type: string}}}";
    let (api, _) = schemas(document);
    assert_eq!(show(&api, ty(&api, "AX")), "{n: String Optional}");
    assert_eq!(show(&api, ty(&api, "BY")), "AX");
    // A component keeps its own type.
    assert_eq!(show(&api, ty(&api, "C")), "{n: String Optional}");
    assert!(matches!(ty(&api, "BY").kind, TypeKind::Alias(_)));
}

#[test]
fn nesting_without_end_is_cut() {
    use openapiv3::{ArrayType, ReferenceOr, Schema, SchemaKind, Type};
    let mut schema = Schema {
        schema_data: openapiv3::SchemaData::default(),
        schema_kind: SchemaKind::Any(openapiv3::AnySchema::default()),
    };
    for _ in 0..200 {
        let array = ArrayType {
            items: Some(ReferenceOr::Item(Box::new(schema))),
            min_items: None,
            max_items: None,
            unique_items: false,
        };
        schema = Schema {
            schema_data: openapiv3::SchemaData::default(),
            schema_kind: SchemaKind::Type(Type::Array(array)),
        };
    }
    let mut components = openapiv3::Components::default();
    components
        .schemas
        .insert("A".to_owned(), ReferenceOr::Item(schema));
    let openapi = openapiv3::OpenAPI {
        components: Some(components),
        ..Default::default()
    };
    let mut diagnostics = crate::diagnostic::Diagnostics::new();
    let api = crate::lower::lower(&openapi, &Config::default(), &mut diagnostics);
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code.slug()).collect();
    assert_eq!(codes, ["schema-too-deep"]);
    assert!(show(&api, ty(&api, "A")).contains("Vec<Vec<Any>>"));
}

#[test]
fn the_user_gives_own_types_for_formats_and_schemas() {
    let mut config = Config::default();
    config
        .formats
        .insert("date-time".to_owned(), "jiff::Timestamp".to_owned());
    config
        .schemas
        .insert("Money".to_owned(), "my::Money".to_owned());
    config.rename.insert("A".to_owned(), "Invoice".to_owned());
    let document = "paths: {}
components:
  schemas:
    A: {properties: {at: {type: string, format: date-time}, sum: {$ref: '#/components/schemas/Money'}}}
    Money: {type: string}";
    let (api, _) = lower_with(document, &config);
    assert_eq!(
        show(&api, ty(&api, "Invoice")),
        "{at: External(\"jiff::Timestamp\") Optional, sum: External(\"my::Money\") Optional}"
    );
    assert_eq!(api.types.len(), 1);
}

// Each level names the next twice: 2^40 ways through 40 schemas.
#[test]
fn schemas_that_lead_to_each_other_in_many_ways_are_merged_once() {
    use std::fmt::Write as _;
    let mut document = String::new();
    for level in 0..40 {
        let next = level + 1;
        let _ = writeln!(
            document,
            "A{level}: {{allOf: [{{$ref: '#/components/schemas/A{next}'}}, {{$ref: '#/components/schemas/B{next}'}}], properties: {{a{level}: {{}}}}}}"
        );
        let _ = writeln!(
            document,
            "B{level}: {{oneOf: [{{$ref: '#/components/schemas/A{next}'}}, {{$ref: '#/components/schemas/B{next}'}}]}}"
        );
    }
    document.push_str("A40: {type: object, properties: {end: {}}}\nB40: {type: object}");
    let (api, _) = schemas(&document);
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
}

// 2^15 times the members of one small document: each choice holds another in all its alternatives.
#[test]
fn what_merges_into_far_too_much_is_refused() {
    let mut document = "{type: string}".to_owned();
    for _ in 0..15 {
        document = format!(
            "{{properties: {{a: {document}}}, oneOf: [{{properties: {{x: {{}}}}}}, {{properties: {{y: {{}}}}}}]}}"
        );
    }
    let (api, codes) = schemas(&format!("A: {document}"));
    assert!(codes.contains(&"schemas-too-large".to_owned()), "{codes:?}");
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
}

// A bound on how deep auto traits are looked for: types of a chain, and of a cycle each once.
#[test]
fn the_longest_chain_of_types_is_counted() {
    let alone = "A: {properties: {x: {type: string}}}";
    assert_eq!(schemas(alone).0.nesting, 1);
    let chain = "A: {properties: {b: {type: array, items: {$ref: '#/components/schemas/B'}}}}
B: {properties: {c: {$ref: '#/components/schemas/C'}, d: {$ref: '#/components/schemas/D'}}}
C: {properties: {d: {$ref: '#/components/schemas/D'}}}
D: {properties: {x: {type: string}}}
E: {properties: {x: {type: string}}}";
    assert_eq!(schemas(chain).0.nesting, 4);
    let cycle = "A: {properties: {b: {$ref: '#/components/schemas/B'}}}
B: {properties: {a: {type: array, items: {$ref: '#/components/schemas/A'}}, c: {$ref: '#/components/schemas/C'}}}
C: {properties: {x: {type: string}}}";
    assert_eq!(schemas(cycle).0.nesting, 3);
}
