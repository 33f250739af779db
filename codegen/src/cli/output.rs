//! What the command says and where: results on standard output, everything about them on standard
//! error. A reader that hangs up (`| head`) is no fault.

use clap::{Args, ValueEnum};
use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use crate::diagnostic::render::Look;

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// Say nothing but results and errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say what is being done, and every place of a finding
    #[arg(long, short, global = true)]
    verbose: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

/// Where the command writes.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    options: Options,
}

impl Output {
    /// With these options.
    pub(crate) fn new(options: Options) -> Self {
        Self { options }
    }

    /// A result, as it is.
    #[expect(
        clippy::unused_self,
        reason = "commands write through their output only"
    )]
    pub(crate) fn result(&self, text: impl Display) {
        let _ = write!(io::stdout().lock(), "{text}");
    }

    /// A line of a result.
    pub(crate) fn line(&self, text: impl Display) {
        self.result(format_args!("{text}\n"));
    }

    /// Text about a result, as it is: findings.
    #[expect(
        clippy::unused_self,
        reason = "commands write through their output only"
    )]
    pub(crate) fn about(&self, text: impl Display) {
        let _ = write!(io::stderr().lock(), "{text}");
    }

    /// What is being done; only where it was asked for.
    pub(crate) fn doing(&self, text: impl Display) {
        if self.options.verbose {
            self.about(format_args!("{text}\n"));
        }
    }

    /// A line about what was done, unless it is not wanted.
    pub(crate) fn note(&self, text: impl Display) {
        if !self.options.quiet {
            self.about(format_args!("{text}\n"));
        }
    }

    /// Why the command could not.
    pub(crate) fn error(&self, text: impl Display) {
        if self.look_of(&io::stderr()).color {
            self.about(format_args!("\u{1b}[1;31merror\u{1b}[0m: {text}\n"));
        } else {
            self.about(format_args!("error: {text}\n"));
        }
    }

    /// Whether progress can be drawn and is wanted.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.options.quiet && io::stderr().is_terminal()
    }

    /// Whether only results and errors are wanted.
    pub(crate) fn is_quiet(&self) -> bool {
        self.options.quiet
    }

    /// How findings look on standard error.
    pub(crate) fn look(&self) -> Look {
        self.look_of(&io::stderr())
    }

    /// How results look on standard output.
    pub(crate) fn result_look(&self) -> Look {
        self.look_of(&io::stdout())
    }

    fn look_of(&self, stream: &impl IsTerminal) -> Look {
        let color = match self.options.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                stream.is_terminal()
                    && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                    && env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        let width = terminal_size::terminal_size()
            .filter(|_| stream.is_terminal())
            .map_or(PIPED_WIDTH, |(width, _)| usize::from(width.0));
        let places = if self.options.verbose { MOST_PLACES } else { 0 };
        Look {
            color,
            width,
            places,
        }
    }
}

/// Places of a finding that are listed where they are asked for.
const MOST_PLACES: usize = 100;

/// Columns where there is no terminal: the same text in every log.
const PIPED_WIDTH: usize = 120;
