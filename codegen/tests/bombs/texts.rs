//! Bombs for the reader: what a text alone can do, before it means anything.

use super::Bomb;
use std::fmt::Write as _;

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {default: {description: d}}}}}\n";

/// All of them.
pub(super) fn all() -> Vec<Bomb> {
    let mut bombs = Vec::new();
    let mut add = |name: String, file: &'static str, text: String| {
        bombs.push(Bomb { name, file, text });
    };
    nested(&mut add);
    aliases(&mut add);
    long(&mut add);
    bombs
}

/// Takes a bomb: its name, its file's name and its text.
type Add<'a> = &'a mut dyn FnMut(String, &'static str, String);

/// Texts that are deep.
fn nested(add: Add<'_>) {
    for depth in [100, 1_000, 10_000, 100_000] {
        for (what, open, close) in [
            ("sequences", "[", "]"),
            ("mappings", "{\"a\":", "}"),
            ("both", "[{\"a\":", "}]"),
        ] {
            let (start, end) = (open.repeat(depth), close.repeat(depth));
            for (form, text) in [
                ("closed", format!("{{\"x-a\":{start}1{end}}}")),
                ("open", format!("{{\"x-a\":{start}")),
            ] {
                for file in ["openapi.json", "openapi.yaml"] {
                    add(
                        format!("{depth} {form} {what} in {file}"),
                        file,
                        text.clone(),
                    );
                }
            }
        }
        add(
            format!("{depth} sequences of a block"),
            "openapi.yaml",
            format!("{HEAD}x-a:\n  {}1\n", "- ".repeat(depth)),
        );
        add(
            format!("{depth} question marks"),
            "openapi.yaml",
            format!("{HEAD}x-a:\n  {}1\n", "? ".repeat(depth)),
        );
    }
}

/// Aliases that multiply what is written.
fn aliases(add: Add<'_>) {
    for (levels, fan) in [(4, 10), (6, 10), (9, 9), (12, 4), (20, 2), (30, 2), (64, 2)] {
        for (what, open, close, member) in [("lists", "[", "]", ""), ("maps", "{", "}", "k: ")] {
            let mut text = format!("{HEAD}x-l0: &l0 lol\n");
            for level in 1..=levels {
                let alias = |i: usize| match member {
                    "" => format!("*l{}", level - 1),
                    _ => format!("k{i}: *l{}", level - 1),
                };
                let all: Vec<_> = (0..fan).map(alias).collect();
                writeln!(
                    text,
                    "x-l{level}: &l{level} {open}{}{close}",
                    all.join(", ")
                )
                .unwrap();
            }
            add(
                format!("aliases: {what}, {fan} to the {levels}"),
                "openapi.yaml",
                text,
            );
        }
    }
}

/// Texts that are long.
fn long(add: Add<'_>) {
    for size in [1_000, 200_000] {
        for (what, text) in [
            ("blanks", " ".repeat(size)),
            ("lines", "\n".repeat(size)),
            ("comments", "# a\n".repeat(size / 4)),
            ("a comment", format!("#{}", "a".repeat(size))),
            ("documents", "---\n".repeat(size / 4)),
            ("digits", format!("x-a: {}", "9".repeat(size))),
            ("an exponent", format!("x-a: 1e{}", "9".repeat(size))),
            (
                "escapes",
                format!("x-a: \"{}\"", "\\u0041".repeat(size / 6)),
            ),
            ("quotes", format!("x-a: '{}'", "''".repeat(size / 2))),
            (
                "lines of a text",
                format!("x-a: |\n{}", "  a\n".repeat(size / 4)),
            ),
            (
                "folded lines",
                format!("x-a: >\n{}", "  a\n".repeat(size / 4)),
            ),
            ("a name", format!("{}: 1", "a".repeat(size))),
            ("names", numbered(size / 16, |i| format!("x-{i}: 1\n"))),
            ("one name again", "x-a: 1\n".repeat(size / 7)),
            (
                "anchors",
                numbered(size / 16, |i| format!("x-{i}: &a{i} 1\n")),
            ),
            (
                "aliases",
                format!(
                    "x: &a 1\n{}",
                    numbered(size / 16, |i| format!("x-{i}: *a\n"))
                ),
            ),
            (
                "merges",
                format!(
                    "x: &a {{b: 1}}\n{}",
                    numbered(size / 16, |i| format!("x-{i}: {{<<: *a}}\n"))
                ),
            ),
            ("tags", numbered(size / 16, |i| format!("x-{i}: !!str 1\n"))),
            ("NUL", "\0".repeat(size)),
            (
                "wide characters",
                format!("x-a: \"{}\"", "😀".repeat(size / 4)),
            ),
        ] {
            add(
                format!("{size} bytes of {what}"),
                "openapi.yaml",
                format!("{HEAD}{text}"),
            );
        }
    }
}

/// A line for each number.
fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}
