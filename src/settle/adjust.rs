//! Amounts and rates as their clauses answer them: `to`, then sums, then factors, then `at most`, then `at least`.

use super::exact::Exact;
use super::ladder::{Given, Pick};
use super::run::{Done, Known, Run};
use super::sink::{Shown, Sink};
use super::words;
use crate::plan::{AdjustOp, AdjustPlan, HeadPlan, RowPlan};
use std::cmp::Ordering;

/// One adjustment that holds.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    op: AdjustOp,
    /// It speaks of the patient's share, not of the rate.
    share: bool,
    /// Points, a factor, an amount; times already counted.
    by: Exact,
    /// Where it grows with a fact: what counts once, and how often.
    times: Option<(Exact, i64)>,
    clause: u32,
}

/// The amounts before an adjustment that come to a given amount or more after it.
#[derive(Clone, Copy, Debug)]
pub enum Preimage {
    /// Every amount.
    Any,
    /// This amount and all above it.
    From(Exact),
    /// No amount.
    Never,
}

/// The adjustments that hold, few enough to need no allocation.
pub type Changes = smallvec::SmallVec<[Change; 8]>;

/// An amount a head answers: `None` is no bound.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// In fen.
    pub fen: Option<i64>,
    /// By which clause.
    pub clause: u32,
}

const ORDER: [&[AdjustOp]; 5] =
    [&[AdjustOp::To], &[AdjustOp::Up, AdjustOp::Down], &[AdjustOp::Times], &[AdjustOp::AtMost], &[AdjustOp::AtLeast]];

/// The name of an operation in steps.
fn op_name(op: AdjustOp) -> &'static str {
    match op {
        AdjustOp::To => "to",
        AdjustOp::Up => "up",
        AdjustOp::Down => "down",
        AdjustOp::Times => "times",
        AdjustOp::AtLeast => "at_least",
        AdjustOp::AtMost => "at_most",
    }
}

impl Change {
    /// The value after it, of a rate where it speaks of the share; `None` when too large.
    pub fn of(&self, value: Exact) -> Option<Exact> {
        let turned = |value: Exact| if self.share { Exact::ONE.sub(value) } else { Some(value) };
        let own = turned(value)?;
        turned(match self.op {
            AdjustOp::To => self.by,
            AdjustOp::Up => own.add(self.by)?,
            AdjustOp::Down => own.sub(self.by)?,
            AdjustOp::Times => own.mul(self.by)?,
            AdjustOp::AtMost => own.least(self.by)?,
            AdjustOp::AtLeast => own.greatest(self.by)?,
        })
    }

    /// The amounts that come to `target` or more after it, of an amount (not of a share); `None` when too large.
    pub fn preimage(&self, target: Exact) -> Option<Preimage> {
        let enough = self.by.at_least(target)?;
        Some(match self.op {
            AdjustOp::To | AdjustOp::AtLeast if enough => Preimage::Any,
            AdjustOp::AtMost if !enough => Preimage::Never,
            AdjustOp::To => Preimage::Never,
            AdjustOp::AtMost | AdjustOp::AtLeast => Preimage::From(target),
            AdjustOp::Up => Preimage::From(target.sub(self.by)?),
            AdjustOp::Down => Preimage::From(target.add(self.by)?),
            AdjustOp::Times if self.by == Exact::ZERO => {
                if Exact::ZERO.at_least(target)? {
                    Preimage::Any
                } else {
                    Preimage::Never
                }
            }
            AdjustOp::Times => Preimage::From(target.div(self.by)?),
        })
    }

    /// Whether it sets the value whatever it was.
    pub fn sets(&self) -> bool {
        self.op == AdjustOp::To
    }

    /// The clause.
    pub fn clause(&self) -> u32 {
        self.clause
    }

    /// The largest value it leaves (`true`), or the least (`false`), in the terms of a rate.
    fn bound(&self) -> Option<(bool, Exact)> {
        let upper = match self.op {
            AdjustOp::AtMost => !self.share,
            AdjustOp::AtLeast => self.share,
            AdjustOp::To | AdjustOp::Up | AdjustOp::Down | AdjustOp::Times => return None,
        };
        Some((upper, if self.share { Exact::ONE.sub(self.by)? } else { self.by }))
    }
}

impl<'a, S: Sink> Run<'a, S> {
    /// The adjustments that hold, in the order they count. `other` are those of the mirrored figure (rate and share).
    pub fn changes(&mut self, own: &'a [AdjustPlan], own_is_share: bool, other: &'a [AdjustPlan]) -> Done<Changes> {
        let mut out = Changes::new();
        if own.is_empty() && other.is_empty() {
            return Ok(out);
        }
        for ops in ORDER {
            self.read_changes(ops, (own, own_is_share), other, &mut out)?;
        }
        self.bounded(out)
    }

