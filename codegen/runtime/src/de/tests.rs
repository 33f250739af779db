//! What decoding holds to, on types as generated code would write them.

#![allow(
    clippy::unwrap_used,
    clippy::option_option,
    clippy::elidable_lifetime_names,
    reason = "a failed test may panic; types are as generated code writes them"
)]

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::{
    Candidate, Chain, Double, JsonKind, Kept, Need, Object, Pick, Union, ValueError, Values, known,
    no_variant, other,
};
use crate::ser;

/// One member of each presence.
#[derive(Debug, PartialEq)]
struct Pet {
    id: i64,
    owner: Option<String>,
    name: Option<String>,
    tag: Option<Option<String>>,
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::object(deserializer)
    }
}

impl<'de> Object<'de> for Pet {
    const NAME: &'static str = "Pet";
    const MEMBERS: &'static [&'static str] = &["id", "owner", "name", "tag"];
    const REQUIRED: &'static [u64] = &[0b0011];
    type Slots = (Need<i64>, Option<String>, Option<String>, Double<String>);

    fn build(values: Values<'de, Self>) -> Self {
        Self {
            id: values.0,
            owner: values.1,
            name: values.2,
            tag: values.3,
        }
    }
}

impl Serialize for Pet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ser::object(
            serializer,
            <Self as Object<'_>>::MEMBERS,
            (
                ser::Need(&self.id),
                ser::Need(&self.owner),
                &self.name,
                &self.tag,
            ),
        )
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
#[derive(Debug, PartialEq)]
struct Labels {
    first: Option<i64>,
    others: BTreeMap<String, i64>,
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::object(deserializer)
    }
}

impl<'de> Object<'de> for Labels {
    const NAME: &'static str = "Labels";
    const MEMBERS: &'static [&'static str] = &["first"];
    const REQUIRED: &'static [u64] = &[];
    type Slots = Kept<(Option<i64>,), i64>;

    fn build(values: Values<'de, Self>) -> Self {
        Self {
            first: values.0.0,
            others: values.1,
        }
    }
}

impl Serialize for Labels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = ser::Kept((&self.first,), &self.others);
        ser::object(serializer, <Self as Object<'_>>::MEMBERS, members)
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

#[test]
fn no_object_is_written_with_a_member_twice() {
    let it = Labels {
        first: Some(1),
        others: BTreeMap::from([("first".to_owned(), 2)]),
    };
    assert_eq!(serde_json::to_string(&it).unwrap(), r#"{"first":1}"#);
}

/// 70 members: more than a tuple takes and more than one word of bits.
#[derive(Debug)]
struct Wide(i64);

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

impl<'de> Object<'de> for Wide {
    const NAME: &'static str = "Wide";
    const MEMBERS: &'static [&'static str] = &[
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16",
        "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31",
        "32", "33", "34", "35", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46",
        "47", "48", "49", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59", "60", "61",
        "62", "63", "64", "65",
    ];
    const REQUIRED: &'static [u64] = &[0, 0b10];
    type Slots =
        Chain<Chain<Sixteen, Sixteen>, Chain<Chain<Sixteen, Sixteen>, (Option<u8>, Need<i64>)>>;

    fn build(values: Values<'de, Self>) -> Self {
        Self(values.1.1.1)
    }
}

impl<'de> Deserialize<'de> for Wide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::object(deserializer)
    }
}

