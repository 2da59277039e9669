//! What policies an engine settles by.

use super::Engine;
use crate::calendar;
use crate::claim::Role;
use crate::plan::PolicyPlan;
use chrono::NaiveDate;

/// A policy: one scheme of one pooling area.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PolicySummary {
    /// Its dotted name: `changsha.employee`.
    pub name: String,
    /// Its title: `长沙市职工基本医疗保险`.
    pub title: String,
    /// The pooling area's administrative code, six digits: `430100` covers all divisions below it.
    pub region: i64,
    /// The scheme under the name claims state it by: `employee`.
    pub scheme: String,
    /// The scheme's Chinese name: `职工`.
    pub scheme_label: String,
    /// Its versions, the earliest first.
    pub versions: Vec<PolicyVersion>,
}

/// A version of a policy, or the part of one in which nothing of what it inherits changes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PolicyVersion {
    /// The first day in force; `None` where it is unstated.
    pub from: Option<NaiveDate>,
    /// The last day in force; `None` while no end is written.
    pub until: Option<NaiveDate>,
    /// The content hash that its settlements carry, 16 hex digits.
    pub hash: String,
}

impl Engine {
    /// The policies in order of name, each with its versions in order of date.
    pub fn policies(&self) -> impl Iterator<Item = PolicySummary> + use<> {
        let mut plans: Vec<&PolicyPlan> = self.plan.policies.iter().collect();
        plans.sort_by_key(|policy| (&policy.name, policy.region, policy.scheme, policy.effective));
        let mut out: Vec<PolicySummary> = Vec::new();
        for plan in plans {
            let next = summary(plan);
            match out.last_mut().filter(|last| (&last.name, &last.region, &last.scheme) == (&next.name, &next.region, &next.scheme)) {
                Some(last) => last.versions.extend(next.versions),
                None => out.push(next),
            }
        }
        out.into_iter()
    }
}

fn summary(plan: &PolicyPlan) -> PolicySummary {
    let scheme = plan.fact_of(Role::Scheme).and_then(|fact| fact.kind.values().get(usize::try_from(plan.scheme).ok()?));
    let (scheme, scheme_label) = scheme.map_or_else(Default::default, |(names, _)| (names.key().to_owned(), names.label().to_owned()));
    let (from, until) = (calendar::date_of(plan.effective.0), calendar::date_of(plan.effective.1));
    let version = PolicyVersion { from, until, hash: plan.hash.clone() };
    PolicySummary {
        name: plan.name.clone(),
        title: plan.title.clone(),
        region: plan.region.0,
        scheme,
        scheme_label,
        versions: vec![version],
    }
}
