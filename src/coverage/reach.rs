//! The cases in which a point would be reached, as boxes over facts.

use super::inventory::{Rung, rungs};
use super::watch::Point;
use crate::analysis::boxes::{Case, TooMany};
use crate::analysis::filing::Scenario;
use crate::analysis::reach::every;
use crate::analysis::rows::row_cases;
use crate::analysis::universe::{SCENARIO, Universe};
use crate::claim::Role;
use crate::model::policy::{ClauseId, Guard};
use crate::plan::PolicyPlan;
use crate::value::Set;

/// Boxes, and the layer they are of (benefit, layer).
#[derive(Clone, Debug, Default)]
pub struct Boxes {
    /// The cases; none where no claim can be meant.
    pub cases: Vec<Case>,
    /// The layer in question.
    pub at: Option<(usize, usize)>,
    /// Facts of items decide, which no claim made here has.
    pub items: bool,
}

/// The boxes of a point.
///
/// # Errors
/// More boxes than a question may take.
pub fn boxes(universe: &Universe<'_>, plan: &PolicyPlan, point: Point) -> Result<Boxes, TooMany> {
    let policy = universe.policy;
    let mut out = Boxes::default();
    match point {
        Point::Row(row) | Point::Bound(row, _) => {
            let all = rungs(policy, plan);
            if let Some((rung, at)) = all.iter().find_map(|rung| rung.holds(row).map(|at| (rung, at))) {
                out.at = rung.at;
                out.cases = rows(universe, rung, |n| n == at)?;
                out.items = rung.ladder.rows.get(at).is_some_and(|row| of_items(universe, &row.when) || of_items(universe, &row.guard));
            }
        }
        Point::Cut(benefit, layer, cut, over) => {
            let all = rungs(policy, plan);
            out.at = Some((benefit, layer));
            let rate = all.iter().find(|rung| rung.at == out.at && rung.of == super::inventory::Of::Rate);
            if let Some(rung) = rate {
                let here = |n: usize| {
                    let band = rung.ladder.rows.get(n).and_then(|row| row.band);
                    band.is_some_and(|(from, to)| if over { from == cut } else { to == cut })
                };
                out.cases = rows(universe, rung, here)?;
            }
        }
        Point::Guard(clause, held) => guarded(universe, clause, held, &mut out),
        Point::Filing(n) => out.cases = filed(universe, n),
        Point::Deemed(n) => {
            let nothing = scenario(universe, |way| way == Scenario::Nothing);
            out.cases = filed(universe, n).into_iter().filter_map(|case| case.with(SCENARIO, &nothing)).collect();
        }
        Point::Window(clause, _) => {
            for (n, filing) in policy.filings.iter().enumerate() {
                for window in filing.file_by.iter().filter(|window| window.clause == clause) {
                    let ways = scenario(universe, |way| way == Scenario::Filed(n));
                    let case = Case::free().with(SCENARIO, &ways);
                    out.cases.extend(case.and_then(|case| universe.narrow(case, &window.guard)));
                }
            }
        }
        Point::Valid(clause, fits) => {
            for (n, _) in policy.filings.iter().enumerate().filter(|(_, filing)| filing.valid.is_some_and(|(.., at)| at == clause)) {
                let way = if fits { Scenario::Filed(n) } else { Scenario::NotValid(n) };
                out.cases.extend(Case::free().with(SCENARIO, &scenario(universe, |one| one == way)));
            }
        }
        Point::Place(clause, fits) => {
            let placed = policy.filings.iter().enumerate();
            for (n, _) in placed.filter(|(_, filing)| [filing.place_region, filing.place_institution].contains(&Some(clause))) {
                let way = if fits { Scenario::Filed(n) } else { Scenario::WrongPlace(n) };
                out.cases.extend(Case::free().with(SCENARIO, &scenario(universe, |one| one == way)));
            }
        }
        Point::Higher(clause, _) => {
            for reached in every(universe) {
                for line in reached.layer.higher.iter().filter(|line| line.clause == clause) {
                    let away = policy.scope.role(Role::Distance).map(|fact| (fact, Set::range(1, 2)));
                    let case = universe.narrow(reached.case.clone(), &line.guard);
                    out.cases.extend(case.and_then(|case| away.as_ref().map_or(Some(case.clone()), |(fact, set)| case.with(*fact, set))));
                    out.at = place_of(universe, reached.layer.clause);
                }
            }
        }
    }
    Ok(out)
}

