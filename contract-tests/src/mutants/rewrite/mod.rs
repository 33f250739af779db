//! Makes wrong clients out of a generated one: its source with every fault built in, each switched
//! on by a number at run time, so that hundreds of mutants cost one compile.
//!
//! Works on the source text alone and knows no document. It is self-contained, since build scripts
//! include it by path. Must not run anything.

mod expand;
mod operation;
mod outcome;
mod reach;
mod request;
mod types;

use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Expr, ExprLit, Item, ItemImpl, Lit, LitStr};

/// One fault that can be switched on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its number, from 1.
    pub id: usize,
    /// What kind of fault: `status swapped`, `member renamed` …
    pub operator: &'static str,
    /// Key of the operation it is in; `None`: any may show it.
    pub operation: Option<String>,
    /// What exactly is wrong.
    pub place: String,
    /// Type that it is in, and the member or parameter of it.
    pub within: Option<(String, Option<String>)>,
    /// Why no suite can see it, where the client's own source says so.
    pub reason: Option<&'static str>,
}

/// Operator of a parameter that has another name on the wire.
pub const PARAMETER_RENAMED: &str = "parameter renamed";

/// Why a fault in how a tag is read changes nothing, where the tag alone leads to its type.
const BY_TAG: &str =
    "the type is read only as the variant that this member's value tells, never without it";

/// A client with its faults.
#[derive(Debug, Clone)]
pub struct Rewritten {
    /// Source of the client, with `mutant()` and `set_mutant(usize)` at its root.
    pub source: String,
    /// The faults.
    pub sites: Vec<Site>,
    /// Types without faults, since no operation uses them.
    pub unused: Vec<String>,
}

/// Builds every fault into the source of a client that will be the module `root`.
pub fn rewrite(source: &str, root: &str) -> Result<Rewritten, String> {
    let mut file = syn::parse_file(source).map_err(|error| error.to_string())?;
    let root: syn::Path = syn::parse_str(root).map_err(|error| error.to_string())?;
    expand::objects(&mut file.items);
    let mut rewriter = Rewriter {
        root,
        sites: Vec::new(),
        objects: BTreeMap::new(),
        keys: BTreeMap::new(),
        readers: BTreeMap::new(),
        schemes: Vec::new(),
        unused: reach::unused(&file.items),
        unread: reach::unread(&file.items),
        by_tag: reach::by_tag(&file.items),
    };
    rewriter.look(&file.items);
    rewriter.items(&mut file.items);
    let switch: syn::File = syn::parse2(switch()).map_err(|error| error.to_string())?;
    file.items.extend(switch.items);
    Ok(Rewritten {
        source: prettyplease::unparse(&file),
        sites: rewriter.sites,
        unused: rewriter.unused.into_iter().collect(),
    })
}

