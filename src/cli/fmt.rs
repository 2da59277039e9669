//! `yibao fmt`: one canonical form of rule files, and the turn between the two vocabularies.

use super::draw::draw;
use super::load::RulesFolder;
use super::terminal::Terminal;
use super::{Exit, LangArg, Stop, files, words};
use clap::Args;
use std::path::PathBuf;
use yibao::Library;
use yibao::diagnostic::{Fault, Lang};
use yibao::source::{Source, SourceId, Sources};
use yibao::syntax::tree::File;
use yibao::syntax::{self, Dictionary};

/// Write rule files in their one canonical form, comments kept
#[derive(Debug, Args)]
pub struct Fmt {
    /// Rule files, or folders of them; - turns standard input into standard output
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing; name the files that are not in form
    #[arg(long)]
    check: bool,
    /// Turn the keywords and names into this language
    #[arg(long, value_enum, value_name = "LANG")]
    to: Option<LangArg>,
    #[command(flatten)]
    rules: RulesFolder,
}

/// What became of one file.
enum Formed {
    /// It was in form.
    Same,
    /// Its text in form.
    New(String),
    /// It cannot be read as rules.
    Wrong(Vec<Fault>),
    /// The form would not say the same; it is left as it is.
    Unsure,
}

impl Fmt {
    /// Formats every file; one that is wrong is left as it is and does not stop the others.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let inputs = files::rules(&self.paths, &self.rules.rules)?;
        let texts: Vec<(String, String)> =
            inputs.iter().filter(|input| input.asked).map(|input| (input.name.clone(), input.text.clone())).collect();
        let broken: Vec<(String, usize)> = inputs.iter().filter_map(|input| input.broken.map(|at| (input.name.clone(), at))).collect();
        // Names are declared in one file and used in another: what every file declares turns each of them.
        let read = inputs.into_iter().filter(|input| input.broken.is_none());
        let library = Library::trees(read.map(|input| (input.name, input.text)));
        let names = Dictionary::collect(&library.files.iter().map(|(_, file)| file).collect::<Vec<_>>());
        let (mut differ, mut wrong) = (0, 0);
        for (name, text) in &texts {
            if let Some((_, at)) = broken.iter().find(|(broken, _)| broken == name) {
                terminal.say(&words::not_utf8_at(name, *at));
                wrong += 1;
                continue;
            }
            match form(text, self.to.map(Lang::from), &names) {
                Formed::Wrong(faults) => {
                    let mut sources = Sources::default();
                    sources.add(Source::new(name.as_str(), text.as_str()));
                    let drawn: String = faults.iter().map(|fault| draw(fault, &sources, terminal.messages, terminal.lang)).collect();
                    terminal.message(&drawn);
                    wrong += 1;
                }
                Formed::Unsure => {
                    terminal.say(&words::form_unsure(name));
                    wrong += 1;
                }
                Formed::Same if name == "-" && !self.check => terminal.result(text)?,
                Formed::Same => {}
                Formed::New(_) if self.check => {
                    terminal.result(&format!("{name}\n"))?;
                    differ += 1;
                }
                Formed::New(new) if name == "-" => terminal.result(&new)?,
                Formed::New(new) => {
                    files::write(name, &new)?;
                    differ += 1;
                }
            }
        }
        if texts.iter().any(|(name, _)| name != "-") || wrong > 0 {
            terminal.say(&words::formatted(texts.len(), differ, wrong, self.check));
        }
        Ok(if wrong > 0 || (self.check && differ > 0) { Exit::Finding } else { Exit::AsAsked })
    }
}

/// One file in form. The formatter proves itself: what it wrote must read without fault, stay as it is when written again,
/// and say the same in the other vocabulary as the text it was made of; or it is thrown away.
fn form(text: &str, to: Option<Lang>, names: &Dictionary) -> Formed {
    let (file, faults) = syntax::parse(SourceId(0), text);
    if !faults.is_empty() {
        return Formed::Wrong(faults);
    }
    let lang = to.unwrap_or_else(|| syntax::main_vocabulary(text));
    let other = match lang {
        Lang::En => Lang::Zh,
        Lang::Zh => Lang::En,
    };
    let new = syntax::format(&file, text, lang, names);
    if new == text {
        return Formed::Same;
    }
    let (again, faults) = syntax::parse(SourceId(0), &new);
    let turned = |file: &File, text: &str| syntax::parse(SourceId(0), &syntax::format(file, text, other, names)).0.items;
    let same = faults.is_empty()
        && again.comments.len() == file.comments.len()
        && syntax::format(&again, &new, lang, names) == new
        && turned(&again, &new) == turned(&file, text);
    if same { Formed::New(new) } else { Formed::Unsure }
}
