//! What is wrong with a client's settings.

use std::error::Error as StdError;
use std::fmt;

use super::summary::OneLine;

/// A client that cannot be built.
#[derive(Debug)]
#[non_exhaustive]
pub struct BuildError {
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl BuildError {
    /// An error in words. They name the setting, never a value that can be secret.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
        }
    }

    /// An error of the HTTP library.
    pub(crate) fn http(error: reqwest::Error) -> Self {
        Self {
            message: "the HTTP client cannot be set up".to_owned(),
            source: Some(Box::new(error.without_url())),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", OneLine(&self.message))
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}
