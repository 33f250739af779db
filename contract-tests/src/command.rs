//! The program that `specwright test` builds and runs: all cases of a document against its client,
//! with a matrix, findings and reports.

use crate::call::{Compiled, Connect};
use crate::plan::{Plan, Scope};
use crate::report::{self, Run};
use crate::run::{Event, Lane, Runner};
use specwright::config::References;
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const USAGE: &str = "usage: suite DOCUMENT [--references DIR] [--report DIR] [--filter TEXT]... \
[--color always|never] [--progress] [--quiet]";

/// What the command line says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    document: PathBuf,
    references: Option<PathBuf>,
    report: Option<PathBuf>,
    filters: Vec<String>,
    color: Option<bool>,
    progress: bool,
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
            "--progress" => options.progress = true,
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
    let scope = Scope {
        called: Some(calls.iter().map(|call| call.key).collect::<BTreeSet<_>>()),
        ..Scope::default()
    };
    let references = options
        .references
        .clone()
        .map_or(References::OwnFolder, References::Within);
    let plan = Arc::new(Plan::read(&options.document, &references, &scope)?);
    let wanted: Vec<usize> = plan
        .cases
        .list
        .iter()
        .enumerate()
        .filter(|(_, case)| {
            options.filters.is_empty() || options.filters.iter().any(|f| case.name.contains(f))
        })
        .map(|(index, _)| index)
        .collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("no runtime: {error}"))?;
    let runner = Arc::new(Runner::new(Arc::clone(&plan), calls, connect));
    let events = runtime.block_on(run_all(&runner, &wanted, options.progress));
    let view = Run {
        plan: &plan,
        events: &events,
        took: started.elapsed(),
        again: "specwright test SPEC --filter {}",
    };
    print(options, &view).map_err(|error| format!("cannot print: {error}"))?;
    if let Some(folder) = &options.report {
        report::write(&view, folder).map_err(|error| format!("no report: {error}"))?;
    }
    Ok(events.iter().all(Event::passed))
}

fn print(options: &Options, view: &Run<'_>) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    write!(out, "{}", report::failures(view))?;
    if !options.quiet {
        write!(out, "{}", report::document_findings(view))?;
    }
    let color = options.color.unwrap_or_else(|| out.is_terminal());
    write!(out, "{}", report::matrix(view, color))?;
    out.flush()
}

/// Runs cases on several lanes; events come back in order of the cases.
pub async fn run_all<C: Send + Sync + 'static>(
    runner: &Arc<Runner<C>>,
    wanted: &[usize],
    progress: bool,
) -> Vec<Event> {
    let lanes = std::thread::available_parallelism().map_or(4, usize::from) * 2;
    let queue = Arc::new(wanted.to_vec());
    let next = Arc::new(AtomicUsize::new(0));
    let done = Arc::new(Mutex::new(Vec::with_capacity(wanted.len())));
    let mut tasks = Vec::new();
    for _ in 0..lanes.min(wanted.len()) {
        let (runner, queue) = (Arc::clone(runner), Arc::clone(&queue));
        let (next, done) = (Arc::clone(&next), Arc::clone(&done));
        tasks.push(tokio::spawn(async move {
            let mut lane = Lane::start().await;
            while let Some(index) = queue.get(next.fetch_add(1, Ordering::Relaxed)) {
                let event = runner.run(&mut lane, *index).await;
                done.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(event);
            }
        }));
    }
    let ticker = progress.then(|| tokio::spawn(tick(Arc::clone(&done), wanted.len())));
    for task in tasks {
        // A lane that panics leaves its cases without events, which is noted below.
        let _ = task.await;
    }
    if let Some(ticker) = ticker {
        ticker.abort();
        let _ = writeln!(std::io::stderr());
    }
    let mut events = std::mem::take(&mut *done.lock().unwrap_or_else(PoisonError::into_inner));
    let ran: BTreeSet<usize> = events.iter().map(|event| event.case).collect();
    for index in wanted.iter().filter(|index| !ran.contains(index)) {
        events.push(Event::troubled(
            *index,
            "the suite itself failed on this case",
        ));
    }
    events.sort_by_key(|event| event.case);
    events
}

/// Shows how far the run is: one line that is written over on a terminal, else a line now and then.
async fn tick(done: Arc<Mutex<Vec<Event>>>, all: usize) {
    let terminal = std::io::stderr().is_terminal();
    let pause = Duration::from_millis(if terminal { 200 } else { 5000 });
    loop {
        tokio::time::sleep(pause).await;
        let (count, failed) = {
            let done = done.lock().unwrap_or_else(PoisonError::into_inner);
            (
                done.len(),
                done.iter().filter(|event| !event.passed()).count(),
            )
        };
        let mut err = std::io::stderr();
        let _ = if terminal {
            write!(err, "\r{count} of {all} cases, {failed} failed ")
        } else {
            writeln!(err, "{count} of {all} cases, {failed} failed")
        };
        let _ = err.flush();
    }
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
