//! Generators side by side on the same documents: time, memory, and what their code costs to
//! compile.
//!
//! ```text
//! cargo bench -p specwright --bench compare -- --out DIR DOCUMENT...
//! ```
//!
//! Installs the other generators from their registries where they are missing, in the versions
//! written in `tool.rs`, and needs Java for one of them. Writes `DIR/comparison.md` and
//! `DIR/comparison.json`; results of earlier calls with the same `DIR` stay in the table, so that
//! a long comparison can be made document by document. `--help` lists the options.
//!
//! It judges nothing: a generator that refuses a document, panics, or writes code that does not
//! compile is in the table with the first line of its complaint.

mod compile;
mod install;
mod libraries;
mod machine;
mod markdown;
mod measure;
mod options;
mod results;
mod tool;

use clap::Parser;
use compile::{Package, Step};
use machine::Machine;
use measure::Measured;
use options::Options;
use results::{Results, Row};
use std::error::Error;
use std::path::{Path, PathBuf};
use tool::{Job, Tool};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    // `cargo bench` passes `--bench`, which means nothing here.
    let options = Options::parse_from(std::env::args().filter(|argument| argument != "--bench"));
    let out = std::path::absolute(&options.out)?;
    std::fs::create_dir_all(&out)?;
    let cache = match &options.cache {
        Some(folder) => std::path::absolute(folder)?,
        None => out.join("cache"),
    };
    let mut results = Results::load(&out)?;
    let tools = installed(&options, &cache)?;
    for document in &options.documents {
        let document = std::path::absolute(document)?;
        for row in compared(&document, &tools, &options, &out, &cache)? {
            results.put(row);
        }
        results.save(&out)?;
    }
    if options.libraries {
        for row in libraries::measured(&options, &out)? {
            results.put(row);
        }
    }
    results.save(&out)?;
    report(format_args!("{}", out.join("comparison.md").display()));
    Ok(())
}

/// The asked-for generators that are there or can be installed.
fn installed(options: &Options, cache: &Path) -> Result<Vec<Tool>> {
    let mut tools = Vec::new();
    for tool in options.tools() {
        if options.documents.is_empty() {
            break;
        }
        report(format_args!(
            "installing {} {}",
            tool.name(),
            tool.version()
        ));
        match install::ready(tool, cache)? {
            Ok(()) => tools.push(tool),
            Err(complaint) => report(format_args!("{} left out: {complaint}", tool.name())),
        }
    }
    Ok(tools)
}

/// All generators on one document, step by step, their runs interleaved so that a change of the
/// machine's load meets all of them.
fn compared(
    document: &Path,
    tools: &[Tool],
    options: &Options,
    out: &Path,
    cache: &Path,
) -> Result<Vec<Row>> {
    let name = stem(document);
    let folder = out.join("work").join(&name);
    let machine = Machine::here();
    let mut rows: Vec<_> = tools
        .iter()
        .map(|tool| Row::new(&name, tool.name(), tool.version(), machine.clone()))
        .collect();
    let jobs: Vec<_> = tools
        .iter()
        .map(|tool| Job::new(*tool, document, &folder, cache))
        .collect();
    for round in 0..options.runs {
        for (row, job) in rows.iter_mut().zip(&jobs) {
            if row.generate.wants_more(options, round) {
                progress(row, "generate", round);
                row.generate.add(job.generate()?);
            }
        }
    }
    let target = out.join("target");
    let packages = prepared(&mut rows, &jobs, options, &target)?;
    for step in [Step::Check, Step::Build] {
        let wanted = options.steps.contains(&step);
        for round in (0..options.runs).take_while(|_| wanted) {
            for (row, package) in rows.iter_mut().zip(&packages) {
                let Some(package) = package else { continue };
                if row.step(step).wants_more(options, round) {
                    progress(row, step.name(), round);
                    let run = package.run(step)?;
                    row.took(step, run);
                    row.warned(step, package)?;
                }
            }
        }
    }
    Ok(rows)
}

/// Makes packages of what was generated, each with its dependencies compiled.
fn prepared(
    rows: &mut [Row],
    jobs: &[Job],
    options: &Options,
    target: &Path,
) -> Result<Vec<Option<Package>>> {
    let both = rows.iter_mut().zip(jobs);
    both.map(|(row, job)| package(row, job, options, target))
        .collect()
}

/// Counts what was generated and compiles its dependencies, unmeasured; `None` where there is
/// nothing to compile, which the row then says.
fn package(row: &mut Row, job: &Job, options: &Options, target: &Path) -> Result<Option<Package>> {
    if row.generate.failure.is_some() {
        return Ok(None);
    }
    match job.settle().and_then(|()| compile::size(&job.package())) {
        Ok(size) => row.code = Some(size),
        Err(error) => {
            row.check = Measured::failed(format!("no package was written: {error}"));
            return Ok(None);
        }
    }
    let package = Package::new(job.package(), target.to_owned());
    report(format_args!("{} {}: dependencies", row.document, row.tool));
    match package.prepare(&options.steps)? {
        Ok(()) => Ok(Some(package)),
        Err(complaint) => {
            row.check = Measured::failed(complaint);
            Ok(None)
        }
    }
}

/// The name of a document in folders and tables.
fn stem(document: &Path) -> String {
    let stem = document.file_stem().map(PathBuf::from).unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn progress(row: &Row, step: &str, round: usize) {
    report(format_args!(
        "{} {}: {step} {}",
        row.document,
        row.tool,
        round + 1
    ));
}

/// Says what is going on; the results go to files.
#[allow(
    clippy::print_stderr,
    reason = "a command that people watch for minutes"
)]
fn report(message: std::fmt::Arguments<'_>) {
    eprintln!("{message}");
}
