//! How much of a value has no place in the type that it is decoded as: what tells the variants of
//! a union apart where several take the value.
//!
//! Decoding is one call after the other on one thread, so the count is the thread's. Must not
//! change what is decoded.

use std::cell::Cell;

use serde::de::{IgnoredAny, MapAccess};
use serde_json::Value;

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

/// Skips the value of a member; where an attempt is under way, it is lost with all that is in it.
pub(super) fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    if !is_counting() {
        return map.next_value::<IgnoredAny>().map(|_| ());
    }
    let value: Value = map.next_value()?;
    note(size(&value));
    Ok(())
}

/// How many values a value is made of.
fn size(value: &Value) -> usize {
    let mut count = 0;
    let mut pending = vec![value];
    while let Some(next) = pending.pop() {
        count += 1;
        match next {
            Value::Array(items) => pending.extend(items),
            Value::Object(members) => pending.extend(members.values()),
            _ => {}
        }
    }
    count
}

/// So much more is lost.
pub(super) fn note(count: usize) {
    if let Some(lost) = LOST.get() {
        LOST.set(Some(lost.saturating_add(count)));
    }
}

/// Whether an attempt is under way.
pub(super) fn is_counting() -> bool {
    LOST.get().is_some()
}

/// An attempt, and how much was lost in it.
pub(super) fn count<R>(attempt: impl FnOnce() -> R) -> (R, usize) {
    let before = Before(LOST.replace(Some(0)));
    let made = attempt();
    let lost = LOST.get().unwrap_or_default();
    drop(before);
    (made, lost)
}
