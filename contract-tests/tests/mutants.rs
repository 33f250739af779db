//! The suite of `spec/kms.yaml` on wrong clients: each must turn it red.

#![allow(
    unreachable_patterns,
    reason = "calls are written for a client in another crate, whose enums may grow"
)]

#[allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports,
    reason = "a client with faults in it, of which the suite uses a part"
)]
mod client {
    include!(concat!(env!("OUT_DIR"), "/mutants/mutants.rs"));
}

include!(concat!(env!("OUT_DIR"), "/mutants/calls.rs"));
include!(concat!(env!("OUT_DIR"), "/mutants/mutants_table.rs"));

fn main() -> std::process::ExitCode {
    specwright_contract::mutants::main(
        "../spec/kms.yaml",
        CALLS,
        connect,
        MUTANTS,
        client::set_mutant,
        &[],
    )
}
