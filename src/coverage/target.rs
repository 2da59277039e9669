//! What examples are asked to reach: each row of each table, each side of a cut, a bound, a guard, a window.
//!
//! A target belongs to the policy or framework that wrote it, and is known by where it was written: children that inherit
//! a clause share its targets, and so do the versions of one policy.

use super::describe;
use super::inventory::{Of, Rung, rungs};
use super::watch::Point;
use super::words;
use crate::analysis::dropped;
use crate::analysis::names;
use crate::diagnostic::Words;
use crate::model::policy::{ClauseId, Filing, Policy};
use crate::plan::{Answer, PolicyPlan};
use crate::source::Span;
use crate::syntax::tree::HeadWord;
use std::collections::BTreeMap;

/// What kind of thing a target is, for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A cell: one row of one answer column, a clause without a table among them.
    Cell,
    /// One side of a cut between bands.
    Band,
    /// One side of a deductible, a limit or a cap.
    Bound,
    /// A guard that holds, or does not: of a benefit, a layer, a part, a personal account, a `filing needed` line; and which of
    /// two places pays more, where the higher holds.
    Guard,
    /// A reason of the route.
    Reason,
    /// A kind of filing, a side of its window, its validity or its place.
    Filing,
}

impl Kind {
    /// All, in the order they are told.
    pub const ALL: [Self; 6] = [Self::Cell, Self::Band, Self::Bound, Self::Guard, Self::Reason, Self::Filing];
}

/// What a target is known by, in whatever policy it stands: where it was written, the thing, which of several there, the side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Where it was written.
    pub span: Span,
    thing: String,
    nth: u32,
    side: Option<bool>,
}

/// One target in one policy.
#[derive(Clone, Debug)]
pub struct Target {
    /// What it is known by.
    pub key: Key,
    /// Where a run reaches it.
    pub point: Point,
    /// Its kind.
    pub kind: Kind,
    /// Who wrote it.
    pub origin: String,
    /// The clause it stands in.
    pub clause: ClauseId,
    /// What it is of: `inpatient.pool rate`.
    pub what: Words,
    /// The case: `person is retired`; empty where there is only one.
    pub case: Words,
    /// The figure, where it is one.
    pub figure: Option<Words>,
    /// What must come about.
    pub side: Words,
}

/// All targets of a policy.
pub fn targets(policy: &Policy, plan: &PolicyPlan) -> Vec<Target> {
    let mut list = List { policy, out: Vec::new() };
    for rung in rungs(policy, plan) {
        list.rung(&rung);
    }
    list.lines();
    for (at, filing) in policy.filings.iter().enumerate() {
        list.filing(at, filing);
    }
    list.layers();
    list.out
}

struct List<'p> {
    policy: &'p Policy,
    out: Vec<Target>,
}

/// The place and the thing of targets that differ by side alone.
struct Thing<'a> {
    span: Span,
    clause: ClauseId,
    what: &'a Words,
    nth: u32,
    case: Words,
    figure: Option<Words>,
}

/// What is wanted of a thing: kind, point, side, and how it is said.
type Mark = (Kind, Point, Option<bool>, Words);

