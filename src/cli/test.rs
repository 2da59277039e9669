//! `yibao test`: every example of the rule files, run; a failing one with the account of the difference.

use super::draw::draw;
use super::files::relative;
use super::gate::{self, Format};
use super::load::{Loaded, RulesFolder};
use super::terminal::Terminal;
use super::{Exit, Stop, files, words};
use clap::Args;
use std::path::PathBuf;
use yibao::Engine;
use yibao::coverage::{Prober, html, measure, percent, suggest, text};
use yibao::diagnostic::Fault;
use yibao::example::{self, Case};
use yibao::model::policy::Policy;
use yibao::report;
use yibao::report::gate::{Example, Place};
use yibao::report::terminal::{Style, render};
use yibao::source::escape::visible;

/// Run the examples of rule files
#[derive(Debug, Args)]
pub struct Test {
    /// Rule files, or folders of them; - reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only name the examples
    #[arg(long)]
    list: bool,
    /// Also measure how much of the policies the examples reach
    #[arg(long, conflicts_with = "list")]
    coverage: bool,
    /// Fail where less than so many percent are covered
    #[arg(long, value_name = "PERCENT", requires = "coverage", value_parser = clap::value_parser!(u8).range(0..=100))]
    min: Option<u8>,
    /// Write the coverage as a page
    #[arg(long, value_name = "FILE", requires = "coverage")]
    html: Option<PathBuf>,
    /// Print an example for each thing not covered, its figures left blank
    #[arg(long, requires = "coverage")]
    suggest: bool,
    /// Text for people, or one document for a gate
    #[arg(long, value_enum, default_value = "text", conflicts_with = "list")]
    format: Format,
    #[command(flatten)]
    rules: RulesFolder,
}

impl Test {
    /// Runs or names the examples of the files asked for.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let loaded = Loaded::paths(&self.paths, &self.rules)?;
        if self.format != Format::Text {
            gate::refused(self.format, &loaded, terminal)?;
        }
        let engine = loaded.engine(terminal)?;
        let all = example::all(&loaded.library.policies).map_err(|faults| refused(&loaded, &faults, terminal))?;
        let found = asked(&loaded, &all);
        if self.list {
            for (policy, case) in found {
                terminal.result(&format!("{}\n", line(&loaded, policy, case)))?;
            }
            return Ok(Exit::AsAsked);
        }
        let examples = found.iter().map(|(policy, case)| self.passes(&engine, &loaded, policy, case, terminal));
        let examples = examples.collect::<Result<Vec<Example>, Stop>>()?;
        let failed = examples.iter().filter(|example| !example.passed()).count();
        terminal.say(&words::tested(examples.len(), failed));
        if examples.is_empty() {
            terminal.say(&words::no_example());
        }
        let enough = !self.coverage || self.measured(&loaded, &engine, &all, terminal)?;
        let exit = if failed == 0 && enough { Exit::AsAsked } else { Exit::Finding };
        if self.format != Format::Text {
            gate::tested(self.format, &loaded, examples, exit, terminal)?;
        }
        Ok(exit)
    }

    /// Runs one example; as text a failing one is reported at once.
    fn passes(&self, engine: &Engine, loaded: &Loaded, policy: &Policy, case: &Case, terminal: &Terminal) -> Result<Example, Stop> {
        let ran = example::run_with(policy, case, |claim| engine.settle(claim));
        if self.format == Format::Text && !ran.passed {
            terminal.report(&report::failure(&line(loaded, policy, case), &ran, engine.plan(), terminal.lang))?;
        }
        let place = Place::of(case.span, &loaded.library.sources, &|span| relative(&loaded.path(span)));
        Ok(Example::of(&policy.name, &case.title, place, &ran, engine.plan(), terminal.lang))
    }

    /// Text beside the examples: a result, or a message where the result is a document.
    fn beside(&self, text: &str, terminal: &Terminal) -> Result<(), Stop> {
        if self.format == Format::Text {
            return terminal.result(text);
        }
        terminal.message(text);
        Ok(())
    }

    /// Measures and tells the coverage; whether it is enough.
    fn measured(&self, loaded: &Loaded, engine: &Engine, all: &[(usize, Case)], terminal: &Terminal) -> Result<bool, Stop> {
        let mut prober = Prober::new(&loaded.library.policies, engine.plan());
        let coverage = measure(&mut prober, all, &|id| loaded.is_asked(id));
        let (sources, lang) = (&loaded.library.sources, terminal.lang);
        let look = if self.format == Format::Text { terminal.results } else { terminal.messages };
        self.beside(&render(&text::summary(&coverage, lang), Style { colour: look.colour, width: look.width }), terminal)?;
        for one in coverage.policies.iter().flat_map(|policy| &policy.targets).filter(|one| !one.covered) {
            self.beside(&format!("{}\n", text::missing(one, sources, lang)), terminal)?;
            if self.suggest {
                let shown = match suggest::suggest(&mut prober, &one.sites) {
                    Some(found) => suggest::example(prober.policies, &found, &one.target, lang),
                    None => format!("    {}\n", suggest::none(&mut prober, &one.sites).of(lang)),
                };
                self.beside(&format!("{shown}\n"), terminal)?;
            }
        }
        if let Some(path) = &self.html {
            files::page(path, &html::page(&coverage, sources, lang))?;
        }
        let count = coverage.count();
        terminal.say(&words::covered(count.0, count.1, percent(count)));
        if count.0 == 0 {
            terminal.say(&words::nothing_to_cover());
        }
        Ok(self.min.is_none_or(|min| percent(count) >= usize::from(min)))
    }
}

/// Examples that cannot be read are drawn, and the verb stops.
pub fn refused(loaded: &Loaded, faults: &[Fault], terminal: &Terminal) -> Stop {
    let look = terminal.messages;
    let drawn: String = faults.iter().map(|fault| draw(fault, &loaded.library.sources, look, terminal.lang)).collect();
    terminal.message(&drawn);
    Stop::Rules(words::rules_wrong(faults.len()))
}

/// The examples of the files asked for, in order of place.
fn asked<'a>(loaded: &'a Loaded, all: &'a [(usize, Case)]) -> Vec<(&'a Policy, &'a Case)> {
    let policies = &loaded.library.policies;
    let asked = all.iter().filter(|(_, case)| loaded.is_asked(case.span.source));
    let mut found: Vec<_> = asked.filter_map(|(at, case)| policies.get(*at).map(|policy| (policy, case))).collect();
    found.sort_by_key(|(_, case)| case.span);
    found
}

/// `rules/hunan/changsha.yb:41  hunan.changsha.employee  三级医院，急诊`
fn line(loaded: &Loaded, policy: &Policy, case: &Case) -> String {
    let (file, number) = loaded.library.sources.place(case.span);
    visible(&format!("{file}:{number}  {}  {}", policy.name, case.title)).into_owned()
}
