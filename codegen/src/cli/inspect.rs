//! `specwright inspect`: what each stage makes of a document.

use super::Status;
use super::common::{self, Input};
use super::output::Output;
use crate::generate::{self, Target};
use crate::normalize::Origin;
use clap::{Args, ValueEnum};

/// Show what a stage of the generator makes of a document.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright inspect spec/openapi.yaml --stage normalize
  specwright inspect spec/openapi.yaml --stage lower --only-operation listPets

The forms are for people: they change with the generator.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// The stage
    #[arg(long, value_name = "STAGE")]
    stage: Stage,
}

/// A stage of the generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The document as it was read, as JSON
    Source,
    /// The document as OpenAPI 3.0, as JSON
    Normalize,
    /// The model of the client
    Lower,
    /// The client as one file of Rust
    Emit,
}

/// Runs it.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Status {
    let Some(config) = arguments.input.config(output) else {
        return Status::CouldNot;
    };
    let spec = &arguments.input.spec;
    let model = generate::model(spec, &config);
    let own = Origin::default();
    let origin = model.normalized.as_ref().map_or(&own, |n| &n.origin);
    common::show(
        &model.diagnostics,
        spec,
        model.document.as_ref(),
        origin,
        output,
    );
    let faulty = model.diagnostics.has_errors();
    let shown = match arguments.stage {
        Stage::Source => model
            .document
            .map(|document| format!("{:#}\n", document.root())),
        Stage::Normalize => model.normalized.map(|n| format!("{:#}\n", n.value)),
        Stage::Lower => model.api.map(|api| format!("{api:#?}\n")),
        Stage::Emit => {
            let target = Target::Include {
                client: true,
                calls: None,
            };
            let files = generate::generate(spec, &config, &target).files;
            files.into_values().next()
        }
    };
    match shown {
        Some(text) => {
            output.result(text);
            if faulty {
                Status::CouldNot
            } else {
                Status::Fine
            }
        }
        None => Status::CouldNot,
    }
}
