//! What a run may leave behind, read the way rustc, rustdoc and cargo read it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use specwright::generate::Generated;
use std::path::Component;

/// Identifiers of the payloads. Names made from a payload have more in them than these alone.
const CANARIES: &[&str] = &[
    "evil_PWNED",
    "EVIL_PWNED",
    "abort",
    "include_str",
    "rustc_link_arg",
];

/// Attributes that generated code has.
const ATTRIBUTES: &[&str] = &[
    "allow",
    "deprecated",
    "derive",
    "doc",
    "expect",
    "must_use",
    "non_exhaustive",
];

/// Whether a run is beyond reproach; else what is wrong.
pub(crate) fn verdict(generated: &Generated, lines: &str) -> Result<(), String> {
    for finding in generated.diagnostics.iter() {
        if finding.code.slug() == "internal" {
            return Err(format!("fault of the generator: {}", finding.message));
        }
    }
    cargo_lines(lines)?;
    if generated.files.is_empty() {
        return if generated.diagnostics.has_errors() {
            Ok(())
        } else {
            Err("refused without an error".to_owned())
        };
    }
    for (path, text) in &generated.files {
        let inside = path.components().all(|c| matches!(c, Component::Normal(_)));
        if !inside {
            return Err(format!("leaves the output folder: {}", path.display()));
        }
        let judged = match path.extension().and_then(|e| e.to_str()) {
            Some("rs") => rust(text),
            Some("toml") => manifest(text),
            other => Err(format!("an unexpected kind of file: {other:?}")),
        };
        judged.map_err(|fault| format!("{}: {fault}", path.display()))?;
    }
    Ok(())
}

/// Cargo obeys each line of a build script that begins with `cargo:`; only findings may be said.
pub(crate) fn cargo_lines(lines: &str) -> Result<(), String> {
    let foreign = lines.split(['\n', '\r']).find(|line| {
        !line.is_empty()
            && !line.starts_with("cargo::warning=")
            && !line.starts_with("cargo::error=")
    });
    match foreign {
        Some(line) => Err(format!("a line cargo might obey: {line:?}")),
        None => Ok(()),
    }
}

/// The manifest has our tables and one dependency.
fn manifest(text: &str) -> Result<(), String> {
    let table: toml::Table = text.parse().map_err(|e| format!("no TOML: {e}"))?;
    for (name, value) in &table {
        match name.as_str() {
            "package" | "workspace" | "lints" => {}
            "dependencies" => {
                let names: Vec<_> = value.as_table().into_iter().flatten().collect();
                if names.iter().any(|(name, _)| *name != "specwright-client") {
                    return Err(format!("foreign dependencies: {names:?}"));
                }
            }
            other => return Err(format!("a foreign table {other:?}")),
        }
    }
    Ok(())
}

/// Rust that parses, with no macro call, no foreign attribute, no code but ours in the
/// documentation, and no character that shows other text than the compiler reads.
pub(crate) fn rust(text: &str) -> Result<(), String> {
    if let Some(c) = text.chars().find(|c| is_misleading(*c)) {
        return Err(format!("a control character as it is: {c:?}"));
    }
    syn::parse_file(text).map_err(|e| format!("does not parse: {e}"))?;
    let tokens: TokenStream = text.parse().map_err(|e| format!("does not parse: {e}"))?;
    stream(tokens, &mut String::new())
}

fn is_misleading(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Looks through tokens, groups included; gathers the documentation of each run of `doc`s.
fn stream(tokens: TokenStream, docs: &mut String) -> Result<(), String> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while let Some(tree) = trees.get(index) {
        let after = |n: usize| trees.get(index + n);
        index += 1 + match tree {
            TokenTree::Punct(punct) if punct.as_char() == '#' => sharp(after(1), after(2), docs)?,
            tree => {
                documentation(docs)?;
                docs.clear();
                match tree {
                    TokenTree::Ident(ident) => word(&ident.to_string(), after(1), after(2))?,
                    TokenTree::Group(group) => stream(group.stream(), docs)?,
                    _ => {}
                }
                0
            }
        };
    }
    documentation(docs)?;
    docs.clear();
    Ok(())
}

/// An attribute after its `#`; how many tokens it has.
fn sharp(
    next: Option<&TokenTree>,
    then: Option<&TokenTree>,
    docs: &mut String,
) -> Result<usize, String> {
    match next {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            attribute(&group.stream(), docs)?;
            Ok(1)
        }
        Some(TokenTree::Punct(bang)) if bang.as_char() == '!' => {
            inner(then, docs)?;
            Ok(2)
        }
        _ => Ok(0),
    }
}

fn word(name: &str, next: Option<&TokenTree>, then: Option<&TokenTree>) -> Result<(), String> {
    if CANARIES.contains(&name) {
        return Err(format!("the payload's {name} is code"));
    }
    if matches!(name, "unsafe" | "extern" | "macro_rules") {
        return Err(format!("{name} in generated code"));
    }
    let bang = matches!(next, Some(TokenTree::Punct(p)) if p.as_char() == '!');
    match then {
        Some(TokenTree::Group(group)) if bang && !is_of_runtime(name, group) => {
            Err(format!("a macro call: {name}!"))
        }
        _ => Ok(()),
    }
}

/// `object!(super::Pet)`, `text!(super::Kind)`, `request!(PageRequest)`: a macro of the runtime, of
/// a path and nothing else.
fn is_of_runtime(name: &str, group: &Group) -> bool {
    let mut tokens = group.stream().into_iter();
    let is_path = tokens.all(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    });
    matches!(name, "object" | "request" | "text") && is_path
}

/// Inner attributes are documentation of a module and nothing else.
fn inner(group: Option<&TokenTree>, docs: &mut String) -> Result<(), String> {
    match group {
        Some(TokenTree::Group(group)) if group.stream().to_string().starts_with("doc") => {
            attribute(&group.stream(), docs)
        }
        other => Err(format!("a foreign inner attribute {other:?}")),
    }
}

fn attribute(tokens: &TokenStream, docs: &mut String) -> Result<(), String> {
    let mut trees = tokens.clone().into_iter();
    let name = trees.next().map(|t| t.to_string()).unwrap_or_default();
    if !ATTRIBUTES.contains(&name.as_str()) {
        return Err(format!("a foreign attribute {name}"));
    }
    if name == "doc"
        && let Some(TokenTree::Literal(literal)) = trees.nth(1)
    {
        let text: syn::LitStr =
            syn::parse_str(&literal.to_string()).map_err(|e| format!("doc: {e}"))?;
        docs.push_str(&text.value());
        docs.push('\n');
    }
    Ok(())
}

/// Whether rustdoc leaves a code block alone: a fence that says `text`.
fn is_text(kind: &CodeBlockKind<'_>) -> bool {
    matches!(kind, CodeBlockKind::Fenced(info) if &**info == "text")
}

/// What rustdoc makes of a piece of documentation: no code it would run, no HTML.
fn documentation(text: &str) -> Result<(), String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) if !is_text(&kind) => {
                return Err(format!("a code block: {text:?}"));
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                return Err(format!("HTML in documentation: {html:?}"));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !dest_url.starts_with("super::") && !dest_url.starts_with("http") =>
            {
                return Err(format!("a link of the document's: {dest_url:?}"));
            }
            _ => {}
        }
    }
    Ok(())
}
