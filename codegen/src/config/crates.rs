//! The crates that chosen types and derives are of, and whether a generated crate depends on them.
//!
//! Only a target with a `Cargo.toml` of its own is judged so: what the crate around an `include!`
//! depends on is not known here. Must not: ask a registry, or change the choices.

use super::Config;
use crate::diagnostic::code::output;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use std::collections::BTreeSet;

/// Crates that types are often taken from, and the version to write; each has its serde impls
/// behind the feature `serde`.
const WELL_KNOWN: [(&str, &str); 5] = [
    ("chrono", "0.4"),
    ("jiff", "1"),
    ("rust_decimal", "1"),
    ("url", "2"),
    ("uuid", "1"),
];

/// A choice that names something of a crate.
struct Named {
    /// `formats`, `schemas` or `derives`.
    list: &'static str,
    /// What the type is for, or the derive: its key there.
    entry: String,
    /// Type or derive, as it was chosen.
    chosen: String,
    /// First part of its path.
    root: String,
}

impl Config {
    /// Reports every choice that a crate of its own could not be compiled with.
    pub(crate) fn check_crates(&self, diagnostics: &mut Diagnostics) {
        let mut refuse = |place: Place, message: String, help: String| {
            let finding = Diagnostic::error(output::CONFIG, place, message);
            diagnostics.push(finding.help(help));
        };
        let mut told = BTreeSet::new();
        for named in self.named() {
            let Named {
                list, chosen, root, ..
            } = &named;
            let place = self.place(list, &named.entry);
            if matches!(root.as_str(), "crate" | "self" | "super") {
                refuse(
                    place,
                    format!(
                        "`{list}` has {chosen:?}, which is code of the crate around the client; \
                         the client is a crate of its own here"
                    ),
                    "take the type from a crate that both can depend on, or include the client in \
                     your crate with a build script"
                        .to_owned(),
                );
            } else if self.dependency(root).is_none() && told.insert(root.clone()) {
                refuse(
                    place,
                    format!(
                        "`{list}` has {chosen:?}, and the crate `{root}` is not among `dependencies`"
                    ),
                    format!("write `{}` under [dependencies]", line_for(root)),
                );
            }
        }
        for (name, requirement) in &self.dependencies {
            if self.lacks_serde(name, requirement) {
                refuse(
                    self.place("dependencies", name),
                    format!(
                        "`dependencies` has {name} = {requirement:?}, without the feature `serde` \
                         that types of a client need"
                    ),
                    format!("write `{}` under [dependencies]", line_for(name)),
                );
            }
        }
    }

    /// Crates that types and derives are of and `dependencies` does not have, each with the line
    /// that it needs there.
    #[cfg(feature = "cli")]
    pub(crate) fn missing_crates(&self) -> BTreeSet<(String, String)> {
        self.named()
            .map(|named| named.root)
            .filter(|root| !matches!(root.as_str(), "crate" | "self" | "super"))
            .filter(|root| self.dependency(root).is_none())
            .map(|root| (root.clone(), line_for(&root)))
            .collect()
    }

    /// What the choices name by a path, but for the standard library and the runtime.
    fn named(&self) -> impl Iterator<Item = Named> {
        let types = |list| move |(entry, ty): (&String, &String)| (list, entry.clone(), ty.clone());
        let formats = self.formats.iter().map(types("formats"));
        let schemas = self.schemas.iter().map(types("schemas"));
        let derives = self.derives.iter();
        let derives = derives.map(|path| ("derives", path.clone(), path.clone()));
        formats
            .chain(schemas)
            .chain(derives)
            .flat_map(|(list, entry, chosen)| {
                roots(&chosen).into_iter().map(move |root| Named {
                    list,
                    entry: entry.clone(),
                    chosen: chosen.clone(),
                    root,
                })
            })
    }

    /// The requirement of a crate by its name in code; that of the date-time crate is made by us.
    fn dependency(&self, root: &str) -> Option<&str> {
        let own = self.dependencies.iter();
        let own = own.map(|(name, requirement)| (name.as_str(), requirement.as_str()));
        own.chain(self.date_time.dependency())
            .find(|(name, _)| name.replace('-', "_") == root)
            .map(|(_, requirement)| requirement)
    }

