//! Cases as named tests that `cargo test` and `cargo nextest` list, filter and shard.

use crate::call::{Compiled, Connect};
use crate::case::{Case, Cases};
use crate::plan::{Plan, Scope};
use crate::report::{self, Report, Told};
use crate::run::{Event, Lane, Runner};
use crate::stream::Listener;
use libtest_mimic::{Arguments, Failed, Trial};
use specwright::config::References;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
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
    /// Cases of the operations under test, derived again for each: see [`KEPT`].
    cases: Mutex<VecDeque<(usize, Arc<OnceLock<Cases>>)>>,
    /// What came of the cases, kept where a report is to be written.
    ended: Option<Mutex<Vec<(Case, Event)>>>,
    again: String,
}

/// Operations whose cases are kept: tests run in order, a few at a time, so that the cases of most
/// operations are not needed at once.
const KEPT: usize = 16;

/// The whole of a `tests/contract.rs` with `harness = false`: reads the document, lists its cases
/// as tests, runs those that the command line asks for. A folder named by the environment variable
/// `SPECWRIGHT_REPORT` receives reports.
///
/// Ends with success where all pass, and with 1 where one does not; with 2 where the document
/// cannot be read or gives no case.
pub fn main<C: Send + Sync + 'static>(
    document: impl AsRef<Path>,
    calls: &'static [Compiled<C>],
    connect: Connect<C>,
) -> ExitCode {
    let started = Instant::now();
    let arguments = Arguments::from_args();
    let scope = Scope {
        // A runner that starts a process for every test names the test exactly: the cases of other
        // operations need not be derived.
        operation: arguments.filter.as_deref().filter(|_| arguments.exact),
        ..Scope::of(calls)
    };
    let plan = match Plan::read(document.as_ref(), &References::OwnFolder, &scope) {
        Ok(plan) => Arc::new(plan),
        Err(message) => return could_not(&message),
    };
    let runtime = match Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return could_not(&format!("no runtime: {error}")),
    };
    let folder = std::env::var_os(REPORT_VARIABLE).filter(|_| !arguments.list);
    let shared = Arc::new(Shared {
        runner: Runner::new(Arc::clone(&plan), calls, connect),
        runtime,
        lanes: Mutex::default(),
        cases: Mutex::default(),
        ended: folder.is_some().then(Mutex::default),
        again: again(),
    });
    let mut apart = Vec::new();
    let trials = trials(&shared, &mut apart);
    // A filter may fit no case of this document; without one, no case is no success.
    if trials.is_empty() && arguments.filter.is_none() && !arguments.list {
        return could_not("nothing was tested: the suite has no case");
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    if let Some(folder) = folder
        && let Err(error) = shared.report(&PathBuf::from(folder), apart, started)
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

/// A test for each case; `apart` receives what the operations have besides.
fn trials<C: Send + Sync + 'static>(shared: &Arc<Shared<C>>, apart: &mut Vec<Cases>) -> Vec<Trial> {
    let plan = shared.runner.plan();
    let deriver = plan.deriver();
    let mut trials = Vec::new();
    for operation in plan.operations() {
        let mut cases = deriver.operation(*operation);
        for (index, case) in std::mem::take(&mut cases.list).into_iter().enumerate() {
            let (shared, operation) = (Arc::clone(shared), *operation);
            trials.push(Trial::test(case.name, move || shared.run(operation, index)));
        }
        apart.push(cases);
    }
    trials
}

impl<C: Send + Sync + 'static> Shared<C> {
    fn run(&self, operation: usize, index: usize) -> Result<(), Failed> {
        let cases = self.cases(operation);
        let derived = cases.get_or_init(|| self.runner.plan().deriver().operation(operation));
        let case = derived.list.get(index).ok_or("no such case")?;
        let lane = lock(&self.lanes).pop();
        let event = self.runtime.block_on(async {
            let mut lane = match lane {
                Some(lane) => lane,
                None => Lane::start().await,
            };
            let event = self.runner.run(&mut lane, case).await;
            lock(&self.lanes).push(lane);
            event
        });
        let verdict = if event.passed() {
            Ok(())
        } else {
            Err(Failed::from(report::failure(&Told {
                plan: self.runner.plan(),
                case,
                event: &event,
                again: &self.again,
            })))
        };
        if let Some(ended) = &self.ended {
            lock(ended).push((case.clone(), event));
        }
        verdict
    }

    /// The cases of an operation, to be derived by the first test that needs them.
    fn cases(&self, operation: usize) -> Arc<OnceLock<Cases>> {
        let mut kept = lock(&self.cases);
        if let Some((_, cases)) = kept.iter().find(|(known, _)| *known == operation) {
            return Arc::clone(cases);
        }
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        let cases = Arc::default();
        kept.push_back((operation, Arc::clone(&cases)));
        cases
    }

    fn report(&self, folder: &Path, apart: Vec<Cases>, started: Instant) -> std::io::Result<()> {
        let mut report = Report::new(self.runner.plan(), &self.again)
            .since(started)
            .into_folder(folder)?;
        for cases in apart {
            report.derived(cases)?;
        }
        let ended = self
            .ended
            .as_ref()
            .map(|ended| std::mem::take(&mut *lock(ended)));
        let mut ended = ended.unwrap_or_default();
        // Tests end in any order.
        ended.sort_by(|(a, _), (b, _)| (a.operation, &a.name).cmp(&(b.operation, &b.name)));
        for (case, event) in &ended {
            report.case(case, event)?;
        }
        report.finish()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
