//! Strings that became code, or tore what holds them, in some generator of the past.
//!
//! Families, not copies: ends of literals, comments and attributes; line breaks of every kind;
//! documentation that is code; format strings; macros; names of every awkward form; paths; lines
//! for cargo; text for terminals and pages.

/// All payloads.
pub(crate) fn all() -> Vec<String> {
    let mut all: Vec<String> = TEXTS.iter().map(|text| (*text).to_owned()).collect();
    all.push(format!(
        "a\"{0} fn evil_PWNED() {{}} r{0}\"",
        "#".repeat(255)
    ));
    all.push("long ".repeat(2_000));
    all.push("x".repeat(5_000));
    all
}

const TEXTS: &[&str] = &[
    // ends of literals
    "x\"; } fn evil_PWNED() {",
    "a\"#; fn evil_PWNED() {} r#\"",
    "a\"##; fn evil_PWNED() {} r##\"",
    "\\\"; fn evil_PWNED() {} //",
    "\\",
    "'; fn evil_PWNED() {} '",
    "'\\''",
    "\"",
    "\"], evil_PWNED!(), [\"",
    "x\"; compile_error!(\"evil_PWNED\"); const _: &str = \"",
    // ends of comments and attributes
    "*/ fn evil_PWNED() {} /*",
    "/* /* */ fn evil_PWNED() {} */",
    "#![allow(evil_PWNED)]",
    "\n#![feature(evil_PWNED)]\n",
    ")] fn evil_PWNED() {} #[doc(",
    "//! x\n//! y",
    // line breaks
    "line\nfn evil_PWNED() {}",
    "line\r\nfn evil_PWNED() {}",
    "line\rfn evil_PWNED() {}",
    "line\u{2028}fn evil_PWNED() {}",
    "line\u{2029}fn evil_PWNED() {}",
    "line\u{85}fn evil_PWNED() {}",
    "line\u{b}\u{c}fn evil_PWNED() {}",
    // documentation that rustdoc would run
    "```\nevil_PWNED();\n```",
    "```rust\nstd::process::abort();\n```",
    "```should_panic\npanic!()\n```",
    "~~~\nevil_PWNED();\n~~~",
    "text\n\n    evil_PWNED();\n",
    "text\n\n\tevil_PWNED();\n",
    "> ```\n> evil_PWNED();\n> ```",
    "- item\n\n      evil_PWNED();\n",
    "1. ```\n   evil_PWNED();\n   ```",
    "````\n```\nevil_PWNED();",
    "<script>evil_PWNED()</script>",
    "<img src=x onerror=evil_PWNED()>",
    "<!-- evil_PWNED",
    "[x](javascript:evil_PWNED)",
    "[evil]: javascript:evil_PWNED\n\n[evil]",
    "[`crate::evil_PWNED`]",
    "![x](file:///evil_PWNED)",
    "<https://evil.example/>",
    // format strings and macros
    "{}",
    "{0} {self:?} {{ {evil_PWNED} }}",
    "{:>999999999}",
    "%s%n",
    "${evil_PWNED} #{evil_PWNED} `evil_PWNED`",
    "include_str!(\"/etc/hostname\")",
    "env!(\"HOME\")",
    "std::process::abort()",
    "crate::evil_PWNED",
    // lines for cargo
    "x\ncargo::rustc-link-arg=-Wl,--wrap=main",
    "x\rcargo::rustc-env=A=evil_PWNED",
    "\ncargo:rustc-cfg=evil_PWNED",
    // paths and hosts
    "../../evil_PWNED",
    "/etc/evil_PWNED",
    "..\\..\\evil_PWNED",
    "C:\\evil_PWNED",
    "%2e%2e%2fevil_PWNED",
    "\u{ff0e}\u{ff0e}/evil_PWNED",
    "con",
    "@evil.example/",
    "//evil.example/x",
    // manifests
    "\"\n[dependencies]\nevil_PWNED = \"*\"\n",
    "x' \n[build-dependencies]\nevil='1",
    // awkward characters
    "\u{202e}evil_PWNED\u{2066}",
    "\u{0}evil\u{0}",
    "\u{feff}evil",
    "\u{10ffff}\u{e000}",
    "a\u{200d}b\u{301}\u{fe0f}",
    "\u{1b}]0;evil\u{7}\u{1b}[2J",
    "::error file=x::evil",
    // names
    "",
    " ",
    ".",
    "-",
    "_",
    "1",
    "self",
    "Self",
    "super",
    "crate",
    "fn",
    "r#type",
    "gen",
    "Option",
    "Result",
    "String",
    "Some",
    "std",
    "Client",
    "Error",
    "types",
    "$ref",
    "__proto__",
    "\u{1f600}",
    "\u{5bc6}\u{94a5}",
    "\u{430}dmin",
];
