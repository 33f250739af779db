//! Findings as text for people: headline, marked line, help.
//!
//! The layout is rustc's, which readers and editors know. It is drawn here because the libraries
//! for it count columns in the text they are given, and a JSON document may be one line of
//! megabytes, of which only a window can be given.

use super::escape::{push_visible, visible};
use super::place::Shown;
use super::{Look, Sources};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Findings shown before the rest is only counted: a terminal keeps about as many lines.
const MOST: usize = 1_000;

/// Headlines and names of footers.
const BOLD: Style = Style::new().bold();
/// Line numbers and what frames the line; marks of related places.
const FRAME: Style = AnsiColor::Blue.on_default().bold();

/// All findings, a blank line after each.
#[must_use]
pub fn text(diagnostics: &Diagnostics, sources: &Sources<'_>, look: &Look) -> String {
    let mut page = Page {
        out: String::new(),
        sources,
        look,
    };
    for finding in diagnostics.iter().take(MOST) {
        page.finding(finding);
        page.out.push('\n');
    }
    let rest = diagnostics.iter().skip(MOST).count();
    if rest > 0 {
        let findings = if rest == 1 { "finding" } else { "findings" };
        let _ = writeln!(page.out, "and {rest} more {findings}");
    }
    page.out
}

/// The text in the making.
struct Page<'a> {
    out: String,
    sources: &'a Sources<'a>,
    look: &'a Look,
}

impl Page<'_> {
    fn finding(&mut self, finding: &Diagnostic) {
        let (name, style) = match finding.severity {
            Severity::Error => ("error", AnsiColor::Red),
            Severity::Warning => ("warning", AnsiColor::Yellow),
            Severity::Note => ("note", AnsiColor::Green),
        };
        let style = style.on_default().bold();
        self.styled(style, &format!("{name}[{}]", finding.code));
        self.styled(BOLD, &format!(": {}", visible(&finding.message)));
        self.out.push('\n');
        let place = Shown::new(&finding.place, self.sources);
        let margin = self.place(&place, style);
        if let Some(pointer) = &place.pointer {
            self.footer(margin, "at", &format!("#{}", visible(pointer.as_str())));
        }
        if finding.more > 0 {
            let places = if finding.more == 1 { "place" } else { "places" };
            let more = format!("the same in {} more {places}", finding.more);
            self.footer(margin, "note", &more);
            self.places(margin, finding);
        }
        if let Some(help) = &finding.help {
            self.footer(margin, "help", &visible(help));
        }
        for (place, label) in &finding.related {
            self.styled(BOLD, "note");
            let _ = writeln!(self.out, ": {}", visible(label));
            let place = Shown::new(place, self.sources);
            self.place(&place, FRAME);
        }
    }

    /// The further places of a finding, as many as are wanted.
    fn places(&mut self, margin: usize, finding: &Diagnostic) {
        let listed = finding.places.iter().take(self.look.places);
        for place in listed.clone() {
            let place = Shown::new(place, self.sources);
            let mut text = visible(&place.path.display().to_string());
            if let Some((line, column)) = place.at {
                let _ = write!(text, ":{line}:{column}");
            }
            self.footer(margin, "also", &text);
        }
        let rest = finding.more.saturating_sub(listed.count());
        if rest > 0 && self.look.places > 0 {
            self.footer(margin, "also", &format!("{rest} more"));
        }
    }

    /// The place and, where it may be shown, its line with the place marked. Gives the width of the
    /// margin.
    fn place(&mut self, place: &Shown<'_>, style: Style) -> usize {
        let path = visible(&place.path.display().to_string());
        let Some((line, column)) = place.at else {
            self.frame(1, "", "-->");
            let _ = writeln!(self.out, " {path}");
            return 1;
        };
        let number = line.to_string();
        let margin = number.len();
        self.frame(margin, "", "-->");
        let _ = writeln!(self.out, " {path}:{line}:{column}");
        if let Some(text) = place.line {
            let window = Window::of(text, column, place.length, self.look.width);
            self.frame(margin, "", " |");
            self.out.push('\n');
            self.frame(margin, &number, " |");
            let space = if window.text.is_empty() { "" } else { " " };
            let _ = writeln!(self.out, "{space}{}", window.text);
            self.frame(margin, "", " |");
            let _ = write!(self.out, " {:1$}", "", window.before);
            self.styled(style, &"^".repeat(window.marked));
            self.out.push('\n');
        }
        margin
    }

    fn footer(&mut self, margin: usize, name: &str, text: &str) {
        self.frame(margin, "", " =");
        self.out.push(' ');
        self.styled(BOLD, name);
        let _ = writeln!(self.out, ": {text}");
    }

    /// The left margin with a line number or nothing, and a part of the frame.
    fn frame(&mut self, margin: usize, number: &str, part: &str) {
        self.styled(FRAME, &format!("{number:margin$}{part}"));
    }

    fn styled(&mut self, style: Style, text: &str) {
        if self.look.color {
            let _ = write!(self.out, "{style}{text}{style:#}");
        } else {
            self.out.push_str(text);
        }
    }
}

