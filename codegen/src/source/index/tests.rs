//! Places in texts, told by the text found there.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at what it did not expect"
)]

use super::*;
use crate::source::Limits;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

fn yaml(text: &str) -> Index {
    let index = scan_yaml(text, &Limits::default()).unwrap();
    assert!(!index.is_partial(), "{text}");
    index
}

/// The texts of name and value at a pointer; the name `!` where the place is not there.
fn at(index: &Index, text: &str, pointer: &str) -> (String, String) {
    let found = index.find(text, &Pointer::parse(pointer).unwrap()).unwrap();
    let name = found.name.map(|range| text[range].to_owned());
    let name = if found.exact {
        name
    } else {
        Some("!".to_owned())
    };
    (name.unwrap_or_default(), text[found.value].to_owned())
}

fn check(index: &Index, text: &str, expected: &[(&str, &str, &str)]) {
    for (pointer, name, value) in expected {
        assert_eq!(
            at(index, text, pointer),
            ((*name).to_owned(), (*value).to_owned()),
            "{pointer}"
        );
    }
}

#[test]
fn json_places() {
    let text = r#"{"a":[1,{"b\u0063":"x\"}"},-2.5e3],"ü/~":{"":null},"t":true}"#;
    check(
        &scan_json(text),
        text,
        &[
            ("", "", text),
            ("/a", "\"a\"", r#"[1,{"b\u0063":"x\"}"},-2.5e3]"#),
            ("/a/1/bc", r#""b\u0063""#, r#""x\"}""#),
            ("/a/2", "", "-2.5e3"),
            ("/ü~1~0", "\"ü/~\"", r#"{"":null}"#),
            ("/ü~1~0/", "\"\"", "null"),
            ("/t", "\"t\"", "true"),
            ("/a/7", "!", r#"[1,{"b\u0063":"x\"}"},-2.5e3]"#),
        ],
    );
}

#[test]
fn yaml_places() {
    let text = "# ü\r\nü:\r\n  - a: 1.10\r\n    b: |\r\n      two\r\n      lines\r\n  - {c: [x, 'y']}\r\n200: ~\r\nlast:\r\n";
    check(
        &yaml(text),
        text,
        &[
            ("/ü/0/a", "a", "1.10"),
            ("/ü/1/c/1", "", "'y'"),
            ("/ü/1", "", "{c: [x, 'y']}"),
            (
                "/ü/0",
                "",
                "a: 1.10\r\n    b: |\r\n      two\r\n      lines",
            ),
            ("/200", "200", "~"),
            ("/nope", "!", text.get(6..).unwrap().trim_end()),
        ],
    );
}

#[test]
fn yaml_aliases_and_merges() {
    let text = "x: &x {a: 1, b: 2}\ny: *x\nz: {<<: [*x, {c: 3}], b: 4}\n";
    check(
        &yaml(text),
        text,
        &[
            ("/y", "y", "*x"),
            ("/y/a", "a", "1"),
            ("/z/a", "a", "1"),
            ("/z/b", "b", "4"),
            ("/z/c", "c", "3"),
        ],
    );
}

// The tree's reader takes a quoted scalar with an unindented line, which YAML 1.2.2, 7.3.1 does not.
#[test]
fn what_stands_before_a_fault_is_found() {
    let text = "a: 1\nb:\n  c: 'x\ny'\n  d: 2\n";
    let index = scan_yaml(text, &Limits::default()).unwrap();
    assert!(index.is_partial());
    assert_eq!(at(&index, text, "/a"), ("a".to_owned(), "1".to_owned()));
    assert_eq!(at(&index, text, "/b/d").0, "!");
}

// A byte order mark within a text is pasted more often than meant, and allowed.
#[test]
fn a_mark_within_a_text_moves_no_place() {
    let text = "a: x\u{FEFF}y\nb: 2\n";
    check(
        &yaml(text),
        text,
        &[("/a", "a", "x\u{FEFF}y"), ("/b", "b", "2")],
    );
}

#[test]
fn the_text_of_a_scalar_is_kept() {
    let text = "a: 1.10\nb: '1.10'\nc: &n 0x1F\nd: *n\ne: True\nf: [1]\n";
    let index = yaml(text);
    for (pointer, plain) in [
        ("/a", Some("1.10")),
        ("/b", None),
        ("/c", Some("0x1F")),
        ("/d", Some("0x1F")),
        ("/e", Some("True")),
        ("/f", None),
        ("/g", None),
    ] {
        let pointer = Pointer::parse(pointer).unwrap();
        assert_eq!(index.plain(text, &pointer), plain, "{pointer}");
    }
}

#[test]
fn what_the_tree_reader_would_let_pass_is_seen() {
    for (text, kind) in [
        ("a: !include b.yaml", ProblemKind::Tag),
        ("a: !!binary aGk=", ProblemKind::Tag),
        ("a: !!python/object:os.system {}", ProblemKind::Tag),
        (
            "%TAG ! tag:example.org,2000:\n---\na: !b c",
            ProblemKind::Tag,
        ),
        ("a: &a b\n*a : c", ProblemKind::Name),
        ("? [a]\n: b", ProblemKind::Name),
        ("a: &a [*a]", ProblemKind::Recursion),
        ("a: &a {<<: *a}", ProblemKind::Recursion),
        ("a: 1\n---\nb: 2", ProblemKind::SecondDocument),
    ] {
        let problem = scan_yaml(text, &Limits::default()).unwrap_err();
        assert_eq!(problem.kind, kind, "{text}");
    }
}

#[test]
fn tags_of_the_core_schema_are_allowed() {
    let text = "a: !!str 200\nb: !!int 3\nc: !!map {}\nd: !!seq []\n";
    let result = scan_yaml(text, &Limits::default());
    assert!(result.is_ok(), "{result:?}");
}

/// Any JSON value a few levels deep, with names and strings that need quotes and escapes.
fn values() -> impl Strategy<Value = Value> {
    let text = prop_oneof!["[a-z]{1,4}", "[ -~ü漢\\n\\t]{0,12}", "[0-9.]{1,4}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            vec((text.clone(), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Pointers and values of everything in a tree.
fn places(value: &Value, at: Pointer, out: &mut Vec<(Pointer, Value)>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, at.item(index), out);
            }
        }
        Value::Object(map) => {
            for (name, member) in map {
                places(member, at.child(name), out);
            }
        }
        _ => {}
    }
    out.push((at, value.clone()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    // The text found at a pointer says the value that the tree has there.
    #[test]
    fn every_place_of_json_is_found(value in values(), pretty: bool) {
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        let index = scan_json(&text);
        let mut all = Vec::new();
        places(&value, Pointer::root(), &mut all);
        for (pointer, value) in all {
            let found = index.find(&text, &pointer).unwrap();
            prop_assert!(found.exact);
            let there: Value = serde_json::from_str(&text[found.value]).unwrap();
            prop_assert_eq!(there, value);
        }
    }

    #[test]
    fn every_place_of_yaml_is_found(value in values()) {
        let text = serde_yaml::to_string(&value).unwrap();
        let index = yaml(&text);
        let mut all = Vec::new();
        places(&value, Pointer::root(), &mut all);
        for (pointer, value) in all {
            let found = index.find(&text, &pointer).unwrap();
            prop_assert!(found.exact);
            // A block scalar of nothing but line breaks has no place for the parser.
            if value.as_str().is_some_and(|text| text.contains('\n') && text.trim().is_empty()) {
                continue;
            }
            // A block scalar's text is no YAML without the indentation of its first line, and the
            // line breaks that it keeps at its end are not in the range of what holds it.
            let there = &text[found.value];
            if !there.contains(['\n', '|']) {
                let there: Value = serde_yaml::from_str(there).unwrap();
                prop_assert_eq!(there, value);
            }
        }
    }
}
