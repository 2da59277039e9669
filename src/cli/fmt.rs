//! `yibao fmt`: one canonical form of rule files, and the turn between the two vocabularies.

use super::diff;
use super::draw::draw;
use super::files::{self, Input};
use super::load::RulesFolder;
use super::terminal::Terminal;
use super::{Exit, LangArg, Stop, words};
use clap::Args;
use std::path::{Path, PathBuf};
use yibao::BUILTIN;
use yibao::diagnostic::{Fault, Lang};
use yibao::source::{Source, SourceId, Sources};
use yibao::syntax::{self, Dictionary, Unformed};

/// Write rule files in their one canonical form, comments kept
#[derive(Debug, Args)]
pub struct Fmt {
    /// Rule files, or folders of them; - turns standard input into standard output
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing; show where files are not in form
    #[arg(long)]
    check: bool,
    /// Turn the keywords and names into this language
    #[arg(long, value_enum, value_name = "LANG")]
    to: Option<LangArg>,
    #[command(flatten)]
    rules: RulesFolder,
}

/// What became of the files.
#[derive(Debug, Default)]
struct Tally {
    /// Not in form, or put into it.
    differ: usize,
    /// Cannot be read as rules.
    wrong: usize,
    /// In no form that says the same.
    unproved: usize,
    /// Cannot be read or written.
    lost: usize,
}

impl Fmt {
    /// Formats every file; one that fails is left as it is and does not stop the others. The worst of them decides the end.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let (inputs, stops) = files::tried(&self.paths, &self.rules.rules);
        let mut tally = Tally { lost: stops.len(), ..Tally::default() };
        for Stop::Usage(said) | Stop::Rules(said) in &stops {
            terminal.say(said);
        }
        let names = names(&inputs);
        let asked: Vec<&Input> = inputs.iter().filter(|input| input.asked).collect();
        for input in &asked {
            self.one(input, &names, terminal, &mut tally)?;
        }
        let left = tally.wrong + tally.unproved + tally.lost;
        let said = words::formatted(asked.len() + stops.len(), tally.differ, left, self.check);
        if tally.unproved > 0 {
            return Err(Stop::Rules(said));
        }
        if tally.lost > 0 {
            return Err(Stop::Usage(said));
        }
        if left > 0 || asked.iter().any(|input| input.name != "-") {
            terminal.say(&said);
        }
        Ok(if tally.wrong > 0 || (self.check && tally.differ > 0) { Exit::Finding } else { Exit::AsAsked })
    }

    /// Formats one file.
    fn one(&self, input: &Input, names: &Dictionary, terminal: &Terminal, tally: &mut Tally) -> Result<(), Stop> {
        let (name, text) = (&input.name, &input.text);
        if let Some(at) = input.broken {
            terminal.say(&words::not_utf8_at(name, at));
            tally.wrong += 1;
            return Ok(());
        }
        match syntax::form(text, self.to.map(Lang::from), names) {
            Err(Unformed::Wrong(faults)) => {
                terminal.message(&drawn(input, &faults, terminal));
                tally.wrong += 1;
            }
            Err(Unformed::Unproved(place)) => {
                let line = Source::new(name.as_str(), &*syntax::plain(text)).line(place.start);
                terminal.say(&words::form_unproved(name, line));
                tally.unproved += 1;
            }
            Ok(new) => {
                let (returns, mark) = (text.contains('\r'), text.starts_with('\u{FEFF}'));
                if returns || mark {
                    terminal.say(&words::odd_text(name, returns, mark));
                }
                tally.differ += usize::from(new != *text);
                if self.check {
                    terminal.result(&diff::unified(name, &syntax::plain(text), &new, terminal.results, terminal.lang))?;
                } else if name == "-" {
                    terminal.rules(&new)?;
                } else if new != *text
                    && let Err(Stop::Usage(said) | Stop::Rules(said)) = files::replace(Path::new(name), &new)
                {
                    terminal.say(&said);
                    tally.differ -= 1;
                    tally.lost += 1;
                }
            }
        }
        Ok(())
    }
}

/// What the files declare, and what is declared inside the program: a name declared in one file is turned in another.
fn names(inputs: &[Input]) -> Dictionary {
    let texts = inputs.iter().filter(|input| input.broken.is_none()).map(|input| input.text.as_str());
    let texts = texts.chain(BUILTIN.iter().map(|(_, text)| *text));
    let trees: Vec<_> = texts.map(|text| syntax::parse(SourceId(0), text).0).collect();
    Dictionary::collect(&trees.iter().collect::<Vec<_>>())
}

/// The faults of one file, drawn.
fn drawn(input: &Input, faults: &[Fault], terminal: &Terminal) -> String {
    let mut sources = Sources::default();
    sources.add(Source::new(input.name.as_str(), input.text.as_str()));
    faults.iter().map(|fault| draw(fault, &sources, terminal.messages, terminal.lang)).collect()
}
