//! From the place of a finding to what people and editors understand: file, line, column.

use super::Sources;
use crate::diagnostic::Place;
use crate::pointer::Pointer;
use std::path::Path;

/// A place as it is shown.
#[derive(Debug, Clone)]
pub(super) struct Shown<'a> {
    /// The file as the user would name it.
    pub(super) path: &'a Path,
    /// Line and column in characters, from 1; `None` for the file as a whole.
    pub(super) at: Option<(usize, usize)>,
    /// Where in the file's value tree; `None` where there is none.
    pub(super) pointer: Option<Pointer>,
    /// The line, where it may be shown.
    pub(super) line: Option<&'a str>,
    /// How many characters from the column on belong to it.
    pub(super) length: usize,
}

impl<'a> Shown<'a> {
    /// The place as it is shown.
    pub(super) fn new(place: &'a Place, sources: &Sources<'a>) -> Self {
        if let Place::File(place) = place {
            return Self {
                path: &place.path,
                at: place.at,
                pointer: None,
                line: place.at.map(|_| place.line.as_str()),
                length: place.length,
            };
        }
        match sources.origin.resolve(place) {
            Place::Source { file, pointer } => Self::value(file, pointer, sources),
            Place::Normalized(pointer) => Self::value(0, pointer, sources),
            Place::Position { file, line, column } => {
                let mut shown = Self::file(file, sources);
                shown.at = Some((line, column));
                // A file that is not shown has no text.
                shown.line = sources
                    .document
                    .filter(|document| {
                        let source = document.files().get(file);
                        source.is_some_and(|source| !source.text.is_empty())
                    })
                    .and_then(|document| document.line(file, line));
                shown
            }
            Place::File(_) | Place::None => Self::file(0, sources),
        }
    }

    fn file(file: usize, sources: &Sources<'a>) -> Self {
        let source = sources
            .document
            .and_then(|document| document.files().get(file));
        Self {
            path: source.map_or(sources.path, |source| source.path.as_path()),
            at: None,
            pointer: None,
            line: None,
            length: 1,
        }
    }

    fn value(file: usize, pointer: Pointer, sources: &Sources<'a>) -> Self {
        let mut shown = Self::file(file, sources);
        if let Some(document) = sources.document {
            // The name of an object or array tells more than its first member, and in block style
            // it is on another line.
            let named = document
                .value(file, &pointer)
                .is_some_and(|value| value.is_object() || value.is_array());
            let span = if named {
                document.locate_key(file, &pointer)
            } else {
                document.locate(file, &pointer)
            };
            if let (Some(span), Some(source)) = (span, document.files().get(file)) {
                shown.at = Some((span.line, span.column));
                shown.line = document.line(file, span.line);
                let text = source.text.get(span.start..span.end).unwrap_or_default();
                let first = text.split(['\n', '\r']).next().unwrap_or_default();
                shown.length = first.chars().count().max(1);
            }
        }
        shown.pointer = Some(pointer);
        shown
    }
}
