//! Cuts text of any script into lower-case ASCII words.
//!
//! Must not: join words, know keywords or scopes.

use std::borrow::Cow;

/// Words of a text: letters and digits only, lower case, never empty ones.
///
/// Other scripts are written in ASCII where the transliteration knows them (`用户` gives `yong`,
/// `hu`). Boundaries are signs, white space and changes of case; digits stay with the letters
/// before them (`v1Beta` gives `v1`, `beta`).
pub(super) fn words(text: &str) -> Vec<String> {
    let ascii = to_ascii(text);
    let mut words: Vec<String> = Vec::new();
    if let Some(sign) = leading_sign(&ascii) {
        words.push(sign.to_owned());
    }
    for run in ascii.split(|c: char| !c.is_ascii_alphanumeric()) {
        split_case(run, &mut words);
    }
    words
}

/// `+` or `-` in front of a letter or digit says something (`-1`, `+1`, `-created_at`).
fn leading_sign(ascii: &str) -> Option<&'static str> {
    let mut chars = ascii.chars();
    let sign = match chars.next()? {
        '+' => "plus",
        '-' => "minus",
        _ => return None,
    };
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphanumeric())
        .then_some(sign)
}

/// Stands for a character without a transliteration: a boundary without a name.
const UNKNOWN: char = '\0';

/// The text in ASCII, [`UNKNOWN`] where that cannot be.
fn to_ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        match deunicode::deunicode_char(c) {
            Some("") => {} // a combining mark: the letter before stands for it
            Some(known) => out.push_str(known),
            None => out.push(UNKNOWN),
        }
    }
    Cow::Owned(out)
}

/// Cuts a run of ASCII letters and digits at its changes of case.
fn split_case(run: &str, words: &mut Vec<String>) {
    let mut push = |word: &str| {
        if !word.is_empty() {
            words.push(word.to_ascii_lowercase());
        }
    };
    let mut start = 0;
    for (at, c) in run.bytes().enumerate() {
        if c.is_ascii_uppercase() && begins_word(run.as_bytes(), at) {
            push(run.get(start..at).unwrap_or_default());
            start = at;
        }
    }
    push(run.get(start..).unwrap_or_default());
}

/// Whether the capital at this index begins a word.
fn begins_word(run: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| run.get(before));
    if !before.is_some_and(u8::is_ascii_uppercase) {
        return true;
    }
    // Inside a run of capitals only the last one begins a word (`HTTPServer`), unless what follows
    // is the plural `s` of an abbreviation (`IDs`, `URLs`).
    match (run.get(at + 1), run.get(at + 2)) {
        (Some(b's'), after) => after.is_some_and(u8::is_ascii_lowercase),
        (Some(next), _) => next.is_ascii_lowercase(),
        (None, _) => false,
    }
}

/// Words for the signs of a text: what stands for a name without letters, and what tells `@type`
/// from `type`. Letters and digits keep their words.
pub(super) fn spelled_out(text: &str) -> Vec<String> {
    if text.is_empty() {
        return vec!["empty".to_owned()];
    }
    let ascii = to_ascii(text);
    let mut out = Vec::new();
    let mut run = String::new();
    for c in ascii.chars() {
        if c.is_ascii_alphanumeric() {
            run.push(c);
            continue;
        }
        split_case(&run, &mut out);
        run.clear();
        if let Some(word) = sign(c) {
            out.push(word.to_owned());
        }
    }
    split_case(&run, &mut out);
    out
}

/// The name of an ASCII sign.
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "asterisk",
        '/' => "slash",
        '\\' => "backslash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '@' => "at",
        '$' => "dollar",
        '#' => "hash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '~' => "tilde",
        '^' => "caret",
        '_' => "underscore",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        '"' | '\'' | '`' => "quote",
        ' ' => "space",
        _ => return None,
    })
}
