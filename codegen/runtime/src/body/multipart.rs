//! `multipart` bodies (RFC 2046, 5.1; RFC 7578 for `form-data`).
//!
//! Names and file names are escaped as browsers do (WHATWG HTML, 4.10.21.8), so that no value can
//! close its quotes or begin a header of its own.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use super::{Body, Payload, Piece, json};
use crate::random;

/// A file of a multipart body: contents, and what is said of them.
///
/// ```
/// use specwright_client::FilePart;
///
/// let in_memory = FilePart::new("a,b\n1,2\n").file_name("table.csv").content_type("text/csv");
/// let on_disk = FilePart::path("photo.jpg").content_type("image/jpeg");
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FilePart {
    pub(crate) body: Body,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
}

impl FilePart {
    /// A file of these contents, without a name.
    #[must_use]
    pub fn new(body: impl Into<Body>) -> Self {
        Self {
            body: body.into(),
            file_name: None,
            content_type: None,
        }
    }

    /// A file on disk, by its own name, opened when the request goes out.
    #[must_use]
    pub fn path(path: impl Into<std::path::PathBuf>) -> Self {
        let path = path.into();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self {
            body: Body::file(path),
            file_name: name,
            content_type: None,
        }
    }

    /// The name told to the server.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type told to the server.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }
}

impl<B: Into<Body>> From<B> for FilePart {
    fn from(body: B) -> Self {
        Self::new(body)
    }
}

/// For generated code: what a part holds, already written.
#[derive(Clone)]
pub struct PartValue {
    contents: Result<Piece, String>,
    file_name: Option<String>,
    content_type: Option<Cow<'static, str>>,
}

impl PartValue {
    /// A file. Its own media type wins over the documented one.
    pub fn file(part: FilePart, documented: Option<&'static str>) -> Self {
        let content_type = match (part.content_type, documented) {
            (Some(given), _) => Cow::Owned(given),
            (None, Some(documented)) => Cow::Borrowed(documented),
            (None, None) => Cow::Borrowed("application/octet-stream"),
        };
        Self {
            contents: Ok(part.body.piece),
            // RFC 7578, 4.2: a file should have a name; servers take a part without one as text
            file_name: Some(part.file_name.unwrap_or_else(|| "file".to_owned())),
            content_type: Some(content_type),
        }
    }

    /// A scalar as text.
    pub fn text<T: Serialize + ?Sized>(value: &T, documented: Option<&'static str>) -> Self {
        let contents = json::value(value).map(|value| json::plain(&value).into_bytes());
        Self::written(contents, documented)
    }

    /// A value as JSON.
    pub fn json<T: Serialize + ?Sized>(value: &T, documented: Option<&'static str>) -> Self {
        Self::written(
            json::text(value),
            Some(documented.unwrap_or("application/json")),
        )
    }

    fn written(contents: Result<Vec<u8>, String>, content_type: Option<&'static str>) -> Self {
        Self {
            contents: contents.map(|bytes| Piece::Bytes(bytes.into())),
            file_name: None,
            content_type: content_type.map(Cow::Borrowed),
        }
    }
}

/// Writes the parts; returns the body and its `Content-Type`. An error names the part.
pub(crate) fn write(
    media_type: &str,
    parts: Vec<(&'static str, PartValue)>,
) -> Result<(Payload, String), (&'static str, String)> {
    let boundary = format!("specwright-{}", random::hex());
    let mut pieces = Vec::with_capacity(parts.len() * 2 + 1);
    for (name, part) in parts {
        let contents = part.contents.map_err(|problem| (name, problem))?;
        let mut head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            quoted(name)
        );
        if let Some(file_name) = &part.file_name {
            head.push_str("; filename=\"");
            head.push_str(&quoted(file_name));
            head.push('"');
        }
        if let Some(content_type) = &part.content_type {
            if http::HeaderValue::from_str(content_type).is_err() {
                return Err((
                    name,
                    "has a content type that is no header value".to_owned(),
                ));
            }
            head.push_str("\r\nContent-Type: ");
            head.push_str(content_type);
        }
        head.push_str("\r\n\r\n");
        pieces.push(Piece::Bytes(head.into()));
        pieces.push(contents);
        pieces.push(Piece::Bytes("\r\n".into()));
    }
    pieces.push(Piece::Bytes(format!("--{boundary}--\r\n").into()));
    let content_type = format!("{media_type}; boundary={boundary}");
    Ok((Payload::pieces(pieces), content_type))
}

/// A text between quotes: `"` and every control character percent-encoded.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => out.push_str("%22"),
            control if control.is_ascii_control() => {
                // writing to a string does not fail
                let _ = write!(out, "%{:02X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out
}
