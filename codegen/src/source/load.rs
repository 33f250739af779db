//! One file: its text, its format, its value tree, and what is wrong with them.

pub(super) use super::text::reason;
use super::tree::{Budget, Fault};
use super::yaml::Failure;
use super::{Format, Limits, SourceFile, json, text, yaml};
use crate::diagnostic::code::source as code;
use crate::diagnostic::{Diagnostic, Place};
use serde_json::Value;
use std::path::Path;

/// Reads the file at `path`; `shown` is the path that people see, `file` the index it will have.
///
/// A file with an error has the value `null`.
pub(super) fn load(
    path: &Path,
    shown: &Path,
    file: usize,
    limits: &Limits,
) -> (SourceFile, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut result = SourceFile {
        path: shown.to_owned(),
        text: String::new(),
        format: format_by_name(path).unwrap_or(Format::Yaml),
        value: Value::Null,
    };
    match text::read(path, file, limits) {
        Err(finding) => findings.push(*finding),
        Ok(text) => {
            result.format = format_by_name(path).unwrap_or_else(|| format_by_content(&text));
            result.text = text;
            match tree(&result, file, limits) {
                Ok(value) => result.value = value,
                Err(finding) => findings.push(*finding),
            }
        }
    }
    (result, findings)
}

/// The format that the file's extension names.
fn format_by_name(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "json" => Some(Format::Json),
        "yaml" | "yml" => Some(Format::Yaml),
        _ => None,
    }
}

/// JSON begins with a brace or a bracket and is nearly always YAML too; the JSON reader is the
/// faster one and has the better messages.
fn format_by_content(text: &str) -> Format {
    if text.trim_start().starts_with(['{', '[']) {
        Format::Json
    } else {
        Format::Yaml
    }
}

/// The value tree of a file whose text and format are known.
fn tree(source: &SourceFile, file: usize, limits: &Limits) -> Result<Value, Box<Diagnostic>> {
    let budget = Budget::new(limits, source.format == Format::Yaml);
    let result = match source.format {
        Format::Json => json::parse(&source.text, &budget),
        Format::Yaml => yaml::parse(&source.text, &budget),
    };
    match result {
        Ok(Value::Null) => Err(empty()),
        Ok(value) => Ok(value),
        Err(failure) => Err(Box::new(explain(
            source.format,
            file,
            &budget,
            limits,
            &failure,
        ))),
    }
}

fn empty() -> Box<Diagnostic> {
    Box::new(Diagnostic::error(
        code::EMPTY_DOCUMENT,
        Place::None,
        "the file holds no value: it is empty, or has comments only",
    ))
}

/// The finding for a text that gave no tree.
fn explain(
    format: Format,
    file: usize,
    budget: &Budget,
    limits: &Limits,
    failure: &Failure,
) -> Diagnostic {
    let place = failure
        .position
        .map_or(Place::None, |(line, column)| Place::Position {
            file,
            line,
            column,
        });
    let (code, message) = match budget.fault() {
        None => match format {
            Format::Json => (
                code::INVALID_JSON,
                format!("this is not JSON: {}", failure.message),
            ),
            Format::Yaml => (
                code::INVALID_YAML,
                format!("this is not YAML: {}", failure.message),
            ),
        },
        Some(Fault::DuplicateKey) => (
            code::DUPLICATE_KEY,
            "the object has a member twice".to_owned(),
        ),
        Some(Fault::TooDeep) => (
            code::TOO_DEEP,
            format!("more than {} levels of objects and arrays", limits.depth),
        ),
        Some(Fault::TooMuch) => (
            code::TOO_MUCH,
            format!(
                "more than {} values or {} bytes of strings, aliases expanded",
                limits.values, limits.string_bytes
            ),
        ),
        Some(Fault::Tag) => (
            code::YAML_TAG,
            "a YAML tag here; the document is plain JSON values".to_owned(),
        ),
        Some(Fault::NotANumber) => (
            code::NUMBER_OUT_OF_RANGE,
            "infinity and not-a-number are no JSON values".to_owned(),
        ),
        Some(Fault::Merge) => (
            code::YAML_MERGE,
            "`<<` needs a mapping or a list of mappings".to_owned(),
        ),
    };
    Diagnostic::error(code, place, message)
}
