//! The page of a report, as a person meets it: in a real Chromium, by mouse and by keyboard.
//!
//! Needs the programs `chromium` and `chromedriver`, which is why these are ignored by default and
//! run by name in the gate: `cargo test -p specwright-contract --test page -- --ignored`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where its data is not as expected"
)]

use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use specwright::config::References;
use specwright_contract::case::{Case, Cases};
use specwright_contract::finding::{Check, Finding};
use specwright_contract::plan::{Plan, Scope};
use specwright_contract::report::Report;
use specwright_contract::run::{Event, Runner};
use specwright_contract::stream::{self, Listener};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

include!(concat!(env!("OUT_DIR"), "/calls.rs"));

/// A driver of this test's own, which ends with it.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn()
            .expect("chromedriver is there: install the packages chromium and chromium-driver");
        let said = BufReader::new(process.stdout.take().unwrap());
        let port = said
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse().ok()
            })
            .expect("chromedriver says its port");
        Self { process, port }
    }

    async fn browser(&self, more: &[&str]) -> Client {
        let mut arguments = vec![
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--window-size=1400,900",
        ];
        arguments.extend(more);
        let capabilities = json!({ "goog:chromeOptions": { "args": arguments } });
        let Value::Object(capabilities) = capabilities else {
            panic!("an object");
        };
        ClientBuilder::rustls()
            .unwrap()
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("a browser")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A report whose first case has a finding that is none of the client's.
struct Spoiled<'r, 'p> {
    report: &'r mut Report<'p>,
    told: bool,
}

impl Listener for Spoiled<'_, '_> {
    fn derived(&mut self, cases: Cases) -> std::io::Result<()> {
        self.report.derived(cases)
    }

    fn case(&mut self, case: &Case, event: &Event) -> std::io::Result<()> {
        if std::mem::replace(&mut self.told, true) {
            return self.report.case(case, event);
        }
        let mut event = event.clone();
        let finding = Finding::new(
            Check::RoundTrip,
            &case.place,
            "a planted one",
            "<b>seen</b>",
        );
        event.findings.push(finding);
        self.report.case(case, &event)
    }
}

/// The page of the suite of `spec/kms.yaml`, run whole, with one planted finding.
fn of_kms(folder: &Path) {
    let spec = Path::new("../spec/kms.yaml");
    let plan = Plan::read(spec, &References::OwnFolder, &Scope::of(CALLS)).unwrap();
    let plan = Arc::new(plan);
    let runner = Arc::new(Runner::new(Arc::clone(&plan), CALLS, connect));
    let mut report = Report::new(&plan, "again {}").into_folder(folder).unwrap();
    let mut spoiled = Spoiled {
        report: &mut report,
        told: false,
    };
    stream::run(&runner, &|_| true, &mut spoiled).unwrap();
    report.finish().unwrap();
}

/// The page of a thousand operations; every tenth fails.
fn of_many(folder: &Path) {
    let operation = |number: usize| {
        let answers = json!({ "200": { "description": "ok" }, "404": { "description": "gone" } });
        let get = json!({ "operationId": format!("show{number:04}"), "responses": answers });
        (format!("/things/{number}"), json!({ "get": get }))
    };
    let paths: serde_json::Map<_, _> = (0..1000).map(operation).collect();
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "Many", "version": "1" }, "paths": paths,
    });
    let path = folder.join("openapi.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let plan = Plan::read(&path, &References::OwnFolder, &Scope::default()).unwrap();
    let mut report = Report::new(&plan, "again {}").into_folder(folder).unwrap();
    for case in &plan.all().list {
        let mut event = Event::troubled("not run");
        if case.operation % 10 != 0 {
            event.trouble = None;
        }
        report.case(case, &event).unwrap();
    }
    report.finish().unwrap();
}

async fn open(browser: &Client, folder: &Path) {
    let page = folder.join("index.html").canonicalize().unwrap();
    browser
        .goto(&format!("file://{}", page.display()))
        .await
        .unwrap();
}

async fn asked(browser: &Client, script: &str) -> Value {
    browser.execute(script, Vec::new()).await.unwrap()
}

async fn text(browser: &Client, css: &str) -> String {
    let element = browser.find(Locator::Css(css)).await.unwrap();
    element.text().await.unwrap()
}

