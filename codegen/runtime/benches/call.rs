//! What a call costs through this crate, against the same call written by hand: time, and
//! allocations of a call on a warm connection (`tests/allocations.rs` holds these).
//!
//! `cargo bench -p specwright-client --bench call`.

mod common;

use allocation_counter::measure;
use common::{Outcome, by_hand, client, core, served, through_runtime};
use criterion::Criterion;
use specwright_client::__generated::Core;
use std::hint::black_box;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

fn main() -> Outcome<()> {
    let mut criterion = Criterion::default().configure_from_args();
    let base = served()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let core = core(&base)?;
    let client = client()?;
    // Both have their connection before anything is measured.
    runtime.block_on(through_runtime(&core))?;
    runtime.block_on(by_hand(&client, &base))?;
    let mut group = criterion.benchmark_group("call");
    group.bench_function("runtime", |b| {
        b.iter(|| black_box(runtime.block_on(through_runtime(&core))));
    });
    group.bench_function("by-hand", |b| {
        b.iter(|| black_box(runtime.block_on(by_hand(&client, &base))));
    });
    group.finish();
    criterion.final_summary();
    paired(&runtime, &core, &client, &base)
}

/// Both calls in turn, so that a change of the machine's load meets both; the ratio of the
/// medians, and the allocations.
#[allow(clippy::print_stdout, reason = "what the bench is for")]
fn paired(runtime: &Runtime, core: &Core, client: &reqwest::Client, base: &str) -> Outcome<()> {
    const ROUNDS: usize = 5_000;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let started = Instant::now();
        runtime.block_on(through_runtime(core))?;
        ours.push(started.elapsed());
        let started = Instant::now();
        runtime.block_on(by_hand(client, base))?;
        theirs.push(started.elapsed());
    }
    let (time, hand) = (median(&mut ours), median(&mut theirs));
    let ratio = time.as_secs_f64() / hand.as_secs_f64();
    println!("call: runtime {time:?}, by hand {hand:?}: {ratio:.3} times ({ROUNDS} pairs)");
    let ours = measure(|| drop(black_box(runtime.block_on(through_runtime(core)))));
    let theirs = measure(|| drop(black_box(runtime.block_on(by_hand(client, base)))));
    println!(
        "allocations: runtime {} ({} bytes), by hand {} ({} bytes)",
        ours.count_total, ours.bytes_total, theirs.count_total, theirs.bytes_total
    );
    Ok(())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
