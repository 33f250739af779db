//! Reports of a run: every form has every case, and text of a document cannot leave its place.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where its data is not as expected"
)]

use serde_json::Value;
use specwright::config::References;
use specwright_contract::case::{Case, Serve};
use specwright_contract::finding::{Check, Finding};
use specwright_contract::plan::{Plan, Scope};
use specwright_contract::report::{Report, matrix};
use specwright_contract::run::Event;
use specwright_contract::stream::Listener;

const HOSTILE: &str = "</script><img src=x onerror=alert(1)>]]>\u{202e}&\"'";

fn plan(folder: &std::path::Path) -> Plan {
    let text = serde_json::json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": { "/x": { "get": {
            "operationId": HOSTILE,
            "responses": {
                "200": { "description": "ok" },
                "4XX": { "description": "no", "content": { "application/json": { "schema": { "type": "object" } } } },
            },
        } } },
    });
    let path = folder.join("openapi.json");
    std::fs::write(&path, text.to_string()).unwrap();
    Plan::read(&path, &References::OwnFolder, &Scope::default()).unwrap()
}

/// Every case failed with a hostile finding, but the first, which could not run.
fn tell(plan: &Plan, report: &mut Report<'_>) -> usize {
    let cases = plan.all();
    for (index, case) in cases.list.iter().enumerate() {
        let mut event = Event::troubled(HOSTILE);
        if index > 0 {
            let place = plan.document.operations[0].pointer.clone();
            event.trouble = None;
            event
                .findings
                .push(Finding::new(Check::RoundTrip, &place, HOSTILE, HOSTILE));
        }
        report.case(case, &event).unwrap();
    }
    cases.list.len()
}

fn with_report<T>(look: impl FnOnce(&Report<'_>) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let plan = plan(folder.path());
    let mut report = Report::new(&plan, "cargo test -- --exact {}");
    tell(&plan, &mut report);
    look(&report)
}

/// The text of a form, and how many cases it was told of.
fn written(form: &str) -> (String, usize) {
    let folder = tempfile::tempdir().unwrap();
    let plan = plan(folder.path());
    let report = Report::new(&plan, "cargo test -- --exact {}");
    let mut report = report.into_folder(folder.path()).unwrap();
    let cases = tell(&plan, &mut report);
    report.finish().unwrap();
    (
        std::fs::read_to_string(folder.path().join(form)).unwrap(),
        cases,
    )
}

#[test]
fn json_has_every_case_and_the_totals() {
    let (text, cases) = written("report.json");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["cases"].as_array().unwrap().len(), cases);
    assert_eq!(value["totals"]["cases"], cases);
    assert_eq!(value["totals"]["passed"], 0);
    assert_eq!(value["totals"]["responses"], 2);
    assert_eq!(value["cases"][1]["findings"][0]["check"], "round_trip");
}

#[test]
fn junit_has_every_case_and_no_markup_of_the_document() {
    let (text, cases) = written("junit.xml");
    assert_eq!(text.matches("<testcase ").count(), cases);
    assert_eq!(text.matches("<failure ").count(), cases);
    let head = text.lines().nth(1).unwrap();
    let numbers = format!("tests=\"{cases}\" failures=\"{cases}\"");
    assert!(head.contains(&numbers), "{head}");
    assert!(!text.contains("<img"), "{text}");
    assert!(!text.contains("</script>"));
}

#[test]
fn the_page_holds_its_data_in_one_script_that_nothing_ends() {
    let (text, _) = written("index.html");
    // The elements of the page itself, and no more.
    assert_eq!(text.matches("</script>").count(), 2);
    assert!(!text.contains("<img"));
    let data = text
        .split("id=\"data\">")
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let value: Value = serde_json::from_str(data).unwrap();
    assert_eq!(value["operations"][0]["id"], HOSTILE);
    // Self-contained: nothing is fetched.
    assert!(text.contains("default-src 'none'"));
    assert!(!text.contains("src=\"") && !text.contains("@import") && !text.contains("href="));
}

#[test]
fn the_matrix_counts_failures_and_shows_no_direction_override() {
    let text = with_report(|report| matrix(&report.run(), false));
    assert!(
        text.contains("2 of 2 documented responses of 1 operation tested"),
        "{text}"
    );
    assert!(text.contains("0 passed"));
    assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}'));
    let colored = with_report(|report| matrix(&report.run(), true));
    assert!(colored.contains("\u{1b}[31;1m"));
}

#[test]
fn a_response_is_tested_in_part_where_a_media_type_has_no_case() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openapi.json");
    let text = serde_json::json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": { "/x": { "get": { "operationId": "x", "responses": { "200": {
            "description": "ok",
            "content": {
                "application/json": { "schema": { "type": "object" } },
                "image/png": { "schema": { "type": "string", "format": "binary" } },
            },
        } } } } },
    });
    std::fs::write(&path, text.to_string()).unwrap();
    let plan = Plan::read(&path, &References::OwnFolder, &Scope::default()).unwrap();
    let whole = plan.all().list;
    let is_json = |case: &&Case| match &case.serve {
        Serve::Response(fixture) => !fixture
            .headers
            .iter()
            .any(|(_, value)| value == "image/png"),
        _ => true,
    };
    let shown = |cases: &[&Case]| {
        let mut report = Report::new(&plan, "again {}");
        let mut passed = Event::troubled("");
        passed.trouble = None;
        for case in cases {
            report.case(case, &passed).unwrap();
        }
        matrix(&report.run(), false)
    };
    let all = shown(&whole.iter().collect::<Vec<_>>());
    assert!(all.contains("1 of 1 documented response of"), "{all}");
    assert!(!all.contains('◐'), "{all}");
    let part = shown(&whole.iter().filter(is_json).collect::<Vec<_>>());
    assert!(part.contains("0 of 1 documented response of"), "{part}");
    assert!(
        part.contains("1 more response (◐) tested in part"),
        "{part}"
    );
}

#[test]
fn a_finding_reads_like_a_bug_report() {
    let text = with_report(|report| report.failures().to_owned());
    for part in [
        "round_trip: ",
        "documented:",
        "seen:",
        "openapi.json:1:",
        "again:",
        "could not run",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    assert!(!text.contains('\u{202e}'));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let plan = plan(folder.path());
    let taken = folder.path().join("taken");
    std::fs::write(&taken, "mine").unwrap();
    let error = Report::new(&plan, "{}").into_folder(&taken).err().unwrap();
    assert!(error.to_string().contains("taken: "), "{error}");
}
