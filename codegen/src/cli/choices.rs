//! The choices of `specwright.toml` as options: each is added to those of the file.
//!
//! Whether a choice can be used is not asked here: the generator does, for every entry alike.

use crate::config::{Config, DateTime};
use clap::Args;
use clap::builder::PossibleValuesParser;

/// Which operations, and what they become. Every option but `--date-time` may be given several
/// times.
#[derive(Debug, Args)]
#[command(next_help_heading = "Choices")]
pub(crate) struct Choices {
    /// Keep only operations with this tag
    #[arg(long, value_name = "TAG")]
    only_tag: Vec<String>,
    /// Keep only this operation, by its operationId or as "GET /path"
    #[arg(long, value_name = "OPERATION")]
    only_operation: Vec<String>,
    /// Keep only this path; a `*` at the end keeps all that begin so
    #[arg(long, value_name = "PATH")]
    only_path: Vec<String>,
    /// Leave out this operation, by its operationId or as "GET /path"
    #[arg(long, value_name = "OPERATION")]
    except_operation: Vec<String>,
    /// What dates and times are: strings, or types of a crate
    #[arg(long, value_name = "CRATE", value_parser = PossibleValuesParser::new(date_time_names()))]
    date_time: Option<String>,
    /// Use a type of yours for strings of a format: date-time=jiff::Timestamp
    #[arg(long, value_name = "FORMAT=TYPE", value_parser = pair)]
    map_format: Vec<(String, String)>,
    /// Use a type of yours for a schema: Money=crate::Money
    #[arg(long, value_name = "NAME=TYPE", value_parser = pair)]
    map_schema: Vec<(String, String)>,
    /// Name a schema or an operation otherwise: listAllTheKeys=list_keys
    #[arg(long, value_name = "NAME=NEW", value_parser = renamed)]
    rename: Vec<(String, String)>,
    /// Add a derive to every struct and enum of `types`: PartialEq
    #[arg(long, value_name = "PATH")]
    derive: Vec<String>,
    /// Add an attribute to every struct and enum of `types`: "#[cfg_attr(test, derive(Hash))]"
    #[arg(long, value_name = "ATTRIBUTE")]
    attribute: Vec<String>,
    /// Add a dependency to the generated crate: jiff=1
    #[arg(long, value_name = "NAME=VERSION", value_parser = pair)]
    dependency: Vec<(String, String)>,
}

impl Choices {
    /// Adds what was chosen.
    pub(crate) fn add_to(&self, config: &mut Config) {
        for (chosen, into) in [
            (&self.only_tag, &mut config.select.tags),
            (&self.only_operation, &mut config.select.operations),
            (&self.only_path, &mut config.select.paths),
            (&self.except_operation, &mut config.select.except_operations),
            (&self.derive, &mut config.derives),
            (&self.attribute, &mut config.attributes),
        ] {
            into.extend(chosen.iter().cloned());
        }
        for (chosen, into) in [
            (&self.map_format, &mut config.formats),
            (&self.map_schema, &mut config.schemas),
            (&self.rename, &mut config.rename),
            (&self.dependency, &mut config.dependencies),
        ] {
            into.extend(chosen.iter().cloned());
        }
        if let Some(choice) = self.date_time.as_deref().and_then(DateTime::of_name) {
            config.date_time = choice;
        }
    }
}

fn date_time_names() -> Vec<&'static str> {
    DateTime::NAMES.iter().map(|(name, _)| *name).collect()
}

/// `name=value`; there may be another `=` in the value, as in `jiff={ version = "1" }`.
fn pair(text: &str) -> Result<(String, String), String> {
    parts(text.split_once('='))
}

/// `name=new`; there may be another `=` in the name, as in `GET /a?b=c=list`.
fn renamed(text: &str) -> Result<(String, String), String> {
    parts(text.rsplit_once('='))
}

fn parts(parts: Option<(&str, &str)>) -> Result<(String, String), String> {
    match parts {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => {
            Ok((name.to_owned(), value.to_owned()))
        }
        _ => Err("a name, `=` and what stands for it are wanted".to_owned()),
    }
}
