//! For every case of the other columns, the bands of a rate or share tile the amount from 0 to open: E303, E301, E302.

use super::boxes::{Case, TooMany};
use super::findings::Findings;
use super::names;
use super::overlaps::{Placed, clashes};
use super::reach::{Reached, layers};
use super::rows::row_cases;
use super::universe::{BAND, Universe, left_over};
use super::witness::shown;
use super::words;
use crate::diagnostic::Words;
use crate::model::policy::{Head, Row};
use crate::value::{Money, Set};

/// Judges the rate or share of every layer.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    for reached in layers(universe) {
        let Some(head) = &reached.layer.rate else { continue };
        let what = names::kind(reached.layer, head.word);
        let answer = tile(universe, &reached, head, &what, findings);
        findings.decide(reached.layer.clause, &what, answer);
    }
}

/// Amounts `from..to` in fen, the last one open.
fn band(row: &Row) -> Set {
    let (from, to) = row.band.unwrap_or((0, i64::MAX));
    Set::range(from, to.saturating_sub(1))
}

fn tile(universe: &Universe<'_>, reached: &Reached<'_>, head: &Head, what: &Words, findings: &mut Findings<'_>) -> Result<(), TooMany> {
    let rows = &head.ladder.rows;
    let plain = row_cases(universe, &head.ladder)?;
    let banded = rows.iter().zip(&plain).map(|(row, cases)| {
        let set = band(row);
        (row.span, cases.iter().filter_map(|case| case.clone().with(BAND, &set)).collect())
    });
    let placed: Vec<Placed> = banded.collect();
    let highest = rows.iter().filter_map(|row| row.band).map(|(from, _)| from).max().unwrap_or(0);
    for clash in clashes(universe, &reached.case, &placed, &reached.bill(highest))? {
        let cut = |at: usize| rows.get(at).is_some_and(|row| row.band.is_some());
        findings.error(if cut(clash.at.0) || cut(clash.at.1) {
            words::band_overlap(clash.later, clash.earlier, what, &clash.claim)
        } else {
            words::overlap(clash.later, clash.earlier, what, &clash.claim)
        });
    }
    let span = rows.first().map_or(findings.head(reached.layer.clause), |row| findings.head(row.clause));
    let Some(reach) = reached.case.clone().with(BAND, &Set::range(0, i64::MAX - 1)) else { return Ok(()) };
    let all: Vec<Case> = placed.iter().flat_map(|(_, cases)| cases.clone()).collect();
    let (mut unanswered, mut untiled) = (false, false);
    for case in left_over(universe, &reach, &all)? {
        let others = case.clone().forget(BAND);
        let amounts = case.get(BAND).cloned().unwrap_or_default();
        let from = amounts.first().unwrap_or(0);
        // Where some band answers the same case, it is the bands that do not tile; elsewhere nothing answers at all.
        let mut bare = vec![others.clone()];
        for answered in plain.iter().flatten() {
            if let Some(claim) =
                others.meet(answered).filter(|_| !untiled).map(|case| shown(universe, &case, &reached.bill(from))).transpose()?.flatten()
            {
                untiled = true;
                let origin = reached.layer.bands.map(|bands| bands.from_zero).filter(|_| from == 0);
                let first = amounts.intervals().first().map(|(_, to)| Money::from_fen(to.saturating_add(1)).yuan().normalize().to_string());
                findings.error(words::band_gap(span, what, &spelt(&amounts), &claim, first.as_deref().zip(origin)));
            }
            bare = bare.iter().flat_map(|case| case.minus(answered)).collect();
        }
        for case in bare {
            if unanswered {
                break;
            }
            if let Some(claim) = shown(universe, &case, &reached.bill(from))? {
                unanswered = true;
                findings.error(words::gap(span, what, &claim));
            }
        }
    }
    Ok(())
}

/// `100.00 yuan to 200.00 yuan`
fn spelt(amounts: &Set) -> Words {
    let (from, to) = amounts.intervals().first().copied().unwrap_or((0, i64::MAX - 1));
    let yuan = |fen: i64| Money::from_fen(fen).yuan().normalize();
    if to == i64::MAX - 1 {
        return Words::new(format!("amounts over {} yuan", yuan(from)), format!("超过{}元的部分", yuan(from)));
    }
    Words::new(format!("amounts from {} to {} yuan", yuan(from), yuan(to + 1)), format!("{}元至{}元的部分", yuan(from), yuan(to + 1)))
}
