//! From a pointer to a line and column of the user's text, worked out when it is asked for.

use super::document::Extras;
use super::index::{self, Index};
use super::text::Lines;
use super::{Document, Format, Limits, SourceFile};
use crate::pointer::Pointer;
use std::ops::Range;

/// Where a value stands in a text: lines and columns count from 1, offsets are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First line.
    pub line: usize,
    /// First column, in characters.
    pub column: usize,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Document {
    /// Where the value at `pointer` stands, or the nearest place that would hold it.
    ///
    /// A YAML alias stands where it is written, what is in it where it is defined.
    #[must_use]
    pub fn locate(&self, file: usize, pointer: &Pointer) -> Option<Span> {
        let (source, extras) = self.parts(file)?;
        let found = index(source, extras).find(&source.text, pointer)?;
        // Where a member is missing, the name of the object that lacks it tells more than its
        // first member does.
        let range = match found.name {
            Some(name) if !found.exact => name,
            _ => found.value,
        };
        Some(span(source, extras, range))
    }

    /// Where the name of the member at `pointer` stands; for an array's item, where the item does.
    #[must_use]
    pub fn locate_key(&self, file: usize, pointer: &Pointer) -> Option<Span> {
        let (source, extras) = self.parts(file)?;
        let found = index(source, extras).find(&source.text, pointer)?;
        Some(span(source, extras, found.name.unwrap_or(found.value)))
    }

    /// The exact text of a number, truth value or null, which its value does not keep: `1.10` where
    /// a version was meant, `0x1F`, `~`. `None` for other values and where the text is not known.
    #[must_use]
    pub fn scalar_text(&self, file: usize, pointer: &Pointer) -> Option<String> {
        let (source, extras) = self.parts(file)?;
        let text = index(source, extras).plain(&source.text, pointer)?;
        Some(text.to_owned())
    }

    /// The text of a line counted from 1, without its break.
    pub(crate) fn line(&self, file: usize, line: usize) -> Option<&str> {
        let (source, extras) = self.parts(file)?;
        let range = lines(source, extras).range(&source.text, line)?;
        source.text.get(range)
    }
}

/// The places of a file.
fn index<'a>(source: &SourceFile, extras: &'a Extras) -> &'a Index {
    extras.index.get_or_init(|| match source.format {
        Format::Json => index::scan_json(&source.text),
        Format::Yaml => index::scan_yaml(&source.text, &Limits::default()).unwrap_or_default(),
    })
}

fn lines<'a>(source: &SourceFile, extras: &'a Extras) -> &'a Lines {
    extras.lines.get_or_init(|| Lines::of(&source.text))
}

fn span(source: &SourceFile, extras: &Extras, range: Range<usize>) -> Span {
    let (line, column) = lines(source, extras).line_column(&source.text, range.start);
    Span {
        line,
        column,
        start: range.start,
        end: range.end,
    }
}
