//! Running the examples by each mutant, and saying which of them nobody noticed.

use super::edit::Site;
use super::mutant::{Differs, Mutant, Spot};
use super::words;
use crate::analysis::allows;
use crate::analysis::filing::Scenario;
use crate::analysis::universe::{SCENARIO, Universe};
use crate::coverage::Prober;
use crate::coverage::probe::{Found, Reach};
use crate::coverage::reach::{Boxes, layer_case, rows};
use crate::coverage::suggest;
use crate::coverage::watch::{Point, Watch};
use crate::coverage::{inventory, words as coverage};
use crate::diagnostic::{Code, Lang};
use crate::example::{Case, run_with};
use crate::model::policy::Guard;
use crate::plan::Plan;
use crate::settle::{settle, settle_into};
use crate::source::Sources;
use crate::value::Set;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A mutant no example noticed.
#[derive(Clone, Debug)]
pub struct Survivor {
    /// The mutant.
    pub mutant: Mutant,
    /// A claim whose settlement it changes.
    pub claim: Option<Found>,
}

/// What became of the mutants.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// How many were tried.
    pub tried: usize,
    /// How many an example noticed.
    pub caught: usize,
    /// How many survive with the policy's own reason (`allow W501`).
    pub explained: usize,
    /// How many change nothing that a claim can reach.
    pub idle: usize,
    /// How many the time did not suffice for.
    pub left: usize,
    /// How many examples fail as they stand: then nothing is tried.
    pub failing: usize,
    /// Those that survive, in order of place.
    pub survivors: Vec<Survivor>,
}

/// The examples, with what each reaches.
pub struct Run<'a, 'p> {
    prober: &'a mut Prober<'p>,
    cases: &'a [(usize, Case)],
    by_point: BTreeMap<(usize, Point), Vec<usize>>,
    by_policy: BTreeMap<usize, Vec<usize>>,
    doctored: Plan,
}

/// A stable choice of so many mutants: which ones depends on what they say, not on what stands beside them.
pub fn sample(mut all: Vec<Mutant>, count: usize) -> Vec<Mutant> {
    if all.len() > count {
        all.sort_by_cached_key(|mutant| Sha256::digest(mutant.name().as_bytes()).to_vec());
        all.truncate(count);
        all.sort_by_key(|mutant| mutant.span);
    }
    all
}

/// Tries each mutant in turn. `go_on` is told how many are done, and says whether there is time for another.
pub fn survey(prober: &mut Prober<'_>, cases: &[(usize, Case)], mutants: Vec<Mutant>, go_on: &mut dyn FnMut(usize) -> bool) -> Survey {
    let concerned: BTreeSet<usize> = mutants.iter().flat_map(|mutant| &mutant.spots).map(|spot| spot.policy).collect();
    let doctored = prober.plan.clone();
    let mut run = Run { prober, cases, by_point: BTreeMap::new(), by_policy: BTreeMap::new(), doctored };
    let mut out = Survey { failing: run.index(&concerned), ..Survey::default() };
    if out.failing > 0 {
        return out;
    }
    let of = mutants.len();
    for (at, mutant) in mutants.into_iter().enumerate() {
        if !go_on(at) {
            out.left = of - at;
            break;
        }
        out.tried += 1;
        if run.noticed(&mutant) {
            out.caught += 1;
        } else if run.idle(&mutant) {
            out.idle += 1;
        } else if run.explained(&mutant) {
            out.explained += 1;
        } else {
            let claim = run.telling(&mutant);
            out.survivors.push(Survivor { mutant, claim });
        }
    }
    out
}

impl Run<'_, '_> {
    /// Runs every example once as things stand; how many fail.
    fn index(&mut self, concerned: &BTreeSet<usize>) -> usize {
        let mut failing = 0;
        for (at, (policy, case)) in self.cases.iter().enumerate().filter(|(_, (policy, _))| concerned.contains(policy)) {
            let Some(read) = self.prober.policies.get(*policy) else { continue };
            let points = RefCell::new(BTreeSet::new());
            let ran = run_with(read, case, |claim| {
                let mut watch = Watch::new(self.prober.plan);
                let outcome = settle_into(self.prober.plan, claim, &mut watch);
                points.borrow_mut().extend(watch.points.iter().map(|point| (watch.policy, *point)));
                outcome
            });
            failing += usize::from(!ran.passed);
            for point in points.into_inner() {
                self.by_point.entry(point).or_default().push(at);
                let own = self.by_policy.entry(point.0).or_default();
                if own.last() != Some(&at) {
                    own.push(at);
                }
            }
        }
        failing
    }

