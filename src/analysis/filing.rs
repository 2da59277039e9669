//! The ways a filing can go, as cases: what was filed when, and the `filing` and `filing_stage` that come of it.

use super::boxes::{Case, NOT_APPLICABLE, TooMany, complement, subtract};
use super::universe::{SCENARIO, Universe};
use crate::claim::Role;
use crate::model::policy::{FactId, Filing, Window};
use crate::plan::Within;
use crate::value::Set;

/// One way a filing can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// No `filing needed` line holds; nothing is filed.
    NotNeeded,
    /// No line holds, and something was filed all the same.
    NeedlesslyFiled,
    /// Nothing is filed.
    Nothing,
    /// The n-th filing answers.
    Filed(usize),
    /// The n-th filing, after the last day of its m-th window.
    Late(usize, usize),
    /// A value of `filed_as` that no filing answers.
    NotAccepted,
    /// The n-th filing, by one who does not qualify.
    NotQualified(usize),
    /// The n-th filing, no longer valid when care began.
    NotValid(usize),
    /// The n-th filing, for another place.
    WrongPlace(usize),
}

const NONE: i64 = 0;
const BEFORE_CARE: i64 = 1;
const DURING_CARE: i64 = 2;
const BEFORE_SETTLEMENT: i64 = 3;
const AFTER_SETTLEMENT: i64 = 4;

/// The values of `filed_as` by which a claim reaches the n-th filing: an exact name goes before a group.
pub fn filed_values(universe: &Universe<'_>, n: usize) -> Set {
    let filings = &universe.policy.filings;
    let Some(filing) = filings.get(n) else { return Set::EMPTY };
    let own = Set::of(filing.answers.iter().map(|value| (*value, *value)));
    if filing.exact {
        return own;
    }
    let exact = filings.iter().filter(|other| other.exact).flat_map(|other| &other.answers);
    own.minus(&Set::of(exact.map(|value| (*value, *value))))
}

/// All ways of filing of a policy, and the links that tie them to the facts of the claim.
pub fn scenarios(universe: &Universe<'_>) -> Result<(Vec<Scenario>, Vec<Vec<Case>>), TooMany> {
    let mut ways = Ways { universe, filed_as: universe.policy.scope.role(Role::FiledAs), scenarios: Vec::new(), link: Vec::new() };
    ways.enumerate()?;
    let mut links = needed(universe);
    links.push(ways.link);
    links.extend(deemed_first(universe));
    Ok((ways.scenarios, links))
}

/// `not_needed` exactly where no `filing needed` line holds.
fn needed(universe: &Universe<'_>) -> Vec<Vec<Case>> {
    let (none, some) = (Set::one(0), Set::range(1, i64::MAX));
    let mut links = Vec::new();
    let mut why: Vec<Case> = Case::free().with(universe.filing, &none).into_iter().collect();
    for line in &universe.policy.needed {
        let Some(case) = universe.case(&line.guard) else { continue };
        let mut link = Case::free().minus(&case);
        let answered = case.with(universe.filing, &some);
        link.extend(answered.clone());
        why.extend(answered);
        links.push(link);
    }
    links.push(why);
    links
}

/// `unfiled` not where a deemed filing's guard holds.
fn deemed_first(universe: &Universe<'_>) -> Vec<Vec<Case>> {
    let mut links = Vec::new();
    for (_, filing) in deemed(universe) {
        let Some(case) = universe.case(&filing.guard) else { continue };
        let mut link: Vec<Case> = Case::free().with(universe.filing, &Set::all().minus(&Set::one(1))).into_iter().collect();
        link.extend(Case::free().minus(&case));
        links.push(link);
    }
    links
}

fn deemed<'u>(universe: &'u Universe<'_>) -> impl Iterator<Item = (i64, &'u Filing)> {
    (2_i64..).zip(&universe.policy.filings).filter(|(_, filing)| filing.deemed)
}

struct Ways<'u, 'p> {
    universe: &'u Universe<'p>,
    filed_as: Option<FactId>,
    scenarios: Vec<Scenario>,
    link: Vec<Case>,
}

impl Ways<'_, '_> {
    /// Adds the cases of one way: its guard, the values of `filing` and `filing_stage`, and of `filed_as`.
    fn add(&mut self, way: Scenario, cases: &[Case], filing: i64, stages: &Set, filed_as: &Set) {
        let at = self.scenarios.iter().position(|have| *have == way).unwrap_or_else(|| {
            self.scenarios.push(way);
            self.scenarios.len() - 1
        });
        let id = Set::one(i64::try_from(at).unwrap_or(i64::MAX));
        let universe = self.universe;
        for case in cases {
            let filed = |case: Case| match self.filed_as {
                Some(fact) => case.with(fact, filed_as),
                None => Some(case),
            };
            let case = case.clone().with(SCENARIO, &id).and_then(|case| case.with(universe.filing, &Set::one(filing)));
            self.link.extend(case.and_then(|case| case.with(universe.stage, stages)).and_then(filed));
        }
    }

    /// A filing that fails falls back to the deemed one that holds, else it is unfiled.
    fn fail(&mut self, way: Scenario, cases: &[Case], stages: &Set, filed_as: &Set) {
        self.add(way, cases, 1, stages, filed_as);
        let universe = self.universe;
        for (ordinal, filing) in deemed(universe) {
            let held: Vec<Case> = cases.iter().filter_map(|case| universe.narrow(case.clone(), &filing.guard)).collect();
            self.add(way, &held, ordinal, stages, filed_as);
        }
    }

