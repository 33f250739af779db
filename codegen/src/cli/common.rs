//! What several commands share: the document, the choices about it, and showing findings.

use super::choices::Choices;
use super::output::Output;
use super::{Status, place};
use crate::config::{Config, References, Warnings};
use crate::diagnostic::render::{self, Sources};
use crate::diagnostic::{Diagnostics, Severity};
use crate::generate::Generated;
use crate::normalize::Origin;
use crate::source::Document;
use clap::Args;
use std::path::{Path, PathBuf};

/// The document and what to make of it.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// OpenAPI 3.0 or 3.1, or Swagger 2.0 document, YAML or JSON
    #[arg(value_name = "SPEC")]
    pub(crate) spec: PathBuf,
    /// File of choices [default: specwright.toml beside the document, where there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    choices: Choices,
    /// Folder that `$ref` may lead into [default: the document's own]
    #[arg(long, value_name = "DIR")]
    references: Option<PathBuf>,
    /// Make every warning an error
    #[arg(long)]
    strict: bool,
}

impl Input {
    /// The folder that references may lead into, where one was given.
    pub(crate) fn references_folder(&self) -> Option<&Path> {
        self.references.as_deref()
    }

    /// The choices: those of the file, then those of the options. What is wrong with them is shown.
    pub(crate) fn config(&self, output: &Output) -> Option<Config> {
        match self.choices() {
            Ok(config) => Some(config),
            Err(finding) => {
                show(&finding, &self.spec, None, &Origin::default(), output);
                None
            }
        }
    }

    /// The choices, or what is wrong with their file.
    pub(crate) fn choices(&self) -> Result<Config, Diagnostics> {
        let mut config = read_config(&self.spec, self.config.as_deref())?;
        self.choices.add_to(&mut config);
        if let Some(folder) = &self.references {
            config.references = References::Within(folder.clone());
        }
        if self.strict {
            config.warnings = Warnings::Deny;
        }
        Ok(config)
    }
}

/// Reads the file of choices that was named, or the one beside the document where there is one.
pub(crate) fn read_config(spec: &Path, named: Option<&Path>) -> Result<Config, Diagnostics> {
    let beside = spec.with_file_name("specwright.toml");
    let path = match named {
        Some(path) => path,
        None if beside.is_file() => &beside,
        None => return Ok(Config::default()),
    };
    Config::read(path)
}

/// Shows findings as text on standard error.
pub(crate) fn show(
    diagnostics: &Diagnostics,
    spec: &Path,
    document: Option<&Document>,
    origin: &Origin,
    output: &Output,
) {
    let shown = if output.is_quiet() {
        only_errors(diagnostics)
    } else {
        diagnostics.clone()
    };
    let sources = Sources {
        path: spec,
        document,
        origin,
    };
    output.about(render::text(&shown, &sources, &output.look()));
}

fn only_errors(diagnostics: &Diagnostics) -> Diagnostics {
    let mut errors = Diagnostics::new();
    for finding in diagnostics.iter() {
        if finding.severity == Severity::Error {
            errors.push(finding.clone());
        }
    }
    errors
}

/// Errors and warnings in words: `2 errors, 1 warning`.
pub(crate) fn tally(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.count(Severity::Error);
    let warnings = diagnostics.count(Severity::Warning);
    match (errors, warnings) {
        (0, 0) => "no findings".to_owned(),
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "error"),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

/// A number with its noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

/// The package name for a folder: its own name, as cargo has it for `cargo init`.
pub(crate) fn package_name(given: Option<&str>, folder: &Path) -> Result<String, String> {
    match given {
        Some(name) if place::is_package_name(name) => Ok(name.to_owned()),
        Some(name) => Err(format!(
            "{name:?} cannot be the name of a crate: letters, digits, `-` and `_`, a letter first, no keyword"
        )),
        None => Ok(place::package_name_of(folder)),
    }
}

/// The status where there is no client.
pub(crate) fn refused(generated: &Generated) -> Status {
    if generated.denied {
        Status::Findings
    } else {
        Status::CouldNot
    }
}

/// The status for findings that did not keep the command from its work.
pub(crate) fn status_of(diagnostics: &Diagnostics) -> Status {
    if diagnostics.has_errors() {
        Status::CouldNot
    } else if diagnostics.count(Severity::Warning) > 0 {
        Status::Findings
    } else {
        Status::Fine
    }
}
