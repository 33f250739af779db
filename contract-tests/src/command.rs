//! The program that `specwright test` builds and runs: all cases of a document against its client,
//! with a matrix, findings and reports.

use crate::call::{Compiled, Connect};
use crate::case::Case;
use crate::plan::{Plan, Scope};
use crate::report::{self, Progress, Report, Summary, line};
use crate::run::Runner;
use crate::stream;
use specwright::config::References;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

const USAGE: &str = "usage: suite DOCUMENT [--references DIR] [--report DIR] [--filter TEXT]... \
[--color always|never] [--quiet]";

/// What the command line says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    document: PathBuf,
    references: Option<PathBuf>,
    report: Option<PathBuf>,
    filters: Vec<String>,
    color: Option<bool>,
    quiet: bool,
}

/// Reads the command line, runs the suite, prints findings and the matrix.
///
/// Ends with 0 where every case passed, 1 where one did not, 2 where it could not run or had no
/// case.
pub fn command<C: Send + Sync + 'static>(
    calls: &'static [Compiled<C>],
    connect: Connect<C>,
) -> ExitCode {
    let result =
        options(std::env::args().skip(1)).and_then(|options| run(&options, calls, connect));
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    let mut document = None;
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .ok_or_else(|| format!("{argument} needs a value\n{USAGE}"))
        };
        match argument.as_str() {
            "--references" => options.references = Some(value()?.into()),
            "--report" => options.report = Some(value()?.into()),
            "--filter" => options.filters.push(value()?),
            "--color" => options.color = Some(value()? == "always"),
            "--quiet" => options.quiet = true,
            other if other.starts_with('-') || document.is_some() => {
                return Err(format!("unknown argument {other:?}\n{USAGE}"));
            }
            _ => document = Some(argument.into()),
        }
    }
    options.document = document.ok_or(USAGE)?;
    Ok(options)
}

/// Whether all passed.
fn run<C: Send + Sync + 'static>(
    options: &Options,
    calls: &'static [Compiled<C>],
    connect: Connect<C>,
) -> Result<bool, String> {
    let started = Instant::now();
    let references = options
        .references
        .clone()
        .map_or(References::OwnFolder, References::Within);
    let plan = Arc::new(Plan::read(
        &options.document,
        &references,
        &Scope::of(calls),
    )?);
    let runner = Arc::new(Runner::new(Arc::clone(&plan), calls, connect));
    let again = again(&options.document, &references);
    let mut report = Report::new(&plan, &again).since(started);
    if let Some(folder) = &options.report {
        let reported = report.into_folder(folder);
        report = reported.map_err(|error| format!("no report: {error}"))?;
    }
    run_all(options, &runner, &mut report)?;
    report
        .finish()
        .map_err(|error| format!("no report: {error}"))?;
    print(options, &report).map_err(|error| format!("cannot print: {error}"))?;
    tested_something(report.run().summary)?;
    Ok(report.passed())
}

/// An error where there was no case: a client of which nothing was tested has not passed.
fn tested_something(summary: &Summary) -> Result<(), String> {
    if summary.cases > 0 {
        return Ok(());
    }
    let reasons = summary.reasons();
    let most = reasons
        .first()
        .map_or("the document has no operation", |(reason, _)| *reason);
    Err(format!(
        "nothing was tested, the suite has no case: {}",
        line(most)
    ))
}

/// The line that runs a case again, with `{}` for its name.
pub(crate) fn again(document: &Path, references: &References) -> String {
    let within = match references {
        References::Within(folder) => format!(" --references {}", word(folder)),
        References::OwnFolder => String::new(),
    };
    format!("specwright test {}{within} --filter {{}}", word(document))
}

/// A path as one word of a shell.
fn word(path: &Path) -> String {
    let text = path.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+=:@%,".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.into_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn run_all<C: Send + Sync + 'static>(
    options: &Options,
    runner: &Arc<Runner<C>>,
    report: &mut Report<'_>,
) -> Result<(), String> {
    let filters = &options.filters;
    let used: Vec<AtomicBool> = filters.iter().map(|_| AtomicBool::new(false)).collect();
    let wanted = |case: &Case| {
        let mut is_wanted = filters.is_empty();
        for (text, used) in filters.iter().zip(&used) {
            if case.name.contains(text) {
                used.store(true, Ordering::Relaxed);
                is_wanted = true;
            }
        }
        is_wanted
    };
    if options.quiet {
        stream::run(runner, &wanted, report)?;
    } else {
        let mut progress = Progress::new(report, runner.plan().operations().len());
        let ran = stream::run(runner, &wanted, &mut progress);
        progress.end();
        ran?;
    }
    named_nothing(filters, &used)
}

/// An error where a filter names no case: nothing was tested by it, which is no success.
fn named_nothing(filters: &[String], used: &[AtomicBool]) -> Result<(), String> {
    let mut none = filters.iter().zip(used);
    match none.find(|(_, used)| !used.load(Ordering::Relaxed)) {
        Some((text, _)) => Err(format!(
            "no case is named so: {text:?} (a name is `operation::status::what`, and a filter is a \
             part of it)"
        )),
        None => Ok(()),
    }
}

fn print(options: &Options, report: &Report<'_>) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let run = report.run();
    write!(out, "{}", report.failures())?;
    if !options.quiet {
        write!(out, "{}", report::document_findings(&run))?;
    }
    let color = options.color.unwrap_or_else(|| out.is_terminal());
    write!(out, "{}", report::matrix(&run, color))?;
    out.flush()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::{again, options};
    use specwright::config::References;
    use std::path::Path;

    #[test]
    fn reads_its_arguments() {
        let read = |text: &str| options(text.split(' ').map(str::to_owned));
        let made = read("a.yaml --filter x --filter y --report out --color never").unwrap();
        assert_eq!(made.filters, ["x", "y"]);
        assert_eq!(made.color, Some(false));
        assert!(read("a.yaml --nothing").unwrap_err().contains("--nothing"));
        assert!(read("--report").unwrap_err().contains("needs a value"));
    }

    #[test]
    fn the_line_that_runs_a_case_again_is_one_for_a_shell() {
        let own = References::OwnFolder;
        let plain = again(Path::new("spec/a.yaml"), &own);
        assert_eq!(plain, "specwright test spec/a.yaml --filter {}");
        let quoted = again(Path::new("it's a.yaml"), &References::Within("..".into()));
        let expected = r"specwright test 'it'\''s a.yaml' --references .. --filter {}";
        assert_eq!(quoted, expected);
    }
}
