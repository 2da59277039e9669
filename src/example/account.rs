//! The account of a difference: the steps of a settlement that made the figure in question.

use super::case::{Figure, Sum, Wanted};
use crate::claim::{Settlement, Step};

/// Which steps made a figure.
enum Of<'a> {
    /// Those of one layer.
    Layer(&'a str),
    /// Those of all layers, and what came after them.
    Layers,
    /// Those outside the layers.
    Outside,
}

/// The steps that made what an expectation names, in order.
pub(super) fn steps(wanted: &Wanted, settlement: &Settlement) -> Vec<Step> {
    let of: Vec<Of<'_>> = match wanted {
        Wanted::Amount { figures, .. } => figures.iter().map(|figure| made_by(figure, settlement)).collect(),
        Wanted::Route(_) | Wanted::Filing(_) | Wanted::Benefit(_) | Wanted::Reasons(_) | Wanted::Error { .. } => vec![Of::Outside],
    };
    let last = settlement.steps.iter().rposition(|step| !step.layer.is_empty());
    let made = |at: usize, step: &Step| {
        of.iter().any(|of| match of {
            Of::Layer(name) => step.layer == *name,
            Of::Layers => !step.layer.is_empty() || last.is_some_and(|last| at > last),
            Of::Outside => step.layer.is_empty(),
        })
    };
    settlement.steps.iter().enumerate().filter(|(at, step)| made(*at, step)).map(|(_, step)| step.clone()).collect()
}

fn made_by<'a>(figure: &'a Figure, settlement: &'a Settlement) -> Of<'a> {
    let layer = |name: &'a str| if settlement.layers.iter().any(|ran| ran.name == name) { Of::Layer(name) } else { Of::Outside };
    match figure {
        Figure::Sum(Sum::Total) | Figure::Part(_) => Of::Outside,
        Figure::Sum(Sum::Fund | Sum::Patient | Sum::PersonalAccount | Sum::Cash) => Of::Layers,
        Figure::Layer { layer: name, .. } | Figure::Band { layer: name, .. } => layer(name),
        Figure::Partition(line) => line.split_once('.').map_or(Of::Outside, |(name, _)| layer(name)),
        Figure::Counter { keys, .. } => {
            let own = keys.iter().filter_map(|key| key.accumulator.split_once('.')).map(|(_, name)| name);
            own.into_iter().find(|name| settlement.layers.iter().any(|ran| ran.name == **name)).map_or(Of::Layers, Of::Layer)
        }
    }
}