    /// Whether an example comes out differently.
    fn noticed(&mut self, mutant: &Mutant) -> bool {
        let mut worth: BTreeSet<usize> = BTreeSet::new();
        for spot in &mutant.spots {
            let Some(at) = self.prober.compiled.get(spot.policy).copied().flatten() else { continue };
            match &spot.differs {
                Differs::Only(points) => worth.extend(points.iter().filter_map(|point| self.by_point.get(&(at, *point))).flatten()),
                Differs::Near(_) | Differs::Between(..) => worth.extend(self.by_policy.get(&at).into_iter().flatten()),
            }
        }
        self.with(&mutant.spots, |run| {
            worth.iter().filter_map(|at| run.cases.get(*at)).any(|(policy, case)| {
                let read = run.prober.policies.get(*policy);
                read.is_some_and(|read| !run_with(read, case, |claim| settle(&run.doctored, claim, false)).passed)
            })
        })
    }

    /// Does something with the plan as a mutant has it.
    fn with<T>(&mut self, spots: &[Spot], act: impl FnOnce(&Self) -> T) -> T {
        let at = |spot: &Spot, run: &Self| run.prober.compiled.get(spot.policy).copied().flatten();
        for spot in spots {
            if let Some(policy) = at(spot, self).and_then(|at| self.doctored.policies.get_mut(at)) {
                spot.edits.iter().for_each(|edit| edit.apply(policy));
            }
        }
        let out = act(self);
        for spot in spots {
            if let Some(at) = at(spot, self)
                && let (Some(slot), Some(own)) = (self.doctored.policies.get_mut(at), self.prober.plan.policies.get(at))
            {
                slot.clone_from(own);
            }
        }
        out
    }

    /// The boxes in which a mutant can be told; `None` where they are too many.
    fn boxes(&mut self, spot: &Spot) -> Option<Vec<(Boxes, Option<Point>)>> {
        match &spot.differs {
            Differs::Only(points) => points.iter().map(|point| Some((self.prober.boxes(spot.policy, *point)?, Some(*point)))).collect(),
            Differs::Near(point) => Some(vec![(self.prober.boxes(spot.policy, *point)?, Some(*point))]),
            Differs::Between(site, one, two) => Some(vec![(self.between(spot.policy, *site, one, two)?, None)]),
        }
    }

    /// Where one guard of a site holds and the other does not.
    fn between(&mut self, policy: usize, site: Site, one: &Guard, two: &Guard) -> Option<Boxes> {
        let plan = self.prober.compiled.get(policy).copied().flatten().and_then(|at| self.prober.plan.policies.get(at))?;
        let universe = self.prober.universe(policy)?;
        let free = crate::analysis::boxes::Case::free;
        let mut out = Boxes::default();
        let reach = match site {
            Site::Row(row) => {
                let all = inventory::rungs(universe.policy, plan);
                let rung = all.iter().find(|rung| rung.holds(row).is_some())?;
                out.at = rung.at;
                // Any row of the clause may be the one that tells.
                let clause = rung.holds(row).and_then(|n| rung.ladder.rows.get(n)).map(|row| row.clause);
                let own = rung.ladder.rows.iter().filter(|row| Some(row.clause) == clause);
                let items = own.flat_map(|row| row.when.iter().chain(&row.guard));
                out.items = items.into_iter().any(|(fact, _)| universe.policy.scope.fact(*fact).is_some_and(|fact| fact.of_item));
                match rung.at {
                    Some(at) => layer_case(universe, at)?,
                    None if rows(universe, rung, |_| true).is_err() => return None,
                    None => free(),
                }
            }
            Site::Layer(b, l) => {
                out.at = Some((b, l));
                universe.narrow(universe.paid_for()?, &universe.policy.benefits.get(b)?.guard)?
            }
            Site::Higher(b, l, _) => {
                out.at = Some((b, l));
                layer_case(universe, (b, l))?
            }
            Site::Account(b) => universe.narrow(universe.paid_for()?, &universe.policy.benefits.get(b)?.guard)?,
            Site::Benefit(_) => universe.paid_for()?,
            Site::Filing(n) | Site::Window(n, _) => free().with(SCENARIO, &filed_as(universe, n))?,
            Site::Needed(_) | Site::Reason(_) => free(),
        };
        for (held, other) in [(one, two), (two, one)] {
            let Some(held) = universe.narrow(reach.clone(), held) else { continue };
            out.cases.extend(universe.case(other).map_or_else(|| vec![held.clone()], |other| held.minus(&other)));
        }
        Some(out)
    }

