//! One small faulty document a case: its findings, as people see them, are a snapshot.
//!
//! A case is `tests/diagnostics/<stage>/<code>/<case>.yaml` (or `.json`), or a folder `<case>` with
//! an `openapi.yaml` and the files it refers to. Beside it stands `<case>.snap`, and where the
//! case needs choices, `<case>.toml`. A case holds when
//!
//! - the finding its folder is named after is there, with a line and column,
//! - every error is of the stage its folder is named after: stages before it accept the document,
//! - the text of all findings of that stage is the snapshot.
//!
//! And every code has a case. After a change: `cargo insta review`, or run with
//! `INSTA_UPDATE=always` and read the difference as the author of the document would.

use insta::{Settings, assert_snapshot};
use libtest_mimic::{Arguments, Failed, Trial};
use specwright::config::Config;
use specwright::diagnostic::render::{self, Look, Sources};
use specwright::diagnostic::{Code, Diagnostics, Severity, code};
use specwright::generate::{Generated, Target, generate};
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Codes that no document in a repository can show, each with what tests it instead.
const WITHOUT_CASE: &[(&str, &str)] = &[
    (
        "dangling-reference",
        "`source` tells of such references; `tests/normalize` has a document that was not read",
    ),
    (
        "not-a-schema",
        "a guard of the last pass: the ones before it leave nothing of the kind",
    ),
    (
        "file-too-large",
        "a file of 64 MiB; `source::text` has a unit test with a smaller limit",
    ),
    (
        "not-normalized",
        "`normalize` mends what it is about; `lower` has unit tests",
    ),
    (
        "write",
        "the file system refuses, not the document; `build_script` has a unit test",
    ),
    (
        "internal",
        "no document is known that shows it; `generate::guard` has unit tests",
    ),
    (
        "empty-client",
        "every operation is left out by choice; `generate` has a unit test",
    ),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    // Findings name the document as it was named, so that paths are the same on every machine.
    if let Err(error) = env::set_current_dir(&root) {
        let missing = move || Err(Failed::from(format!("{}: {error}", root.display())));
        return libtest_mimic::run(&arguments, vec![Trial::test("cases", missing)]).exit_code();
    }
    let cases = cases();
    let covered: BTreeSet<String> = cases.iter().map(|case| case.code.clone()).collect();
    let stale = stale_snapshots(&cases);
    let mut trials: Vec<Trial> = cases
        .into_iter()
        .map(|case| {
            let name = format!("{}/{}/{}", case.stage, case.code, case.name);
            let root = root.clone();
            Trial::test(name, move || case.holds(&root))
        })
        .collect();
    trials.push(Trial::test("every_code_has_a_case", move || {
        every_code_has_a_case(&covered)
    }));
    trials.push(Trial::test(
        "every_snapshot_has_a_case",
        move || match stale.as_slice() {
            [] => Ok(()),
            stale => Err(format!("snapshots without a case: {}", stale.join(", ")).into()),
        },
    ));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// One faulty document.
struct Case {
    stage: String,
    code: String,
    name: String,
    /// Relative to the folder of all cases.
    document: PathBuf,
}

/// All cases, by stage and code.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (stage, stage_folder) in entries(Path::new(".")) {
        for (code, code_folder) in entries(&stage_folder) {
            for (file, path) in entries(&code_folder) {
                let (name, document) = if path.is_dir() {
                    (file, path.join("openapi.yaml"))
                } else {
                    let name = path.file_stem().unwrap_or_default().to_string_lossy();
                    (name.into_owned(), path)
                };
                let extension = document.extension().unwrap_or_default();
                if extension == "yaml" || extension == "json" {
                    cases.push(Case {
                        stage: stage.clone(),
                        code: code.clone(),
                        name,
                        document,
                    });
                }
            }
        }
    }
    cases
}

/// Snapshots that no case is compared with.
fn stale_snapshots(cases: &[Case]) -> Vec<String> {
    let expected: BTreeSet<PathBuf> = cases
        .iter()
        .map(|case| {
            let folder = Path::new(&case.stage).join(&case.code);
            folder.join(format!("{}.snap", case.name))
        })
        .collect();
    let mut stale = Vec::new();
    for (_, stage) in entries(Path::new(".")) {
        for (_, code) in entries(&stage) {
            let files = entries(&code).into_iter().map(|(_, path)| path);
            stale.extend(files.filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "snap")
                    && !expected.contains(path)
            }));
        }
    }
    stale
        .iter()
        .map(|path| path.display().to_string())
        .collect()
}

