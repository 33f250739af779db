//! Forms in which a run is shown. A [`Report`] is told of each case as it ends, counts it, and hands
//! it on to the forms that are written to files; none of them runs or judges.

mod html;
mod json;
mod junit;
mod matrix;
mod progress;
mod summary;
mod text;

pub use matrix::matrix;
pub use progress::Progress;
pub use summary::{Cell, Row, Summary};
pub use text::{document_findings, finding, left_out};
pub(crate) use text::{failure, line};

use crate::case::{Case, Cases};
use crate::finding::{DocumentFinding, LeftOut};
use crate::plan::Plan;
use crate::run::Event;
use crate::stream::Listener;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Result};
use std::path::Path;
use std::time::{Duration, Instant};

/// One case with what came of it.
#[derive(Debug, Clone, Copy)]
pub struct Told<'r> {
    /// The document.
    pub plan: &'r Plan,
    /// The case.
    pub case: &'r Case,
    /// What came of it.
    pub event: &'r Event,
    /// The line that runs one case again; `{}` stands for its name.
    pub again: &'r str,
}

impl Told<'_> {
    /// The line that runs the case again.
    #[must_use]
    pub fn again(&self) -> String {
        let quoted = format!("'{}'", self.case.name.replace('\'', r"'\''"));
        self.again.replace("{}", &quoted)
    }
}

/// What a run came to.
#[derive(Debug)]
pub struct Run<'r> {
    /// The document.
    pub plan: &'r Plan,
    /// Counts.
    pub summary: &'r Summary,
    /// What is wrong in the document.
    pub document: &'r [DocumentFinding],
    /// What is not tested, and why.
    pub left_out: &'r [LeftOut],
    /// How long it took.
    pub took: Duration,
}

/// A form that is written as cases end, so that it needs no memory for them.
trait Form {
    /// A case ended.
    fn case(&mut self, told: &Told<'_>) -> Result<()>;
    /// All cases ended.
    fn finish(&mut self, run: &Run<'_>) -> Result<()>;
}

/// Is told of a run and shows it.
pub struct Report<'p> {
    plan: &'p Plan,
    again: String,
    started: Instant,
    summary: Summary,
    document: Vec<DocumentFinding>,
    known: BTreeSet<DocumentFinding>,
    left_out: Vec<LeftOut>,
    failures: String,
    forms: Vec<Box<dyn Form>>,
}

/// An error with the path that it is about.
fn at(path: &Path, error: &std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

impl<'p> Report<'p> {
    /// A report of a run that begins now; `again` is the line that runs one case again, with `{}`
    /// for its name.
    #[must_use]
    pub fn new(plan: &'p Plan, again: &str) -> Self {
        let mut report = Self {
            plan,
            again: again.to_owned(),
            started: Instant::now(),
            summary: Summary::new(&plan.document),
            document: Vec::new(),
            known: BTreeSet::new(),
            left_out: Vec::new(),
            failures: String::new(),
            forms: Vec::new(),
        };
        report.take_in(plan.apart().clone());
        report
    }

    /// Counts its time from here.
    #[must_use]
    pub fn since(mut self, started: Instant) -> Self {
        self.started = started;
        self
    }

    /// Writes `junit.xml`, `report.json` and `index.html` into a folder too.
    pub fn into_folder(mut self, folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|error| at(folder, &error))?;
        let file = |name: &str| {
            let path = folder.join(name);
            let created = File::create(&path).map_err(|error| at(&path, &error))?;
            Ok::<_, std::io::Error>(BufWriter::new(created))
        };
        self.forms = vec![
            Box::new(junit::Junit::new(file("junit.xml")?)?),
            Box::new(json::Json::new(file("report.json")?)?),
            Box::new(html::Html::new(file("index.html")?)?),
        ];
        Ok(self)
    }

    fn take_in(&mut self, cases: Cases) {
        for entry in &cases.left_out {
            self.summary.left_out(entry);
        }
        self.left_out.extend(cases.left_out);
        for finding in cases.document {
            if self.known.insert(finding.clone()) {
                self.document.push(finding);
            }
        }
    }

    /// Ends the forms that are written to files.
    pub fn finish(&mut self) -> Result<()> {
        let mut forms = std::mem::take(&mut self.forms);
        let run = self.run();
        for form in &mut forms {
            form.finish(&run)?;
        }
        Ok(())
    }

    /// What the run came to.
    #[must_use]
    pub fn run(&self) -> Run<'_> {
        Run {
            plan: self.plan,
            summary: &self.summary,
            document: &self.document,
            left_out: &self.left_out,
            took: self.started.elapsed(),
        }
    }

    /// Everything that failed, case by case, as a text for people.
    #[must_use]
    pub fn failures(&self) -> &str {
        &self.failures
    }

    /// Whether every case passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.summary.passed == self.summary.cases
    }
}

impl Listener for Report<'_> {
    fn derived(&mut self, cases: Cases) -> Result<()> {
        self.take_in(cases);
        Ok(())
    }

    fn case(&mut self, case: &Case, event: &Event) -> Result<()> {
        self.summary.count(case, event);
        let told = Told {
            plan: self.plan,
            case,
            event,
            again: &self.again,
        };
        if !event.passed() {
            self.failures.push_str(&failure(&told));
            self.failures.push('\n');
        }
        for form in &mut self.forms {
            form.case(&told)?;
        }
        Ok(())
    }
}