/// Keeps a screenshot below the target folder, for people, and sees that it shows something: a
/// blank page of this size is a few kilobytes.
async fn screenshot(browser: &Client, name: &str) {
    let picture = browser.screenshot().await.unwrap();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(path, &picture).unwrap();
    assert!(picture.starts_with(b"\x89PNG"), "{name}");
    assert!(picture.len() > 20_000, "{name}: {} bytes", picture.len());
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver"]
async fn a_click_on_a_cell_shows_what_was_sent_served_decoded_and_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    tokio::task::spawn_blocking(move || of_kms(&path))
        .await
        .unwrap();
    let driver = Driver::start();
    let browser = driver.browser(&[]).await;
    open(&browser, folder.path()).await;
    assert_eq!(
        asked(
            &browser,
            "return performance.getEntriesByType('resource').length"
        )
        .await,
        0,
        "nothing is fetched"
    );
    assert!(
        text(&browser, "#totals")
            .await
            .starts_with("8 of 8 documented responses tested")
    );
    assert!(text(&browser, "#coverage").await.contains("100 %"));
    screenshot(&browser, "page.png").await;

    let cell = browser.find(Locator::Css("td button.fail")).await.unwrap();
    assert!(cell.text().await.unwrap().starts_with("1 / "));
    cell.click().await.unwrap();
    let detail = text(&browser, "#detail").await;
    for part in [
        "round_trip",
        "a planted one",
        "<b>seen</b>",
        "GET /",
        "ShowUserInstances::200::",
        "application/json",
        "again ",
        "kms.yaml:",
    ] {
        assert!(detail.contains(part), "{part} is not in {detail}");
    }
    screenshot(&browser, "page-open.png").await;
    browser.close().await.unwrap();
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver"]
async fn a_thousand_operations_are_searched_and_walked_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    of_many(folder.path());
    let driver = Driver::start();
    let browser = driver.browser(&[]).await;
    open(&browser, folder.path()).await;
    let shown = "return [...document.querySelectorAll('tbody tr')].filter(r => !r.hidden).length";
    assert_eq!(asked(&browser, shown).await, 1000);

    let keys = |text: String| {
        let browser = browser.clone();
        async move {
            let active = browser.active_element().await.unwrap();
            active.send_keys(&text).await.unwrap();
        }
    };
    // The search is one key away.
    keys("/".to_owned()).await;
    keys("show004".to_owned()).await;
    assert_eq!(asked(&browser, shown).await, 10);
    assert_eq!(text(&browser, "#shown").await, "10 of 1000 operations");
    let failed = browser.find(Locator::Css("#failed")).await.unwrap();
    failed.click().await.unwrap();
    assert_eq!(asked(&browser, shown).await, 1);
    failed.click().await.unwrap();

    // From cell to cell by arrows, into the cases by Enter, and back by Escape.
    let label = "return document.activeElement.getAttribute('aria-label')";
    asked(
        &browser,
        "document.querySelector('tbody tr:not([hidden]) td button').focus()",
    )
    .await;
    assert!(
        asked(&browser, label)
            .await
            .to_string()
            .contains("show0040 200")
    );
    keys(Key::Right.to_string()).await;
    assert!(
        asked(&browser, label)
            .await
            .to_string()
            .contains("show0040 404")
    );
    keys(Key::Down.to_string()).await;
    assert!(
        asked(&browser, label)
            .await
            .to_string()
            .contains("show0041 404")
    );
    keys(Key::Enter.to_string()).await;
    assert!(text(&browser, "#detail").await.contains("show0041::404::"));
    keys(Key::Escape.to_string()).await;
    let hidden = "return document.getElementById('detail').hidden";
    assert_eq!(asked(&browser, hidden).await, true);
    assert!(
        asked(&browser, label)
            .await
            .to_string()
            .contains("show0041 404")
    );
    browser.close().await.unwrap();
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver"]
async fn it_is_light_and_dark_as_its_reader_is() {
    let folder = tempfile::tempdir().unwrap();
    of_many(folder.path());
    let driver = Driver::start();
    // As Chromium numbers what a reader prefers.
    for (setting, name, is_dark) in [
        (
            "--blink-settings=preferredColorScheme=1",
            "page-light.png",
            false,
        ),
        (
            "--blink-settings=preferredColorScheme=0",
            "page-dark.png",
            true,
        ),
    ] {
        let browser = driver.browser(&[setting]).await;
        open(&browser, folder.path()).await;
        let prefers = "return matchMedia('(prefers-color-scheme: dark)').matches";
        assert_eq!(asked(&browser, prefers).await, is_dark);
        let lightness = "const c = getComputedStyle(document.body).backgroundColor.match(/\\d+/g);
            return (Number(c[0]) + Number(c[1]) + Number(c[2])) / 3 < 128";
        assert_eq!(asked(&browser, lightness).await, is_dark);
        screenshot(&browser, name).await;
        browser.close().await.unwrap();
    }
}
