//! Escapes text within a line: code spans, links, addresses, HTML, control characters.
//!
//! Must not: know blocks.

/// HTML elements that descriptions use for layout: their tags are left out, their text stays.
const LAYOUT: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

/// Makes line ends `\n`, tabs spaces, and invisible or dangerous characters visible as `\u{…}`.
pub(super) fn visible(text: &str) -> String {
    // As most texts are, and descriptions are a large part of large documents.
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => out.push('\n'),
            '\t' => out.push_str("    "),
            c if is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Control characters, and format characters that change what a reader sees.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Leaves out the tags of layout elements; blocks and items become lines of their own.
pub(super) fn without_tags(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        if let Some((image, after)) = image(tail) {
            out.push_str(&image);
            rest = after;
            continue;
        }
        let Some((tag, after)) = layout_tag(tail) else {
            out.push('<');
            rest = tail.strip_prefix('<').unwrap_or_default();
            continue;
        };
        match tag.as_str() {
            "p" | "div" | "ul" | "ol" | "dl" | "table" | "pre" | "blockquote" | "h1" | "h2"
            | "h3" | "h4" | "h5" | "h6" | "hr" => out.push_str("\n\n"),
            "li" => out.push_str("\n- "),
            "br" | "tr" | "dt" | "dd" => out.push('\n'),
            "td" | "th" => out.push(' '),
            _ => {}
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The layout tag that a text begins with, lower case (closing tags of items give an empty name),
/// and what follows it.
fn layout_tag(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('<')?;
    let end = inner.find(['>', '<'])?;
    let (tag, rest) = inner.split_at_checked(end)?;
    let after = rest.strip_prefix('>')?;
    let closing = tag.starts_with('/');
    let name = tag.trim_start_matches('/');
    let length = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let (name, attributes) = name.split_at_checked(length)?;
    let name = name.to_ascii_lowercase();
    let plain = attributes.is_empty() || attributes.starts_with([' ', '/', '\n']);
    (plain && LAYOUT.contains(&name.as_str())).then(|| {
        let quiet = closing && matches!(name.as_str(), "li" | "tr" | "td" | "th" | "dt" | "dd");
        (if quiet { String::new() } else { name }, after)
    })
}

/// The HTML image that a text begins with, as Markdown has it, and what follows it.
fn image(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix("<img")?;
    let (attributes, after) = inner.split_once('>')?;
    if !attributes.starts_with([' ', '\n']) || attributes.contains('<') {
        return None;
    }
    let value = |name: &str| {
        let (_, from) = attributes.split_once(name)?;
        let quote = from.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        from.get(1..)?.split_once(quote).map(|(value, _)| value)
    };
    let label = value(" alt=").unwrap_or("image");
    Some((format!("![{label}]({})", value(" src=")?), after))
}

/// Escapes one line.
pub(super) fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    loop {
        // All that the functions below ask for begins with one of these, an address with `h`.
        let signs = ['`', '[', ']', '<', '>', '\\', '!', 'h'];
        let plain = rest.find(signs).unwrap_or(rest.len());
        let (before, from) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        out.push_str(before);
        rest = from;
        let Some(c) = rest.chars().next() else {
            break;
        };
        let found = code_span(rest)
            .or_else(|| link(rest))
            .or_else(|| address(rest));
        if let Some((piece, after)) = found {
            out.push_str(&piece);
            rest = after;
            continue;
        }
        if c == '`' {
            // A run that closes nowhere; a part of it could be taken for another opening.
            let run = run_of_ticks(rest);
            out.push_str(&"\\`".repeat(run));
            rest = rest.get(run..).unwrap_or_default();
            continue;
        }
        if matches!(c, '[' | ']' | '<' | '>' | '\\') {
            out.push('\\');
        }
        out.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    // Line ends of two spaces or a backslash would be hard breaks; ours carry no meaning.
    out.truncate(out.trim_end().len());
    out
}

/// How many back-ticks a text begins with.
fn run_of_ticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// A code span that ends on this line: by as many back-ticks as it began with (CommonMark 6.1).
fn code_span(text: &str) -> Option<(String, &str)> {
    let run = run_of_ticks(text);
    if run == 0 {
        return None;
    }
    let inner = text.get(run..)?;
    let mut at = 0;
    loop {
        at += inner.get(at..)?.find('`')?;
        let closing = run_of_ticks(inner.get(at..)?);
        if closing == run {
            break;
        }
        at += closing;
    }
    let (code, after) = (inner.get(..at)?, inner.get(at + run..)?);
    let end = run + at + run;
    let span = text.get(..end)?;
    (!code.trim().is_empty()).then(|| (span.to_owned(), after))
}

/// An inline link to an `http(s)` address; an image becomes one.
fn link(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('!').unwrap_or(text).strip_prefix('[')?;
    let (label, tail) = inner.split_once("](")?;
    let (target, after) = tail.split_once(')')?;
    let address = target.split_whitespace().next().unwrap_or_default();
    if label.contains(['[', ']']) || !is_address(address) {
        return None;
    }
    let label = label.replace('\\', "").replace(['`', '<', '>'], "");
    if label.trim().is_empty() {
        return Some((format!("<{address}>"), after));
    }
    Some((format!("[{}](<{address}>)", label.trim()), after))
}

/// A bare or angle-bracketed `http(s)` address.
fn address(text: &str) -> Option<(String, &str)> {
    let bare = text.strip_prefix('<').unwrap_or(text);
    if !bare.starts_with("http://") && !bare.starts_with("https://") {
        return None;
    }
    let end = bare
        .find(|c: char| !is_address_char(c))
        .unwrap_or(bare.len());
    let found = bare
        .get(..end)?
        .trim_end_matches(['.', ',', ':', ';', '!', '?', ')', '*', '_', '\'']);
    let after = bare.get(found.len()..)?;
    let after = if bare.len() < text.len() {
        after.strip_prefix('>')?
    } else {
        after
    };
    is_address(found).then(|| (format!("<{found}>"), after))
}

/// Whether this is an `http(s)` address that can stand between angle brackets.
fn is_address(text: &str) -> bool {
    text.strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .is_some_and(|rest| !rest.is_empty())
        && text.chars().all(is_address_char)
}

/// Characters of a URI (RFC 3986, 2) that mean nothing to Markdown between angle brackets.
fn is_address_char(c: char) -> bool {
    c.is_ascii_graphic()
        && !matches!(
            c,
            '<' | '>' | '"' | '`' | '\\' | '[' | ']' | '|' | '^' | '{' | '}'
        )
}
