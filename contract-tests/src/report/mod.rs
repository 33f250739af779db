//! Forms in which a run is shown. Each takes the same data and returns text; none of them runs,
//! judges or writes files but [`write()`].

mod html;
mod json;
mod junit;
mod matrix;
mod summary;
mod text;

pub use html::html;
pub use json::json;
pub use junit::junit;
pub use matrix::matrix;
pub use summary::{Cell, Row, Summary};
pub use text::{document_findings, failures, finding, left_out};
pub(crate) use text::{failure, line};

use crate::plan::Plan;
use crate::run::Event;
use std::path::Path;
use std::time::Duration;

/// Everything a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Run<'r> {
    /// The document and its cases.
    pub plan: &'r Plan,
    /// What happened, in order of the cases.
    pub events: &'r [Event],
    /// How long it took.
    pub took: Duration,
    /// The line that runs one case again; `{}` stands for its name.
    pub again: &'r str,
}

impl Run<'_> {
    /// The line that runs one case again.
    #[must_use]
    pub fn again(&self, name: &str) -> String {
        let quoted = format!("'{}'", name.replace('\'', r"'\''"));
        self.again.replace("{}", &quoted)
    }
}

/// Writes `junit.xml`, `report.json` and `index.html` into a folder.
pub fn write(run: &Run<'_>, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("junit.xml"), junit(run))?;
    std::fs::write(folder.join("report.json"), json(run))?;
    std::fs::write(folder.join("index.html"), html(run))
}
