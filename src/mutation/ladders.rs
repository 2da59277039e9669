//! Mutants of figures: each moved either way, neighbours swapped, cuts and shared bounds moved, clauses removed.

use super::edit::{Edit, Site};
use super::guards::{is_ordered, variants};
use super::mutant::{Differs, Makes, Thing};
use super::words;
use crate::analysis::dropped;
use crate::coverage::describe;
use crate::coverage::inventory::{Of, Rung, rungs};
use crate::coverage::watch::Point;
use crate::diagnostic::Words;
use crate::model::both;
use crate::model::policy::{Bands, ClauseId, FactId, Row};
use crate::plan::{AdjustOp, Answer, Slice};
use crate::syntax::tree::HeadWord;
use crate::value::{RATE_ONE, Set};
use std::collections::BTreeSet;

/// What money is moved by, in fen: 100 yuan. A cut is not moved by a fen: that moves a payment by less than is rounded away.
const MONEY: i64 = 10_000;
/// What a rate is moved by: one point.
const POINT: i64 = RATE_ONE / 100;

/// The mutants of every ladder.
pub fn make(makes: &mut Makes<'_>) {
    for rung in rungs(makes.policy, makes.plan) {
        let rows: Vec<(u32, &Row)> =
            (rung.rows.from..rung.rows.to).zip(&rung.ladder.rows).filter(|(_, row)| !dropped(makes.policy, row)).collect();
        for (at, row) in &rows {
            figure(makes, &rung, *at, row);
        }
        for pair in rows.windows(2) {
            if let [one, two] = pair {
                swap(makes, &rung, *one, *two);
            }
        }
        shared_bounds(makes, &rung, &rows);
        let clauses: BTreeSet<ClauseId> = rows.iter().map(|(_, row)| row.clause).collect();
        for clause in clauses {
            let own: Vec<(u32, &Row)> = rows.iter().filter(|(_, row)| row.clause == clause).copied().collect();
            whole(makes, &rung, clause, &own);
        }
        if let (Of::Rate, Some(at)) = (rung.of, rung.at) {
            cuts(makes, &rung, at, &rows);
        }
        sign(makes, &rung, &rows);
    }
    origins(makes);
}

fn thing(makes: &Makes<'_>, rung: &Rung<'_>, row: &Row) -> Thing {
    Thing { span: row.span, clause: row.clause, what: rung.what.clone(), case: describe::row(makes.policy, row) }
}

/// The values put in place of a figure.
fn moved(of: Of, value: i64) -> Vec<i64> {
    let (step, most) = match of {
        Of::Bound(_)
        | Of::Adjust(Some(AdjustOp::To | AdjustOp::Up | AdjustOp::Down | AdjustOp::AtLeast | AdjustOp::AtMost) | None, true) => {
            (MONEY, i64::MAX)
        }
        Of::Adjust(Some(AdjustOp::Times), _) => (POINT, i64::MAX),
        Of::Rate | Of::FirstPay | Of::Adjust(_, false) => (POINT, RATE_ONE),
        Of::Define(_) => return Vec::new(),
    };
    let up = value.checked_add(step).filter(|up| *up <= most);
    let down = (value > 0).then(|| value.saturating_sub(step).max(0));
    up.into_iter().chain(down).collect()
}

fn figure(makes: &mut Makes<'_>, rung: &Rung<'_>, at: u32, row: &Row) {
    let Answer::Is(value) = row.answer else { return };
    for to in moved(rung.of, value) {
        let said = |value| describe::answer(makes.policy, rung.of, Answer::Is(value));
        let change = (said(value), said(to));
        let thing = thing(makes, rung, row);
        makes.push(&thing, change, vec![Edit::Answer(at, Answer::Is(to))], Differs::Only(vec![Point::Row(at)]));
    }
}

/// Two neighbouring answers of one table change places.
fn swap(makes: &mut Makes<'_>, rung: &Rung<'_>, (a, one): (u32, &Row), (b, two): (u32, &Row)) {
    let states = |row: &Row| matches!(row.answer, Answer::Is(_) | Answer::Unlimited);
    if one.table != two.table || one.answer == two.answer || !states(one) || !states(two) {
        return;
    }
    let edits = vec![Edit::Answer(a, two.answer), Edit::Answer(b, one.answer)];
    let said = |answer| describe::answer(makes.policy, rung.of, answer);
    let pair = |x: &Words, y: &Words| Words::new(format!("{}, {}", x.en, y.en), format!("{}、{}", x.zh, y.zh));
    let (x, y) = (said(one.answer), said(two.answer));
    let thing = thing(makes, rung, one);
    makes.push(&thing, (pair(&x, &y), pair(&y, &x)), edits, Differs::Only(vec![Point::Row(a), Point::Row(b)]));
}

