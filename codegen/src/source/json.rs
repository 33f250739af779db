//! JSON text (RFC 8259) to a value tree.

use super::tree::{Budget, Node};
use super::yaml::Failure;
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

/// The parser's words without its position, and the position in characters.
fn failure(text: &str, error: &serde_json::Error) -> Failure {
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string().replacen(&position, "", 1);
    // `serde_json` counts bytes; at the end of the text it names the last one.
    let line = text
        .split('\n')
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    let before = String::from_utf8_lossy(
        line.as_bytes()
            .get(..error.column().saturating_sub(1))
            .unwrap_or(line.as_bytes()),
    );
    Failure {
        message,
        position: (error.line() > 0).then(|| (error.line(), before.chars().count() + 1)),
    }
}
