//! The files that `specwright init` writes.

use super::super::output::Output;
use std::fs;
use std::path::Path;
use toml::Table;

/// What the files say.
pub(super) struct Setup {
    /// Name of the crate as code has it.
    pub(super) library: String,
    /// Path of the document, `/` between parts.
    pub(super) spec: String,
}

impl Setup {
    /// Writes what is not there; steps that are left to the user go into `left`.
    pub(super) fn write(&self, output: &Output, left: &mut Vec<String>) -> Result<(), String> {
        self.build_script(output, left)?;
        write_new(Path::new("src/client.rs"), &self.client(), output)?;
        self.module(output)?;
        write_new(Path::new("tests/contract.rs"), &self.suite(), output)?;
        declare_suite(output)
    }

    fn build_script(&self, output: &Output, left: &mut Vec<String>) -> Result<(), String> {
        let path = Path::new("build.rs");
        let call = format!(
            "specwright::builder({:?})\n        .calls(\"{}::client\")\n        .build()",
            self.spec, self.library
        );
        match fs::read_to_string(path) {
            Ok(text) if text.contains("specwright::") => {
                output.line("kept build.rs");
                Ok(())
            }
            Ok(_) => {
                left.push(format!(
                    "let `main` in build.rs end with this call:\n\
                     fn main() -> std::process::ExitCode {{\n    {call}\n}}"
                ));
                Ok(())
            }
            Err(_) => {
                let text = format!(
                    "//! Generates the client of the API, and the calls of its contract suite.\n\n\
                     use std::process::ExitCode;\n\n\
                     fn main() -> ExitCode {{\n    {call}\n}}\n"
                );
                write_new(path, &text, output)
            }
        }
    }

    fn client(&self) -> String {
        format!(
            "//! Client of the API that `{}` describes; the build script makes it.\n\n\
             include!(concat!(env!(\"OUT_DIR\"), \"/client.rs\"));\n",
            self.spec
        )
    }

    /// Makes the client a module of the library.
    fn module(&self, output: &Output) -> Result<(), String> {
        let path = Path::new("src/lib.rs");
        let declaration = "pub mod client;\n";
        match fs::read_to_string(path) {
            Ok(text) if text.contains("mod client;") => {
                output.line("kept src/lib.rs");
                Ok(())
            }
            Ok(text) => {
                fs::write(path, with_module(&text, declaration))
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                output.line("added `pub mod client;` to src/lib.rs");
                Ok(())
            }
            Err(_) => {
                let text = format!("//! The library of {}.\n\n{declaration}", self.library);
                write_new(path, &text, output)
            }
        }
    }

    fn suite(&self) -> String {
        format!(
            "//! Contract suite: every documented response of every operation is a test.\n\n\
             include!(concat!(env!(\"OUT_DIR\"), \"/calls.rs\"));\n\n\
             fn main() -> std::process::ExitCode {{\n    \
             specwright_contract::main({:?}, CALLS, connect)\n}}\n",
            self.spec
        )
    }
}

/// A library's text with one more module: before its unit tests, which stand last, else at the end.
fn with_module(text: &str, declaration: &str) -> String {
    let tests = text
        .match_indices("#[cfg(test)]")
        .map(|(at, _)| at)
        .find(|at| {
            text.get(..*at)
                .is_some_and(|before| before.is_empty() || before.ends_with('\n'))
        });
    let (before, tests) = text
        .split_at_checked(tests.unwrap_or(text.len()))
        .unwrap_or((text, ""));
    let mut made = format!("{}\n\n{declaration}", before.trim_end());
    if !tests.is_empty() {
        made.push('\n');
        made.push_str(tests);
    }
    made.trim_start().to_owned()
}

/// Tells cargo that the suite brings its own `main`.
fn declare_suite(output: &Output) -> Result<(), String> {
    let path = Path::new("Cargo.toml");
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| failed(&error))?;
    let manifest: Table = text.parse().map_err(|error| failed(&error))?;
    let tests = manifest.get("test").and_then(toml::Value::as_array);
    let is_there = tests.into_iter().flatten().any(|test| {
        let name = test.get("name").and_then(toml::Value::as_str);
        name == Some("contract")
    });
    if is_there {
        output.line("kept the test `contract` in Cargo.toml");
        return Ok(());
    }
    let text = format!(
        "{}\n\n[[test]]\nname = \"contract\"\nharness = false\n",
        text.trim_end()
    );
    fs::write(path, text).map_err(|error| failed(&error))?;
    output.line("added the test `contract` to Cargo.toml");
    Ok(())
}

/// Writes a file unless there is one.
pub(super) fn write_new(path: &Path, text: &str, output: &Output) -> Result<(), String> {
    let shown = path.display();
    if path.exists() {
        output.line(format_args!("kept {shown}"));
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{shown}: {error}"))?;
    output.line(format_args!("wrote {shown}"));
    Ok(())
}

/// A workflow of GitHub Actions; `inside` is the crate's folder in the repository.
pub(super) fn github(inside: &str) -> String {
    let folder = if inside.is_empty() { "." } else { inside };
    format!(
        "name: contract
on: [push, pull_request]
jobs:
  contract:
    runs-on: ubuntu-latest
    defaults:
      run:
        working-directory: {folder:?}
    steps:
      - uses: actions/checkout@v4
      - run: rustup toolchain install stable --profile minimal
      - run: cargo test --test contract
"
    )
}

/// A job of GitLab CI.
pub(super) fn gitlab(inside: &str) -> String {
    let folder = if inside.is_empty() { "." } else { inside };
    format!(
        "contract:
  image: rust:latest
  script:
    - cd {folder:?}
    - cargo test --test contract
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_stands_before_the_unit_tests() {
        let module = |text| with_module(text, "pub mod client;\n");
        assert_eq!(module(""), "pub mod client;\n");
        assert_eq!(module("//! A.\n"), "//! A.\n\npub mod client;\n");
        assert_eq!(
            module("pub fn a() {}\n\n#[cfg(test)]\nmod tests {}\n"),
            "pub fn a() {}\n\npub mod client;\n\n#[cfg(test)]\nmod tests {}\n"
        );
        assert_eq!(
            module("#[cfg(test)]\nmod tests {}\n"),
            "pub mod client;\n\n#[cfg(test)]\nmod tests {}\n"
        );
        let within = "mod a {\n    #[cfg(test)]\n    mod tests {}\n}\n";
        assert_eq!(module(within), format!("{within}\npub mod client;\n"));
    }
}
