//! References between files on disk.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

use crate::config::References;
use crate::diagnostic::{Diagnostics, Place, Severity};
use crate::pointer::Pointer;
use crate::source::reference::Folder;
use crate::source::{Document, Limits, Share, load};
use std::path::Path;
use tempfile::TempDir;

/// A folder with these files; `a/b.yaml` makes the folder `a`.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// The document at this path and its findings, each as code and place.
fn reading(path: &Path) -> (Document, Vec<String>) {
    let mut diagnostics = Diagnostics::new();
    let document = load(path, &References::OwnFolder, &mut diagnostics);
    let findings = diagnostics
        .iter()
        .map(|finding| match &finding.place {
            Place::Source { file, pointer } => format!("{} {file}#{pointer}", finding.code),
            other => format!("{} {other:?}", finding.code),
        })
        .collect();
    (document, findings)
}

fn pointer(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

#[test]
fn files_are_read_once_and_relative_to_their_referrer() {
    let folder = folder(&[
        (
            "openapi.yaml",
            "a: {$ref: 'parts/a.yaml#/A'}\nb: {$ref: './parts/../parts/a.yaml#/B'}\n",
        ),
        ("parts/a.yaml", "A: {items: {$ref: 'c%20d.json'}}\nB: {}\n"),
        (
            "parts/c d.json",
            r##"{"up": {"$ref": "../openapi.yaml#/a"}, "own": {"$ref": "#/x"}, "x": 1}"##,
        ),
    ]);
    let (document, findings) = reading(&folder.path().join("openapi.yaml"));
    assert_eq!(findings, [""; 0]);
    let inputs: Vec<_> = document
        .inputs()
        .map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap())
        .collect();
    assert_eq!(inputs, ["openapi.yaml", "parts/a.yaml", "parts/c d.json"]);
    for (file, reference, target) in [
        (0, "parts/a.yaml#/A", Some((1, "/A"))),
        (0, "parts/./a.yaml", Some((1, ""))),
        (1, "c%20d.json", Some((2, ""))),
        (1, "#/B", Some((1, "/B"))),
        (2, "../openapi.yaml#/a", Some((0, "/a"))),
        (1, "#/C", None),
        (0, "other.yaml", None),
    ] {
        assert_eq!(
            document.resolve(file, reference),
            target.map(|(file, text)| (file, pointer(text))),
            "{file} {reference}"
        );
    }
}

#[test]
fn what_leads_nowhere_is_found_at_its_reference() {
    let folder = folder(&[
        (
            "openapi.yaml",
            "a: {$ref: '#/components/schemas/Pett'}\nb: {$ref: 'missing.yaml'}\n\
             c: {$ref: 'other.yaml#/Nope'}\nd: {$ref: 'broken.yaml#/A'}\ne: {$ref: '#nope'}\n\
             f: {$ref: 'https://example.org/a.yaml'}\ng: {$ref: '../secret.yaml'}\n\
             h: {$ref: '/etc/passwd'}\n\
             components: {schemas: {Pet: {}}}\n",
        ),
        ("other.yaml", "A: {}\nunused: {$ref: '#/nowhere'}\n"),
        ("broken.yaml", "secret: [\n"),
    ]);
    let (document, findings) = reading(&folder.path().join("openapi.yaml"));
    assert_eq!(
        findings,
        [
            "unresolved-reference 0#/a/$ref",
            "unreadable-file 0#/b/$ref",
            "unresolved-reference 0#/c/$ref",
            "invalid-yaml Position { file: 2, line: 2, column: 1 }",
            "unresolved-reference 0#/e/$ref",
            "remote-reference 0#/f/$ref",
            "reference-outside-folder 0#/g/$ref",
            "reference-outside-folder 0#/h/$ref",
        ]
    );
    assert_eq!(
        document.files()[2].text,
        "",
        "no text of what is no document"
    );
}

