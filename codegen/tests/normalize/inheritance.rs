//! Bases with a discriminator (OpenAPI 3.0.3, 4.7.24.1 and 4.7.25).

use crate::support::normalize;

/// A document with these schemas, whose one response is the schema `Pet`.
fn document(schemas: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: t, version: v}}
paths:
  /pet:
    get:
      responses:
        '200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
{schemas}"
    )
}

const CAT: &str = "    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {claws: {type: integer}}}]}\n";

/// `Pet` with these members beside its own.
fn pet(discriminator: &str, kind: &str) -> String {
    format!(
        "    Pet: {{description: A pet., type: object, discriminator: {discriminator}, required: [kind], properties: {{kind: {kind}}}}}\n"
    )
}

#[test]
fn a_base_is_a_choice_of_its_heirs_and_of_itself() {
    let base = pet("{propertyName: kind}", "{type: string}");
    normalize(&document(&format!("{base}{CAT}")))
        .is(
            "/components/schemas/Pet",
            "{description: A pet., oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/PetBase'}], \
             discriminator: {propertyName: kind, mapping: {Cat: '#/components/schemas/Cat', Pet: '#/components/schemas/PetBase'}}}",
        )
        .is(
            "/components/schemas/PetBase",
            "{description: A pet., type: object, required: [kind], properties: {kind: {type: string}}}",
        )
        .is("/components/schemas/Cat/allOf/0", "{$ref: '#/components/schemas/PetBase'}")
        .finds(&[]);
}

#[test]
fn a_mapping_says_which_values_there_are() {
    // An heir that only another heir takes over directly, and one that adds nothing, are mapped too.
    let base = pet(
        "{propertyName: kind, mapping: {c: '#/components/schemas/Cat', o: '#/components/schemas/Other'}}",
        "{type: string}",
    );
    let more = "    Lion: {allOf: [{$ref: '#/components/schemas/Cat'}, {type: object, properties: {mane: {type: boolean}}}]}\n    \
                Other: {allOf: [{$ref: '#/components/schemas/Pet'}]}\n";
    normalize(&document(&format!("{base}{CAT}{more}")))
        .is(
            "/components/schemas/Pet/discriminator/mapping",
            "{c: '#/components/schemas/Cat', Lion: '#/components/schemas/Lion', o: '#/components/schemas/Other'}",
        )
        .is("/components/schemas/Other", "{allOf: [{$ref: '#/components/schemas/PetBase'}]}")
        .is("/components/schemas/Lion/allOf/0", "{$ref: '#/components/schemas/Cat'}")
        .finds(&[]);
}

#[test]
fn documented_values_are_found_again_in_the_names() {
    let base = pet(
        "{propertyName: kind}",
        "{type: string, enum: [cat_pet, dog]}",
    );
    let heirs = "    CatPet: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {a: {type: integer}}}]}\n    \
                 Hound: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {kind: {type: string, enum: [dog]}}}]}\n";
    normalize(&document(&format!("{base}{heirs}"))).is(
        "/components/schemas/Pet/discriminator/mapping",
        "{cat_pet: '#/components/schemas/CatPet', dog: '#/components/schemas/Hound'}",
    );
}

#[test]
fn another_word_for_a_base_is_not_an_heir() {
    let base = pet("{propertyName: kind}", "{type: string}");
    let holder = "    House: {type: object, properties: {pet: {description: The pet., allOf: [{$ref: '#/components/schemas/Pet'}]}}}\n";
    normalize(&document(&format!("{base}{CAT}{holder}"))).is(
        "/components/schemas/House/properties/pet/allOf",
        "[{$ref: '#/components/schemas/Pet'}]",
    );
}

#[test]
fn what_nothing_asks_for_or_nothing_takes_over_stays() {
    let base = pet("{propertyName: kind}", "{type: string}");
    normalize(&document(&base)).lacks("/components/schemas/Pet/oneOf");
    let unasked = document(&format!("{base}{CAT}")).replace(
        "schema: {$ref: '#/components/schemas/Pet'}",
        "schema: {$ref: '#/components/schemas/Cat'}",
    );
    normalize(&unasked)
        .lacks("/components/schemas/Pet/oneOf")
        .lacks("/components/schemas/PetBase");
}
