//! Where each choice stands in the file it was read from, for the findings about it.
//!
//! Must not: judge a choice.

use crate::diagnostic::{FilePlace, Place};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// Places by list and entry; empty for choices that were made in code or by an option.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Places(BTreeMap<(String, String), Place>);

impl Places {
    /// The place of an entry of a list or table; nowhere in particular where it is not of a file.
    pub(super) fn of(&self, list: &str, entry: &str) -> Place {
        let key = (list.to_owned(), entry.to_owned());
        self.0.get(&key).cloned().unwrap_or(Place::None)
    }

    /// The places of all entries of a file. The lists of `select` have names of their own.
    pub(super) fn read(table: &DeTable<'_>, text: &str, path: &Path) -> Self {
        let mut places = Self::default();
        for (list, value) in table {
            let list = list.get_ref().as_ref();
            match value.get_ref() {
                DeValue::Table(inner) if list == "select" => places.lists(inner, text, path),
                DeValue::Table(inner) => {
                    for entry in inner.keys() {
                        places.add(list, entry.get_ref(), entry.span(), text, path);
                    }
                }
                _ => {}
            }
        }
        places.lists(table, text, path);
        places
    }

    /// The entries of lists.
    fn lists(&mut self, table: &DeTable<'_>, text: &str, path: &Path) {
        for (list, value) in table {
            let DeValue::Array(entries) = value.get_ref() else {
                continue;
            };
            for entry in entries {
                if let DeValue::String(name) = entry.get_ref() {
                    self.add(list.get_ref(), name, entry.span(), text, path);
                }
            }
        }
    }

    fn add(&mut self, list: &str, entry: &str, at: Range<usize>, text: &str, path: &Path) {
        let place = place(path, text, at);
        self.0.insert((list.to_owned(), entry.to_owned()), place);
    }
}

/// The place of these bytes of a file.
pub(super) fn place(path: &Path, text: &str, at: Range<usize>) -> Place {
    Place::File(Box::new(FilePlace::new(path, text, at)))
}
