//! What was measured: one row for each document and generator, kept as JSON between calls.

use crate::compile::{Size, Step};
use crate::machine::Machine;
use crate::markdown;
use crate::measure::{Measured, Run};
use crate::{Result, compile::Package};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A document and a generator, or a library (its document is then `LIBRARY`).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Name of the document.
    pub(crate) document: String,
    /// Name of the generator or library.
    pub(crate) tool: String,
    /// Its version.
    pub(crate) version: String,
    /// Where it was measured.
    pub(crate) machine: Machine,
    /// From text to files.
    pub(crate) generate: Measured,
    /// `cargo check` of the package alone.
    pub(crate) check: Measured,
    /// `cargo build` of the package alone.
    pub(crate) build: Measured,
    /// How much code it is.
    pub(crate) code: Option<Size>,
    /// Warnings of the compiler.
    pub(crate) warnings: Option<usize>,
}

impl Row {
    /// Stands where a generator's row has its document.
    pub(crate) const LIBRARY: &'static str = "";

    /// A row without figures.
    pub(crate) fn new(document: &str, tool: &str, version: &str, machine: Machine) -> Self {
        Self {
            document: document.to_owned(),
            tool: tool.to_owned(),
            version: version.to_owned(),
            machine,
            generate: Measured::default(),
            check: Measured::default(),
            build: Measured::default(),
            code: None,
            warnings: None,
        }
    }

    /// The figures of a step.
    pub(crate) fn step(&self, step: Step) -> &Measured {
        match step {
            Step::Check => &self.check,
            Step::Build => &self.build,
        }
    }

    /// Takes the outcome of a run; code that does not check is not built.
    pub(crate) fn took(&mut self, step: Step, run: Run) {
        match step {
            Step::Check => {
                if let Err(complaint) = &run {
                    self.build = Measured::failed(complaint.clone());
                }
                self.check.add(run);
            }
            Step::Build => self.build.add(run),
        }
    }

    /// Takes the warnings of a step that went well.
    pub(crate) fn warned(&mut self, step: Step, package: &Package) -> Result<()> {
        if self.step(step).failure.is_none() {
            self.warnings = Some(package.warnings(step)?);
        }
        Ok(())
    }
}

/// All rows, sorted by document in the order in which they first came.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Results {
    pub(crate) rows: Vec<Row>,
}

/// The file that later calls read again.
const JSON: &str = "comparison.json";

impl Results {
    /// The results of earlier calls with this folder.
    pub(crate) fn load(folder: &Path) -> Result<Self> {
        let path = folder.join(JSON);
        if !path.exists() {
            return Ok(Self::default());
        }
        Ok(serde_json::from_slice(&std::fs::read(path)?)?)
    }

    /// Puts a row in, in the place of an earlier one of the same document and tool.
    pub(crate) fn put(&mut self, row: Row) {
        let same = |other: &Row| (&other.document, &other.tool) == (&row.document, &row.tool);
        match self.rows.iter_mut().find(|other| same(other)) {
            Some(other) => *other = row,
            None => self.rows.push(row),
        }
    }

    /// Writes both forms.
    pub(crate) fn save(&self, folder: &Path) -> Result<()> {
        std::fs::write(folder.join(JSON), serde_json::to_vec_pretty(self)?)?;
        std::fs::write(folder.join("comparison.md"), markdown::table(self))?;
        Ok(())
    }
}
