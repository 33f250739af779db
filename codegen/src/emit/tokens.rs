//! Words of the model as tokens: identifiers, documentation, literals.
//!
//! Text of a document enters generated code through these functions, and those of [`super::lists`],
//! and no others: as an identifier that the model's own types have checked, as a doc attribute, or
//! as a literal.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::api::{self, Doc, ResponseCase, StatusKey};

/// An identifier, raw or plain.
fn ident(text: &str) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(text, Span::call_site()),
    }
}

impl ToTokens for api::Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(ident(self.as_str()));
    }
}

impl ToTokens for api::TypeName {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(ident(self.as_str()));
    }
}

/// Doc comment of escaped text: one attribute a line, which prints as `///`.
pub(super) fn doc(doc: &Doc) -> TokenStream {
    lines(doc.as_str())
}

/// Doc comment of escaped text, or of a sentence of ours where there is none.
pub(super) fn doc_or(doc: &Doc, sentence: &str) -> TokenStream {
    if doc.is_empty() {
        lines(sentence)
    } else {
        lines(doc.as_str())
    }
}

/// A paragraph of ours after escaped text.
pub(super) fn doc_and(doc: &Doc, sentence: &str) -> TokenStream {
    let mut tokens = lines(doc.as_str());
    if !doc.is_empty() {
        tokens.extend(lines("\n"));
    }
    tokens.extend(lines(sentence));
    tokens
}

