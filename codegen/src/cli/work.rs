//! Where the programs of one document are built: a small workspace of its own, kept between runs.

use super::cargo;
use super::output::Output;
use crate::config::{Config, Runtime};
use crate::generate;
use crate::print::{self, Files};
use indicatif::ProgressBar;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use toml::{Table, Value};

use super::Status;

/// How what the suite stands on is built. What is generated is never optimised: it is built anew for
/// every document, and only waits for the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Built in a minute; runs some hundred cases a second.
    Few,
    /// Optimised, which takes minutes and is done once for all documents: deriving and judging tens
    /// of thousands of cases is most of a run then.
    Many,
}

impl Profile {
    /// Documented responses from which the optimised build pays: some twenty cases and more each
    /// make a run of minutes without it, where the bodies are large.
    const MANY_RESPONSES: usize = 800;

    /// The one that is ready sooner for the suite of so many documented responses.
    pub(crate) fn of(responses: usize) -> Self {
        if responses < Self::MANY_RESPONSES {
            Self::Few
        } else {
            Self::Many
        }
    }

    /// As cargo knows it.
    fn name(self) -> &'static str {
        match self {
            Self::Few => "dev",
            Self::Many => "many-cases",
        }
    }
}

/// A workspace for what is built of one document.
pub(crate) struct Work {
    folder: PathBuf,
    /// Tells documents apart, and is the same for the same document on every run.
    key: String,
}

impl Work {
    /// The workspace of this document for this purpose.
    pub(crate) fn of(spec: &Path, purpose: &str) -> Self {
        let path = spec.canonicalize().unwrap_or_else(|_| spec.to_owned());
        let key = format!("{:016x}", fnv1a(path.to_string_lossy().as_bytes()));
        let folder = cargo::target().join("specwright").join(purpose).join(&key);
        Self { folder, key }
    }

    /// A package name that no other document has.
    pub(crate) fn name(&self, what: &str) -> String {
        format!("{what}-{}", self.key)
    }

    /// Writes the files as a workspace with these members.
    pub(crate) fn write(&self, mut files: Files, members: &[&str]) -> Result<(), String> {
        files.insert("Cargo.toml".into(), workspace(members));
        let failed = |error| format!("could not write to {}: {error}", self.folder.display());
        print::write(&files, &self.folder).map_err(failed)?;
        if !self.folder.join("Cargo.lock").is_file() {
            cargo::pin(&self.folder).map_err(failed)?;
        }
        Ok(())
    }

    /// Builds the members with these arguments and gives the path of the program of this name;
    /// `what` is said to be built.
    pub(crate) fn build(
        &self,
        what: &str,
        arguments: &[&str],
        profile: Profile,
        program: &str,
        config: &Config,
        output: &Output,
    ) -> Result<PathBuf, String> {
        if !cargo::is_there() {
            return Err("this is built with cargo, and it cannot be run".to_owned());
        }
        let progress = building(what, profile, output);
        let arguments = ["build", "--profile", profile.name()]
            .into_iter()
            .chain(arguments.iter().copied());
        let ran = cargo::compile(&self.folder, &cargo::target(), arguments);
        progress.finish_and_clear();
        let ran = ran.map_err(|error| format!("cargo could not be run: {error}"))?;
        if !ran.success {
            let said: String = ran.messages.iter().map(|m| m.text.as_str()).collect();
            return Err(format!("{}\n{said}{}", blame(config), ran.stderr));
        }
        ran.programs
            .into_iter()
            .find(|path| path.file_stem().is_some_and(|stem| stem == program))
            .ok_or_else(|| format!("cargo built no {program}"))
    }

    /// Folder of a member.
    pub(crate) fn folder(&self, member: &str) -> PathBuf {
        self.folder.join(member)
    }
}

/// What is told where a build fails: code of the user's own is perhaps at fault.
fn blame(config: &Config) -> &'static str {
    if config.names_own_code() {
        "what was generated does not build with the types, derives and attributes that were \
         chosen; if these are right, it is a fault of specwright"
    } else {
        "what was generated does not build, which is a fault of specwright"
    }
}

