//! Random descriptions, escaped and then read by the Markdown reader that rustdoc uses.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets something unexpected must fail"
)]

use super::doc;
use proptest::prelude::*;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};

/// Pieces that mean something to Markdown, HTML, rustdoc or the compiler.
const PIECES: &[&str] = &[
    "```",
    "````",
    "~~~",
    "`",
    "``",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "    ",
    "\t",
    "  ",
    " ",
    "> ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "# ",
    "---",
    "===",
    "***",
    "| a | b |",
    "|---|---|",
    "[",
    "]",
    "(",
    ")",
    "](",
    "[x]",
    "[x]: ",
    "[^1]",
    "![",
    "<",
    ">",
    "</",
    "<b>",
    "</b>",
    "<li>",
    "<p>",
    "<br/>",
    "<script>",
    "<img src=\"https://example.com/a.png\" alt='b'>",
    "<img src='",
    "\\\n",
    "<!--",
    "-->",
    "<![CDATA[",
    "&lt;",
    "&#96;",
    "\\",
    "*",
    "_",
    "**",
    "__",
    "~~",
    "$",
    "https://example.com/a?b=c&d",
    "http://",
    "<https://example.com>",
    "javascript:alert(1)",
    "super::evil",
    "rust",
    "text",
    "a",
    "word",
    "用户",
    "\u{202e}",
    "\u{2028}",
    "\0",
    "- [ ] ",
    ": ",
    "\u{a0}",
    "\u{feff}",
];

/// What rustdoc reads doc comments with (`html::markdown::main_body_opts`).
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// What rustdoc would do with a text beyond showing it; `None`: nothing.
fn fault(markdown: &str) -> Option<String> {
    let mut in_link = false;
    let mut in_code = false;
    // rustdoc takes every `[x]` without a target for a path.
    let resolve = |link: BrokenLink<'_>| Some((link.reference.to_string().into(), "".into()));
    for event in Parser::new_with_broken_link_callback(markdown, options(), Some(resolve)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "text" => {
                in_code = true;
            }
            Event::Start(Tag::CodeBlock(kind)) => return Some(format!("code block {kind:?}")),
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_code = false,
            Event::Html(html) | Event::InlineHtml(html) => return Some(format!("HTML {html}")),
            Event::FootnoteReference(name) => return Some(format!("footnote {name}")),
            Event::Start(Tag::Link { dest_url, .. }) => {
                if !dest_url.starts_with("http://") && !dest_url.starts_with("https://") {
                    return Some(format!("link to {dest_url}"));
                }
                in_link = true;
            }
            Event::End(pulldown_cmark::TagEnd::Link) => in_link = false,
            Event::Start(Tag::Image { dest_url, .. }) => return Some(format!("image {dest_url}")),
            // `rustdoc::bare_urls` looks for addresses outside links and code.
            Event::Text(text) if !in_link && !in_code && text.contains("https://example") => {
                return Some(format!("bare address in {text}"));
            }
            _ => {}
        }
    }
    let hidden = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2028}');
    markdown
        .contains(hidden)
        .then(|| "control character".to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_but_text_comes_out(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
        let text: String = pieces.concat();
        let escaped = doc(&text);
        prop_assert_eq!(fault(escaped.as_str()), None, "{:?} became {:?}", text, escaped.as_str());
        if let Some(line) = escaped.first_paragraph() {
            let within = format!("# Arguments\n\n- `a`: {line}\n- `b`: {line}");
            prop_assert_eq!(fault(&within), None, "{:?} became {:?}", text, within);
        }
    }
}

// The judge sees what it is for.
#[test]
fn the_judge_finds_each_fault() {
    for text in [
        "```\na\n```",
        "    a",
        "<b>",
        "[a](b)",
        "[a]",
        "![a](https://example.com)",
        "see https://example.com",
        "a\rb",
    ] {
        assert!(fault(text).is_some(), "{text}");
    }
}
