//! The cases that exist: what one claim can state and what follows from it, as links that a case must satisfy.

use super::boxes::{Case, NOT_APPLICABLE, TooMany, complement, subtract};
use super::filing::{self, Scenario};
use super::rows::row_cases;
use super::search::Search;
use crate::claim::Role;
use crate::model::policy::{FactId, Guard, Policy};
use crate::place::covers;
use crate::plan::{Answer, FactKind};
use crate::value::Set;

/// The amount a band cuts, where a question needs it as a dimension of its own.
pub const BAND: FactId = FactId::MAX;
/// Which way of filing a case comes from: an index into [`Universe::scenarios`].
pub const SCENARIO: FactId = FactId::MAX - 1;
/// Stand-ins for derived facts that a scope does not declare.
const FILING: FactId = FactId::MAX - 2;
const STAGE: FactId = FactId::MAX - 3;
const ROUTE: FactId = FactId::MAX - 4;

/// The cases of one policy. A case is one exactly when it lies in a box of every link.
pub struct Universe<'p> {
    /// The policy.
    pub policy: &'p Policy,
    /// Whether a region code exists.
    pub known: &'p dyn Fn(u32) -> bool,
    /// The ways of filing.
    pub scenarios: Vec<Scenario>,
    /// `filing`.
    pub filing: FactId,
    /// `filing_stage`.
    pub stage: FactId,
    /// `route`.
    pub route: FactId,
    alias: Option<(FactId, FactId)>,
    extents: Vec<Set>,
    base: Case,
    links: Vec<Vec<Case>>,
    search: Search,
}

impl<'p> Universe<'p> {
    /// The cases of a policy. Where `dated` is not set, the days it is in force do not bound them.
    pub fn new(policy: &'p Policy, known: &'p dyn Fn(u32) -> bool, dated: bool) -> Result<Self, TooMany> {
        let scope = &policy.scope;
        let alias = scope.role(Role::EffectiveOn).zip(policy.settings.applies_on);
        let mut universe = Self {
            policy,
            known,
            scenarios: Vec::new(),
            filing: scope.role(Role::Filing).unwrap_or(FILING),
            stage: scope.role(Role::FilingStage).unwrap_or(STAGE),
            route: scope.role(Role::Route).unwrap_or(ROUTE),
            alias,
            extents: Vec::with_capacity(scope.facts.len()),
            base: Case::free(),
            links: Vec::new(),
            search: Search::default(),
        };
        universe.extents = scope.facts.iter().map(|fact| fact.domain.meet(&Set::range(NOT_APPLICABLE + 1, i64::MAX))).collect();
        if let Some(scheme) = policy.scheme {
            universe.confine(scope.role(Role::Scheme), &Set::one(scheme));
        }
        if let Some(region) = policy.region {
            let (from, to) = covers(region);
            universe.confine(scope.role(Role::InsuredRegion), &Set::range(from, to));
        }
        if dated {
            universe.confine(policy.settings.applies_on, &Set::range(policy.effective.0, policy.effective.1));
        }
        universe.link_facts()?;
        for (guard, _) in &scope.never {
            if let Some(case) = universe.case(guard) {
                let link = universe.usual_first(Case::free().minus(&case));
                universe.links.push(link);
            }
        }
        universe.link_distance();
        let (scenarios, links) = filing::scenarios(&universe)?;
        universe.scenarios = scenarios;
        universe.links.extend(links);
        universe.link_route();
        universe.search = Search::new(std::mem::take(&mut universe.base), std::mem::take(&mut universe.links));
        Ok(universe)
    }

    /// The cases of a guard: an inapplicable fact is in none of its sets. `None` where it can never hold.
    pub fn case(&self, guard: &Guard) -> Option<Case> {
        self.narrow(Case::free(), guard)
    }

    /// The cases of a box in which a guard holds.
    pub fn narrow(&self, case: Case, guard: &Guard) -> Option<Case> {
        guard.iter().try_fold(case, |case, (fact, set)| {
            let fact = self.fact(*fact);
            case.with(fact, &set.meet(&self.values(fact)))
        })
    }

    /// The fact that stands for `fact`: the date that picks the version is the one `applies on` names.
    pub fn fact(&self, fact: FactId) -> FactId {
        match self.alias {
            Some((effective, applies)) if fact == effective => applies,
            Some(_) | None => fact,
        }
    }

    /// What a fact may hold where it applies.
    pub fn values(&self, fact: FactId) -> Set {
        self.extents.get(fact as usize).cloned().unwrap_or_else(|| Set::range(NOT_APPLICABLE + 1, i64::MAX))
    }

    /// Whether a fact may be without a value.
    pub fn optional(&self, id: FactId) -> bool {
        self.policy
            .scope
            .fact(id)
            .is_some_and(|fact| !fact.only_when.is_empty() || fact.define.is_some() || fact.role == Some(Role::FiledAs))
    }

    /// What a fact may hold, with the state of not applying where it has one.
    pub fn extent(&self, fact: FactId) -> Set {
        let values = self.values(fact);
        if self.optional(fact) { values.union(&Set::one(NOT_APPLICABLE)) } else { values }
    }

    /// The cases the route lets in.
    pub fn paid_for(&self) -> Option<Case> {
        Case::free().with(self.route, &Set::range(0, 1))
    }

    /// What of a case the policy's scheme, area and days leave.
    pub fn possible(&self, case: &Case) -> Option<Case> {
        self.base.meet(case)
    }

