//! `yibao schema`: the JSON Schema of claims or settlements under the loaded vocabulary.

use super::load::{Loaded, RulesFolder};
use super::terminal::Terminal;
use super::{Exit, Stop};
use clap::{Args, ValueEnum};
use yibao::claim::LayerFigure;
use yibao::plan::{FactPlan, Names, Plan};
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
        let engine = Loaded::folder(&self.rules)?.engine(terminal)?;
        let schema = match self.of {
            Of::Claim => claim_schema(engine.plan()),
            Of::Settlement => schema::settlement_schema(),
        };
        terminal.result(&format!("{schema:#}\n"))?;
        Ok(Exit::AsAsked)
    }
}

/// The facts of every policy; what a layer settled elsewhere is given by; and parts a claim may bring as sums.
fn claim_schema(plan: &Plan) -> serde_json::Value {
    let facts: Vec<FactPlan> = plan.policies.iter().flat_map(|policy| policy.facts.iter().cloned()).collect();
    let mut sums = Vec::new();
    for policy in &plan.policies {
        sums.extend(policy.parts.iter().map(|part| part.names.clone()));
        let layers = policy.benefits.iter().flat_map(|benefit| &benefit.layers).filter(|layer| layer.given);
        for (layer, (latin, han)) in layers.flat_map(|layer| LayerFigure::GIVEN.map(|figure| (layer, figure.names()))) {
            let name = |layer: &str, figure: &str| if layer.is_empty() { String::new() } else { format!("{layer}.{figure}") };
            sums.push(Names { latin: name(&layer.names.latin, latin), han: name(&layer.names.han, han) });
        }
    }
    schema::claim_schema(&facts, &sums)
}
