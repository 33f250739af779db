//! What reading, writing, copying and showing hold to, on structs as generated code describes them.

#![allow(
    clippy::unwrap_used,
    clippy::option_option,
    clippy::many_single_char_names,
    reason = "a failed test may panic; types are as generated code writes them"
)]

use std::collections::BTreeMap;

use super::{Chain, Double, Kept, Need, Nullable, Object, Parts, Shape, Slots, Values};

/// One member of each presence.
#[derive(PartialEq)]
pub(crate) struct Pet {
    id: i64,
    owner: Option<String>,
    name: Option<String>,
    tag: Option<Option<String>>,
}

crate::__object!(Pet);

impl Object for Pet {
    const SHAPE: Shape = Shape {
        name: "Pet",
        members: &["id", "owner", "name", "tag"],
        required: &[0b0011],
    };
    type Slots = (Need<i64>, Nullable<String>, Option<String>, Double<String>);

    fn build(values: Values<Self>) -> Self {
        Self {
            id: values.0,
            owner: values.1,
            name: values.2,
            tag: values.3,
        }
    }

    fn parts(&self) -> Parts<'_, Self> {
        (&self.id, &self.owner, &self.name, &self.tag)
    }
}

fn pet(text: &str) -> Result<Pet, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

// OpenAPI 3.0.4, 4.7.24: `required` is about presence, `nullable` about the value.
#[test]
fn absence_and_null_are_what_the_document_makes_of_them() {
    let found = pet(r#"{"id":1,"owner":null,"name":null,"tag":null}"#).unwrap();
    assert_eq!((found.id, found.owner, found.name), (1, None, None));
    assert_eq!(found.tag, Some(None));
    let found = pet(r#"{"id":1,"owner":"a"}"#).unwrap();
    assert_eq!((found.owner.as_deref(), found.tag), (Some("a"), None));
}

#[test]
fn a_required_member_must_be_there_and_must_not_be_null() {
    assert!(
        pet(r#"{"owner":null}"#)
            .unwrap_err()
            .starts_with("missing field `id`")
    );
    assert!(
        pet(r#"{"id":1}"#)
            .unwrap_err()
            .starts_with("missing field `owner`")
    );
    assert!(
        pet(r#"{"id":null,"owner":null}"#)
            .unwrap_err()
            .contains("null")
    );
}

#[test]
fn a_member_that_comes_twice_is_an_error_even_after_null() {
    for text in [
        r#"{"id":1,"owner":null,"id":1}"#,
        r#"{"id":1,"owner":null,"owner":"a"}"#,
    ] {
        assert!(
            pet(text).unwrap_err().starts_with("duplicate field"),
            "{text}"
        );
    }
}

#[test]
fn unknown_members_are_skipped_wherever_they_stand() {
    let found = pet(r#"{"x":[{"id":9}],"owner":null,"y":{"z":1},"id":1,"w":null}"#).unwrap();
    assert_eq!(found.id, 1);
}

#[test]
fn a_value_that_is_no_object_is_an_error_that_names_the_type() {
    for text in ["[1]", "1", "null", "\"x\""] {
        assert!(pet(text).unwrap_err().contains("an object (Pet)"), "{text}");
    }
}

#[test]
fn encoding_leaves_out_what_is_optional_and_writes_null_where_it_means_something() {
    let mut it = Pet {
        id: 1,
        owner: None,
        name: None,
        tag: None,
    };
    assert_eq!(
        serde_json::to_string(&it).unwrap(),
        r#"{"id":1,"owner":null}"#
    );
    it.tag = Some(None);
    it.name = Some("n".to_owned());
    assert_eq!(
        serde_json::to_string(&it).unwrap(),
        r#"{"id":1,"owner":null,"name":"n","tag":null}"#
    );
}

/// Additional members beside a named one.
#[derive(PartialEq)]
pub(crate) struct Labels {
    first: Option<i64>,
    others: BTreeMap<String, i64>,
}

crate::__object!(Labels);

impl Object for Labels {
    const SHAPE: Shape = Shape {
        name: "Labels",
        members: &["first"],
        required: &[],
    };
    type Slots = Kept<(Option<i64>,), i64>;

    fn build(values: Values<Self>) -> Self {
        Self {
            first: values.0.0,
            others: values.1,
        }
    }

    fn parts(&self) -> Parts<'_, Self> {
        ((&self.first,), &self.others)
    }
}

#[test]
fn additional_members_are_kept_and_written_again() {
    let text = r#"{"first":1,"a":2,"b":3}"#;
    let found: Labels = serde_json::from_str(text).unwrap();
    assert_eq!(
        found.others,
        BTreeMap::from([("a".into(), 2), ("b".into(), 3)])
    );
    assert_eq!(serde_json::to_string(&found).unwrap(), text);
    let twice = serde_json::from_str::<Labels>(r#"{"a":2,"a":3}"#).unwrap_err();
    assert!(twice.to_string().starts_with("duplicate field `a`"));
    let wrong = serde_json::from_str::<Labels>(r#"{"a":"x"}"#).unwrap_err();
    assert!(wrong.to_string().starts_with("invalid type"));
}

// as a derive has it, with the names of the document
#[test]
fn a_struct_is_copied_and_shown_member_by_member() {
    let pet = Pet {
        id: 1,
        owner: None,
        name: Some("a".to_owned()),
        tag: Some(None),
    };
    assert_eq!(pet.clone(), pet);
    assert_eq!(
        format!("{pet:?}"),
        r#"Pet { id: 1, owner: None, name: Some("a"), tag: Some(None) }"#
    );
    let labels = Labels {
        first: None,
        others: BTreeMap::from([("b c".to_owned(), 3)]),
    };
    assert_eq!(labels.clone(), labels);
    assert_eq!(format!("{labels:?}"), "Labels { first: None, b c: 3 }");
}

#[test]
fn no_object_is_written_with_a_member_twice() {
    let it = Labels {
        first: Some(1),
        others: BTreeMap::from([("first".to_owned(), 2)]),
    };
    assert_eq!(serde_json::to_string(&it).unwrap(), r#"{"first":1}"#);
}

/// 66 members: more than a tuple takes and more than one word of bits.
pub(crate) struct Wide {
    first: [[Option<u8>; 16]; 4],
    almost_last: Option<u8>,
    last: i64,
}

type Sixteen = (
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
    Option<u8>,
);

/// The slots, sixteen at a time.
fn sixteen(of: &[Option<u8>; 16]) -> <Sixteen as Slots>::Parts<'_> {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = of;
    (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
}

/// And back.
fn array(of: <Sixteen as Slots>::Values) -> [Option<u8>; 16] {
    let (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) = of;
    [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
}

crate::__object!(Wide);

impl Object for Wide {
    const SHAPE: Shape = Shape {
        name: "Wide",
        members: &[
            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
            "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29",
            "30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40", "41", "42", "43",
            "44", "45", "46", "47", "48", "49", "50", "51", "52", "53", "54", "55", "56", "57",
            "58", "59", "60", "61", "62", "63", "64", "65",
        ],
        required: &[0, 0b10],
    };
    type Slots =
        Chain<Chain<Sixteen, Sixteen>, Chain<Chain<Sixteen, Sixteen>, (Option<u8>, Need<i64>)>>;

    fn build(values: Values<Self>) -> Self {
        let ((first, second), ((third, fourth), (almost_last, last))) = values;
        Self {
            first: [first, second, third, fourth].map(array),
            almost_last,
            last,
        }
    }

    fn parts(&self) -> Parts<'_, Self> {
        let [first, second, third, fourth] = self.first.each_ref().map(sixteen);
        let rest = (&self.almost_last, &self.last);
        ((first, second), ((third, fourth), rest))
    }
}

#[test]
fn objects_of_more_than_64_members_hold_to_the_same() {
    let wide = |text: &str| serde_json::from_str::<Wide>(text).map_err(|it| it.to_string());
    let text = r#"{"3":1,"17":0,"63":3,"64":2,"65":7}"#;
    let found = wide(text).unwrap();
    assert_eq!(
        (found.first[0][3], found.first[1][1], found.last),
        (Some(1), Some(0), 7)
    );
    assert_eq!(serde_json::to_string(&found).unwrap(), text);
    assert_eq!(serde_json::to_string(&found.clone()).unwrap(), text);
    let shown = format!("{found:?}");
    assert!(
        shown.contains("63: Some(3), 64: Some(2), 65: 7 }"),
        "{shown}"
    );
    assert!(
        wide(r#"{"0":1,"64":2}"#)
            .unwrap_err()
            .starts_with("missing field `65`")
    );
    assert!(
        wide(r#"{"65":7,"65":7}"#)
            .unwrap_err()
            .starts_with("duplicate field `65`")
    );
}
