//! `yibao new`: a starter file for one scheme of one area, everything in it unstated, ready for the document's figures.

use super::draw::draw;
use super::files;
use super::load::{Loaded, RulesFolder};
use super::terminal::Terminal;
use super::{Exit, Stop, words};
use chrono::{Days, NaiveDate};
use clap::Args;
use std::path::{Path, PathBuf};
use yibao::Library;
use yibao::calendar::date_of;
use yibao::claim::Role;
use yibao::diagnostic::{Lang, Severity};
use yibao::model::policy::{Guard, Policy, Scope};
use yibao::place;
use yibao::plan::Names;
use yibao::source::{Source, Sources, nearest};
use yibao::syntax::{self, Dictionary, Unformed};

/// The text to fill: what stands in `{…}` is put in, a line with `{person}` once for each kind of person, one with
/// `{if …}` for that scheme alone, and of a comment the half before or after `¦`. It is turned into Chinese by the formatter.
const STARTER: &str = include_str!("new/starter.yb");

/// Write a starter file for one scheme of one area, every figure unstated
#[derive(Debug, Args)]
pub struct New {
    /// The area: its six-digit code, or its name
    #[arg(value_name = "REGION")]
    region: String,
    /// The scheme, as the vocabulary names it: employee or resident
    #[arg(value_name = "SCHEME")]
    scheme: String,
    /// Write this file, which must not be there yet, and the folders it lies in; a name in Latin letters names the policy too
    /// [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The framework to extend [default: the province's, else the national one]
    #[arg(long, value_name = "NAME")]
    extends: Option<String>,
    #[command(flatten)]
    rules: RulesFolder,
}

impl New {
    /// Writes the starter.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let region = region(&self.region)?;
        let folder = &self.rules.rules;
        // Without a rules folder there is still what the program holds.
        let inputs = if folder == Path::new("rules") && !folder.exists() { Vec::new() } else { files::inside(folder)? };
        let given: Vec<(String, String)> = inputs.iter().map(|input| (input.name.clone(), input.text.clone())).collect();
        let loaded = Loaded::of(inputs);
        loaded.engine(terminal)?;
        let parent = parent(&loaded.library, region, self.extends.as_deref())?;
        let start = date_of(parent.effective.0).ok_or_else(|| Stop::Usage(words::no_first_day(&parent.name)))?;
        let (ordinal, scheme) = scheme(&parent.scope, &self.scheme)?;
        let same = |policy: &&Policy| policy.region == Some(region) && policy.scheme == Some(ordinal);
        if let Some(policy) = loaded.library.policies.iter().find(same) {
            let (file, line) = loaded.library.sources.place(policy.span);
            let there = format!("{file}:{line}");
            terminal.say(&words::spoken_for(&policy.name, &place::full_name(region).unwrap_or_default(), &scheme, &there));
        }
        let name = self.out.as_deref().and_then(|path| called(path, &scheme));
        if let Some(taken) = loaded.library.policies.iter().find(|policy| Some(&policy.name) == name.as_ref() && !same(policy)) {
            let (file, line) = loaded.library.sources.place(taken.span);
            return Err(Stop::Usage(words::name_taken(&taken.name, &format!("{file}:{line}"))));
        }
        let people = people(&parent.scope, ordinal);
        let text = Starter { name, region, scheme: &scheme, parent, start, people, lang: terminal.lang }.fill();
        let files: Vec<_> = loaded.library.files.iter().map(|(_, file)| file).collect();
        let new =
            syntax::form(&text, Some(terminal.lang), &Dictionary::collect(&files)).map_err(|wrong| no_starter(&text, &wrong, terminal))?;
        match &self.out {
            Some(path) if path.exists() => return Err(Stop::Usage(words::file_there(&path.to_string_lossy()))),
            Some(path) => files::create(path, &new)?,
            None => terminal.result(&new)?,
        }
        self.asks(given, new, parent, terminal);
        Ok(Exit::AsAsked)
    }

    /// Says so where the framework asks for more than a starter has.
    fn asks(&self, mut given: Vec<(String, String)>, new: String, parent: &Policy, terminal: &Terminal) {
        let name = self.out.as_ref().map_or_else(|| "-".to_owned(), |path| path.to_string_lossy().into_owned());
        given.push((name.clone(), new));
        let library = Library::read(given);
        let errors = library.faults.iter().filter(|fault| fault.severity == Severity::Error);
        let here = errors.filter(|fault| library.sources.place(fault.span).0 == name).count();
        if here > 0 {
            terminal.say(&words::starter_asks(&parent.name, here));
        }
    }
}

