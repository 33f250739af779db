//! `specwright completions` and `specwright man`: what a shell and a manual need.

use super::output::Output;
use super::{Cli, Status};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Write completions for a shell to standard output.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright completions bash > ~/.local/share/bash-completion/completions/specwright
  specwright completions zsh > ~/.zfunc/_specwright")]
pub(crate) struct Arguments {
    /// The shell
    shell: Shell,
}

/// Write the manual page to standard output.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  specwright man > ~/.local/share/man/man1/specwright.1")]
pub(crate) struct Man {}

/// Writes the completions.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Status {
    let mut text = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Cli::command(),
        "specwright",
        &mut text,
    );
    output.result(String::from_utf8_lossy(&text));
    Status::Fine
}

/// Writes the manual page.
pub(crate) fn man(_: &Man, output: &Output) -> Status {
    let mut text = Vec::new();
    if let Err(error) = clap_mangen::Man::new(Cli::command()).render(&mut text) {
        output.error(error);
        return Status::CouldNot;
    }
    output.result(String::from_utf8_lossy(&text));
    Status::Fine
}
