//! Steps 5 and 6 of a layer: its bands and rates, its payment rounded once, its caps.

use super::adjust::{Amount, Change};
use super::curve::{Curve, Segment};
use super::exact::Exact;
use super::guard::Tri;
use super::outcome::LayerOut;
use super::run::{Done, Run};
use super::sink::{Ground, Shown, Sink};
use super::words;
use crate::plan::LayerPlan;

impl<'a, S: Sink> Run<'a, S> {
    /// Share, payment and what lies above the cap, of a base above 0.
    pub fn pay(&mut self, plan: &'a LayerPlan, out: &mut LayerOut) -> Done<()> {
        let room = self.room(plan)?;
        out.room = room;
        let origin = self.origin(plan, out.deductible)?;
        let base = out.base;
        let mut curve = Curve { unit: self.policy.rounding, ..Curve::default() };
        let mut full = room == Some(0);
        if !full {
            curve.changes = self.changes(&plan.paid, false, &[])?;
            let compares = self.compares(plan);
            full = self.bands(plan, origin, base, room.filter(|_| !compares), &mut curve)?;
            if compares && curve.length() == base {
                curve = self.higher(plan, origin, base, curve)?;
            }
        }
        let clause = plan.bands_clause;
        let read = curve.length();
        let paid0 = self.told(&curve, read, base)?;
        let paid = room.map_or(paid0, |room| paid0.min(room));
        let figures = [("amount", Shown::Fen(paid0)), ("room", room.map_or(Shown::Nothing, Shown::Fen))];
        self.plain("paid", &figures, Shown::Fen(paid));
        let mut reached = base;
        if let Some(room) = room.filter(|room| full || paid0 > *room) {
            reached = self.exact(curve.reach(room, read), clause)?;
            self.plain("over_cap", &[("base", Shown::Fen(base)), ("reached", Shown::Fen(reached))], Shown::Fen(base - reached));
        }
        out.paid = paid;
        out.over_cap = base - reached;
        out.share = reached - paid;
        let figures = [("base", Shown::Fen(base)), ("over_cap", Shown::Fen(out.over_cap)), ("paid", Shown::Fen(paid))];
        self.plain("share", &figures, Shown::Fen(out.share));
        let most = room.unwrap_or(i64::MAX);
        let (mut start, mut before) = (0, 0);
        for segment in &curve.segments {
            let end = start + segment.to - segment.from;
            let upto = self.exact(curve.pay(end), segment.clause)?.min(most);
            if out.bands.len() <= segment.band {
                out.bands.resize(segment.band + 1, 0);
            }
            if let Some(slot) = out.bands.get_mut(segment.band) {
                *slot += upto - before;
            }
            (start, before) = (end, upto);
        }
        Ok(())
    }

    /// The payment before caps, with its bands, adjustments and rounding taken down.
    fn told(&mut self, curve: &Curve, read: i64, base: i64) -> Done<i64> {
        if read == 0 {
            return Ok(0);
        }
        for segment in &curve.segments {
            let length = segment.to - segment.from;
            let sum = self.exact(Exact::whole(length).mul(segment.rate), segment.clause)?;
            let figures = [
                ("from", Shown::Fen(segment.from)),
                ("to", Shown::Fen(segment.to)),
                ("rate", Shown::Rate(segment.rate)),
                ("length", Shown::Fen(length)),
                ("up_to", if segment.up_to == i64::MAX { Shown::Nothing } else { Shown::Fen(segment.up_to) }),
            ];
            match self.elsewhere {
                Some(Ok((policy, _))) if curve.elsewhere => {
                    self.record("band", &figures, Shown::Sum(sum), Ground::Elsewhere(policy, segment.clause));
                }
                Some(_) | None => self.step("band", &figures, Shown::Sum(sum), segment.clause),
            }
        }
        let clause = curve.segments.first().map_or(u32::MAX, |segment| segment.clause);
        let sum = self.exact(curve.sum(read), clause)?;
        let sum = self.adjusted("paid", true, &curve.changes, Some(sum))?.unwrap_or(sum);
        let paid = self.exact(curve.pay(read), clause)?;
        let figures = [("sum", Shown::Sum(sum)), ("unit", Shown::Fen(curve.unit)), ("most", Shown::Fen(read.min(base)))];
        self.plain("rounding", &figures, Shown::Fen(paid));
        Ok(paid)
    }

    /// The least room under the caps that answer.
    fn room(&mut self, plan: &'a LayerPlan) -> Done<Option<i64>> {
        let mut room = None::<i64>;
        let mut answered = plan.caps.is_empty();
        for head in &plan.caps {
            let Some(Amount { fen, clause }) = self.amount(head, "cap")? else { continue };
            answered = true;
            let Some(cap) = fen else { continue };
            let used = self.used(head.key, clause).paid;
            let after = room.unwrap_or(i64::MAX).min((cap - used).max(0));
            let before = room.map_or(Shown::Nothing, Shown::Fen);
            self.step("cap", &[("cap", Shown::Fen(cap)), ("used", Shown::Fen(used)), ("before", before)], Shown::Fen(after), clause);
            room = Some(after);
        }
        self.answered(answered, &plan.caps)?;
        Ok(room)
    }