/// The name a policy takes from its file: `zibo.employee` of `zibo.yb`, `zibo.resident` of `zibo_resident.yb`; none of a
/// file whose name is not in Latin letters.
fn called(path: &Path, scheme: &Names) -> Option<String> {
    let stem = path.file_stem()?.to_str()?;
    let place = stem.strip_suffix(scheme.key()).map_or(stem, |place| place.trim_end_matches('_'));
    let latin = place.starts_with(|c: char| c.is_ascii_lowercase());
    let plain = place.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    (latin && plain).then(|| format!("{place}.{}", scheme.key()))
}

/// The code of an area given by code or by name.
fn region(given: &str) -> Result<u32, Stop> {
    let shown = |code: u32| (code, place::full_name(code).unwrap_or_default());
    let given = given.trim();
    if given.chars().all(|c| c.is_ascii_digit()) {
        let code = given.parse().ok().filter(|_| given.len() == 6);
        return code.filter(|code| place::exists(*code) && !place::abolished(*code)).ok_or_else(|| {
            let above = code.map(|code: u32| [code / 100 * 100, place::province(code)]);
            let near = above.into_iter().flatten().find(|code| place::exists(*code) && !place::abolished(*code));
            Stop::Usage(words::no_such_region(given, near.map(shown)))
        });
    }
    match place::search(given).as_slice() {
        [] => Err(Stop::Usage(words::no_such_region(given, place::near(given).map(shown)))),
        [one] => Ok(*one),
        several => Err(Stop::Usage(words::which_region(given, &several.iter().copied().map(shown).collect::<Vec<_>>()))),
    }
}

/// The framework to extend, in its newest version: the one asked for, the province's, or the national one.
fn parent<'a>(library: &'a Library, region: u32, asked: Option<&str>) -> Result<&'a Policy, Stop> {
    let frameworks = || library.policies.iter().filter(|policy| policy.framework);
    let newest = |name: &str| frameworks().filter(|policy| policy.name == name).max_by_key(|policy| policy.effective);
    if let Some(name) = asked {
        let near = || nearest(name, frameworks().map(|policy| policy.name.as_str()));
        return newest(name).ok_or_else(|| Stop::Usage(words::no_such_framework(name, near())));
    }
    let province = frameworks().find(|policy| policy.region == Some(place::province(region)));
    let name = province.map_or("national", |policy| policy.name.as_str());
    newest(name).ok_or_else(|| Stop::Usage(words::no_such_framework(name, None)))
}

/// The scheme of a name in either script: its ordinal and its names.
fn scheme(scope: &Scope, given: &str) -> Result<(i64, Names), Stop> {
    let all = scope.role(Role::Scheme).and_then(|id| scope.fact(id)).map_or(&[][..], |fact| fact.kind.values());
    let found = all.iter().zip(0_i64..).find(|((names, _), _)| names.latin == given || names.han == given);
    found.map(|((names, _), ordinal)| (ordinal, names.clone())).ok_or_else(|| {
        let near = nearest(given, all.iter().flat_map(|(names, _)| [names.latin.as_str(), names.han.as_str()]));
        Stop::Usage(words::no_such_scheme(given, near, &all.iter().map(|(names, _)| names.clone()).collect::<Vec<_>>()))
    })
}

