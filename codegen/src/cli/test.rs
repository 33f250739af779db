//! `specwright test`: a document to its client and contract suite, built and run.

use super::common::{self, Input};
use super::output::Output;
use super::{Status, cargo};
use crate::config::{Package, Runtime};
use crate::generate::{self, Target};
use crate::print::{self, Files};
use clap::Args;
use indicatif::ProgressBar;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use toml::{Table, Value};

/// Generate the client of a document and its contract suite, build both, and run the suite.
///
/// Every operation and documented response is tested against fixtures served on this machine; what
/// is documented is taken from the document itself. The work folder and what was built are kept, so
/// a second run builds only what changed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright test spec/openapi.yaml
  specwright test spec/openapi.yaml --report target/contract
  specwright test spec/openapi.yaml --filter listPets

Exit status: 0 every case passed, 1 findings, 2 could not.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Write reports (JUnit XML, JSON, an HTML page) into this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Run only cases whose name contains this; may be given several times
    #[arg(long, value_name = "TEXT")]
    filter: Vec<String>,
}

/// Runs it.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Status {
    match suite(arguments, output) {
        Ok(status) => status,
        Err(message) => {
            output.error(message);
            Status::CouldNot
        }
    }
}

fn suite(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let Some(config) = arguments.input.config(output) else {
        return Ok(Status::CouldNot);
    };
    let spec = &arguments.input.spec;
    let work = Work::of(spec);
    let package = Package::new(format!("client-{}", work.key), generate::runtime());
    let generated = generate::generate(spec, &config, &Target::Suite(package));
    let document = generated.document.as_ref();
    common::show(
        &generated.diagnostics,
        spec,
        document,
        &generated.origin,
        output,
    );
    if !generated.is_complete() {
        return Ok(if generated.denied {
            Status::Findings
        } else {
            Status::CouldNot
        });
    }
    output.doing(format_args!("writing to {}", work.folder.display()));
    work.write(generated.files)?;
    let program = work.build(output)?;
    run_program(&program, arguments, output)
}

/// Where client and suite of one document are built.
struct Work {
    folder: PathBuf,
    /// Tells documents apart, and is the same for the same document on every run.
    key: String,
}

impl Work {
    fn of(spec: &Path) -> Self {
        let path = spec.canonicalize().unwrap_or_else(|_| spec.to_owned());
        let key = format!("{:016x}", fnv1a(path.to_string_lossy().as_bytes()));
        let folder = cargo::target().join("specwright").join(&key);
        Self { folder, key }
    }

    /// Writes the client, the suite around its calls, and the workspace of both.
    fn write(&self, mut files: Files) -> Result<(), String> {
        files.insert("Cargo.toml".into(), workspace());
        files.insert("suite/Cargo.toml".into(), self.suite_manifest());
        files.insert("suite/src/main.rs".into(), MAIN.to_owned());
        let failed = |error| format!("could not write to {}: {error}", self.folder.display());
        print::write(&files, &self.folder).map_err(failed)?;
        if !self.folder.join("Cargo.lock").is_file() {
            cargo::pin(&self.folder).map_err(failed)?;
        }
        Ok(())
    }

    fn suite_manifest(&self) -> String {
        let mut dependencies = Table::new();
        let mut depend = |name: &str, path: Option<PathBuf>| {
            let value = match path {
                Some(path) => {
                    let path = path.to_string_lossy().into_owned();
                    Value::from(Table::from_iter([("path".to_owned(), path.into())]))
                }
                None => env!("CARGO_PKG_VERSION").into(),
            };
            dependencies.insert(name.to_owned(), value);
        };
        depend(&format!("client-{}", self.key), Some("../client".into()));
        let contract = cargo::checkout().map(|folder| folder.join("contract-tests"));
        depend("specwright-contract", contract);
        let runtime = match generate::runtime() {
            Runtime::Folder(folder) => Some(folder),
            Runtime::Registry => None,
        };
        depend("specwright-client", runtime);
        let package = Table::from_iter([
            ("name".to_owned(), Value::from(self.program_name())),
            ("version".to_owned(), "0.0.0".into()),
            ("edition".to_owned(), "2024".into()),
            ("publish".to_owned(), false.into()),
        ]);
        let manifest = Table::from_iter([
            ("package".to_owned(), Value::from(package)),
            ("dependencies".to_owned(), dependencies.into()),
        ]);
        manifest.to_string()
    }

    fn program_name(&self) -> String {
        format!("suite-{}", self.key)
    }

    /// Builds the suite and gives the path of its program.
    fn build(&self, output: &Output) -> Result<PathBuf, String> {
        if !cargo::is_there() {
            return Err("the suite is built with cargo, and it cannot be run".to_owned());
        }
        let spinner = if output.shows_progress() {
            let spinner = ProgressBar::new_spinner().with_message("building client and suite");
            spinner.enable_steady_tick(Duration::from_millis(120));
            spinner
        } else {
            output.note("building client and suite");
            ProgressBar::hidden()
        };
        let arguments = ["build", "--workspace"];
        let ran = cargo::compile(&self.folder, &cargo::target(), arguments);
        spinner.finish_and_clear();
        let ran = ran.map_err(|error| format!("cargo could not be run: {error}"))?;
        if !ran.success {
            let said: String = ran.messages.iter().map(|m| m.text.as_str()).collect();
            return Err(format!(
                "client and suite do not build, which is a fault of specwright\n{said}{}",
                ran.stderr
            ));
        }
        let name = self.program_name();
        ran.programs
            .into_iter()
            .find(|path| path.file_stem().is_some_and(|stem| stem == name.as_str()))
            .ok_or_else(|| "cargo built no suite".to_owned())
    }
}

/// Runs the program of a suite; it writes its own report.
fn run_program(program: &Path, arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let mut command = Command::new(program);
    command.arg(&arguments.input.spec);
    if let Some(folder) = arguments.input.references_folder() {
        command.arg("--references").arg(folder);
    }
    if let Some(folder) = &arguments.report {
        command.arg("--report").arg(folder);
    }
    for text in &arguments.filter {
        command.arg("--filter").arg(text);
    }
    let color = if output.result_look().color {
        "always"
    } else {
        "never"
    };
    command.args(["--color", color]);
    if output.shows_progress() {
        command.arg("--progress");
    }
    if output.is_quiet() {
        command.arg("--quiet");
    }
    let status = command
        .status()
        .map_err(|error| format!("{} could not be run: {error}", program.display()))?;
    match status.code() {
        Some(0) => Ok(Status::Fine),
        Some(1) => Ok(Status::Findings),
        Some(2) => Ok(Status::CouldNot),
        _ => Err(format!("the suite ended with {status}")),
    }
}

/// The suite's program.
const MAIN: &str = "\
//! Contract suite of a generated client.

include!(\"calls.rs\");

fn main() -> ::std::process::ExitCode {
    ::specwright_contract::command(CALLS, connect)
}
";

/// The manifest of the workspace; the profile is the one of this project, so that dependencies
/// built for it are used again.
fn workspace() -> String {
    "[workspace]\nmembers = [\"client\", \"suite\"]\nresolver = \"3\"\n\n\
     [profile.dev]\ndebug = \"line-tables-only\"\n"
        .to_owned()
}

/// FNV-1a: a hash that is the same on every run and machine.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv1a() {
        // Test vectors of the algorithm's authors.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
