//! A place in a file that is no part of the document. It has what is shown of it at hand, since such
//! a file is not kept.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// A place in a file beside the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FilePlace {
    /// The file as the user would name it.
    pub path: PathBuf,
    /// Line and column in characters, from 1; `None` for the file as a whole.
    pub at: Option<(usize, usize)>,
    /// How many characters from the column on belong to it.
    pub length: usize,
    /// The line.
    pub line: String,
}

impl FilePlace {
    /// The place of these bytes of the file's text; they end with their line.
    #[must_use]
    pub fn new(path: &Path, text: &str, at: Range<usize>) -> Self {
        let before = text.get(..at.start).unwrap_or(text);
        let (above, left) = before.rsplit_once('\n').unwrap_or(("", before));
        let above = above.len() + usize::from(before.contains('\n'));
        let line = text.get(above..).unwrap_or_default().lines().next();
        let covered = text.get(at).and_then(|it| it.lines().next());
        Self {
            path: path.to_owned(),
            at: Some((before.matches('\n').count() + 1, left.chars().count() + 1)),
            length: covered.map_or(1, |it| it.chars().count().max(1)),
            line: line.unwrap_or_default().to_owned(),
        }
    }

    /// The file as a whole.
    #[must_use]
    pub fn whole(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            at: None,
            length: 1,
            line: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let text = "a = 1\r\nü = [\n\"x\"]\n";
        let found = |part: &str| {
            let start = text.find(part).unwrap_or(text.len());
            let place = FilePlace::new(Path::new("f"), text, start..start + part.len());
            (place.at, place.length, place.line)
        };
        assert_eq!(found("a"), (Some((1, 1)), 1, "a = 1".to_owned()));
        assert_eq!(found("[\n\"x\"]"), (Some((2, 5)), 1, "ü = [".to_owned()));
        assert_eq!(found("\"x\""), (Some((3, 1)), 3, "\"x\"]".to_owned()));
        assert_eq!(found("none").0, Some((4, 1)));
    }
}
