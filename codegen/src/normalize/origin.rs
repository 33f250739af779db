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

    /// Says that what stood at `from` in the normalised document stands at `to` from now on, with
    /// all that was moved into it.
    pub fn relocate(&mut self, from: &Pointer, to: &Pointer) {
        let (file, origin) = self.find(from);
        let inner: Vec<Pointer> = self
            .moved
            .range(from.clone()..)
            .map(|(pointer, _)| pointer)
            .take_while(|pointer| pointer.as_str().starts_with(from.as_str()))
            .filter(|pointer| pointer.is_within(from))
            .cloned()
            .collect();
        for pointer in inner {
            let Some(place) = self.moved.remove(&pointer) else {
                continue;
            };
            let rest = pointer.as_str().get(from.as_str().len()..);
            let text = format!("{to}{}", rest.unwrap_or_default());
            if let Some(pointer) = Pointer::parse(&text) {
                self.moved.insert(pointer, place);
            }
        }
        self.moved(to.clone(), file, origin);
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
