//! File names of modules: safe on every system, and different where case does not count.

use std::collections::BTreeSet;

/// The file of a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FileName {
    /// Where rustc looks for it.
    Own(String),
    /// Elsewhere: the declaration needs a `path` attribute.
    Other(String),
}

impl FileName {
    /// Without its extension.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Own(name) | Self::Other(name) => name,
        }
    }
}

/// Names that some system keeps for devices, and the one that rustc keeps for a folder.
const RESERVED: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "mod", "nul", "prn",
];

/// The files of sibling modules.
pub(super) fn file_names<'a>(modules: impl Iterator<Item = &'a str>) -> Vec<FileName> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    modules
        .map(|module| {
            let name = module.trim_start_matches("r#");
            let is_plain =
                name.is_ascii() && !RESERVED.contains(&name.to_ascii_lowercase().as_str());
            if is_plain && taken.insert(name.to_ascii_lowercase()) {
                return FileName::Own(name.to_owned());
            }
            // rustc takes no module file whose name is not ASCII.
            let stem: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            let mut number = 1;
            loop {
                let name = format!("module_{stem}_{number}");
                if taken.insert(name.to_ascii_lowercase()) {
                    return FileName::Other(name);
                }
                number += 1;
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(modules: &[&str]) -> Vec<FileName> {
        file_names(modules.iter().copied())
    }

    #[test]
    fn a_plain_module_has_the_file_where_rustc_looks() {
        assert_eq!(names(&["pets"]), [FileName::Own("pets".to_owned())]);
        assert_eq!(names(&["r#type"]), [FileName::Own("type".to_owned())]);
    }

    #[test]
    fn names_that_differ_in_case_alone_have_different_files() {
        let found = names(&["pets", "Pets"]);
        assert_eq!(found.first(), Some(&FileName::Own("pets".to_owned())));
        assert_eq!(
            found.get(1),
            Some(&FileName::Other("module_Pets_1".to_owned()))
        );
    }

    #[test]
    fn names_kept_by_a_system_or_by_rustc_are_not_used() {
        for name in ["con", "r#mod", "ключ"] {
            assert!(
                matches!(names(&[name]).first(), Some(FileName::Other(_))),
                "{name}"
            );
        }
    }
}
