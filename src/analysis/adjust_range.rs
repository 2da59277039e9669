//! A rate that leaves 0% .. 100% once its adjustments are made: E208; or that falls below the floor of other claims: W311.

use super::adjusts::Change;
use super::boxes::{BOX_LIMIT, Case, TooMany, subtract};
use super::findings::Findings;
use super::reach::Reached;
use super::rows::row_cases;
use super::universe::Universe;
use super::witness::shown;
use super::words;
use crate::diagnostic::Words;
use crate::plan::Answer;
use crate::source::Span;
use crate::syntax::tree::{AdjustOp, HeadWord};
use crate::value::{RATE_ONE, Set};

/// One in the unit computed with: rate units of a rate unit, so that two factors stay exact.
const ONE: i128 = UNIT * UNIT;
const UNIT: i128 = RATE_ONE as i128;
/// More combinations than one layer is tried in.
const STEPS: usize = BOX_LIMIT / 4;

/// What the changes that hold so far come to. Everything speaks of the rate; a share's changes are turned.
#[derive(Clone, Debug)]
struct Sum {
    case: Case,
    base: i128,
    points: i128,
    rate_factor: i128,
    share_factor: i128,
    lower: Option<i128>,
    upper: Option<i128>,
    by: Vec<Span>,
}

impl Sum {
    /// The rate, by the order of adjusting: points, factors, upper bounds, lower bounds.
    fn rate(&self) -> i128 {
        let sum = (self.base + self.points).saturating_mul(self.rate_factor) / ONE;
        let sum = ONE - (ONE - sum).saturating_mul(self.share_factor) / ONE;
        let sum = self.upper.map_or(sum, |upper| sum.min(upper));
        self.lower.map_or(sum, |lower| sum.max(lower))
    }
}

