//! `yibao schema`: the JSON Schema of claims or settlements under the loaded vocabulary.

use super::load::{Loaded, RulesFolder};
use super::terminal::Terminal;
use super::{Exit, Stop};
use clap::{Args, ValueEnum};
use yibao::report::schema;

/// Print the JSON Schema of what goes in or what comes out
#[derive(Debug, Args)]
pub struct Schema {
    /// Of claims, or of their settlements
    #[arg(value_enum, value_name = "OF")]
    of: Of,
    #[command(flatten)]
    rules: RulesFolder,
}

/// What the schema is of.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Of {
    Claim,
    Settlement,
}

impl Schema {
    /// Prints the schema.
    pub fn run(&self, terminal: &Terminal) -> Result<Exit, Stop> {
        let loaded = Loaded::folder_or_builtin(&self.rules, terminal)?;
        let engine = loaded.engine(terminal)?;
        let schema = match self.of {
            // Without a policy the facts of the vocabularies are what a claim may state.
            Of::Claim if engine.policies().next().is_none() => {
                let facts = loaded.library.policies.iter().flat_map(yibao::plan::vocabulary).collect::<Vec<_>>();
                schema::claim_schema(&facts, &[])
            }
            Of::Claim => engine.schema(),
            Of::Settlement => schema::settlement_schema(),
        };
        terminal.result(&format!("{schema:#}\n"))?;
        Ok(Exit::AsAsked)
    }
}
