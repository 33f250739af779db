//! `specwright check`: a document to its findings.

use super::Status;
use super::common::{self, Input, count};
use super::output::Output;
use crate::diagnostic::render::{self, Sources};
use crate::generate::{self, Generated, Target};
use clap::{Args, ValueEnum};

/// Report what is wrong in a document, and write nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright check spec/openapi.yaml
  specwright check spec/openapi.yaml --format sarif > findings.sarif
  specwright check spec/openapi.yaml --strict

Exit status: 0 no findings, 1 warnings, 2 no client can be made of the document.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Form of the report on standard output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// For editors and code review (SARIF 2.1.0)
    Sarif,
}

/// Runs it.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Status {
    let spec = &arguments.input.spec;
    let config = match arguments.input.choices() {
        Ok(config) => config,
        Err(diagnostics) => {
            let generated = Generated {
                diagnostics,
                ..Generated::default()
            };
            report(&generated, arguments, output);
            return Status::CouldNot;
        }
    };
    // The whole pipeline, so that nothing is found later that was not found here.
    let target = Target::Include {
        client: true,
        calls: None,
    };
    let generated = generate::generate(spec, &config, &target);
    report(&generated, arguments, output);
    if generated.denied {
        Status::Findings
    } else {
        common::status_of(&generated.diagnostics)
    }
}

/// Shows the findings in the form that was asked for.
fn report(generated: &Generated, arguments: &Arguments, output: &Output) {
    let spec = &arguments.input.spec;
    let sources = Sources {
        path: spec,
        document: generated.document.as_ref(),
        origin: &generated.origin,
    };
    let diagnostics = &generated.diagnostics;
    match arguments.format {
        Format::Json => output.result(render::json(diagnostics, &sources)),
        Format::Sarif => output.result(render::sarif(diagnostics, &sources)),
        Format::Text => {
            output.result(render::text(diagnostics, &sources, &output.result_look()));
            let stats = &generated.stats;
            output.note(format_args!(
                "{}: {}; {} of {}, {} of {}",
                spec.display(),
                common::tally(diagnostics),
                stats.operations,
                count(stats.operations_documented, "operation"),
                stats.responses,
                count(stats.responses_documented, "response"),
            ));
        }
    }
}
