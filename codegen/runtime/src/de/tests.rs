//! What decoding of values that are one of several holds to, on types as generated code would write
//! them.

#![allow(
    clippy::unwrap_used,
    clippy::elidable_lifetime_names,
    reason = "a failed test may panic; types are as generated code writes them"
)]

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::{Candidate, JsonKind, Pick, Union, ValueError, known, no_variant, other};
use crate::object::tests::{Labels, Pet, Wide};
use crate::ser;

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
