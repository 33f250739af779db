//! YAML text to a value tree: YAML 1.2 as `serde_yaml` reads it, which is its core schema.

use super::text::Lines;
use super::tree::{Budget, Node};
use super::{Cause, Failure};
use serde::de::DeserializeSeed;
use serde_json::Value;

/// The tree of a YAML text. What the budget found is in the budget; what the parser found is the
/// error.
pub(super) fn parse(text: &str, budget: &Budget) -> Result<Value, Failure> {
    Node::root(budget)
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| failure(text, &error))
}

/// The parser's words taken apart. They have no other form: only the first position has a method.
fn failure(text: &str, error: &serde_yaml::Error) -> Failure {
    let mut message = error.to_string();
    let cause = match message.as_str() {
        text if text.starts_with("recursion limit exceeded") => Cause::Depth,
        text if text.starts_with("repetition limit exceeded") => Cause::Repetition,
        _ => Cause::Grammar,
    };
    let mut position = error.location().map(|at| (at.line(), at.column()));
    if let Some((line, column)) = position {
        message = message.replacen(&format!(" at line {line} column {column}"), "", 1);
    }
    // Characters that YAML does not allow (YAML 1.2.2, 5.1) are found before lines are.
    if let Some((what, offset)) = message.rsplit_once(" at position ")
        && let Ok(offset) = offset.parse()
    {
        position = Some(Lines::of(text).line_column(text, offset));
        message = what.to_owned();
    }
    let within = message
        .split_once(", ")
        .and_then(|(_, context)| context.rsplit_once(" at line "))
        .and_then(|(what, at)| Some((what.to_owned(), numbers(at)?)));
    if let Some((rest, _)) = message.split_once(", while ") {
        message = rest.to_owned();
    }
    Failure {
        cause,
        message,
        position,
        within,
    }
}

/// Line and column of `3 column 5`.
fn numbers(text: &str) -> Option<(usize, usize)> {
    let (line, column) = text.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test may stop at what it did not expect"
    )]

    use super::*;
    use crate::source::Limits;

    // The words are the library's; this test tells when a new version says it differently.
    #[test]
    fn the_parsers_words_are_taken_apart() {
        let budget = Budget::of_yaml(&Limits::default(), 1_000);
        let failure = parse("a: 1\nb: {c: 1\nd: 2\n", &budget).unwrap_err();
        assert_eq!(failure.message, "did not find expected ',' or '}'");
        assert_eq!(failure.position, Some((3, 2)));
        assert_eq!(
            failure.within,
            Some(("while parsing a flow mapping".to_owned(), (2, 4)))
        );
        let failure = parse("a: 1\nü: b\u{7f}c\n", &budget).unwrap_err();
        assert_eq!(failure.message, "control characters are not allowed");
        assert_eq!(failure.position, Some((2, 5)));
        let text = format!("{}{}", "[".repeat(200), "]".repeat(200));
        let limits = Limits {
            depth: usize::MAX,
            ..Limits::default()
        };
        let failure = parse(&text, &Budget::of_yaml(&limits, 1_000)).unwrap_err();
        assert_eq!(failure.cause, Cause::Depth);
    }
}
