//! Values of a document that become literals of the generated code.

/// A scalar written into the generated code as a literal, never as source text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Literal {
    /// JSON string.
    String(String),
    /// JSON integer that fits `i64`.
    Integer(i64),
    /// Any other JSON number, as its JSON text.
    Number(String),
    /// JSON boolean.
    Bool(bool),
    /// JSON null.
    Null,
}
