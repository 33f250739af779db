//! YAML text to a value tree: YAML 1.2 as `serde_yaml` reads it, which is its core schema.

use super::tree::{Budget, Node};
use serde::de::DeserializeSeed;
use serde_json::Value;

/// What a parser found wrong with a text.
#[derive(Debug)]
pub(super) struct Failure {
    /// In the parser's words, without the position.
    pub(super) message: String,
    /// Line and column in characters, from 1.
    pub(super) position: Option<(usize, usize)>,
}

/// The tree of a YAML text. What the budget found is in the budget; what the parser found is the
/// error.
pub(super) fn parse(text: &str, budget: &Budget) -> Result<Value, Failure> {
    Node::root(budget)
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| failure(&error))
}

/// The parser's words without its position.
fn failure(error: &serde_yaml::Error) -> Failure {
    let message = error.to_string();
    let Some(location) = error.location() else {
        return Failure {
            message,
            position: None,
        };
    };
    let at = (location.line(), location.column());
    let position = format!(" at line {} column {}", at.0, at.1);
    Failure {
        message: message.replacen(&position, "", 1),
        position: Some(at),
    }
}
