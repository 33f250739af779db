//! `specwright mutants`: how much the contract suite of a document catches.

use super::Status;
use super::common::{self, Input};
use super::output::Output;
use super::work::{self, Profile, Work};
use crate::config::Config;
use crate::emit;
use crate::generate::{self, Target};
use crate::print::Files;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::Command;
use toml::Table;

/// Build faults into the client of a document, and see which of them its contract suite finds.
///
/// All faults are in one build and are switched on one at a time. A fault that no case finds is
/// either a missing case or one that changes nothing a suite can see.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright mutants spec/openapi.yaml
  specwright mutants spec/openapi.yaml --only-tag pets

Exit status: 0 every fault was found, 1 some were not, 2 could not.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
}

/// Runs it.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Status {
    match mutants(&arguments.input, output) {
        Ok(status) => status,
        Err(message) => {
            output.error(message);
            Status::CouldNot
        }
    }
}

fn mutants(input: &Input, output: &Output) -> Result<Status, String> {
    let Some(config) = input.config(output) else {
        return Ok(Status::CouldNot);
    };
    let spec = &input.spec;
    let generated = generate::generate(spec, &config, &Target::Program);
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
    let work = Work::of(spec, "mutants");
    let profile = Profile::of(generated.stats.responses);
    let (rewriter, suite) = (work.name("rewrite"), work.name("mutants"));
    let mut files = Files::new();
    for (path, text) in generated.files {
        files.insert(PathBuf::from("mutants/generated").join(path), text);
    }
    files.insert(
        "rewrite/Cargo.toml".into(),
        work::manifest(&rewriter, None, Table::new()),
    );
    files.insert("rewrite/src/main.rs".into(), REWRITE.to_owned());
    let manifest = work::manifest(&suite, None, emit::chosen_dependencies(&config));
    files.insert("mutants/Cargo.toml".into(), manifest);
    files.insert("mutants/src/main.rs".into(), MAIN.to_owned());
    files.insert(TYPES.into(), types(spec, &config));
    work.write(files, &["rewrite", "mutants"])?;
    // The faults are written by the harness, which this program does not contain: it would depend
    // on itself.
    let only = ["--package", &rewriter];
    let program = work.build("faults", &only, profile, &rewriter, &config, output)?;
    let folder = work.folder("mutants/generated");
    let rewritten = work::run(Command::new(program).arg(folder))?;
    if rewritten != Status::Fine {
        return Err("no faults could be built into the client".to_owned());
    }
    let only = ["--package", &suite];
    let program = work.build("client and suite", &only, profile, &suite, &config, output)?;
    let mut command = Command::new(program);
    command.arg(spec);
    command.arg("--types").arg(work.folder(TYPES));
    if let Some(folder) = input.references_folder() {
        command.arg("--references").arg(folder);
    }
    work::run(&mut command)
}

/// File that says which schema each type of the client is made from, so that a fault is told with
/// its place in the document.
const TYPES: &str = "mutants/generated/types.json";

fn types(spec: &Path, config: &Config) -> String {
    let model = generate::model(spec, config);
    let types = model.api.iter().flat_map(|api| &api.types);
    let places: serde_json::Map<_, _> = types
        .map(|ty| (ty.name.as_str().to_owned(), ty.pointer.as_str().into()))
        .collect();
    serde_json::Value::Object(places).to_string()
}

/// The program that writes the faults into the client.
const REWRITE: &str = "\
//! Builds faults into a generated client.

fn main() -> ::std::process::ExitCode {
    let folder = ::std::env::args_os().nth(1).unwrap_or_default();
    match ::specwright_contract::mutants::build(::std::path::Path::new(&folder), \"crate::client\") {
        Ok(unused) => {
            if !unused.is_empty() {
                eprintln!(\"{} types that no operation uses hold no fault\", unused.len());
            }
            ::std::process::ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!(\"{message}\");
            ::std::process::ExitCode::from(2)
        }
    }
}
";

/// The suite's program.
const MAIN: &str = "\
//! Contract suite of a generated client with faults.

#![allow(unreachable_patterns)]

#[allow(dead_code)]
mod client {
    include!(\"../generated/mutants.rs\");
}

include!(\"../generated/calls.rs\");
include!(\"../generated/mutants_table.rs\");

fn main() -> ::std::process::ExitCode {
    ::specwright_contract::mutants::command(CALLS, connect, MUTANTS, client::set_mutant)
}
";
