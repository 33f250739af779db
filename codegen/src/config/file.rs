//! `specwright.toml`: the text of the file to a [`Config`], with line and column of what is wrong.
//!
//! Every key is named here once. A key that there is none of is an error, since a misspelt choice
//! that does nothing is worse than none.

use super::places::Places;
use super::{Config, DateTime, References, Warnings};
use crate::diagnostic::code::output;
use crate::diagnostic::{Diagnostic, FilePlace, Place};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong in a `specwright.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfigError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, one line.
    pub message: String,
    place: Place,
}

impl From<ConfigError> for Diagnostic {
    fn from(error: ConfigError) -> Self {
        Self::error(output::CONFIG, error.place, error.message)
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for ConfigError {}

/// A fault and the bytes it stands at.
type Fault = (Range<usize>, String);

/// Reads a whole file.
pub(super) fn read(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        located(path, text, (at, one_line(error.message())))
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut config =
        config(table.get_ref(), text, folder).map_err(|fault| located(path, text, fault))?;
    config.places = Places::read(table.get_ref(), text, path);
    Ok(config)
}

fn config(table: &DeTable<'_>, text: &str, folder: &Path) -> Result<Config, Fault> {
    let mut config = Config::default();
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "select" => select(value, &mut config)?,
            "formats" => config.formats = strings(value)?,
            "schemas" => config.schemas = strings(value)?,
            "rename" => config.rename = strings(value)?,
            "derives" => config.derives = list(value)?,
            "attributes" => config.attributes = list(value)?,
            "date-time" => config.date_time = date_time(value)?,
            "dependencies" => config.dependencies = dependencies(value, text, folder)?,
            "warnings" => config.warnings = warnings(value)?,
            "references" => {
                config.references = References::Within(folder.join(string(value)?));
            }
            other => {
                return Err(unknown(
                    key.span(),
                    other,
                    "select, date-time, formats, schemas, rename, derives, attributes, \
                     dependencies, warnings, references",
                ));
            }
        }
    }
    Ok(config)
}

fn select(value: &Spanned<DeValue<'_>>, config: &mut Config) -> Result<(), Fault> {
    for (key, value) in entries(value)? {
        let into = match key.get_ref().as_ref() {
            "tags" => &mut config.select.tags,
            "operations" => &mut config.select.operations,
            "paths" => &mut config.select.paths,
            "except-operations" => &mut config.select.except_operations,
            other => {
                return Err(unknown(
                    key.span(),
                    other,
                    "tags, operations, paths, except-operations",
                ));
            }
        };
        *into = list(value)?;
    }
    Ok(())
}

fn date_time(value: &Spanned<DeValue<'_>>) -> Result<DateTime, Fault> {
    let name = string(value)?;
    DateTime::of_name(&name).ok_or_else(|| {
        let names: Vec<_> = DateTime::NAMES.iter().map(|(name, _)| *name).collect();
        let names = names.join(", ");
        let message = format!("`date-time` is {name:?}; it can be one of: {names}");
        (value.span(), message)
    })
}

fn warnings(value: &Spanned<DeValue<'_>>) -> Result<Warnings, Fault> {
    match string(value)?.as_str() {
        "report" => Ok(Warnings::Report),
        "deny" => Ok(Warnings::Deny),
        other => Err((
            value.span(),
            format!("`warnings` is {other:?}; it can be \"report\" or \"deny\""),
        )),
    }
}

/// Each dependency as it is written: a string, or an inline table kept as its text. A path is taken
/// from the folder of the file, wherever the crate is written that depends on it.
fn dependencies(
    value: &Spanned<DeValue<'_>>,
    text: &str,
    folder: &Path,
) -> Result<BTreeMap<String, String>, Fault> {
    let mut dependencies = BTreeMap::new();
    for (key, value) in entries(value)? {
        let written = text.get(value.span()).unwrap_or_default();
        let requirement = match value.get_ref() {
            DeValue::String(requirement) => requirement.to_string(),
            DeValue::Table(table) if written.starts_with('{') => match table.get("path") {
                Some(path) => with_path(text, value.span(), path, folder)?,
                None => one_line(written),
            },
            _ => return Err(mistyped(value, "a version or an inline table")),
        };
        dependencies.insert(key.get_ref().to_string(), requirement);
    }
    Ok(dependencies)
}

/// An inline table's text with an absolute path in place of its own.
fn with_path(
    text: &str,
    table: Range<usize>,
    path: &Spanned<DeValue<'_>>,
    folder: &Path,
) -> Result<String, Fault> {
    let whole = std::path::absolute(folder.join(string(path)?))
        .map_err(|error| (path.span(), format!("the path cannot be had: {error}")))?;
    let whole = toml::Value::from(whole.to_string_lossy().into_owned());
    let before = text.get(table.start..path.span().start).unwrap_or_default();
    let after = text.get(path.span().end..table.end).unwrap_or_default();
    Ok(one_line(&format!("{before}{whole}{after}")))
}

fn strings(value: &Spanned<DeValue<'_>>) -> Result<BTreeMap<String, String>, Fault> {
    entries(value)?
        .iter()
        .map(|(key, value)| Ok((key.get_ref().to_string(), string(value)?)))
        .collect()
}

fn list(value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, Fault> {
    match value.get_ref() {
        DeValue::Array(items) => items.iter().map(string).collect(),
        _ => Err(mistyped(value, "a list of strings")),
    }
}

fn string(value: &Spanned<DeValue<'_>>) -> Result<String, Fault> {
    match value.get_ref() {
        DeValue::String(text) => Ok(text.to_string()),
        _ => Err(mistyped(value, "a string")),
    }
}

fn entries<'a, 'i>(value: &'a Spanned<DeValue<'i>>) -> Result<&'a DeTable<'i>, Fault> {
    match value.get_ref() {
        DeValue::Table(table) => Ok(table),
        _ => Err(mistyped(value, "a table")),
    }
}

fn mistyped(value: &Spanned<DeValue<'_>>, wanted: &str) -> Fault {
    let found = value.get_ref().type_str();
    (
        value.span(),
        format!("this is a {found}; it must be {wanted}"),
    )
}

fn unknown(at: Range<usize>, key: &str, known: &str) -> Fault {
    (
        at,
        format!("there is no key {key:?} here; the keys are: {known}"),
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn located(path: &Path, text: &str, (at, message): Fault) -> ConfigError {
    let place = FilePlace::new(path, text, at);
    let (line, column) = place.at.unwrap_or((1, 1));
    ConfigError {
        line,
        column,
        message,
        place: Place::File(Box::new(place)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;

    fn read_here(text: &str) -> Result<Config, ConfigError> {
        read(text, Path::new("spec/specwright.toml"))
    }

    #[test]
    fn every_key_is_read() {
        let config = read_here(
            r##"
            warnings = "deny"
            references = "../common"
            derives = ["PartialEq"]
            attributes = ["#[cfg(test)]"]
            date-time = "jiff"
            [select]
            tags = ["a"]
            operations = ["b"]
            paths = ["/c/*"]
            except-operations = ["GET /d"]
            [formats]
            date-time = "jiff::Timestamp"
            [schemas]
            Money = "money::Money"
            [rename]
            listAll = "all"
            [dependencies]
            money = "1"
            jiff = { version = "1", features = ["serde"] }
            "##,
        )
        .unwrap();
        assert_eq!(config.warnings, Warnings::Deny);
        assert_eq!(
            config.references,
            References::Within("spec/../common".into())
        );
        assert_eq!(config.derives, ["PartialEq"]);
        assert_eq!(config.attributes, ["#[cfg(test)]"]);
        assert_eq!(config.date_time, DateTime::Jiff);
        assert_eq!(config.select.tags, ["a"]);
        assert_eq!(config.select.operations, ["b"]);
        assert_eq!(config.select.paths, ["/c/*"]);
        assert_eq!(config.select.except_operations, ["GET /d"]);
        assert_eq!(config.formats["date-time"], "jiff::Timestamp");
        assert_eq!(config.schemas["Money"], "money::Money");
        assert_eq!(config.rename["listAll"], "all");
        assert_eq!(config.dependencies["money"], "1");
        assert_eq!(
            config.dependencies["jiff"],
            r#"{ version = "1", features = ["serde"] }"#
        );
    }

    // Cargo takes a path from the manifest that has it, which is written elsewhere.
    #[test]
    fn a_path_of_a_dependency_is_taken_from_the_folder_of_the_file() {
        let text = "[dependencies]\nmoney = { path = '../money', features = ['serde'] }\n";
        let path = std::path::absolute("spec/specwright.toml").unwrap();
        let config = read(text, &path).unwrap();
        let money: toml::Table = format!("money = {}", config.dependencies["money"])
            .parse()
            .unwrap();
        let folder = path.parent().unwrap().join("../money");
        assert_eq!(money["money"]["path"].as_str(), folder.to_str());
        assert_eq!(money["money"]["features"][0].as_str(), Some("serde"));
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_place() {
        let error = read_here("derives = []\n\n[select]\n  tag = []\n").unwrap_err();
        assert_eq!((error.line, error.column), (4, 3));
        assert!(error.message.contains("\"tag\""), "{error}");
    }

    #[test]
    fn a_value_of_another_type_is_named_with_its_place() {
        let error = read_here("derives = \"PartialEq\"").unwrap_err();
        assert_eq!((error.line, error.column), (1, 11));
        assert_eq!(
            error.message,
            "this is a string; it must be a list of strings"
        );
    }

    #[test]
    fn what_is_not_toml_is_refused_with_its_place() {
        assert_eq!(read_here("x = 1\ny = = 2\n").unwrap_err().line, 2);
    }

    #[test]
    fn every_entry_has_its_place() {
        let config = read_here(
            "derives = ['A']\n[select]\ntags = ['b', 'c']\n[rename]\nd = 'e'\n\"GET /f\" = 'g'\n",
        )
        .unwrap();
        let at = |list: &str, entry: &str| match config.place(list, entry) {
            Place::File(place) => place.at,
            _ => None,
        };
        assert_eq!(at("derives", "A"), Some((1, 12)));
        assert_eq!(at("tags", "c"), Some((3, 14)));
        assert_eq!(at("rename", "d"), Some((5, 1)));
        assert_eq!(at("rename", "GET /f"), Some((6, 1)));
        assert_eq!(at("rename", "e"), None);
    }
}
