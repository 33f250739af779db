//! The command line: arguments, help, exit status. One command a file.
//!
//! A command reads its arguments, makes the calls that any user of the library can make, shows what
//! came of them, and says how it ended. Nothing that a library user would miss lives here.

mod cargo;
mod check;
mod choices;
mod common;
mod completions;
mod explain;
mod generate;
mod init;
mod inspect;
mod mutants;
mod next;
mod output;
mod place;
mod sweep;
mod test;
mod work;

use clap::{Parser, Subcommand};
use output::Output;
use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

/// Turns an OpenAPI document into a Rust client in which every documented status code is a type,
/// and into a contract suite in which every documented status code is a test.
#[derive(Debug, Parser)]
#[command(
    name = "specwright",
    version,
    after_help = "Examples:
  specwright test spec/openapi.yaml                  the client and its contract suite, built and run
  specwright generate spec/openapi.yaml --out client  a crate of your own
  specwright check spec/openapi.yaml                 what is wrong in the document

Exit status: 0 fine, 1 findings, 2 could not."
)]
pub struct Cli {
    #[command(flatten)]
    global: output::Options,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Arguments),
    Check(check::Arguments),
    Test(test::Arguments),
    Mutants(mutants::Arguments),
    Sweep(sweep::Arguments),
    Inspect(inspect::Arguments),
    Explain(explain::Arguments),
    Init(init::Arguments),
    Completions(completions::Arguments),
    Man(completions::Man),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// It did what it was asked.
    Fine,
    /// It did, and found something that wants attention.
    Findings,
    /// It could not.
    CouldNot,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Findings => 1,
            Status::CouldNot => 2,
        })
    }
}

/// Runs the command that the arguments name; the first is the program's own name.
///
/// Never panics: a fault of the program is told as such and ends in exit status 2.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // Faults are told in one line by whoever catches them; the default hook would tell them first,
    // with a place in the source that means nothing to a user.
    panic::set_hook(Box::new(|_| {}));
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come as errors with exit code 0.
            let _ = error.print();
            return ExitCode::from(u8::from(error.exit_code() != 0) * 2);
        }
    };
    let output = Output::new(cli.global);
    let run = AssertUnwindSafe(|| dispatch(cli.command, &output));
    panic::catch_unwind(run)
        .unwrap_or_else(|_| {
            output.error(
                "specwright itself failed; please report the command and the document it was given",
            );
            Status::CouldNot
        })
        .into()
}

fn dispatch(command: Option<Command>, output: &Output) -> Status {
    match command {
        None => next::run(output),
        Some(Command::Generate(arguments)) => generate::run(&arguments, output),
        Some(Command::Check(arguments)) => check::run(&arguments, output),
        Some(Command::Test(arguments)) => test::run(&arguments, output),
        Some(Command::Mutants(arguments)) => mutants::run(&arguments, output),
        Some(Command::Sweep(arguments)) => sweep::run(&arguments, output),
        Some(Command::Inspect(arguments)) => inspect::run(&arguments, output),
        Some(Command::Explain(arguments)) => explain::run(&arguments, output),
        Some(Command::Init(arguments)) => init::run(&arguments, output),
        Some(Command::Completions(arguments)) => completions::run(&arguments, output),
        Some(Command::Man(arguments)) => completions::man(&arguments, output),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_has_an_example() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string);
            assert!(
                help.is_some_and(|help| help.contains("specwright ")),
                "{}",
                command.get_name()
            );
        }
    }
}
