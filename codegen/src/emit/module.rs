//! A module of generated code, before it is text.

use proc_macro2::TokenStream;

/// A module of generated code; `print` writes it as a file or as an inline module.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Module {
    /// Module name; empty for the crate root. Always a valid identifier, raw or plain.
    pub name: String,
    /// Documentation of the module, escaped.
    pub doc: String,
    /// The compiler's recursion limit that a crate with this root needs, where the default is too
    /// low. A file for `include!` cannot set it.
    pub recursion_limit: Option<usize>,
    /// Its items, child modules not included.
    pub items: Vec<Items>,
    /// Its child modules, in order; whether they are public.
    pub children: Vec<(Visibility, Module)>,
}

/// One or more whole items of a module, which can be formatted apart from its others.
///
/// Made of tokens and kept as their text: that takes a fraction of the room, and may go to
/// another thread.
#[derive(Debug, Clone)]
pub struct Items(String);

impl Items {
    /// Rust source on one line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<TokenStream> for Items {
    fn from(tokens: TokenStream) -> Self {
        Self(tokens.to_string())
    }
}

/// Whether users see a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// `pub mod`.
    Public,
    /// `mod`.
    Private,
}

impl Module {
    /// A module without items.
    pub(crate) fn new(name: &str, doc: &str) -> Self {
        Self {
            name: name.to_owned(),
            doc: doc.to_owned(),
            recursion_limit: None,
            items: Vec::new(),
            children: Vec::new(),
        }
    }
    /// Adds items.
    pub(crate) fn push(&mut self, items: TokenStream) {
        self.items.push(items.into());
    }

    /// Adds items.
    pub(crate) fn extend<T: Into<Items>>(&mut self, items: impl IntoIterator<Item = T>) {
        self.items.extend(items.into_iter().map(Into::into));
    }
}
