//! A module of generated code, before it is text.

use std::fmt;
use std::sync::Arc;

use proc_macro2::TokenStream;

use super::paths::Scope;

/// A module of generated code; `print` writes it as a file or as an inline module.
#[derive(Debug)]
#[non_exhaustive]
pub struct Module<'a> {
    /// Module name; empty for the crate root. Always a valid identifier, raw or plain.
    pub name: String,
    /// Documentation of the module, escaped.
    pub doc: String,
    /// The compiler's recursion limit that a crate with this root needs, where the default is too
    /// low. A file for `include!` cannot set it.
    pub recursion_limit: Option<usize>,
    /// Its items, child modules not included.
    pub items: Vec<Items<'a>>,
    /// Its child modules, in order; whether they are public.
    pub children: Vec<(Visibility, Module<'a>)>,
}

/// Items of a module, which can be made and formatted apart from its others.
///
/// They are not made before they are formatted, and on the thread that does it: tokens may not go
/// from one thread to another, and those of a whole client take much room.
pub struct Items<'a>(Box<Make<'a>>);

/// What makes items, each of them whole.
type Make<'a> = dyn Fn() -> Vec<Item> + Send + Sync + 'a;

/// An item, or several that belong together.
#[derive(Debug)]
#[non_exhaustive]
pub enum Item {
    /// Tokens, which are formatted.
    Tokens(TokenStream),
    /// Text that is formatted already ([`super::lists`]).
    Text(String),
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Tokens(tokens)
    }
}

impl Items<'_> {
    /// Makes them; the same at each call.
    #[must_use]
    pub fn make(&self) -> Vec<Item> {
        (self.0)()
    }
}

impl fmt::Debug for Items<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.make()).finish()
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

impl<'a> Module<'a> {
    /// A module without items.
    pub(super) fn new(name: &str, doc: &str) -> Self {
        Self {
            name: name.to_owned(),
            doc: doc.to_owned(),
            recursion_limit: None,
            items: Vec::new(),
            children: Vec::new(),
        }
    }

    /// Adds what `make` makes.
    pub(super) fn push(&mut self, make: impl Fn() -> TokenStream + Send + Sync + 'a) {
        self.items
            .push(Items(Box::new(move || vec![make().into()])));
    }

    /// Adds what `make` makes of each node of the model.
    pub(super) fn each<T, I>(
        &mut self,
        nodes: impl IntoIterator<Item = T>,
        scope: &Arc<Scope<'a>>,
        make: fn(&T, &Scope<'a>) -> Vec<I>,
    ) where
        T: Send + Sync + 'a,
        I: Into<Item> + 'a,
    {
        self.items.extend(nodes.into_iter().map(|node| {
            let scope = Arc::clone(scope);
            let make = move || make(&node, &scope).into_iter().map(Into::into).collect();
            Items(Box::new(make))
        }));
    }
}
