//! Adjustments that can hold together and contradict: E208; two rows of one table of adjustments: E302.

use super::adjust_range;
use super::boxes::{Case, TooMany};
use super::findings::Findings;
use super::names;
use super::reach::{Reached, layers};
use super::rows::row_cases;
use super::universe::Universe;
use super::witness::shown;
use super::words;
use crate::diagnostic::{Fault, Words};
use crate::model::policy::{Adjustment, Row};
use crate::plan::Answer;
use crate::syntax::tree::{AdjustOp, HeadWord};
use crate::value::RATE_ONE;

/// One row of an adjustment that states a value.
pub struct Change<'p> {
    /// Its head.
    pub adjust: &'p Adjustment,
    /// What it does.
    pub op: AdjustOp,
    /// The row.
    pub row: &'p Row,
    /// When it holds.
    pub cases: Vec<Case>,
    /// Fen or rate units.
    pub value: i64,
}

impl Change<'_> {
    /// Whether both act on one figure; rate and share are two sides of one.
    fn beside(&self, other: &Self) -> bool {
        let side = |word: HeadWord| if word == HeadWord::Share { HeadWord::Rate } else { word };
        side(self.adjust.word) == side(other.adjust.word) && self.adjust.head == other.adjust.head
    }

    /// The bound it sets on the figure (on the rate, for a share): `(lower, value)`.
    fn bound(&self) -> Option<(bool, i64)> {
        let lower = match self.op {
            AdjustOp::AtLeast => true,
            AdjustOp::AtMost => false,
            AdjustOp::To | AdjustOp::Up | AdjustOp::Down | AdjustOp::Times => return None,
        };
        if self.adjust.with.is_some() {
            return None;
        }
        Some(if self.adjust.word == HeadWord::Share { (!lower, RATE_ONE - self.value) } else { (lower, self.value) })
    }
}

/// Judges the adjustments of every layer: each pair, then the range of the rate.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    for reached in layers(universe) {
        let what = names::kind(reached.layer, reached.layer.rate.as_ref().map_or(HeadWord::Rate, |head| head.word));
        let answer = changes(universe, &reached).and_then(|changes| {
            pairs(universe, &reached, &changes, findings)?;
            adjust_range::check(universe, &reached, &changes, &what, findings)
        });
        findings.decide(reached.layer.clause, &what, answer);
    }
}

fn changes<'p>(universe: &Universe<'p>, reached: &Reached<'p>) -> Result<Vec<Change<'p>>, TooMany> {
    let mut out = Vec::new();
    for adjust in &reached.layer.adjusts {
        let Some(op) = adjust.op else { continue };
        for (row, cases) in adjust.ladder.rows.iter().zip(row_cases(universe, &adjust.ladder)?) {
            match row.answer {
                Answer::Is(value) => out.push(Change { adjust, op, row, cases, value }),
                Answer::Unlimited | Answer::Unstated | Answer::CannotArise => {}
            }
        }
    }
    Ok(out)
}

fn pairs(universe: &Universe<'_>, reached: &Reached<'_>, changes: &[Change<'_>], findings: &mut Findings<'_>) -> Result<(), TooMany> {
    for (at, later) in changes.iter().enumerate() {
        for earlier in changes.iter().take(at).filter(|earlier| earlier.beside(later)) {
            let Some(conflict) = conflict(reached, earlier, later) else { continue };
            if let Some(claim) = together(universe, reached, earlier, later)? {
                findings.error(conflict(&claim));
                break;
            }
        }
    }
    Ok(())
}

type Told<'c> = Box<dyn Fn(&Words) -> Fault + 'c>;

/// The fault two changes are if they can hold together.
fn conflict<'c>(reached: &Reached<'_>, earlier: &'c Change<'_>, later: &'c Change<'_>) -> Option<Told<'c>> {
    let (span, other) = (later.row.span, earlier.row.span);
    let target = names::kind(reached.layer, later.adjust.word);
    if later.op == AdjustOp::To && earlier.op == AdjustOp::To {
        return Some(Box::new(move |claim| words::two_to(span, other, &target, claim)));
    }
    if later.op == AdjustOp::Times && earlier.op == AdjustOp::Times && later.adjust.word != earlier.adjust.word {
        return Some(Box::new(move |claim| words::two_factors(span, other, claim)));
    }
    if let (Some(a), Some(b)) = (earlier.bound(), later.bound())
        && a.0 != b.0
    {
        let (lower, upper) = if a.0 { (a.1, b.1) } else { (b.1, a.1) };
        return (lower > upper).then(|| -> Told<'c> { Box::new(move |claim| words::bounds_cross(span, other, &target, claim)) });
    }
    if std::ptr::eq(earlier.adjust, later.adjust) && earlier.row.table == later.row.table {
        let what = names::adjustment(reached.layer, later.adjust);
        return Some(Box::new(move |claim| words::overlap(span, other, &what, claim)));
    }
    None
}

fn together(universe: &Universe<'_>, reached: &Reached<'_>, a: &Change<'_>, b: &Change<'_>) -> Result<Option<Words>, TooMany> {
    for case in a.cases.iter().filter_map(|case| case.meet(&reached.case)) {
        for both in b.cases.iter().filter_map(|other| case.meet(other)) {
            if let Some(claim) = shown(universe, &both, &reached.bill(0))? {
                return Ok(Some(claim));
            }
        }
    }
    Ok(None)
}