    /// Where the base begins in the bands: over the year, behind what their counter holds.
    fn origin(&mut self, plan: &'a LayerPlan, deductible: i64) -> Done<i64> {
        let over_year = plan.bands_key.is_some();
        let used = self.used(plan.bands_key, plan.bands_clause);
        let (here, met) = if plan.from_zero { (deductible, used.deductible) } else { (0, 0) };
        let origin = here.checked_add(met).and_then(|zero| zero.checked_add(used.base));
        let origin = self.exact(origin, plan.bands_clause)?;
        if plan.from_zero || over_year {
            let figures = [
                ("deductible", if plan.from_zero { Shown::Fen(deductible) } else { Shown::Nothing }),
                ("met", if plan.from_zero && over_year { Shown::Fen(met) } else { Shown::Nothing }),
                ("used", if over_year { Shown::Fen(used.base) } else { Shown::Nothing }),
            ];
            self.step("origin", &figures, Shown::Fen(origin), plan.bands_clause);
        }
        Ok(origin)
    }

    /// Reads the rates from the lowest band until the room is filled; true if the base would be paid more than the room.
    fn bands(&mut self, plan: &'a LayerPlan, origin: i64, base: i64, room: Option<i64>, curve: &mut Curve) -> Done<bool> {
        let changes = self.changes(&plan.rate.adjusts, plan.share, &plan.mirrored)?;
        self.stretch(plan, &changes, (origin, base), room, curve)
    }

    /// The same with adjustments already read, which may be another policy's.
    pub fn stretch(
        &mut self,
        plan: &'a LayerPlan,
        changes: &[Change],
        (origin, base): (i64, i64),
        room: Option<i64>,
        curve: &mut Curve,
    ) -> Done<bool> {
        let end = self.exact(origin.checked_add(base), plan.bands_clause)?;
        let mut at = origin;
        while at < end {
            let Some(segment) = self.segment(plan, changes, at, end)? else { return Ok(false) };
            at = segment.to;
            curve.segments.push(segment);
            let Some(room) = room else { continue };
            if at == end || !self.exact(curve.fills(at - origin, room), segment.clause)? {
                continue;
            }
            let paid = self.exact(curve.pay(at - origin), segment.clause)?;
            return Ok(paid > room || self.beyond(plan, changes, (at, end, origin), room, curve));
        }
        Ok(false)
    }

    /// The room is filled where a band ends: whether the rest would be paid anything, as far as its rates are known.
    fn beyond(&mut self, plan: &'a LayerPlan, changes: &[Change], stretch: (i64, i64, i64), room: i64, curve: &mut Curve) -> bool {
        let (mut at, end, origin) = stretch;
        let known = curve.segments.len();
        let full = self.quietly(|run| {
            while at < end {
                let Ok(Some(segment)) = run.segment(plan, changes, at, end) else { return true };
                at = segment.to;
                curve.segments.push(segment);
                if curve.pay(at - origin).is_none_or(|paid| paid > room) {
                    return true;
                }
            }
            false
        });
        if full {
            curve.segments.truncate(known);
        }
        full
    }

    /// The stretch at one rate that begins at `at`; `None` where a fact is missing.
    fn segment(&mut self, plan: &'a LayerPlan, changes: &[Change], at: i64, end: i64) -> Done<Option<Segment>> {
        if let Some(change) = changes.first().filter(|change| change.sets()) {
            let rate = self.rate(None, &plan.rate, plan.share, changes)?;
            return Ok(rate.map(|rate| Segment { from: at, to: end, up_to: i64::MAX, rate, band: 0, clause: change.clause() }));
        }
        let rows = plan.rate.rows.of(&self.policy.rows);
        let mut found = None::<(usize, &crate::plan::RowPlan)>;
        let (mut unknown, mut band) = (false, 0);
        for (n, row) in rows.iter().enumerate() {
            let here = row.band.0 <= at && at < row.band.1;
            match self.stands(plan.rate.rows, n) {
                Tri::Holds if here => {
                    if let Some((_, first)) = found {
                        self.fail(|run| words::two_answers(run.policy, first.clause, row.clause))?;
                    }
                    found = found.or(Some((n, row)));
                }
                Tri::Holds => band += usize::from(row.band.1 <= at),
                Tri::Fails => {}
                Tri::Unknown => unknown |= here,
            }
        }
        let Some((n, row)) = found else {
            if !unknown {
                let clause = rows.first().map_or(plan.clause, |row| row.clause);
                self.fail(|run| words::no_answer(run.policy, clause))?;
                return Ok(None);
            }
            for (n, row) in rows.iter().enumerate() {
                if row.band.0 <= at && at < row.band.1 && self.stands(plan.rate.rows, n) == Tri::Unknown {
                    self.note_row(plan.rate.rows, n);
                }
            }
            return if self.quiet { Err(super::run::Stop(None)) } else { Ok(None) };
        };
        self.saw_row(plan.rate.rows, n);
        let to = end.min(row.band.1);
        for (n, other) in rows.iter().enumerate() {
            let inside = at < other.band.0 && other.band.0 < to;
            if inside && self.stands(plan.rate.rows, n) == Tri::Holds {
                self.fail(|run| words::two_answers(run.policy, row.clause, other.clause))?;
            }
        }
        let rate = self.rate(Some(row), &plan.rate, plan.share, changes)?;
        Ok(rate.map(|rate| Segment { from: at, to, up_to: row.band.1, rate, band, clause: row.clause }))
    }
}
