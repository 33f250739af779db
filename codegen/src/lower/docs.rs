//! Turns a document's descriptions (CommonMark, OpenAPI 3.0.3, 4.5) into text that is safe in a doc
//! comment.
//!
//! What comes out has paragraphs, flat lists, inline code, links to `http(s)` addresses and
//! `text` blocks; everything else of Markdown and HTML is shown as it was written or left out.
//! So there is no doctest, no raw HTML, no link that rustdoc resolves, no control character.
//!
//! Must not: know what the text describes.

mod inline;

use crate::api::Doc;
use inline::{escape, visible};
use std::collections::HashMap;

/// Escapes one description.
pub(super) fn doc(text: &str) -> Doc {
    Doc::from_escaped(escape_blocks(text))
}

/// Escapes an optional description.
pub(super) fn optional(text: Option<&str>) -> Doc {
    text.map(doc).unwrap_or_default()
}

/// What was escaped already, by text: parameters and responses say the same in many operations.
#[derive(Debug, Default)]
pub(super) struct Escaped<'a>(HashMap<&'a str, Doc>);

impl<'a> Escaped<'a> {
    /// Escapes one description.
    pub(super) fn doc(&mut self, text: &'a str) -> Doc {
        self.0.entry(text).or_insert_with(|| doc(text)).clone()
    }

    /// Escapes an optional description.
    pub(super) fn optional(&mut self, text: Option<&'a str>) -> Doc {
        text.map(|text| self.doc(text)).unwrap_or_default()
    }
}

/// A summary as first paragraph, then the description unless it says the same.
pub(super) fn summary_and_description(summary: Option<&str>, description: Option<&str>) -> Doc {
    let summary = summary.map(str::trim).filter(|text| !text.is_empty());
    let description = description.map(str::trim).filter(|text| !text.is_empty());
    match (summary, description) {
        (Some(summary), Some(description)) if summary != description => {
            doc(&format!("{summary}\n\n{description}"))
        }
        (Some(text), _) | (None, Some(text)) => doc(text),
        (None, None) => Doc::default(),
    }
}

/// Adds a paragraph of our own words, in Markdown that is known to be safe.
pub(super) fn with_note(doc: &Doc, note: &str) -> Doc {
    if doc.is_empty() {
        return Doc::from_escaped(note.to_owned());
    }
    Doc::from_escaped(format!("{}\n\n{note}", doc.as_str()))
}

/// Says what the provider assumes where a value is left out (4.7.24.2 `default`): behind a text of
/// one line, below a longer one. `null` and long values say nothing that helps.
pub(super) fn with_default(doc: Doc, default: Option<&serde_json::Value>) -> Doc {
    const MAX: usize = 60;
    let text = default
        .filter(|value| !value.is_null())
        .map(|value| code(&value.to_string()));
    let Some(text) = text.filter(|text| text.chars().count() <= MAX) else {
        return doc;
    };
    let note = format!("Default: {text}.");
    let known = doc.as_str();
    if known.is_empty() || known.contains('\n') {
        return with_note(&doc, &note);
    }
    let stop = if known.ends_with(['.', '!', '?', ':', ';', '。']) {
        ""
    } else {
        "."
    };
    Doc::from_escaped(format!("{known}{stop} {note}"))
}

/// A text of the document as inline code inside a sentence of ours.
pub(super) fn code(text: &str) -> String {
    let line = visible(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if line.is_empty() || line.contains('`') {
        return format!("\"{}\"", escape(&line));
    }
    format!("`{line}`")
}

/// What the lines before this one have opened.
enum Block {
    /// Nothing: a blank line or the begin of the text.
    Between,
    /// A paragraph.
    Paragraph,
    /// A list item whose text is indented this far.
    Item(usize),
    /// A code block, opened by this fence.
    Code { fence: String, lines: Vec<String> },
    /// Lines of a table.
    Table(Vec<String>),
}

/// Escapes a whole text, line by line.
fn escape_blocks(text: &str) -> String {
    let text = visible(text);
    let mut out: Vec<String> = Vec::new();
    let mut block = Block::Between;
    let text = inline::without_tags(&text);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let goes_on = lines.peek().is_some_and(|next| !next.trim().is_empty());
        let line = match block {
            Block::Code { .. } => line,
            _ if goes_on => without_hard_break(line),
            _ => line,
        };
        block = next_block(block, line, &mut out);
    }
    close(block, &mut out);
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out.join("\n")
}

/// A line of a paragraph without the backslash that breaks it (CommonMark 6.7); one that is escaped
/// itself breaks nothing.
fn without_hard_break(line: &str) -> &str {
    let slashes = line.len() - line.trim_end_matches('\\').len();
    match slashes % 2 {
        1 => line.strip_suffix('\\').unwrap_or(line),
        _ => line,
    }
}

