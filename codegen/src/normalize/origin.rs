//! From a place in the normalised document back to the user's text.
//!
//! Passes that move a value call [`Origin::moved`]; everything below the moved place follows it.

use crate::diagnostic::Place;
use crate::pointer::Pointer;
use std::collections::BTreeMap;

/// Normalised pointer → pointer in the user's text, kept for the roots of moved subtrees only.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    moved: BTreeMap<Pointer, (usize, Pointer)>,
}

impl Origin {
    /// Everything stands where it stood in file 0.
    #[must_use]
    pub fn identity() -> Self {
        Self::default()
    }

    /// Says that what stands at `to` in the normalised document stands at `from` in file `file`.
    /// A later call for the same place replaces the earlier.
    pub fn moved(&mut self, to: Pointer, file: usize, from: Pointer) {
        self.moved.insert(to, (file, from));
    }

    /// File and pointer in the user's text of a normalised place: by the longest moved prefix.
    #[must_use]
    pub fn find(&self, normalized: &Pointer) -> (usize, Pointer) {
        let mut at = Some(normalized.clone());
        while let Some(prefix) = at {
            if let Some((file, from)) = self.moved.get(&prefix) {
                let rest = normalized
                    .as_str()
                    .get(prefix.as_str().len()..)
                    .unwrap_or_default();
                let text = format!("{from}{rest}");
                return (*file, Pointer::parse(&text).unwrap_or_else(|| from.clone()));
            }
            at = prefix.parent();
        }
        (0, normalized.clone())
    }

    /// The same place with its normalised pointer turned into one of the user's text.
    #[must_use]
    pub fn resolve(&self, place: &Place) -> Place {
        match place {
            Place::Normalized(pointer) => {
                let (file, pointer) = self.find(pointer);
                Place::Source { file, pointer }
            }
            other => other.clone(),
        }
    }
}
