//! The machine a comparison ran on, as far as it bears on the figures.

use serde::{Deserialize, Serialize};
use std::process::Command;
use std::time::SystemTime;

/// Where and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Machine {
    /// The day, `25 Nov 2026`.
    pub(crate) date: String,
    /// Processors that can be used.
    pub(crate) cores: usize,
    /// Gibibytes of memory; `None` where the system does not say it in `/proc/meminfo`.
    pub(crate) memory: Option<u64>,
    /// `rustc 1.95.0 (…)`.
    pub(crate) rustc: String,
}

impl Machine {
    /// This one, now.
    pub(crate) fn here() -> Self {
        Self {
            date: date(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory: memory(),
            rustc: rustc(),
        }
    }

    /// In a line.
    pub(crate) fn describe(&self) -> String {
        let memory = self
            .memory
            .map_or_else(String::new, |gibibytes| format!(", {gibibytes} GiB"));
        format!(
            "{}; {} cores{memory}; {}",
            self.date, self.cores, self.rustc
        )
    }
}

/// The date of `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
fn date() -> String {
    let now = httpdate::fmt_http_date(SystemTime::now());
    now.split(' ').skip(1).take(3).collect::<Vec<_>>().join(" ")
}

fn memory() -> Option<u64> {
    let said = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some((kibibytes + (1 << 19)) >> 20)
}

fn rustc() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let text = output.map(|output| output.stdout).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    text.split(" (").next().unwrap_or("rustc").trim().to_owned()
}