/// The part of a line that fits, and where in it the mark is.
struct Window {
    text: String,
    /// Columns before the mark.
    before: usize,
    /// Columns that are marked.
    marked: usize,
}

impl Window {
    /// The window of a line around `length` characters from `column`, which counts from 1.
    fn of(line: &str, column: usize, length: usize, width: usize) -> Self {
        const DOTS: &str = "...";
        // The margin of a line number, and dots at both ends.
        let room = width.clamp(60, 200) - 16;
        let from = column.saturating_sub(1);
        // A long mark is cut: its beginning tells what it is.
        let length = length.min(room / 2);
        let start = if from + length <= room {
            0
        } else {
            from - (room - length) / 2
        };
        let mut text = String::new();
        let mut before = None;
        let mut after = None;
        if start > 0 {
            text.push_str(DOTS);
        }
        let mut characters = line.chars().enumerate().skip(start);
        for (at, c) in characters.by_ref().take(room) {
            if at == from {
                before = Some(text.width());
            }
            if at == from + length {
                after = Some(text.width());
            }
            match c {
                '\t' => text.push_str("    "),
                c => push_visible(c, &mut text),
            }
        }
        let end = text.width();
        if characters.next().is_some() {
            text.push_str(DOTS);
        }
        let before = before.unwrap_or(end);
        let marked = after.unwrap_or(end).saturating_sub(before).max(1);
        Self {
            text,
            before,
            marked,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::string_slice,
        reason = "a test may stop at what it did not expect"
    )]

    use super::*;

    fn marked(line: &str, column: usize, length: usize, width: usize) -> (String, String) {
        let window = Window::of(line, column, length, width);
        let marks = format!("{:1$}{2}", "", window.before, "^".repeat(window.marked));
        (window.text, marks)
    }

    #[test]
    fn a_mark_stands_under_what_it_marks() {
        for (line, column, length, text, marks) in [
            ("a: bc", 4, 2, "a: bc", "   ^^"),
            ("\ta", 2, 1, "    a", "    ^"),
            ("漢: b", 4, 1, "漢: b", "    ^"),
            ("\u{1b}: b", 4, 1, "\\u{1b}: b", "        ^"),
            ("", 1, 1, "", "^"),
            ("ab", 3, 1, "ab", "  ^"),
        ] {
            let expected = (text.to_owned(), marks.to_owned());
            assert_eq!(marked(line, column, length, 80), expected, "{line:?}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let line = format!("{}X{}", "a".repeat(5_000), "b".repeat(5_000));
        let (text, marks) = marked(&line, 5_001, 1, 80);
        assert!(text.len() <= 80 && text.starts_with("...a") && text.ends_with("b..."));
        assert_eq!(&text[marks.len() - 1..marks.len()], "X");
        let (_, marks) = marked(&line, 5_001, 5_000, 80);
        assert!(marks.len() < 80);
    }
}