/// Doc attributes of escaped text.
pub(super) fn lines(text: &str) -> TokenStream {
    let mut tokens = TokenStream::new();
    for line in text.lines() {
        let mut padded = String::with_capacity(line.len() + 1);
        if !line.trim().is_empty() {
            padded.push(' ');
            padded.push_str(line);
        }
        // Raw, as what becomes a comment needs no escapes, and to make and read them takes time.
        let literal = raw(&padded);
        tokens.extend(quote!(#[doc = #literal]));
    }
    tokens
}

/// A name of the document as a code span, where it has only characters that mean nothing to
/// Markdown within one and are seen as they are; else `None`.
pub(super) fn code(text: &str) -> Option<String> {
    const LONGEST: usize = 120;
    let safe = |c: char| match c.is_ascii() {
        true => c.is_ascii_alphanumeric() || "_-./{}:@$+ ".contains(c),
        false => is_of_a_script(c),
    };
    // A mark without a letter before it would stand on what is ours.
    let begins = |c: char| c.is_ascii() || c.is_alphabetic() && unicode_ident::is_xid_start(c);
    let shown = text.chars().next().is_some_and(begins)
        && text.chars().count() <= LONGEST
        && text.trim() == text
        && !text.contains("  ")
        && text.chars().all(safe);
    shown.then(|| format!("`{text}`"))
}

/// Whether a character is a letter, mark or digit of some script (UAX #31, `XID_Continue`, which
/// has no bidirectional or other format character) and is visible (UAX #44,
/// `Default_Ignorable_Code_Point`).
fn is_of_a_script(c: char) -> bool {
    let ignorable = matches!(c,
        '\u{34F}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}'
        | '\u{E0000}'..='\u{E0FFF}');
    unicode_ident::is_xid_continue(c) && !ignorable
}

/// A text of several lines as a raw literal that reads as it is, in as many `#` as it takes; as a
/// plain one where no raw literal says the same (rustc makes a line feed of CR LF). For texts in
/// which the indentation means nothing: where all modules are one file, printing indents it too.
pub(super) fn raw(text: &str) -> Literal {
    // As far as rustc counts.
    const MOST: usize = u8::MAX as usize;
    let quotes = text.split('"').skip(1);
    let run = |after: &str| after.chars().take_while(|c| *c == '#').count();
    let fence = quotes.map(run).max().map_or(0, |run| run + 1);
    let written = (fence <= MOST && !text.contains('\r')).then(|| {
        let fence = "#".repeat(fence);
        format!("r{fence}\"{text}\"{fence}")
    });
    let read = written.and_then(|it| it.parse::<Literal>().ok());
    read.filter(|it| matches!(syn::Lit::new(it.clone()), syn::Lit::Str(it) if it.value() == text))
        .unwrap_or_else(|| Literal::string(text))
}

/// A sentence about a named thing, for what the document does not describe.
pub(super) fn sentence(kind: &str, name: &str) -> String {
    match code(name) {
        Some(name) => format!("{kind} {name}."),
        None => format!("{kind}."),
    }
}

/// Which statuses a response covers, in words, beside these others.
pub(super) fn status(key: StatusKey, others: &[&ResponseCase]) -> String {
    match key {
        StatusKey::Exact(status) => format!("Status {status}."),
        StatusKey::Range(class) => {
            let first = u16::from(class) * 100;
            let within = |other: &&ResponseCase| matches!(other.key, StatusKey::Exact(status) if (first..first + 100).contains(&status));
            let any = match others.iter().any(within) {
                true => "Any other status",
                false => "Any status",
            };
            format!("{any} of {class}00 to {class}99.")
        }
        StatusKey::Default => "Any other status.".to_owned(),
    }
}

/// A scalar as a JSON value of the runtime.
pub(super) fn value(literal: &api::Literal) -> TokenStream {
    match literal {
        api::Literal::String(text) => quote!(g::Value::from(#text)),
        api::Literal::Integer(number) => {
            let number = Literal::i64_suffixed(*number);
            quote!(g::Value::from(#number))
        }
        api::Literal::Number(text) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let number = Literal::f64_suffixed(number);
                quote!(g::Value::from(#number))
            }
            _ => quote!(g::Value::from(#text)),
        },
        api::Literal::Bool(flag) => quote!(g::Value::from(#flag)),
        api::Literal::Null => quote!(g::Value::Null),
    }
}

/// Lints about a function's arguments, `more` of them unnamed here: how many there are and what
/// they are called is the document's.
pub(super) fn allow_arguments<'a>(
    names: impl Iterator<Item = &'a api::Ident>,
    more: usize,
) -> TokenStream {
    /// Names that clippy takes for placeholders.
    const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];
    /// More than this are too many for clippy.
    const MANY: usize = 7;
    let mut count = more;
    let mut has_placeholder = false;
    for name in names {
        count += 1;
        has_placeholder |= PLACEHOLDERS.contains(&name.as_str());
    }
    let mut tokens = TokenStream::new();
    if count > MANY {
        tokens.extend(quote! {
            #[allow(clippy::too_many_arguments, reason = "the document requires them all")]
        });
    }
    if has_placeholder {
        tokens.extend(quote! {
            #[allow(clippy::disallowed_names, reason = "the document names it so")]
        });
    }
    tokens
}

/// Names of operators' methods, which clippy would keep for the operators' traits.
const OPERATORS: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "clone", "cmp", "div", "mul", "rem", "shl", "shr", "sub",
];

/// Lints about a method's name, which the document chose.
pub(super) fn allow_name(name: &api::Ident) -> TokenStream {
    if OPERATORS.contains(&name.as_str()) {
        quote!(#[allow(clippy::should_implement_trait, reason = "the document names it so")])
    } else if name.as_str() == "new" {
        quote!(#[allow(clippy::new_ret_no_self, reason = "the document names it so")])
    } else {
        TokenStream::new()
    }
}

/// Enums over types of a document have variants as large as it makes them.
pub(super) fn allow_large_variants() -> TokenStream {
    quote!(#[allow(clippy::large_enum_variant, reason = "variants hold what the document says")])
}

/// Whether the value bound as `value` equals a scalar.
pub(super) fn equals(literal: &api::Literal) -> TokenStream {
    match literal {
        api::Literal::String(text) => quote!(value == #text),
        api::Literal::Integer(number) => {
            let number = Literal::i64_suffixed(*number);
            quote!(value == #number)
        }
        api::Literal::Number(text) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let number = Literal::f64_suffixed(number);
                quote!(value == #number)
            }
            _ => quote!(value == #text),
        },
        api::Literal::Bool(flag) => quote!(value == #flag),
        api::Literal::Null => quote!(value.is_null()),
    }
}

/// Marks what the document calls deprecated; only on functions that generated code never calls.
pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated {
        quote!(#[deprecated(note = "deprecated in the API's document")])
    } else {
        TokenStream::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(literal: &Literal) -> Option<String> {
        match syn::Lit::new(literal.clone()) {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        }
    }

    #[test]
    fn a_raw_literal_has_the_fence_that_its_text_needs() {
        for (text, written) in [
            ("a\n b ", "r\"a\n b \""),
            ("{\"a\"}", "r#\"{\"a\"}\"#"),
            ("\"#\"##a", "r###\"\"#\"##a\"###"),
            ("# a #", "r\"# a #\""),
            ("a\\", "r\"a\\\""),
        ] {
            let literal = raw(text);
            assert_eq!(literal.to_string(), written);
            assert_eq!(value(&literal).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_no_raw_literal_can_hold_is_written_with_escapes() {
        let fenced = format!("\"{}", "#".repeat(255));
        for text in ["a\rb", "a\r\nb", "\r", &fenced] {
            let literal = raw(text);
            assert!(literal.to_string().starts_with('"'), "{literal}");
            assert_eq!(value(&literal).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_name_in_any_script_is_shown() {
        for name in [
            "值",
            "华北-1",
            "größe",
            "имя.поля",
            "اسم",
            "नाम_की",
            "ชื่อ",
            "GET /計量/{区域}",
        ] {
            assert_eq!(code(name), Some(format!("`{name}`")));
        }
    }

    #[test]
    fn what_acts_or_is_not_seen_is_no_name_to_show() {
        for name in [
            "",
            "a`b",
            " a",
            "a ",
            "a  b",
            "a\nb",
            "<b>",
            "a\u{202E}b",
            "a\u{2066}b",
            "a\u{200B}b",
            "a\u{200D}b",
            "a\u{FEFF}b",
            "a\u{3164}b",
            "a\u{FE0F}b",
            "a\u{E0041}b",
            "\u{301}a",
            &"值".repeat(121),
        ] {
            assert_eq!(code(name), None, "{name:?}");
        }
    }
}
