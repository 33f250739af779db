//! One self-contained page: the matrix as a heat map, search, and for each cell what was sent,
//! served, decoded and found.
//!
//! Everything that comes from a document, server or client is in one JSON text, which the page's
//! script writes into text nodes only: no markup is made of it.

use super::{Form, Run, Told, json};
use std::fs::File;
use std::io::{BufWriter, Result, Write};

const PAGE: &str = include_str!("page.html");

/// What the data stand in the place of.
const PLACEHOLDER: &str = "{\"placeholder\":true}";

/// The page.
pub(super) struct Html {
    data: json::Cases<InScript<BufWriter<File>>>,
}

impl Html {
    pub(super) fn new(mut into: BufWriter<File>) -> Result<Self> {
        let (head, _) = PAGE.split_once(PLACEHOLDER).unwrap_or_default();
        into.write_all(head.as_bytes())?;
        let data = json::Cases::new(InScript(into))?;
        Ok(Self { data })
    }
}

impl Form for Html {
    fn case(&mut self, told: &Told<'_>) -> Result<()> {
        self.data.case(told)
    }

    fn finish(&mut self, run: &Run<'_>) -> Result<()> {
        self.data.finish(run)?;
        let (_, tail) = PAGE.split_once(PLACEHOLDER).unwrap_or_default();
        let page = &mut self.data.out.0;
        page.write_all(tail.as_bytes())?;
        page.flush()
    }
}

/// JSON text inside of a script element, which only `<` can end (WHATWG HTML, 13.2.5.4).
struct InScript<W: Write>(W);

impl<W: Write> Write for InScript<W> {
    fn write(&mut self, text: &[u8]) -> Result<usize> {
        let mut rest = text;
        while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
            self.0.write_all(rest.get(..at).unwrap_or_default())?;
            self.0.write_all(b"\\u003c")?;
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        self.0.write_all(rest)?;
        Ok(text.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.0.flush()
    }
}
