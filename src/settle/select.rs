//! The version that answers: by area (the longest prefix), scheme and date.

use super::decode::{day_of, ordinal, region, text};
use super::run::{fact_role, role_fact};
use super::words;
use crate::claim::{Claim, ClaimFault, Role, Value};
use crate::plan::{FactKind, Names, Plan, PolicyPlan};

/// The index of the policy that answers a claim. Where the date that picks it is missing, the latest version of the area:
/// the run then finds everything else that is missing too.
pub fn select(plan: &Plan, claim: &Claim) -> Result<usize, Vec<ClaimFault>> {
    let area = plan.stated(claim, Role::InsuredRegion);
    let scheme = plan.stated(claim, Role::Scheme);
    let lacks = [(area.is_none(), Role::InsuredRegion), (scheme.is_none(), Role::Scheme)];
    let (Some(area), Some(scheme)) = (area, scheme) else {
        return Err(lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, role)| words::missing_role(role)).collect());
    };
    let Some(code) = region(area).map(i64::from) else { return Err(vec![words::wrong_region(area)]) };
    let covers = |policy: &PolicyPlan| policy.region.0 <= code && code <= policy.region.1;
    let mut of_area: Vec<usize> = Vec::new();
    let mut schemes: Vec<(Names, String)> = Vec::new();
    for (at, policy) in plan.policies.iter().enumerate().filter(|(_, policy)| covers(policy)) {
        let fact = role_fact(policy, Role::Scheme).and_then(|at| policy.facts.get(at as usize));
        let Some(FactKind::Enum(values)) = fact.map(|fact| &fact.kind) else { continue };
        match ordinal(values, scheme) {
            Some(stated) if stated == policy.scheme => of_area.push(at),
            Some(_) => {}
            None => schemes.extend(values.iter().filter(|value| !schemes.contains(value)).cloned().collect::<Vec<_>>()),
        }
    }
    if of_area.is_empty() && !schemes.is_empty() {
        return Err(vec![words::wrong_scheme(scheme, schemes)]);
    }
    let get = |at: &usize| plan.policies.get(*at);
    let in_force = |at: &usize| {
        get(at)
            .is_none_or(|policy| applies_on(plan, claim, policy).is_none_or(|day| policy.effective.0 <= day && day <= policy.effective.1))
    };
    let dated = of_area.iter().filter_map(get).any(|policy| applies_on(plan, claim, policy).is_some());
    let answering: Vec<usize> = of_area.iter().copied().filter(in_force).collect();
    let width = |policy: &PolicyPlan| policy.region.1 - policy.region.0;
    let narrowest = answering.iter().filter_map(get).map(width).min();
    let mut near = answering.iter().copied().filter(|at| get(at).map(width) == narrowest);
    let on = of_area.iter().filter_map(get).find_map(|policy| applies_on(plan, claim, policy));
    let Some(first) = near.next() else { return Err(vec![words::no_policy(code, &called(plan, scheme), on)]) };
    let latest = |a: usize, b: usize| if get(&a).map(|policy| policy.effective) < get(&b).map(|policy| policy.effective) { b } else { a };
    match near.next() {
        None => Ok(first),
        Some(second) if !dated => Ok(near.fold(latest(first, second), latest)),
        Some(second) => {
            let names = [first, second].iter().filter_map(get).map(|policy| policy.name.as_str()).collect::<Vec<_>>();
            Err(vec![words::two_policies(code, &called(plan, scheme), on, &names)])
        }
    }
}

/// Both names of a stated scheme, where some policy knows it; else what is stated.
fn called(plan: &Plan, scheme: &Value) -> Names {
    let known = plan.policies.iter().find_map(|policy| {
        let fact = role_fact(policy, Role::Scheme).and_then(|at| policy.facts.get(at as usize))?;
        let FactKind::Enum(values) = &fact.kind else { return None };
        let at = usize::try_from(ordinal(values, scheme)?).ok()?;
        values.get(at).map(|(names, _)| names.clone())
    });
    known.unwrap_or_else(|| Names { latin: text(scheme).unwrap_or_default().into_owned(), han: String::new() })
}

/// The date that picks a version of a policy.
fn applies_on(plan: &Plan, claim: &Claim, policy: &PolicyPlan) -> Option<i64> {
    let day = |role| plan.stated(claim, role).and_then(day_of);
    match fact_role(policy, policy.applies_on) {
        Some(Role::CareStart) => day(Role::Admitted).or_else(|| day(Role::Visited)),
        Some(Role::CareEnd) => day(Role::Discharged).or_else(|| if day(Role::Admitted).is_some() { None } else { day(Role::Visited) }),
        Some(role) => day(role),
        None => None,
    }
}
