//! Keeps a fault of the generator from reaching its caller as a panic or a stack overflow.
//!
//! Not a way to handle bad documents: those are diagnostics of the stages. What is caught here is
//! reported as a fault of the generator.

use crate::diagnostic::code::output;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use std::any::Any;
use std::thread;

/// Stack of the thread that generates. Stages bound their recursion by counters; this makes room
/// for the deepest document that they accept, the same on every platform (the main thread has
/// 8 MiB on some and 1 MiB on others).
const STACK: usize = 32 << 20;

/// Runs `work` on a thread of its own; a panic becomes a finding.
pub(super) fn run<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Diagnostics> {
    thread::scope(|scope| {
        let spawned = thread::Builder::new()
            .name("specwright".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, work);
        match spawned {
            Ok(handle) => handle
                .join()
                .map_err(|panic| fault(&format!("a stage panicked: {}", panic_text(&*panic)))),
            Err(error) => Err(fault(&format!("no thread could be started: {error}"))),
        }
    })
}

/// The finding for tokens that are no Rust.
pub(super) fn unprintable(error: &syn::Error) -> Diagnostic {
    internal(&format!(
        "the generated code does not parse as Rust: {error}"
    ))
}

/// The finding for a stage that gave up and did not say why.
pub(super) fn silent() -> Diagnostic {
    internal("a stage made nothing of the document and gave no reason")
}

fn fault(message: &str) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(internal(message));
    diagnostics
}

fn internal(message: &str) -> Diagnostic {
    Diagnostic::error(output::INTERNAL, Place::None, message)
        .help("this is a fault of the generator: please report it with the document")
}

/// What a panic said, on one line.
fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn a_panic_becomes_a_finding_that_says_so() {
        let fault = run(|| -> () { panic!("index\nout of bounds") }).unwrap_err();
        assert_eq!(fault.count(Severity::Error), 1);
        let first = fault.iter().next().unwrap();
        assert_eq!(first.code, output::INTERNAL);
        assert_eq!(first.message, "a stage panicked: index out of bounds");
    }

    #[test]
    fn a_value_comes_back() {
        assert_eq!(run(|| 7).unwrap(), 7);
    }
}
