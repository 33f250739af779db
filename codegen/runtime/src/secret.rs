//! A text that does not print.
//!
//! Every credential lives in a [`Secret`] from the moment the user hands it over. The text comes
//! out in one place only, where it is written into a request ([`crate::auth`]).

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A credential. `Debug` shows no character of it, not even its length; the memory is overwritten
/// when the last copy goes.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text itself. Name and rarity of this method are the point: whoever calls it answers
    /// for where the text goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(***)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<SecretString> for Secret {
    fn from(text: SecretString) -> Self {
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing() {
        let secret = Secret::new("hunter2-hunter2");
        assert_eq!(format!("{secret:?}"), "Secret(***)");
        assert_eq!(secret.expose(), "hunter2-hunter2");
    }
}