/// The kinds of person that occur in a scheme.
fn people(scope: &Scope, scheme: i64) -> Vec<String> {
    let of_scheme = scope.role(Role::Scheme);
    let Some((id, person)) = (0_u16..).zip(&scope.facts).find(|(_, fact)| fact.names.latin == "person") else { return Vec::new() };
    let excluded = |guard: &Guard, ordinal: i64| {
        guard.iter().all(|(fact, set)| if Some(*fact) == of_scheme { set.contains(scheme) } else { *fact == id && set.contains(ordinal) })
    };
    let values = person.kind.values().iter().zip(0_i64..);
    let there = values.filter(|(_, ordinal)| !scope.never.iter().any(|(guard, _)| excluded(guard, *ordinal)));
    there.map(|((names, _), _)| names.key().to_owned()).collect()
}

/// What a starter is filled with.
struct Starter<'a> {
    /// The policy's name; of the place's own where there is none.
    name: Option<String>,
    region: u32,
    scheme: &'a Names,
    parent: &'a Policy,
    /// The first day the framework is in force.
    start: NaiveDate,
    people: Vec<String>,
    lang: Lang,
}

impl Starter<'_> {
    /// A line as this scheme has it: without its `{if …}`, and a fund where the framework knows it.
    fn of_scheme<'l>(&self, line: &'l str) -> Option<&'l str> {
        let line = match line.split_once(" {if ") {
            Some((line, of)) => Some(line).filter(|_| of.strip_suffix('}') == Some(self.scheme.key()))?,
            None => line,
        };
        let known = |fund: &str| self.parent.funds.iter().any(|(names, ..)| names.key() == fund);
        line.trim().strip_prefix("fund ").is_none_or(known).then_some(line)
    }

    /// The text, in English but for its comments, not yet in form.
    fn fill(&self) -> String {
        let day = |after: u64| self.start.checked_add_days(Days::new(after)).unwrap_or(self.start).to_string();
        let place = place::name(self.region).unwrap_or_default();
        let word = match self.lang {
            Lang::En => self.scheme.key(),
            Lang::Zh => self.scheme.label(),
        };
        let put = [
            ("{name}", self.name.clone().unwrap_or_else(|| format!("{place}.{word}"))),
            ("{place}", place.to_owned()),
            ("{label}", self.scheme.label().to_owned()),
            ("{parent}", self.parent.name.clone()),
            ("{region}", self.region.to_string()),
            ("{scheme}", self.scheme.key().to_owned()),
            ("{from}", self.start.to_string()),
            ("{someone}", self.people.first().cloned().unwrap_or_default()),
            ("{admitted}", day(60)),
            ("{discharged}", day(69)),
        ];
        let mut out = String::new();
        for line in STARTER.lines().filter_map(|line| self.of_scheme(line)) {
            let line = match (line.split_once(" ¦ "), self.lang) {
                (Some((en, _)), Lang::En) => en.to_owned(),
                (Some((en, zh)), Lang::Zh) => format!("{}# {zh}", en.split('#').next().unwrap_or_default()),
                (None, _) => line.to_owned(),
            };
            let line = put.iter().fold(line, |line, (mark, text)| line.replace(mark, text));
            let each: Vec<String> = if line.contains("{person}") {
                self.people.iter().map(|person| line.replace("{person}", person)).collect()
            } else {
                vec![line]
            };
            out.extend(each.into_iter().map(|line| line + "\n"));
        }
        out
    }
}

/// A vocabulary in which a starter cannot be written.
fn no_starter(text: &str, wrong: &Unformed, terminal: &Terminal) -> Stop {
    if let Unformed::Wrong(faults) = wrong {
        let mut sources = Sources::default();
        sources.add(Source::new("-", text));
        let drawn: String = faults.iter().map(|fault| draw(fault, &sources, terminal.messages, terminal.lang)).collect();
        terminal.message(&drawn);
    }
    Stop::Rules(words::no_starter())
}
