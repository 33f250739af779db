//! `Cargo.toml` of a generated crate.
//!
//! Written by a TOML writer: names, versions and paths are values, never text between quotes.

use crate::api::Api;
use crate::config::{Config, Package, Runtime};
use toml::{Table, Value};

/// The manifest as text.
///
/// The API's own version is text of any form (`v1`, `2024-01-01`), which cargo does not take, so
/// the package has version 0.0.0 and the API's is kept under `package.metadata`.
pub(crate) fn manifest(api: &Api, config: &Config, package: &Package) -> String {
    let mut manifest = Table::new();
    manifest.insert("package".to_owned(), self::package(api, package).into());
    let mut dependencies = Table::new();
    dependencies.insert("specwright-client".to_owned(), runtime(&package.runtime));
    dependencies.extend(chosen_dependencies(config));
    manifest.insert("dependencies".to_owned(), dependencies.into());
    if package.own_workspace {
        manifest.insert("workspace".to_owned(), Table::new().into());
    }
    manifest.to_string()
}

/// What code that names the types of the client needs besides the runtime: the crate for dates and
/// times, and those of the user's choices.
pub(crate) fn chosen_dependencies(config: &Config) -> Table {
    let own = config.dependencies.iter();
    let own = own.map(|(name, requirement)| (name.as_str(), requirement.as_str()));
    let all = config.date_time.dependency().into_iter().chain(own);
    all.map(|(name, requirement)| (name.to_owned(), dependency(requirement)))
        .collect()
}

fn package(api: &Api, package: &Package) -> Table {
    let mut table = Table::new();
    let mut text = |key: &str, value: &str| {
        table.insert(key.to_owned(), value.to_owned().into());
    };
    text("name", &package.name);
    text("version", "0.0.0");
    text("edition", "2024");
    text("rust-version", env!("CARGO_PKG_RUST_VERSION"));
    table.insert("publish".to_owned(), false.into());
    let mut origin = Table::new();
    origin.insert("api-version".to_owned(), api.version.clone().into());
    let generator = concat!("specwright ", env!("CARGO_PKG_VERSION"));
    origin.insert("generator".to_owned(), generator.into());
    let mut metadata = Table::new();
    metadata.insert("specwright".to_owned(), origin.into());
    table.insert("metadata".to_owned(), metadata.into());
    table
}

fn runtime(runtime: &Runtime) -> Value {
    let mut table = Table::new();
    match runtime {
        Runtime::Registry => return env!("CARGO_PKG_VERSION").into(),
        Runtime::Folder(folder) => {
            let path = folder.to_string_lossy().into_owned();
            table.insert("path".to_owned(), path.into());
        }
    }
    table.into()
}

/// A bare version requirement, or an inline table given as its text.
fn dependency(requirement: &str) -> Value {
    let as_table = format!("value = {requirement}");
    if requirement.starts_with('{')
        && let Ok(mut table) = as_table.parse::<Table>()
        && let Some(value) = table.remove("value")
    {
        return value;
    }
    requirement.to_owned().into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;
    use crate::api::Doc;

    #[test]
    fn a_version_with_toml_in_it_stays_a_value() {
        let version = "\"\n[dependencies]\nevil = \"*\"";
        let api = Api::new(Doc::default(), Doc::default(), version.to_owned());
        let package = Package::new("pets", Runtime::Registry);
        let text = manifest(&api, &Config::default(), &package);
        let read: Table = text.parse().unwrap();
        let dependencies = read["dependencies"].as_table().unwrap();
        assert_eq!(
            dependencies.keys().collect::<Vec<_>>(),
            ["specwright-client"]
        );
        let kept = &read["package"]["metadata"]["specwright"]["api-version"];
        assert_eq!(kept.as_str(), Some(version));
    }

    #[test]
    fn a_dependency_may_have_features() {
        let value = dependency("{ version = \"0.2\", features = [\"serde\"] }");
        assert_eq!(value["version"].as_str(), Some("0.2"));
        assert_eq!(dependency("0.2").as_str(), Some("0.2"));
    }
}