    /// The adjustments that hold of some operations, added to those already read.
    fn read_changes(
        &mut self,
        ops: &[AdjustOp],
        (own, own_is_share): (&'a [AdjustPlan], bool),
        other: &'a [AdjustPlan],
        out: &mut Changes,
    ) -> Done<()> {
        let both = own.iter().map(|plan| (plan, own_is_share)).chain(other.iter().map(|plan| (plan, !own_is_share)));
        for (plan, share) in both {
            let op = plan.op.or_else(|| self.assumed_op(plan));
            // What a wholly unstated one does is not known: it is read beside the sums, once the head answers.
            if !ops.contains(&op.unwrap_or(AdjustOp::Up)) {
                continue;
            }
            if let Some(change) = self.change(plan, share, op)? {
                let same = |old: &&Change| old.op == change.op;
                if let Some(old) = out.iter().find(same).filter(|old| change.sets() || (change.op == AdjustOp::Times && old.share != share))
                {
                    let first = old.clause;
                    self.fail(|run| words::two_answers(run.policy, first, change.clause))?;
                }
                out.push(change);
            }
        }
        Ok(())
    }

    /// With the bounds in the terms of a rate at the end: first the upper, then the lower.
    fn bounded(&mut self, mut out: Changes) -> Done<Changes> {
        out.sort_by_key(|change| match change.bound() {
            None => 0,
            Some((true, _)) => 1,
            Some((false, _)) => 2,
        });
        self.bounds_meet(&out)?;
        Ok(out)
    }

    fn bounds_meet(&mut self, changes: &[Change]) -> Done<()> {
        for (upper, change) in changes.iter().filter_map(|change| change.bound().filter(|(upper, _)| *upper).map(|(_, by)| (by, change))) {
            for (lower, _) in changes.iter().filter_map(|change| change.bound().filter(|(upper, _)| !*upper).map(|(_, by)| (by, change))) {
                if lower.order(upper) == Some(Ordering::Greater) {
                    self.fail(|run| words::bounds_cross(run.policy, change.clause))?;
                }
            }
        }
        Ok(())
    }

    /// What an assumption says a wholly unstated adjustment does.
    fn assumed_op(&self, plan: &AdjustPlan) -> Option<AdjustOp> {
        self.claim.assumptions.iter().find(|assumed| assumed.head == plan.name)?.op
    }

    fn change(&mut self, plan: &'a AdjustPlan, share: bool, op: Option<AdjustOp>) -> Done<Option<Change>> {
        let Pick::Row(row) = self.pick(plan.rows)? else { return Ok(None) };
        let by = match (plan.op, op) {
            (None, Some(_)) => self.assumed(&plan.name).map(Given::Is),
            (Some(_), _) => self.answer(row, &plan.name)?,
            (None, None) => {
                self.lack(|run| words::unstated(run.policy, &plan.name, row.clause))?;
                None
            }
        };
        let (Some(Given::Is(by)), Some(op)) = (by, op) else { return Ok(None) };
        let by = if plan.money && op != AdjustOp::Times { Exact::whole(by) } else { Exact::rate(by) };
        let times = match plan.with {
            None => None,
            Some(with) => match self.read(with.fact) {
                Known::Is(value) if with.step > 0 => Some(self.exact(value.checked_sub(with.base), row.clause)?.max(0) / with.step),
                Known::Is(_) => {
                    self.fail(|run| {
                        words::broken(run.policy, ("an adjustment grows by steps of nothing", "调整的步长不大于零"), Some(row.clause))
                    })?;
                    return Ok(None);
                }
                // What does not apply makes nothing grow: the clause changes nothing.
                Known::Not => return Ok(None),
                Known::Unknown => {
                    self.note_fact(with.fact, Some(row.clause));
                    return Ok(None);
                }
            },
        };
        let counted = match (times, op) {
            (None, _) => Some(by),
            (Some(times), AdjustOp::Times) => by.power(times),
            (Some(times), AdjustOp::To | AdjustOp::Up | AdjustOp::Down | AdjustOp::AtLeast | AdjustOp::AtMost) => {
                by.mul(Exact::whole(times))
            }
        };
        let each = by;
        let by = self.exact(counted, row.clause)?;
        let times = times.filter(|_| op != AdjustOp::Times).map(|times| (each, times));
        Ok(Some(Change { op, share, by, times, clause: row.clause }))
    }

    /// The value after all changes, each taken down. `None` has no bound and stays so until one is set.
    pub fn adjusted(&mut self, of: &'static str, money: bool, changes: &[Change], start: Option<Exact>) -> Done<Option<Exact>> {
        let mut value = start;
        let shown = |value: Option<Exact>| match value {
            Some(value) if money => Shown::Sum(value),
            Some(value) => Shown::Rate(value),
            None => Shown::Name("unlimited"),
        };
        for change in changes {
            let after = match (value, change.op) {
                (Some(value), _) => Some(self.exact(change.of(value), change.clause)?),
                (None, AdjustOp::To | AdjustOp::AtMost) => Some(change.by),
                (None, AdjustOp::Up | AdjustOp::Down | AdjustOp::Times | AdjustOp::AtLeast) => None,
            };
            let once = change.times.map_or(change.by, |(each, _)| each);
            let by = if money && change.op != AdjustOp::Times { Shown::Sum(once) } else { Shown::Rate(once) };
            let figures = [
                ("of", Shown::Name(if change.share { "share" } else { of })),
                ("op", Shown::Name(op_name(change.op))),
                ("by", by),
                ("times", change.times.map_or(Shown::Nothing, |(_, times)| Shown::Count(times))),
                ("before", if change.sets() { Shown::Nothing } else { shown(value) }),
                ("after", shown(after)),
            ];
            self.step("adjust", &figures, shown(after), change.clause);
            value = after;
        }
        Ok(value)
    }

    /// The amount a head answers, adjusted and rounded; `None` where it is silent (or a fact is missing). An adjustment, `to` included,
    /// acts only where the head answers; with a `to` the answer itself is not read, and which row gives it need not be known.
    pub fn amount(&mut self, head: &'a HeadPlan, of: &'static str) -> Done<Option<Amount>> {
        let picked = self.find_row(head.rows)?;
        if matches!(picked, Pick::Silent) {
            return Ok(None);
        }
        let mut changes = Changes::new();
        let (set, others) = ORDER.split_at(1);
        for ops in set {
            self.read_changes(ops, (&head.adjusts, false), &[], &mut changes)?;
        }
        let (start, clause) = if let Some(change) = changes.first() {
            let clause = change.clause;
            if matches!(picked, Pick::Missing) && self.surely_answering_clause(head.rows).is_none() {
                self.note_undecided(head.rows);
                return Ok(None);
            }
            (None, clause)
        } else {
            let Pick::Row(row) = picked else {
                self.note_undecided(head.rows);
                return Ok(None);
            };
            self.saw_picked(head.rows, row);
            match self.answer(row, &head.name)? {
                Some(Given::Is(fen)) => (Some(self.before_rounding(row, fen)?), row.clause),
                Some(Given::Unlimited) => (None, row.clause),
                None => return Ok(None),
            }
        };
        for ops in others {
            self.read_changes(ops, (&head.adjusts, false), &[], &mut changes)?;
        }
        let changes = self.bounded(changes)?;
        if let Some(start) = start.filter(|start| !changes.is_empty() || !start.is_whole()) {
            self.step("value", &[("of", Shown::Name(of)), ("value", Shown::Sum(start))], Shown::Sum(start), clause);
        }
        let Some(exact) = self.adjusted(of, true, &changes, start)? else { return Ok(Some(Amount { fen: None, clause })) };
        let fen = self.rounded(exact, clause)?.max(0);
        if !changes.is_empty() || Exact::whole(fen) != exact {
            let figures = [("of", Shown::Name(of)), ("value", Shown::Sum(exact)), ("unit", Shown::Fen(self.policy.rounding))];
            self.step("rounded", &figures, Shown::Fen(fen), clause);
        }
        Ok(Some(Amount { fen: Some(fen), clause }))
    }

    /// The amount a row answers, exact where it is a product and no whole number of fen.
    fn before_rounding(&self, row: &RowPlan, fen: i64) -> Done<Exact> {
        match row.exact.and_then(|at| self.policy.exact_amounts.get(at as usize)) {
            Some(exact) => self.exact(Exact::decimal_fraction(exact.mantissa, exact.scale), row.clause),
            None => Ok(Exact::whole(fen)),
        }
    }

    /// The rate of one row of a rate head, adjusted, within 0 and 100%; `None` where a fact is missing.
    pub fn rate(&mut self, row: Option<&RowPlan>, head: &HeadPlan, share: bool, changes: &[Change]) -> Done<Option<Exact>> {
        let of = if share { "share" } else { "rate" };
        let (start, clause) = match row {
            None => (Exact::ZERO, changes.first().map_or(u32::MAX, Change::clause)),
            Some(row) => match self.answer(row, &head.name)? {
                Some(Given::Is(value)) => {
                    let value = Exact::rate(value);
                    (if share { self.exact(Exact::ONE.sub(value), row.clause)? } else { value }, row.clause)
                }
                Some(Given::Unlimited) => {
                    self.fail(|run| words::rate_out_of_range(run.policy, row.clause))?;
                    return Ok(None);
                }
                None => return Ok(None),
            },
        };
        if !changes.is_empty() && row.is_some() {
            let value = if share { self.exact(Exact::ONE.sub(start), clause)? } else { start };
            self.step("value", &[("of", Shown::Name(of)), ("value", Shown::Rate(value))], Shown::Rate(start), clause);
        }
        let rate = self.adjusted("rate", false, changes, Some(start))?.unwrap_or(start);
        if rate.is_negative() || rate.order(Exact::ONE) != Some(Ordering::Less) && rate != Exact::ONE {
            self.fail(|run| words::rate_out_of_range(run.policy, clause))?;
            return Ok(None);
        }
        Ok(Some(rate))
    }
}
