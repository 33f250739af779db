//! Documents made to use up memory, time or stack: each is refused or read within bounds.
//!
//! Every one of more than four hundred goes through `specwright check`, a process of its own, whose
//! peak of memory is what the system says of it: at most 64 MiB and 24 times the input. Time is
//! guarded against hanging alone, since a test that asserts milliseconds fails on a busy machine;
//! the slowest is printed. Sizes end at about a thousand: what is made of a document in good order grows
//! with it, so that two thousand operations or alternatives take 70 to 110 MiB and are no bombs. What
//! the documents mean is not tested.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test: what fails here is a finding"
)]

mod schemas;
mod texts;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// One document.
struct Bomb {
    name: String,
    /// Its file's name, which tells how it is read.
    file: &'static str,
    text: String,
}

/// What a run cost.
struct Cost {
    name: String,
    bytes: usize,
    peak: u64,
    took: Duration,
}

/// A build that is not optimised is slower by an order of magnitude; so much longer than the two
/// seconds that an optimised one may take is a hang.
const PATIENCE: Duration = Duration::from_secs(60);

/// Most that may be in memory at once.
fn bound(bytes: usize) -> u64 {
    (64 << 20) + 24 * bytes as u64
}

/// Runs the command; a death by signal or a panic is a failure.
fn run(bomb: &Bomb, folder: &Path) -> Result<Cost, String> {
    let path = folder.join(bomb.file);
    fs::write(&path, &bomb.text).unwrap();
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .arg("check")
        .arg(&path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.join("said")).unwrap())
        .spawn()
        .unwrap();
    let used = child.wait4().unwrap();
    let took = started.elapsed();
    let said = fs::read_to_string(folder.join("said")).unwrap_or_default();
    let ended = used.status.code();
    if !matches!(ended, Some(0..=2)) || said.contains("internal") || said.contains("panicked") {
        let first: String = said.chars().take(400).collect();
        return Err(format!(
            "{}: ended with {:?}: {first}",
            bomb.name, used.status
        ));
    }
    Ok(Cost {
        name: bomb.name.clone(),
        bytes: bomb.text.len(),
        peak: used.rusage.maxrss,
        took,
    })
}

#[test]
fn every_bomb_is_read_or_refused_within_bounds() {
    // What is nested is built, written and dropped by recursion, here and in `serde_json`.
    let deep = std::thread::Builder::new().stack_size(256 << 20);
    let made = deep.spawn(|| texts::all().into_iter().chain(schemas::all()).collect());
    let bombs: Vec<_> = made.unwrap().join().unwrap();
    assert!(bombs.len() >= 400, "{} bombs", bombs.len());
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let folder = tempfile::tempdir().unwrap();
                while let Some(bomb) = bombs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let ran = run(bomb, folder.path());
                    done.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(ran);
                }
            });
        }
    });
    let done = done.into_inner().unwrap();
    assert_eq!(done.len(), bombs.len());
    let mut wrong: Vec<String> = Vec::new();
    let mut costs = Vec::new();
    for ran in done {
        match ran {
            Ok(cost) if cost.peak > bound(cost.bytes) => wrong.push(format!(
                "{}: {} MiB for {} bytes",
                cost.name,
                cost.peak >> 20,
                cost.bytes
            )),
            Ok(cost) if cost.took > PATIENCE => {
                wrong.push(format!("{}: {:?}", cost.name, cost.took));
            }
            Ok(cost) => costs.push(cost),
            Err(message) => wrong.push(message),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let slowest = costs.iter().max_by_key(|cost| cost.took).unwrap();
    let largest = costs.iter().max_by_key(|cost| cost.peak).unwrap();
    println!(
        "{} bombs; slowest {} in {:?}; largest {} with {} MiB",
        bombs.len(),
        slowest.name,
        slowest.took,
        largest.name,
        largest.peak >> 20
    );
}

/// Stack of the small thread: 256 KiB, and twice that in a build whose frames are not optimised.
const SMALL: usize = if cfg!(debug_assertions) {
    512 << 10
} else {
    256 << 10
};

/// Reading and dropping need no more stack than a small thread has, however deep the text is.
#[test]
fn a_small_stack_survives_reading_and_dropping() {
    let folder = tempfile::tempdir().unwrap();
    for bomb in texts::all() {
        let path = folder.path().join(bomb.file);
        fs::write(&path, &bomb.text).unwrap();
        let small = std::thread::Builder::new().stack_size(SMALL);
        let read = small.spawn(move || {
            let mut diagnostics = specwright::diagnostic::Diagnostics::new();
            let references = specwright::config::References::default();
            drop(specwright::source::load(
                &path,
                &references,
                &mut diagnostics,
            ));
        });
        assert!(read.unwrap().join().is_ok(), "{}", bomb.name);
    }
}
