//! The entry for `build.rs`: reads the document, writes the client into `OUT_DIR`, and tells cargo
//! what to watch and what was found.
//!
//! One of the two modules that print; it has no generation logic.

use crate::config::{Config, DateTime, Warnings};
use crate::diagnostic::code::output;
use crate::diagnostic::render::{self, Sources};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::generate::{Generated, Target, generate};
use crate::print;
use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Generates the client of the document at `spec` into `OUT_DIR/client.rs`.
///
/// The whole `build.rs`:
///
/// ```no_run
/// # use std::process::ExitCode;
/// fn main() -> ExitCode {
///     specwright::build("spec/openapi.yaml")
/// }
/// ```
///
/// and the `lib.rs` or module beside it:
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/client.rs"));
/// ```
///
/// Where types of the API hold each other in long chains, `cargo doc` may ask for
/// `#![recursion_limit = "256"]` in the crate that includes the client; a crate that
/// `specwright generate` writes has it.
///
/// Choices are read from a `specwright.toml` beside the document, where there is one. Findings are
/// shown as cargo's own warnings and errors; an error fails the build. The script runs again when
/// the document, a file it refers to, or the file of choices changes, and when such a file appears
/// beside a document that has a folder of its own (`spec/openapi.yaml`). Where the document stands
/// beside the package's `Cargo.toml`, cargo cannot be told of that without running the script on
/// every build; touch the script then.
pub fn build(spec: impl AsRef<Path>) -> ExitCode {
    builder(spec).build()
}

/// A build with choices; [`build`] is `builder(spec).build()`.
///
/// ```no_run
/// # use std::process::ExitCode;
/// fn main() -> ExitCode {
///     specwright::builder("spec/openapi.yaml")
///         .only_tag("keys")
///         .format("date-time", "jiff::Timestamp")
///         .build()
/// }
/// ```
pub fn builder(spec: impl AsRef<Path>) -> Builder {
    Builder {
        spec: spec.as_ref().to_owned(),
        config_file: None,
        out_dir: None,
        calls: None,
        edits: Vec::new(),
    }
}

/// A change to the configuration, made after the file of choices is read.
type Edit = Box<dyn FnOnce(&mut Config)>;

/// Choices of a build script. They are added to those of `specwright.toml`.
#[must_use = "nothing is generated before `build`"]
pub struct Builder {
    spec: PathBuf,
    config_file: Option<PathBuf>,
    out_dir: Option<PathBuf>,
    calls: Option<String>,
    edits: Vec<Edit>,
}

impl Builder {
    /// Reads the choices from this file instead of the `specwright.toml` beside the document.
    pub fn config_file(mut self, path: impl AsRef<Path>) -> Self {
        self.config_file = Some(path.as_ref().to_owned());
        self
    }

    /// Keeps only operations with this tag; given several times, those with any of them. Types
    /// that nothing reaches any more are left out.
    pub fn only_tag(self, tag: impl Into<String>) -> Self {
        let tag = tag.into();
        self.edit(|config| config.select.tags.push(tag))
    }

    /// Uses a type of yours for every string of this `format`: `.format("date-time",
    /// "jiff::Timestamp")`. It must implement `Serialize`, `Deserialize`, `Clone` and `Debug`.
    pub fn format(self, format: impl Into<String>, ty: impl Into<String>) -> Self {
        let (format, ty) = (format.into(), ty.into());
        self.edit(|config| {
            config.formats.insert(format, ty);
        })
    }

    /// Uses a type of yours for the schema of this name in `components/schemas`:
    /// `.schema("Money", "crate::Money")`. Same bounds as [`Builder::format`].
    pub fn schema(self, name: impl Into<String>, ty: impl Into<String>) -> Self {
        let (name, ty) = (name.into(), ty.into());
        self.edit(|config| {
            config.schemas.insert(name, ty);
        })
    }

    /// Takes the types of a date-time crate for dates and times:
    /// `.date_time(DateTime::Jiff)`.
    pub fn date_time(self, choice: DateTime) -> Self {
        self.edit(move |config| config.date_time = choice)
    }