    fn enumerate(&mut self) -> Result<(), TooMany> {
        let universe = self.universe;
        let any = [Case::free()];
        let (unstated, filed) = (Set::one(NOT_APPLICABLE), Set::range(BEFORE_CARE, AFTER_SETTLEMENT));
        self.add(Scenario::NotNeeded, &any, 0, &Set::one(NONE), &unstated);
        self.fail(Scenario::Nothing, &any, &Set::one(NONE), &unstated);
        let values = self.filed_as.map_or(Set::EMPTY, |fact| universe.values(fact));
        for (n, filing) in universe.policy.filings.iter().enumerate() {
            let own = filed_values(universe, n).meet(&values);
            if own.is_empty() {
                continue;
            }
            let Some(guard) = universe.case(&filing.guard) else {
                self.fail(Scenario::NotQualified(n), &any, &filed, &own);
                continue;
            };
            let ordinal = i64::try_from(n).unwrap_or(i64::MAX - 2) + 2;
            self.filed(n, filing, ordinal, &guard, &own)?;
            for (m, window) in filing.file_by.iter().enumerate() {
                self.late((n, filing), (m, window), &guard, &own);
            }
            self.fail(Scenario::NotQualified(n), &self.unqualified(filing)?, &filed, &own);
            if filing.valid.is_some() && universe.policy.scope.role(Role::FiledUntil).is_some() {
                self.fail(Scenario::NotValid(n), std::slice::from_ref(&guard), &filed, &own);
            }
            if filing.place_region.is_some() || filing.place_institution.is_some() {
                self.fail(Scenario::WrongPlace(n), &[guard], &filed, &own);
            }
        }
        self.add(Scenario::NeedlesslyFiled, &any, 0, &filed, &values);
        let answered = universe.policy.filings.iter().flat_map(|filing| &filing.answers);
        let undeclared = values.minus(&Set::of(answered.map(|value| (*value, *value))));
        if !undeclared.is_empty() {
            self.fail(Scenario::NotAccepted, &any, &filed, &undeclared);
        }
        Ok(())
    }

    /// Where neither this filing's guard holds nor that of another one which answers the same values.
    fn unqualified(&self, filing: &Filing) -> Result<Vec<Case>, TooMany> {
        let rivals = self.universe.policy.filings.iter().filter(|other| other.exact == filing.exact);
        let rivals = rivals.filter(|other| other.answers.iter().any(|value| filing.answers.contains(value)));
        complement(&rivals.filter_map(|other| self.universe.case(&other.guard)).collect::<Vec<_>>())
    }

    /// Filed in time: a window that ends on the day it starts leaves no later stage.
    fn filed(&mut self, n: usize, filing: &Filing, ordinal: i64, guard: &Case, own: &Set) -> Result<(), TooMany> {
        let universe = self.universe;
        let mut pieces = vec![(guard.clone(), Set::range(BEFORE_CARE, AFTER_SETTLEMENT))];
        for window in filing.file_by.iter().filter(|window| !self.slack(window)) {
            let Some(bound) = universe.case(&window.guard) else { continue };
            let last = if role(universe, window.event) == Some(Role::Settled) { BEFORE_SETTLEMENT } else { DURING_CARE };
            let mut next = Vec::new();
            for (case, stages) in pieces {
                next.extend(case.meet(&bound).map(|inside| (inside, stages.meet(&Set::range(BEFORE_CARE, last)))));
                next.extend(subtract(vec![case], std::slice::from_ref(&bound))?.into_iter().map(|outside| (outside, stages.clone())));
            }
            pieces = next;
        }
        for (case, stages) in pieces {
            self.add(Scenario::Filed(n), &[case], ordinal, &stages, own);
        }
        Ok(())
    }

    fn late(&mut self, (n, filing): (usize, &Filing), (m, window): (usize, &Window), guard: &Case, own: &Set) {
        let universe = self.universe;
        let event = universe.fact(window.event);
        let Some(case) = universe.narrow(guard.clone(), &window.guard).and_then(|case| case.with(event, &universe.values(event))) else {
            return;
        };
        let way = Scenario::Late(n, m);
        let mut add = |case: Case, stages: &Set| {
            if filing.late == 1 {
                self.fail(way, &[case], stages, own);
            } else {
                self.add(way, &[case], filing.late, stages, own);
            }
        };
        match role(universe, window.event) {
            Some(Role::Settled) => add(case, &Set::one(AFTER_SETTLEMENT)),
            Some(Role::Admitted) => add(case, &Set::range(DURING_CARE, AFTER_SETTLEMENT)),
            Some(Role::CareStart) => {
                let admitted = universe.policy.scope.role(Role::Admitted);
                let stay = admitted.and_then(|fact| case.clone().with(fact, &universe.values(fact)));
                if let Some(stay) = stay {
                    add(stay, &Set::one(DURING_CARE));
                }
                add(case, &Set::range(BEFORE_SETTLEMENT, AFTER_SETTLEMENT));
            }
            Some(_) | None => add(case, &Set::range(BEFORE_SETTLEMENT, AFTER_SETTLEMENT)),
        }
    }

    /// Whether a window leaves a day after its event.
    fn slack(&self, window: &Window) -> bool {
        let moves = self.universe.policy.settings.rolling == Some(true);
        let first = i64::from(window.counting_first);
        match window.within {
            Within::SameDay => false,
            Within::Days(n) | Within::WorkingDays(n) => n > first || (moves && n > 0),
            Within::Months(n) => n > 0,
        }
    }
}

fn role(universe: &Universe<'_>, fact: FactId) -> Option<Role> {
    universe.policy.scope.fact(fact).and_then(|fact| fact.role)
}
