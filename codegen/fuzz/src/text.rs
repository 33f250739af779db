//! Target `text`: any bytes → a document, or findings that say why there is none.
//!
//! The same bytes are read as a file named YAML and as one named JSON. What is found is shown in
//! every form: each has to name places that the text has.

use crate::file;
use serde_json::Value;
use specwright::config::{Config, References};
use specwright::diagnostic::render::{self, Look, Sources};
use specwright::diagnostic::{Diagnostic, Diagnostics};
use specwright::generate::{Model, model};
use specwright::pointer::Pointer;
use specwright::source::{self, Document};
use std::path::Path;

/// Places that are asked for in one document: enough for its kinds of values.
const MOST_PLACES: usize = 200;

/// Reads the bytes; panics where that ends in anything but a document or an error.
pub fn check(data: &[u8]) {
    for name in ["openapi.yaml", "openapi.json"] {
        let path = file::write(name, data);
        // On this thread first, so that a panic is seen where it happens.
        let mut diagnostics = Diagnostics::new();
        let document = source::load(&path, &References::default(), &mut diagnostics);
        if document.root().is_null() {
            assert!(
                diagnostics.has_errors(),
                "no document, and no reason for it"
            );
            continue_with_findings(&path, &diagnostics, &document);
            continue;
        }
        places(&document);
        let model = model(&path, &Config::default());
        assert!(
            model.api.is_some() || model.diagnostics.has_errors(),
            "no model, and no reason for it"
        );
        shown(&path, &model);
    }
}

/// Every value has a place, within the text.
fn places(document: &Document) {
    let Some(file) = document.files().first() else {
        return;
    };
    let lines = file.text.split(['\n', '\r']).count() + 1;
    let mut waiting = vec![(Pointer::root(), document.root())];
    let mut asked = 0;
    while let Some((pointer, value)) = waiting.pop() {
        asked += 1;
        if asked > MOST_PLACES {
            return;
        }
        if let Some(span) = document.locate(0, &pointer) {
            assert!(
                (1..=lines).contains(&span.line),
                "{pointer} is said to be on line {} of {lines}",
                span.line
            );
            let text = file.text.get(span.start..span.end);
            assert!(
                text.is_some(),
                "{pointer}: {span:?} is no piece of the text"
            );
        }
        match value {
            Value::Object(members) => {
                waiting.extend(members.iter().map(|(name, value)| {
                    let pointer = pointer.child(name);
                    assert_eq!(document.value(0, &pointer), Some(value), "{pointer}");
                    (pointer, value)
                }));
            }
            Value::Array(items) => waiting.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, value)| (pointer.item(index), value)),
            ),
            _ => {}
        }
    }
}

/// The findings of reading alone.
fn continue_with_findings(path: &Path, diagnostics: &Diagnostics, document: &Document) {
    let origin = Default::default();
    rendered(
        diagnostics,
        &Sources {
            path,
            document: Some(document),
            origin: &origin,
        },
    );
}

/// The findings of all stages.
fn shown(path: &Path, model: &Model) {
    let origin = model
        .normalized
        .as_ref()
        .map(|normalized| normalized.origin.clone());
    rendered(
        &model.diagnostics,
        &Sources {
            path,
            document: model.document.as_ref(),
            origin: &origin.unwrap_or_default(),
        },
    );
}

/// Every form of the findings is what its readers expect.
pub(crate) fn rendered(diagnostics: &Diagnostics, sources: &Sources<'_>) {
    diagnostics.iter().for_each(no_fault_of_ours);
    let look = Look {
        color: false,
        width: 80,
        places: 0,
    };
    let text = render::text(diagnostics, sources, &look);
    let misleading = |c: char| c.is_control() && c != '\n';
    assert!(!text.contains(misleading), "a control character: {text:?}");
    for machine in [
        render::json(diagnostics, sources),
        render::sarif(diagnostics, sources),
    ] {
        serde_json::from_str::<Value>(&machine).expect("JSON");
    }
    for line in render::cargo(diagnostics, sources).split(['\n', '\r']) {
        assert!(
            line.is_empty()
                || line.starts_with("cargo::warning=")
                || line.starts_with("cargo::error="),
            "a line that cargo might obey: {line:?}"
        );
    }
}

/// A panic of a stage is caught and becomes a finding: here it is a failure.
fn no_fault_of_ours(finding: &Diagnostic) {
    assert_ne!(finding.code.slug(), "internal", "{}", finding.message);
}
