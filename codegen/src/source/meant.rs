//! What a reference that leads nowhere by the letter was meant to lead to.
//!
//! RFC 6901, 4 and 6: a JSON Pointer begins at the root of its file, is percent-encoded in a
//! fragment, and does not go through references. Authors expect otherwise, and where one place
//! fits, it is what they mean.

use super::document::Document;
use super::reference::Reference;
use crate::pointer::Pointer;

/// References that are followed on the way to one place.
const MAX_HOPS: usize = 32;

impl Document {
    /// The place that a reference written at `at` of this file was meant to lead to, where
    /// [`resolve`](Self::resolve) finds none.
    #[must_use]
    pub fn meant(&self, file: usize, at: &Pointer, reference: &str) -> Option<(usize, Pointer)> {
        let parsed = Reference::parse(reference).ok()?;
        let target = if parsed.path.is_empty() {
            file
        } else {
            self.linked(file, reference, &parsed.path)?
        };
        let written = reference.split_once('#').map_or("", |(_, text)| text);
        if let Some(literal) = Pointer::parse(written)
            && self.value(target, &literal).is_some()
        {
            return Some((target, literal));
        }
        let pointer = Pointer::parse(&parsed.fragment)?;
        self.through(target, &pointer)
            .or_else(|| self.upwards(file, &pointer, at).filter(|_| target == file))
    }

    /// Goes down token by token and follows the references met on the way.
    fn through(&self, file: usize, pointer: &Pointer) -> Option<(usize, Pointer)> {
        let mut place = (file, Pointer::root());
        let mut hops = MAX_HOPS;
        for token in pointer.tokens() {
            loop {
                let next = place.1.child(&token);
                if self.value(place.0, &next).is_some() {
                    place.1 = next;
                    break;
                }
                hops = hops.checked_sub(1)?;
                let here = self.value(place.0, &place.1)?;
                place = self.resolve(place.0, here.get("$ref")?.as_str()?)?;
            }
        }
        Some(place)
    }

    /// The nearest holder of `at` in which the pointer leads somewhere: schemas copied into a
    /// document with their own `$defs` or `definitions` keep references relative to themselves.
    fn upwards(&self, file: usize, pointer: &Pointer, at: &Pointer) -> Option<(usize, Pointer)> {
        let own = ["/$defs/", "/definitions/"];
        if !own.iter().any(|own| pointer.as_str().starts_with(own)) {
            return None;
        }
        let mut holder = at.parent();
        while let Some(base) = holder {
            let whole = Pointer::parse(&format!("{base}{pointer}"))?;
            if self.value(file, &whole).is_some() {
                return Some((file, whole));
            }
            holder = base.parent();
        }
        None
    }
}
