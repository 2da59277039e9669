//! `yibao mutate`: one figure, guard or window changed at a time, and whether an example notices.

use super::load::{Loaded, RulesFolder};
use super::terminal::{Budget, Progress, Terminal};
use super::{Exit, Stop, words};
use clap::Args;
use std::path::PathBuf;
use yibao::coverage::Prober;
use yibao::example;
use yibao::mutation::{mutants, report, sample, survey};
use yibao::source::nearest;

/// Change one figure, guard or window at a time, and tell those that no example notices
#[derive(Debug, Args)]
pub struct Mutate {
    /// Rule files, or folders of them; - reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Stop trying after so many seconds
    #[arg(long, value_name = "SECONDS")]
    budget: Option<u32>,
    /// Try only so many changes: the same ones every time
    #[arg(long, value_name = "N")]
    sample: Option<u32>,
    /// Only what this policy or framework wrote
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    #[command(flatten)]
    rules: RulesFolder,
}

impl Mutate {
    /// Tries the changes and tells the survivors.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let loaded = Loaded::paths(&self.paths, &self.rules)?;
        let engine = loaded.engine(terminal)?;
        let policies = &loaded.library.policies;
        let cases = example::all(policies).map_err(|faults| super::test::refused(&loaded, &faults, terminal))?;
        if let Some(name) = self.policy.as_ref().filter(|name| !policies.iter().any(|policy| policy.name == **name)) {
            let near = nearest(name, policies.iter().map(|policy| policy.name.as_str()));
            return Err(Stop::Usage(words::no_such_policy(name, near)));
        }
        let mut prober = Prober::new(policies, engine.plan());
        let mut all = mutants(&prober, &|id| loaded.is_asked(id));
        all.retain(|mutant| self.policy.as_ref().is_none_or(|name| mutant.origin == *name));
        if let Some(count) = self.sample {
            all = sample(all, count as usize);
        }
        let mut progress = Progress::new(terminal, all.len());
        let budget = Budget::new(self.budget);
        let found = survey(&mut prober, &cases, all, &mut |done| {
            progress.done(done);
            budget.is_left()
        });
        drop(progress);
        if found.failing > 0 {
            terminal.say(&words::failing(found.failing));
            return Ok(Exit::Finding);
        }
        for survivor in &found.survivors {
            terminal.result(&format!("{}\n", report(&prober, survivor, &loaded.library.sources, terminal.lang)))?;
        }
        terminal.say(&words::mutated(&found));
        Ok(if found.survivors.is_empty() { Exit::AsAsked } else { Exit::Finding })
    }
}
