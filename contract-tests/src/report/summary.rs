//! Counts of a run: by operation and documented response.

use crate::case::{Case, Origin};
use crate::document::{Document, StatusKey};
use crate::finding::LeftOut;
use crate::run::Event;
use std::collections::{BTreeMap, BTreeSet};

/// Counts of a run.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Documented response keys, in order.
    pub keys: Vec<StatusKey>,
    /// One row an operation, in document order.
    pub rows: Vec<Row>,
    /// Documented responses.
    pub responses: usize,
    /// Cases that ran.
    pub cases: usize,
    /// Cases that passed.
    pub passed: usize,
    /// How much is left out, by reason.
    left_out: BTreeMap<String, usize>,
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
    /// Nothing ran yet.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let row = |(index, operation): (usize, &crate::document::Operation)| Row {
            operation: index,
            cells: operation
                .responses
                .iter()
                .map(|response| (response.key, Cell::default()))
                .collect(),
            faults: Cell::default(),
        };
        let rows: Vec<Row> = document.operations.iter().enumerate().map(row).collect();
        let all = rows.iter().flat_map(|row| row.cells.keys().copied());
        let keys: BTreeSet<StatusKey> = all.collect();
        Self {
            keys: keys.into_iter().collect(),
            responses: rows.iter().map(|row| row.cells.len()).sum(),
            rows,
            ..Self::default()
        }
    }

    /// A case ended.
    pub fn count(&mut self, case: &Case, event: &Event) {
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

    /// Something is left out.
    pub fn left_out(&mut self, entry: &LeftOut) {
        // Without what belongs to one place, so that equal reasons are counted together.
        let general = entry.reason.split(" (").next().unwrap_or(&entry.reason);
        match self.left_out.get_mut(general) {
            Some(count) => *count += entry.count,
            None => {
                self.left_out.insert(general.to_owned(), entry.count);
            }
        }
    }

    /// Documented responses with at least one case that ran.
    #[must_use]
    pub fn tested(&self) -> usize {
        let cells = self.rows.iter().flat_map(|row| row.cells.values());
        cells.filter(|cell| cell.all() > 0).count()
    }

    /// What is left out: reason and how many, the most first.
    #[must_use]
    pub fn reasons(&self) -> Vec<(&str, usize)> {
        let entries = self.left_out.iter();
        let mut all: Vec<(&str, usize)> =
            entries.map(|(reason, n)| (reason.as_str(), *n)).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        all
    }
}