    /// Whether no claim can tell: what is changed lies where none comes.
    fn idle(&mut self, mutant: &Mutant) -> bool {
        mutant.spots.iter().all(|spot| {
            let Some(all) = self.boxes(spot) else { return false };
            all.iter().all(|(boxes, _)| self.prober.any(spot.policy, &boxes.cases) == Reach::None)
        })
    }

    /// Whether a policy says why it survives.
    fn explained(&self, mutant: &Mutant) -> bool {
        let policy = mutant.spots.first().and_then(|spot| self.prober.policies.get(spot.policy));
        policy.is_some_and(|policy| allows(policy, mutant.clause, Code::W501))
    }

    /// A claim that is settled otherwise by the mutant.
    fn telling(&mut self, mutant: &Mutant) -> Option<Found> {
        let mut fallback = None;
        for spot in &mutant.spots {
            let at = self.prober.compiled.get(spot.policy).copied().flatten()?;
            let all = self.boxes(spot).unwrap_or_default();
            if let Some(policy) = self.doctored.policies.get_mut(at) {
                spot.edits.iter().for_each(|edit| edit.apply(policy));
            }
            let (plan, doctored) = (self.prober.plan, &self.doctored);
            let tells = |claim: &crate::claim::Claim| {
                let (own, other) = (settle(plan, claim, false), settle(doctored, claim, false));
                // Two refusals are told apart by their wording alone.
                (own != other && (own.is_ok() || other.is_ok())).then(|| own.err().and_then(|faults| faults.into_iter().next()))
            };
            let mut found = None;
            for (boxes, point) in &all {
                match self.prober.search(spot.policy, boxes, *point, &tells) {
                    Some(claim) if claim.refused.is_none() => {
                        found = Some(claim);
                        break;
                    }
                    Some(claim) if fallback.is_none() => fallback = Some(claim),
                    Some(_) | None => {}
                }
            }
            if let (Some(slot), Some(own)) = (self.doctored.policies.get_mut(at), plan.policies.get(at)) {
                slot.clone_from(own);
            }
            if found.is_some() {
                return found;
            }
        }
        fallback
    }
}

/// The ways of filing by which a claim comes to the n-th filing.
fn filed_as(universe: &Universe<'_>, n: usize) -> Set {
    let comes = |way: &Scenario| match way {
        Scenario::Filed(at) | Scenario::Late(at, _) | Scenario::NotQualified(at) | Scenario::NotValid(at) | Scenario::WrongPlace(at) => {
            *at == n
        }
        Scenario::NotNeeded | Scenario::NeedlesslyFiled | Scenario::Nothing | Scenario::NotAccepted => false,
    };
    Set::of((0_i64..).zip(&universe.scenarios).filter(|(_, way)| comes(way)).map(|(at, _)| (at, at)))
}

/// One survivor: its place, what was changed, what it rests on, and an example that would tell.
pub fn report(prober: &Prober<'_>, survivor: &Survivor, sources: &Sources, lang: Lang) -> String {
    let mutant = &survivor.mutant;
    let (file, line) = sources.place(mutant.span);
    let changed = words::changed(&mutant.what, &mutant.case, &mutant.from, &mutant.to);
    let policy = mutant.spots.first().and_then(|spot| prober.policies.get(spot.policy));
    let citation = policy.and_then(|policy| policy.clauses.get(mutant.clause as usize)).map_or("", |clause| clause.citation.as_str());
    let cited = match (citation.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::En) => format!("  [{citation}]"),
        (false, Lang::Zh) => format!("  【{citation}】"),
    };
    let mut out = format!("{file}:{line}  {}{cited}\n", changed.of(lang));
    let example = survivor.claim.as_ref().and_then(|found| prober.policies.get(found.policy).map(|policy| (policy, found)));
    match example {
        Some((policy, found)) => {
            let note = (policy.name != mutant.origin).then(|| coverage::in_policy(&policy.name));
            out += &suggest::written(policy, found, &words::title(changed.of(lang), lang), note.as_ref(), lang);
        }
        None => {
            let _ = writeln!(out, "    {}", words::NO_CLAIM.of(lang));
        }
    }
    out
}
