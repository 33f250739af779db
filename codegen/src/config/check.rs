//! Whether the user's choices can be used at all: types are types, derives are paths.
//!
//! They are the one text from outside that becomes code on purpose, so each must parse as exactly
//! what it is used as.

use super::Config;
use crate::diagnostic::code::output;
use crate::diagnostic::{Diagnostic, Diagnostics};
use syn::parse::Parser as _;

impl Config {
    /// Reports every choice that cannot be used.
    pub(crate) fn check(&self, diagnostics: &mut Diagnostics) {
        let mut refuse = |list: &str, entry: &str, message: String, help: &str| {
            let finding = Diagnostic::error(output::CONFIG, self.place(list, entry), message);
            diagnostics.push(finding.help(help));
        };
        for (what, types) in [("formats", &self.formats), ("schemas", &self.schemas)] {
            for (name, ty) in types {
                if syn::parse_str::<syn::Type>(ty).is_err() {
                    refuse(
                        what,
                        name,
                        format!("`{what}` maps {name:?} to {ty:?}, which is not a Rust type"),
                        "give a type by its full path, such as `jiff::Timestamp`",
                    );
                }
            }
        }
        for derive in &self.derives {
            if syn::parse_str::<syn::Path>(derive).is_err() {
                refuse(
                    "derives",
                    derive,
                    format!("`derives` has {derive:?}, which is not a path of a derive macro"),
                    "give a path, such as `PartialEq` or `schemars::JsonSchema`",
                );
            }
        }
        for attribute in &self.attributes {
            let parsed = syn::Attribute::parse_outer.parse_str(attribute);
            if parsed.map_or(0, |attributes| attributes.len()) != 1 {
                refuse(
                    "attributes",
                    attribute,
                    format!("`attributes` has {attribute:?}, which is not an attribute"),
                    "give a whole outer attribute, such as `#[cfg_attr(test, derive(Hash))]`",
                );
            }
        }
        for (name, new) in &self.rename {
            if syn::parse_str::<syn::Ident>(new).is_err() {
                refuse(
                    "rename",
                    name,
                    format!("`rename` gives {name:?} the name {new:?}, which is not an identifier"),
                    "give a Rust identifier",
                );
            }
        }
        for (name, requirement) in &self.dependencies {
            if !is_package_name(name) || requirement.trim().is_empty() {
                refuse(
                    "dependencies",
                    name,
                    format!("`dependencies` has {name:?} = {requirement:?}"),
                    "give the name of a package and a version requirement, such as `jiff = \"1\"`",
                );
            }
        }
    }
}

/// Whether cargo takes this as the name of a package.
fn is_package_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(config: &Config) -> Vec<String> {
        let mut diagnostics = Diagnostics::new();
        config.check(&mut diagnostics);
        diagnostics.iter().map(|d| d.message.clone()).collect()
    }

    #[test]
    fn what_parses_is_taken() {
        let mut config = Config::default();
        config.formats.insert(
            "date-time".to_owned(),
            "::jiff::Timestamp<Vec<u8>>".to_owned(),
        );
        config.derives.push("schemars::JsonSchema".to_owned());
        config.attributes.push("#[cfg_attr(a, b)]".to_owned());
        config.rename.insert("a b".to_owned(), "a_b".to_owned());
        config
            .dependencies
            .insert("jiff".to_owned(), "1".to_owned());
        assert_eq!(messages(&config), Vec::<String>::new());
    }

    #[test]
    fn code_in_place_of_a_type_is_refused() {
        let mut config = Config::default();
        let payload = "u8; compile_error!()".to_owned();
        config.formats.insert("f".to_owned(), payload.clone());
        config.schemas.insert("S".to_owned(), payload.clone());
        config
            .derives
            .push("Clone)] fn evil() {} #[derive(Copy".to_owned());
        for payload in ["#[a] fn evil() {}", "#![a]", "#[a] #[b]", ""] {
            config.attributes.push(payload.to_owned());
        }
        config.rename.insert("x".to_owned(), "self::x".to_owned());
        config
            .dependencies
            .insert("a\nb".to_owned(), "1".to_owned());
        assert_eq!(messages(&config).len(), 9);
    }
}
