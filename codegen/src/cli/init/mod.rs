//! `specwright init`: sets up the crate in this folder: build script, client module, contract
//! suite, CI.
//!
//! Writes only files that are not there, and adds lines only at the end of files that are; what it
//! cannot do safely it says.

mod dependencies;
mod files;

use super::output::Output;
use super::{Status, common, next};
use crate::generate;
use crate::normalize::Origin;
use clap::{Args, ValueEnum};
use files::Setup;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use toml::Table;

/// Set up the crate in this folder: a build script that makes the client, a contract suite, and a
/// CI job that runs it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  cargo init --lib pets && cd pets && specwright init ../spec/openapi.yaml
  specwright init --ci gitlab

Files that are there are kept: what cannot be added to them is told.")]
pub(crate) struct Arguments {
    /// The document [default: the one found in this folder, or in its `spec`, `specs`, `api`,
    /// `openapi` or `docs`]
    #[arg(value_name = "SPEC")]
    spec: Option<PathBuf>,
    /// Whose CI to write a job for [default: the one the repository has a folder or file of]
    #[arg(long, value_name = "SERVICE")]
    ci: Option<Ci>,
}

/// A CI service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ci {
    /// GitHub Actions
    Github,
    /// GitLab CI
    Gitlab,
    /// No job
    None,
}

/// Runs it.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Status {
    match set_up(arguments, output) {
        Ok(status) => status,
        Err(message) => {
            output.error(message);
            Status::CouldNot
        }
    }
}

fn set_up(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let here = Path::new("");
    let name = package_name()?;
    let spec = arguments
        .spec
        .clone()
        .or_else(|| next::find_document(here))
        .ok_or(
            "there is no OpenAPI document in this folder, nor in its `spec`, `specs`, `api`, \
             `openapi` or `docs`: name one",
        )?;
    let spec_text = spec
        .to_str()
        .ok_or("the path of the document is not UTF-8")?;
    let config = match common::read_config(&spec, None) {
        Ok(config) => config,
        Err(finding) => {
            common::show(&finding, &spec, None, &Origin::default(), output);
            return Ok(Status::CouldNot);
        }
    };
    let model = generate::model(&spec, &config);
    if model.api.is_none() || model.diagnostics.has_errors() {
        return Err(format!(
            "{spec_text} gives no client; `specwright check {spec_text}` says why"
        ));
    }
    let setup = Setup {
        library: name.replace('-', "_"),
        spec: spec_text.replace('\\', "/"),
    };
    let mut left = Vec::new();
    dependencies::add(&config, output, &mut left)?;
    setup.write(output, &mut left)?;
    add_ci(arguments.ci, output, &mut left)?;
    for step in &left {
        output.line(format_args!("to do: {step}"));
    }
    output.line("\nNow: cargo test --test contract");
    Ok(if left.is_empty() {
        Status::Fine
    } else {
        Status::Findings
    })
}

/// Name of the package in this folder.
fn package_name() -> Result<String, String> {
    let text = fs::read_to_string("Cargo.toml")
        .map_err(|_| "there is no crate in this folder: `cargo init --lib` makes one".to_owned())?;
    let manifest: Table = text
        .parse()
        .map_err(|error| format!("Cargo.toml cannot be read: {error}"))?;
    manifest
        .get("package")
        .and_then(|package| package.get("name"))
        .and_then(toml::Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| "Cargo.toml has no package: set up one of its members".to_owned())
}

/// Writes the job, or says which lines to add.
fn add_ci(ci: Option<Ci>, output: &Output, left: &mut Vec<String>) -> Result<(), String> {
    let Some(root) = repository() else {
        return Ok(());
    };
    let here = env::current_dir().map_err(|error| error.to_string())?;
    let inside = here.strip_prefix(&root).unwrap_or(Path::new(""));
    let inside = inside.to_string_lossy().replace('\\', "/");
    let found = if root.join(".gitlab-ci.yml").is_file() {
        Ci::Gitlab
    } else if root.join(".github").is_dir() {
        Ci::Github
    } else {
        Ci::None
    };
    match ci.unwrap_or(found) {
        Ci::None => Ok(()),
        Ci::Github => {
            let path = root.join(".github/workflows/contract.yml");
            files::write_new(&path, &files::github(&inside), output)
        }
        Ci::Gitlab => {
            let path = root.join(".gitlab-ci.yml");
            if path.is_file() {
                let job = files::gitlab(&inside);
                left.push(format!("add this job to .gitlab-ci.yml:\n{job}"));
                return Ok(());
            }
            files::write_new(&path, &files::gitlab(&inside), output)
        }
    }
}

/// The folder above that is a repository.
fn repository() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    here.ancestors()
        .find(|folder| folder.join(".git").exists())
        .map(Path::to_owned)
}