/// Runs a program that writes its own report and ends with the command's exit statuses.
pub(crate) fn run(command: &mut Command) -> Result<Status, String> {
    let status = command.status().map_err(|error| {
        let program = Path::new(command.get_program());
        format!("{} could not be run: {error}", program.display())
    })?;
    match status.code() {
        Some(0) => Ok(Status::Fine),
        Some(1) => Ok(Status::Findings),
        Some(2) => Ok(Status::CouldNot),
        _ => Err(format!("the suite ended with {status}")),
    }
}

/// The manifest of a program over the contract harness; `client` is a path dependency where the
/// client is a crate, and `chosen` is what the code that names its types needs.
pub(crate) fn manifest(name: &str, client: Option<(&str, &str)>, chosen: Table) -> String {
    let mut dependencies = chosen;
    if let Some((client, path)) = client {
        dependencies.insert(client.to_owned(), dependency(Some(path.into())));
    }
    let contract = cargo::checkout().map(|folder| folder.join("contract-tests"));
    dependencies.insert("specwright-contract".to_owned(), dependency(contract));
    let runtime = match generate::runtime() {
        Runtime::Folder(folder) => Some(folder),
        Runtime::Registry => None,
    };
    dependencies.insert("specwright-client".to_owned(), dependency(runtime));
    let package = Table::from_iter([
        ("name".to_owned(), Value::from(name)),
        ("version".to_owned(), "0.0.0".into()),
        ("edition".to_owned(), "2024".into()),
        ("publish".to_owned(), false.into()),
    ]);
    let manifest = Table::from_iter([
        ("package".to_owned(), Value::from(package)),
        ("dependencies".to_owned(), dependencies.into()),
    ]);
    manifest.to_string()
}

/// A folder, or this generator's own version out of the registry.
fn dependency(folder: Option<PathBuf>) -> Value {
    match folder {
        Some(folder) => {
            let folder = folder.to_string_lossy().into_owned();
            Table::from_iter([("path".to_owned(), folder.into())]).into()
        }
        None => env!("CARGO_PKG_VERSION").into(),
    }
}

/// The manifest of the workspace with its two [`Profile`]s.
fn workspace(members: &[&str]) -> String {
    let members: Vec<_> = members.iter().map(|name| Value::from(*name)).collect();
    let workspace = Table::from_iter([
        ("members".to_owned(), Value::from(members)),
        ("resolver".to_owned(), "3".into()),
    ]);
    let dev = Table::from_iter([("debug".to_owned(), Value::from("line-tables-only"))]);
    let stands_on = Table::from_iter([
        ("opt-level".to_owned(), Value::from(2)),
        ("debug".to_owned(), false.into()),
    ]);
    let packages = Table::from_iter([("*".to_owned(), Value::from(stands_on))]);
    let many = Table::from_iter([
        ("inherits".to_owned(), Value::from("dev")),
        ("package".to_owned(), packages.into()),
    ]);
    let profile = Table::from_iter([
        ("dev".to_owned(), Value::from(dev)),
        (Profile::Many.name().to_owned(), many.into()),
    ]);
    let manifest = Table::from_iter([
        ("workspace".to_owned(), Value::from(workspace)),
        ("profile".to_owned(), profile.into()),
    ]);
    manifest.to_string()
}

/// A spinner, or a line where there is no terminal.
fn building(what: &str, profile: Profile, output: &Output) -> ProgressBar {
    let once = match profile {
        Profile::Few => "",
        Profile::Many => "; the suite optimised, once for all documents",
    };
    let message = format!("building {what}{once}");
    if !output.shows_progress() {
        output.note(message);
        return ProgressBar::hidden();
    }
    let spinner = ProgressBar::new_spinner().with_message(message);
    spinner.enable_steady_tick(Duration::from_millis(120));
    spinner
}

/// FNV-1a: a hash that is the same on every run and machine.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv1a() {
        // Test vectors of the algorithm's authors.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