    /// Whether a requirement of a well-known crate leaves out what makes its types serde's. One
    /// that says where the crate comes from says so there.
    fn lacks_serde(&self, name: &str, requirement: &str) -> bool {
        let elsewhere = ["serde", "path", "git", "workspace", "package"];
        let is_type = self.named().any(|named| named.root == name)
            || self
                .date_time
                .dependency()
                .is_some_and(|(it, _)| it == name);
        is_type
            && WELL_KNOWN.iter().any(|(known, _)| *known == name)
            && !elsewhere.iter().any(|key| requirement.contains(key))
    }
}

/// What stands in `[dependencies]` for a crate whose types have serde impls.
fn line_for(name: &str) -> String {
    let known = WELL_KNOWN.iter().find(|(known, _)| *known == name);
    let version = known.map_or("…", |(_, version)| version);
    format!("{name} = {{ version = \"{version}\", features = [\"serde\"] }}")
}

/// First parts of the paths in a type or path, those of generic arguments too; a name alone is of
/// the prelude.
fn roots(text: &str) -> BTreeSet<String> {
    let parts_path = |c: char| c == ':' || c == '_' || c.is_alphanumeric();
    text.split(|c| !parts_path(c))
        .filter_map(|path| path.trim_start_matches("::").split_once("::"))
        .map(|(root, _)| root)
        .filter(|root| !matches!(*root, "std" | "core" | "alloc" | "specwright_client"))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use std::path::Path;

    fn findings(text: &str) -> Vec<(String, String)> {
        let config = Config::from_toml(text, Path::new("")).unwrap();
        let mut diagnostics = Diagnostics::new();
        config.check_crates(&mut diagnostics);
        let help = |d: &Diagnostic| d.help.clone().unwrap_or_default();
        let findings = diagnostics.iter();
        findings.map(|d| (d.message.clone(), help(d))).collect()
    }

    #[test]
    fn roots_are_found_at_any_depth() {
        let found = roots("::a_b::C<Vec<std::vec::Vec<d::E>>, (f::g::H, String)>");
        assert_eq!(found, ["a_b", "d", "f"].map(str::to_owned).into());
        assert_eq!(roots("Vec<String>"), BTreeSet::new());
    }

    #[test]
    fn a_crate_that_is_missing_is_named_with_its_line() {
        let found = findings("[formats]\nuuid = 'uuid::Uuid'\n[schemas]\nId = 'uuid::Uuid'\n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found.iter().all(|(message, help)| {
            message.contains("`uuid` is not among `dependencies`")
                && help.contains(r#"`uuid = { version = "1", features = ["serde"] }`"#)
        }));
        assert_eq!(findings("derives = ['schemars::JsonSchema']\n").len(), 1);
    }

    #[test]
    fn code_around_an_include_is_not_there_in_a_crate_of_its_own() {
        assert_eq!(findings("[schemas]\nMoney = 'crate::Money'\n").len(), 1);
    }

    #[test]
    fn a_well_known_crate_needs_its_serde_feature() {
        let with = |requirement: &str| {
            findings(&format!(
                "[formats]\nuuid = 'uuid::Uuid'\n[dependencies]\nuuid = {requirement}\n"
            ))
            .len()
        };
        assert_eq!(with("'1'"), 1);
        assert_eq!(with("{ version = '1', features = ['v4'] }"), 1);
        assert_eq!(with("{ version = '1', features = ['serde'] }"), 0);
        assert_eq!(with("{ workspace = true }"), 0);
    }

    #[test]
    fn what_is_there_is_not_missed() {
        let text = "
            date-time = 'jiff'
            derives = ['PartialEq']
            [formats]
            date-time = '::jiff::Zoned'
            money = 'my_money::Money'
            [dependencies]
            my-money = '1'
        ";
        assert_eq!(findings(text), []);
    }

    #[test]
    fn the_choices_in_the_guides_are_complete() {
        for guide in [
            include_str!("../../../README.md"),
            include_str!("../guide/choices.md"),
        ] {
            let choices = guide.split("```toml\n").find(|it| it.contains("[formats]"));
            let choices = choices.unwrap().split("```").next().unwrap();
            assert_eq!(findings(choices), []);
        }
    }
}
