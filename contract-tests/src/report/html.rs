//! One self-contained page: the matrix as a heat map, search, and for each cell what was sent,
//! served, decoded and found.
//!
//! Everything that comes from a document, server or client is in one JSON text, which the page's
//! script writes into text nodes only: no markup is made of it.

use super::{Run, json};

const PAGE: &str = include_str!("page.html");

/// The page.
#[must_use]
pub fn html(run: &Run<'_>) -> String {
    // Inside of a script element only `<` can end the text (WHATWG HTML, 13.2.5.4).
    let data = json::value(run, true)
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    PAGE.replacen("{\"placeholder\":true}", &data, 1)
}
