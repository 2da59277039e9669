//! Rule files on their way into the library, and their faults on their way out.

use super::draw::draw;
use super::files::{self, Input, relative};
use super::terminal::{Look, Terminal};
use super::{Stop, words};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use yibao::diagnostic::{Code, Fault, Fix, Lang, Severity};
use yibao::report::gate::Finding;
use yibao::source::escape::visible;
use yibao::source::{Source, SourceId, Sources, Span};
use yibao::{Engine, Library};

/// The folder of rules where none is named.
const DEFAULT_FOLDER: &str = "rules";

/// Where rule files are, for a verb that needs them.
#[derive(Debug, clap::Args)]
pub struct RulesFolder {
    /// Folder of the rule files
    #[arg(long, value_name = "DIR", default_value = DEFAULT_FOLDER)]
    pub rules: PathBuf,
}

/// How many faults of one code are drawn unless all are asked for.
const DRAWN: usize = 10;

/// How many faults there are of each severity, and how many are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Warnings and notes that an `allow` silences.
    pub allowed: usize,
}

/// What is drawn of the faults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Notes too.
    pub notes: bool,
    /// Every fault of a code, not the first ten.
    pub all: bool,
}

/// Which faults are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of the files asked for.
    Asked,
    /// The errors of every file that was read.
    Errors,
}

/// A file that is not UTF-8.
struct Broken {
    source: Source,
    fault: Fault,
    asked: bool,
}

/// What was read, with everything that is wrong with it.
pub struct Loaded {
    /// The library of all that is UTF-8.
    pub library: Library,
    /// The rest, with a fault for each.
    broken: Vec<Broken>,
    /// Sources of the library that were asked for.
    asked: BTreeSet<SourceId>,
    /// Under which path each source of the library was given.
    paths: BTreeMap<SourceId, String>,
    /// The files that were asked for.
    files: Vec<String>,
}

impl Loaded {
    /// The folder of rules, all of it asked for.
    pub fn folder(folder: &RulesFolder) -> Result<Self, Stop> {
        let loaded = Self::paths(std::slice::from_ref(&folder.rules), folder)?;
        if loaded.files.is_empty() {
            return Err(Stop::Usage(words::no_rules(&folder.rules.to_string_lossy())));
        }
        Ok(loaded)
    }

    /// The folder of rules; what is inside the program alone, and a word of it, where the default folder is not there.
    pub fn folder_or_builtin(folder: &RulesFolder, terminal: &Terminal) -> Result<Self, Stop> {
        if folder.rules == Path::new(DEFAULT_FOLDER) && !files::is_there(&folder.rules) {
            terminal.say(&words::builtin_alone(DEFAULT_FOLDER));
            return Ok(Self::of(Vec::new()));
        }
        Self::folder(folder)
    }

    /// These paths, and what they lean on.
    pub fn paths(paths: &[PathBuf], folder: &RulesFolder) -> Result<Self, Stop> {
        Ok(Self::of(files::rules(paths, Path::new(&folder.rules))?))
    }

    /// From files that were read.
    pub fn of(inputs: Vec<Input>) -> Self {
        let files = inputs.iter().filter(|input| input.asked).map(|input| input.name.clone()).collect();
        let (good, bad): (Vec<_>, Vec<_>) = inputs.into_iter().partition(|input| input.broken.is_none());
        let broken = bad.into_iter().map(|input| {
            let at = input.broken.unwrap_or(0);
            let span = Span::new(SourceId(0), at, (at + '\u{FFFD}'.len_utf8()).min(input.text.len()));
            Broken { source: Source::new(input.name, input.text), fault: words::not_utf8(span), asked: input.asked }
        });
        let broken = broken.collect();
        let library = Library::read(good.iter().map(|input| (visible(&input.name).into_owned(), input.text.clone())));
        // A text is read once, whatever its names: a shipped file that is inside the binary too goes by that name.
        let texts: BTreeSet<&str> = good.iter().filter(|input| input.asked).map(|input| input.text.as_str()).collect();
        let asked = library.sources.iter().filter(|(_, source)| texts.contains(&*source.text)).map(|(id, _)| id).collect();
        let mut names: BTreeMap<&str, &str> = BTreeMap::new();
        for input in &good {
            names.entry(&input.text).or_insert(&input.name);
        }
        let path = |(id, source): (SourceId, &Source)| names.get(&*source.text).map(|name| (id, (*name).to_owned()));
        let paths = library.sources.iter().filter_map(path).collect();
        Self { library, broken, asked, paths, files }
    }

    /// Whether a source is one that was asked for.
    pub fn is_asked(&self, id: SourceId) -> bool {
        self.asked.contains(&id)
    }

    /// How many files were asked for.
    pub fn asked_count(&self) -> usize {
        self.files.len()
    }

    /// The files that were asked for, as they were named.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// The path a span's source was given under; what is inside the program goes by its own name.
    pub fn path(&self, span: Span) -> String {
        self.paths.get(&span.source).cloned().unwrap_or_else(|| self.library.sources.place(span).0.to_owned())
    }