/// Takes one line; gives what is open behind it.
fn next_block(block: Block, line: &str, out: &mut Vec<String>) -> Block {
    let trimmed = line.trim();
    if let Block::Code { fence, mut lines } = block {
        if trimmed.starts_with(&fence) && trimmed.chars().all(|c| fence.starts_with(c)) {
            close(Block::Code { fence, lines }, out);
            return Block::Between;
        }
        lines.push(line.trim_end().to_owned());
        return Block::Code { fence, lines };
    }
    if let Some(fence) = opening_fence(trimmed) {
        close(block, out);
        return Block::Code {
            fence,
            lines: Vec::new(),
        };
    }
    if trimmed.starts_with('|') {
        if let Block::Table(mut lines) = block {
            lines.push(trimmed.to_owned());
            return Block::Table(lines);
        }
        close(block, out);
        return Block::Table(vec![trimmed.to_owned()]);
    }
    let block = if matches!(block, Block::Table(_)) {
        close(block, out);
        Block::Between
    } else {
        block
    };
    if trimmed.is_empty() || is_rule(trimmed) {
        blank(out);
        return Block::Between;
    }
    text_line(&block, trimmed, out)
}

/// A line of a paragraph, heading or list item.
fn text_line(block: &Block, trimmed: &str, out: &mut Vec<String>) -> Block {
    if let Some((marker, rest)) = list_marker(trimmed) {
        if matches!(block, Block::Paragraph) {
            blank(out);
        }
        let rest = escape_start(rest.trim());
        out.push(format!("{marker}{rest}"));
        return Block::Item(marker.len());
    }
    if let Some(heading) = heading(trimmed) {
        blank(out);
        if !heading.is_empty() {
            out.push(escape_start(heading));
            blank(out);
        }
        return Block::Between;
    }
    let escaped = escape_start(trimmed);
    if let Block::Item(indent) = block {
        out.push(format!("{}{escaped}", " ".repeat(*indent)));
        return Block::Item(*indent);
    }
    out.push(escaped);
    Block::Paragraph
}

/// Writes what is still open.
fn close(block: Block, out: &mut Vec<String>) {
    let lines = match block {
        Block::Code { lines, .. } | Block::Table(lines) => lines,
        Block::Between | Block::Paragraph | Block::Item(_) => return,
    };
    if lines.iter().all(|line| line.trim().is_empty()) {
        return;
    }
    blank(out);
    let fence = longer_fence(&lines);
    out.push(format!("{fence}text"));
    out.extend(lines);
    out.push(fence);
    blank(out);
}

/// A fence that no line can close: longer than any run of back-ticks in them.
fn longer_fence(lines: &[String]) -> String {
    let longest = lines
        .iter()
        .flat_map(|line| line.split(|c| c != '`'))
        .map(str::len)
        .max()
        .unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// Adds a blank line unless there is one.
fn blank(out: &mut Vec<String>) {
    if out.last().is_some_and(|line| !line.is_empty()) {
        out.push(String::new());
    }
}

/// The fence that a line opens (CommonMark 4.5), whatever its indentation.
fn opening_fence(trimmed: &str) -> Option<String> {
    ['`', '~'].into_iter().find_map(|c| {
        let length = trimmed.chars().take_while(|other| *other == c).count();
        let info = trimmed.get(length..)?;
        (length >= 3 && !(c == '`' && info.contains('`'))).then(|| c.to_string().repeat(length))
    })
}

/// A thematic break or the underline of a heading (CommonMark 4.1, 4.3).
fn is_rule(trimmed: &str) -> bool {
    let mut signs = trimmed.chars().filter(|c| !c.is_whitespace());
    let first = signs.next().filter(|c| matches!(c, '-' | '=' | '*' | '_'));
    first.is_some_and(|rule| {
        let mut others = 0;
        signs.all(|c| {
            others += 1;
            c == rule
        }) && others >= 2
    })
}

/// The text of an ATX heading (CommonMark 4.2).
fn heading(trimmed: &str) -> Option<&str> {
    let level = trimmed.chars().take_while(|c| *c == '#').count();
    let rest = trimmed.get(level..)?;
    ((1..=6).contains(&level) && (rest.is_empty() || rest.starts_with(' ')))
        .then(|| rest.trim().trim_end_matches('#').trim_end())
}

/// The list marker of a line as we write it, and the rest (CommonMark 5.2).
fn list_marker(trimmed: &str) -> Option<(String, &str)> {
    if let Some(rest) = ["- ", "* ", "+ ", "• "]
        .iter()
        .find_map(|marker| trimmed.strip_prefix(marker))
    {
        return Some(("- ".to_owned(), rest));
    }
    let digits = trimmed.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = trimmed.split_at_checked(digits)?;
    let rest = rest
        .strip_prefix(". ")
        .or_else(|| rest.strip_prefix(") "))?;
    (1..=9)
        .contains(&digits)
        .then(|| (format!("{number}. "), rest))
}

/// Escapes a line and what would mean something at its start.
fn escape_start(line: &str) -> String {
    let escaped = escape(line);
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    if let Some((number, rest)) = escaped.split_at_checked(digits)
        && digits > 0
        && rest.starts_with(['.', ')'])
    {
        return format!("{number}\\{rest}");
    }
    if escaped.starts_with(['#', '+', '-', '=', '~', '|', ':', '*', '_'])
        && !escaped.starts_with("**")
        && !escaped.starts_with("__")
    {
        return format!("\\{escaped}");
    }
    escaped
}

#[cfg(test)]
mod judged;
#[cfg(test)]
mod tests;