    /// Adds a derive to every generated struct and enum: `.derive("PartialEq")`.
    pub fn derive(self, path: impl Into<String>) -> Self {
        let path = path.into();
        self.edit(|config| config.derives.push(path))
    }

    /// Makes every warning an error.
    pub fn strict(self) -> Self {
        self.edit(|config| config.warnings = Warnings::Deny)
    }

    /// Changes the configuration in ways that have no method here.
    pub fn configure(self, edit: impl FnOnce(&mut Config) + 'static) -> Self {
        self.edit(edit)
    }

    /// Writes `OUT_DIR/calls.rs` too, the compiled calls that a contract suite makes. `client` is
    /// the path of the generated client as the suite names it: `.calls("huaweicloud_kms")`.
    pub fn calls(mut self, client: impl Into<String>) -> Self {
        self.calls = Some(client.into());
        self
    }

    /// Writes into this folder instead of `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.out_dir = Some(folder.as_ref().to_owned());
        self
    }

    /// Generates, writes and reports to cargo. Give what it returns back from `main`.
    ///
    /// A file whose bytes would not change is not touched. Where there is an error nothing is
    /// written, and what stood before is left.
    pub fn build(self) -> ExitCode {
        let (lines, code) = self.run();
        #[expect(clippy::print_stdout, reason = "a build script speaks to cargo so")]
        {
            print!("{lines}");
        }
        code
    }

    fn edit(mut self, edit: impl FnOnce(&mut Config) + 'static) -> Self {
        self.edits.push(Box::new(edit));
        self
    }

    /// The lines for cargo and the exit status.
    fn run(self) -> (String, ExitCode) {
        let mut lines = watch(&self.spec);
        let mut config = match read_config(&self.spec, self.config_file.as_deref(), &mut lines) {
            Ok(config) => config,
            Err(diagnostics) => {
                let generated = Generated {
                    diagnostics,
                    ..Generated::default()
                };
                return report(&self.spec, &generated, lines);
            }
        };
        for edit in self.edits {
            edit(&mut config);
        }
        let Some(folder) = self
            .out_dir
            .or_else(|| env::var_os("OUT_DIR").map(Into::into))
        else {
            return fail(lines, "OUT_DIR is not set: call this from a build script");
        };
        let target = Target::Include {
            client: true,
            calls: self.calls,
        };
        let mut generated = generate(&self.spec, &config, &target);
        if generated.is_complete()
            && let Err(error) = print::write(&generated.files, &folder)
        {
            let message = format!("could not write to {}: {error}", folder.display());
            let finding = Diagnostic::error(output::WRITE, Place::None, message);
            generated.diagnostics.push(finding);
        }
        report(&self.spec, &generated, lines)
    }
}

/// Reads the file of choices that was named, or the one beside the document where there is one.
fn read_config(
    spec: &Path,
    named: Option<&Path>,
    lines: &mut String,
) -> Result<Config, Diagnostics> {
    let beside = spec.with_file_name("specwright.toml");
    let path = match named {
        Some(path) => path,
        None if beside.is_file() => &beside,
        None => {
            lines.extend(own_folder(spec).map(|folder| watch(&folder)));
            return Ok(Config::default());
        }
    };
    lines.push_str(&watch(path));
    Config::read(path)
}

/// The folder of the document, where it can be watched for files that appear in it.
///
/// A file that is not there cannot be: cargo would run the script on every build. Of a folder cargo
/// looks at everything below it, so one that holds the package, and with it perhaps what is built,
/// would be different on every build too.
fn own_folder(spec: &Path) -> Option<PathBuf> {
    let folder = spec.parent()?;
    let whole = folder.canonicalize().ok()?;
    let package = env::current_dir().ok()?.canonicalize().ok()?;
    let out = env::var_os("OUT_DIR").map(PathBuf::from);
    let out = out.and_then(|out| out.canonicalize().ok());
    let holds = |other: &Path| other.starts_with(&whole);
    let inside = holds(&package) || out.is_some_and(|out| holds(&out));
    (!inside).then(|| folder.to_owned())
}