/// A bound that rows of one table share is moved in all of them, so that the table stays whole.
fn shared_bounds(makes: &mut Makes<'_>, rung: &Rung<'_>, rows: &[(u32, &Row)]) {
    let tables: BTreeSet<u32> = rows.iter().map(|(_, row)| row.table).collect();
    for table in tables {
        let own: Vec<(u32, &Row)> = rows.iter().filter(|(_, row)| row.table == table).copied().collect();
        let facts: BTreeSet<FactId> = own.iter().flat_map(|(_, row)| &row.when).map(|(fact, _)| *fact).collect();
        for fact in facts.into_iter().filter(|fact| is_ordered(makes.policy, *fact)) {
            let Some(domain) = makes.policy.scope.fact(fact).map(|fact| fact.domain.clone()) else { continue };
            let sets = || own.iter().flat_map(|(_, row)| &row.when).filter(|(id, _)| *id == fact).map(|(_, set)| set.meet(&domain));
            let last = domain.intervals().last().map_or(i64::MAX, |ends| ends.1);
            // The last number below each bound.
            let ends: BTreeSet<i64> = sets().flat_map(|set| set.intervals().to_vec()).map(|(_, to)| to).filter(|to| *to < last).collect();
            for end in ends {
                for by in [1, -1] {
                    bound(makes, rung, &own, fact, (end, by));
                }
            }
        }
    }
}

fn bound(makes: &mut Makes<'_>, rung: &Rung<'_>, rows: &[(u32, &Row)], fact: FactId, (end, by): (i64, i64)) {
    let moved = |set: &Set| {
        let ends = set.intervals().iter().map(|(from, to)| {
            let from = if *from == end + 1 { from + by } else { *from };
            (from, if *to == end { to + by } else { *to })
        });
        Set::of(ends)
    };
    let mut edits = Vec::new();
    let mut first = None;
    for (at, row) in rows {
        let Some((_, set)) = row.when.iter().find(|(id, _)| *id == fact) else { continue };
        let other = moved(set);
        if other == *set || other.is_empty() {
            continue;
        }
        let when = row.when.iter().map(|(id, old)| (*id, if *id == fact { other.clone() } else { old.clone() })).collect();
        edits.push(Edit::Guard(Site::Row(*at), both(&row.guard, &when)));
        first = first.or(Some((*at, *row, set.clone(), other)));
    }
    let (Some((at, row, from, to)), Some(of)) = (first, makes.policy.scope.fact(fact)) else { return };
    let change = (describe::condition(of, &from), describe::condition(of, &to));
    let (small, large) = if from.minus(&to).is_empty() { (from.clone(), to.clone()) } else { (to.clone(), from.clone()) };
    let with = |set: &Set| row.when.iter().map(|(id, old)| (*id, if *id == fact { set.clone() } else { old.clone() })).collect();
    let thing = Thing { case: Words::new("", ""), ..thing(makes, rung, row) };
    let differs = Differs::Between(Site::Row(at), both(&row.guard, &with(&small)), both(&row.guard, &with(&large)));
    makes.push(&thing, change, edits, differs);
}

/// A whole clause: taken away, or under another guard.
fn whole(makes: &mut Makes<'_>, rung: &Rung<'_>, clause: ClauseId, rows: &[(u32, &Row)]) {
    let Some((first, row)) = rows.first().copied() else { return };
    let stated = rows.iter().any(|(_, row)| matches!(row.answer, Answer::Is(_)));
    let thing = Thing { span: makes.head(clause), clause, what: rung.what.clone(), case: describe::conditions(makes.policy, &row.guard) };
    let total = matches!(rung.of, Of::Bound(HeadWord::Deductible)) && is_total(makes, rung.rows);
    let gone: Vec<Edit> = rows
        .iter()
        .filter_map(|(at, row)| match (rung.of, row.answer) {
            (_, Answer::Unstated | Answer::CannotArise | Answer::Unlimited) => None,
            (Of::Bound(HeadWord::Deductible), Answer::Is(0)) => None,
            (Of::Bound(HeadWord::Deductible), Answer::Is(_)) if !total => Some(Edit::Answer(*at, Answer::Is(0))),
            (Of::Bound(HeadWord::Cap | HeadWord::Limit | HeadWord::LimitAbove), Answer::Is(_)) => {
                Some(Edit::Answer(*at, Answer::Unlimited))
            }
            (Of::Bound(_) | Of::Adjust(..), Answer::Is(_)) => Some(Edit::Never(Site::Row(*at))),
            (Of::Rate | Of::FirstPay | Of::Define(_), Answer::Is(_)) => None,
        })
        .collect();
    if !gone.is_empty() {
        let points = rows.iter().map(|(at, _)| Point::Row(*at)).collect();
        makes.push(&thing, (words::WRITTEN.words(), words::REMOVED.words()), gone, Differs::Only(points));
    }
    if !stated || matches!(rung.of, Of::Define(_)) {
        return;
    }
    for variant in variants(makes.policy, &row.guard) {
        let edits = rows.iter().map(|(at, row)| Edit::Guard(Site::Row(*at), both(&variant.guard, &row.when))).collect();
        let differs = Differs::Between(Site::Row(first), row.guard.clone(), variant.guard.clone());
        makes.push(&Thing { case: Words::new("", ""), ..thing.clone() }, (variant.from, variant.to), edits, differs);
    }
}

