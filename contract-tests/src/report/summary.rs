//! Counts of a run: by operation and documented response.

use crate::case::{Case, Origin, Serve};
use crate::document::{Document, Operation, ResponseAt, StatusKey};
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
    /// Media types that no case serves, by response.
    unserved: BTreeMap<StatusKey, BTreeSet<String>>,
}

impl Row {
    fn new(document: &Document, index: usize, operation: &Operation) -> Self {
        let responses = operation.responses.iter();
        let unserved = |response: &ResponseAt| {
            let media_types = media_types(document, operation, response);
            (response.key, media_types)
        };
        Self {
            operation: index,
            cells: responses
                .clone()
                .map(|response| (response.key, Cell::default()))
                .collect(),
            faults: Cell::default(),
            unserved: responses.map(unserved).collect(),
        }
    }

    /// Media types of a response that no case serves.
    pub fn unserved(&self, key: StatusKey) -> impl Iterator<Item = &str> {
        let media_types = self.unserved.get(&key).into_iter().flatten();
        media_types.map(String::as_str)
    }

    /// Whether a response has cases, and not in all of its media types.
    #[must_use]
    pub fn is_tested_in_part(&self, key: StatusKey) -> bool {
        let has_cases = self.cells.get(&key).is_some_and(|cell| cell.all() > 0);
        has_cases && self.unserved(key).next().is_some()
    }
}

/// The media types in which a response is to be served: all but other encodings of what is
/// documented as JSON, which clients do not ask for.
fn media_types(
    document: &Document,
    operation: &Operation,
    response: &ResponseAt,
) -> BTreeSet<String> {
    if response.is_bodiless(&operation.method) {
        return BTreeSet::new();
    }
    let contents = response.contents.iter();
    contents
        .filter(|content| !response.is_other_encoding(document, content))
        .map(|content| content.concrete.clone())
        .collect()
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
        let operations = document.operations.iter().enumerate();
        let rows: Vec<Row> = operations
            .map(|(index, operation)| Row::new(document, index, operation))
            .collect();
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
            (_, Some(key)) => {
                row.cells.entry(key).or_default().count(passed);
                if let (Some(unserved), Serve::Response(fixture)) =
                    (row.unserved.get_mut(&key), &case.serve)
                {
                    let mut headers = fixture.headers.iter();
                    if let Some((_, media_type)) = headers.find(|(name, _)| name == "content-type")
                    {
                        unserved.remove(media_type);
                    }
                }
            }
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

    /// Documented responses that have cases, in all of their media types.
    #[must_use]
    pub fn tested(&self) -> usize {
        let cells = self.rows.iter().flat_map(|row| row.cells.values());
        cells.filter(|cell| cell.all() > 0).count() - self.tested_in_part()
    }

    /// Documented responses that have cases, and none in one of their media types.
    #[must_use]
    pub fn tested_in_part(&self) -> usize {
        let in_part = |row: &Row| {
            let keys = row.cells.keys();
            keys.filter(|key| row.is_tested_in_part(**key)).count()
        };
        self.rows.iter().map(in_part).sum()
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
