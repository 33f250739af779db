//! Declarations of unions.

use proc_macro2::TokenStream;
use quote::quote;
use std::fmt::Write as _;

use super::{Extra, derive};
use crate::api::{Discrimination, JsonKind, TypeDef, Union, UnionVariant};
use crate::emit::paths::{Scope, VALUE};
use crate::emit::tokens::{allow_large_variants, code, doc_and, doc_or, lines, sentence};
use crate::emit::type_ref::type_ref;

/// `pub enum …`.
pub(super) fn declaration(
    def: &TypeDef,
    it: &Union,
    extra: &Extra,
    scope: &Scope<'_>,
) -> TokenStream {
    let name = &def.name;
    let doc = match def.doc.is_empty() {
        true => {
            let mut doc = doc_or(&def.doc, &sentence("Schema", def.name.as_str()));
            doc.extend(lines("\n"));
            doc.extend(lines(&told_apart(it)));
            doc
        }
        false => doc_and(&def.doc, &told_apart(it)),
    };
    let derive = derive(&["Clone", "Debug"], &[], extra);
    let allow = allow_large_variants();
    let variants = it.variants.iter().map(|variant| {
        let doc = lines(&sentence("Variant", variant.name.as_str()));
        let (name, ty) = (&variant.name, type_ref(&variant.ty, scope));
        quote!(#doc #name(#ty),)
    });
    let unknown = match it.discrimination {
        Discrimination::Tag(_) => {
            let unknown = &it.unknown;
            quote! {
                /// A value whose tag the document does not name, whole.
                #unknown(#VALUE),
            }
        }
        Discrimination::UniqueMember { .. }
        | Discrimination::JsonKind(_)
        | Discrimination::InOrder => TokenStream::new(),
    };
    quote! {
        #doc
        #derive
        #allow
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
        }
    }
}

/// How the variants are told apart, for the reader.
fn told_apart(it: &Union) -> String {
    match &it.discrimination {
        Discrimination::Tag(tag) => {
            let member = code(&tag.member);
            let member =
                member.map_or_else(|| "a member".to_owned(), |name| format!("member {name}"));
            let pairs = list(
                tag.values.iter().map(|(value, at)| (code(value), *at)),
                &it.variants,
            );
            format!("Told apart by the value of {member}{pairs}.")
        }
        Discrimination::UniqueMember { members, otherwise } => {
            let pairs = list(
                members.iter().map(|(name, at)| (code(name), *at)),
                &it.variants,
            );
            let rest = otherwise
                .and_then(|at| it.variants.get(at))
                .map_or_else(String::new, |variant| {
                    format!("; else `{}`", variant.name.as_str())
                });
            format!("Told apart by the members that are there{pairs}{rest}.")
        }
        Discrimination::JsonKind(kinds) => {
            let pairs = list(
                kinds
                    .iter()
                    .map(|(kind, at)| (Some(words(*kind).to_owned()), *at)),
                &it.variants,
            );
            format!("Told apart by the JSON type of the value{pairs}.")
        }
        Discrimination::InOrder => {
            let fixed = it.variants.iter().any(|variant| !variant.fixed.is_empty());
            let first = if fixed {
                ", first those whose members with one documented value have that value"
            } else {
                ""
            };
            format!(
                "The variants are tried in their order{first}; the first that decodes and has a \
                 place for every member is taken, else one that loses least."
            )
        }
    }
}

/// `: a is `A`, b is `B``, as far as a reader takes it in.
fn list(pairs: impl Iterator<Item = (Option<String>, usize)>, variants: &[UnionVariant]) -> String {
    const SHOWN: usize = 20;
    let mut text = String::new();
    let pairs: Vec<_> = pairs.collect();
    for (by, at) in pairs.iter().take(SHOWN) {
        let (Some(by), Some(variant)) = (by, variants.get(*at)) else {
            continue;
        };
        text.push_str(if text.is_empty() { ": " } else { ", " });
        let _ = write!(text, "{by} is `{}`", variant.name.as_str());
    }
    if pairs.len() > SHOWN {
        text.push_str(", and so on");
    }
    text
}

/// A JSON type in words.
fn words(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Bool => "a boolean",
        JsonKind::Integer => "an integer",
        JsonKind::Number => "a number",
        JsonKind::String => "a string",
        JsonKind::Array => "an array",
        JsonKind::Object => "an object",
    }
}