fn is_total(makes: &Makes<'_>, rows: Slice) -> bool {
    let layers = makes.plan.benefits.iter().flat_map(|benefit| &benefit.layers);
    layers.flat_map(|layer| &layer.totals).any(|head| head.rows == rows)
}

fn cuts(makes: &mut Makes<'_>, rung: &Rung<'_>, (benefit, layer): (usize, usize), rows: &[(u32, &Row)]) {
    let mut seen = BTreeSet::new();
    for (_, row) in rows {
        let Some((_, cut)) = row.band.filter(|(_, cut)| *cut != i64::MAX && seen.insert(*cut)) else { continue };
        for to in [cut.saturating_add(MONEY), cut.saturating_sub(MONEY)] {
            let moved = |end: i64| if end == cut { to } else { end };
            let whole = rows.iter().filter_map(|(_, row)| row.band).all(|(from, up_to)| moved(from) < moved(up_to) && moved(from) >= 0);
            if whole {
                let thing = Thing { case: words::CUT.words(), ..thing(makes, rung, row) };
                let edit = Edit::Cut { rows: rung.rows, from: cut, to };
                let differs = Differs::Near(Point::Cut(benefit, layer, cut, true));
                makes.push(&thing, (describe::money(cut), describe::money(to)), vec![edit], differs);
            }
        }
    }
}

/// Up instead of down, down instead of up.
fn sign(makes: &mut Makes<'_>, rung: &Rung<'_>, rows: &[(u32, &Row)]) {
    let Of::Adjust(Some(op), _) = rung.of else { return };
    let turned = match op {
        AdjustOp::Up => AdjustOp::Down,
        AdjustOp::Down => AdjustOp::Up,
        AdjustOp::AtMost => AdjustOp::AtLeast,
        AdjustOp::AtLeast => AdjustOp::AtMost,
        AdjustOp::To | AdjustOp::Times => return,
    };
    let Some((_, row)) = rows.first().filter(|_| rows.iter().any(|(_, row)| matches!(row.answer, Answer::Is(_)))) else { return };
    let thing = Thing { case: Words::new("", ""), ..thing(makes, rung, row) };
    let points = rows.iter().map(|(at, _)| Point::Row(*at)).collect();
    makes.push(&thing, (words::operation(op), words::operation(turned)), vec![Edit::Op(rung.rows, turned)], Differs::Only(points));
}

/// Where bands begin, of layers whose rates are cut.
fn origins(makes: &mut Makes<'_>) {
    let policy = makes.policy;
    for (b, benefit) in policy.benefits.iter().enumerate() {
        for (l, layer) in benefit.layers.iter().enumerate() {
            let cut = layer.rate.iter().flat_map(|rate| &rate.ladder.rows).filter_map(|row| row.band).find(|(_, to)| *to != i64::MAX);
            let (Some(Bands { from_zero, over_year, clause }), Some((_, cut))) = (layer.bands, cut) else { continue };
            let over_year = over_year.is_some();
            let what = crate::analysis::names::named(&layer.names);
            let of = crate::analysis::names::named(&benefit.names);
            let what = Words::new(format!("{}.{} bands", of.en, what.en), format!("{}.{} 分段", of.zh, what.zh));
            let thing = Thing { span: makes.head(clause), clause, what, case: Words::new("", "") };
            for (zero, year) in [(!from_zero, over_year), (from_zero, !over_year)] {
                let change = (words::origin(from_zero, over_year), words::origin(zero, year));
                let differs = Differs::Near(Point::Cut(b, l, cut, true));
                makes.push(&thing, change, vec![Edit::Origin(b, l, zero, year)], differs);
            }
        }
    }
}
