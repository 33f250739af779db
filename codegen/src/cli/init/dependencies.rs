//! What `specwright init` adds to the crate's `Cargo.toml`, by `cargo add`.
//!
//! A dependency that is there keeps its version and source; only features that it lacks are added.

use super::super::cargo;
use super::super::output::Output;
use crate::config::{Config, Runtime};
use crate::{emit, generate};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use toml::{Table, Value};

/// Adds what the build script, the client and the suite need, and the crates of the choices; what
/// is not known to come from a crate goes into `left`.
pub(super) fn add(config: &Config, output: &Output, left: &mut Vec<String>) -> Result<(), String> {
    let checkout = cargo::checkout();
    let beside = |folder: &str| checkout.as_ref().map(|root| root.join(folder));
    let runtime = match generate::runtime() {
        Runtime::Folder(folder) => Some(folder),
        Runtime::Registry => None,
    };
    own("specwright-client", runtime, &[], output)?;
    let flags = ["--build", "--no-default-features"];
    own("specwright", beside("codegen"), &flags, output)?;
    let contract = beside("contract-tests");
    own("specwright-contract", contract, &["--dev"], output)?;
    for (name, requirement) in emit::chosen_dependencies(config) {
        chosen(&name, &requirement, output, left)?;
    }
    let there = present("dependencies")?;
    for (root, line) in config.missing_crates() {
        if !there.keys().any(|name| name.replace('-', "_") == root) {
            left.push(format!(
                "types that were chosen are of the crate `{root}`: write `{line}` under \
                 [dependencies] in Cargo.toml"
            ));
        }
    }
    Ok(())
}

/// A package of ours: from the checkout, or the registry in our own version.
fn own(name: &str, folder: Option<PathBuf>, flags: &[&str], output: &Output) -> Result<(), String> {
    let mut arguments: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
    match folder {
        Some(folder) => {
            arguments.push("--path".to_owned());
            arguments.push(folder.to_string_lossy().into_owned());
        }
        None => arguments.push(format!("{name}@{}", env!("CARGO_PKG_VERSION"))),
    }
    cargo_add(name, &arguments, output)
}

/// A crate of the choices, as far as `cargo add` has a word for what is said of it.
fn chosen(
    name: &str,
    requirement: &Value,
    output: &Output,
    left: &mut Vec<String>,
) -> Result<(), String> {
    let is_there = present("dependencies")?.contains_key(name);
    let Some(arguments) = arguments(name, requirement, is_there) else {
        if is_there {
            output.line(format_args!("kept {name} in Cargo.toml"));
        } else {
            left.push(format!(
                "write `{name} = {requirement}` under [dependencies] in Cargo.toml"
            ));
        }
        return Ok(());
    };
    cargo_add(name, &arguments, output)
}

/// The arguments of `cargo add`; `None` where the requirement says more than they can.
fn arguments(name: &str, requirement: &Value, is_there: bool) -> Option<Vec<String>> {
    let versioned = |version: &str| {
        if is_there {
            name.to_owned()
        } else {
            format!("{name}@{version}")
        }
    };
    let table = match requirement {
        Value::String(version) => return Some(vec![versioned(version)]),
        Value::Table(table) => table,
        _ => return None,
    };
    let mut arguments = vec![versioned(table.get("version")?.as_str()?)];
    for (key, value) in table {
        match (key.as_str(), value) {
            ("version", _) => {}
            ("features", Value::Array(features)) => {
                for feature in features {
                    arguments.push(format!("--features={}", feature.as_str()?));
                }
            }
            ("default-features", Value::Boolean(false)) => {
                arguments.push("--no-default-features".to_owned());
            }
            _ => return None,
        }
    }
    Some(arguments)
}

/// Runs `cargo add`, and says whether that changed anything.
fn cargo_add(name: &str, arguments: &[String], output: &Output) -> Result<(), String> {
    let manifest = || fs::read("Cargo.toml").map_err(|error| format!("Cargo.toml: {error}"));
    let before = manifest()?;
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let done = Command::new(program)
        .args(["add", "--quiet"])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cargo could not be run: {error}"))?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        return Err(format!("cargo add {name} failed: {}", said.trim()));
    }
    if manifest()? == before {
        output.line(format_args!("kept {name} in Cargo.toml"));
    } else {
        output.line(format_args!("added {name} to Cargo.toml"));
    }
    Ok(())
}

/// A table of the manifest in this folder; empty where there is none.
fn present(table: &str) -> Result<Table, String> {
    let text = fs::read_to_string("Cargo.toml").map_err(|error| format!("Cargo.toml: {error}"))?;
    let manifest: Table = text
        .parse()
        .map_err(|error| format!("Cargo.toml cannot be read: {error}"))?;
    let table = manifest.get(table).and_then(Value::as_table);
    Ok(table.cloned().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_requirement_becomes_arguments_or_is_left_to_the_user() {
        let of = |requirement: &str, is_there: bool| {
            let table: Table = format!("v = {requirement}").parse().unwrap();
            arguments("a", table.get("v").unwrap(), is_there)
        };
        let some = |words: &[&str]| Some(words.iter().map(|it| (*it).to_owned()).collect());
        assert_eq!(of("'1'", false), some(&["a@1"]));
        assert_eq!(of("'1'", true), some(&["a"]));
        assert_eq!(
            of("{ version = '1', features = ['x', 'y'] }", false),
            some(&["a@1", "--features=x", "--features=y"])
        );
        assert_eq!(of("{ git = 'https://a.test' }", false), None);
        assert_eq!(of("{ version = '1', package = 'b' }", false), None);
    }
}
