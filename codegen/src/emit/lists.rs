//! Code whose layout is known, as text: lists of a struct's members.
//!
//! Everything else is tokens, which `print` reads as Rust and formats. What stands once for each
//! member of each struct, and in lists, was a fifth of all instructions of a run that way, from a
//! document of 2.5 MB. Such lists need no more than the choice between a line and a line for each
//! item, which is the formatter's own rule: with the widths of that, the text is the same, but for
//! words longer than a line and for types of the user's, which stay as they are.

use proc_macro2::{Delimiter, Literal, Spacing, TokenStream, TokenTree};

/// Columns of a line (those of `prettyplease`).
const WIDTH: usize = 89;

/// Columns of a struct literal on one line, without its closing brace (`prettyplease`, as rustfmt
/// keeps such literals short).
const LITERAL_WIDTH: usize = 34;

/// Columns of one level.
const LEVEL: usize = 4;

/// A list, or an item of one.
pub(super) enum Entry {
    /// Text that stays on its line.
    Word(String),
    /// Items between delimiters.
    List(List),
}

/// Items between delimiters: on one line where they fit, else each on its own.
pub(super) struct List {
    /// What stands before the first item.
    open: String,
    items: Vec<Entry>,
    close: &'static str,
    /// What stands on both ends where all is on one line.
    ends: Ends,
}

/// The ends of a list on one line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Bare,
    /// Braces have a space within.
    Spaces,
    /// A tuple of one needs its comma.
    Comma,
}

impl Ends {
    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Bare => ("", ""),
            Self::Spaces => (" ", " "),
            Self::Comma => ("", ","),
        }
    }
}

impl List {
    /// `before[…]`.
    pub(super) fn array(before: &str, items: Vec<Entry>) -> Self {
        Self::new(format!("{before}["), items, "]", Ends::Bare)
    }

    /// `(…)`.
    pub(super) fn tuple(items: Vec<Entry>) -> Self {
        let ends = match items.len() {
            1 => Ends::Comma,
            _ => Ends::Bare,
        };
        Self::new("(".to_owned(), items, ")", ends)
    }

    /// `name<…>`.
    pub(super) fn generic(name: &str, items: Vec<Entry>) -> Self {
        Self::new(format!("{name}<"), items, ">", Ends::Bare)
    }

    /// `name { … }`.
    pub(super) fn literal(name: &str, items: Vec<Entry>) -> Self {
        let ends = match items.is_empty() {
            true => Ends::Bare,
            false => Ends::Spaces,
        };
        Self::new(format!("{name} {{"), items, "}", ends)
    }

    fn new(open: String, items: Vec<Entry>, close: &'static str, ends: Ends) -> Self {
        Self {
            open,
            items,
            close,
            ends,
        }
    }

    /// Columns on one line.
    fn width(&self) -> usize {
        let (begin, end) = self.ends.texts();
        let commas = self.items.len().saturating_sub(1) * 2;
        let items: usize = self.items.iter().map(Entry::width).sum();
        columns(&self.open) + begin.len() + items + commas + end.len() + self.close.len()
    }

    /// Writes it at the end of `out`. `level`: of the line that it begins on; `after`: columns of
    /// what follows.
    pub(super) fn write(&self, level: usize, after: usize, out: &mut String) {
        let start = out.rfind('\n').map_or(0, |end| end + 1);
        let before = out.get(start..).map_or(0, columns);
        let width = self.width();
        let fits = before + width + after <= WIDTH
            && (self.ends != Ends::Spaces || width <= LITERAL_WIDTH + 1);
        if fits || self.items.is_empty() {
            self.write_line(out);
            return;
        }
        out.push_str(&self.open);
        for item in &self.items {
            new_line(level + 1, out);
            match item {
                Entry::Word(text) => out.push_str(text),
                Entry::List(list) => list.write(level + 1, 1, out),
            }
            out.push(',');
        }
        new_line(level, out);
        out.push_str(self.close);
    }

