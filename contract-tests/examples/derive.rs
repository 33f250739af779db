//! Derives the cases of documents and counts them: `cargo run --example derive DOCUMENT...`.
#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use specwright::config::References;
use specwright_contract::plan::{Plan, Scope};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

fn main() {
    for path in std::env::args().skip(1) {
        let started = Instant::now();
        match Plan::read(Path::new(&path), &References::OwnFolder, &Scope::default()) {
            Err(message) => println!("{path}: {message}"),
            Ok(plan) => {
                let read = started.elapsed();
                let deriver = plan.deriver();
                let (mut made, mut cases) = (0, plan.apart().clone());
                for operation in plan.operations() {
                    let mut of_one = deriver.operation(*operation);
                    made += std::mem::take(&mut of_one.list).len();
                    cases.take_in(of_one);
                }
                let operations = &plan.document.operations;
                let responses: usize = operations.iter().map(|o| o.responses.len()).sum();
                println!(
                    "{path}: {} operations, {responses} responses, {made} cases, {} document findings, read in {read:?}, all in {:?}",
                    operations.len(),
                    cases.document.len(),
                    started.elapsed()
                );
                let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
                for entry in &cases.left_out {
                    *reasons
                        .entry(
                            entry
                                .reason
                                .split(" (")
                                .next()
                                .unwrap_or_default()
                                .to_owned(),
                        )
                        .or_default() += entry.count;
                }
                for (reason, count) in reasons {
                    println!("    left out {count} × {reason}");
                }
                let mut messages: BTreeMap<String, (usize, String)> = BTreeMap::new();
                for finding in &cases.document {
                    let key: String = finding.message.chars().take(160).collect();
                    let entry = messages
                        .entry(key)
                        .or_insert_with(|| (0, plan.locate(&finding.place)));
                    entry.0 += 1;
                }
                for (message, (count, place)) in messages.into_iter().take(12) {
                    println!("    document {count} × {message} [{place}]");
                }
            }
        }
    }
}
