//! `host`, `basePath` and `schemes` as servers.
//!
//! Swagger 2.0, "Swagger Object": `schemes` falls back to the one the document was fetched with;
//! a file has none, and `https` is taken.

use super::take_texts;
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use serde_json::{Map, Value, json};

/// Where the API is, in the parts that 2.0 writes it in.
#[derive(Debug)]
pub(super) struct Origin {
    host: Option<String>,
    base: String,
    schemes: Vec<String>,
}

impl Origin {
    /// Takes the members of the document.
    pub(super) fn take(members: &mut Map<String, Value>) -> Self {
        let mut text = |name: &str| match members.shift_remove(name) {
            Some(Value::String(text)) => Some(text.trim().to_owned()),
            _ => None,
        };
        let host = text("host").filter(|host| !host.is_empty());
        let base = text("basePath").unwrap_or_default();
        let base = base.trim_end_matches('/');
        let base = if base.is_empty() || base.starts_with('/') {
            base.to_owned()
        } else {
            format!("/{base}")
        };
        Self {
            host,
            base,
            schemes: take_texts(members, "schemes").unwrap_or_default(),
        }
    }

    /// The schemes of the document.
    pub(super) fn schemes(&self) -> &[String] {
        &self.schemes
    }

    /// One server for each scheme, `https` first.
    pub(super) fn servers(&self, schemes: &[String], cx: &mut Context<'_>) -> Vec<Value> {
        let Some(host) = &self.host else {
            return if self.base.is_empty() {
                Vec::new()
            } else {
                vec![json!({"url": self.base})]
            };
        };
        // A host is written without a scheme; some write one.
        if host.contains("://") {
            return vec![json!({"url": format!("{host}{}", self.base)})];
        }
        let mut usable: Vec<&str> = Vec::new();
        for scheme in schemes {
            match scheme.as_str() {
                "https" => usable.insert(0, "https"),
                "http" => usable.push("http"),
                other => cx.warning(
                    code::SERVER_SCHEME,
                    &Path::root().key("schemes"),
                    format!(
                        "`{}` is left out: only `http` and `https` can be called",
                        shorten(other)
                    ),
                ),
            }
        }
        if usable.is_empty() {
            usable.push("https");
        }
        usable.dedup();
        usable
            .into_iter()
            .map(|scheme| json!({"url": format!("{scheme}://{host}{}", self.base)}))
            .collect()
    }
}
