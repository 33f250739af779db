//! Makes the [`Api`] from a normalised document: every name settled, every decision taken.

use crate::api::Api;
use crate::config::Config;
use crate::diagnostic::Diagnostics;

/// Lowers a whole document. An operation that cannot be generated is left out with a warning.
pub fn lower(openapi: &openapiv3::OpenAPI, config: &Config, diagnostics: &mut Diagnostics) -> Api {
    let _ = (config, diagnostics);
    let _ = openapi;
    Api::new(
        crate::api::Doc::default(),
        crate::api::Doc::default(),
        String::new(),
    )
}
