//! Reads `multipart/form-data` (RFC 7578; RFC 2046, 5.1.1): an independent reading.

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// `name` of its `Content-Disposition`.
    pub(crate) name: String,
    /// Its `Content-Type`.
    pub(crate) content_type: Option<String>,
    /// Its bytes.
    pub(crate) body: Vec<u8>,
}

/// The parts of a body; an error says what is wrong.
pub(crate) fn parts(content_type: &str, body: &[u8]) -> Result<Vec<Part>, String> {
    let boundary = boundary(content_type).ok_or("no boundary in Content-Type")?;
    let delimiter = format!("--{boundary}").into_bytes();
    let mut rest = body
        .strip_prefix(delimiter.as_slice())
        .ok_or("the body does not begin with the boundary")?;
    let mut delimiter_line = b"\r\n".to_vec();
    delimiter_line.extend_from_slice(&delimiter);
    let mut found = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Ok(found);
        }
        let part = rest
            .strip_prefix(b"\r\n")
            .ok_or("no line break behind a boundary")?;
        let end = find(part, &delimiter_line).ok_or("the last boundary is missing")?;
        found.push(read(part.get(..end).unwrap_or_default())?);
        rest = part.get(end + delimiter_line.len()..).unwrap_or_default();
    }
}

fn boundary(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.trim().split_once('=')?;
        name.eq_ignore_ascii_case("boundary")
            .then(|| value.trim_matches('"').to_owned())
    })
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}

fn read(part: &[u8]) -> Result<Part, String> {
    let end = find(part, b"\r\n\r\n").ok_or("a part has no end of its headers")?;
    let head = String::from_utf8_lossy(part.get(..end).unwrap_or_default()).into_owned();
    let mut name = None;
    let mut content_type = None;
    for line in head.split("\r\n") {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        if key.eq_ignore_ascii_case("content-disposition") {
            name = disposition_name(value);
        } else if key.eq_ignore_ascii_case("content-type") {
            content_type = Some(value.trim().to_owned());
        }
    }
    Ok(Part {
        name: name.ok_or("a part has no name")?,
        content_type,
        body: part.get(end + 4..).unwrap_or_default().to_vec(),
    })
}

/// `name="…"`; quotes, CR and LF are percent-encoded (WHATWG) or backslash-escaped.
fn disposition_name(value: &str) -> Option<String> {
    let at = value
        .find("name=\"")
        .filter(|at| !value.get(..*at).is_some_and(|b| b.ends_with("file")))?;
    let text = value.get(at + 6..)?;
    let mut name = String::new();
    let mut escaped = false;
    for c in text.chars() {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => {
                let name = name
                    .replace("%22", "\"")
                    .replace("%0D", "\r")
                    .replace("%0A", "\n");
                return Some(name);
            }
            c => {
                name.push(c);
                escaped = false;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::parts;

    #[test]
    fn reads_the_example_of_rfc_7578() {
        // RFC 7578, 4.2 and 4.3, shortened.
        let body = b"--AaB03x\r\ncontent-disposition: form-data; name=\"field1\"\r\n\r\nJoe\r\n--AaB03x\r\ncontent-disposition: form-data; name=\"pics\"; filename=\"file1.txt\"\r\nContent-Type: text/plain\r\n\r\nline\r\nline\r\n--AaB03x--\r\n";
        let found = parts("multipart/form-data; boundary=AaB03x", body).unwrap();
        let seen: Vec<_> = found
            .iter()
            .map(|p| (p.name.as_str(), p.body.as_slice()))
            .collect();
        assert_eq!(
            seen,
            [("field1", &b"Joe"[..]), ("pics", &b"line\r\nline"[..])]
        );
        assert!(parts("multipart/form-data; boundary=x", body).is_err());
    }
}
