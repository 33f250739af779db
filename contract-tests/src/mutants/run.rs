//! Runs a suite on each fault until a case fails.

use super::Mutant;
use super::place::{self, Types};
use crate::call::{Compiled, Connect};
use crate::case::{Case, Origin, Serve};
use crate::command::again;
use crate::plan::{Plan, Scope};
use crate::report::{self, Told, line};
use crate::run::{Event, Lane, Runner};
use specwright::config::References;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// A fault that no suite can see, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Equivalent {
    /// Operator of the mutant.
    pub operator: &'static str,
    /// Place of the mutant.
    pub place: &'static str,
    /// Why it changes nothing.
    pub reason: &'static str,
}

/// What a suite found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strength {
    /// Faults tried.
    pub tried: usize,
    /// Faults that turned the suite red.
    pub killed: usize,
    /// Those that did not, and are not known to be equivalent.
    pub survivors: Vec<Mutant>,
    /// Entries of the list of equivalents that no mutant needs.
    pub stale: Vec<Equivalent>,
}

impl Strength {
    /// Whether every fault that changes anything was found, and the list of equivalents is true.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.survivors.is_empty() && self.stale.is_empty()
    }
}

/// The suite of one document as a test of its strength, for a test target without harness.
///
/// Ends with 0 where every fault is found, 1 where one is not, 2 where the suite cannot run or is
/// red without any fault.
pub fn main<C: Send + Sync + 'static>(
    document: impl AsRef<Path>,
    calls: &'static [Compiled<C>],
    connect: Connect<C>,
    mutants: &[Mutant],
    switch: fn(usize),
    equivalent: &[Equivalent],
) -> ExitCode {
    // A test runner asks for the list of tests first: there is one.
    let mut arguments = std::env::args().skip(1);
    if arguments.any(|argument| argument == "--list") {
        let _ = writeln!(std::io::stdout(), "mutants: test");
        return ExitCode::SUCCESS;
    }
    let faults = Faults {
        mutants,
        switch,
        equivalent,
        types: Types::new(),
    };
    let references = References::OwnFolder;
    let document = document.as_ref();
    finish(measure(document, &references, calls, connect, &faults))
}

/// The program that `specwright mutants` builds and runs:
/// `suite DOCUMENT [--references DIR] [--types FILE]`; the file says which schema each type is made
/// from.
pub fn command<C: Send + Sync + 'static>(
    calls: &'static [Compiled<C>],
    connect: Connect<C>,
    mutants: &[Mutant],
    switch: fn(usize),
) -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut document = None;
    let mut references = References::OwnFolder;
    let mut types = Types::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--references" => {
                references = References::Within(arguments.next().unwrap_or_default().into());
            }
            "--types" => {
                let file = arguments.next().unwrap_or_default();
                let text = std::fs::read_to_string(&file).unwrap_or_default();
                let Some(read) = place::types(&text) else {
                    return finish(Err(format!("{file} has no names of types")));
                };
                types = read;
            }
            _ => document = Some(PathBuf::from(argument)),
        }
    }
    let Some(document) = document else {
        let usage = "usage: suite DOCUMENT [--references DIR] [--types FILE]";
        return finish(Err(usage.to_owned()));
    };
    let faults = Faults {
        mutants,
        switch,
        equivalent: &[],
        types,
    };
    finish(measure(&document, &references, calls, connect, &faults))
}

/// The faults of a client, and what is known of them.
struct Faults<'m> {
    mutants: &'m [Mutant],
    /// Turns one on by its number.
    switch: fn(usize),
    equivalent: &'m [Equivalent],
    /// Schemas of the types that faults are in.
    types: Types,
}

impl<'m> Faults<'m> {
    /// Why a fault changes nothing, by the list of equivalents.
    fn known(&self, mutant: &Mutant) -> Option<&'m Equivalent> {
        let mut all = self.equivalent.iter();
        all.find(|known| (known.operator, known.place) == (mutant.operator, mutant.place))
    }
}

fn finish(result: Result<Strength, String>) -> ExitCode {
    match result {
        Ok(strength) if strength.is_full() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::from(2)
        }
    }
}

fn measure<C: Send + Sync + 'static>(
    document: &Path,
    references: &References,
    calls: &'static [Compiled<C>],
    connect: Connect<C>,
    faults: &Faults<'_>,
) -> Result<Strength, String> {
    let plan = Arc::new(Plan::read(document, references, &Scope::of(calls))?);
    let all: Vec<Arc<Case>> = plan.all().list.into_iter().map(Arc::new).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("no runtime: {error}"))?;
    let runner = Arc::new(Runner::new(Arc::clone(&plan), calls, connect));
    runtime.block_on(async {
        let started = Instant::now();
        let mut lanes = Vec::new();
        for _ in 0..std::thread::available_parallelism().map_or(4, usize::from) * 2 {
            lanes.push(Lane::start().await);
        }
        (faults.switch)(0);
        let first = first_failure(&runner, &mut lanes, order(&plan, &all, None)).await;
        if let Some((case, event)) = first {
            let failure = report::failure(&Told {
                plan: &plan,
                case: &case,
                event: &event,
                again: &again(document, references),
            });
            return Err(format!(
                "the suite is red without any fault, so that it can find none:\n\n{failure}"
            ));
        }
        let strength = try_each(&runner, &mut lanes, &all, faults).await;
        summarise(&plan, faults, &strength, started);
        Ok(strength)
    })
}

