//! A rate that falls where the cost rises: W307.

use super::boxes::TooMany;
use super::findings::Findings;
use super::names;
use super::pairs::{Figure, meeting};
use super::reach::layers;
use super::universe::Universe;
use super::words;
use crate::syntax::tree::HeadWord;

/// Judges the bands of every layer's rate, each against those above it.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    for reached in layers(universe) {
        let Some(head) = reached.layer.rate.as_ref().filter(|head| head.ladder.rows.iter().any(|row| row.band.is_some())) else {
            continue;
        };
        let share = head.word == HeadWord::Share;
        let falls = |high: &Figure<'_>, low: &Figure<'_>| {
            let above = matches!((high.row.band, low.row.band), (Some((from, _)), Some((_, to))) if from >= to);
            above && if share { high.value > low.value } else { high.value < low.value }
        };
        match meeting(universe, &reached, &head.ladder, &head.ladder, falls) {
            Ok(None) => {}
            Ok(Some((high, low, claim))) => {
                findings.warn(high.clause, words::falling(high.span, low.span, &names::named(&reached.layer.names), &claim));
            }
            Err(TooMany) => findings.decide(reached.layer.clause, &names::kind(reached.layer, head.word), Err(TooMany)),
        }
    }
}