/// The findings as lines, a line for every file read, and the exit status.
fn report(spec: &Path, generated: &Generated, mut lines: String) -> (String, ExitCode) {
    let sources = Sources {
        path: spec,
        document: generated.document.as_ref(),
        origin: &generated.origin,
    };
    let folder = spec.parent().unwrap_or(Path::new(""));
    if let Some(document) = &generated.document {
        // The first is the document itself, watched already; the others are relative to its folder.
        for input in document.inputs().skip(1) {
            lines.push_str(&watch(&folder.join(input)));
        }
    }
    lines.push_str(&render::cargo(&generated.diagnostics, &sources));
    let code = if generated.is_complete() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    };
    (lines, code)
}

fn watch(path: &Path) -> String {
    format!(
        "cargo::rerun-if-changed={}\n",
        one_line(&path.to_string_lossy())
    )
}

fn fail(mut lines: String, message: &str) -> (String, ExitCode) {
    let _ = writeln!(lines, "cargo::error={}", one_line(message));
    (lines, ExitCode::FAILURE)
}

/// Control characters out: cargo obeys every line that begins with `cargo::`.
fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use std::fs;

    #[test]
    fn a_missing_document_is_one_error_and_still_watched() {
        let folder = tempfile::tempdir().unwrap();
        let (lines, code) = builder("no/such.yaml").out_dir(folder.path()).run();
        assert_eq!(code, ExitCode::FAILURE);
        assert!(lines.starts_with("cargo::rerun-if-changed=no/such.yaml\n"));
        let errors = lines
            .lines()
            .filter(|line| line.starts_with("cargo::error="));
        assert_eq!(errors.count(), 1, "{lines}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_bad_file_of_choices_is_named_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("specwright.toml"), "tags = []\n").unwrap();
        let (lines, code) = builder(folder.path().join("api.yaml")).run();
        assert_eq!(code, ExitCode::FAILURE);
        let error = lines.lines().find(|line| line.starts_with("cargo::error="));
        assert!(error.unwrap().contains("specwright.toml:1:1: "), "{lines}");
    }

    #[test]
    fn a_file_of_choices_that_appears_later_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("api.yaml");
        let watched = |lines: &str, path: &Path| {
            let line = format!("cargo::rerun-if-changed={}", path.display());
            lines.lines().any(|it| it == line)
        };
        let mut lines = String::new();
        read_config(&spec, None, &mut lines).unwrap();
        assert!(watched(&lines, folder.path()), "{lines}");
        let choices = folder.path().join("specwright.toml");
        fs::write(&choices, "").unwrap();
        let mut lines = String::new();
        read_config(&spec, None, &mut lines).unwrap();
        assert!(watched(&lines, &choices), "{lines}");
        assert!(!watched(&lines, folder.path()), "{lines}");
    }

    #[test]
    fn a_folder_that_holds_the_package_is_not_watched() {
        for spec in ["api.yaml", "./api.yaml", "../api.yaml"] {
            assert_eq!(own_folder(Path::new(spec)), None, "{spec}");
        }
        assert_eq!(own_folder(Path::new("src/a.yaml")), Some("src".into()));
    }

    #[test]
    fn what_cannot_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("api.yaml");
        let text = "{openapi: 3.0.3, info: {title: t, version: v}, \
                    paths: {/a: {get: {responses: {'204': {description: d}}}}}}";
        fs::write(&spec, text).unwrap();
        // A file stands where the output folder ought to be.
        let (lines, code) = builder(&spec).out_dir(&spec).run();
        assert_eq!(code, ExitCode::FAILURE);
        let error = lines.lines().find(|line| line.starts_with("cargo::error="));
        assert!(error.unwrap().contains("could not write to"), "{lines}");
        assert_eq!(fs::read_to_string(&spec).unwrap(), text);
    }

    #[test]
    fn no_path_can_begin_a_line_that_cargo_obeys() {
        let path = Path::new("a\ncargo::rustc-env=RUSTFLAGS=x");
        assert_eq!(watch(path).lines().count(), 1);
    }
}
