//! Texts for string schemas: by `format` (OpenAPI 3.0.3, 4.4; RFC 3339, RFC 4122 and others),
//! by `pattern`, by length, and with characters that break careless encoders.

use super::pattern;
use crate::schema::Flat;
use jsonschema::Validator;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Where a text will be written; not every text can be written everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// In JSON or another body.
    Body,
    /// In a path segment: never empty.
    Path,
    /// In a query; items of lists keep clear of delimiters that cannot be escaped.
    Query,
    /// In a header or cookie: visible ASCII (RFC 9110, 5.5) without list delimiters.
    Header,
}

impl Slot {
    /// Whether a character can be written there as it is.
    fn takes(self, c: char) -> bool {
        self != Self::Header || (c.is_ascii_graphic() && c != ',' && c != ';')
    }
}

/// The longest text that is made to show an upper bound.
const LONGEST: u64 = 1024;

/// Patterns compiled once each.
#[derive(Debug, Default)]
pub(crate) struct Patterns(Mutex<BTreeMap<String, Option<Validator>>>);

impl Patterns {
    fn holds(&self, pattern: &str, text: &str) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let validator = known.entry(pattern.to_owned()).or_insert_with(|| {
            jsonschema::draft202012::new(&serde_json::json!({ "pattern": pattern })).ok()
        });
        validator
            .as_ref()
            .is_none_or(|validator| validator.is_valid(&serde_json::Value::String(text.to_owned())))
    }
}

/// What may be written for a string schema, each with a label; the first is the plainest. An error
/// says why none was found.
pub(crate) fn texts(
    flat: &Flat<'_>,
    patterns: &Patterns,
    slot: Slot,
) -> Result<Vec<(&'static str, String)>, String> {
    let least = flat.at_least("minLength").unwrap_or(0);
    let most = flat.at_most("maxLength").unwrap_or(u64::MAX);
    let mut found = candidates(flat.text("format").unwrap_or_default(), least, most, slot);
    let mut trouble = None;
    let declared: Vec<&str> = flat.texts("pattern").map(|(_, text)| text).collect();
    for pattern in &declared {
        for variant in 0..3 {
            let length = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
            let within = length(least)..=length(most);
            match pattern::matching(pattern, variant, &within, &|c| slot.takes(c)) {
                Ok(text) => found.push(("pattern", text)),
                Err(error) => trouble = Some(error),
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|(_, text)| {
        fits(slot, text) && is_text(flat, patterns, text) && seen.insert(text.clone())
    });
    if found.is_empty() {
        return Err(trouble.unwrap_or_else(|| "no text fits the schema".to_owned()));
    }
    Ok(found)
}

/// Whether a text has a length within the bounds of a schema and matches its patterns.
pub(super) fn is_text(flat: &Flat<'_>, patterns: &Patterns, text: &str) -> bool {
    let count = text.chars().count() as u64;
    let least = flat.at_least("minLength").unwrap_or(0);
    let most = flat.at_most("maxLength").unwrap_or(u64::MAX);
    let mut declared = flat.texts("pattern");
    (least..=most).contains(&count) && declared.all(|(_, pattern)| patterns.holds(pattern, text))
}

fn fits(slot: Slot, text: &str) -> bool {
    match slot {
        Slot::Body | Slot::Query => true,
        Slot::Path => !text.is_empty() && text != "." && text != "..",
        Slot::Header => !text.is_empty() && text.chars().all(|c| slot.takes(c)),
    }
}

fn candidates(format: &str, least: u64, most: u64, slot: Slot) -> Vec<(&'static str, String)> {
    let fixed = by_format(format);
    if !fixed.is_empty() {
        return fixed
            .iter()
            .map(|text| ("format", (*text).to_owned()))
            .collect();
    }
    let mut found = vec![("plain", stretch("text", least, most))];
    match slot {
        Slot::Body => {
            found.push((
                "non-ascii",
                stretch("Grüße, 世界 😀 \"q\" \\ \n\t\u{7f}é", least, most),
            ));
            found.push(("looks-like-another-type", stretch("true", least, most)));
        }
        Slot::Path | Slot::Query => {
            found.push((
                "reserved",
                stretch("a/b c%2F?d=e&f+g#h;i:j@k'l\"", least, most),
            ));
            found.push(("non-ascii", stretch("Grüße 世界 😀", least, most)));
        }
        Slot::Header => found.push((
            "punctuation",
            stretch("a!b#c$d&e*f+g-h.i^j_k`l|m~n", least, most),
        )),
    }
    if least == 0 {
        found.push(("empty", String::new()));
    } else {
        found.push(("shortest", stretch("", least, least)));
    }
    if most <= LONGEST {
        found.push(("longest", stretch("", most, most)));
    }
    found
}

/// A text cut or padded to a length in characters.
fn stretch(text: &str, least: u64, most: u64) -> String {
    let cut = usize::try_from(most).unwrap_or(usize::MAX);
    let mut made: String = text.chars().take(cut).collect();
    let count = made.chars().count() as u64;
    // A text longer than this is not made: the caller finds that nothing fits.
    if count < least && least < 1 << 20 {
        for turn in 0..least - count {
            let letter = u8::try_from(turn % 26).unwrap_or(0);
            made.push(char::from(b'a' + letter));
        }
    }
    made
}

/// Values of known formats; others are annotations only.
fn by_format(format: &str) -> &'static [&'static str] {
    match format {
        "date-time" => &[
            "2024-02-29T23:59:59Z",
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
        ],
        "date" => &["2024-02-29", "1970-01-01"],
        "time" => &["23:59:59Z", "08:30:06.283185Z"],
        "duration" => &["P3Y6M4DT12H30M5S", "PT0S"],
        "email" | "idn-email" => &["user+tag@example.com", "a.b@example.org"],
        "hostname" | "idn-hostname" => &["host.example.com", "example.org"],
        "ipv4" | "ip" => &["192.0.2.1", "203.0.113.255"],
        "ipv6" => &["2001:db8::1", "::1"],
        "uuid" | "guid" => &[
            "123e4567-e89b-12d3-a456-426614174000",
            "00000000-0000-0000-0000-000000000000",
        ],
        "uri" | "url" | "iri" => &[
            "https://example.com/a/b?c=d&e=%20f",
            "https://example.org/g#s",
        ],
        "uri-reference" | "iri-reference" => &["../a/b?c=d", "/g;x=1/y"],
        "byte" => &["U3BlY3dyaWdodA==", "/+8="],
        _ => &[],
    }
}
