//! `yibao check`: every fault of every file, at once.

use super::fix::fix;
use super::gate::{self, Format};
use super::load::{Loaded, RulesFolder, Shown};
use super::terminal::Terminal;
use super::{Exit, Stop, files, words};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use yibao::diagnostic::Severity;
use yibao::report::gate::Strict;

/// Check rule files: show every fault with its place and a way out
#[derive(Debug, Args)]
pub struct Check {
    /// Rule files, or folders of them; - reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Count warnings as faults; `--strict notes`: notes too
    #[arg(long, value_enum, value_name = "WHAT", num_args = 0..=1, require_equals = true, default_missing_value = "warnings")]
    strict: Option<Level>,
    /// Draw the notes too: what tells only how well a document is known
    #[arg(long)]
    notes: bool,
    /// Draw every fault of a code, not the first ten
    #[arg(long)]
    all: bool,
    /// First write what nothing else can have been meant: a misspelt keyword, a mark, a date in another form
    #[arg(long)]
    fix: bool,
    /// Text for people, or one document for a gate
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    rules: RulesFolder,
}

/// What fails a check besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    Warnings,
    Notes,
}

impl Level {
    fn strict(self) -> Strict {
        match self {
            Self::Warnings => Strict::Warnings,
            Self::Notes => Strict::Notes,
        }
    }
}

impl Check {
    /// Draws the faults of the files named; files beside them in the rules folder are read for what these need.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let inputs = files::rules(&self.paths, &self.rules.rules)?;
        let loaded = if self.fix { fix(inputs, terminal)? } else { Loaded::of(inputs) };
        let count = loaded.count();
        let strict = self.strict.map_or(Strict::Errors, Level::strict);
        let refused = [(Severity::Error, count.errors), (Severity::Warning, count.warnings), (Severity::Note, count.notes)];
        let refused = refused.iter().any(|(severity, count)| *count > 0 && strict.refuses(*severity));
        let exit = if refused { Exit::Finding } else { Exit::AsAsked };
        // What fails the run is drawn.
        let shown = Shown { notes: self.notes || strict == Strict::Notes, all: self.all };
        match self.format {
            Format::Text => terminal.result(&loaded.draw(shown, terminal.results, terminal))?,
            Format::Json | Format::Sarif | Format::Github | Format::Junit => {
                gate::checked(self.format, &loaded, strict, exit, terminal)?;
            }
        }
        let drawn = shown.notes || self.format != Format::Text;
        terminal.say(&words::checked(loaded.asked_count(), &count, drawn));
        let codes = loaded.codes(shown);
        if terminal.results.watched && terminal.messages.watched && !codes.is_empty() {
            terminal.say(&words::says_more(&codes));
        }
        Ok(exit)
    }
}
