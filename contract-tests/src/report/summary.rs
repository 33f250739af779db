//! Counts of a run: by operation and documented response.

use super::Run;
use crate::case::Origin;
use crate::document::StatusKey;
use std::collections::BTreeMap;

/// Counts of a run.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Documented response keys, in order.
    pub keys: Vec<StatusKey>,
    /// One row an operation, in document order.
    pub rows: Vec<Row>,
    /// Documented responses.
    pub responses: usize,
    /// Those with at least one case that ran.
    pub tested: usize,
    /// Cases that ran.
    pub cases: usize,
    /// Cases that passed.
    pub passed: usize,
    /// What is left out: reason and how many, the most first.
    pub left_out: Vec<(String, usize)>,
}

/// One operation.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Index of the operation.
    pub operation: usize,
    /// Cells by documented key.
    pub cells: BTreeMap<StatusKey, Cell>,
    /// Cases of faults.
    pub faults: Cell,
}

/// Cases of one response.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many passed.
    pub passed: usize,
    /// How many did not.
    pub failed: usize,
}

impl Cell {
    fn count(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// How many ran.
    #[must_use]
    pub fn all(&self) -> usize {
        self.passed + self.failed
    }
}

impl Summary {
    /// Counts a run.
    #[must_use]
    pub fn of(run: &Run<'_>) -> Self {
        let mut summary = Self::default();
        for (index, operation) in run.plan.document.operations.iter().enumerate() {
            let cells: BTreeMap<StatusKey, Cell> = operation
                .responses
                .iter()
                .map(|response| (response.key, Cell::default()))
                .collect();
            summary.responses += cells.len();
            summary.rows.push(Row {
                operation: index,
                cells,
                faults: Cell::default(),
            });
        }
        for event in run.events {
            summary.count(run, event);
        }
        let mut keys: Vec<StatusKey> = summary
            .rows
            .iter()
            .flat_map(|row| row.cells.keys().copied())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        summary.keys = keys;
        summary.tested = summary
            .rows
            .iter()
            .flat_map(|row| row.cells.values())
            .filter(|cell| cell.all() > 0)
            .count();
        summary.left_out = left_out(run);
        summary
    }

    fn count(&mut self, run: &Run<'_>, event: &crate::run::Event) {
        let Some(case) = run.plan.cases.list.get(event.case) else {
            return;
        };
        let passed = event.passed();
        self.cases += 1;
        self.passed += usize::from(passed);
        let Some(row) = self.rows.get_mut(case.operation) else {
            return;
        };
        match (&case.origin, case.key) {
            (Origin::Fault(_), _) | (_, None) => row.faults.count(passed),
            (_, Some(key)) => row.cells.entry(key).or_default().count(passed),
        }
    }
}

fn left_out(run: &Run<'_>) -> Vec<(String, usize)> {
    let mut by_reason: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &run.plan.cases.left_out {
        *by_reason.entry(general(&entry.reason)).or_default() += entry.count;
    }
    let mut all: Vec<(String, usize)> = by_reason.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}

/// A reason without what belongs to one place, so that equal ones are counted together.
fn general(reason: &str) -> String {
    reason.split(" (").next().unwrap_or(reason).to_owned()
}
