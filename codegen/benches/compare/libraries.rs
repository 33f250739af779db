//! What users would pick instead of generating: libraries for single services, compiled by
//! themselves with their dependencies built before.

use crate::Result;
use crate::compile::{Step, cargo};
use crate::machine::Machine;
use crate::measure;
use crate::options::Options;
use crate::results::Row;
use std::path::Path;
use std::process::Command;

/// A library: the dependency lines, and the packages whose compilation is measured.
struct Library {
    name: &'static str,
    version: &'static str,
    dependencies: &'static [(&'static str, &'static str)],
    packages: &'static [&'static str],
}

/// One or more crates that share a version, each with the features that make it whole.
const LIBRARIES: [Library; 3] = [
    Library {
        name: "k8s-openapi",
        version: "0.29.0",
        dependencies: &[("k8s-openapi", "latest")],
        packages: &["k8s-openapi"],
    },
    Library {
        name: "async-stripe",
        version: "1.0.0-rc.10",
        dependencies: &[
            ("async-stripe", "default-tls"),
            ("async-stripe-billing", "full"),
            ("async-stripe-checkout", "full"),
            ("async-stripe-connect", "full"),
            ("async-stripe-core", "full"),
            ("async-stripe-fraud", "full"),
            ("async-stripe-issuing", "full"),
            ("async-stripe-misc", "full"),
            ("async-stripe-payment", "full"),
            ("async-stripe-product", "full"),
            ("async-stripe-terminal", "full"),
            ("async-stripe-treasury", "full"),
        ],
        packages: &[
            "async-stripe",
            "async-stripe-client-core",
            "async-stripe-types",
            "async-stripe-shared",
            "async-stripe-billing",
            "async-stripe-checkout",
            "async-stripe-connect",
            "async-stripe-core",
            "async-stripe-fraud",
            "async-stripe-issuing",
            "async-stripe-misc",
            "async-stripe-payment",
            "async-stripe-product",
            "async-stripe-terminal",
            "async-stripe-treasury",
        ],
    },
    Library {
        name: "octocrab",
        version: "0.54.0",
        dependencies: &[("octocrab", "default")],
        packages: &["octocrab"],
    },
];

/// Measures all of them.
pub(crate) fn measured(options: &Options, out: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for library in &LIBRARIES {
        let mut row = Row::new(Row::LIBRARY, library.name, library.version, Machine::here());
        let folder = out.join("work/libraries").join(library.name);
        // A folder of compiled things of its own, out of which the library can be removed.
        let target = folder.join("target");
        write_user(library, &folder)?;
        for step in [Step::Check, Step::Build] {
            if !options.steps.contains(&step) {
                continue;
            }
            let log = folder.join(format!("{}.log", step.name()));
            let mut first = cargo(step, &folder, &target);
            if let Err(complaint) = measure::run(&mut first, &log)? {
                row.took(step, Err(complaint));
                break;
            }
            for round in 0..options.runs {
                if !row.step(step).wants_more(options, round) {
                    break;
                }
                crate::progress(&row, step.name(), round);
                forget(library, &folder, &target)?;
                let mut command = cargo(step, &folder, &target);
                command.arg("--offline");
                let run = measure::run(&mut command, &log)?;
                row.took(step, run);
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Writes an empty package that depends on the library.
fn write_user(library: &Library, folder: &Path) -> Result<()> {
    let mut dependencies = toml::Table::new();
    for (name, feature) in library.dependencies {
        let mut dependency = toml::Table::new();
        dependency.insert("version".to_owned(), format!("={}", library.version).into());
        dependency.insert("features".to_owned(), vec![(*feature).to_owned()].into());
        dependencies.insert((*name).to_owned(), dependency.into());
    }
    let mut manifest: toml::Table =
        "workspace = {}\n[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n"
            .parse()?;
    manifest.insert("dependencies".to_owned(), dependencies.into());
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::write(folder.join("src/lib.rs"), "")?;
    std::fs::write(folder.join("Cargo.toml"), manifest.to_string())?;
    Ok(())
}

/// Removes what was compiled of the library, so that it alone is compiled anew.
fn forget(library: &Library, folder: &Path, target: &Path) -> Result<()> {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["clean", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target);
    for package in library.packages {
        command.args(["-p", package]);
    }
    let log = folder.join("clean.log");
    measure::run(&mut command, &log)?
        .map_err(Into::into)
        .map(|_| ())
}
