//! The generators: their versions, and how each makes a package of a document.
//!
//! Each is called as its own manual says, with its own defaults; what it leaves to the user (a
//! manifest) is added afterwards and not measured.

use crate::measure::{self, Run};
use crate::{Result, install};
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tool {
    /// This one.
    Specwright,
    /// npm and Maven's, written in Java, here from `PyPI`; its generator `rust`.
    OpenapiGenerator,
    /// `cargo-progenitor`.
    Progenitor,
    /// `openapi-to-rust`.
    OpenapiToRust,
    /// `oas3-gen`.
    Oas3Gen,
    /// `ploidy`.
    Ploidy,
}

impl Tool {
    /// All, in the order of the table.
    pub(crate) const ALL: [Self; 6] = [
        Self::Specwright,
        Self::OpenapiGenerator,
        Self::Progenitor,
        Self::OpenapiToRust,
        Self::Oas3Gen,
        Self::Ploidy,
    ];

    /// Its name in folders and tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Specwright => "specwright",
            Self::OpenapiGenerator => "openapi-generator",
            Self::Progenitor => "progenitor",
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Oas3Gen => "oas3-gen",
            Self::Ploidy => "ploidy",
        }
    }

    /// The version compared with.
    pub(crate) fn version(self) -> &'static str {
        match self {
            Self::Specwright => env!("CARGO_PKG_VERSION"),
            Self::OpenapiGenerator => "7.26.0",
            Self::Progenitor => "0.15.1",
            Self::OpenapiToRust => "0.23.0",
            Self::Oas3Gen => "0.29.0",
            Self::Ploidy => "0.15.0",
        }
    }

    /// The crate on crates.io whose binary it is, and the name of that binary.
    pub(crate) fn binary(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Specwright | Self::OpenapiGenerator => None,
            Self::Progenitor => Some(("cargo-progenitor", "cargo-progenitor")),
            Self::OpenapiToRust => Some(("openapi-to-rust", "openapi-to-rust")),
            Self::Oas3Gen => Some(("oas3-gen", "oas3-gen")),
            Self::Ploidy => Some(("ploidy", "ploidy")),
        }
    }
}

/// One generator on one document.
#[derive(Debug)]
pub(crate) struct Job {
    tool: Tool,
    document: PathBuf,
    folder: PathBuf,
    cache: PathBuf,
}

impl Job {
    /// `folder` is that of the document, `cache` where generators are installed.
    pub(crate) fn new(tool: Tool, document: &Path, folder: &Path, cache: &Path) -> Self {
        Self {
            tool,
            document: document.to_owned(),
            folder: folder.join(tool.name()),
            cache: cache.to_owned(),
        }
    }

    /// The folder of the package that is generated.
    pub(crate) fn package(&self) -> PathBuf {
        self.folder.join("client")
    }

    /// Generates into an empty folder.
    pub(crate) fn generate(&self) -> Result<Run> {
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder)?;
        }
        std::fs::create_dir_all(&self.folder)?;
        if self.tool == Tool::OpenapiToRust {
            std::fs::create_dir(self.package())?;
        }
        measure::run(&mut self.command()?, &self.folder.join("generate.log"))
    }

    /// The command that generates.
    fn command(&self) -> Result<Command> {
        let (document, package) = (&self.document, &self.package());
        let mut command = self.program()?;
        match self.tool {
            Tool::Specwright => {
                command
                    .arg("generate")
                    .arg(document)
                    .arg("--out")
                    .arg(package);
            }
            Tool::OpenapiGenerator => {
                // Its default version is the document's, which cargo may not take.
                command.args(["generate", "-g", "rust", "--skip-validate-spec"]);
                command.arg("--additional-properties=packageName=client,packageVersion=0.0.0");
                command.arg("-i");
                command.arg(document).arg("-o").arg(package);
            }
            Tool::Progenitor => {
                command.args(["progenitor", "-n", "client", "-v", "0.0.0", "-i"]);
                command.arg(document).arg("-o").arg(package);
            }
            Tool::OpenapiToRust => {
                command.arg("generate").arg(document).current_dir(package);
            }
            Tool::Oas3Gen => {
                command.args(["generate", "client-mod", "--workspace", "-i"]);
                command.arg(document).arg("-o").arg(package);
            }
            Tool::Ploidy => {
                command
                    .args(["generate", "rust"])
                    .arg(document)
                    .arg("-o")
                    .arg(package);
            }
        }
        Ok(command)
    }

    fn program(&self) -> Result<Command> {
        Ok(match self.tool.binary() {
            Some((_, binary)) => Command::new(install::binary(self.tool, binary, &self.cache)),
            None if self.tool == Tool::Specwright => Command::new(env!("CARGO_BIN_EXE_specwright")),
            None => {
                let mut java = Command::new("java");
                java.arg("-jar").arg(install::jar(&self.cache)?);
                java
            }
        })
    }

    /// Makes a package of what a generator leaves to its user.
    pub(crate) fn settle(&self) -> Result<()> {
        let package = self.package();
        if self.tool == Tool::OpenapiToRust {
            let dependencies = package.join("src/generated/REQUIRED_DEPS.toml");
            let manifest = format!(
                "[package]\nname = \"client\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{}",
                std::fs::read_to_string(dependencies)?
            );
            std::fs::write(package.join("Cargo.toml"), manifest)?;
            std::fs::write(package.join("src/lib.rs"), "pub mod generated;\n")?;
        }
        // A package below another one's folder belongs to no workspace but its own.
        let path = package.join("Cargo.toml");
        let mut manifest: toml::Table = std::fs::read_to_string(&path)?.parse()?;
        manifest
            .entry("workspace")
            .or_insert_with(|| toml::Table::new().into());
        std::fs::write(&path, manifest.to_string())?;
        Ok(())
    }
}
