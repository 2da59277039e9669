//! A cap on a visit, a stay or a month above the cap of the year, which always binds first: W306.

use super::boxes::TooMany;
use super::findings::Findings;
use super::names;
use super::pairs::{Figure, meeting};
use super::reach::layers;
use super::universe::Universe;
use super::words;
use crate::syntax::tree::{HeadWord, Period};

/// Judges every cap of a shorter period against every yearly one of its layer.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    for reached in layers(universe) {
        let layer = reached.layer;
        let moved = layer.adjusts.iter().any(|adjust| adjust.word == HeadWord::Cap);
        let caps =
            |yearly: bool| layer.heads.iter().filter(move |head| head.word == HeadWord::Cap && (head.period == Period::Year) == yearly);
        for (short, year) in caps(false).flat_map(|short| caps(true).map(move |year| (short, year))).filter(|_| !moved) {
            let over = |short: &Figure<'_>, year: &Figure<'_>| short.value > year.value;
            match meeting(universe, &reached, &short.ladder, &year.ladder, over) {
                Ok(None) => {}
                Ok(Some((short, year, claim))) => {
                    findings.warn(short.clause, words::idle_cap(short.span, year.span, &names::named(&layer.names), &claim));
                }
                Err(TooMany) => findings.decide(layer.clause, &names::named(&layer.names), Err(TooMany)),
            }
        }
    }
}
