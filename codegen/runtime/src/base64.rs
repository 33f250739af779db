//! Byte strings in JSON: the text is kept as it came and decoded on demand (RFC 4648).
//!
//! Providers mix the standard and the URL-safe alphabet and leave out padding; keeping the text
//! means that what was read is what is written back.

use std::fmt;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// Padding as the sender likes it.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// Base64 text (`format: byte`, `contentEncoding: base64`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Base64(String);

impl Base64 {
    /// Encodes bytes, in the standard alphabet with padding (RFC 4648, 4).
    #[must_use]
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self(general_purpose::STANDARD.encode(bytes))
    }

    /// Takes text that is base64 already; it is not checked.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes. Both alphabets are read, with padding and without; line breaks are passed over
    /// (RFC 2045, 6.8).
    pub fn decode(&self) -> Result<Vec<u8>, Base64Error> {
        let text: String = self
            .0
            .chars()
            .filter(|character| !character.is_ascii_whitespace())
            .collect();
        let alphabet = if text.contains(['-', '_']) {
            &alphabet::URL_SAFE
        } else {
            &alphabet::STANDARD
        };
        GeneralPurpose::new(alphabet, LENIENT)
            .decode(text)
            .map_err(|error| Base64Error(error.to_string()))
    }
}

/// Text that is not base64.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Base64Error(String);

impl fmt::Display for Base64Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not base64: {}", self.0)
    }
}

impl std::error::Error for Base64Error {}

impl fmt::Display for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::encode(bytes)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::encode(bytes)
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use super::*;

    // RFC 4648, 10: test vectors
    #[test]
    fn the_vectors_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(Base64::encode(bytes).as_str(), text);
            assert_eq!(Base64::from_text(text).decode().unwrap(), bytes.as_bytes());
            let unpadded = Base64::from_text(text.trim_end_matches('='));
            assert_eq!(unpadded.decode().unwrap(), bytes.as_bytes());
        }
    }

    // RFC 4648, 5: `-` and `_` for `+` and `/`
    #[test]
    fn both_alphabets_are_read_and_the_text_is_kept() {
        assert_eq!(
            Base64::from_text("-_8").decode(),
            Base64::from_text("+/8=").decode()
        );
        let read: Base64 = serde_json::from_str("\"-_8\"").unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), "\"-_8\"");
        assert!(Base64::from_text("%").decode().is_err());
    }
}