impl List<'_> {
    fn push(&mut self, thing: &Thing<'_>, kind: Kind, point: Point, side: Option<bool>, says: Words) {
        let origin = self.policy.clauses.get(thing.clause as usize).map_or_else(String::new, |clause| clause.origin.clone());
        self.out.push(Target {
            key: Key { span: thing.span, thing: format!("{} {kind:?}", thing.what.en), nth: thing.nth, side },
            point,
            kind,
            origin,
            clause: thing.clause,
            what: thing.what.clone(),
            case: thing.case.clone(),
            figure: thing.figure.clone(),
            side: says,
        });
    }

    fn rung(&mut self, rung: &Rung<'_>) {
        let mut nth: BTreeMap<Span, u32> = BTreeMap::new();
        for (at, row) in (rung.rows.from..rung.rows.to).zip(&rung.ladder.rows) {
            let slot = nth.entry(row.span).or_default();
            let here = *slot;
            *slot += 1;
            if dropped(self.policy, row) {
                continue;
            }
            let thing = Thing {
                span: row.span,
                clause: row.clause,
                what: &rung.what,
                nth: here,
                case: describe::row(self.policy, row),
                figure: Some(describe::answer(self.policy, rung.of, row.answer)),
            };
            let value = match row.answer {
                Answer::Is(value) => Some(value),
                Answer::Unlimited => None,
                // The document states nothing here that an example could hold it to.
                Answer::Unstated | Answer::CannotArise => continue,
            };
            self.push(&thing, Kind::Cell, Point::Row(at), None, words::READ.words());
            if let Of::Bound(word) = rung.of
                && value.is_some_and(|value| value > 0)
            {
                let (over, under) = if word == HeadWord::Deductible { words::DEDUCTIBLE } else { words::BOUND };
                self.push(&thing, Kind::Bound, Point::Bound(at, true), Some(true), over.words());
                self.push(&thing, Kind::Bound, Point::Bound(at, false), Some(false), under.words());
            }
        }
        if let (Of::Rate, Some((benefit, layer))) = (rung.of, rung.at) {
            self.cuts(rung, benefit, layer);
        }
    }

    /// Each cut of a rate once, whatever rows it stands in; its place is the first row that ends there.
    fn cuts(&mut self, rung: &Rung<'_>, benefit: usize, layer: usize) {
        let mut seen = Vec::new();
        for row in rung.ladder.rows.iter().filter(|row| !dropped(self.policy, row)) {
            let Some((_, cut)) = row.band.filter(|(_, cut)| *cut != i64::MAX && !seen.contains(cut)) else { continue };
            seen.push(cut);
            let nth = u32::try_from(seen.len()).unwrap_or(u32::MAX);
            let figure = Some(describe::money(cut));
            let thing = Thing { span: row.span, clause: row.clause, what: &rung.what, nth, case: Words::new("", ""), figure };
            let (over, under) = (words::over_cut(cut), words::under_cut(cut));
            self.push(&thing, Kind::Band, Point::Cut(benefit, layer, cut, true), Some(true), over);
            self.push(&thing, Kind::Band, Point::Cut(benefit, layer, cut, false), Some(false), under);
        }
    }

    fn clause(&mut self, id: ClauseId, what: &Words, case: Words, (kind, point, side, says): Mark) {
        let span = self.policy.clauses.get(id as usize).map_or(self.policy.span, |clause| clause.head_span);
        let thing = Thing { span, clause: id, what, nth: 0, case, figure: None };
        self.push(&thing, kind, point, side, says);
    }

    /// Whether a guard speaks of another scheme.
    fn foreign(&self, guard: &crate::model::policy::Guard) -> bool {
        let own = self.policy.scope.role(crate::claim::Role::Scheme).zip(self.policy.scheme);
        guard.iter().any(|(fact, set)| own.is_some_and(|(own, scheme)| *fact == own && !set.contains(scheme)))
    }

    /// `filing needed`, reasons, parts.
    fn lines(&mut self) {
        let policy = self.policy;
        let case = |guard| describe::conditions(policy, guard);
        for line in policy.needed.iter().filter(|line| !self.foreign(&line.guard)).collect::<Vec<_>>() {
            let what = Words::new("filing needed", "须备案");
            for held in [true, false] {
                let says = if held { words::HOLDS } else { words::FAILS };
                self.clause(
                    line.clause,
                    &what,
                    case(&line.guard),
                    (Kind::Guard, Point::Guard(line.clause, held), Some(held), says.words()),
                );
            }
        }
        for reason in policy.reasons.iter().filter(|reason| !self.foreign(&reason.guard)).collect::<Vec<_>>() {
            let what = words::reason(&names::named(&reason.names));
            self.clause(
                reason.clause,
                &what,
                case(&reason.guard),
                (Kind::Reason, Point::Guard(reason.clause, true), None, words::HOLDS.words()),
            );
        }
        for part in &policy.parts {
            let what = words::part(&names::named(&part.names));
            self.clause(part.clause, &what, case(&part.guard), (Kind::Guard, Point::Guard(part.clause, true), None, words::HOLDS.words()));
        }
    }

    fn filing(&mut self, at: usize, filing: &Filing) {
        let what = words::filing(&names::named(&filing.names));
        let none = || Words::new("", "");
        if !filing.answers.is_empty() {
            self.clause(filing.clause, &what, none(), (Kind::Filing, Point::Filing(at), None, words::COUNTS.words()));
        }
        if filing.deemed {
            self.clause(filing.clause, &what, none(), (Kind::Filing, Point::Deemed(at), Some(true), words::DEEMED.words()));
        }
        for window in &filing.file_by {
            let case = describe::conditions(self.policy, &window.guard);
            let length = Some(describe::length(window.within));
            for (late, says) in [(false, words::LAST_DAY), (true, words::DAY_AFTER)] {
                let span = self.policy.clauses.get(window.clause as usize).map_or(self.policy.span, |clause| clause.head_span);
                let thing = Thing { span, clause: window.clause, what: &what, nth: 1, case: case.clone(), figure: length.clone() };
                self.push(&thing, Kind::Filing, Point::Window(window.clause, late), Some(late), says.words());
            }
        }
        if let Some((_, length, clause)) = filing.valid {
            // What is valid until changed has no end that an example could go over.
            for (fits, says) in [(true, words::VALID), (false, words::NOT_VALID)].into_iter().filter(|(fits, _)| *fits || length.is_some())
            {
                self.clause(clause, &what, none(), (Kind::Filing, Point::Valid(clause, fits), Some(fits), says.words()));
            }
        }
        for clause in filing.place_region.into_iter().chain(filing.place_institution) {
            for (fits, says) in [(true, words::PLACED), (false, words::MISPLACED)] {
                self.clause(clause, &what, none(), (Kind::Filing, Point::Place(clause, fits), Some(fits), says.words()));
            }
        }
    }

    /// Benefits, guarded layers, the higher of two places, personal accounts.
    fn layers(&mut self) {
        let policy = self.policy;
        for benefit in policy.benefits.iter().filter(|benefit| !self.foreign(&benefit.guard)).collect::<Vec<_>>() {
            let named = names::named(&benefit.names);
            let what = words::benefit(&named);
            let case = describe::conditions(policy, &benefit.guard);
            self.clause(benefit.clause, &what, case, (Kind::Guard, Point::Guard(benefit.clause, true), None, words::ANSWERS.words()));
            for layer in benefit.layers.iter().filter(|layer| !self.foreign(&layer.guard)).collect::<Vec<_>>() {
                let what = words::layer(&named, &names::named(&layer.names));
                let sides: &[bool] = if layer.guard.is_empty() { &[] } else { &[true, false] };
                for held in sides {
                    let says = if *held { words::RUNS } else { words::STANDS_BY };
                    let case = describe::conditions(policy, &layer.guard);
                    self.clause(layer.clause, &what, case, (Kind::Guard, Point::Guard(layer.clause, *held), Some(*held), says.words()));
                }
                for line in &layer.higher {
                    for (there, says) in [(true, words::THERE_HIGHER), (false, words::OWN_HIGHER)] {
                        let case = describe::conditions(policy, &line.guard);
                        self.clause(line.clause, &what, case, (Kind::Guard, Point::Higher(line.clause, there), Some(there), says.words()));
                    }
                }
            }
            if let Some(account) = &benefit.account {
                let what = words::account(&named);
                let case = describe::conditions(policy, &account.guard);
                self.clause(account.clause, &what, case, (Kind::Guard, Point::Guard(account.clause, true), None, words::RUNS.words()));
            }
        }
    }
}