#[test]
fn objects_of_more_than_64_members_hold_to_the_same() {
    let wide = |text: &str| serde_json::from_str::<Wide>(text).map_err(|it| it.to_string());
    assert_eq!(wide(r#"{"65":7,"3":1,"64":2}"#).unwrap().0, 7);
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

/// A union whose variants are JSON texts, to see which was picked.
macro_rules! union {
    ($name:ident, $pick:expr) => {
        #[derive(Debug, PartialEq)]
        enum $name {
            Number(f64),
            Text(String),
            Pair(BTreeMap<String, i64>),
            Unknown(Value),
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                super::union(deserializer)
            }
        }

        impl Union for $name {
            const NAME: &'static str = stringify!($name);
            const PICK: Pick = $pick;

            fn variant(index: usize, value: &Value) -> Result<Self, ValueError> {
                match index {
                    0 => super::value(value).map(Self::Number),
                    1 => super::value(value).map(Self::Text),
                    2 => super::value(value).map(Self::Pair),
                    _ => Err(no_variant(index)),
                }
            }

            fn unknown(value: Value) -> Option<Self> {
                Some(Self::Unknown(value))
            }
        }
    };
}

union!(InOrder, Pick::InOrder(&[other(&[]); 3]));
union!(
    ByKind,
    Pick::JsonKind(&[
        (JsonKind::String, 1),
        (JsonKind::Number, 0),
        (JsonKind::Object, 2)
    ])
);
union!(
    ByTag,
    Pick::Tag {
        member: "kind",
        values: &[("1", 2)]
    }
);
union!(
    ByMember,
    Pick::UniqueMember {
        members: &[("a", 2)],
        otherwise: Some(0)
    }
);

#[test]
fn the_likeliest_variants_are_tried_first() {
    const FIXED: &[Candidate] = &[
        other(&[("kind", "a")]),
        other(&[("kind", "b"), ("gone", "true")]),
        other(&[]),
    ];
    const MEMBERS: &[Candidate] = &[known::<Wide>(&[("0", "1")]), known::<Pet>(&[])];
    const KEEPING: &[Candidate] = &[known::<Pet>(&[]), known::<Labels>(&[])];
    let order = |candidates, text: &str| {
        super::choice::likeliest(candidates, &serde_json::from_str(text).unwrap())
    };
    assert_eq!(order(FIXED, r#"{"kind":"a"}"#), [0, 2, 1]);
    assert_eq!(order(FIXED, r#"{"kind":"b","gone":true}"#), [1, 2, 0]);
    assert_eq!(order(FIXED, r#"{"kind":"b","gone":false}"#), [2, 0, 1]);
    // What is not there tells nothing; what no variant documents leaves the open one first.
    assert_eq!(order(FIXED, "{}"), [0, 1, 2]);
    assert_eq!(order(FIXED, r#"{"kind":"c"}"#), [2, 0, 1]);
    // The one that loses fewer members, wherever it stands; one that keeps all loses none.
    assert_eq!(order(MEMBERS, r#"{"0":1,"id":2}"#), [0, 1]);
    assert_eq!(order(MEMBERS, r#"{"0":1,"id":2,"tag":null}"#), [1, 0]);
    assert_eq!(order(MEMBERS, r#"{"0":2}"#), [1, 0]);
    assert_eq!(order(KEEPING, r#"{"id":1}"#), [0, 1]);
    assert_eq!(order(KEEPING, r#"{"id":1,"other":2}"#), [1, 0]);
    assert_eq!(order(KEEPING, "7"), [0, 1]);
}

/// An array of pets or one of anything: what tells them apart is an item deep.
#[derive(Debug, PartialEq)]
enum Nested {
    Pets(Vec<Pet>),
    Others(Vec<BTreeMap<String, Value>>),
    Number(f64),
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::union(deserializer)
    }
}

impl Union for Nested {
    const NAME: &'static str = "Nested";
    const PICK: Pick = Pick::InOrder(&[other(&[]); 3]);

    fn variant(index: usize, value: &Value) -> Result<Self, ValueError> {
        match index {
            0 => super::value(value).map(Self::Pets),
            1 => super::value(value).map(Self::Others),
            2 => super::value(value).map(Self::Number),
            _ => Err(no_variant(index)),
        }
    }
}

#[test]
fn a_variant_that_loses_members_below_is_not_taken_before_one_that_loses_none() {
    let read = |text: &str| serde_json::from_str::<Nested>(text).unwrap();
    let pet = r#"{"id":1,"owner":null}"#;
    assert!(matches!(read(&format!("[{pet}]")), Nested::Pets(_)));
    let more = r#"{"id":1,"owner":null,"second":2}"#;
    assert!(matches!(
        read(&format!("[{pet},{more}]")),
        Nested::Others(_)
    ));
    assert!(matches!(read("1"), Nested::Number(_)));
    // Of two that lose some, the one that loses least: what is in a lost member is lost with it.
    let known = json!({ "id": 1, "owner": null, "new": 1, "newer": 2 });
    let lost = |attempt: &dyn Fn()| super::lost::count(attempt).1;
    assert_eq!(lost(&|| drop(Pet::deserialize(&known))), 2);
    let nested = json!({ "id": 1, "owner": null, "new": { "a": [1, 2] } });
    assert_eq!(lost(&|| drop(Pet::deserialize(&nested))), 4);
    // Nothing is left counting.
    assert!(!super::lost::is_counting());
}

/// A pet by a member that only pets have, else anything.
#[derive(Debug, PartialEq)]
enum PetOrAny {
    Pet(Pet),
    Any(BTreeMap<String, Value>),
}

impl<'de> Deserialize<'de> for PetOrAny {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::union(deserializer)
    }
}

impl Union for PetOrAny {
    const NAME: &'static str = "PetOrAny";
    const PICK: Pick = Pick::UniqueMember {
        members: &[("id", 0)],
        otherwise: Some(1),
    };

    fn variant(index: usize, value: &Value) -> Result<Self, ValueError> {
        match index {
            0 => super::value(value).map(Self::Pet),
            1 => super::value(value).map(Self::Any),
            _ => Err(no_variant(index)),
        }
    }
}

// RFC 8259, 6: IEEE 754 doubles; these are ones of which a fast reader gives a neighbour
#[test]
fn numbers_are_read_as_they_were_written() {
    for number in [
        122.416_294_033_786_58,
        5e-324,
        2.225_073_858_507_201_4e-308,
        9_007_199_254_740_993e22,
        1.797_693_134_862_315_7e308,
        8.533e68,
    ] {
        let text = serde_json::to_string(&number).unwrap();
        let read: f64 = serde_json::from_str(&text).unwrap();
        assert_eq!(read.to_bits(), f64::to_bits(number), "{text}");
    }
}

// JSON Schema Core 2020-12, 10.3.2.3: a member that a schema does not name is allowed in it
#[test]
fn a_member_of_one_variant_may_be_an_unnamed_one_of_another() {
    let read = serde_json::from_str::<PetOrAny>;
    assert!(matches!(
        read(r#"{"id":1,"owner":null}"#),
        Ok(PetOrAny::Pet(_))
    ));
    assert!(matches!(read(r#"{"id":1}"#), Ok(PetOrAny::Any(_))));
    assert!(matches!(read(r#"{"a":1}"#), Ok(PetOrAny::Any(_))));
    let error = read("[1]").unwrap_err().to_string();
    assert!(error.starts_with("PetOrAny: "), "{error}");
}

#[test]
fn the_first_variant_that_decodes_is_taken_else_all_say_why() {
    assert_eq!(
        serde_json::from_str::<InOrder>("1").unwrap(),
        InOrder::Number(1.0)
    );
    assert_eq!(
        serde_json::from_str::<InOrder>("\"a\"").unwrap(),
        InOrder::Text("a".to_owned())
    );
    let error = serde_json::from_str::<InOrder>("true")
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("no variant of InOrder fits the value: "),
        "{error}"
    );
    assert_eq!(error.matches("invalid type").count(), 3, "{error}");
}

#[test]
fn the_json_type_picks() {
    assert_eq!(
        serde_json::from_str::<ByKind>("1").unwrap(),
        ByKind::Number(1.0)
    );
    assert_eq!(
        serde_json::from_str::<ByKind>("\"1\"").unwrap(),
        ByKind::Text("1".to_owned())
    );
    assert!(serde_json::from_str::<ByKind>("[]").is_err());
    let error = serde_json::from_str::<ByKind>(r#"{"a":"x"}"#)
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("ByKind: invalid type"), "{error}");
}

#[test]
fn an_integer_goes_to_the_integer_variant_before_the_number_variant() {
    const KINDS: &[(JsonKind, usize)] = &[(JsonKind::Number, 0), (JsonKind::Integer, 1)];
    union!(Both, Pick::JsonKind(KINDS));
    // variant 1 takes text, so an integer that reached it fails there
    assert!(serde_json::from_str::<Both>("1").is_err());
    assert_eq!(
        serde_json::from_str::<Both>("1.5").unwrap(),
        Both::Number(1.5)
    );
}

#[test]
fn the_tag_picks_and_an_unknown_one_is_kept() {
    let found: ByTag = serde_json::from_str(r#"{"kind":1}"#).unwrap();
    assert_eq!(found, ByTag::Pair(BTreeMap::from([("kind".to_owned(), 1)])));
    let found: ByTag = serde_json::from_str(r#"{"kind":"new","x":1}"#).unwrap();
    assert_eq!(found, ByTag::Unknown(json!({"kind": "new", "x": 1})));
    let error = serde_json::from_str::<ByTag>(r#"{"x":1}"#)
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("ByTag: missing field `kind`"), "{error}");
    assert!(serde_json::from_str::<ByTag>("[]").is_err());
    assert!(serde_json::from_str::<ByTag>(r#"{"kind":null}"#).is_err());
}

#[test]
fn the_member_picks_else_the_variant_for_what_is_left() {
    let found: ByMember = serde_json::from_str(r#"{"a":1}"#).unwrap();
    assert_eq!(found, ByMember::Pair(BTreeMap::from([("a".to_owned(), 1)])));
    assert_eq!(
        serde_json::from_str::<ByMember>("2").unwrap(),
        ByMember::Number(2.0)
    );
}

#[test]
fn a_tag_that_the_variant_does_not_have_is_written_beside_it() {
    struct Tagged(BTreeMap<&'static str, i64>);
    impl Serialize for Tagged {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            ser::tagged(serializer, "kind", "a", &self.0)
        }
    }
    let text = |it: BTreeMap<_, _>| serde_json::to_string(&Tagged(it)).unwrap();
    assert_eq!(text(BTreeMap::from([("x", 1)])), r#"{"x":1,"kind":"a"}"#);
    assert_eq!(text(BTreeMap::from([("kind", 1)])), r#"{"kind":1}"#);
}

#[test]
fn an_enum_of_strings_takes_every_string_and_nothing_else() {
    #[derive(Debug, PartialEq)]
    enum Sort {
        Asc,
        Unknown(String),
    }
    impl From<&str> for Sort {
        fn from(text: &str) -> Self {
            match text {
                "asc" => Self::Asc,
                other => Self::Unknown(other.to_owned()),
            }
        }
    }
    let sort = |text: &str| super::text::<Sort, _>(&mut serde_json::Deserializer::from_str(text));
    assert_eq!(sort("\"asc\"").unwrap(), Sort::Asc);
    assert_eq!(sort("\"Asc\"").unwrap(), Sort::Unknown("Asc".to_owned()));
    assert!(sort("1").is_err());
}
