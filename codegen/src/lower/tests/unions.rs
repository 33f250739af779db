//! The ladder by which variants are told apart, step by step, and unions that are none.

use super::{schemas, show, ty};
use crate::api::{Discrimination, TypeKind, Union};

/// The shown type of the component `U`, and the findings.
fn shown(document: &str) -> (String, Vec<String>) {
    let (api, codes) = schemas(document);
    assert_eq!(api.broken_invariants(), Vec::<String>::new());
    (show(&api, ty(&api, "U")), codes)
}

/// The union that the component `U` is.
fn union(document: &str) -> Union {
    let (api, _) = schemas(document);
    match &ty(&api, "U").kind {
        TypeKind::Union(union) => union.clone(),
        other => panic!("no union: {other:?}"),
    }
}

// OpenAPI 3.0.3, 4.7.25: `dog` is mapped; `Cat` has the name of its schema.
#[test]
fn a_discriminator_names_variants_by_mapping_or_schema() {
    let union = union(
        "U:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: petType, mapping: {dog: '#/components/schemas/Dog', hound: Dog}}
Cat: {type: object, properties: {petType: {type: string}}}
Dog: {type: object, properties: {bark: {type: string}}}",
    );
    let Discrimination::Tag(tag) = &union.discrimination else {
        panic!("{union:?}")
    };
    assert_eq!(tag.member, "petType");
    let expected = [("Cat", 0), ("dog", 1), ("hound", 1)].map(|(v, i)| (v.to_owned(), i));
    assert_eq!(tag.values, expected);
    // `Dog` has no member for the tag: it must be written beside its own members.
    assert_eq!(union.variants[0].tag, None);
    assert_eq!(union.variants[1].tag.as_deref(), Some("dog"));
}

#[test]
fn a_member_with_one_value_for_each_variant_is_a_tag() {
    let (shown, codes) = shown(
        "U:
  oneOf:
    - {type: object, required: [kind], properties: {kind: {type: string, enum: [a]}, x: {type: string}}}
    - {type: object, required: [kind], properties: {kind: {type: string, enum: [b, c]}, y: {type: string}}}",
    );
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(
        shown,
        "A(UA) | B(UB) by Tag(Tag { member: \"kind\", values: [(\"a\", 0), (\"b\", 1), (\"c\", 1)] })"
    );
}

#[test]
fn the_json_type_tells_scalars_arrays_and_objects_apart() {
    let (shown, _) = shown(
        "U: {oneOf: [{type: string}, {type: array, items: {type: string}}, {type: object}, {type: integer}]}",
    );
    assert_eq!(
        shown,
        "String(String) | StringArray(Vec<String>) | Object(Map<Any>) | Integer(Int(64)) by \
         JsonKind([(String, 0), (Array, 1), (Object, 2), (Integer, 3)])"
    );
}

#[test]
fn a_member_that_only_one_variant_has_tells_it_apart() {
    let (shown, _) = shown(
        "U:
  oneOf:
    - {type: object, required: [a], properties: {a: {type: string}, n: {type: string}}}
    - {type: object, properties: {b: {type: string}, c: {type: string}, n: {type: string}}}",
    );
    assert_eq!(
        shown,
        "WithA(UWithA) | WithB(UWithB) by UniqueMember { members: [(\"a\", 0), (\"b\", 1), \
         (\"c\", 1)], otherwise: Some(1) }"
    );
}

#[test]
fn what_nothing_tells_apart_is_tried_in_order() {
    let document =
        "U: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
A: {type: object, properties: {n: {type: string}}}
B: {type: object, properties: {n: {type: integer}}}";
    let (shown, _) = shown(document);
    assert_eq!(shown, "A(A) | B(B) by InOrder");
}

#[test]
fn strings_with_and_without_values_are_one_open_enum() {
    let (one, _) = shown("U: {anyOf: [{type: string}, {type: string, enum: [a, b]}]}");
    assert_eq!(one, "String(A|B)");
    let (two, _) = shown("U: {oneOf: [{type: string, format: date}, {type: string, format: uri}]}");
    assert_eq!(two, "String");
    let (three, _) = shown(
        "U: {anyOf: [{type: string}, {$ref: '#/components/schemas/E'}]}\nE: {type: string, enum: [a]}",
    );
    assert_eq!(three, "E");
}

#[test]
fn null_and_equal_alternatives_are_no_variants() {
    let document = "A: {properties: {u: {oneOf: [{type: string}, {x-specwright-null: true}]}}}";
    let (api, _) = schemas(document);
    assert_eq!(show(&api, ty(&api, "A")), "{u: String OptionalNullable}");
    let (one, _) = shown("U: {oneOf: [{type: integer}, {type: integer}]}");
    assert_eq!(one, "Int(64)");
}

#[test]
fn alternatives_that_only_require_leave_the_struct() {
    let (shown, codes) = shown(
        "U: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
    );
    assert_eq!(shown, "{a: String Optional, b: String Optional}");
    assert_eq!(codes, ["alternatives-only-require"]);
}

#[test]
fn members_beside_the_choice_are_in_every_variant() {
    let (api, _) = schemas(
        "U:
  type: object
  required: [id]
  properties: {id: {type: string}}
  oneOf:
    - {$ref: '#/components/schemas/A'}
    - {type: object, required: [b], properties: {b: {type: string}}}
A: {type: object, required: [a], properties: {a: {type: string}}}",
    );
    assert_eq!(
        show(&api, ty(&api, "UA")),
        "{id: String Required, a: String Required}"
    );
    assert_eq!(
        show(&api, ty(&api, "UWithB")),
        "{id: String Required, b: String Required}"
    );
}

// The parent lists its children, the children contain the parent.
#[test]
fn a_parent_that_lists_its_children_is_a_union_of_them() {
    let document = "U:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind}
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
Cat: {allOf: [{$ref: '#/components/schemas/U'}, {properties: {lives: {type: integer}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/U'}, {properties: {barks: {type: boolean}}}]}";
    let (shown, codes) = shown(document);
    assert_eq!(codes, Vec::<String>::new());
    assert!(shown.starts_with("Cat(Cat) | Dog(Dog) by Tag"), "{shown}");
    let (api, _) = schemas(document);
    assert_eq!(
        show(&api, ty(&api, "Cat")),
        "{kind: String Required, lives: Int(64) Optional}"
    );
}

#[test]
fn several_choices_at_once_are_one_struct() {
    let (shown, codes) = shown(
        "U:
  allOf:
    - {oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]}
    - {oneOf: [{type: object, properties: {c: {type: string}}}, {type: object, properties: {d: {type: string}}}]}",
    );
    assert_eq!(
        shown,
        "{a: String Optional, b: String Optional, c: String Optional, d: String Optional}"
    );
    assert_eq!(codes, ["several-choices"]);
}

// A value that the schema of a variant excludes is not of that variant, though its enum is open.
#[test]
fn members_with_one_documented_value_decide_what_is_tried_first() {
    let union = union(
        "U:
  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {type: string}]
A: {type: object, required: [kind], properties: {kind: {type: string, enum: [a]}, n: {type: string}}}
B: {type: object, properties: {kind: {type: string, enum: [b]}, gone: {type: boolean, enum: [true]}}}",
    );
    assert_eq!(union.discrimination, Discrimination::InOrder);
    let fixed: Vec<_> = union.variants.iter().map(|v| v.fixed.clone()).collect();
    let pair = |member: &str, value: &str| (member.to_owned(), value.to_owned());
    assert_eq!(
        fixed,
        [
            vec![pair("kind", "a")],
            vec![pair("kind", "b"), pair("gone", "true")],
            vec![]
        ]
    );
}
