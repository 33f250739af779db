//! Texts that match a `pattern` (OpenAPI 3.0.3, 4.7.24.1: the dialect of ECMA 262).
//!
//! The pattern is read by `regex-syntax`; what that dialect does not have (look-around,
//! back-references) cannot be synthesised, and the caller says so.

use regex_syntax::hir::{Class, Hir, HirKind};
use std::ops::RangeInclusive;

/// How much text one pattern may make.
const MAX_CHARS: usize = 16 * 1024;

/// How often a repetition may turn beyond what it must.
const MAX_EXTRA: u32 = 1100;

/// How deeply a pattern may be nested.
const MAX_DEPTH: usize = 100;

/// Characters tried first in a class, so that what comes out can be read.
const PREFERRED: [char; 12] = ['a', '1', 'Z', '7', 'x', 'B', '0', '-', '_', '.', ' ', 'é'];

/// A text that matches `pattern` and has a length within bounds, where one is found; `variant`
/// turns alternatives and characters. Of a class those characters are taken that `takes` allows,
/// where it has such.
pub(super) fn matching(
    pattern: &str,
    variant: usize,
    lengths: &RangeInclusive<usize>,
    takes: &dyn Fn(char) -> bool,
) -> Result<String, String> {
    let (least, most) = (*lengths.start(), *lengths.end());
    let tree = regex_syntax::ParserBuilder::new()
        .nest_limit(u32::try_from(MAX_DEPTH).unwrap_or(100))
        .build()
        .parse(pattern)
        .map_err(|error| format!("pattern not supported: {}", reason(&error)))?;
    // One more turn of every repetition at a time: the length grows until it is enough.
    for extra in 0..=MAX_EXTRA {
        let mut made = Making {
            text: String::new(),
            chars: 0,
            variant,
            extra,
            takes,
        };
        made.add(&tree, 0)?;
        if made.chars > most {
            break;
        }
        if made.chars < least && !ends_anchored(&tree) {
            let missing = least - made.chars;
            made.text.extend(std::iter::repeat_n('a', missing));
            made.chars = least;
        }
        if made.chars >= least {
            return Ok(made.text);
        }
    }
    Err(format!(
        "no text of {least} to {most} characters found for the pattern"
    ))
}

fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        _ => "unknown".to_owned(),
    }
}

fn ends_anchored(tree: &Hir) -> bool {
    !tree.properties().look_set_suffix().is_empty()
}

struct Making<'t> {
    text: String,
    chars: usize,
    variant: usize,
    extra: u32,
    takes: &'t dyn Fn(char) -> bool,
}

impl Making<'_> {
    fn add(&mut self, tree: &Hir, depth: usize) -> Result<(), String> {
        if depth > MAX_DEPTH || self.chars > MAX_CHARS {
            return Err("pattern makes too long a text".to_owned());
        }
        match tree.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => {
                let text = String::from_utf8_lossy(&literal.0).into_owned();
                self.chars += text.chars().count();
                self.text.push_str(&text);
            }
            HirKind::Class(class) => self.push_class(class)?,
            HirKind::Capture(capture) => self.add(&capture.sub, depth + 1)?,
            HirKind::Concat(parts) => {
                for part in parts {
                    self.add(part, depth + 1)?;
                }
            }
            HirKind::Alternation(branches) => {
                let chosen = self.variant % branches.len().max(1);
                if let Some(branch) = branches.get(chosen) {
                    self.add(branch, depth + 1)?;
                }
            }
            HirKind::Repetition(repetition) => {
                let room = repetition.max.map_or(u32::MAX, |max| max - repetition.min);
                for _ in 0..repetition.min.saturating_add(self.extra.min(room)) {
                    self.add(&repetition.sub, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    fn push_class(&mut self, class: &Class) -> Result<(), String> {
        let ranges: Vec<(char, char)> = match class {
            Class::Unicode(class) => class.iter().map(|r| (r.start(), r.end())).collect(),
            Class::Bytes(class) => class
                .iter()
                .filter(|range| range.start().is_ascii() && range.end().is_ascii())
                .map(|range| (char::from(range.start()), char::from(range.end())))
                .collect(),
        };
        let within = |c: char| ranges.iter().any(|(from, to)| (*from..=*to).contains(&c));
        let preferred = PREFERRED.into_iter().filter(|c| within(*c));
        let fitting: Vec<char> = preferred.filter(|c| (self.takes)(*c)).collect();
        let turn = self.variant + self.chars;
        let chosen = fitting
            .get(turn % fitting.len().max(1))
            .copied()
            .or_else(|| ('!'..='~').find(|c| within(*c) && (self.takes)(*c)))
            .or_else(|| {
                ranges
                    .iter()
                    .map(|(from, _)| *from)
                    .find(|c| !c.is_control())
            })
            .or_else(|| ranges.first().map(|(from, _)| *from))
            .ok_or("pattern has a class that nothing matches")?;
        self.text.push(chosen);
        self.chars += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::matching;

    fn is_match(pattern: &str, text: &str) -> bool {
        let schema = serde_json::json!({ "pattern": pattern });
        jsonschema::is_valid(&schema, &serde_json::json!(text))
    }

    #[test]
    fn makes_texts_that_match() {
        for pattern in [
            "^[a-z0-9-]{3,63}$",
            r"^\d{4}-\d{2}$",
            "^(GET|PUT|POST)$",
            r"^arn:aws:[^:]+:[\w/]+$",
            "abc",
            "^[^/]*$",
            r"^#[0-9a-fA-F]{6}$",
        ] {
            for variant in 0..4 {
                let text = matching(pattern, variant, &(0..=200), &|_| true).unwrap();
                assert!(is_match(pattern, &text), "{pattern} against {text:?}");
            }
        }
    }

    #[test]
    fn keeps_to_lengths() {
        let plain = |pattern, lengths| matching(pattern, 0, &lengths, &|_| true);
        assert_eq!(plain("^a+$", 5..=5).unwrap(), "aaaaa");
        assert_eq!(plain("^a", 3..=9).unwrap().len(), 3);
        assert!(plain("^a{9}$", 0..=3).is_err());
    }

    // RFC 9110, 8.8.3: an entity tag is quoted; 5.6.1: a comma divides lists.
    #[test]
    fn keeps_to_characters_that_are_taken() {
        let takes = |c: char| c.is_ascii_graphic() && c != ',';
        for variant in 0..12 {
            let text = matching("[\"][ -~]{100}[\"]", variant, &(0..=102), &takes).unwrap();
            assert!(text.chars().all(takes), "{text:?}");
            assert_eq!(text.len(), 102);
        }
    }

    #[test]
    fn says_what_it_cannot_read() {
        assert!(
            matching("^(?!x).*$", 0, &(0..=9), &|_| true)
                .unwrap_err()
                .contains("look-around")
        );
    }
}
