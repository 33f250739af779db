//! Generates the client from `spec/kms.yaml`.

use std::process::ExitCode;

fn main() -> ExitCode {
    specwright::build("../spec/kms.yaml")
}