    /// The faults as a gate reads them: those of the files asked for, or every error of every file.
    pub fn findings(&self, which: Which, lang: Lang) -> Vec<Finding> {
        let errors = which == Which::Errors;
        let broken = self.broken.iter().filter(|broken| errors || broken.asked).map(|broken| {
            let mut sources = Sources::default();
            sources.add(broken.source.clone());
            Finding::of(&broken.fault, &sources, lang, &|_| relative(&broken.source.name))
        });
        let wanted = |fault: &&Fault| !errors || fault.severity == Severity::Error;
        let faults = self.faults(errors).filter(wanted);
        broken.chain(faults.map(|fault| Finding::of(fault, &self.library.sources, lang, &|span| relative(&self.path(span))))).collect()
    }

    /// The faults: all, or those of the files that were asked for.
    fn faults(&self, all: bool) -> impl Iterator<Item = &Fault> {
        self.library.faults.iter().filter(move |fault| all || self.is_asked(fault.span.source))
    }

    /// The safe fixes of one file.
    pub fn fixes(&self, name: &str) -> impl Iterator<Item = &Fix> {
        let own = self.faults(true).filter(move |fault| self.path(fault.span) == name);
        own.flat_map(|fault| &fault.fixes).filter(|fix| fix.safe)
    }

    /// How many errors each file has. A warning that is denied is none: a fix may have brought the `deny` about.
    pub fn errors_by_file(&self) -> BTreeMap<String, usize> {
        let mut out = BTreeMap::new();
        for fault in self.faults(true).filter(|fault| fault.code.severity() == Severity::Error) {
            *out.entry(self.path(fault.span)).or_default() += 1;
        }
        out
    }

    /// Counts what there is in the files asked for.
    pub fn count(&self) -> Count {
        let of = |severity: Severity| self.faults(false).filter(|fault| fault.severity == severity).count();
        Count {
            errors: of(Severity::Error) + self.broken.iter().filter(|broken| broken.asked).count(),
            warnings: of(Severity::Warning),
            notes: of(Severity::Note),
            allowed: self.library.allowed.iter().filter(|fault| self.is_asked(fault.span.source)).count(),
        }
    }

    /// The codes of what is drawn of the files asked for.
    pub fn codes(&self, shown: Shown) -> BTreeSet<Code> {
        let broken = self.broken.iter().filter(|broken| broken.asked).map(|broken| &broken.fault);
        broken.chain(self.faults(false).filter(|fault| shown.notes || fault.severity != Severity::Note)).map(|fault| fault.code).collect()
    }

    /// Draws the faults of the files asked for: the notes, counted or drawn, then the warnings, then the errors, where the eye is; each
    /// in order of place. Of a code met often the first are drawn and the others counted.
    pub fn draw(&self, shown: Shown, look: Look, terminal: &Terminal) -> String {
        let of = |severity: Severity| {
            let (mut out, mut met) = (String::new(), BTreeMap::<Code, usize>::new());
            for fault in self.faults(false).filter(|fault| fault.severity == severity) {
                let count = met.entry(fault.code).or_default();
                *count += 1;
                if shown.all || *count <= DRAWN {
                    out += &draw(fault, &self.library.sources, look, terminal.lang);
                }
            }
            for (code, count) in met.into_iter().filter(|(_, count)| !shown.all && *count > DRAWN) {
                let _ = writeln!(out, "  {}\n", words::more_of(code, count - DRAWN).of(terminal.lang));
            }
            out
        };
        let notes = if shown.notes { of(Severity::Note) } else { self.counted_notes(terminal.lang) };
        let broken: String = self.broken.iter().filter(|broken| broken.asked).map(draw_broken(look, terminal)).collect();
        notes + &of(Severity::Warning) + &broken + &of(Severity::Error)
    }

    /// A line for each file that has notes.
    fn counted_notes(&self, lang: Lang) -> String {
        let mut files: BTreeMap<String, BTreeMap<Code, usize>> = BTreeMap::new();
        for fault in self.faults(false).filter(|fault| fault.severity == Severity::Note) {
            *files.entry(relative(&self.path(fault.span))).or_default().entry(fault.code).or_default() += 1;
        }
        let mut out = String::new();
        for (file, codes) in &files {
            let _ = writeln!(out, "{}", words::notes_of(&visible(file), codes).of(lang));
        }
        out
    }

    /// The engine; where a file that was read is wrong, its errors are drawn and the verb stops.
    pub fn engine(&self, terminal: &Terminal) -> Result<Engine, Stop> {
        let errors: Vec<&Fault> = self.faults(true).filter(|fault| fault.severity == Severity::Error).collect();
        let count = errors.len() + self.broken.len();
        match self.library.engine() {
            Some(engine) if count == 0 => Ok(engine),
            _ => {
                let look = terminal.messages;
                let broken: String = self.broken.iter().map(draw_broken(look, terminal)).collect();
                let drawn: String = errors.iter().map(|fault| draw(fault, &self.library.sources, look, terminal.lang)).collect();
                terminal.message(&format!("{broken}{drawn}"));
                Err(Stop::Rules(words::rules_wrong(count)))
            }
        }
    }
}

/// Draws the fault of a file that is not UTF-8, which no library holds.
fn draw_broken(look: Look, terminal: &Terminal) -> impl Fn(&Broken) -> String {
    let lang = terminal.lang;
    move |broken| {
        let mut sources = Sources::default();
        sources.add(broken.source.clone());
        draw(&broken.fault, &sources, look, lang)
    }
}
