//! `specwright generate`: a document to a crate.

use super::common::{self, Input, count};
use super::output::Output;
use super::{Status, place};
use crate::config::{Package, Runtime};
use crate::diagnostic::Severity;
use crate::generate::{self, Generated, Target};
use crate::print;
use clap::Args;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

/// Write the client of a document as a crate that compiles by itself.
///
/// Files whose bytes would not change are not touched, files of an earlier run that are no longer
/// made are removed, and on an error everything is left as it stood.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright generate spec/openapi.yaml --out clients/pets
  specwright generate spec/openapi.yaml --out clients/pets --only-tag pets --only-tag owners
  specwright generate spec/openapi.yaml --out clients/pets --crate-name pets-client --strict

Exit status: 0 written, 1 findings with --strict and nothing written, 2 could not.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Folder of the crate, a new or empty one or that of an earlier run; made where it is not there
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Name of the crate [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    crate_name: Option<String>,
    /// Folder of specwright-client, the runtime that the crate depends on [default: the one beside
    /// this generator's sources where they are there, else the registry]
    #[arg(long, value_name = "DIR")]
    runtime_path: Option<PathBuf>,
}

/// Runs it.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Status {
    let Some(config) = arguments.input.config(output) else {
        return Status::CouldNot;
    };
    let package = match package(arguments) {
        Ok(package) => package,
        Err(message) => {
            output.error(message);
            return Status::CouldNot;
        }
    };
    let spec = &arguments.input.spec;
    output.doing(format_args!("reading {}", spec.display()));
    // The process ends with this command: to take a large document apart once more, value by value,
    // would be a thirtieth of its time.
    let generated = ManuallyDrop::new(generate::generate(spec, &config, &Target::Crate(package)));
    let document = generated.document.as_ref();
    common::show(
        &generated.diagnostics,
        spec,
        document,
        &generated.origin,
        output,
    );
    if !generated.is_complete() {
        output.note(format_args!(
            "nothing was written: {}",
            common::tally(&generated.diagnostics)
        ));
        return common::refused(&generated);
    }
    write(&generated, spec, &arguments.out, output)
}

fn package(arguments: &Arguments) -> Result<Package, String> {
    if let Some(path) = place::foreign(&arguments.out) {
        return Err(format!(
            "{} was not written by specwright; give a folder of its own for the client with --out",
            path.display()
        ));
    }
    let name = common::package_name(arguments.crate_name.as_deref(), &arguments.out)?;
    let runtime = match &arguments.runtime_path {
        None => generate::runtime(),
        Some(folder) => Runtime::Folder(
            folder
                .canonicalize()
                .map_err(|error| format!("{}: {error}", folder.display()))?,
        ),
    };
    let mut package = Package::new(name, runtime);
    package.own_workspace = place::needs_own_workspace(&arguments.out);
    Ok(package)
}

fn write(generated: &Generated, spec: &Path, out: &Path, output: &Output) -> Status {
    let written = match print::write(&generated.files, out) {
        Ok(written) => written,
        Err(error) => {
            output.error(format_args!(
                "could not write to {}: {error}",
                out.display()
            ));
            return Status::CouldNot;
        }
    };
    let stats = &generated.stats;
    let warnings = match generated.diagnostics.count(Severity::Warning) {
        0 => String::new(),
        number => format!(", {}", count(number, "warning")),
    };
    output.note(format_args!(
        "{} → {}: {} of {}, {} of {}, {}{warnings}",
        spec.display(),
        out.display(),
        stats.operations,
        count(stats.operations_documented, "operation"),
        stats.responses,
        count(stats.responses_documented, "response"),
        count(stats.lines, "line"),
    ));
    output.doing(format_args!(
        "{} written, {} unchanged, {} removed",
        written.changed.len(),
        written.unchanged,
        written.removed.len()
    ));
    Status::Fine
}
