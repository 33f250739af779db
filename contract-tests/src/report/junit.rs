//! JUnit XML, as CI servers read it: one suite an operation, one test a case.

use super::Run;
use super::text::failure;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The run as JUnit XML.
#[must_use]
pub fn junit(run: &Run<'_>) -> String {
    let mut by_operation: BTreeMap<usize, Vec<&crate::run::Event>> = BTreeMap::new();
    for event in run.events {
        if let Some(case) = run.plan.cases.list.get(event.case) {
            by_operation.entry(case.operation).or_default().push(event);
        }
    }
    let failed = run.events.iter().filter(|event| !event.passed()).count();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        xml,
        "<testsuites name=\"contract\" tests=\"{}\" failures=\"{failed}\" time=\"{:.3}\">",
        run.events.len(),
        run.took.as_secs_f64()
    );
    for (operation, events) in &by_operation {
        let Some(operation) = run.plan.document.operations.get(*operation) else {
            continue;
        };
        let failed = events.iter().filter(|event| !event.passed()).count();
        let time: f64 = events.iter().map(|e| e.exchange.took.as_secs_f64()).sum();
        let _ = writeln!(
            xml,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\" time=\"{time:.3}\">",
            escape(&operation.id),
            events.len()
        );
        for event in events {
            test(run, &operation.id, event, &mut xml);
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn test(run: &Run<'_>, operation: &str, event: &crate::run::Event, xml: &mut String) {
    let Some(case) = run.plan.cases.list.get(event.case) else {
        return;
    };
    let _ = write!(
        xml,
        "    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3}\"",
        escape(operation),
        escape(&case.name),
        event.exchange.took.as_secs_f64()
    );
    if event.passed() {
        xml.push_str("/>\n");
        return;
    }
    let message = event
        .findings
        .first()
        .map_or("could not run", |finding| finding.check.as_str());
    let _ = writeln!(
        xml,
        ">\n      <failure message=\"{}\">{}</failure>\n    </testcase>",
        escape(message),
        escape(&failure(run, event))
    );
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