    /// One box of real claims inside `start`, or nothing where no claim lies in it.
    pub fn solve(&self, start: &Case) -> Result<Option<Case>, TooMany> {
        self.search.solve(start)
    }

    /// Whether some real claim lies in `start`: quicker than [`Universe::solve`].
    pub fn has(&self, start: &Case) -> Result<bool, TooMany> {
        self.search.has(start)
    }

    /// The value a claim usually has: the default, the first of a choice, an age in the middle of life.
    pub fn usual(&self, id: FactId) -> Option<i64> {
        let fact = self.policy.scope.fact(id)?;
        fact.default.or(match &fact.kind {
            FactKind::Enum(_) => Some(0),
            FactKind::Age => Some(45),
            FactKind::YesNo
            | FactKind::Count
            | FactKind::Years
            | FactKind::Region
            | FactKind::Date
            | FactKind::Money
            | FactKind::Text(_) => None,
        })
    }

    /// The boxes of a link, those of usual claims first.
    fn usual_first(&self, mut link: Vec<Case>) -> Vec<Case> {
        link.sort_by_cached_key(|case| {
            let odd = |(fact, set): &(FactId, &Set)| !self.optional(*fact) && self.usual(*fact).is_some_and(|usual| !set.contains(usual));
            case.iter().filter(odd).count()
        });
        link
    }

    fn confine(&mut self, fact: Option<FactId>, to: &Set) {
        if let Some(extent) = fact.and_then(|id| self.extents.get_mut(id as usize)) {
            *extent = extent.meet(to);
        }
    }

    /// Domains, `only when` and defined facts.
    fn link_facts(&mut self) -> Result<(), TooMany> {
        for (at, fact) in self.policy.scope.facts.iter().enumerate() {
            let id = FactId::try_from(at).unwrap_or(FactId::MAX);
            let values = self.values(id);
            let mut link = Vec::new();
            if fact.define.as_ref().is_some_and(|ladder| ladder.rows.is_empty()) {
                // It could not be read: it may be anything, so that nothing else is blamed.
                self.base = std::mem::take(&mut self.base).with(id, &values).unwrap_or_default();
                continue;
            } else if let Some(ladder) = &fact.define {
                let rows = row_cases(self, ladder)?;
                for (row, cases) in ladder.rows.iter().zip(&rows) {
                    match row.answer {
                        Answer::Is(answer) => link.extend(cases.iter().filter_map(|case| case.clone().with(id, &Set::one(answer)))),
                        Answer::Unlimited | Answer::Unstated | Answer::CannotArise => {}
                    }
                }
                let left = complement(&rows.concat())?;
                link.extend(left.into_iter().filter_map(|case| case.with(id, &Set::one(NOT_APPLICABLE))));
            } else if fact.only_when.is_empty() {
                let extent = self.extent(id);
                self.base = std::mem::take(&mut self.base).with(id, &extent).unwrap_or_default();
                continue;
            } else {
                let applies = self.case(&fact.only_when);
                link.extend(applies.clone().and_then(|case| case.with(id, &values)));
                let left = applies.map_or_else(|| vec![Case::free()], |case| Case::free().minus(&case));
                link.extend(left.into_iter().filter_map(|case| case.with(id, &Set::one(NOT_APPLICABLE))));
            }
            let link = self.usual_first(link);
            self.links.push(link);
        }
        Ok(())
    }

    /// `distance` follows from the place of care and the policy's own region.
    fn link_distance(&mut self) {
        let scope = &self.policy.scope;
        let (Some(distance), Some(care), Some(region)) = (scope.role(Role::Distance), scope.role(Role::CareRegion), self.policy.region)
        else {
            return;
        };
        let (own, province) = (covers(region), covers(region / 10_000 * 10_000));
        let (own, province) = (Set::range(own.0, own.1), Set::range(province.0, province.1));
        let all = self.values(care);
        let places = [all.meet(&own), all.meet(&province).minus(&own), all.minus(&province).minus(&own)];
        let link = (0_i64..).zip(&places).filter_map(|(n, place)| Case::free().with(distance, &Set::one(n))?.with(care, place)).collect();
        self.links.push(link);
    }

    /// The strictest line that holds is the route.
    fn link_route(&mut self) {
        let (direct, manual, refused) = (Set::one(0), Set::one(1), Set::one(2));
        let route = self.route;
        let mut why: Vec<Case> = Case::free().with(route, &direct).into_iter().collect();
        let mut refusals = Vec::new();
        for reason in &self.policy.reasons {
            let Some(case) = self.case(&reason.guard) else { continue };
            let (becomes, at_least) = if reason.refuse { (&refused, refused.clone()) } else { (&manual, manual.union(&refused)) };
            let mut link = Case::free().minus(&case);
            link.extend(case.clone().with(route, &at_least));
            self.links.push(link);
            let answer = case.with(route, becomes);
            if reason.refuse { refusals.extend(answer) } else { why.extend(answer) }
        }
        why.extend(refusals);
        self.links.push(why);
    }
}

/// The boxes of `from` outside every one of `what`, narrowed to the values the named facts can have.
pub fn left_over(universe: &Universe<'_>, from: &Case, what: &[Case]) -> Result<Vec<Case>, TooMany> {
    let mut start = from.clone();
    for (fact, _) in what.iter().flat_map(Case::iter) {
        if universe.policy.scope.fact(fact).is_some() {
            match start.with(fact, &universe.extent(fact)) {
                Some(narrower) => start = narrower,
                None => return Ok(Vec::new()),
            }
        }
    }
    subtract(vec![start], what)
}
