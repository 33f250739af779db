//! Nothing in a document becomes code: payloads in every place where a string can stand.
//!
//! The documents of [`bases`] hold every object of the OpenAPI object model between them. Each
//! string and each member name of theirs is a slot; each payload is put into each slot. Whatever
//! comes out is judged by [`judge`], which reads the generated files as Rust sees them. Meaning is
//! not tested here: a document may be refused, as long as it is refused with an error.
//!
//! Each slot takes [`EACH`] of the payloads, other ones than its neighbours; with
//! `SPECWRIGHT_HOSTILE=all` in the environment every slot takes every payload, which takes minutes
//! (`SPECWRIGHT_HOSTILE=all cargo test --release -p specwright --test hostile`).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test: what fails here is a finding"
)]

mod bases;
mod judge;
mod payloads;
mod slots;

use serde_json::Value;
use specwright::config::{Config, Package, Runtime};
use specwright::diagnostic::render::{self, Sources};
use specwright::generate::{Generated, Target, generate};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Payloads of a slot in an ordinary run.
const EACH: usize = 10;

/// One document to try.
struct Trial<'a> {
    base: &'a str,
    slot: &'a slots::Slot,
    payload: &'a str,
}

/// Generates for a document; its findings as a build script would print them.
fn run(document: &Value, folder: &Path) -> (Generated, String) {
    let path = folder.join("openapi.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let package = Package::new("client", Runtime::Registry);
    let generated = generate(&path, &Config::default(), &Target::Suite(package));
    let sources = Sources {
        path: &path,
        document: generated.document.as_ref(),
        origin: &generated.origin,
    };
    let lines = render::cargo(&generated.diagnostics, &sources);
    (generated, lines)
}

#[test]
fn no_string_of_a_document_becomes_code() {
    let bases = bases::all();
    let payloads = payloads::all();
    assert!(payloads.len() >= 64, "{} payloads", payloads.len());
    let slots: Vec<(&str, &Value, Vec<slots::Slot>)> = bases
        .iter()
        .map(|(name, base)| (*name, base, slots::of(base)))
        .collect();
    let slots = slots
        .iter()
        .flat_map(|(base, document, slots)| slots.iter().map(move |slot| (*base, *document, slot)));
    let all = std::env::var_os("SPECWRIGHT_HOSTILE").is_some_and(|value| value == "all");
    let each = if all { payloads.len() } else { EACH };
    let trials: Vec<(Trial<'_>, &Value)> = slots
        .enumerate()
        .flat_map(|(index, (base, document, slot))| {
            let turn = payloads.iter().cycle().skip(index * each % payloads.len());
            turn.take(each).map(move |payload| {
                let trial = Trial {
                    base,
                    slot,
                    payload,
                };
                (trial, document)
            })
        })
        .collect();
    assert!(trials.len() >= 8_960, "{} documents", trials.len());

    let next = AtomicUsize::new(0);
    let accepted = AtomicUsize::new(0);
    let findings = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let folder = tempfile::tempdir().unwrap();
                while let Some((trial, base)) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let document = slots::put(base, trial.slot, trial.payload);
                    let (generated, lines) = run(&document, folder.path());
                    accepted.fetch_add(usize::from(generated.is_complete()), Ordering::Relaxed);
                    if let Err(fault) = judge::verdict(&generated, &lines) {
                        findings.lock().unwrap().push(format!(
                            "{} {} ← {:?}: {fault}",
                            trial.base, trial.slot, trial.payload
                        ));
                    }
                }
            });
        }
    });

    let (slot_count, accepted) = (trials.len() / each, accepted.into_inner());
    println!(
        "{slot_count} slots × {each} of {} payloads = {} documents: {accepted} accepted, {} refused",
        payloads.len(),
        trials.len(),
        trials.len() - accepted
    );
    let mut findings = findings.into_inner().unwrap();
    findings.sort();
    assert!(
        findings.is_empty(),
        "{} findings:\n{}",
        findings.len(),
        findings[..findings.len().min(40)].join("\n")
    );
    // Most strings are free text: if few documents were accepted, little was tested.
    assert!(accepted * 2 > trials.len(), "only {accepted} were accepted");
}

/// The judge sees what it is there to see.
#[test]
fn planted_faults_are_found() {
    for (text, fault) in [
        ("fn evil_PWNED() {}", "evil_PWNED"),
        ("const X: () = compile_error!(\"x\");", "macro"),
        ("unsafe fn f() {}", "unsafe"),
        ("#![allow(unused)] fn f() {}", "attribute"),
        ("#[doc = \"```\\nf();\\n```\"] fn f() {}", "code block"),
        ("#[doc = \"a\\n\\n    f();\"] fn f() {}", "code block"),
        ("#[doc = \"<script>\"] fn f() {}", "HTML"),
        ("static S: &str = \"\u{202e}\";", "control"),
        ("fn f( {", "parse"),
    ] {
        let found = judge::rust(text).expect_err(text);
        assert!(found.contains(fault), "{text}: {found}");
    }
    for line in [
        "cargo::rustc-env=A=B",
        "cargo:warning=x",
        "x\rcargo::error=y",
    ] {
        judge::cargo_lines(line).expect_err(line);
    }
    judge::rust("/// Text.\n#[derive(Clone)]\npub struct A { pub a: Option<String> }").unwrap();
}
