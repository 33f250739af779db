//! Arguments of a call as data, taken out one by one by the generated code.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// Everything a call is given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arguments {
    parameters: BTreeMap<(String, String), Value>,
    body: Option<BodyArgument>,
}

/// The body a call is given.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyArgument {
    /// Media type as the document writes it.
    pub media_type: String,
    /// What it holds.
    pub content: Content,
}

/// What a body holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A value: JSON bodies, form bodies (an object) and multipart bodies (an object of parts;
    /// a file part is a string whose UTF-8 bytes are the file).
    Value(Value),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A value could not be made from the data: the generated type does not take what the document
/// allows, or an argument it demands is not in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// `query limit`, `body`, `part file`.
    pub argument: String,
    /// What serde said.
    pub message: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.argument, self.message)
    }
}

impl std::error::Error for Refused {}

impl Arguments {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a parameter; `location` is `path`, `query`, `header` or `cookie`.
    pub fn insert(&mut self, location: &str, name: &str, value: Value) {
        self.parameters
            .insert((location.to_owned(), name.to_owned()), value);
    }

    /// Sets the body.
    pub fn set_body(&mut self, body: BodyArgument) {
        self.body = Some(body);
    }

    /// The value of a parameter, left in place.
    #[must_use]
    pub fn get(&self, location: &str, name: &str) -> Option<&Value> {
        self.parameters.get(&(location.to_owned(), name.to_owned()))
    }

    /// All parameters as location, name and value.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str, &Value)> {
        self.parameters
            .iter()
            .map(|((location, name), value)| (location.as_str(), name.as_str(), value))
    }

    /// The body, left in place.
    #[must_use]
    pub fn body(&self) -> Option<&BodyArgument> {
        self.body.as_ref()
    }

    /// A parameter that the method demands.
    pub fn required<T: DeserializeOwned>(
        &mut self,
        location: &str,
        name: &str,
    ) -> Result<T, Refused> {
        let taken = self.take_parameter(location, name);
        let value = taken.ok_or_else(|| missing(format!("{location} {name}")))?;
        read(&value, || format!("{location} {name}"))
    }

    /// A parameter that has a setter.
    pub fn optional<T: DeserializeOwned>(
        &mut self,
        location: &str,
        name: &str,
    ) -> Result<Option<T>, Refused> {
        self.take_parameter(location, name)
            .map(|value| read(&value, || format!("{location} {name}")))
            .transpose()
    }

    /// Whether a body is to be sent.
    #[must_use]
    pub fn has_body(&self) -> bool {
        self.body.is_some()
    }

    /// Media type of the body to send, as the document writes it; empty without a body.
    #[must_use]
    pub fn media(&self) -> &str {
        self.body.as_ref().map_or("", |body| &body.media_type)
    }

    /// A JSON or form body.
    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T, Refused> {
        read(&self.take_value()?, || "body".to_owned())
    }

    /// A text body.
    pub fn text(&mut self) -> Result<String, Refused> {
        match self.body.take().map(|body| body.content) {
            Some(Content::Text(text) | Content::Value(Value::String(text))) => Ok(text),
            Some(Content::Value(value)) => Ok(value.to_string()),
            Some(Content::Bytes(bytes)) => String::from_utf8(bytes).map_err(|error| Refused {
                argument: "body".to_owned(),
                message: error.to_string(),
            }),
            None => Err(missing("body".to_owned())),
        }
    }

    /// A part of a multipart body, read as JSON.
    pub fn part<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, Refused> {
        self.take_part(name)
            .map(|value| read(&value, || format!("part {name}")))
            .transpose()
    }

    /// A part that the body's `new` demands.
    pub fn required_part<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Refused> {
        self.part(name)?
            .ok_or_else(|| missing(format!("part {name}")))
    }

    pub(super) fn take_bytes(&mut self) -> Result<Vec<u8>, Refused> {
        match self.body.take().map(|body| body.content) {
            Some(Content::Bytes(bytes)) => Ok(bytes),
            Some(Content::Text(text) | Content::Value(Value::String(text))) => {
                Ok(text.into_bytes())
            }
            Some(Content::Value(value)) => Ok(value.to_string().into_bytes()),
            None => Err(missing("body".to_owned())),
        }
    }

    pub(super) fn take_file(&mut self, name: &str) -> Option<Vec<u8>> {
        self.take_part(name).map(file_bytes)
    }

    pub(super) fn take_files(&mut self, name: &str) -> Vec<Vec<u8>> {
        match self.take_part(name) {
            Some(Value::Array(items)) => items.into_iter().map(file_bytes).collect(),
            Some(value) => vec![file_bytes(value)],
            None => Vec::new(),
        }
    }

    fn take_parameter(&mut self, location: &str, name: &str) -> Option<Value> {
        self.parameters
            .remove(&(location.to_owned(), name.to_owned()))
    }

    fn take_value(&mut self) -> Result<Value, Refused> {
        match self.body.take().map(|body| body.content) {
            Some(Content::Value(value)) => Ok(value),
            Some(Content::Text(text)) => Ok(Value::String(text)),
            Some(Content::Bytes(bytes)) => {
                Ok(Value::String(String::from_utf8_lossy(&bytes).into_owned()))
            }
            None => Err(missing("body".to_owned())),
        }
    }

    fn take_part(&mut self, name: &str) -> Option<Value> {
        match &mut self.body.as_mut()?.content {
            Content::Value(Value::Object(parts)) => take_member(parts, name),
            _ => None,
        }
    }
}

fn take_member(parts: &mut Map<String, Value>, name: &str) -> Option<Value> {
    parts.shift_remove(name)
}

/// Bytes of a file part as the suite writes them down.
pub(crate) fn file_bytes(value: Value) -> Vec<u8> {
    match value {
        Value::String(text) => text.into_bytes(),
        other => other.to_string().into_bytes(),
    }
}

fn missing(argument: String) -> Refused {
    Refused {
        argument,
        message: "the client demands it, the case has none".to_owned(),
    }
}

/// Reads a value by way of its text, as the client reads a body: no second deserializer is compiled
/// for every type.
fn read<T: DeserializeOwned>(
    value: &Value,
    argument: impl FnOnce() -> String,
) -> Result<T, Refused> {
    serde_json::from_str(&value.to_string()).map_err(|error| refused(argument(), &error))
}

/// What serde said, without the place in a text that nobody sees.
fn refused(argument: String, error: &serde_json::Error) -> Refused {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    Refused {
        argument,
        message: message.strip_suffix(&place).unwrap_or(&message).to_owned(),
    }
}
