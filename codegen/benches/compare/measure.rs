//! Runs a command and says what it cost: wall time, processor time, peak memory.
//!
//! The figures are those of the kernel for the child and all that it waited for (`wait4`): the
//! time is the sum over all processes, the memory that of the largest one.

use crate::Result;
use crate::options::Options;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use wait4::Wait4;

/// The cost of one run.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Cost {
    /// Seconds on the clock.
    pub(crate) wall: f64,
    /// Seconds of processor time in user mode.
    pub(crate) user: f64,
    /// Seconds of processor time in the kernel.
    pub(crate) system: f64,
    /// Bytes that the largest process held in memory at its peak.
    pub(crate) peak: u64,
}

/// A run that ended: its cost, or the first line of its complaint.
pub(crate) type Run = std::result::Result<Cost, String>;

/// The runs of one step.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Measured {
    /// Those that went well.
    pub(crate) runs: Vec<Cost>,
    /// Why there are none.
    pub(crate) failure: Option<String>,
}

impl Measured {
    /// A step that cannot be run.
    pub(crate) fn failed(complaint: String) -> Self {
        Self {
            runs: Vec::new(),
            failure: Some(complaint),
        }
    }

    /// Takes the outcome of a run; a failure stays the last word.
    pub(crate) fn add(&mut self, run: Run) {
        match run {
            Ok(cost) => self.runs.push(cost),
            Err(complaint) => self.failure = Some(complaint),
        }
    }

    /// Whether the step is to be run in this round.
    pub(crate) fn wants_more(&self, options: &Options, round: usize) -> bool {
        let slow = self
            .runs
            .first()
            .is_some_and(|first| first.wall > options.once_above);
        self.failure.is_none() && (round == 0 || !slow)
    }

    /// The median of one figure of all runs.
    pub(crate) fn median(&self, figure: impl Fn(&Cost) -> f64) -> Option<f64> {
        let mut figures: Vec<_> = self.runs.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        let upper = figures.get(figures.len() / 2)?;
        let lower = figures.get((figures.len().saturating_sub(1)) / 2)?;
        Some(f64::midpoint(*lower, *upper))
    }
}

/// Runs a command to its end, its output in the file `log`.
pub(crate) fn run(command: &mut Command, log: &Path) -> Result<Run> {
    let output = File::create(log)?;
    command
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output);
    let started = Instant::now();
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return Ok(Err(format!("{}: {error}", command.get_program().display()))),
    };
    let used = child.wait4()?;
    let wall = started.elapsed().as_secs_f64();
    if !used.status.success() {
        let said = String::from_utf8_lossy(&std::fs::read(log)?).into_owned();
        return Ok(Err(
            complaint(&said).unwrap_or_else(|| used.status.to_string())
        ));
    }
    Ok(Ok(Cost {
        wall,
        user: used.rusage.utime.as_secs_f64(),
        system: used.rusage.stime.as_secs_f64(),
        peak: used.rusage.maxrss,
    }))
}

/// The first line that names an error, short and without colours; of a panic what it says, which
/// stands below the line that says where.
fn complaint(output: &str) -> Option<String> {
    let plain = without_colours(output);
    // What cargo reports while it works names packages, and some are named after errors.
    let works = |line: &&str| line.starts_with("Compiling ") || line.starts_with("Checking ");
    let mut lines = plain
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !works(line));
    let names_error = |line: &&str| {
        let line = line.to_ascii_lowercase();
        line.contains("error") || line.contains("panicked at") || line.contains("exception")
    };
    let found = lines.find(names_error)?;
    let line = match found.contains("panicked at") {
        true => lines.next().unwrap_or(found),
        false => found,
    };
    Some(line.chars().take(160).collect())
}

/// Leaves out the sequences ESC `[` … letter (ECMA-48, 5.4) with which commands colour their text.
fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\u{1b}' {
            plain.push(character);
            continue;
        }
        let _ = characters.by_ref().find(char::is_ascii_alphabetic);
    }
    plain
}
