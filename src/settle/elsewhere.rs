//! The higher of own and place of care (就高): the same base at the rates of the policy of the place of care.

use super::adjust::{Change, Changes};
use super::curve::Curve;
use super::encode::{Encoded, encode};
use super::names;
use super::run::{Done, Run, Subject};
use super::sink::{NoSteps, Shown, Sink};
use super::words;
use crate::claim::{Claim, ClaimFault, Role};
use crate::plan::{LayerPlan, Names, Plan, PolicyPlan};

/// Ordinal of `distance`: care inside the policy's own region.
const LOCAL: i64 = 0;

/// The policy of the place of care with what the claim says to it, or why there is none.
pub type Elsewhere<'a> = Result<(&'a PolicyPlan, Encoded<'a>), Box<ClaimFault>>;

/// The policy in force at the place of care: same scheme, same day, the narrowest area. `None` where no layer asks for it, or
/// care is local, or the place is not known.
pub fn policy_there<'a>(plan: &'a Plan, own: &PolicyPlan, claim: &Encoded<'_>) -> Option<Result<&'a PolicyPlan, Box<ClaimFault>>> {
    let fact = |role| super::run::role_fact(own, role).and_then(|at| claim.facts.get(at as usize).copied().flatten());
    let asks = own.benefits.iter().flat_map(|benefit| &benefit.layers).any(|layer| !layer.higher.is_empty());
    if !asks || fact(Role::Distance)? == LOCAL {
        return None;
    }
    let (code, on) = (fact(Role::CareRegion)?, claim.on?);
    let scheme = scheme_name(own)?;
    let there = plan
        .policies
        .iter()
        .filter(|policy| policy.region.0 <= code && code <= policy.region.1)
        .filter(|policy| scheme_name(policy).is_some_and(|there| there.key() == scheme.key()))
        .filter(|policy| policy.effective.0 <= on && on <= policy.effective.1)
        .min_by_key(|policy| policy.region.1 - policy.region.0);
    Some(there.ok_or_else(|| Box::new(words::no_policy_there(code, scheme, on))))
}

fn scheme_name(policy: &PolicyPlan) -> Option<&Names> {
    let fact = super::run::role_fact(policy, Role::Scheme).and_then(|at| policy.facts.get(at as usize));
    let (values, at) = (fact?.kind.values(), usize::try_from(policy.scheme).ok()?);
    values.get(at).map(|(names, _)| names)
}

/// What the claim says to another policy: the facts that policy knows. Its bill and its counters stay at home.
pub fn facts_there(claim: &Claim, policy: &PolicyPlan) -> Claim {
    let known = |name: &str| matches!(names::resolve(policy, name), Some(names::Key::Fact(_)));
    let facts = claim.facts.iter().filter(|(name, _)| known(name)).cloned().collect();
    Claim { facts, counters: claim.counters.is_some().then(Vec::new), ..Claim::default() }
}

/// The claim over the policy of the place of care.
pub fn elsewhere<'a>(plan: &'a Plan, there: Result<&'a PolicyPlan, Box<ClaimFault>>, claim: &'a Claim) -> Elsewhere<'a> {
    let policy = there?;
    match encode(plan, policy, claim) {
        Ok(encoded) => Ok((policy, encoded)),
        Err(faults) => Err(Box::new(faults.into_iter().next().unwrap_or_else(|| words::no_counterpart(policy, "")))),
    }
}

impl<'a, S: Sink> Run<'a, S> {
    /// Whether this layer is compared with that of the place of care.
    pub fn compares(&mut self, plan: &'a LayerPlan) -> bool {
        let distance = self.role(Role::Distance).map(|fact| self.read(fact));
        let local = matches!(distance, Some(super::run::Known::Is(LOCAL)));
        let mut asked = false;
        for line in &plan.higher {
            asked |= self.needs(line.guard, line.clause);
        }
        if asked && !local && self.elsewhere.is_none() {
            self.note_named(Role::CareRegion, plan.higher.first().map(|line| line.clause));
        }
        asked && !local && self.elsewhere.is_some()
    }

