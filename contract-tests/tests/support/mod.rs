//! The cases that a document gives, for tests of single features of documents.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where its data is not as expected"
)]

use specwright_contract::case::Cases;
use specwright_contract::cases::{Options, derive};
use specwright_contract::document::Document;
use specwright_contract::schema::Schemas;
use std::sync::Arc;

/// The cases of a document in YAML, which is taken as it is: it is not normalised.
pub(crate) fn cases(text: &str) -> Cases {
    let document = Arc::new(Document::read(serde_yaml::from_str(text).unwrap()));
    let schemas = Schemas::new(Arc::clone(&document));
    derive(&document, &schemas, Options::default())
}