// What the document lacks is a warning; what the user decides, and limits, are errors.
#[test]
fn what_a_document_lacks_is_no_error() {
    let deep = "[".repeat(600);
    let folder = folder(&[
        (
            "openapi.yaml",
            "- {$ref: '#/nope'}\n- {$ref: 'missing.yaml'}\n- {$ref: 'other.yaml#/Nope'}\n\
             - {$ref: 'broken.yaml#/A'}\n- {$ref: 'twice.yaml'}\n- {$ref: 'a.yaml?b'}\n- {$ref: '.'}\n\
             - {$ref: 'https://example.org/a.yaml'}\n- {$ref: '../secret.yaml'}\n\
             - {$ref: 'deep.json'}\n- {$ref: 'broken.yaml#/B'}\n",
        ),
        ("other.yaml", "A: {}\n"),
        ("broken.yaml", "a: [\n"),
        ("twice.yaml", "a: 1\na: 2\n"),
        ("deep.json", &deep),
    ]);
    let mut diagnostics = Diagnostics::new();
    let path = folder.path().join("openapi.yaml");
    let document = load(&path, &References::OwnFolder, &mut diagnostics);
    let findings: Vec<_> = diagnostics
        .iter()
        .map(|finding| (finding.code.slug(), finding.severity))
        .collect();
    let (warning, error) = (Severity::Warning, Severity::Error);
    assert_eq!(
        findings,
        [
            ("unresolved-reference", warning),
            ("unreadable-file", warning),
            ("unresolved-reference", warning),
            ("invalid-yaml", warning),
            ("duplicate-key", warning),
            ("malformed-reference", warning),
            ("not-a-file", warning),
            ("remote-reference", error),
            ("reference-outside-folder", error),
            ("too-deep", error),
        ]
    );
    for (text, severity) in [
        ("#/nope", Some(warning)),
        ("broken.yaml#/A", Some(warning)),
        ("broken.yaml#/B", Some(warning)),
        ("../secret.yaml", Some(error)),
        ("deep.json", Some(error)),
        ("other.yaml#/A", None),
    ] {
        assert_eq!(document.leads_nowhere(0, text), severity, "{text}");
    }
    assert!(!document.is_whole(), "a limit ended the reading");
}