    /// Takes the rates of the place of care where they pay more of the base, before caps.
    pub fn higher(&mut self, plan: &'a LayerPlan, origin: i64, base: i64, own: Curve) -> Done<Curve> {
        let clause = plan.higher.first().map_or(plan.clause, |line| line.clause);
        let Some(other) = self.there(plan, origin, base, &own.changes)? else { return Ok(own) };
        let (here, there) = (self.exact(own.pay(base), clause)?, self.exact(other.pay(base), clause)?);
        let place = match self.elsewhere {
            Some(Ok((policy, _))) => policy.name.as_str(),
            Some(Err(_)) | None => "",
        };
        let figures = [("own", Shown::Fen(here)), ("place", Shown::Name(place)), ("there", Shown::Fen(there))];
        self.step("higher", &figures, Shown::Fen(here.max(there)), clause);
        Ok(if there > here { other } else { own })
    }

    /// The base at the rates of the place of care; adjustments, origin and rounding are one's own.
    fn there(&mut self, plan: &'a LayerPlan, origin: i64, base: i64, paid: &[Change]) -> Done<Option<Curve>> {
        let (policy, claim) = match self.elsewhere {
            Some(Ok((policy, claim))) => (*policy, claim),
            Some(Err(fault)) => {
                self.fail(|_| fault.as_ref().clone())?;
                return Ok(None);
            }
            None => return Ok(None),
        };
        let benefit = self.out.benefit.and_then(|at| self.policy.benefits.get(at)).map_or("", |benefit| benefit.names.key());
        let benefits = policy.benefits.iter().filter(|other| other.names.key() == benefit);
        let found = benefits.flat_map(|other| &other.layers).find(|layer| layer.names.key() == plan.names.key() && !layer.given);
        let Some(layer) = found else {
            self.fail(|_| words::no_counterpart(policy, &format!("{benefit}.{}", plan.names.key())))?;
            return Ok(None);
        };
        let changes = self.changes(&plan.rate.adjusts, plan.share, &plan.mirrored)?;
        // What this settlement worked out, and the claim need not state, is known there too.
        let worked_out = [Role::Distance, Role::FilingStage, Role::Route, Role::Admission, Role::Total];
        let own = worked_out.map(|role| (role, self.stated(role)));
        let filing = filing_there(self.policy, policy, self.out.filing);
        let mut nothing = NoSteps;
        let mut run = Run::new(self.plan, policy, claim, &mut nothing);
        for (role, value) in own.into_iter().chain([(Role::Filing, Some(filing))]) {
            run.set(role, value);
        }
        let mut curve = Curve { unit: self.policy.rounding, changes: Changes::from_slice(paid), elsewhere: true, ..Curve::default() };
        run.stretch(layer, &changes, (origin, base), None, &mut curve)?;
        run.sound()?;
        let banded = curve.segments.iter().any(|segment| segment.band > 0 || segment.up_to != i64::MAX);
        if banded && !plan.bands_written {
            self.fail(|run| words::no_origin(run.policy, policy, plan))?;
            return Ok(None);
        }
        let (missing, unstated) = (std::mem::take(&mut run.missing), std::mem::take(&mut run.unstated));
        for fault in unstated {
            self.lack(|_| fault)?;
        }
        if missing.is_empty() && self.unstated.is_empty() {
            return Ok(Some(curve));
        }
        for (subject, _) in missing {
            let name = match subject {
                Subject::Fact(fact, _) => policy.facts.get(fact as usize).map_or("", |fact| fact.names.key()),
                Subject::Role(role) => role.names().0,
                Subject::Given(..) => "",
            };
            let here = self.policy.facts.iter().position(|fact| fact.names.key() == name);
            match here.and_then(|at| u16::try_from(at).ok()) {
                Some(at) => self.note_fact(at, Some(plan.clause)),
                None => self.fail(|_| words::no_counterpart(policy, name))?,
            }
        }
        Ok(None)
    }
}

/// A filing of one policy by the ordinals of another; −1, which no guard names, where it does not declare it.
fn filing_there(own: &PolicyPlan, other: &PolicyPlan, filing: i64) -> i64 {
    const DECLARED: usize = crate::claim::FILINGS.len();
    let Some(at) = usize::try_from(filing).ok().and_then(|n| n.checked_sub(DECLARED)) else { return filing };
    let name = own.filings.get(at).map(|plan| plan.names.key());
    let there = other.filings.iter().position(|plan| Some(plan.names.key()) == name);
    there.and_then(|n| i64::try_from(n + DECLARED).ok()).unwrap_or(-1)
}
