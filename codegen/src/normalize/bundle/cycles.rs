//! References that lead to references without an end.
//!
//! A schema may contain itself within `properties` or `items`; it cannot *be* itself.

use super::Bundle;
use crate::diagnostic::Severity;
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::{Context, Missing};
use serde_json::{Value, json};

impl Bundle<'_> {
    /// Puts a reference that leads nowhere in place of every one that is part of a circle.
    pub(super) fn break_cycles(&mut self, cx: &mut Context<'_>) {
        let next: Vec<Option<usize>> = (0..self.targets.len())
            .map(|index| self.leads_on(index))
            .collect();
        // `source` has told of them; what it passed over is told here.
        let silent = self.document.has_cycles();
        for index in on_cycles(&next) {
            let Some(target) = self.targets.get(index) else {
                continue;
            };
            let (file, kind, pointer) = (target.file, target.kind, target.pointer.clone());
            let missing = Missing {
                file,
                reference: pointer.child("$ref"),
                text: String::new(),
                refused: true,
            };
            let number = json!({"$ref": self.add_missing(kind, missing, cx)});
            if let Some(value) = self.apart.get_mut(&index) {
                *value = number;
            } else if let Some(value) = self
                .files
                .get_mut(file)
                .and_then(Option::as_mut)
                .and_then(|whole| whole.pointer_mut(pointer.as_str()))
            {
                *value = number;
            }
            if !silent {
                cx.file = file;
                cx.report(
                    Severity::Error,
                    code::ENDLESS_REFERENCE,
                    &pointer,
                    "the reference leads back to itself and never to a value",
                );
                cx.file = 0;
            }
        }
    }

    /// The target that a target is a reference to.
    fn leads_on(&self, index: usize) -> Option<usize> {
        let value = self.value_of(index)?;
        usize::try_from(value.get("$ref").and_then(Value::as_u64)?).ok()
    }
}

/// The nodes that are on a circle of a graph in which each leads to at most one other.
fn on_cycles(next: &[Option<usize>]) -> Vec<usize> {
    let mut state = vec![0_usize; next.len()]; // 0: not seen; else the round that saw it
    let mut found = Vec::new();
    for start in 0..next.len() {
        let round = start + 1;
        let mut at = Some(start);
        while let Some(index) = at {
            let Some(seen) = state.get_mut(index) else {
                break;
            };
            if *seen == 0 {
                *seen = round;
                at = next.get(index).copied().flatten();
                continue;
            }
            if *seen == round {
                circle(next, index, &mut found);
            }
            break;
        }
    }
    found
}

fn circle(next: &[Option<usize>], from: usize, found: &mut Vec<usize>) {
    let mut at = from;
    loop {
        found.push(at);
        match next.get(at).copied().flatten() {
            Some(on) if on != from => at = on,
            _ => return,
        }
    }
}
