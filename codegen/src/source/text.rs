//! From a path to text: regular files of bounded size in UTF-8, nothing else.
//!
//! JSON is UTF-8 by RFC 8259, 8.1; YAML 1.2.2, 5.2 allows more, but no tool chain of API
//! descriptions uses it, and a wrong guess would change names silently.

use super::Limits;
use crate::diagnostic::code::source as code;
use crate::diagnostic::{Diagnostic, Place};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What is wrong with a file; a box, because a finding is much larger than a text.
type Refusal = Box<Diagnostic>;

/// The text of the file at `path`, without a byte order mark.
///
/// Findings name it as `shown`, and by its index `file` where they have a place in it.
pub(super) fn read(
    path: &Path,
    shown: &Path,
    file: usize,
    limits: &Limits,
) -> Result<String, Refusal> {
    // Asked before opening: opening a FIFO would wait for a writer.
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(shown, &error))?;
    if !metadata.is_file() {
        return Err(finding(
            code::NOT_A_FILE,
            format!("{} is not a regular file", shown.display()),
        )
        .into());
    }
    if metadata.len() > limits.bytes {
        return Err(too_large(shown, limits).into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    // Bounded again while reading: the file may grow, and files of /proc say they have no bytes.
    File::open(path)
        .and_then(|file| file.take(limits.bytes + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(shown, &error))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.bytes {
        return Err(too_large(shown, limits).into());
    }
    decode(bytes, file)
}

/// Bytes as text, or which encoding they seem to be in.
fn decode(mut bytes: Vec<u8>, file: usize) -> Result<String, Refusal> {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.drain(..3);
    }
    if let Some(encoding) = foreign_encoding(&bytes) {
        return Err(wrong_encoding(
            Place::Position {
                file,
                line: 1,
                column: 1,
            },
            &format!("the file is in {encoding}, not in UTF-8"),
            SAVE,
        )
        .into());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..valid).unwrap_or_default();
        let place = position(file, &String::from_utf8_lossy(before), valid);
        let message = "the file is not in UTF-8: the bytes here are no character";
        wrong_encoding(place, message, SAVE)
    })?;
    if let Some(at) = text.find('\0') {
        return Err(wrong_encoding(
            position(file, &text, at),
            "the file has a NUL character, which neither JSON nor YAML allows",
            "remove it",
        )
        .into());
    }
    Ok(text)
}

/// The name of an encoding other than UTF-8 that the first bytes show.
fn foreign_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        // Byte order marks. Without one the first character is ASCII (RFC 4627, 3), so that the
        // zeros around it tell.
        [0xFF, 0xFE, 0, 0, ..]
        | [0, 0, 0xFE, 0xFF, ..]
        | [0, 0, 0, 1..=255, ..]
        | [1..=255, 0, 0, 0, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..]
        | [0xFE, 0xFF, ..]
        | [0, 1..=255, 0, 1..=255, ..]
        | [1..=255, 0, 1..=255, 0, ..] => Some("UTF-16"),
        _ => None,
    }
}

/// Where the lines of a text begin, and how many characters stand before a byte: a document of
/// megabytes may be one line.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// Characters before every [`STRIDE`]th byte; empty where every character is one byte.
    characters: Vec<usize>,
}

/// Bytes that a look-up counts at most.
const STRIDE: usize = 1024;

impl Lines {
    /// The lines of a text: they end with LF, CRLF or, as YAML 1.2.2, 5.4 has it, CR.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let breaks = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if breaks {
                starts.push(at + 1);
            }
        }
        let mut characters = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            for part in bytes.chunks(STRIDE) {
                characters.push(before);
                before += first_bytes(part);
            }
        }
        Self { starts, characters }
    }

    /// Line and column, in characters from 1, of a byte of the text.
    pub(super) fn line_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1));
        let start = start.copied().unwrap_or_default();
        let column = self.before(text, offset) - self.before(text, start) + 1;
        (line, column)
    }

    /// How many characters begin before a byte.
    fn before(&self, text: &str, offset: usize) -> usize {
        if self.characters.is_empty() {
            return offset;
        }
        // The text may end where a stride does.
        let mark = (offset / STRIDE).min(self.characters.len() - 1);
        let rest = text.as_bytes().get(mark * STRIDE..offset);
        let before = self.characters.get(mark).copied().unwrap_or_default();
        before + first_bytes(rest.unwrap_or_default())
    }

    /// The first byte of a line counted from 1, and the byte after its last, its break left out.
    pub(super) fn range(&self, text: &str, line: usize) -> Option<std::ops::Range<usize>> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        let full = text.get(start..end)?;
        Some(start..start + full.trim_end_matches(['\n', '\r']).len())
    }
}

