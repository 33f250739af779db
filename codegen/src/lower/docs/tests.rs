//! Descriptions that would become code, HTML or links.

use super::doc;

/// The escaped text.
fn escaped(text: &str) -> String {
    doc(text).as_str().to_owned()
}

// rustdoc book, Documentation tests: fences without a language, with `rust`, and indented code run.
#[test]
fn no_form_of_code_block_is_a_doctest() {
    for text in [
        "```\nboom()\n```",
        "```rust\nboom()\n```",
        "~~~should_panic\nboom()\n~~~",
        "- item\n\n  ```\n  boom()\n  ```",
        "> ```\n> boom()\n> ```",
        "````\n```\nboom()\n```\n````",
        "```\nnever closed",
    ] {
        let out = escaped(text);
        let mut open: Option<&str> = None;
        for line in out
            .lines()
            .filter(|line| line.trim_start().starts_with("```"))
        {
            match open {
                None => {
                    assert!(line.ends_with("`text"), "{out}");
                    open = line.strip_suffix("text");
                }
                // CommonMark 4.5: a fence closes one that is no longer than itself.
                Some(fence) if line.starts_with(fence) => open = None,
                Some(_) => {}
            }
        }
        assert!(open.is_none(), "{out}");
        assert!(!out.contains("~~~"), "{out}");
    }
    assert_eq!(escaped("    boom()"), "boom()");
    assert_eq!(escaped("\tboom()"), "boom()");
}

#[test]
fn html_is_text_or_left_out() {
    assert_eq!(
        escaped("<script>alert(1)</script>"),
        "\\<script\\>alert(1)\\</script\\>"
    );
    assert_eq!(escaped("a <b>bold</b> word"), "a bold word");
    assert_eq!(escaped("Map<String>"), "Map\\<String\\>");
}

// CommonMark 6.7 and 6.1; within a code block a backslash at the end is part of the code.
#[test]
fn hard_breaks_and_longer_code_spans_are_read() {
    assert_eq!(escaped("one\\\ntwo"), "one\ntwo");
    assert_eq!(escaped("one\\\\\ntwo"), "one\\\\\\\\\ntwo");
    assert_eq!(escaped("C:\\"), "C:\\\\");
    assert_eq!(
        escaped("```\ncurl \\\n  -X\n```"),
        "```text\ncurl \\\n  -X\n```"
    );
    assert_eq!(escaped("``a`b`` c"), "``a`b`` c");
    assert_eq!(escaped("``a` b"), "\\`\\`a\\` b");
}

// HTML, 4.8.3: an image is shown as Markdown's own are.
#[test]
fn html_images_become_links() {
    assert_eq!(
        escaped("<img src=\"https://example.com/a.png\" width=\"100\" />\n\nHi"),
        "[image](<https://example.com/a.png>)\n\nHi"
    );
    assert_eq!(
        escaped("a <img alt='b' src='https://example.com/a.png'>"),
        "a [b](<https://example.com/a.png>)"
    );
    assert_eq!(
        escaped("<img src=x onerror=alert(1)>"),
        "\\<img src=x onerror=alert(1)\\>"
    );
    assert_eq!(
        escaped("<img src='javascript:alert(1)'>"),
        "!\\[image\\](javascript:alert(1))"
    );
}

#[test]
fn only_addresses_become_links() {
    assert_eq!(escaped("[crate::evil]"), "\\[crate::evil\\]");
    assert_eq!(
        escaped("[x](javascript:alert(1))"),
        "\\[x\\](javascript:alert(1))"
    );
    assert_eq!(
        escaped("see https://example.com/a."),
        "see <https://example.com/a>."
    );
    assert_eq!(
        escaped("[a](https://example.com)"),
        "[a](<https://example.com>)"
    );
    assert_eq!(
        escaped("![a](https://example.com/t.png)"),
        "[a](<https://example.com/t.png>)"
    );
}

// rustc refuses bidirectional controls in comments, and a bare CR ends a doc comment's line.
#[test]
fn control_characters_are_shown_or_are_line_ends() {
    assert_eq!(escaped("a\u{202e}b"), "a\\\\u{202e}b");
    assert_eq!(escaped("a\0b"), "a\\\\u{0}b");
    assert_eq!(escaped("a\rb\r\nc\u{2028}d"), "a\nb\nc\nd");
}

// clippy: `doc_lazy_continuation` wants continued items indented.
#[test]
fn lists_are_kept_flat_and_indented() {
    assert_eq!(
        escaped("Values:\n* one\nmore\n  - two\n\nafter"),
        "Values:\n\n- one\n  more\n- two\n\nafter"
    );
    assert_eq!(escaped("1. one\n2) two"), "1. one\n2. two");
    assert_eq!(escaped("2026 was. 3"), "2026 was. 3");
    assert_eq!(escaped("# Title\ntext"), "Title\n\ntext");
}

#[test]
fn tables_are_shown_as_text() {
    assert_eq!(
        escaped("| a | b |\n|---|---|"),
        "```text\n| a | b |\n|---|---|\n```"
    );
}

#[test]
fn a_default_is_told_behind_one_line_and_below_more() {
    use serde_json::json;
    let told = |text: &str, value| super::with_default(super::doc(text), Some(&value));
    assert_eq!(told("", json!(20)).as_str(), "Default: `20`.");
    assert_eq!(told("Size", json!("a")).as_str(), "Size. Default: `\"a\"`.");
    assert_eq!(told("Size.", json!([1])).as_str(), "Size. Default: `[1]`.");
    assert_eq!(
        told("a\n\nb", json!(true)).as_str(),
        "a\n\nb\n\nDefault: `true`."
    );
    assert_eq!(told("Size", json!(null)).as_str(), "Size");
    assert_eq!(told("Size", json!("x".repeat(80))).as_str(), "Size");
    // A default is text of the document too.
    assert_eq!(
        told("", json!("`evil` [x](y)")).as_str(),
        r#"Default: ""`evil` \[x\](y)""."#
    );
}
