//! Cases as named tests that `cargo test` and `cargo nextest` list, filter and shard.

use crate::call::{Compiled, Connect};
use crate::plan::{Plan, Scope};
use crate::report::{self, Run};
use crate::run::{Event, Lane, Runner};
use libtest_mimic::{Arguments, Failed, Trial};
use specwright::config::References;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tokio::runtime::Runtime;

/// Names the folder into which reports are written.
pub const REPORT_VARIABLE: &str = "SPECWRIGHT_REPORT";

/// How a case is run again under cargo: package and target as cargo names them.
fn again() -> String {
    let package = std::env::var("CARGO_PKG_NAME").map(|name| format!(" -p {name}"));
    // cargo puts a hash behind the target's name.
    let target = std::env::current_exe()
        .ok()
        .and_then(|path| Some(path.file_stem()?.to_str()?.rsplit_once('-')?.0.to_owned()))
        .map(|name| format!(" --test {name}"));
    format!(
        "cargo test{}{} -- --exact {{}}",
        package.unwrap_or_default(),
        target.unwrap_or_default()
    )
}

/// What the tests share.
struct Shared<C: 'static> {
    runner: Runner<C>,
    runtime: Runtime,
    lanes: Mutex<Vec<Lane<C>>>,
    events: Mutex<Vec<Event>>,
    started: Instant,
    again: String,
}

/// The whole of a `tests/contract.rs` with `harness = false`: reads the document, lists its cases
/// as tests, runs those that the command line asks for. A folder named by the environment variable
/// `SPECWRIGHT_REPORT` receives reports.
///
/// Ends with success where all pass, and with 1 where one does not; with 2 where the document
/// cannot be read.
pub fn main<C: Send + Sync + 'static>(
    document: impl AsRef<Path>,
    calls: &'static [Compiled<C>],
    connect: Connect<C>,
) -> ExitCode {
    let arguments = Arguments::from_args();
    let scope = Scope {
        called: Some(calls.iter().map(|call| call.key).collect::<BTreeSet<_>>()),
        // A runner that starts a process for every test names the test exactly: the cases of other
        // operations need not be derived.
        operation: arguments.filter.as_deref().filter(|_| arguments.exact),
        ..Scope::default()
    };
    let plan = match Plan::read(document.as_ref(), &References::OwnFolder, &scope) {
        Ok(plan) => plan,
        Err(message) => return could_not(&message),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return could_not(&format!("no runtime: {error}")),
    };
    let shared = Arc::new(Shared {
        runner: Runner::new(Arc::new(plan), calls, connect),
        runtime,
        lanes: Mutex::new(Vec::new()),
        events: Mutex::new(Vec::new()),
        started: Instant::now(),
        again: again(),
    });
    let trials = trials(&shared);
    let conclusion = libtest_mimic::run(&arguments, trials);
    if let Some(folder) = std::env::var_os(REPORT_VARIABLE).filter(|_| !arguments.list)
        && let Err(error) = shared.report(&PathBuf::from(folder))
    {
        return could_not(&format!("no report: {error}"));
    }
    if conclusion.has_failed() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

#[allow(
    clippy::print_stderr,
    reason = "the entry of a test binary says why it cannot run"
)]
fn could_not(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

fn trials<C: Send + Sync + 'static>(shared: &Arc<Shared<C>>) -> Vec<Trial> {
    let plan = Arc::clone(shared.runner.plan());
    plan.cases
        .list
        .iter()
        .enumerate()
        .map(|(index, case)| {
            let shared = Arc::clone(shared);
            Trial::test(case.name.clone(), move || shared.run(index))
        })
        .collect()
}

impl<C: Send + Sync + 'static> Shared<C> {
    fn run(&self, index: usize) -> Result<(), Failed> {
        let lane = lock(&self.lanes).pop();
        let event = self.runtime.block_on(async {
            let mut lane = match lane {
                Some(lane) => lane,
                None => Lane::start().await,
            };
            let event = self.runner.run(&mut lane, index).await;
            lock(&self.lanes).push(lane);
            event
        });
        let verdict = if event.passed() {
            Ok(())
        } else {
            let run = self.view(&[]);
            Err(Failed::from(report::failure(&run, &event)))
        };
        lock(&self.events).push(event);
        verdict
    }

    fn view<'r>(&'r self, events: &'r [Event]) -> Run<'r> {
        Run {
            plan: self.runner.plan(),
            events,
            took: self.started.elapsed(),
            again: &self.again,
        }
    }

    fn report(&self, folder: &Path) -> std::io::Result<()> {
        let mut events = std::mem::take(&mut *lock(&self.events));
        events.sort_by_key(|event| event.case);
        report::write(&self.view(&events), folder)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
