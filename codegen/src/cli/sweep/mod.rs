//! `specwright sweep`: a folder of documents, one line each and totals.

mod compile;
mod find;
mod row;

use super::output::Output;
use super::{Status, cargo, common};
use crate::config::{Package, Warnings};
use crate::generate::{self, Generated, Target};
use clap::{Args, ValueEnum};
use find::{Found, documents};
use indicatif::{ProgressBar, ProgressStyle};
use row::{Row, Totals};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

/// Generate clients of every document in a folder, and show what came of each.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright sweep specs
  specwright sweep specs --check
  specwright sweep specs --check=check,clippy,doc --json > sweep.json

Exit status: 0 every document gave a client (that compiles without a warning, with --check),
1 some did not, 2 could not.")]
pub(crate) struct Arguments {
    /// Folder of documents (.yaml, .yml, .json), folders in it included, or single documents
    #[arg(value_name = "DIR", required = true)]
    paths: Vec<PathBuf>,
    /// Compile what is generated, warnings denied; choose the tools with --check=check,clippy,doc
    #[arg(long, value_name = "TOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "check", value_delimiter = ',')]
    check: Vec<Tool>,
    /// Compile only documents of at most this many bytes; the others are generated all the same
    #[arg(long, value_name = "BYTES", requires = "check")]
    check_below: Option<u64>,
    /// Write one JSON object with a row for each document and the totals
    #[arg(long)]
    json: bool,
    /// Documents to generate at a time [default: number of processors]
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,
    /// Make every warning an error
    #[arg(long)]
    strict: bool,
    /// Write the generated crates below this folder and keep them
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// What is run over a generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tool {
    /// `cargo check`
    Check,
    /// `cargo clippy`, its default lints
    Clippy,
    /// `cargo doc`
    Doc,
}

impl Tool {
    /// The subcommand of cargo.
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
        }
    }
}

/// Documents whose crates are compiled together: enough that cargo keeps all processors busy, few
/// enough that their texts fit in memory.
const BATCH: usize = 12;

/// Runs it.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Status {
    let documents = match documents(&arguments.paths) {
        Ok(documents) if documents.is_empty() => {
            output.error("there is no document (.yaml, .yml, .json) in that folder");
            return Status::CouldNot;
        }
        Ok(documents) => documents,
        Err(message) => {
            output.error(message);
            return Status::CouldNot;
        }
    };
    if !arguments.check.is_empty() && !cargo::is_there() {
        output.error("--check needs cargo, and it cannot be run");
        return Status::CouldNot;
    }
    let bar = progress(documents.len(), output);
    let mut rows = Vec::with_capacity(documents.len());
    for batch in documents.chunks(BATCH) {
        match sweep_batch(batch, rows.len(), arguments, &bar) {
            Ok(batch) => {
                for row in batch {
                    if !arguments.json && row.is_document() {
                        bar.suspend(|| output.line(row.line()));
                    }
                    rows.push(row);
                }
            }
            Err(message) => {
                bar.finish_and_clear();
                output.error(message);
                return Status::CouldNot;
            }
        }
    }
    bar.finish_and_clear();
    let totals = Totals::of(&rows);
    if arguments.json {
        output.line(row::json(&rows, &totals));
    } else {
        output.line(totals.text());
    }
    if rows.iter().all(Row::is_fine) {
        Status::Fine
    } else {
        Status::Findings
    }
}

fn progress(documents: usize, output: &Output) -> ProgressBar {
    if !output.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(documents as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// Generates the clients of some documents, each on a thread, and compiles them where that is
/// asked for. `first` is the number of the first one in the whole sweep.
fn sweep_batch(
    documents: &[Found],
    first: usize,
    arguments: &Arguments,
    bar: &ProgressBar,
) -> Result<Vec<Row>, String> {
    let generated = generate_all(documents, first, arguments, bar);
    let mut rows: Vec<Row> = generated.iter().map(|(row, _)| row.clone()).collect();
    let crates: Vec<_> = generated
        .iter()
        .filter(|(row, run)| run.is_complete() && row.compiles_below(arguments.check_below))
        .map(|(row, run)| (row.member.as_str(), &run.files))
        .collect();
    if let Some(folder) = &arguments.keep {
        compile::write(&crates, folder)?;
    }
    if !arguments.check.is_empty() && !crates.is_empty() {
        bar.set_message(format!(
            "compiling {}",
            common::count(crates.len(), "client")
        ));
        let tools: Vec<_> = arguments.check.iter().map(|tool| tool.name()).collect();
        let found = compile::run(&crates, &tools)?;
        for row in &mut rows {
            row.take_messages(&found, crates.iter().any(|(name, _)| *name == row.member));
        }
        bar.set_message("");
    }
    Ok(rows)
}

fn generate_all(
    documents: &[Found],
    first: usize,
    arguments: &Arguments,
    bar: &ProgressBar,
) -> Vec<(Row, Generated)> {
    let jobs = arguments
        .jobs
        .unwrap_or_else(|| thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get));
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, documents.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(document) = documents.get(at) else {
                        break;
                    };
                    let result = generate_one(document, first + at, arguments.strict);
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    done.push((at, result));
                    bar.inc(1);
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// One document: its row and what was generated.
fn generate_one(document: &Found, number: usize, strict: bool) -> (Row, Generated) {
    let member = format!("{}{number:04}", compile::PREFIX);
    let started = Instant::now();
    let generated = match common::read_config(&document.path, None) {
        Ok(mut config) => {
            if strict {
                config.warnings = Warnings::Deny;
            }
            let package = Package::new(&*member, generate::runtime());
            generate::generate(&document.path, &config, &Target::Crate(package))
        }
        Err(finding) => {
            let row = Row::unreadable(document, member, finding);
            return (row, Generated::default());
        }
    };
    let row = Row::new(document, member, &generated, started.elapsed());
    (row, generated)
}