    fn write_line(&self, out: &mut String) {
        let (begin, end) = self.ends.texts();
        out.push_str(&self.open);
        out.push_str(begin);
        for (index, item) in self.items.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            match item {
                Entry::Word(text) => out.push_str(text),
                Entry::List(list) => list.write_line(out),
            }
        }
        out.push_str(end);
        out.push_str(self.close);
    }
}

impl Entry {
    fn width(&self) -> usize {
        match self {
            Self::Word(text) => columns(text),
            Self::List(list) => list.width(),
        }
    }
}

impl From<String> for Entry {
    fn from(text: String) -> Self {
        Self::Word(text)
    }
}

impl From<List> for Entry {
    fn from(list: List) -> Self {
        Self::List(list)
    }
}

/// Columns of a text.
fn columns(text: &str) -> usize {
    text.chars().count()
}

/// The next line, at a level.
pub(super) fn new_line(level: usize, out: &mut String) {
    out.push('\n');
    for _ in 0..level * LEVEL {
        out.push(' ');
    }
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    Literal::string(text).to_string()
}

/// Tokens of a type on one line.
pub(super) fn one_line(tokens: TokenStream) -> String {
    let mut out = String::new();
    write_tokens(tokens, &mut out);
    out
}

fn write_tokens(tokens: TokenStream, out: &mut String) {
    // Groups are as deep as the model nests types, which `lower` limits.
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write_tokens(group.stream(), out);
                out.push_str(close);
            }
            TokenTree::Punct(punct) => {
                out.push(punct.as_char());
                if punct.as_char() == ',' && punct.spacing() == Spacing::Alone {
                    out.push(' ');
                }
            }
            TokenTree::Ident(word) => write_word(&word.to_string(), out),
            TokenTree::Literal(literal) => write_word(&literal.to_string(), out),
        }
    }
}

/// A word, apart from one before it.
fn write_word(word: &str, out: &mut String) {
    if out.ends_with(|character: char| character.is_alphanumeric() || character == '_') {
        out.push(' ');
    }
    out.push_str(word);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quote::quote;

    use super::*;

    /// A list of words, in each of the forms; the code around it.
    fn forms(words: &[String]) -> [(List, &'static str, &'static str); 6] {
        let items = || words.iter().cloned().map(Entry::from).collect::<Vec<_>>();
        let fields = words.iter().map(|word| format!("{word}: 1").into());
        let texts = words.iter().map(|word| string(word).into());
        [
            (List::tuple(items()), "fn a() {\n    ", "\n}\n"),
            (
                List::array("&", texts.collect()),
                "const A: &[&str] = ",
                ";\n",
            ),
            (List::generic("A", items()), "type B = ", ";\n"),
            (
                List::literal("A", fields.collect()),
                "fn a() {\n    ",
                "\n}\n",
            ),
            (
                List::tuple(vec![List::tuple(items()).into(), "a".to_owned().into()]),
                "fn a() {\n    ",
                "\n}\n",
            ),
            (
                List::generic(
                    "A",
                    vec![List::generic("B", items()).into(), "a".to_owned().into()],
                ),
                "type B = ",
                ";\n",
            ),
        ]
    }

    proptest! {
        /// Lists are laid out as the formatter does it.
        #[test]
        fn the_layout_is_that_of_the_formatter(
            words in proptest::collection::vec("w[a-z]{0,19}", 1..12),
        ) {
            for (list, before, after) in forms(&words) {
                let mut text = before.to_owned();
                let level = usize::from(before.ends_with(' ') && before.contains('\n'));
                list.write(level, after.trim().trim_end_matches('}').trim().len(), &mut text);
                text.push_str(after);
                let formatted = syn::parse_file(&text).map(|file| prettyplease::unparse(&file));
                prop_assert_eq!(formatted.map_err(|error| error.to_string()), Ok(text));
            }
        }
    }

    #[test]
    fn a_type_stays_on_one_line() {
        let ty = quote!(::std::collections::BTreeMap<String, Option<&'static dyn A<u8>>>);
        assert_eq!(
            one_line(ty),
            "::std::collections::BTreeMap<String, Option<&'static dyn A<u8>>>"
        );
        assert_eq!(one_line(quote!(())), "()");
    }
}
