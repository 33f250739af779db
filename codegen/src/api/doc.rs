//! Documentation text that is safe to write as a doc comment.

/// Escaped Markdown for a `#[doc = "…"]` attribute; empty where the document says nothing.
///
/// Made only by `lower::docs`: holds no code block that rustdoc would run, no raw HTML, no bare
/// carriage return, no bidirectional control, no link that rustdoc would try to resolve.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Doc(String);

impl Doc {
    /// Takes text that `lower::docs` escaped.
    pub(crate) fn from_escaped(text: String) -> Self {
        Self(text)
    }

    /// The escaped text, lines divided by `\n`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first paragraph on one line, for a place within other text; `None` where there is none
    /// or the text begins with a code block.
    #[must_use]
    pub fn first_paragraph(&self) -> Option<String> {
        let lines = self.0.lines().take_while(|line| !line.is_empty());
        let line = lines.map(str::trim).collect::<Vec<_>>().join(" ");
        (!line.is_empty() && !line.starts_with("```")).then_some(line)
    }

    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
