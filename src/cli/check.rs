//! `yibao check`: every fault of every file, at once.

use super::fix::fix;
use super::gate::{self, Format};
use super::load::{Loaded, RulesFolder};
use super::terminal::Terminal;
use super::{Exit, Stop, files, words};
use clap::Args;
use std::path::PathBuf;

/// Check rule files: show every fault with its place and a way out
#[derive(Debug, Args)]
pub struct Check {
    /// Rule files, or folders of them; - reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Count warnings as faults
    #[arg(long)]
    strict: bool,
    /// First write what nothing else can have been meant: a misspelt keyword, a mark, a date in another form
    #[arg(long)]
    fix: bool,
    /// Text for people, or one document for a gate
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    rules: RulesFolder,
}

impl Check {
    /// Draws the faults of the files named; files beside them in the rules folder are read for what these need.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let inputs = files::rules(&self.paths, &self.rules.rules)?;
        let loaded = if self.fix { fix(inputs, terminal)? } else { Loaded::of(inputs) };
        let (errors, warnings, allowed) = loaded.count();
        let exit = if errors > 0 || (self.strict && warnings > 0) { Exit::Finding } else { Exit::AsAsked };
        match self.format {
            Format::Text => terminal.result(&loaded.draw(terminal.results, terminal))?,
            Format::Json | Format::Sarif | Format::Github | Format::Junit => {
                gate::checked(self.format, &loaded, self.strict, exit, terminal)?;
            }
        }
        terminal.say(&words::checked(loaded.asked_count(), errors, warnings, allowed));
        let codes = loaded.codes();
        if terminal.results.watched && terminal.messages.watched && !codes.is_empty() {
            terminal.say(&words::says_more(&codes));
        }
        Ok(exit)
    }
}
