//! `yibao show`: a policy with everything inherited in place, each clause with its origin.

use super::load::{Loaded, RulesFolder};
use super::terminal::Terminal;
use super::{Exit, Stop, words};
use chrono::{Datelike, NaiveDate};
use clap::Args;
use yibao::model::policy::Policy;
use yibao::report;
use yibao::source::nearest;
use yibao::syntax::Dictionary;

/// Show a policy with everything it inherits, each clause with its file and line
#[derive(Debug, Args)]
pub struct Show {
    /// The policy's dotted name
    #[arg(value_name = "POLICY")]
    policy: String,
    /// The version in force on this day [default: the newest]
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    #[command(flatten)]
    rules: RulesFolder,
}

impl Show {
    /// Shows the version asked for.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let loaded = Loaded::folder(&self.rules)?;
        loaded.engine(terminal)?;
        let library = &loaded.library;
        let versions: Vec<&Policy> = library.policies.iter().filter(|policy| policy.name == self.policy).collect();
        if versions.is_empty() {
            let near = nearest(&self.policy, library.policies.iter().map(|policy| policy.name.as_str()));
            return Err(Stop::Usage(words::no_such_policy(&self.policy, near)));
        }
        let found = match self.on {
            Some(date) => {
                let day = i64::from(date.num_days_from_ce());
                versions.iter().find(|policy| policy.effective.0 <= day && day <= policy.effective.1)
            }
            None => versions.iter().max_by_key(|policy| policy.effective),
        };
        let Some(policy) = found else {
            let date = self.on.map(|date| date.to_string()).unwrap_or_default();
            terminal.say(&words::not_in_force(&self.policy, &date));
            return Ok(Exit::Finding);
        };
        let files: Vec<_> = library.files.iter().map(|(_, file)| file).collect();
        let names = Dictionary::collect(&files);
        terminal.result(&report::show(policy, &library.sources, &names, terminal.lang))?;
        Ok(Exit::AsAsked)
    }
}
