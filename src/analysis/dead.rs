//! Rows and clauses that no claim can reach: W302.

use super::boxes::{Case, TooMany};
use super::findings::Findings;
use super::names::About;
use super::reach::{Reached, every};
use super::rows::row_cases;
use super::universe::Universe;
use super::unstated::dropped;
use super::why::{self, Gate, Why};
use super::words;
use crate::diagnostic::{Fault, Words};
use crate::model::policy::{Adjustment, ClauseId, Filing, Guard, Head, Ladder, Policy};
use crate::source::Span;
use crate::value::Set;
use std::collections::BTreeMap;

/// Judges what the policy wrote itself: an inherited row may be meant for another child. A dated row may belong to another
/// segment of the same version: only in a universe that the days in force do not bound is it dead. Whether all was asked:
/// not what stands in a block that no claim reaches.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) -> bool {
    let policy = universe.policy;
    let mut asked = true;
    for line in &policy.needed {
        clause(universe, &Case::free(), &line.guard, line.clause, &Way::free(), findings);
    }
    for (ordinal, filing) in (2_i64..).zip(&policy.filings) {
        let reach = Case::free().with(universe.filing, &Set::one(ordinal));
        let way = Way { own_names: own_names(policy, filing, findings), ..Way::free() };
        clause(universe, &reach.unwrap_or_default(), &Guard::new(), filing.clause, &way, findings);
        for window in &filing.file_by {
            let Some(reach) = universe.case(&filing.guard) else {
                asked = false;
                continue;
            };
            let way = Way { gates: vec![(&filing.guard, filing.clause)], ..Way::free() };
            clause(universe, &reach, &window.guard, window.clause, &way, findings);
        }
    }
    for reason in &policy.reasons {
        clause(universe, &Case::free(), &reason.guard, reason.clause, &Way::free(), findings);
    }
    let Some(paid_for) = universe.paid_for() else { return false };
    for benefit in &policy.benefits {
        clause(universe, &paid_for, &benefit.guard, benefit.clause, &Way { paid: true, ..Way::free() }, findings);
        let Some(reach) = universe.narrow(paid_for.clone(), &benefit.guard) else {
            asked = false;
            continue;
        };
        for layer in &benefit.layers {
            let way = Way { gates: vec![(&benefit.guard, benefit.clause)], paid: true, ..Way::free() };
            clause(universe, &reach, &layer.guard, layer.clause, &way, findings);
        }
    }
    let reached = every(universe);
    asked &= reached.len() == policy.benefits.iter().map(|benefit| benefit.layers.len()).sum::<usize>();
    for reached in reached {
        let layer = reached.layer;
        // A layer no claim reaches is one fault, not one a row.
        if universe.has(&reached.case) != Ok(true) {
            asked = false;
            continue;
        }
        let benefit = reached.benefit;
        let way = Way { gates: vec![(&benefit.guard, benefit.clause), (&layer.guard, layer.clause)], paid: true, ..Way::free() };
        for head in layer.heads.iter().chain(&layer.rate) {
            rows(universe, &reached.case, &head.ladder, About::Head(policy, layer, head), &way, findings);
        }
        for adjust in &layer.adjusts {
            rows(universe, &reached.case, &adjust.ladder, About::Adjustment(layer, adjust), &way, findings);
            if let Some(head) = adjust.head.and_then(|at| layer.heads.get(at)) {
                idle_adjustment(universe, &reached, adjust, head, findings);
            }
        }
    }
    for fact in &policy.scope.facts {
        if let Some(ladder) = &fact.define {
            rows(universe, &Case::free(), ladder, About::Defined(&fact.names), &Way::free(), findings);
        }
    }
    for ladder in [&policy.first_pay, &policy.item_first_pay] {
        rows(universe, &Case::free(), ladder, About::FirstPay, &Way::free(), findings);
    }
    for part in &policy.parts {
        clause(universe, &Case::free(), &part.guard, part.clause, &Way::free(), findings);
    }
    asked
}

/// An adjustment acts only where its figure answers: rows that hold for some claims, but for none of those, change nothing.
fn idle_adjustment(universe: &Universe<'_>, within: &Reached<'_>, adjust: &Adjustment, head: &Head, findings: &mut Findings<'_>) {
    let idle = row_cases(universe, &adjust.ladder).and_then(|rows| {
        let answers = row_cases(universe, &head.ladder)?.concat();
        let mut idle = Vec::new();
        for (row, cases) in adjust.ladder.rows.iter().zip(rows) {
            if dropped(universe.policy, row) || !findings.own(row.clause) {
                continue;
            }
            let reached: Vec<Case> = cases.iter().filter_map(|case| case.meet(&within.case)).collect();
            if acts(universe, &reached)? && !acts_within(universe, &reached, &answers)? {
                idle.push(row);
            }
        }
        Ok(idle)
    });
    let first = |ladder: &Ladder| ladder.rows.first().map_or(within.layer.clause, |row| row.clause);
    match idle {
        Ok(idle) => {
            for row in idle {
                findings.warn(row.clause, words::idle_adjustment(row.span, findings.head(first(&head.ladder))));
            }
        }
        Err(TooMany) => {
            let clause = first(&adjust.ladder);
            findings.undecided(Some(clause), findings.head(clause), &About::Adjustment(within.layer, adjust).words());
        }
    }
}

