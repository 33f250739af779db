//! The closed list of findings: one entry each, in a file for the stage that reports it.
//!
//! `specwright explain CODE` and the manual are made from it.

mod list;
pub mod lower;
pub mod normalize;
pub mod output;
pub mod source;

pub(crate) use list::codes;

use std::fmt;

/// What is known of one kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Stable name: lower case, words joined by `-`, e.g. `duplicate-key`.
    pub slug: &'static str,
    /// One line.
    pub summary: &'static str,
    /// Why it matters and what to do, a few sentences.
    pub explanation: &'static str,
    /// Section of the specification or RFC it comes from; empty where there is none.
    pub section: &'static str,
}

/// A kind of finding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code(&'static Entry);

impl Code {
    /// The code of this entry.
    pub(crate) const fn new(entry: &'static Entry) -> Self {
        Self(entry)
    }

    /// Stable name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.0.slug
    }

    /// All that is known of it.
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        self.0
    }

    /// The code of this name.
    #[must_use]
    pub fn find(slug: &str) -> Option<Self> {
        Self::all().find(|code| code.slug() == slug)
    }

    /// Every code, stage by stage.
    pub fn all() -> impl Iterator<Item = Self> {
        [source::ALL, normalize::ALL, lower::ALL, output::ALL]
            .into_iter()
            .flatten()
            .copied()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    // `explain`, suppressions and SARIF rules go by the name alone.
    #[test]
    fn no_name_stands_for_two_codes() {
        let mut seen = BTreeSet::new();
        let twice: Vec<_> = Code::all()
            .filter(|code| !seen.insert(code.slug()))
            .collect();
        assert_eq!(twice, []);
    }

    #[test]
    fn every_entry_is_complete() {
        for code in Code::all() {
            let entry = code.entry();
            assert!(
                entry.slug.split('-').all(|word| {
                    !word.is_empty()
                        && word
                            .bytes()
                            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
                }),
                "{code}: words in lower case joined by `-`"
            );
            assert!(
                !entry.summary.ends_with('.'),
                "{code}: the summary is no sentence"
            );
            assert!(
                entry.explanation.len() > 40,
                "{code}: the explanation explains"
            );
            assert!(
                entry.explanation.ends_with('.'),
                "{code}: the explanation is sentences"
            );
        }
    }
}
