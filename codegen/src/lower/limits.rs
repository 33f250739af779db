//! Limits on what one document can make the generator do, beyond those on the document itself.
//!
//! Members beside `oneOf` are in each alternative, and `allOf` repeats the members of what it
//! names: a small document can ask for a client of any size. What is made is therefore bounded by
//! what is written.

use std::collections::HashSet;

/// Members and variants that any document may ask for, however small it is.
const FREE: usize = 20_000;

/// Members that may be made of each one that is written.
const PER_WRITTEN: usize = 8;

/// Members written in the document, and members and variants made of them.
#[derive(Debug, Default)]
pub(super) struct Budget {
    written: HashSet<usize>,
    made: usize,
    reported: bool,
}

impl Budget {
    /// A member of the document, known by its address.
    pub(super) fn see<T>(&mut self, member: &T) {
        self.written.insert(std::ptr::from_ref(member).addr());
    }

    /// So many members or variants of the client.
    pub(super) fn make(&mut self, count: usize) {
        self.made += count;
    }

    /// Whether this was asked before: one finding is enough.
    pub(super) fn is_reported(&mut self) -> bool {
        std::mem::replace(&mut self.reported, true)
    }

    /// Whether more is made than the document can have meant.
    pub(super) fn is_spent(&self) -> bool {
        self.made > FREE + PER_WRITTEN * self.written.len()
    }
}
