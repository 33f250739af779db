//! What the caller of the comparison can choose.

use crate::compile::Step;
use crate::tool::Tool;
use clap::Parser;
use std::path::PathBuf;

/// Compare generators of Rust clients on the same documents.
#[derive(Debug, Parser)]
#[command(name = "compare")]
pub(crate) struct Options {
    /// OpenAPI documents, JSON or YAML
    #[arg(value_name = "DOCUMENT")]
    pub(crate) documents: Vec<PathBuf>,
    /// Folder of the tables; also of the generated code, below `work`
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Folder where the other generators are installed [default: `cache` in --out]
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,
    /// The other generators to run [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    peers: Option<Vec<Tool>>,
    /// What to do with the generated code
    #[arg(long, value_delimiter = ',', default_value = "check,build")]
    pub(crate) steps: Vec<Step>,
    /// Runs of each step; the table has their median
    #[arg(long, default_value_t = 5)]
    pub(crate) runs: usize,
    /// A step whose first run takes longer than this is not run again
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    pub(crate) once_above: f64,
    /// Measure the hand-written and generated libraries that users would pick instead, too
    #[arg(long)]
    pub(crate) libraries: bool,
}

impl Options {
    /// Ours and the chosen others, in the order of the table.
    pub(crate) fn tools(&self) -> Vec<Tool> {
        Tool::ALL
            .into_iter()
            .filter(|tool| match &self.peers {
                Some(peers) => *tool == Tool::Specwright || peers.contains(tool),
                None => true,
            })
            .collect()
    }
}
