//! The `specwright` command: hands its arguments to [`specwright::cli`] and exits with its status.

use std::process::ExitCode;

/// A large document is millions of small values, made on several threads: with the allocator of
/// glibc a third of the time goes into it. A library leaves this choice to its user.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    specwright::cli::main(std::env::args_os())
}
