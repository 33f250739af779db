//! Writes the calls of the client of `spec/kms.yaml` for the suite in `tests/kms.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    specwright::builder("../spec/kms.yaml")
        .calls("huaweicloud_kms")
        .build()
}
