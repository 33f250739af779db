//! A call through this crate asks the allocator no more often than the same call written by hand: a
//! count, which is the same on every machine, where time would be noise.

#[path = "../benches/common/mod.rs"]
mod common;

use allocation_counter::measure;
use common::{Outcome, by_hand, client, core, served, through_runtime};
use tokio::runtime::Builder;

#[test]
fn a_call_allocates_no_more_than_one_written_by_hand() -> Outcome<()> {
    let base = served()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let (core, client) = (core(&base)?, client()?);
    // Both have their connection and have grown what stays before anything is counted.
    for _ in 0..10 {
        runtime.block_on(through_runtime(&core))?;
        runtime.block_on(by_hand(&client, &base))?;
    }
    let ours = measure(|| drop(runtime.block_on(through_runtime(&core)))).count_total;
    let theirs = measure(|| drop(runtime.block_on(by_hand(&client, &base)))).count_total;
    assert!(ours <= theirs, "{ours} allocations, by hand {theirs}");
    Ok(())
}
