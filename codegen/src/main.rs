//! The `specwright` command: hands its arguments to [`specwright::cli`] and exits with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    specwright::cli::main(std::env::args_os())
}
