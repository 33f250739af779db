//! A value that breaks its schema, made valid by leaving out members.
//!
//! Where alternatives exclude each other, as a `oneOf` of lists of required members does, the
//! largest value fits none of them. Must not know the schema: only whether a value breaks it, and
//! where.

use super::synthesis::Made;
use crate::schema::Violation;
use serde_json::{Map, Value};

/// How many objects of one value are mended.
const PLACES: usize = 4;

/// The first violation of a value.
type Judge<'j> = &'j dyn Fn(&Value) -> Option<Violation>;

/// Leaves out members until nothing is broken; other ones on another turn, so that each alternative
/// is met. Whether that could be done.
pub(super) fn mend(made: &mut Made, turn: usize, judge: Judge<'_>) -> bool {
    for _ in 0..PLACES {
        let Some(broken) = judge(&made.value) else {
            return true;
        };
        let Some(Value::Object(members)) = made.value.pointer(&broken.at) else {
            return false;
        };
        let order = turned(members, turn);
        let place = Place {
            whole: &made.value,
            at: &broken.at,
            judge,
        };
        let Some(kept) = place.without_one(&order).or_else(|| place.built_up(&order)) else {
            return false;
        };
        let path = with_stars(&broken.at);
        for (name, _) in order.iter().filter(|(name, _)| !kept.contains_key(name)) {
            let gone = format!("{path}/{name}");
            made.shown.retain(|(shown, _)| !is_below(shown, &gone));
        }
        // In the order in which they were.
        let kept = members
            .iter()
            .filter(|(name, _)| kept.contains_key(*name))
            .map(|(name, value)| (name.clone(), value.clone()));
        made.value = place.with(kept.collect());
    }
    judge(&made.value).is_none()
}

/// The members from another one on.
fn turned(members: &Map<String, Value>, turn: usize) -> Vec<(String, Value)> {
    let mut order: Vec<_> = members
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let count = order.len().max(1);
    order.rotate_left(turn % count);
    order
}

/// An object within a value.
struct Place<'p> {
    whole: &'p Value,
    at: &'p str,
    judge: Judge<'p>,
}

impl Place<'_> {
    /// The value with other members in this place.
    fn with(&self, members: Map<String, Value>) -> Value {
        let mut value = self.whole.clone();
        if let Some(place) = value.pointer_mut(self.at) {
            *place = Value::Object(members);
        }
        value
    }

    /// Whether these members break nothing here; what is broken elsewhere is not looked at.
    fn fits(&self, members: &Map<String, Value>) -> bool {
        (self.judge)(&self.with(members.clone())).is_none_or(|next| next.at != self.at)
    }

    /// All members but the first without which the others fit.
    fn without_one(&self, order: &[(String, Value)]) -> Option<Map<String, Value>> {
        let without = |at: usize| -> Map<String, Value> {
            let others = order.iter().enumerate().filter(|(index, _)| *index != at);
            others.map(|(_, member)| member.clone()).collect()
        };
        (0..order.len())
            .rev()
            .map(without)
            .find(|members| self.fits(members))
    }

    /// One member after the other, those left out that break what fits without them.
    fn built_up(&self, order: &[(String, Value)]) -> Option<Map<String, Value>> {
        let mut members = Map::new();
        let mut fits = self.fits(&members);
        for (name, value) in order {
            let mut more = members.clone();
            more.insert(name.clone(), value.clone());
            let more_fits = self.fits(&more);
            if more_fits || !fits {
                members = more;
                fits = more_fits;
            }
        }
        fits.then_some(members)
    }
}

/// A pointer with `*` for every index, as decisions have their places.
fn with_stars(pointer: &str) -> String {
    let mut path = String::new();
    for token in pointer.split('/').skip(1) {
        let is_index = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
        path.push('/');
        path.push_str(if is_index { "*" } else { token });
    }
    path
}

/// Whether a decision is that of a member or of what is below it.
fn is_below(shown: &str, member: &str) -> bool {
    shown
        .strip_prefix(member)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ' ']))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use serde_json::json;
    use std::collections::{BTreeMap, BTreeSet};

    fn mended(value: Value, turn: usize, broken: impl Fn(&Value) -> bool) -> Option<Value> {
        let mut made = Made {
            value,
            shown: BTreeSet::from([("/a".to_owned(), 1), ("/ab".to_owned(), 1)]),
            options: BTreeMap::new(),
        };
        let judge = |value: &Value| {
            broken(value).then(|| Violation {
                at: String::new(),
                message: String::new(),
            })
        };
        let done = mend(&mut made, turn, &judge);
        if done && made.value.get("a").is_none() {
            assert!(!made.shown.contains(&("/a".to_owned(), 1)));
        }
        assert!(made.shown.contains(&("/ab".to_owned(), 1)));
        done.then_some(made.value)
    }

    fn count(value: &Value, names: &[&str]) -> usize {
        names
            .iter()
            .filter(|name| value.get(name).is_some())
            .count()
    }

    #[test]
    fn of_members_that_exclude_each_other_each_comes_in_its_turn() {
        let value = json!({ "a": 1, "b": 2, "c": 3, "x": 4 });
        let broken = |value: &Value| count(value, &["a", "b", "c"]) != 1;
        let firsts: BTreeSet<String> = (0..4)
            .map(|turn| {
                let mended = mended(value.clone(), turn, broken).unwrap();
                assert!(mended.get("x").is_some());
                mended.to_string()
            })
            .collect();
        assert_eq!(firsts.len(), 3);
    }

    #[test]
    fn what_no_member_mends_is_given_up() {
        assert_eq!(mended(json!({ "a": 1 }), 0, |_| true), None);
        assert_eq!(mended(json!(1), 0, |_| true), None);
    }
}
