//! Documents from text, and what became of them.

use crate::invariants;
use serde_json::Value;
use specwright::diagnostic::{Diagnostics, Place};
use specwright::normalize::{self, Normalized};
use specwright::source::{Document, Format, SourceFile};

/// A normalised document and its findings.
pub struct Outcome {
    pub normalized: Option<Normalized>,
    /// Code and place of each finding, in the order they came; equal ones once.
    pub findings: Vec<(String, String)>,
    /// Code and message of each.
    pub messages: Vec<(String, String)>,
}

/// Reads YAML into values in document order.
pub fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

/// Normalises a document of one file.
pub fn normalize(text: &str) -> Outcome {
    normalize_value(yaml(text))
}

/// Normalises a value.
pub fn normalize_value(value: Value) -> Outcome {
    let document = Document::new(vec![SourceFile {
        path: "openapi.yaml".into(),
        text: value.to_string(),
        format: Format::Json,
        value,
    }]);
    outcome(&document, Diagnostics::new())
}

/// Normalises a document that was read.
pub fn outcome(document: &Document, mut diagnostics: Diagnostics) -> Outcome {
    let normalized = normalize::normalize(document, &mut diagnostics);
    if let Some(normalized) = &normalized {
        invariants::hold(normalized);
    }
    let findings = diagnostics
        .iter()
        .map(|finding| {
            let place = match &finding.place {
                Place::Source { file: 0, pointer } => pointer.to_string(),
                Place::Source { file, pointer } => format!("{file}:{pointer}"),
                other => panic!("a finding without a place in the source: {other:?}"),
            };
            (finding.code.slug().to_owned(), place)
        })
        .collect();
    let messages = diagnostics
        .iter()
        .map(|finding| (finding.code.slug().to_owned(), finding.message.clone()))
        .collect();
    Outcome {
        normalized,
        findings,
        messages,
    }
}

impl Outcome {
    pub fn value(&self) -> &Value {
        let normalized = self.normalized.as_ref();
        &normalized
            .unwrap_or_else(|| panic!("refused: {:?}", self.findings))
            .value
    }

    /// Asserts that what stands at the pointer is what the YAML says.
    pub fn is(&self, pointer: &str, expected: &str) -> &Self {
        let found = self.value().pointer(pointer);
        let found = found.unwrap_or_else(|| panic!("nothing at {pointer} in\n{:#}", self.value()));
        assert_eq!(*found, yaml(expected), "at {pointer}: {found:#}");
        self
    }

    /// Asserts that nothing stands at the pointer.
    pub fn lacks(&self, pointer: &str) -> &Self {
        assert_eq!(self.value().pointer(pointer), None, "at {pointer}");
        self
    }

    /// Asserts the codes of all findings, in order.
    pub fn finds(&self, codes: &[&str]) -> &Self {
        let found: Vec<&str> = self
            .findings
            .iter()
            .map(|(code, _)| code.as_str())
            .collect();
        assert_eq!(found, codes, "{:?}", self.findings);
        self
    }

    /// Asserts that a finding of this code is at this place of the user's text.
    pub fn finds_at(&self, code: &str, place: &str) -> &Self {
        let wanted = (code.to_owned(), place.to_owned());
        assert!(self.findings.contains(&wanted), "{:?}", self.findings);
        self
    }
}

/// A document of this version with one operation and these members.
pub fn document(version: &str, members: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\n{members}\n\
         paths:\n  /a:\n    get:\n      responses:\n        200: {{description: ok}}\n"
    )
}

/// What a schema of this version becomes, as the component `S` of a document.
pub fn schema_in(version: &str, schema: &str) -> Outcome {
    let mut value = yaml(&document(version, ""));
    value["components"] = serde_json::json!({
        "schemas": {"S": yaml(schema), "Other": {"type": "object"}}
    });
    normalize_value(value)
}

/// Asserts what a schema of 3.1 becomes, without a finding.
pub fn becomes(schema: &str, expected: &str) {
    schema_in("3.1.0", schema)
        .is("/components/schemas/S", expected)
        .finds(&[]);
}

/// Asserts what a schema of 3.0 is mended to, with findings of these codes.
pub fn is_mended(schema: &str, expected: &str, codes: &[&str]) {
    schema_in("3.0.3", schema)
        .is("/components/schemas/S", expected)
        .finds(codes);
}