/// The faults as Rust source: `pub static MUTANTS: &[…]`.
#[must_use]
pub fn table(sites: &[Site]) -> String {
    let rows = sites.iter().map(|site| {
        let (id, operator, place) = (site.id, site.operator, &site.place);
        let key = site.operation.as_ref();
        let operation = key.map_or_else(|| quote!(None), |key| quote!(Some(#key)));
        let within = site.within.as_ref().map_or_else(
            || quote!(None),
            |(ty, member)| {
                let member = member.as_ref();
                let member = member.map_or_else(|| quote!(None), |member| quote!(Some(#member)));
                quote!(Some((#ty, #member)))
            },
        );
        let reason = site.reason;
        let reason = reason.map_or_else(|| quote!(None), |reason| quote!(Some(#reason)));
        quote!(::specwright_contract::mutants::Mutant {
            id: #id, operator: #operator, operation: #operation, place: #place,
            within: #within, reason: #reason,
        })
    });
    let table = quote! {
        /// The faults that are built into the client.
        pub static MUTANTS: &[::specwright_contract::mutants::Mutant] = &[#(#rows),*];
    };
    syn::parse2(table).map_or_else(
        |error| error.to_string(),
        |file| prettyplease::unparse(&file),
    )
}

/// What turns a fault on.
fn switch() -> TokenStream {
    quote! {
        static MUTANT: ::std::sync::atomic::AtomicUsize = ::std::sync::atomic::AtomicUsize::new(0);

        /// Which fault is on; 0: none.
        pub fn mutant() -> usize {
            MUTANT.load(::std::sync::atomic::Ordering::Relaxed)
        }

        /// Turns a fault on; 0: none.
        pub fn set_mutant(id: usize) {
            MUTANT.store(id, ::std::sync::atomic::Ordering::Relaxed);
        }
    }
}

/// What is known of the client while its source is changed.
struct Rewriter {
    root: syn::Path,
    sites: Vec<Site>,
    /// Structs by name.
    objects: BTreeMap<String, types::Object>,
    /// Operation key by request type.
    keys: BTreeMap<String, String>,
    /// Request type and operation key by the function that reads the operation's responses.
    readers: BTreeMap<String, (String, String)>,
    /// Elements of the table of security schemes.
    schemes: Vec<Expr>,
    /// Types that no operation uses: a fault in them changes no call.
    unused: BTreeSet<String>,
    /// Types that no response is read into.
    unread: BTreeSet<String>,
    /// Types that are only variants of unions, with the member that tells them apart.
    by_tag: BTreeMap<String, String>,
}

impl Rewriter {
    /// Notes a fault and gives its number.
    fn site(&mut self, operator: &'static str, operation: Option<&String>, place: String) -> usize {
        let id = self.sites.len() + 1;
        self.sites.push(Site {
            id,
            operator,
            operation: operation.cloned(),
            place,
            within: None,
            reason: None,
        });
        id
    }

    /// Notes a fault in a type, or in a member of it, and gives its number.
    fn site_within(
        &mut self,
        operator: &'static str,
        ty: &str,
        member: Option<&str>,
        place: String,
    ) -> usize {
        let id = self.site(operator, None, place);
        let is_tag = member.is_some() && self.by_tag.get(ty).map(String::as_str) == member;
        let is_of_presence = matches!(operator, types::MADE_OPTIONAL | types::MADE_REQUIRED);
        if let Some(site) = self.sites.last_mut() {
            site.within = Some((ty.to_owned(), member.map(str::to_owned)));
            site.reason = (is_tag && is_of_presence).then_some(BY_TAG);
        }
        id
    }

    /// The original, or the alternative whose fault is on.
    fn choose(&self, original: &Expr, alternatives: &[(usize, Expr)]) -> Expr {
        if alternatives.is_empty() {
            return original.clone();
        }
        let root = &self.root;
        let arms = alternatives.iter().map(|(id, expr)| quote!(#id => #expr,));
        syn::parse_quote!(match #root::mutant() { #(#arms)* _ => #original })
    }

    /// First pass: what other places need to know.
    fn look(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        self.look(items);
                    }
                }
                Item::Static(table) if table.ident == "SCHEMES" => {
                    self.schemes = elements(&table.expr).cloned().collect();
                }
                Item::Impl(block) => {
                    self.look_at_object(block);
                    self.look_at_keys(block);
                }
                _ => {}
            }
        }
    }

    /// Second pass: builds the faults in.
    fn items(&mut self, items: &mut [Item]) {
        for item in items {
            match item {
                Item::Mod(module) => {
                    if let Some((_, items)) = &mut module.content {
                        self.items(items);
                    }
                }
                Item::Impl(block) => self.block(block),
                Item::Fn(function) => self.outcomes(function),
                _ => {}
            }
        }
    }

    fn block(&mut self, block: &mut ItemImpl) {
        if self_name(block).is_some_and(|name| self.unused.contains(&name)) {
            return;
        }
        let of = block
            .trait_
            .as_ref()
            .and_then(|(path, _)| path.segments.last())
            .map(|segment| segment.ident.to_string());
        match of.as_deref() {
            None => {
                self.requests(block);
                self.enum_texts(block, "as_str");
            }
            Some("Deserialize") => self.reading(block),
            Some("Serialize") => self.writing(block),
            Some("From") => self.enum_texts(block, "from"),
            Some("Union") => self.union_variants(block),
            _ => {}
        }
    }
}

/// Name of the type that a block is for.
fn self_name(block: &ItemImpl) -> Option<String> {
    match &*block.self_ty {
        syn::Type::Path(ty) => ty.path.segments.last().map(|s| s.ident.to_string()),
        _ => None,
    }
}

/// Elements of `&[…]`.
fn elements(expr: &Expr) -> impl Iterator<Item = &Expr> {
    let array = match expr {
        Expr::Reference(reference) => match &*reference.expr {
            Expr::Array(array) => Some(&array.elems),
            _ => None,
        },
        _ => None,
    };
    array.into_iter().flatten()
}

/// A field of a struct expression.
fn field<'e>(expr: &'e Expr, name: &str) -> Option<&'e Expr> {
    let Expr::Struct(expr) = expr else {
        return None;
    };
    expr.fields.iter().find_map(|field| match &field.member {
        syn::Member::Named(ident) if ident == name => Some(&field.expr),
        _ => None,
    })
}

/// A field of a struct expression, to be changed.
fn field_mut<'e>(expr: &'e mut Expr, name: &str) -> Option<&'e mut Expr> {
    let Expr::Struct(expr) = expr else {
        return None;
    };
    expr.fields
        .iter_mut()
        .find_map(|field| match &field.member {
            syn::Member::Named(ident) if ident == name => Some(&mut field.expr),
            _ => None,
        })
}

/// The text of a literal.
fn text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// A literal of a text.
fn literal(value: &str) -> Expr {
    let text = LitStr::new(value, proc_macro2::Span::call_site());
    syn::parse_quote!(#text)
}

/// Name of the last segment of a path expression.
fn last_segment(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(path) => path.path.segments.last().map(|s| s.ident.to_string()),
        _ => None,
    }
}

/// Text of some tokens without blanks.
fn compact(tokens: &impl quote::ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}
