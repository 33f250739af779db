//! The only place that holds absolute paths: of the standard library and of the runtime.
//!
//! Generated modules declare types with names out of a document, which may be `Option` or `Vec`.
//! A prelude name is written plainly where its module declares no such name, else by its absolute
//! path, so that generated code reads as people write it and still means what it says.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

/// A path of Rust items, absolute or plain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path {
    absolute: bool,
    segments: &'static [&'static str],
}

impl Path {
    /// An absolute path.
    const fn absolute(segments: &'static [&'static str]) -> Self {
        Self {
            absolute: true,
            segments,
        }
    }

    /// The last segment alone, unless a module declares that name.
    fn plain_unless(self, shadowed: &BTreeSet<&str>) -> Self {
        match self.segments {
            [.., last] if !shadowed.contains(last) => Self {
                absolute: false,
                ..self
            },
            _ => self,
        }
    }
}

impl ToTokens for Path {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let from = match self.absolute {
            true => 0,
            false => self.segments.len().saturating_sub(1),
        };
        for segment in self.segments.iter().skip(from) {
            if self.absolute {
                tokens.append(Punct::new(':', Spacing::Joint));
                tokens.append(Punct::new(':', Spacing::Alone));
            }
            tokens.append(Ident::new(segment, Span::call_site()));
        }
    }
}

/// What generated code alone may use of the runtime; modules import it as `g`.
pub(super) const GENERATED: Path = Path::absolute(&["specwright_client", "__generated"]);
/// The runtime crate, for what users name.
pub(super) const RUNTIME: Path = Path::absolute(&["specwright_client"]);
/// Any JSON value.
pub(super) const VALUE: Path = Path::absolute(&["specwright_client", "Value"]);
/// Base64 text.
pub(super) const BASE64: Path = Path::absolute(&["specwright_client", "Base64"]);
/// A value in its response.
pub(super) const RESPONSE: Path = Path::absolute(&["specwright_client", "Response"]);
/// A request without setters.
pub(super) const REQUEST: Path = Path::absolute(&["specwright_client", "Request"]);
/// A body sent as it is.
pub(super) const BODY: Path = Path::absolute(&["specwright_client", "Body"]);
/// A file of a multipart body.
pub(super) const FILE_PART: Path = Path::absolute(&["specwright_client", "FilePart"]);
/// A body received as it comes.
pub(super) const BYTE_STREAM: Path = Path::absolute(&["specwright_client", "ByteStream"]);
/// Server-sent events.
pub(super) const EVENT_STREAM: Path = Path::absolute(&["specwright_client", "EventStream"]);
/// JSON values, one a line.
pub(super) const JSON_LINES: Path = Path::absolute(&["specwright_client", "JsonLines"]);
/// Settings of a client.
pub(super) const SETTINGS: Path = Path::absolute(&["specwright_client", "Settings"]);
/// A credential.
pub(super) const CREDENTIAL: Path = Path::absolute(&["specwright_client", "Credential"]);
/// Why a client cannot be built.
pub(super) const BUILD_ERROR: Path = Path::absolute(&["specwright_client", "BuildError"]);
/// What the suite calls clients with.
pub(super) const SUITE: Path = Path::absolute(&["specwright_contract", "call"]);

/// Ordered map of the standard library.
pub(super) const MAP: Path = Path::absolute(&["std", "collections", "BTreeMap"]);
/// The macro of lists.
pub(super) const VEC_OF: Path = Path::absolute(&["std", "vec"]);
/// Length of time.
pub(super) const DURATION: Path = Path::absolute(&["std", "time", "Duration"]);
/// Formatting module.
pub(super) const FMT: Path = Path::absolute(&["std", "fmt"]);

/// Names of the standard prelude, as one module may write them.
#[derive(Debug, Clone)]
pub(super) struct Prelude {
    pub(super) option: Path,
    pub(super) some: Path,
    pub(super) none: Path,
    pub(super) result: Path,
    pub(super) ok: Path,
    pub(super) err: Path,
    pub(super) vec: Path,
    pub(super) string: Path,
    pub(super) boxed: Path,
    pub(super) into: Path,
    pub(super) as_ref: Path,
    pub(super) default: Path,
}

impl Prelude {
    /// The prelude in a module that declares these names.
    pub(super) fn new<'a>(declared: impl IntoIterator<Item = &'a str>) -> Self {
        let declared: BTreeSet<&str> = declared.into_iter().collect();
        let path = |segments| Path::absolute(segments).plain_unless(&declared);
        Self {
            option: path(&["std", "option", "Option"]),
            some: path(&["std", "option", "Option", "Some"]),
            none: path(&["std", "option", "Option", "None"]),
            result: path(&["std", "result", "Result"]),
            ok: path(&["std", "result", "Result", "Ok"]),
            err: path(&["std", "result", "Result", "Err"]),
            vec: path(&["std", "vec", "Vec"]),
            string: path(&["std", "string", "String"]),
            boxed: path(&["std", "boxed", "Box"]),
            into: path(&["std", "convert", "Into"]),
            as_ref: path(&["std", "convert", "AsRef"]),
            default: path(&["std", "default", "Default"]),
        }
    }
}

/// The root path of another crate (`acme`, `crate::client`). `config` has checked it.
pub(super) fn root(path: &str) -> TokenStream {
    path.parse().unwrap_or_default()
}

/// From where a module sees the declared types.
#[derive(Debug, Clone, Copy)]
pub(super) enum Types<'a> {
    /// It declares them.
    Here,
    /// It is a child of the module that does.
    InParent,
    /// By the name `types`, which it imports or has beside it.
    Imported,
    /// In another crate, by its root path.
    In(&'a str),
}

/// How one generated module writes the names of others.
#[derive(Debug, Clone)]
pub(super) struct Scope<'a> {
    pub(super) api: &'a crate::api::Api,
    pub(super) prelude: Prelude,
    pub(super) types: Types<'a>,
}

impl<'a> Scope<'a> {
    /// A module that declares these names.
    pub(super) fn new<'n>(
        api: &'a crate::api::Api,
        types: Types<'a>,
        declared: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        Self {
            api,
            prelude: Prelude::new(declared),
            types,
        }
    }
}
