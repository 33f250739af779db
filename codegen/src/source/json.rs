//! JSON text (RFC 8259) to a value tree.

use super::tree::{Budget, Node};
use super::{Cause, Failure};
use serde::de::DeserializeSeed;
use serde_json::Value;

/// The tree of a JSON text. What the budget found is in the budget; what the parser found is the
/// error.
pub(super) fn parse(text: &str, budget: &Budget) -> Result<Value, Failure> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Node::root(budget)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| failure(text, &error))
}

/// The parser's words without their position, and the position in characters.
fn failure(text: &str, error: &serde_json::Error) -> Failure {
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string().replacen(&position, "", 1);
    let cause = match message.as_str() {
        "recursion limit exceeded" => Cause::Depth,
        "number out of range" => Cause::Number,
        _ => Cause::Grammar,
    };
    // `serde_json` counts bytes, and lines by LF only.
    let line = text.split('\n').nth(error.line().saturating_sub(1));
    let line = line.unwrap_or_default().as_bytes();
    let before = line.get(..error.column().saturating_sub(1)).unwrap_or(line);
    let column = String::from_utf8_lossy(before).chars().count() + 1;
    Failure {
        cause,
        message,
        position: (error.line() > 0).then_some((error.line(), column)),
        within: None,
    }
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
        let deep = "[".repeat(200);
        for (text, cause, message, position) in [
            ("{\n\"ü\": ?}", Cause::Grammar, "expected value", (2, 6)),
            ("[1e999]", Cause::Number, "number out of range", (1, 6)),
            (&deep, Cause::Depth, "recursion limit exceeded", (1, 128)),
        ] {
            let limits = Limits {
                depth: usize::MAX,
                ..Limits::default()
            };
            let failure = parse(text, &Budget::of_json(&limits, 1_000)).unwrap_err();
            assert_eq!((failure.cause, failure.message.as_str()), (cause, message));
            assert_eq!(failure.position, Some(position), "{message}");
        }
    }
}
