//! How many members of a value have no place in the type that it is decoded as: what tells the
//! variants of a union apart where several take the value.
//!
//! Decoding is one call after the other on one thread, so the count is the thread's. Must not
//! change what is decoded.

use std::cell::Cell;

thread_local! {
    /// `None` where nobody counts.
    static LOST: Cell<Option<usize>> = const { Cell::new(None) };
}

/// What was counted before an attempt, to be there again after it however it ends.
struct Before(Option<usize>);

impl Drop for Before {
    fn drop(&mut self) {
        LOST.set(self.0);
    }
}

/// A member that is skipped.
pub(super) fn note(count: usize) {
    if let Some(lost) = LOST.get() {
        LOST.set(Some(lost.saturating_add(count)));
    }
}

/// Whether an attempt is under way.
pub(super) fn is_counting() -> bool {
    LOST.get().is_some()
}

/// An attempt, and how many members were skipped in it.
pub(super) fn count<R>(attempt: impl FnOnce() -> R) -> (R, usize) {
    let before = Before(LOST.replace(Some(0)));
    let made = attempt();
    let lost = LOST.get().unwrap_or_default();
    drop(before);
    (made, lost)
}
