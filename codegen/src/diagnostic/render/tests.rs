//! The forms of findings: what programs read in them, and that no text of a document acts.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

use super::*;
use crate::diagnostic::code::source as code;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::pointer::Pointer;
use crate::source::{Format, SourceFile};
use serde_json::{Value, json};

/// A document of one file, `dir/api 1.yaml`.
fn document() -> Document {
    Document::new(vec![SourceFile {
        path: "dir/api 1.yaml".into(),
        text: "a:\n  b: 1\nc: [2]\n".to_owned(),
        format: Format::Yaml,
        value: json!({"a": {"b": 1}, "c": [2]}),
    }])
}

fn at(pointer: &str) -> Place {
    Place::Source {
        file: 0,
        pointer: Pointer::parse(pointer).unwrap(),
    }
}

/// Calls with sources of this document.
fn with<T>(document: Option<&Document>, call: impl FnOnce(&Sources<'_>) -> T) -> T {
    call(&Sources {
        path: Path::new("dir/api 1.yaml"),
        document,
        origin: &Origin::default(),
    })
}

fn findings(list: impl IntoIterator<Item = Diagnostic>) -> Diagnostics {
    let mut findings = Diagnostics::new();
    for finding in list {
        findings.push(finding);
    }
    findings
}

/// An error with everything, a warning and a note.
fn three() -> Diagnostics {
    findings([
        Diagnostic::error(code::DUPLICATE_KEY, at("/a/b"), "twice {0} [x](y)")
            .help("remove one")
            .related(at("/c"), "the first"),
        Diagnostic::error(code::DUPLICATE_KEY, at("/c"), "twice {0} [x](y)"),
        Diagnostic::warning(code::NUMBER_ROUNDED, Place::None, "rounded"),
        Diagnostic::new(code::YAML_TAG, Severity::Note, at("/c"), "a note"),
    ])
}

#[test]
fn json_says_everything() {
    let document = document();
    let out = with(Some(&document), |sources| json(&three(), sources));
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        value,
        json!({
            "version": 1,
            "document": "dir/api 1.yaml",
            "errors": 2,
            "warnings": 1,
            "notes": 1,
            "diagnostics": [
                {
                    "code": "duplicate-key", "severity": "error", "message": "twice {0} [x](y)",
                    "help": "remove one", "file": "dir/api 1.yaml", "line": 2, "column": 6,
                    "pointer": "/a/b", "more": 1,
                    "places": [{
                        "file": "dir/api 1.yaml", "line": 3, "column": 1, "pointer": "/c",
                    }],
                    "related": [{
                        "label": "the first", "file": "dir/api 1.yaml", "line": 3, "column": 1,
                        "pointer": "/c",
                    }],
                },
                {
                    "code": "number-rounded", "severity": "warning", "message": "rounded",
                    "help": null, "file": "dir/api 1.yaml", "line": null, "column": null,
                    "pointer": null, "more": 0, "places": [], "related": [],
                },
                {
                    "code": "yaml-tag", "severity": "note", "message": "a note",
                    "help": null, "file": "dir/api 1.yaml", "line": 3, "column": 1,
                    "pointer": "/c", "more": 0, "places": [], "related": [],
                },
            ],
        })
    );
}

// SARIF 2.1.0: 3.27 result, 3.11.5 placeholders, 3.11.6 links, 3.4.3 artifact locations.
#[test]
fn sarif_has_rules_results_and_places() {
    let document = document();
    let out = with(Some(&document), |sources| sarif(&three(), sources));
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["version"], "2.1.0");
    let run = &value["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], result["ruleId"]);
    }
    let result = &run["results"][0];
    assert_eq!(result["level"], "error");
    assert_eq!(result["message"]["text"], "twice {{0}} [x] (y); remove one");
    assert_eq!(result["occurrenceCount"], 2);
    assert_eq!(
        result["locations"],
        json!([{
            "physicalLocation": {
                "artifactLocation": { "uri": "dir/api%201.yaml" },
                "region": { "startLine": 2, "startColumn": 6 },
            },
            "logicalLocations": [{ "fullyQualifiedName": "/a/b" }],
        }])
    );
    assert_eq!(
        result["relatedLocations"][0]["message"]["text"],
        "the first"
    );
    let other = &result["relatedLocations"][1];
    assert_eq!(
        (&other["id"], &other["message"]["text"]),
        (&json!(1), &json!("the same"))
    );
    let region = json!({ "startLine": 3, "startColumn": 1 });
    assert_eq!(other["physicalLocation"]["region"], region);
}

#[test]
fn cargo_lines_begin_with_file_line_and_column() {
    let document = document();
    let out = with(Some(&document), |sources| cargo(&three(), sources));
    assert_eq!(
        out,
        "cargo::error=dir/api 1.yaml:2:6: twice {0} [x](y) [duplicate-key] (and in 1 more place: dir/api 1.yaml:3:1); \
         the first: dir/api 1.yaml:3:1; help: remove one\n\
         cargo::warning=dir/api 1.yaml: rounded [number-rounded]\n"
    );
}

#[test]
fn findings_can_be_shown_without_a_document() {
    let finding = Diagnostic::error(code::UNREADABLE_FILE, Place::None, "missing");
    let look = Look {
        color: false,
        width: 80,
        places: 0,
    };
    let out = with(None, |sources| text(&findings([finding]), sources, &look));
    assert_eq!(
        out,
        "error[unreadable-file]: missing\n --> dir/api 1.yaml\n\n"
    );
}

