//! JUnit XML, as CI servers read it: one suite an operation, one test a case.

use super::text::failure;
use super::{Form, Run, Told};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Result, Seek, SeekFrom, Write};

/// The run as JUnit XML; an operation is written when the next begins.
pub(super) struct Junit {
    out: BufWriter<File>,
    operation: Option<usize>,
    suite: Suite,
}

/// Cases of one operation.
#[derive(Default)]
struct Suite {
    name: String,
    tests: usize,
    failed: usize,
    seconds: f64,
    xml: String,
}

impl Junit {
    pub(super) fn new(mut out: BufWriter<File>) -> Result<Self> {
        out.write_all(head(0, 0, 0.0).as_bytes())?;
        Ok(Self {
            out,
            operation: None,
            suite: Suite::default(),
        })
    }

    fn end_suite(&mut self) -> Result<()> {
        let suite = std::mem::take(&mut self.suite);
        if suite.tests == 0 {
            return Ok(());
        }
        let Suite {
            name,
            tests,
            failed,
            seconds,
            xml,
        } = suite;
        writeln!(
            self.out,
            "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failed}\" time=\"{seconds:.3}\">",
            escape(&name),
        )?;
        self.out.write_all(xml.as_bytes())?;
        writeln!(self.out, "  </testsuite>")
    }
}

impl Form for Junit {
    fn case(&mut self, told: &Told<'_>) -> Result<()> {
        if self.operation != Some(told.case.operation) {
            self.end_suite()?;
            self.operation = Some(told.case.operation);
            let operation = told.plan.document.operations.get(told.case.operation);
            self.suite.name = operation.map(|one| one.id.clone()).unwrap_or_default();
        }
        self.suite.tests += 1;
        self.suite.failed += usize::from(!told.event.passed());
        self.suite.seconds += told.event.exchange.took.as_secs_f64();
        let test = test(told, &self.suite.name);
        self.suite.xml.push_str(&test);
        Ok(())
    }

    fn finish(&mut self, run: &Run<'_>) -> Result<()> {
        self.end_suite()?;
        writeln!(self.out, "</testsuites>")?;
        let (cases, failed) = (run.summary.cases, run.summary.cases - run.summary.passed);
        self.out.seek(SeekFrom::Start(0))?;
        self.out
            .write_all(head(cases, failed, run.took.as_secs_f64()).as_bytes())?;
        self.out.flush()
    }
}

/// The beginning, always of the same length: its numbers are known at the end.
fn head(tests: usize, failed: usize, seconds: f64) -> String {
    let numbers = format!("tests=\"{tests}\" failures=\"{failed}\" time=\"{seconds:.3}\"");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"contract\" {numbers:<96}>\n"
    )
}

fn test(told: &Told<'_>, operation: &str) -> String {
    let mut xml = format!(
        "    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3}\"",
        escape(operation),
        escape(&told.case.name),
        told.event.exchange.took.as_secs_f64()
    );
    if told.event.passed() {
        xml.push_str("/>\n");
        return xml;
    }
    let findings = &told.event.findings;
    let check = findings.first().map(|finding| finding.check.as_str());
    let _ = writeln!(
        xml,
        ">\n      <failure message=\"{}\">{}</failure>\n    </testcase>",
        escape(check.unwrap_or("could not run")),
        escape(&failure(told))
    );
    xml
}

/// XML 1.0, 2.4: markup characters escaped; 2.2: characters that XML does not have replaced.
fn escape(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => made.push_str("&amp;"),
            '<' => made.push_str("&lt;"),
            '>' => made.push_str("&gt;"),
            '"' => made.push_str("&quot;"),
            '\t' | '\n' => made.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => made.push('\u{fffd}'),
            c => made.push(c),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_cannot_leave_its_place() {
        assert_eq!(
            super::escape("\"><a>&\u{0}"),
            "&quot;&gt;&lt;a&gt;&amp;\u{fffd}"
        );
    }
}