/// True if a claim lies in one of the cases.
fn acts(universe: &Universe<'_>, cases: &[Case]) -> Result<bool, TooMany> {
    for case in cases {
        if universe.has(case)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// True if a claim lies in one of the cases and in one of the answers.
fn acts_within(universe: &Universe<'_>, cases: &[Case], answers: &[Case]) -> Result<bool, TooMany> {
    for case in cases {
        let both: Vec<Case> = answers.iter().filter_map(|answer| case.meet(answer)).collect();
        if acts(universe, &both)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What a claim comes through before it reaches something: told apart only where that is dead.
struct Way<'p> {
    gates: Vec<Gate<'p>>,
    paid: bool,
    /// Of a filing for a group: the kinds of its values' own names, where each value has one.
    own_names: Vec<Span>,
}

impl Way<'_> {
    const fn free() -> Self {
        Self { gates: Vec::new(), paid: false, own_names: Vec::new() }
    }
}

/// The kinds of the own names of all that a filing for a group answers; empty where a value has none.
fn own_names(policy: &Policy, filing: &Filing, findings: &Findings<'_>) -> Vec<Span> {
    let own = |value: &i64| policy.filings.iter().find(|other| other.exact && other.answers.contains(value));
    let kinds: Option<Vec<&Filing>> = filing.answers.iter().map(own).collect();
    let kinds = kinds.filter(|_| !filing.exact && !filing.deemed).unwrap_or_default();
    kinds.iter().map(|kind| findings.head(kind.clause)).take(why::MOST).collect()
}

fn clause(universe: &Universe<'_>, reach: &Case, guard: &Guard, id: ClauseId, way: &Way<'_>, findings: &mut Findings<'_>) {
    let other_scheme = universe.policy.scope.role(crate::claim::Role::Scheme).zip(universe.policy.scheme);
    if !findings.own(id) || guard.iter().any(|(fact, set)| other_scheme.is_some_and(|(own, scheme)| *fact == own && !set.contains(scheme)))
    {
        return;
    }
    let answer = universe.narrow(reach.clone(), guard).map_or(Ok(false), |case| universe.has(&case));
    match answer {
        Ok(true) => {}
        Ok(false) => {
            let why = match way.own_names.as_slice() {
                [] => why::clause(universe, guard, &way.gates, way.paid, findings),
                kinds => Why::OwnNames(kinds.to_vec()),
            };
            findings.warn(id, words::dead(findings.head(id), &why));
        }
        Err(TooMany) => {
            let path = findings.clause(id).map_or_else(String::new, |info| info.path.clone());
            findings.decide(id, &Words::new(path.clone(), path), Err(TooMany));
        }
    }
}

fn rows(universe: &Universe<'_>, reach: &Case, ladder: &Ladder, what: About<'_>, way: &Way<'_>, findings: &mut Findings<'_>) {
    match dead_rows(universe, reach, ladder, findings) {
        Err(TooMany) => {
            let first = ladder.rows.first();
            findings.undecided(first.map(|row| row.clause), first.map_or(universe.policy.span, |row| row.span), &what.words());
        }
        Ok(dead) => {
            for (id, at) in dead {
                let all = ladder.rows.iter().filter(|row| row.clause == id).count();
                let why = |at: usize| why::row(universe, ladder, at, &way.gates, way.paid, findings);
                let dead: Vec<Fault> = match at.as_slice() {
                    [first, ..] if at.len() == all => vec![words::dead(findings.head(id), &why(*first))],
                    some => some.iter().filter_map(|at| ladder.rows.get(*at).map(|row| words::dead(row.span, &why(*at)))).collect(),
                };
                for fault in dead {
                    findings.warn(id, fault);
                }
            }
        }
    }
}

/// The dead rows of a ladder, by clause.
fn dead_rows(
    universe: &Universe<'_>,
    reach: &Case,
    ladder: &Ladder,
    findings: &Findings<'_>,
) -> Result<BTreeMap<ClauseId, Vec<usize>>, TooMany> {
    let mut dead: BTreeMap<ClauseId, Vec<usize>> = BTreeMap::new();
    for (at, cases) in row_cases(universe, ladder)?.into_iter().enumerate() {
        let Some(row) = ladder.rows.get(at) else { continue };
        if dropped(universe.policy, row) || !findings.own(row.clause) {
            continue;
        }
        let mut alive = false;
        for case in cases.iter().filter_map(|case| case.meet(reach)) {
            if universe.has(&case)? {
                alive = true;
                break;
            }
        }
        if !alive {
            dead.entry(row.clause).or_default().push(at);
        }
    }
    Ok(dead)
}
