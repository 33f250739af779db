//! Findings as SARIF 2.1.0, which editors and code review show beside the lines.

use super::Sources;
use super::place::Shown;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// All findings as one run, with a line break at the end. Each code that occurs is a rule.
#[must_use]
pub fn sarif(diagnostics: &Diagnostics, sources: &Sources<'_>) -> String {
    let codes: BTreeMap<&str, Code> = diagnostics
        .iter()
        .map(|finding| (finding.code.slug(), finding.code))
        .collect();
    let rules: Vec<Value> = codes.values().map(|code| rule(*code)).collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|finding| {
            let rule = codes.keys().position(|slug| *slug == finding.code.slug());
            result(finding, rule.unwrap_or_default(), sources)
        })
        .collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "specwright",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            // SARIF 2.1.0, 3.14.27: how columns are counted.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code) -> Value {
    let entry = code.entry();
    let help = if entry.section.is_empty() {
        entry.explanation.to_owned()
    } else {
        format!("{}\n\nSee {}.", entry.explanation, entry.section)
    };
    json!({
        "id": entry.slug,
        "shortDescription": { "text": message(entry.summary) },
        "fullDescription": { "text": message(entry.explanation) },
        "help": { "text": message(&help) },
    })
}

fn result(finding: &Diagnostic, rule: usize, sources: &Sources<'_>) -> Value {
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text = format!("{text}; {help}");
    }
    let places = finding.places.iter().map(|place| (place, "the same"));
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|(place, label)| (place, label.as_str()))
        .chain(places)
        .enumerate()
        .map(|(id, (place, label))| {
            let mut location = location(&Shown::new(place, sources));
            location.insert("id".to_owned(), json!(id));
            location.insert("message".to_owned(), json!({ "text": message(label) }));
            Value::Object(location)
        })
        .collect();
    json!({
        "ruleId": finding.code.slug(),
        "ruleIndex": rule,
        "level": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        "message": { "text": message(&text) },
        "locations": [location(&Shown::new(&finding.place, sources))],
        "relatedLocations": related,
        "occurrenceCount": finding.more + 1,
    })
}

fn location(place: &Shown<'_>) -> Map<String, Value> {
    let mut physical = Map::new();
    physical.insert(
        "artifactLocation".to_owned(),
        json!({ "uri": uri(place.path) }),
    );
    if let Some((line, column)) = place.at {
        let region = json!({ "startLine": line, "startColumn": column });
        physical.insert("region".to_owned(), region);
    }
    let mut location = Map::new();
    location.insert("physicalLocation".to_owned(), Value::Object(physical));
    if let Some(pointer) = &place.pointer {
        let logical = json!([{ "fullyQualifiedName": pointer.as_str() }]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    location
}

/// A text that is not taken for more than it is: braces would be placeholders unless doubled
/// (3.11.5), and `[text](target)` a link (3.11.6), which a space keeps apart.
fn message(text: &str) -> String {
    text.replace('{', "{{")
        .replace('}', "}}")
        .replace("](", "] (")
}

/// A path as a URI reference (3.4.3), absolute paths with the scheme `file`.
fn uri(path: &Path) -> String {
    // RFC 3986, 3.3: what a path segment may not hold, and `:`, which would look like a scheme.
    const ENCODED: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'/')
        .add(b':')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    let mut segments = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
            Component::ParentDir => segments.push("..".to_owned()),
            Component::Normal(name) => {
                let name = name.to_string_lossy();
                segments.push(utf8_percent_encode(&name, ENCODED).to_string());
            }
        }
    }
    let joined = segments.join("/");
    if path.is_absolute() {
        format!("file:///{joined}")
    } else {
        joined
    }
}
