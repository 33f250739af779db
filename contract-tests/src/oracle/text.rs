//! Whether two texts say the same. What a client with types for dates and times reads, it writes in
//! the spelling of those types: `2024-01-01T01:00:00+01:00` comes back as `2024-01-01T00:00:00Z`.

use jiff::Timestamp;

/// Equal texts, or two spellings of one moment (RFC 3339, 4.1 and 5.6).
pub(super) fn same(a: &str, b: &str) -> bool {
    a == b || moment(a).is_some_and(|a| moment(b) == Some(a))
}

fn moment(text: &str) -> Option<Timestamp> {
    // `date-time` of RFC 3339 is no shorter; most texts are told so without a parse.
    let dated = text.len() >= "2024-01-01T00:00:00Z".len() && text.as_bytes().get(4) == Some(&b'-');
    dated.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 3339, 5.8: the first pair is one instant by its own words, and so is the second.
    #[test]
    fn one_moment_has_many_spellings() {
        assert!(same("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"));
        assert!(same(
            "1985-04-12T23:20:50.52Z",
            "1985-04-12T23:20:50.520+00:00"
        ));
        assert!(!same("1996-12-19T16:39:57-08:00", "1996-12-19T16:39:57Z"));
        assert!(!same("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50Z"));
        assert!(same("a", "a") && !same("a", "A"));
        assert!(!same("2024-01-01", "2024-01-01T00:00:00Z"));
    }
}
