//! `yibao test`: every example of the rule files, run; a failing one with the account of the difference.

use super::draw::draw;
use super::load::{Loaded, RulesFolder};
use super::terminal::Terminal;
use super::{Exit, Stop, words};
use clap::Args;
use std::path::PathBuf;
use yibao::Engine;
use yibao::example::{self, Case};
use yibao::model::policy::Policy;
use yibao::report;

/// Run the examples of rule files
#[derive(Debug, Args)]
pub struct Test {
    /// Rule files, or folders of them; - reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only name the examples
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    rules: RulesFolder,
}

impl Test {
    /// Runs or names the examples of the files asked for.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let loaded = Loaded::paths(&self.paths, &self.rules)?;
        let engine = loaded.engine(terminal)?;
        let found = cases(&loaded, terminal)?;
        if self.list {
            for (policy, case) in &found {
                terminal.result(&format!("{}\n", line(&loaded, policy, case)))?;
            }
            return Ok(Exit::AsAsked);
        }
        let mut failed = 0;
        for (policy, case) in &found {
            failed += usize::from(!passes(&engine, &loaded, policy, case, terminal)?);
        }
        terminal.say(&words::tested(found.len(), failed));
        Ok(if failed == 0 { Exit::AsAsked } else { Exit::Finding })
    }
}

/// Runs one example; a failing one is reported.
fn passes(engine: &Engine, loaded: &Loaded, policy: &Policy, case: &Case, terminal: &Terminal) -> Result<bool, Stop> {
    let ran = example::run_with(policy, case, |claim| engine.settle(claim));
    if !ran.passed {
        terminal.report(&report::failure(&line(loaded, policy, case), &ran, engine.plan(), terminal.lang))?;
    }
    Ok(ran.passed)
}

/// The examples of the files asked for, in order of place.
fn cases<'a>(loaded: &'a Loaded, terminal: &Terminal) -> Result<Vec<(&'a Policy, Case)>, Stop> {
    let policies = &loaded.library.policies;
    let all = example::all(policies).map_err(|faults| {
        let look = terminal.messages;
        let drawn: String = faults.iter().map(|fault| draw(fault, &loaded.library.sources, look, terminal.lang)).collect();
        terminal.message(&drawn);
        Stop::Rules(words::rules_wrong(faults.len()))
    })?;
    let asked = all.into_iter().filter(|(_, case)| loaded.is_asked(case.span.source));
    let mut found: Vec<_> = asked.filter_map(|(at, case)| policies.get(at).map(|policy| (policy, case))).collect();
    found.sort_by_key(|(_, case)| case.span);
    Ok(found)
}

/// `rules/hunan/changsha.yb:41  hunan.changsha.employee  三级医院，急诊`
fn line(loaded: &Loaded, policy: &Policy, case: &Case) -> String {
    let (file, number) = loaded.library.sources.place(case.span);
    format!("{file}:{number}  {}  {}", policy.name, case.title)
}
