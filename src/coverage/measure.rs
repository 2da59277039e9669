//! How much of what was written the examples reach, by policy.

use super::probe::{Prober, Reach};
use super::target::{Key, Kind, Target, targets};
use super::watch::{Point, Watch};
use crate::example::{Case, run_with};
use crate::model::policy::Policy;
use crate::plan::Plan;
use crate::settle::settle_into;
use crate::source::SourceId;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// One target with every policy it stands in.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The target, as the first policy that has it says it.
    pub target: Target,
    /// Where it stands: the policy, a place among those read, and its point there.
    pub sites: Vec<(usize, Point)>,
    /// An example reaches it.
    pub covered: bool,
}

/// What one policy or framework wrote.
#[derive(Clone, Debug)]
pub struct Covered {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it wrote, in order of place.
    pub targets: Vec<Measured>,
}

impl Covered {
    /// How many targets of a kind, or of all, there are, and how many of them are covered.
    pub fn count(&self, kind: Option<Kind>) -> (usize, usize) {
        let all = self.targets.iter().filter(|one| kind.is_none_or(|kind| one.target.kind == kind));
        all.fold((0, 0), |(of, covered), one| (of + 1, covered + usize::from(one.covered)))
    }
}

/// The coverage of some files.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// What wrote a target there, in order of place.
    pub policies: Vec<Covered>,
}

impl Coverage {
    /// How many targets there are, and how many are covered.
    pub fn count(&self) -> (usize, usize) {
        self.policies.iter().map(|one| one.count(None)).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }
}

/// Covered, of all, in whole percent, rounded down: 100 only where nothing is left.
pub fn percent((of, covered): (usize, usize)) -> usize {
    (covered * 100).checked_div(of).unwrap_or(100)
}

/// Measures what was written in the sources asked for. All examples of the policies that have it count, wherever they
/// stand; a target that no claim can reach is none.
pub fn measure(prober: &mut Prober<'_>, cases: &[(usize, Case)], asked: &dyn Fn(SourceId) -> bool) -> Coverage {
    let mut all = written(prober, asked);
    let concerned: BTreeSet<usize> = all.values().flat_map(|one| &one.sites).map(|(policy, _)| *policy).collect();
    let hits = reached(prober.policies, prober.plan, cases.iter().filter(|(at, _)| concerned.contains(at)));
    for one in all.values_mut() {
        let compiled = &prober.compiled;
        one.covered =
            one.sites.iter().any(|(policy, point)| compiled.get(*policy).copied().flatten().is_some_and(|at| hits.contains(&(at, *point))));
    }
    all.retain(|_, one| one.covered || one.sites.iter().any(|(policy, point)| prober.reach(*policy, *point) != Reach::None));
    let mut out = Coverage::default();
    for one in all.into_values() {
        let name = &one.target.origin;
        match out.policies.iter_mut().find(|known| known.name == *name) {
            Some(known) => known.targets.push(one),
            None => {
                let title = prober.policies.iter().find(|policy| policy.name == *name).map_or_else(String::new, |p| p.title.clone());
                out.policies.push(Covered { name: name.clone(), title, targets: vec![one] });
            }
        }
    }
    out
}

/// The targets written in some sources, each once, in order of place.
pub fn written(prober: &Prober<'_>, asked: &dyn Fn(SourceId) -> bool) -> BTreeMap<Key, Measured> {
    let mut all: BTreeMap<Key, Measured> = BTreeMap::new();
    for (at, policy) in prober.policies.iter().enumerate() {
        let plan = prober.compiled.get(at).copied().flatten().and_then(|at| prober.plan.policies.get(at));
        for target in plan.map(|plan| targets(policy, plan)).into_iter().flatten().filter(|target| asked(target.key.span.source)) {
            let site = (at, target.point);
            let key = target.key.clone();
            all.entry(key).or_insert_with(|| Measured { target, sites: Vec::new(), covered: false }).sites.push(site);
        }
    }
    all
}

/// The points some examples reach: (place in the plan, point).
fn reached<'c>(policies: &[Policy], plan: &Plan, cases: impl Iterator<Item = &'c (usize, Case)>) -> BTreeSet<(usize, Point)> {
    let out = RefCell::new(BTreeSet::new());
    for (policy, case) in cases.filter_map(|(at, case)| policies.get(*at).map(|policy| (policy, case))) {
        run_with(policy, case, |claim| {
            let mut watch = Watch::new(plan);
            let outcome = settle_into(plan, claim, &mut watch);
            out.borrow_mut().extend(watch.points.iter().map(|point| (watch.policy, *point)));
            outcome
        });
    }
    out.into_inner()
}
