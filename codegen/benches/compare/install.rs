//! Installs the other generators from their registries, each once.

use crate::Result;
use crate::measure;
use crate::tool::Tool;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What an installation came to; the inner error is why the generator is not there.
type Installed = Result<std::result::Result<(), String>>;

/// Sees to it that a generator is there.
pub(crate) fn ready(tool: Tool, cache: &Path) -> Installed {
    std::fs::create_dir_all(cache)?;
    match tool.binary() {
        Some((_, name)) if binary(tool, name, cache).is_file() => Ok(Ok(())),
        Some((package, _)) => from_crates_io(tool, package, cache),
        None if tool == Tool::Specwright || jar(cache).is_ok() => Ok(Ok(())),
        None => from_pypi(tool, cache),
    }
}

/// The folder of one version of a generator.
fn root(tool: Tool, cache: &Path) -> PathBuf {
    cache.join(format!("{}-{}", tool.name(), tool.version()))
}

/// The program of a generator from crates.io.
pub(crate) fn binary(tool: Tool, name: &str, cache: &Path) -> PathBuf {
    root(tool, cache).join("bin").join(name)
}

/// The archive of openapi-generator.
pub(crate) fn jar(cache: &Path) -> Result<PathBuf> {
    let package = root(Tool::OpenapiGenerator, cache).join("openapi_generator_cli");
    let jar = package.join("openapi-generator.jar");
    if jar.is_file() {
        Ok(jar)
    } else {
        Err(format!("{} is not there", jar.display()).into())
    }
}

/// `cargo install`, with the lock file that the crate was published with.
fn from_crates_io(tool: Tool, package: &str, cache: &Path) -> Installed {
    let mut command = Command::new(env!("CARGO"));
    command
        .args([
            "install",
            "--locked",
            "--version",
            tool.version(),
            package,
            "--root",
        ])
        .arg(root(tool, cache));
    finished(&mut command, tool, cache)
}

/// The Python package is a wrapper around the archive that Java runs.
fn from_pypi(tool: Tool, cache: &Path) -> Installed {
    let mut command = Command::new("python3");
    command.args(["-m", "pip", "install", "--no-deps", "--target"]);
    command.arg(root(tool, cache));
    command.arg(format!("openapi-generator-cli=={}", tool.version()));
    finished(&mut command, tool, cache)
}

fn finished(command: &mut Command, tool: Tool, cache: &Path) -> Installed {
    let log = cache.join(format!("install-{}.log", tool.name()));
    Ok(measure::run(command, &log)?.map(|_| ()))
}
