//! The program that `specwright test` builds and runs: all cases of a document against its client,
//! with a matrix, findings and reports.

use crate::call::{Compiled, Connect};
use crate::case::Case;
use crate::plan::{Plan, Scope};
use crate::report::{self, Progress, Report};
use crate::run::Runner;
use crate::stream;
use specwright::config::References;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
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
/// Ends with 0 where every case passed, 1 where one did not, 2 where it could not run.
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
    let mut report = Report::new(&plan, "specwright test SPEC --filter {}").since(started);
    if let Some(folder) = &options.report {
        let reported = report.into_folder(folder);
        report = reported.map_err(|error| format!("no report: {error}"))?;
    }
    run_all(options, &runner, &mut report)?;
    report
        .finish()
        .map_err(|error| format!("no report: {error}"))?;
    print(options, &report).map_err(|error| format!("cannot print: {error}"))?;
    Ok(report.passed())
}

fn run_all<C: Send + Sync + 'static>(
    options: &Options,
    runner: &Arc<Runner<C>>,
    report: &mut Report<'_>,
) -> Result<(), String> {
    let filters = &options.filters;
    let wanted =
        |case: &Case| filters.is_empty() || filters.iter().any(|text| case.name.contains(text));
    if options.quiet {
        return stream::run(runner, &wanted, report);
    }
    let mut progress = Progress::new(report, runner.plan().operations().len());
    let ran = stream::run(runner, &wanted, &mut progress);
    progress.end();
    ran
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

    use super::options;

    #[test]
    fn reads_its_arguments() {
        let read = |text: &str| options(text.split(' ').map(str::to_owned));
        let made = read("a.yaml --filter x --filter y --report out --color never").unwrap();
        assert_eq!(made.filters, ["x", "y"]);
        assert_eq!(made.color, Some(false));
        assert!(read("a.yaml --nothing").unwrap_err().contains("--nothing"));
        assert!(read("--report").unwrap_err().contains("needs a value"));
    }
}
