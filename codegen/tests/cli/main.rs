//! The command as its users meet it: one file for each command, one fixture for all.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod bad_input;
mod check;
mod explain;
mod faults;
mod generate;
mod init;
mod inspect;
mod next;
mod sweep;
mod test;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A document with one operation.
const SMALL: &str = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: readA
      responses:
        '200': {description: Fine., content: {application/json: {schema: {type: string}}}}
        '404': {description: None.}
";

/// A folder of its own in which the command runs.
struct Fixture {
    folder: PathBuf,
    /// Removes the folder at the end.
    _guard: Option<tempfile::TempDir>,
}

/// How a run ended.
struct Ran {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Fixture {
    /// An empty folder.
    fn new() -> Self {
        let guard = tempfile::tempdir().unwrap();
        Self {
            folder: guard.path().to_owned(),
            _guard: Some(guard),
        }
    }

    /// A folder that is the same on each run, for commands that keep what they build by the path
    /// of the document.
    fn kept(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self {
            folder,
            _guard: None,
        }
    }

    /// With a file.
    fn with(self, name: &str, text: &str) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Runs the command with these arguments, divided by spaces.
    fn run(&self, arguments: &str) -> Ran {
        let done = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .args(arguments.split_whitespace())
            .current_dir(&self.folder)
            .env_remove("NO_COLOR")
            .output()
            .unwrap();
        Ran {
            status: done.status.code().expect("no signal"),
            stdout: String::from_utf8(done.stdout).unwrap(),
            stderr: String::from_utf8(done.stderr).unwrap(),
        }
    }

    /// Path and text of every file below a folder.
    fn files(&self, name: &str) -> Vec<(PathBuf, String)> {
        let mut found = Vec::new();
        collect(&self.path(name), &mut found);
        found.sort();
        found
    }
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            found.push((path, text));
        }
    }
}

impl Ran {
    /// Everything that was said, for messages.
    fn all(&self) -> String {
        format!(
            "status {}\n--- stdout\n{}--- stderr\n{}",
            self.status, self.stdout, self.stderr
        )
    }
}
