//! `specwright test`: a document to its client and contract suite, built and run.

use super::Status;
use super::common::{self, Input};
use super::output::Output;
use super::work::{self, Profile, Work};
use crate::config::Package;
use crate::emit;
use crate::generate::{self, Target};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::Command;

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

Exit status: 0 every case passed, 1 findings, 2 could not or had no case.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Write reports (JUnit XML, JSON, an HTML page) into this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Run only cases whose name contains this, which some must; may be given several times
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
    let work = Work::of(spec, "test");
    let client = work.name("client");
    let target = Target::Suite(Package::new(client.clone(), generate::runtime()));
    let generated = generate::generate(spec, &config, &target);
    let document = generated.document.as_ref();
    common::show(
        &generated.diagnostics,
        spec,
        document,
        &generated.origin,
        output,
    );
    if !generated.is_complete() {
        return Ok(common::refused(&generated));
    }
    let profile = Profile::of(generated.stats.responses);
    let name = work.name("suite");
    let mut files = generated.files;
    let chosen = emit::chosen_dependencies(&config);
    let manifest = work::manifest(&name, Some((&client, "../client")), chosen);
    files.insert("suite/Cargo.toml".into(), manifest);
    files.insert("suite/src/main.rs".into(), MAIN.to_owned());
    work.write(files, &["client", "suite"])?;
    let program = work.build(
        "client and suite",
        &["--workspace"],
        profile,
        &name,
        &config,
        output,
    )?;
    work::run(&mut command(&program, arguments, output))
}

/// The program of the suite with what it is to do.
fn command(program: &Path, arguments: &Arguments, output: &Output) -> Command {
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
    if output.is_quiet() {
        command.arg("--quiet");
    }
    command
}

/// The suite's program.
const MAIN: &str = "\
//! Contract suite of a generated client.

include!(\"calls.rs\");

fn main() -> ::std::process::ExitCode {
    ::specwright_contract::command(CALLS, connect)
}
";
