//! Compiles a generated package by itself, its dependencies built before.

use crate::Result;
use crate::measure::{self, Run};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// What is done with generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// `cargo check`
    Check,
    /// `cargo build`, unoptimised
    Build,
}

impl Step {
    /// The command of cargo.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
        }
    }
}

/// How much was generated.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Size {
    /// Lines of Rust.
    pub(crate) lines: usize,
    /// Bytes of Rust.
    pub(crate) bytes: u64,
}

/// Counts the Rust files of a package.
pub(crate) fn size(package: &Path) -> Result<Size> {
    let mut size = Size::default();
    let mut folders = vec![package.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(path)?;
                size.bytes += text.len() as u64;
                size.lines += text.lines().count();
            }
        }
    }
    Ok(size)
}

/// A generated package and the folder of compiled things that all packages share.
#[derive(Debug)]
pub(crate) struct Package {
    folder: PathBuf,
    target: PathBuf,
}

impl Package {
    /// The package in `folder`.
    pub(crate) fn new(folder: PathBuf, target: PathBuf) -> Self {
        Self { folder, target }
    }

    /// Compiles the dependencies with an empty package of the same manifest, whose lock file the
    /// package then takes over; the inner error is why it could not.
    pub(crate) fn prepare(&self, steps: &[Step]) -> Result<std::result::Result<(), String>> {
        let empty = self.folder.with_file_name("dependencies");
        std::fs::create_dir_all(empty.join("src"))?;
        std::fs::copy(self.folder.join("Cargo.toml"), empty.join("Cargo.toml"))?;
        std::fs::write(empty.join("src/lib.rs"), "")?;
        for &step in steps {
            let mut command = cargo(step, &empty, &self.target);
            let log = empty.join(format!("{}.log", step.name()));
            if let Err(complaint) = measure::run(&mut command, &log)? {
                return Ok(Err(complaint));
            }
        }
        std::fs::copy(empty.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        Ok(Ok(()))
    }

    /// Compiles the package alone.
    pub(crate) fn run(&self, step: Step) -> Result<Run> {
        File::options()
            .append(true)
            .open(self.folder.join("src/lib.rs"))?
            .set_modified(SystemTime::now())?;
        let mut command = cargo(step, &self.folder, &self.target);
        command.arg("--offline");
        measure::run(&mut command, &self.log(step))
    }

    /// Warnings of the last run of a step, as cargo counts them.
    pub(crate) fn warnings(&self, step: Step) -> Result<usize> {
        let said = String::from_utf8_lossy(&std::fs::read(self.log(step))?).into_owned();
        let counted = said
            .split_once(") generated ")
            .and_then(|(_, rest)| rest.split(' ').next())
            .and_then(|number| number.parse().ok());
        Ok(counted.unwrap_or(0))
    }

    fn log(&self, step: Step) -> PathBuf {
        self.folder.with_file_name(format!("{}.log", step.name()))
    }
}

/// Without incremental compilation: each run does the whole work.
pub(crate) fn cargo(step: Step, folder: &Path, target: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .arg(step.name())
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS");
    command
}
