//! Writes the calls of the client of `spec/kms.yaml` for the suite in `tests/kms.rs`, and the same
//! client with faults built in for `tests/mutants.rs`.

// The library cannot be a dependency of its own build script.
#[path = "src/mutants/rewrite/mod.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the library uses and shows all of it"
)]
mod rewrite;

use std::path::PathBuf;
use std::process::ExitCode;

const SPEC: &str = "../spec/kms.yaml";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=src/mutants/rewrite");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let status = specwright::builder(SPEC).calls("huaweicloud_kms").build();
    if status != ExitCode::SUCCESS {
        return status;
    }
    let folder = out.join("mutants");
    let status = specwright::builder(SPEC)
        .out_dir(&folder)
        .calls("crate::client")
        .build();
    if status != ExitCode::SUCCESS {
        return status;
    }
    match mutants(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error=mutants: {message}");
            ExitCode::FAILURE
        }
    }
}

/// As `specwright_contract::mutants::build` does it.
fn mutants(folder: &std::path::Path) -> Result<(), String> {
    let client = std::fs::read_to_string(folder.join("client.rs")).map_err(|e| e.to_string())?;
    let rewritten = rewrite::rewrite(&client, "crate::client")?;
    let table = rewrite::table(&rewritten.sites);
    std::fs::write(folder.join("mutants.rs"), rewritten.source)
        .and_then(|()| std::fs::write(folder.join("mutants_table.rs"), table))
        .map_err(|e| e.to_string())
}
