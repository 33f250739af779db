//! References that lead to references: a chain must end, and soon.
//!
//! Later stages follow a chain step by step; one that comes back to itself stands for no value.

use super::At;
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// It comes back to where it began.
    Cycle,
    /// It has more steps than are followed.
    TooLong,
}

/// The faulty chains of these steps (object with a `$ref` → where it leads): of each cycle the
/// first object in order, and each object that is one step too far from its value.
pub(super) fn faults(steps: &BTreeMap<At, At>, longest: usize) -> Vec<(&At, Fault)> {
    let mut faults = Vec::new();
    // Steps from an object to its value; `None` where a cycle never comes to one.
    let mut known: BTreeMap<&At, Option<usize>> = BTreeMap::new();
    for start in steps.keys() {
        let mut path = Vec::new();
        let mut on_path = BTreeSet::new();
        let mut at = start;
        let mut length = loop {
            if let Some(length) = known.get(at) {
                break *length;
            }
            let Some(next) = steps.get(at) else {
                break Some(0);
            };
            if !on_path.insert(at) {
                faults.push((at, Fault::Cycle));
                break None;
            }
            path.push(at);
            at = next;
        };
        for object in path.into_iter().rev() {
            length = length.map(|steps| steps + 1);
            if length == Some(longest + 1) {
                faults.push((object, Fault::TooLong));
            }
            known.insert(object, length);
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::Pointer;

    fn at(name: &str) -> At {
        (0, Pointer::root().child(name))
    }

    fn check(steps: &[(&str, &str)], longest: usize) -> Vec<(At, Fault)> {
        let steps = steps.iter().map(|(a, b)| (at(a), at(b))).collect();
        faults(&steps, longest)
            .into_iter()
            .map(|(at, fault)| (at.clone(), fault))
            .collect()
    }

    #[test]
    fn a_chain_that_ends_is_fine() {
        assert_eq!(check(&[("a", "b"), ("b", "c"), ("d", "b")], 3), []);
    }

    #[test]
    fn each_cycle_is_found_once() {
        let steps = [("a", "a"), ("b", "c"), ("c", "b"), ("d", "c")];
        assert_eq!(
            check(&steps, 3),
            [(at("a"), Fault::Cycle), (at("b"), Fault::Cycle)]
        );
    }

    #[test]
    fn a_long_chain_is_found_where_it_becomes_too_long() {
        let steps = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")];
        assert_eq!(check(&steps, 3), [(at("a"), Fault::TooLong)]);
        assert_eq!(check(&steps, 4), []);
    }
}