/// Looks for a claim whose rate leaves 0% .. 100%: one fault a layer.
pub fn check(
    universe: &Universe<'_>,
    reached: &Reached<'_>,
    changes: &[Change<'_>],
    what: &Words,
    findings: &mut Findings<'_>,
) -> Result<(), TooMany> {
    if let Some((span, (by, claim, rate))) = leaving(universe, reached, changes, 0)? {
        findings.error(words::rate_leaves(span, &by, what, &claim, rate > ONE));
        return Ok(());
    }
    let Some(floor) = changes.iter().filter(|change| value_of(change).is_some()).min_by_key(|change| value_of(change)) else {
        return Ok(());
    };
    let least = value_of(floor).unwrap_or_default();
    if let Some((span, (by, claim, _))) = leaving(universe, reached, changes, least)? {
        findings.warn(floor.row.clause, words::below_floor(floor.row.span, span, &by, what, &claim));
    }
    Ok(())
}

/// The floor that a change sets, in the unit computed with; none for another change and for a floor of 0%.
fn value_of(change: &Change<'_>) -> Option<i128> {
    let lowest = match (change.op, change.adjust.word) {
        (AdjustOp::AtLeast, HeadWord::Rate) | (AdjustOp::AtMost, HeadWord::Share) => turned(change.adjust.word, change.value),
        _ => 0,
    };
    (lowest > 0).then_some(lowest)
}

/// The row of a rate from which a claim comes out below the floor, or above 100%, with what brings that about and the claim.
/// A row that is below it by itself is none of these.
fn leaving(
    universe: &Universe<'_>,
    reached: &Reached<'_>,
    changes: &[Change<'_>],
    floor: i128,
) -> Result<Option<(Span, Outside)>, TooMany> {
    let Some(head) = &reached.layer.rate else { return Ok(None) };
    let mut changes: Vec<&Change<'_>> =
        changes.iter().filter(|change| matches!(change.adjust.word, HeadWord::Rate | HeadWord::Share)).collect();
    if changes.is_empty() {
        return Ok(None);
    }
    // Bounds first: where one holds, nothing beyond it needs a look.
    changes.sort_by_key(|change| !matches!(change.op, AdjustOp::AtLeast | AdjustOp::AtMost));
    let mut search = Search { universe, reached, changes, floor, steps: 0 };
    for (row, cases) in head.ladder.rows.iter().zip(row_cases(universe, &head.ladder)?) {
        let Answer::Is(value) = row.answer else { continue };
        let base = turned(head.word, value);
        if base < floor {
            continue;
        }
        let from = row.band.map_or(0, |(from, _)| from);
        for case in cases.iter().filter_map(|case| case.meet(&reached.case)) {
            let sum = Sum { case, base, points: 0, rate_factor: ONE, share_factor: ONE, lower: None, upper: None, by: Vec::new() };
            if let Some(outside) = search.leave(&sum, 0, from)? {
                return Ok(Some((row.span, outside)));
            }
        }
    }
    Ok(None)
}

/// A rate in the unit computed with; of a share, the rate it leaves.
fn turned(word: HeadWord, value: i64) -> i128 {
    let value = if word == HeadWord::Share { RATE_ONE - value } else { value };
    i128::from(value) * UNIT
}

struct Search<'s, 'u, 'p> {
    universe: &'u Universe<'p>,
    reached: &'s Reached<'p>,
    changes: Vec<&'s Change<'p>>,
    floor: i128,
    steps: usize,
}

/// A rate outside its range: the adjustments that bring it about, the claim, the rate in the unit computed with.
type Outside = (Vec<Span>, Words, i128);

impl Search<'_, '_, '_> {
    /// A claim of `sum` that leaves the range once the changes from `at` on are decided.
    fn leave(&mut self, sum: &Sum, at: usize, from: i64) -> Result<Option<Outside>, TooMany> {
        self.steps += 1;
        if self.steps > STEPS {
            return Err(TooMany);
        }
        if self.stays(sum, at) {
            return Ok(None);
        }
        let Some(change) = self.changes.get(at).copied() else {
            if self.fits(sum.rate()) {
                return Ok(None);
            }
            let claim = shown(self.universe, &sum.case, &self.reached.bill(from))?;
            return Ok(claim.map(|claim| (sum.by.clone(), claim, sum.rate())));
        };
        for case in change.cases.iter().filter_map(|case| case.meet(&sum.case)) {
            for (case, times) in grown(self.universe, change, case)? {
                let mut next = sum.clone();
                next.case = case;
                next.by.push(change.row.span);
                apply(&mut next, change, times);
                let found = self.leave(&next, at + 1, from)?;
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        for case in subtract(vec![sum.case.clone()], &change.cases)? {
            let found = self.leave(&Sum { case, ..sum.clone() }, at + 1, from)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Whether a rate is in range. Above a floor that is all that is asked for.
    fn fits(&self, rate: i128) -> bool {
        rate >= self.floor && (rate <= ONE || self.floor > 0)
    }

    /// Whether the rate surely stays in range, whichever of the changes from `at` on hold.
    fn stays(&self, sum: &Sum, at: usize) -> bool {
        let (mut low, mut high) = (sum.base, sum.base);
        let (mut down, mut up) = (sum.points, sum.points);
        let (mut rate_factor, mut share_factor) = (sum.rate_factor.max(ONE), sum.share_factor.max(ONE));
        let mut least_factor = sum.rate_factor.min(ONE);
        for change in self.changes.iter().skip(at) {
            let value = turned(change.adjust.word, change.value);
            let most = most(self.universe, change);
            match change.op {
                AdjustOp::To => (low, high) = (low.min(value), high.max(value)),
                AdjustOp::Up | AdjustOp::Down => {
                    let points = points(change, most);
                    down += points.min(0);
                    up += points.max(0);
                }
                AdjustOp::Times => {
                    let factor = i128::from(change.value) * UNIT;
                    let share = change.adjust.word == HeadWord::Share;
                    let slot = if share { &mut share_factor } else { &mut rate_factor };
                    *slot = slot.saturating_mul(factor.max(ONE)) / ONE;
                    if !share {
                        least_factor = least_factor.saturating_mul(factor.min(ONE)) / ONE;
                    }
                }
                AdjustOp::AtLeast | AdjustOp::AtMost => {
                    if !self.fits(value) {
                        return false;
                    }
                }
            }
        }
        let (low, high) = (low + down, high + up);
        // A factor on the rate lifts it out at the top, one on the share presses it below.
        let lowest = low.saturating_mul(least_factor) / ONE;
        let kept_low = low >= 0 && ONE - (ONE - lowest).saturating_mul(share_factor) / ONE >= self.floor;
        let kept_high = self.floor > 0 || (high <= ONE && high.saturating_mul(rate_factor) / ONE <= ONE);
        let fits = |bound: i128| self.fits(bound);
        sum.lower.map_or(kept_low && sum.upper.is_none_or(fits), fits) && sum.upper.map_or(kept_high, fits)
    }
}

/// Points added to the rate, `times` over.
fn points(change: &Change<'_>, times: i64) -> i128 {
    let up = (change.op == AdjustOp::Up) == (change.adjust.word != HeadWord::Share);
    let points = i128::from(change.value) * UNIT * i128::from(times);
    if up { points } else { -points }
}

fn apply(sum: &mut Sum, change: &Change<'_>, times: i64) {
    let value = turned(change.adjust.word, change.value);
    let share = change.adjust.word == HeadWord::Share;
    match change.op {
        AdjustOp::To => sum.base = value,
        AdjustOp::Up | AdjustOp::Down => sum.points += points(change, times),
        AdjustOp::Times => {
            let slot = if share { &mut sum.share_factor } else { &mut sum.rate_factor };
            *slot = slot.saturating_mul(i128::from(change.value) * UNIT) / ONE;
        }
        AdjustOp::AtLeast | AdjustOp::AtMost => {
            if (change.op == AdjustOp::AtLeast) == share {
                sum.upper = Some(sum.upper.map_or(value, |upper| upper.min(value)));
            } else {
                sum.lower = Some(sum.lower.map_or(value, |lower| lower.max(value)));
            }
        }
    }
}

/// The most often a growing change counts.
fn most(universe: &Universe<'_>, change: &Change<'_>) -> i64 {
    let Some((fact, base, step)) = change.adjust.with else { return 1 };
    let top = universe.values(fact).intervals().last().map_or(0, |(_, to)| *to);
    top.saturating_sub(base).max(0) / step.max(1)
}

/// A box cut by how often a growing change counts in it.
fn grown(universe: &Universe<'_>, change: &Change<'_>, case: Case) -> Result<Vec<(Case, i64)>, TooMany> {
    let Some((fact, base, step)) = change.adjust.with else { return Ok(vec![(case, 1)]) };
    let most = most(universe, change);
    if usize::try_from(most).map_or(true, |most| most > BOX_LIMIT / 10) {
        return Err(TooMany);
    }
    let fact = universe.fact(fact);
    let Some(case) = case.with(fact, &universe.values(fact)) else { return Ok(Vec::new()) };
    let step = step.max(1);
    let cut = |times: i64| {
        let start = if times == 0 { i64::MIN + 1 } else { base.saturating_add(times.saturating_mul(step)) };
        let end = base.saturating_add((times + 1).saturating_mul(step)).saturating_sub(1);
        case.clone().with(fact, &Set::range(start, end)).map(|case| (case, times))
    };
    Ok((0..=most).filter_map(cut).collect())
}