/// Texts that would act on cargo, a terminal or a reader.
const HOSTILE: [&str; 6] = [
    "x\ncargo::rustc-link-arg=-Wl,--wrap=main",
    "x\rcargo::rustc-env=RUSTFLAGS=-Clink-arg=x",
    "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}1m",
    "abc\u{202e}fed\u{2066}",
    "x\u{2028}cargo::warning=y\u{85}z\u{b}w",
    "\0\u{feff}\u{200b}",
];

/// A document in JSON, which allows all characters but the first 32 in its strings.
fn json_document(path: &str, text: &str) -> Document {
    Document::new(vec![SourceFile {
        path: path.into(),
        text: text.to_owned(),
        format: Format::Json,
        value: serde_json::from_str(text).unwrap(),
    }])
}

/// A finding whose texts, place and line of the document are all hostile.
fn hostile(payload: &str) -> (Diagnostics, Document) {
    let document = json_document(payload, &json!({ payload: payload }).to_string());
    let place = Place::Source {
        file: 0,
        pointer: Pointer::root().child(payload),
    };
    let finding = Diagnostic::error(code::DUPLICATE_KEY, place.clone(), payload)
        .help(payload)
        .related(place, payload);
    (findings([finding]), document)
}

#[test]
fn no_text_of_a_document_acts() {
    for payload in HOSTILE {
        let (findings, document) = hostile(payload);
        with(Some(&document), |sources| {
            let lines = cargo(&findings, sources);
            assert_eq!(lines.matches("cargo::error=").count(), 1, "{lines:?}");
            assert_eq!(lines.lines().count(), 1, "{lines:?}");
            assert!(lines.starts_with("cargo::error="), "{lines:?}");
            let look = Look {
                color: false,
                width: 120,
                places: 0,
            };
            for out in [lines, text(&findings, sources, &look)] {
                let acting = out.chars().find(|c| {
                    c.is_control() && *c != '\n'
                        || matches!(
                            c,
                            '\u{2028}' | '\u{202e}' | '\u{2066}' | '\u{feff}' | '\u{200b}'
                        )
                });
                assert_eq!(acting, None, "{out}");
            }
        });
    }
}

#[test]
fn no_line_of_a_document_acts() {
    let document = json_document("a.json", "{\"a\": \"x\u{85}y\u{202e}z\u{9b}2J\"}");
    let finding = Diagnostic::error(code::DUPLICATE_KEY, at("/a"), "x");
    let look = Look {
        color: false,
        width: 120,
        places: 0,
    };
    let out = with(Some(&document), |sources| {
        text(&findings([finding]), sources, &look)
    });
    assert!(out.contains(r"\u{85}") && out.contains(r"\u{202e}") && out.contains(r"\u{9b}"));
}

#[test]
fn further_places_are_listed_as_far_as_they_are_wanted() {
    let document = document();
    let finding = |pointer| Diagnostic::warning(code::NUMBER_ROUNDED, at(pointer), "rounded");
    let all = findings(["/a", "/a/b", "/c", "/c/0"].map(finding));
    let shown = |places| {
        let look = Look {
            color: false,
            width: 80,
            places,
        };
        let text = with(Some(&document), |sources| text(&all, sources, &look));
        let lines = text.lines().filter(|line| line.contains(" = "));
        lines.skip(1).map(str::to_owned).collect::<Vec<String>>()
    };
    let note = "  = note: the same in 3 more places";
    assert_eq!(shown(0), [note]);
    assert_eq!(
        shown(2),
        [
            note,
            "  = also: dir/api 1.yaml:2:6",
            "  = also: dir/api 1.yaml:3:1",
            "  = also: 1 more",
        ]
    );
    assert_eq!(shown(9).len(), 4);
    let lines = with(Some(&document), |sources| cargo(&all, sources));
    let places =
        "(and in 3 more places: dir/api 1.yaml:2:6, dir/api 1.yaml:3:1, dir/api 1.yaml:3:5)";
    assert!(lines.contains(places), "{lines}");
}

#[test]
fn colours_are_the_renderers_own() {
    let document = document();
    let look = |color| Look {
        color,
        width: 80,
        places: 0,
    };
    let plain = with(Some(&document), |sources| {
        text(&three(), sources, &look(false))
    });
    let colored = with(Some(&document), |sources| {
        text(&three(), sources, &look(true))
    });
    assert!(!plain.contains('\u{1b}'));
    let mut stripped = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain);
    assert_ne!(colored, plain);
}

#[test]
fn what_is_not_shown_is_counted() {
    let many =
        findings((0..1_002).map(|n| {
            Diagnostic::warning(code::NUMBER_ROUNDED, Place::None, format!("number {n}"))
        }));
    let look = Look {
        color: false,
        width: 80,
        places: 0,
    };
    let (out, lines) = with(None, |sources| {
        (text(&many, sources, &look), cargo(&many, sources))
    });
    assert!(out.ends_with("\nand 2 more findings\n"));
    assert_eq!(lines.lines().count(), 51);
    assert!(lines.ends_with("and 952 more; `specwright check` shows them all\n"));
}