/// Whether a guard reads facts of items.
fn of_items(universe: &Universe<'_>, guard: &Guard) -> bool {
    guard.iter().any(|(fact, _)| universe.policy.scope.fact(*fact).is_some_and(|fact| fact.of_item))
}

/// The cases of some rows of a ladder that reach its layer.
pub fn rows(universe: &Universe<'_>, rung: &Rung<'_>, wanted: impl Fn(usize) -> bool) -> Result<Vec<Case>, TooMany> {
    let cases = row_cases(universe, rung.ladder)?.into_iter().enumerate().filter(|(n, _)| wanted(*n)).flat_map(|(_, cases)| cases);
    let Some(at) = rung.at else { return Ok(cases.collect()) };
    Ok(layer_case(universe, at).map_or_else(Vec::new, |reach| cases.filter_map(|case| case.meet(&reach)).collect()))
}

/// When a layer runs.
pub fn layer_case(universe: &Universe<'_>, (benefit, layer): (usize, usize)) -> Option<Case> {
    let benefit = universe.policy.benefits.get(benefit)?;
    let case = universe.narrow(universe.paid_for()?, &benefit.guard)?;
    universe.narrow(case, &benefit.layers.get(layer)?.guard)
}

/// The place of a layer by its clause.
fn place_of(universe: &Universe<'_>, clause: ClauseId) -> Option<(usize, usize)> {
    let benefits = universe.policy.benefits.iter().enumerate();
    let mut all = benefits.flat_map(|(b, benefit)| benefit.layers.iter().enumerate().map(move |(l, layer)| (b, l, layer.clause)));
    all.find(|(.., known)| *known == clause).map(|(b, l, _)| (b, l))
}

fn scenario(universe: &Universe<'_>, wanted: impl Fn(Scenario) -> bool) -> Set {
    let ways = (0_i64..).zip(&universe.scenarios).filter(|(_, way)| wanted(**way));
    Set::of(ways.map(|(at, _)| (at, at)))
}

fn filed(universe: &Universe<'_>, n: usize) -> Vec<Case> {
    let ordinal = i64::try_from(n + crate::claim::FILINGS.len()).unwrap_or(i64::MAX);
    Case::free().with(universe.filing, &Set::one(ordinal)).into_iter().collect()
}

/// The cases in which the guard of a clause holds, or does not, where it is asked.
fn guarded(universe: &Universe<'_>, clause: ClauseId, held: bool, out: &mut Boxes) {
    let policy = universe.policy;
    let split = |reach: Case, guard: &Guard| -> Vec<Case> {
        if held {
            return universe.narrow(reach, guard).into_iter().collect();
        }
        universe.case(guard).map_or_else(|| vec![reach.clone()], |case| reach.minus(&case))
    };
    for line in policy.needed.iter().filter(|line| line.clause == clause) {
        out.cases.extend(split(Case::free(), &line.guard));
    }
    for reason in policy.reasons.iter().filter(|reason| reason.clause == clause) {
        out.cases.extend(split(Case::free(), &reason.guard));
    }
    for part in policy.parts.iter().filter(|part| part.clause == clause) {
        out.cases.extend(split(Case::free(), &part.guard));
        out.items = true;
    }
    let Some(paid_for) = universe.paid_for() else { return };
    for (b, benefit) in policy.benefits.iter().enumerate() {
        if benefit.clause == clause {
            out.cases.extend(split(paid_for.clone(), &benefit.guard));
        }
        let Some(reach) = universe.narrow(paid_for.clone(), &benefit.guard) else { continue };
        for (l, layer) in benefit.layers.iter().enumerate().filter(|(_, layer)| layer.clause == clause) {
            out.at = Some((b, l));
            out.cases.extend(split(reach.clone(), &layer.guard));
        }
        for account in benefit.account.iter().filter(|account| account.clause == clause) {
            out.cases.extend(split(reach.clone(), &account.guard));
        }
    }
}
