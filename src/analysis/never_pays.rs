//! A limit on cost that does not reach over the deductible, so that the layer never pays: W305.

use super::boxes::TooMany;
use super::findings::Findings;
use super::names;
use super::pairs::{Figure, meeting};
use super::reach::layers;
use super::universe::Universe;
use super::words;
use crate::model::policy::Head;
use crate::syntax::tree::{HeadWord, Period};

/// Judges every limit against every deductible of its layer that takes from the same cost.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    for reached in layers(universe) {
        let layer = reached.layer;
        let moved = layer.adjusts.iter().any(|adjust| matches!(adjust.word, HeadWord::Deductible | HeadWord::Limit));
        let of = |word: HeadWord| layer.heads.iter().filter(move |head| head.word == word && !head.total);
        for (limit, deductible) in of(HeadWord::Limit).flat_map(|limit| of(HeadWord::Deductible).map(move |other| (limit, other))) {
            if moved || !whole(limit, deductible) {
                continue;
            }
            let short = |limit: &Figure<'_>, deductible: &Figure<'_>| limit.value > 0 && limit.value <= deductible.value;
            match meeting(universe, &reached, &limit.ladder, &deductible.ladder, short) {
                Ok(None) => {}
                Ok(Some((limit, deductible, claim))) => {
                    findings.warn(limit.clause, words::never_pays(limit.span, deductible.span, &names::named(&layer.names), &claim));
                }
                Err(TooMany) => findings.decide(layer.clause, &names::named(&layer.names), Err(TooMany)),
            }
        }
    }
}

/// Whether all that the limit lets in stands against the deductible: this asks for it anew each visit, or both count alike.
fn whole(limit: &Head, deductible: &Head) -> bool {
    let alike = limit.period == deductible.period && limit.accumulator == deductible.accumulator && limit.by == deductible.by;
    deductible.period == Period::Visit || alike
}
