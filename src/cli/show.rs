//! `yibao show`: a policy with everything inherited in place, each clause with its origin; without one, the names there are.

use super::load::{Loaded, RulesFolder};
use super::terminal::Terminal;
use super::{Exit, Stop, words};
use chrono::NaiveDate;
use clap::Args;
use yibao::Library;
use yibao::calendar::day_number;
use yibao::model::policy::Policy;
use yibao::report;
use yibao::source::nearest;
use yibao::syntax::Dictionary;

/// Show a policy with everything it inherits, each clause with its file and line; without one, the names rules may use
#[derive(Debug, Args)]
pub struct Show {
    /// The policy's dotted name [default: all facts with their values, funds and policies]
    #[arg(value_name = "POLICY")]
    policy: Option<String>,
    /// The version in force on this day [default: the newest]
    #[arg(long, value_name = "DATE", requires = "policy")]
    on: Option<NaiveDate>,
    #[command(flatten)]
    rules: RulesFolder,
}

impl Show {
    /// Shows the version asked for.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let loaded = Loaded::folder_or_builtin(&self.rules, terminal)?;
        loaded.engine(terminal)?;
        let library = &loaded.library;
        let Some(name) = &self.policy else { return names(library, terminal) };
        let versions: Vec<&Policy> = library.policies.iter().filter(|policy| policy.name == *name).collect();
        if versions.is_empty() {
            let near = nearest(name, library.policies.iter().map(|policy| policy.name.as_str()));
            return Err(Stop::Usage(words::no_such_policy(name, near)));
        }
        let found = match self.on {
            Some(date) => {
                let day = day_number(date);
                versions.iter().find(|policy| policy.effective.0 <= day && day <= policy.effective.1)
            }
            None => versions.iter().max_by_key(|policy| policy.effective),
        };
        let Some(policy) = found else {
            let date = self.on.map(|date| date.to_string()).unwrap_or_default();
            terminal.say(&words::not_in_force(name, &date));
            return Ok(Exit::Finding);
        };
        let files: Vec<_> = library.files.iter().map(|(_, file)| file).collect();
        let names = Dictionary::collect(&files);
        terminal.rules(&report::show(policy, &library.sources, &names, terminal.lang))?;
        Ok(Exit::AsAsked)
    }
}

/// The names rules may use: those a framework without an area sees, which are the vocabularies' and no area's own.
fn names(library: &Library, terminal: &Terminal) -> Result<Exit, Stop> {
    let policies = &library.policies;
    let common =
        policies.iter().filter(|policy| policy.framework && policy.region.is_none()).min_by_key(|policy| policy.name != "national");
    if let Some(common) = common.or(policies.first()) {
        terminal.report(&report::vocabulary(common, policies, terminal.lang))?;
    }
    Ok(Exit::AsAsked)
}
