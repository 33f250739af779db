//! The contract suite of `spec/kms.yaml`: each documented status and each fault is a test.

include!(concat!(env!("OUT_DIR"), "/calls.rs"));

fn main() -> std::process::ExitCode {
    specwright_contract::main("../spec/kms.yaml", CALLS, connect)
}
