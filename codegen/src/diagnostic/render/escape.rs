//! Text of a document in text for people: what would act on a terminal, or hide or reorder other
//! text, is shown as an escape.

/// The text with every character that acts instead of being seen written as `\u{…}` or the like.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_visible(c, &mut out);
    }
    out
}

/// Adds a character, or its escape.
pub(super) fn push_visible(c: char, out: &mut String) {
    if acts(c) {
        out.extend(c.escape_default());
    } else {
        out.push(c);
    }
}

/// Whether a character controls a terminal, breaks a line, or changes the order or the place of
/// others (UAX #9, 2; UAX #44, `Cc`, `Zl`, `Zp`).
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_escaped_and_nothing_else() {
        assert_eq!(
            visible("a\u{1b}[2J\r\nb\t\u{9b}\u{202e}\u{2066}ü漢\u{301}😀"),
            "a\\u{1b}[2J\\r\\nb\\t\\u{9b}\\u{202e}\\u{2066}ü漢\u{301}😀"
        );
    }
}