// `%2e%2e` is `..` once decoded; `%252e` is a folder whose name begins with `%2e`.
#[test]
fn no_spelling_leaves_the_folder() {
    let outer = folder(&[("secret.yaml", "S: {}"), ("api/a.yaml", "")]);
    for reference in [
        "../secret.yaml#/S",
        "%2e%2e/secret.yaml#/S",
        "%2E%2E%2Fsecret.yaml",
        "x/../../secret.yaml",
        "./.././secret.yaml",
    ] {
        let path = outer.path().join("api/openapi.yaml");
        std::fs::write(&path, format!("a: {{$ref: '{reference}'}}")).unwrap();
        let (document, findings) = reading(&path);
        assert_eq!(
            findings,
            ["reference-outside-folder 0#/a/$ref"],
            "{reference}"
        );
        assert_eq!(document.files().len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn links_are_looked_through() {
    let outer = folder(&[
        ("secret.yaml", "S: {}"),
        ("real.yaml", "a: {$ref: 'b.yaml'}"),
        ("api/b.yaml", "back: {$ref: 'openapi.yaml#/a'}"),
        (
            "api/c.yaml",
            "a: {$ref: 'link.yaml#/S'}\nb: {$ref: 'loop.yaml'}",
        ),
    ]);
    let api = outer.path().join("api");
    std::os::unix::fs::symlink("../secret.yaml", api.join("link.yaml")).unwrap();
    std::os::unix::fs::symlink("loop.yaml", api.join("loop.yaml")).unwrap();
    std::os::unix::fs::symlink("../real.yaml", api.join("openapi.yaml")).unwrap();
    assert_eq!(
        reading(&api.join("c.yaml")).1,
        [
            "reference-outside-folder 0#/a/$ref",
            "unreadable-file 0#/b/$ref"
        ]
    );
    // The document itself may be a link: the user named it.
    let (document, findings) = reading(&api.join("openapi.yaml"));
    assert_eq!((findings.len(), document.files().len()), (0, 2));
}

#[test]
fn a_folder_above_can_be_allowed() {
    let outer = folder(&[
        ("shared/a.yaml", "A: {}"),
        ("api/openapi.yaml", "a: {$ref: '../shared/a.yaml#/A'}"),
    ]);
    let mut diagnostics = Diagnostics::new();
    let within = References::Within(outer.path().to_owned());
    let document = load(
        &outer.path().join("api/openapi.yaml"),
        &within,
        &mut diagnostics,
    );
    assert_eq!(diagnostics.iter().count(), 0);
    assert_eq!(document.files()[1].path, outer.path().join("shared/a.yaml"));
}

#[test]
fn only_what_is_referred_to_in_another_file_is_followed() {
    let folder = folder(&[
        ("openapi.yaml", "a: {$ref: 'b.yaml#/x-parts/A'}"),
        (
            "b.yaml",
            "x-parts: {A: {items: {$ref: '#/B'}}}\nB: {$ref: '#/C'}\nD: {$ref: '#/E'}",
        ),
    ]);
    let (_, findings) = reading(&folder.path().join("openapi.yaml"));
    assert_eq!(findings, ["unresolved-reference 1#/B/$ref"]);
}

#[test]
fn references_must_come_to_a_value() {
    let folder = folder(&[
        (
            "openapi.yaml",
            "a: {$ref: 'b.yaml#/B'}\nc: {properties: {c: {$ref: '#/c'}}}",
        ),
        ("b.yaml", "B: {$ref: 'openapi.yaml#/a'}"),
    ]);
    let (_, findings) = reading(&folder.path().join("openapi.yaml"));
    assert_eq!(findings, ["reference-cycle 0#/a/$ref"]);
}

// JSON Schema 2020-12, core 8.2.1 and 8.2.2.
#[test]
fn schemas_are_found_by_their_own_names() {
    let folder = folder(&[(
        "openapi.yaml",
        "a: {$ref: '#node'}\nb: {$ref: 'https://example.org/tree'}\n\
         c: {$ref: 'https://example.org/tree#/properties/n'}\n\
         S: {$id: 'https://example.org/tree', $anchor: node, properties: {n: {}}}\n",
    )]);
    let (document, findings) = reading(&folder.path().join("openapi.yaml"));
    assert_eq!(findings, [""; 0]);
    assert_eq!(document.resolve(0, "#node"), Some((0, pointer("/S"))));
    assert_eq!(
        document.resolve(0, "https://example.org/tree#/properties/n"),
        Some((0, pointer("/S/properties/n")))
    );
}

#[test]
fn findings_beyond_counting_are_counted() {
    let references: Vec<_> = (0..2_005).map(|n| format!("{{$ref: '#/{n}x'}}")).collect();
    let text = format!("a: [{}]", references.join(", "));
    let folder = folder(&[("openapi.yaml", &text)]);
    let (_, findings) = reading(&folder.path().join("openapi.yaml"));
    assert_eq!(findings.len(), 2_001);
    assert_eq!(findings.last().unwrap(), "unresolved-reference None");
}

#[test]
fn no_more_references_are_followed_than_the_document_is_worth() {
    let folder = folder(&[(
        "openapi.yaml",
        "a: [{$ref: '#/b'}, {$ref: '#/b'}, {$ref: '#/c'}]\nb: 1",
    )]);
    let path = folder.path().join("openapi.yaml");
    let limits = Limits {
        references: Share {
            once: 2,
            bytes_each: usize::MAX,
        },
        ..Limits::default()
    };
    let (mut document, _) = reading(&path);
    let allowed = Folder::new(&path, &References::OwnFolder).unwrap();
    let mut diagnostics = Diagnostics::new();
    super::follow(&mut document, &allowed, &limits, &mut diagnostics);
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code.slug()).collect();
    assert_eq!(codes, ["too-many-values"]);
}
