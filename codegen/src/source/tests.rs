//! What a single file's text becomes, and what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

use super::*;
use crate::pointer::Pointer;
use serde_json::{Value, json};

/// The document of one file with this name and content, and the codes of all findings.
fn document(name: &str, content: &[u8]) -> (Document, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let mut diagnostics = Diagnostics::new();
    let document = load(&path, &References::OwnFolder, &mut diagnostics);
    let codes = diagnostics.iter().map(|d| d.code.to_string()).collect();
    (document, codes)
}

/// The root of a document of one file, and the codes of all findings.
fn reading(name: &str, content: &[u8]) -> (Value, Vec<String>) {
    let (document, codes) = document(name, content);
    (document.root().clone(), codes)
}

// YAML 1.2.2, 10.2: a plain `200` is an integer; a JSON member name is a string.
#[test]
fn member_names_are_their_text() {
    let (root, codes) = reading("a.yaml", b"200: a\ntrue: b\n0x1F: c\n1.10: d\n~: e\n");
    assert_eq!(codes, [""; 0]);
    let names: Vec<_> = root.as_object().unwrap().keys().collect();
    assert_eq!(names, ["200", "true", "0x1F", "1.10", "~"]);
}

#[test]
fn member_order_is_kept() {
    let (root, _) = reading("a.json", br#"{"z": 1, "a": 2, "m": 3}"#);
    assert_eq!(
        root.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["z", "a", "m"]
    );
}

// RFC 8259, 8.1 lets a reader ignore a byte order mark.
#[test]
fn a_byte_order_mark_is_ignored() {
    let (root, codes) = reading("a.json", b"\xEF\xBB\xBF{\"a\": 1}");
    assert_eq!((root, codes.len()), (json!({"a": 1}), 0));
}

// YAML 1.2.2, 10.3.2: the core schema has neither `no` nor timestamps nor octals like `017`.
#[test]
fn what_is_a_string_in_the_core_schema_stays_one() {
    let (root, _) = reading("a.yaml", b"[no, Yes, on, y, 2024-01-01, 017, 1:30, 1_000]");
    assert_eq!(
        root,
        json!(["no", "Yes", "on", "y", "2024-01-01", "017", "1:30", "1_000"])
    );
    let (root, _) = reading("a.yaml", b"[~, NULL, TRUE, 0x1F, 0o17, '1', !!str 1]");
    assert_eq!(root, json!([null, null, true, 31, 15, "1", "1"]));
}

// https://yaml.org/type/merge.html: own members win, then the earlier mapping of a list.
#[test]
fn merge_keys_are_expanded() {
    let (root, codes) = reading(
        "a.yaml",
        b"x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  c: 3\n  <<: [*x, *y]\n",
    );
    assert_eq!(codes, [""; 0]);
    assert_eq!(root["z"], json!({"c": 3, "a": 1, "b": 1}));
    // JSON has no merge keys.
    let (root, _) = reading("a.json", br#"{"<<": {"a": 1}}"#);
    assert_eq!(root, json!({"<<": {"a": 1}}));
}

// A version is a string; what it says must not be lost by reading it as a number.
#[test]
fn the_text_of_numbers_is_kept() {
    let (document, _) = document("a.yaml", b"version: 1.10\nopenapi: 3.1\nname: x\n");
    for (name, text) in [
        ("version", Some("1.10")),
        ("openapi", Some("3.1")),
        ("name", Some("x")),
    ] {
        let pointer = Pointer::root().child(name);
        assert_eq!(document.scalar_text(0, &pointer).as_deref(), text, "{name}");
    }
}

// RFC 8259, 6: integers of 64 bits are exact in `serde_json`; larger ones are reported.
#[test]
fn integers_are_exact_or_reported() {
    let exact = "[9007199254740993, 18446744073709551615, -9223372036854775808, -0, 1e3, 1.0]";
    let wide = "[18446744073709551616, -9223372036854775809, 5]";
    for name in ["a.json", "a.yaml"] {
        let (root, codes) = reading(name, exact.as_bytes());
        assert_eq!(codes, [""; 0], "{name}");
        assert_eq!(root[0], json!(9_007_199_254_740_993_u64), "{name}");
        assert_eq!(root[1], json!(u64::MAX), "{name}");
        assert_eq!(root[2], json!(i64::MIN), "{name}");
        let (root, codes) = reading(name, wide.as_bytes());
        // Both integers have the same finding, which counts them.
        assert_eq!(codes, ["number-rounded"], "{name}");
        assert_eq!(root[0], json!(18_446_744_073_709_551_616.0), "{name}");
    }
}

#[test]
fn the_format_is_told_by_name_or_content() {
    for (name, content, format) in [
        ("a.json", "{}", Format::Json),
        ("a.JSON", "{}", Format::Json),
        ("a.yml", "{}", Format::Json),
        ("a.yml", "{a: 1}", Format::Yaml),
        ("openapi", " {\"a\": 1}", Format::Json),
        ("openapi", "a: 1", Format::Yaml),
        ("a.txt", "# x\na: 1", Format::Yaml),
    ] {
        let (document, codes) = document(name, content.as_bytes());
        assert_eq!(codes, [""; 0], "{name}");
        assert_eq!(document.files()[0].format, format, "{name} {content}");
    }
}

/// Texts that cost their reader more than they are worth, and the finding that stops them.
#[test]
fn no_text_costs_more_than_it_is_worth() {
    use std::fmt::Write as _;

    let mut chain = "a0: &a0 [1]\n".to_owned();
    for link in 1..50_000 {
        let _ = writeln!(chain, "a{link}: &a{link} [*a{}]", link - 1);
    }
    for (name, text, code) in [
        ("a.yaml", "[".repeat(1_000_000), "too-deep"),
        (
            "a.yaml",
            format!("%a\n{}", "[".repeat(1_000_000)),
            "too-deep",
        ),
        ("a.yaml", "{a: ".repeat(100_000), "too-deep"),
        ("a.yaml", "- ".repeat(100_000), "too-deep"),
        ("a.json", "[".repeat(1_000_000), "too-deep"),
        ("a.json", "{\"a\":".repeat(1_000_000), "too-deep"),
        ("a.yaml", chain, "too-deep"),
        // A bracketed list that may be a member's name, which the parser keeps until it ends.
        (
            "a.yaml",
            format!("- [{}]", "a: b,".repeat(100_000)),
            "too-many-values",
        ),
        ("a.yaml", "%TAG !a! b\n".repeat(100_000), "yaml-tag"),
        (
            "a.json",
            format!("[{}0]", "{\"a\":0},".repeat(200_000)),
            "too-many-values",
        ),
        ("a.yaml", "---\n".repeat(1_000_000), "several-documents"),
        ("a.yaml", "# \n".repeat(1_000_000), "empty-document"),
        ("a.yaml", String::new(), "empty-document"),
        ("a.json", "null".to_owned(), "empty-document"),
    ] {
        let (root, codes) = reading(name, text.as_bytes());
        let start: String = text.chars().take(12).collect();
        assert_eq!(codes, [code], "{name} {start}");
        assert_eq!(root, Value::Null);
    }
}

// A list whose parts the parser tells of one by one may be as long as the text has room for.
#[test]
fn a_long_list_is_fine() {
    let text = format!("a: [{}]", "0, ".repeat(100_000));
    let (root, codes) = reading("a.yaml", text.as_bytes());
    assert_eq!(
        (codes.len(), root["a"].as_array().unwrap().len()),
        (0, 100_000)
    );
}

// One finding for all, and in time: the line of each is the whole text.
#[test]
fn many_findings_in_one_line_are_told_in_time() {
    let wide = format!("[{}0]", "99999999999999999999,".repeat(40_000));
    let (_, codes) = reading("a.json", wide.as_bytes());
    assert_eq!(codes, ["number-rounded"]);
    let twice = format!("{{{}\"ü\":0}}", "\"ü\":0,".repeat(100_000));
    let (_, codes) = reading("a.json", twice.as_bytes());
    // Equal findings are one; the other counts those that are not told.
    assert_eq!(codes, ["duplicate-key"; 2]);
}

// Few bytes and few aliases can stand for much: values and strings are counted when expanded.
#[test]
fn aliases_are_counted_by_what_they_stand_for() {
    let limits = Limits {
        yaml_values: Share {
            once: 1_000,
            bytes_each: usize::MAX,
        },
        string_bytes: Share {
            once: 10_000,
            bytes_each: usize::MAX,
        },
        ..Limits::default()
    };
    let long = format!("a: &a {}\nb: [{}]", "x".repeat(1_000), "*a, ".repeat(10));
    let members: Vec<_> = (0..50).map(|n| format!("k{n}: 1")).collect();
    let members = members.join(", ");
    let merges = format!("a: &a {{{members}}}\nb: [{}]", "{<<: *a}, ".repeat(20));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    for text in [long, merges] {
        std::fs::write(&path, &text).unwrap();
        let loaded = super::load::load(&path, &path, 0, &limits);
        let codes: Vec<_> = loaded.findings.iter().map(|f| f.code.slug()).collect();
        assert_eq!(codes, ["too-many-values"], "{text}");
    }
}

#[test]
fn many_aliases_of_little_are_fine() {
    let text = format!("a: &a [1, 2]\nb: [{}]", "*a, ".repeat(50_000));
    let (root, codes) = reading("a.yaml", text.as_bytes());
    assert_eq!(
        (codes.len(), root["b"].as_array().unwrap().len()),
        (0, 50_000)
    );
}

// A place is told also where only the laxer of the two YAML readers understands the text.
#[test]
fn lax_yaml_has_a_tree_and_the_nearest_place() {
    let (document, codes) = document("a.yaml", b"a: 1\nb:\n  c: 'x\ny'\n  d: 2\n");
    assert_eq!(codes, [""; 0]);
    assert_eq!(document.root()["b"], json!({"c": "x y", "d": 2}));
    let place = document.locate(0, &Pointer::root().child("b").child("d"));
    assert_eq!(place.map(|span| span.line), Some(2));
}

// As deep as is read, on a quarter of a thread's usual stack: reading, looking up and dropping.
// Optimised code takes half of what this test does.
#[test]
fn a_small_stack_is_enough() {
    let depth = Limits::default().depth;
    let reader = std::thread::Builder::new().stack_size(512 * 1024);
    let run = reader.spawn(move || {
        for (name, open, close) in [
            ("a.json", "[", "]"),
            ("a.json", "{\"a\":", "}"),
            ("a.yaml", "{a: ", "}"),
            ("a.yaml", "[", "]"),
        ] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let (document, codes) = document(name, text.as_bytes());
            assert_eq!(codes, [""; 0], "{name} {open}");
            assert!(document.locate(0, &Pointer::root().child("a")).is_some());
            let (_, codes) = reading(name, open.repeat(100_000).as_bytes());
            assert_eq!(codes, ["too-deep"], "{name} {open}");
        }
    });
    assert!(run.unwrap().join().is_ok());
}
