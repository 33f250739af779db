//! Time of each part of the suite: deriving cases, judging what came of them, and whole cases over
//! loopback.
//!
//! `cargo bench -p specwright-contract --bench suite`. Deriving is measured for documents of one's
//! own too: `SPECWRIGHT_BENCH_DOCUMENTS=a.json:b.yaml` (separated as `PATH` is). Shows where time
//! goes; promises nothing.

#![allow(
    missing_docs,
    clippy::print_stderr,
    reason = "a program; the generated calls are documented where they are made"
)]

use criterion::{Criterion, Throughput};
use specwright::config::References;
use specwright_contract::case::{Case, Cases, Serve};
use specwright_contract::oracle::{Bench, Exchange, judge};
use specwright_contract::plan::{Plan, Scope};
use specwright_contract::run::{Event, Lane, Runner, held};
use specwright_contract::stream::{self, Listener};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

include!(concat!(env!("OUT_DIR"), "/calls.rs"));

/// The environment variable that names documents to measure.
const DOCUMENTS: &str = "SPECWRIGHT_BENCH_DOCUMENTS";

fn main() -> std::process::ExitCode {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    if let Err(message) = all(&mut criterion) {
        eprintln!("{message}");
        return std::process::ExitCode::FAILURE;
    }
    criterion.final_summary();
    std::process::ExitCode::SUCCESS
}

fn all(criterion: &mut Criterion) -> Result<(), String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/kms.yaml");
    deriving(criterion, &own)?;
    let documents = std::env::var_os(DOCUMENTS);
    for path in documents.iter().flat_map(std::env::split_paths) {
        deriving(criterion, &path)?;
    }
    let plan = Arc::new(Plan::read(&own, &References::OwnFolder, &Scope::of(CALLS))?);
    let runner = Arc::new(Runner::new(plan, CALLS, connect));
    judging(criterion, &runner)?;
    running(criterion, &runner);
    Ok(())
}

/// Every case of a document, derived anew.
fn deriving(criterion: &mut Criterion, path: &Path) -> Result<(), String> {
    let plan = Plan::read(path, &References::OwnFolder, &Scope::default())?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut group = criterion.benchmark_group("deriving");
    group.throughput(Throughput::Elements(count(plan.all().list.len())));
    group.bench_function(name, |bencher| bencher.iter(|| black_box(plan.all())));
    group.finish();
    Ok(())
}

/// What came of every case, judged again.
fn judging<C: Send + Sync + 'static>(
    criterion: &mut Criterion,
    runner: &Arc<Runner<C>>,
) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let cases = runner.plan().all().list;
    let exchanges: Vec<(&Case, Exchange)> = runtime.block_on(async {
        let mut lane = Lane::start().await;
        let mut made = Vec::new();
        for case in cases.iter().filter(|case| waits_for_nothing(case)) {
            made.push((case, runner.run(&mut lane, case).await.exchange));
        }
        made
    });
    let bench = Bench {
        document: &runner.plan().document,
        schemas: &runner.plan().schemas,
    };
    let mut group = criterion.benchmark_group("judging");
    group.throughput(Throughput::Elements(count(exchanges.len())));
    group.bench_function("kms", |bencher| {
        bencher.iter(|| {
            for (case, exchange) in &exchanges {
                let credentials = held(bench.document, case);
                black_box(judge(bench, case, &credentials, exchange));
            }
        });
    });
    group.finish();
    Ok(())
}

/// Whole cases: derived, served, called, judged.
fn running<C: Send + Sync + 'static>(criterion: &mut Criterion, runner: &Arc<Runner<C>>) {
    let cases = runner.plan().all().list;
    let all = cases.iter().filter(|case| waits_for_nothing(case)).count();
    let mut group = criterion.benchmark_group("running");
    group.throughput(Throughput::Elements(count(all)));
    group.bench_function("kms", |bencher| {
        bencher.iter(|| stream::run(runner, &waits_for_nothing, &mut Passed(0)));
    });
    group.finish();
}

/// Cases against a time-out take as long as that is.
fn waits_for_nothing(case: &Case) -> bool {
    match &case.serve {
        Serve::Response(fixture) => fixture.delay == Duration::ZERO,
        Serve::Redirect(_) => true,
        Serve::Raw(_) => false,
    }
}

/// Counts what passed.
struct Passed(usize);

impl Listener for Passed {
    fn derived(&mut self, _: Cases) -> std::io::Result<()> {
        Ok(())
    }

    fn case(&mut self, _: &Case, event: &Event) -> std::io::Result<()> {
        self.0 += usize::from(event.passed());
        Ok(())
    }
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}