/// Names and paths of what is in a folder, sorted; nothing where it is none.
fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = folder.join(&name);
            // `./source/…` is shown as `source/…`.
            let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
            (name, path)
        })
        .collect();
    entries.sort();
    entries
}

impl Case {
    fn holds(&self, root: &Path) -> Result<(), Failed> {
        let generated = self.run()?;
        self.has_its_finding(&generated)?;
        self.is_of_its_stage(&generated)?;
        let shown = self.shown(&generated)?;
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(root.join(&self.stage).join(&self.code));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| assert_snapshot!(self.name.as_str(), shown));
        Ok(())
    }

    fn run(&self) -> Result<Generated, Failed> {
        let folder = Path::new(&self.stage).join(&self.code);
        let choices = folder.join(&self.name).with_extension("toml");
        let config = match fs::read_to_string(&choices) {
            Ok(text) => Config::from_toml(&text, &choices).map_err(|error| error.to_string())?,
            Err(_) => Config::default(),
        };
        let target = Target::Include {
            client: true,
            calls: None,
        };
        Ok(generate(&self.document, &config, &target))
    }

    fn has_its_finding(&self, generated: &Generated) -> Result<(), Failed> {
        let mut codes = generated.diagnostics.iter().map(|finding| finding.code);
        if codes.any(|code| code.slug() == self.code) {
            Ok(())
        } else {
            Err(format!("there is no finding `{}`", self.code).into())
        }
    }

    /// The codes of the case's stage.
    fn own_codes(&self) -> Result<&'static [Code], Failed> {
        let own = match self.stage.as_str() {
            "source" => code::source::ALL,
            "normalize" => code::normalize::ALL,
            "lower" => code::lower::ALL,
            "output" => code::output::ALL,
            other => return Err(format!("there is no stage `{other}`").into()),
        };
        if own.iter().any(|code| code.slug() == self.code) {
            Ok(own)
        } else {
            Err(format!("`{}` is no code of this stage", self.code).into())
        }
    }

    /// No stage but that of the case has an error.
    fn is_of_its_stage(&self, generated: &Generated) -> Result<(), Failed> {
        let own = self.own_codes()?;
        let foreign = generated
            .diagnostics
            .iter()
            .find(|finding| finding.severity == Severity::Error && !own.contains(&finding.code));
        match foreign {
            None => Ok(()),
            Some(finding) => {
                let (code, message) = (finding.code, &finding.message);
                Err(format!("another stage has an error: {code}: {message}").into())
            }
        }
    }

    /// The findings of the stage as text; the one of the case has a line and column. What other
    /// stages note is left out: it would change this snapshot with their work.
    fn shown(&self, generated: &Generated) -> Result<String, Failed> {
        let own = self.own_codes()?;
        let mut findings = Diagnostics::new();
        for finding in generated.diagnostics.iter() {
            if own.contains(&finding.code) {
                findings.push(finding.clone());
            }
        }
        let sources = Sources {
            path: &self.document,
            document: generated.document.as_ref(),
            origin: &generated.origin,
        };
        let look = Look {
            color: false,
            width: 100,
            places: 0,
        };
        let text = render::text(&findings, &sources, &look);
        let headline = format!("[{}]: ", self.code);
        let mut lines = text.lines().skip_while(|line| !line.contains(&headline));
        let place = lines.nth(1).unwrap_or_default();
        let mut parts = place.rsplit(':');
        let column = parts.next().map(str::parse::<usize>);
        let line = parts.next().map(str::parse::<usize>);
        match (line, column) {
            (Some(Ok(_)), Some(Ok(_))) => Ok(text),
            _ => Err(format!("the finding has no line and column:\n{text}").into()),
        }
    }
}

fn every_code_has_a_case(covered: &BTreeSet<String>) -> Result<(), Failed> {
    let without = |slug: &str| WITHOUT_CASE.iter().any(|(code, _)| *code == slug);
    let missing: Vec<&str> = Code::all()
        .map(Code::slug)
        .filter(|slug| !covered.contains(*slug) && !without(slug))
        .collect();
    if !missing.is_empty() {
        return Err(format!("codes without a case: {}", missing.join(", ")).into());
    }
    let stale = WITHOUT_CASE
        .iter()
        .find(|(slug, _)| covered.contains(*slug) || Code::find(slug).is_none());
    match stale {
        None => Ok(()),
        Some((slug, _)) => Err(format!("`{slug}` need not be in WITHOUT_CASE any more").into()),
    }
}