/// Turns on one fault after another until a case fails.
async fn try_each<C: Send + Sync + 'static>(
    runner: &Arc<Runner<C>>,
    lanes: &mut Vec<Lane<C>>,
    all: &[Arc<Case>],
    faults: &Faults<'_>,
) -> Strength {
    let mut strength = Strength::default();
    let mut needed: BTreeSet<(&str, &str)> = BTreeSet::new();
    for mutant in faults.mutants {
        (faults.switch)(mutant.id);
        let cases = order(runner.plan(), all, mutant.operation);
        let killer = first_failure(runner, lanes, cases).await;
        let known = faults.known(mutant);
        let reason = known.map(|known| known.reason).or(mutant.reason);
        let reason = reason.or_else(|| place::reason(runner.plan(), mutant));
        strength.tried += 1;
        match (&killer, known, reason) {
            (Some(_), ..) => strength.killed += 1,
            (None, Some(known), _) => {
                needed.insert((known.operator, known.place));
            }
            (None, None, Some(_)) => {}
            (None, None, None) => strength.survivors.push(*mutant),
        }
        say(mutant, killer.as_ref(), reason);
    }
    (faults.switch)(0);
    let equivalent = faults.equivalent.iter().copied();
    strength.stale = equivalent
        .filter(|known| !needed.contains(&(known.operator, known.place)))
        .collect();
    strength
}

/// Cases that may show a fault, the quick ones first.
fn order(plan: &Plan, all: &[Arc<Case>], operation: Option<&str>) -> Vec<Arc<Case>> {
    let may_show = |case: &&Arc<Case>| {
        let own = plan.document.operations.get(case.operation);
        operation.is_none_or(|key| own.is_some_and(|own| own.key == key))
    };
    let mut cases: Vec<Arc<Case>> = all.iter().filter(may_show).cloned().collect();
    cases.sort_by_key(|case| {
        matches!(&case.serve, Serve::Raw(_))
            || matches!(&case.origin, Origin::Fault(name) if name.starts_with("slow"))
    });
    cases
}

/// The first case that fails, if any.
async fn first_failure<C: Send + Sync + 'static>(
    runner: &Arc<Runner<C>>,
    lanes: &mut Vec<Lane<C>>,
    cases: Vec<Arc<Case>>,
) -> Option<(Arc<Case>, Event)> {
    let queue = Arc::new(cases);
    let next = Arc::new(AtomicUsize::new(0));
    let stop = Arc::new(AtomicBool::new(false));
    let found = Arc::new(Mutex::new(None));
    let mut tasks = Vec::new();
    for mut lane in lanes.drain(..) {
        let (runner, queue, next) = (Arc::clone(runner), Arc::clone(&queue), Arc::clone(&next));
        let (stop, found) = (Arc::clone(&stop), Arc::clone(&found));
        tasks.push(tokio::spawn(async move {
            // Clients are made anew: a fault may be in how they are built.
            lane.forget_clients();
            while !stop.load(Ordering::Relaxed) {
                let Some(case) = queue.get(next.fetch_add(1, Ordering::Relaxed)) else {
                    break;
                };
                let event = runner.run(&mut lane, case).await;
                if !event.passed() {
                    stop.store(true, Ordering::Relaxed);
                    found
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .get_or_insert((Arc::clone(case), event));
                }
            }
            lane
        }));
    }
    for task in tasks {
        // A lane that panics is lost; the suite goes on with the others.
        if let Ok(lane) = task.await {
            lanes.push(lane);
        }
    }
    if lanes.is_empty() {
        lanes.push(Lane::start().await);
    }
    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
    found.take()
}

fn say(mutant: &Mutant, killer: Option<&(Arc<Case>, Event)>, reason: Option<&str>) {
    let verdict = match (killer, reason) {
        (Some((case, event)), _) => {
            let check = event
                .findings
                .first()
                .map_or("could not run", |f| f.check.as_str());
            format!("killed by {check} in {}", case.name)
        }
        (None, Some(reason)) => format!("changes nothing: {reason}"),
        (None, None) => "SURVIVED".to_owned(),
    };
    let (id, operator, place) = (mutant.id, mutant.operator, line(mutant.place));
    let _ = writeln!(
        std::io::stdout(),
        "{id:>4} {operator}: {place}: {}",
        line(&verdict)
    );
}

/// The survivors with their places in the document, then the counts.
fn summarise(plan: &Plan, faults: &Faults<'_>, strength: &Strength, started: Instant) {
    let mut out = std::io::stdout();
    if !strength.survivors.is_empty() {
        let _ = writeln!(out, "\nnot found by any case:");
    }
    for mutant in &strength.survivors {
        let place = place::place(plan, &faults.types, mutant);
        let place = place.unwrap_or_else(|| "the client as a whole".to_owned());
        let (operator, what) = (mutant.operator, line(mutant.place));
        let _ = writeln!(out, "{place}: {operator}: {what} ({})", mutant.id);
    }
    let _ = writeln!(out);
    let Strength { tried, killed, .. } = strength;
    let equivalent = tried - killed - strength.survivors.len();
    let _ = writeln!(
        out,
        "{killed} of {tried} mutants killed, {equivalent} known to change nothing, {} survived, in {:.1} s",
        strength.survivors.len(),
        started.elapsed().as_secs_f64()
    );
    for known in &strength.stale {
        let _ = writeln!(out, "no longer needed: {} {}", known.operator, known.place);
    }
}
