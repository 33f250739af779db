//! `specwright explain`: what a finding's code means.

use super::Status;
use super::output::Output;
use crate::diagnostic::Code;
use clap::Args;

/// Tell more about a code of a finding; without a code, list them all.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright explain empty-client
  specwright explain")]
pub(crate) struct Arguments {
    /// The code, as it stands in brackets in a finding
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Runs it.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Status {
    let Some(slug) = &arguments.code else {
        let longest = Code::all().map(|code| code.slug().len()).max().unwrap_or(0);
        for code in Code::all() {
            let entry = code.entry();
            output.line(format_args!("{:longest$}  {}", entry.slug, entry.summary));
        }
        return Status::Fine;
    };
    let Some(code) = Code::find(slug) else {
        let near = nearest(slug).map(|near| format!("; is it `{near}`?"));
        output.error(format_args!(
            "there is no code {slug:?}{}",
            near.as_deref()
                .unwrap_or("; `specwright explain` lists them")
        ));
        return Status::CouldNot;
    };
    let entry = code.entry();
    output.line(format_args!("{}\n\n{}\n", entry.slug, entry.summary));
    output.line(wrapped(entry.explanation, output.result_look().width));
    if !entry.section.is_empty() {
        output.line(format_args!("\nSee {}", entry.section));
    }
    Status::Fine
}

/// The code that shares most of its beginning with what was asked for.
fn nearest(slug: &str) -> Option<&'static str> {
    let shared = |code: &Code| {
        let pairs = code.slug().chars().zip(slug.chars());
        pairs.take_while(|(a, b)| a == b).count()
    };
    Code::all()
        .max_by_key(shared)
        .filter(|code| shared(code) >= 3)
        .map(Code::slug)
}

/// Text in lines of at most `width` columns, broken at spaces.
fn wrapped(text: &str, width: usize) -> String {
    let width = width.clamp(40, 100);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else {
            continue;
        };
        if line.is_empty() {
            line.push_str(word);
        } else if line.len() + 1 + word.len() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_the_width() {
        let text = "one two three four five six seven eight nine ten eleven twelve";
        let wrapped = wrapped(text, 40);
        assert!(wrapped.lines().all(|line| line.len() <= 40));
        assert_eq!(wrapped.replace('\n', " "), text);
    }

    #[test]
    fn a_misspelt_code_finds_its_neighbour() {
        assert_eq!(nearest("empty-clients"), Some("empty-client"));
        assert_eq!(nearest("xyz"), None);
    }
}
