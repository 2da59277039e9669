//! `yibao settle`: claims in, statements or JSON out.

use super::load::{Loaded, RulesFolder};
use super::terminal::{Progress, Terminal};
use super::{Exit, Stop, files, words};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use yibao::Engine;
use yibao::claim::json::{self, Shape};
use yibao::claim::{Claim, Outcome, Refusal};
use yibao::ledger::Ledger;
use yibao::report;
use yibao::source::escape;

/// Settle claims: what each fund pays, what the patient bears, and why
#[derive(Debug, Args)]
pub struct Settle {
    /// Claims as JSON: an object, an array, or one object a line; - reads standard input
    #[arg(required = true, value_name = "CLAIMS")]
    claims: Vec<PathBuf>,
    #[command(flatten)]
    rules: RulesFolder,
    /// Read what people have used up before from this file, and write it back
    #[arg(long, value_name = "FILE")]
    counters: Option<PathBuf>,
    /// Show the whole account: every part of the bill, every step with its clause
    #[arg(long)]
    steps: bool,
    /// A statement to read, JSON to go on with, or records of the national settlement interface
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The form of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Nhsa,
}

impl Settle {
    /// Settles every claim; one that cannot be settled does not stop the others.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let held = self.counters.as_deref().map(files::hold).transpose()?;
        let inputs = self.claims.iter().map(|path| files::bytes(path)).collect::<Result<Vec<_>, _>>()?;
        let mut ledger = self.counters.as_deref().map_or_else(|| Ok(Ledger::default()), known)?;
        let engine = Loaded::folder(&self.rules)?.engine(terminal)?;
        let mut shape = None;
        let mut claims = Vec::new();
        for input in inputs {
            let read = json::read_bytes(&input);
            // Several files are one stream of lines, whatever the shape of each.
            shape = Some(if shape.is_some() { Shape::Lines } else { read.shape });
            claims.extend(read.claims);
        }
        let refused = self.write(&engine, &mut ledger, shape.unwrap_or(Shape::Lines), claims, terminal)?;
        // Only when every result has been written: who has not read a result has to be able to ask for it again.
        if let Some(path) = &self.counters {
            if terminal.is_unread() {
                return Err(Stop::Usage(words::unread(&path.to_string_lossy())));
            }
            files::replace(path, &ledger.write())?;
        }
        drop(held);
        Ok(if refused == 0 { Exit::AsAsked } else { Exit::Finding })
    }

    /// Settles and writes one after the other; the number of those not settled.
    fn write(
        &self,
        engine: &Engine,
        ledger: &mut Ledger,
        shape: Shape,
        claims: Vec<Result<Claim, Refusal>>,
        terminal: &Terminal,
    ) -> Result<usize, Stop> {
        let count = claims.len();
        let mut refused = 0;
        let mut progress = Progress::new(terminal, count);
        let listed = self.format != Format::Text && shape == Shape::Array;
        if listed {
            terminal.result("[\n")?;
        }
        for (at, claim) in claims.into_iter().enumerate() {
            let (claim, ended) = match claim {
                Ok(claim) => {
                    let settled = ledger.settle(engine, &claim).map_err(|error| engine.refusal(&claim, error));
                    (claim, Outcome::numbered(settled, at))
                }
                Err(refusal) => (Claim::default(), Outcome::numbered(Err(refusal), at)),
            };
            refused += usize::from(matches!(ended, Outcome::Refused(_)));
            match self.format {
                Format::Text => {
                    let doc = match &ended {
                        Outcome::Settled(settled) if self.steps => report::statement(settled, engine.plan(), terminal.lang),
                        Outcome::Settled(settled) => report::summary(settled, engine.plan(), terminal.lang),
                        Outcome::Refused(refusal) => report::refusal(refusal, terminal.lang),
                    };
                    if at > 0 {
                        terminal.result(&format!("\n{}\n\n", "─".repeat(terminal.results.width.min(60))))?;
                    }
                    terminal.report(&doc)?;
                }
                Format::Json | Format::Nhsa => {
                    let line = match &ended {
                        Outcome::Settled(settled) if self.format == Format::Nhsa => {
                            report::nhsa::record(settled, &claim, engine.plan(), terminal.lang).json()
                        }
                        Outcome::Settled(settled) => json::write_settled(settled),
                        Outcome::Refused(refusal) => json::write_refused(refusal, terminal.lang),
                    };
                    let comma = if listed && at + 1 < count { "," } else { "" };
                    terminal.result(&format!("{}{comma}\n", escape::json(line.trim_end())))?;
                }
            }
            progress.done(at + 1);
        }
        if listed {
            terminal.result("]\n")?;
        }
        drop(progress);
        if count == 0 {
            terminal.say(&words::no_claim());
        } else if count != 1 || refused > 0 {
            terminal.say(&words::settled(count, refused));
        }
        Ok(refused)
    }
}

/// What is known of people by a file; a file that is not there knows nothing.
fn known(path: &Path) -> Result<Ledger, Stop> {
    let Some(text) = files::text_if_there(path)? else { return Ok(Ledger::default()) };
    Ledger::read(&text).map_err(|wrong| Stop::Usage(words::no_ledger(&path.to_string_lossy(), &wrong.message)))
}
