//! The user's choices as plain data; the builder, the command line and `specwright.toml` fill the
//! same struct.
//!
//! Reads no file but that of the choices, and knows no document. A choice that names something the document does not have
//! is found by the stage that looks for it.

mod check;
mod crates;
mod date_time;
mod file;
mod package;
mod places;

pub use date_time::DateTime;
pub use file::ConfigError;
pub use package::{Package, Runtime};

use crate::diagnostic::code::output;
use crate::diagnostic::{Diagnostic, Diagnostics, FilePlace, Place};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What to generate and how. [`Config::default`] generates everything.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Config {
    /// Which operations to keep; types that nothing reaches any more are left out.
    pub select: Select,
    /// `format` → the user's own type (`date-time` → `jiff::Timestamp`). It must implement
    /// `Serialize`, `Deserialize`, `Clone` and `Debug`.
    pub formats: BTreeMap<String, String>,
    /// What strings of the formats `date-time` and `date` are, where `formats` does not say.
    pub date_time: DateTime,
    /// Schema name (key in `components/schemas`) → the user's own type, same bounds.
    pub schemas: BTreeMap<String, String>,
    /// Schema or operation name in the document → name in the generated code.
    pub rename: BTreeMap<String, String>,
    /// Derives added to every generated struct and enum (`PartialEq`).
    pub derives: Vec<String>,
    /// Attributes added to every generated struct and enum, whole
    /// (`#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]`).
    pub attributes: Vec<String>,
    /// Dependencies that a generated crate needs for `formats`, `schemas`, `derives` and
    /// `attributes`: crate name → what stands right of the `=` in `Cargo.toml`, a bare version requirement (`0.2`) or
    /// an inline table (`{ version = "0.2", features = ["serde"] }`).
    pub dependencies: BTreeMap<String, String>,
    /// What a warning does.
    pub warnings: Warnings,
    /// Where `$ref` may lead.
    pub references: References,
    /// Where the choices stand that are of a file.
    pub(crate) places: places::Places,
}

/// Which operations to keep. An empty list keeps all; an operation is kept when every non-empty
/// list of `tags`, `operations`, `paths` names it and no `except_*` does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Select {
    /// Tags as the document writes them.
    pub tags: Vec<String>,
    /// `operationId`s, or `METHOD /path`.
    pub operations: Vec<String>,
    /// Path templates; a trailing `*` keeps all that begin so.
    pub paths: Vec<String>,
    /// `operationId`s or `METHOD /path` to leave out.
    pub except_operations: Vec<String>,
}

/// What a warning does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Warnings {
    /// It is reported; generation goes on.
    #[default]
    Report,
    /// It is an error (`--strict`).
    Deny,
}

/// Where `$ref` may lead. The network is never asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum References {
    /// Files in the folder of the document and below.
    #[default]
    OwnFolder,
    /// Files in this folder and below.
    Within(PathBuf),
}

impl Config {
    /// Whether generated code holds code of the user's, which the generator cannot judge.
    #[cfg(feature = "cli")]
    pub(crate) fn names_own_code(&self) -> bool {
        !(self.formats.is_empty()
            && self.schemas.is_empty()
            && self.derives.is_empty()
            && self.attributes.is_empty())
    }

    /// The place of an entry of a list or table of choices in its file; [`Place::None`] where it
    /// was made in code or by an option.
    pub(crate) fn place(&self, list: &str, entry: &str) -> Place {
        self.places.of(list, entry)
    }

    /// Reads a `specwright.toml`; what is wrong with it is a finding.
    pub(crate) fn read(path: &Path) -> Result<Self, Diagnostics> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let place = Place::File(Box::new(FilePlace::whole(path)));
            let message = format!("the file of choices cannot be read: {error}");
            Diagnostic::error(output::CONFIG, place, message)
        })?;
        Self::from_toml(&text, path).map_err(|error| Diagnostic::from(error).into())
    }

    /// Takes the text of a `specwright.toml`; `path` is where it stands: paths in it are taken from
    /// its folder, and findings name it.
    ///
    /// ```
    /// use specwright::config::Config;
    /// let text = r#"
    ///     derives = ["PartialEq"]
    ///     [select]
    ///     tags = ["keys"]
    ///     [formats]
    ///     date-time = "jiff::Timestamp"
    ///     [dependencies]
    ///     jiff = { version = "1", features = ["serde"] }
    /// "#;
    /// let config = Config::from_toml(text, std::path::Path::new("specwright.toml"))?;
    /// assert_eq!(config.select.tags, ["keys"]);
    /// # Ok::<(), specwright::config::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the text is not TOML, has a key that there is none of, or a value of another type;
    /// with line and column.
    pub fn from_toml(text: &str, path: &Path) -> Result<Self, ConfigError> {
        file::read(text, path)
    }
}
