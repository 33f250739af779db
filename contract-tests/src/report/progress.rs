//! How far a run is: a bar on a terminal, else a line now and then.

use crate::case::{Case, Cases};
use crate::run::Event;
use crate::stream::Listener;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Result, Write};
use std::time::{Duration, Instant};

/// Between lines where there is no terminal.
const PAUSE: Duration = Duration::from_secs(10);

/// Tells a listener of a run, and shows on standard error how far it is.
pub struct Progress<'l> {
    listener: &'l mut dyn Listener,
    bar: Option<ProgressBar>,
    said: Instant,
    operations: usize,
    /// The operation of the last case that ended, and how many operations that makes.
    under_way: (Option<usize>, usize),
    cases: usize,
    failed: usize,
}

impl<'l> Progress<'l> {
    /// For a run over so many operations.
    pub fn new(listener: &'l mut dyn Listener, operations: usize) -> Self {
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} operations, {msg}");
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(operations as u64);
            style.map_or(bar.clone(), |style| bar.with_style(style))
        });
        Self {
            listener,
            bar,
            said: Instant::now(),
            operations,
            under_way: (None, 0),
            cases: 0,
            failed: 0,
        }
    }

    /// Takes the bar away.
    pub fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }

    fn show(&mut self) {
        let message = format!("{} cases, {} failed", self.cases, self.failed);
        let begun = self.under_way.1;
        if let Some(bar) = &self.bar {
            bar.set_position(begun as u64);
            bar.set_message(message);
        } else if self.said.elapsed() > PAUSE {
            self.said = Instant::now();
            let all = self.operations;
            let _ = writeln!(std::io::stderr(), "{begun}/{all} operations, {message}");
        }
    }
}

impl Listener for Progress<'_> {
    fn derived(&mut self, cases: Cases) -> Result<()> {
        self.listener.derived(cases)
    }

    fn case(&mut self, case: &Case, event: &Event) -> Result<()> {
        self.listener.case(case, event)?;
        if self.under_way.0 != Some(case.operation) {
            self.under_way = (Some(case.operation), self.under_way.1 + 1);
        }
        self.cases += 1;
        self.failed += usize::from(!event.passed());
        self.show();
        Ok(())
    }
}
