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
                let cases = plan.all();
                let responses: usize = plan
                    .document
                    .operations
                    .iter()
                    .map(|o| o.responses.len())
                    .sum();
                println!(
                    "{path}: {} operations, {responses} responses, {} cases, {} document findings, {:?}",
                    plan.document.operations.len(),
                    cases.list.len(),
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
