//! What a parser found wrong with a text, apart from what the tree and the places tell.

/// A text that a parser could not read to its end.
#[derive(Debug)]
pub(super) struct Failure {
    /// Of what kind it is.
    pub(super) cause: Cause,
    /// In the parser's words, without positions.
    pub(super) message: String,
    /// Line and column in characters, from 1.
    pub(super) position: Option<(usize, usize)>,
    /// What the parser was within, in its words, and where that began.
    pub(super) within: Option<(String, (usize, usize))>,
}

/// Why a parser stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The text breaks the grammar.
    Grammar,
    /// More levels than the parser follows.
    Depth,
    /// More aliases than the parser follows.
    Repetition,
    /// A number beyond what the parser represents.
    Number,
}
