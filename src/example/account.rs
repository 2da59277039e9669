//! The account of a difference: the steps of a settlement that made the figure in question.

use super::case::{Figure, Sum, Wanted};
use crate::claim::{Settlement, Step};

/// Steps that tell the filing.
const FILING: &[&str] = &["window", "valid", "place", "filing"];
/// Steps that tell the route.
const ROUTE: &[&str] = &["reason", "route"];
/// Steps that tell the benefit.
const BENEFIT: &[&str] = &["version", "benefit", "admission"];
/// Steps that divide the bill.
const BILL: &[&str] = &["item", "rounding", "part", "first_pay"];
/// Steps after the layers.
const SUMS: &[&str] = &["fund", "patient", "personal_account", "cash"];
/// Steps that count.
const COUNTERS: &[&str] = &["counter", "visit"];

/// Which steps made a figure.
enum Of<'a> {
    /// Those of one layer.
    Layer(&'a str),
    /// Those of every layer, and these.
    Layers(&'static [&'static str]),
    /// These, outside the layers.
    Named(&'static [&'static str]),
}

/// The steps that made what an expectation names, in order.
pub(super) fn steps(wanted: &Wanted, settlement: &Settlement) -> Vec<Step> {
    let of: Vec<Of<'_>> = match wanted {
        Wanted::Amount { figures, .. } => figures.iter().map(|figure| made_by(figure, settlement)).collect(),
        Wanted::Route(_) | Wanted::Reasons(_) => vec![Of::Named(FILING), Of::Named(ROUTE)],
        Wanted::Filing(_) => vec![Of::Named(FILING)],
        Wanted::Benefit(_) => vec![Of::Named(BENEFIT), Of::Named(ROUTE)],
        Wanted::Error { .. } => Vec::new(),
    };
    let outside = |step: &Step, names: &[&str]| step.layer.is_empty() && names.contains(&&*step.step);
    let made = |step: &&Step| {
        of.iter().any(|of| match of {
            Of::Layer(name) => step.layer == *name,
            Of::Layers(names) => !step.layer.is_empty() || outside(step, names),
            Of::Named(names) => outside(step, names),
        })
    };
    settlement.steps.iter().filter(made).cloned().collect()
}

fn made_by<'a>(figure: &'a Figure, settlement: &Settlement) -> Of<'a> {
    let ran = |name: &str| settlement.layers.iter().any(|ran| ran.name == name);
    let layer = |name: &'a str| if ran(name) { Of::Layer(name) } else { Of::Named(BENEFIT) };
    match figure {
        Figure::Sum(Sum::Total) | Figure::Part(_) => Of::Named(BILL),
        Figure::Sum(Sum::Fund | Sum::Patient | Sum::PersonalAccount | Sum::Cash) => Of::Layers(SUMS),
        Figure::Layer { layer: name, .. } | Figure::Band { layer: name, .. } => layer(name),
        Figure::Partition(line) => line.split_once('.').map_or(Of::Named(BILL), |(name, _)| layer(name)),
        Figure::Counter { keys, .. } => {
            let mut own = keys.iter().filter_map(|key| key.accumulator.split_once('.')).map(|(_, name)| name);
            own.find(|name| ran(name)).map_or(Of::Layers(COUNTERS), Of::Layer)
        }
    }
}