/// How many characters begin in these bytes of UTF-8: all bytes of a character but its first are
/// 10xxxxxx (RFC 3629, 3).
fn first_bytes(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// The place of a byte offset.
pub(super) fn position(file: usize, text: &str, offset: usize) -> Place {
    let (line, column) = Lines::of(text).line_column(text, offset);
    Place::Position { file, line, column }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    finding(
        code::UNREADABLE_FILE,
        format!("cannot read {}: it {}", path.display(), reason(error)),
    )
}

/// Why a file cannot be read, as the second half of a sentence that begins with the file.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read by this user".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

fn too_large(path: &Path, limits: &Limits) -> Diagnostic {
    finding(
        code::FILE_TOO_LARGE,
        format!(
            "{} has more than {} bytes, the most that is read of it",
            path.display(),
            limits.bytes
        ),
    )
}

/// What helps against another encoding.
const SAVE: &str = "save the file as UTF-8";

fn wrong_encoding(place: Place, message: &str, help: &str) -> Diagnostic {
    Diagnostic::error(code::WRONG_ENCODING, place, message).help(help)
}

fn finding(code: crate::diagnostic::Code, message: String) -> Diagnostic {
    Diagnostic::error(code, Place::None, message)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test may stop at what it did not expect"
    )]

    use super::*;

    fn code_of(path: &Path, limits: &Limits) -> Option<&'static str> {
        let result = read(path, path, 0, limits);
        result.err().map(|finding| finding.code.slug())
    }

    #[test]
    fn a_file_may_have_as_many_bytes_as_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let limits = Limits {
            bytes: 4,
            ..Limits::default()
        };
        std::fs::write(&path, "null").unwrap();
        assert_eq!(code_of(&path, &limits), None);
        std::fs::write(&path, "null ").unwrap();
        assert_eq!(code_of(&path, &limits), Some("file-too-large"));
    }

    // `/proc` files are regular, but say they have no bytes; `/dev/zero` never ends.
    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_no_file_on_disk_cannot_fill_the_memory() {
        let limits = Limits {
            bytes: 1,
            ..Limits::default()
        };
        for (path, code) in [
            ("/dev/zero", "not-a-file"),
            ("/dev", "not-a-file"),
            ("/proc/self/status", "file-too-large"),
            ("/nowhere", "unreadable-file"),
        ] {
            assert_eq!(code_of(Path::new(path), &limits), Some(code), "{path}");
        }
    }

    #[test]
    fn bytes_are_utf_8_or_refused() {
        for (bytes, text) in [
            (&b"{}"[..], Some("{}")),
            (b"\xEF\xBB\xBF{}", Some("{}")),
            ("\u{FEFF}\u{FEFF}".as_bytes(), Some("\u{FEFF}")),
            ("ü: 漢".as_bytes(), Some("ü: 漢")),
            (b"\xFE\xFF\0{", None),
            (b"{\0}\0", None),
            (b"\0\0\0{\0\0\0}", None),
            (b"\xFF\xFE\0\0{\0\0\0", None),
            (b"caf\xE9", None),
            // The overlong form of `/` (RFC 3629, 3).
            (b"\xC0\xAF", None),
            (b"a\0b", None),
        ] {
            let decoded = decode(bytes.to_vec(), 0).ok();
            assert_eq!(decoded.as_deref(), text, "{bytes:?}");
        }
    }

    #[test]
    fn columns_of_long_lines_are_counted_in_characters() {
        let text = format!("{}x", "ü".repeat(3 * STRIDE));
        let lines = Lines::of(&text);
        for characters in [0, 1, STRIDE / 2 - 1, STRIDE / 2, STRIDE, 3 * STRIDE] {
            assert_eq!(
                lines.line_column(&text, 2 * characters),
                (1, characters + 1)
            );
        }
        assert_eq!(lines.line_column(&text, text.len()), (1, 3 * STRIDE + 2));
    }

    // YAML 1.2.2, 5.4: LF, CRLF and CR break lines; NEL and U+2028 do not.
    #[test]
    fn lines_end_as_in_yaml() {
        let text = "a\nb\r\nü\rd\u{85}\u{2028}";
        let lines = Lines::of(text);
        for (needle, line, column) in [("a", 1, 1), ("b", 2, 1), ("\r\n", 2, 2), ("d", 4, 1)] {
            let at = text.find(needle).unwrap();
            assert_eq!(lines.line_column(text, at), (line, column), "{needle:?}");
        }
        assert_eq!(lines.line_column(text, text.len()), (4, 4));
        let texts: Vec<_> = (1..=5)
            .map(|line| lines.range(text, line).and_then(|range| text.get(range)))
            .collect();
        assert_eq!(
            texts,
            [
                Some("a"),
                Some("b"),
                Some("ü"),
                Some("d\u{85}\u{2028}"),
                None
            ]
        );
    }
}
