//! The checker and the engine agree on which cases exist: every claim the checker names settles as it says, and every
//! claim that settles lies in a case the checker knows.

use chrono::NaiveDate;
use std::path::Path;
use yibao::Library;
use yibao::analysis::boxes::Case;
use yibao::analysis::universe::Universe;
use yibao::analysis::{witness, witness::spell};
use yibao::claim::{Claim, Role, Settlement, Value};
use yibao::diagnostic::{Code, Lang};
use yibao::model::policy::{FactId, Policy};
use yibao::plan::{FactKind, Plan, compile};
use yibao::value::Set;

/// Every rule file that ships, and every case that settles.
fn library() -> Library {
    let mut paths = vec![Path::new("tests/language/plain.yb").to_path_buf()];
    let mut folders = vec![Path::new("rules").to_path_buf(), Path::new("tests/language/settle").to_path_buf()];
    while let Some(folder) = folders.pop() {
        let mut inside: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        inside.sort();
        folders.extend(inside.iter().filter(|path| path.is_dir()).cloned());
        paths.extend(inside.into_iter().filter(|path| path.extension().is_some_and(|end| end == "yb")));
    }
    Library::read(paths.iter().map(|path| (path.display().to_string(), std::fs::read_to_string(path).expect("a text"))))
}

/// The facts every policy derives.
struct Derived {
    filing: FactId,
    stage: FactId,
    route: FactId,
}

impl Derived {
    fn of(policy: &Policy) -> Self {
        let role = |role| policy.scope.role(role).expect("derived");
        Self { filing: role(Role::Filing), stage: role(Role::FilingStage), route: role(Role::Route) }
    }
}

fn filing_name(policy: &Policy, ordinal: usize) -> String {
    let declared = ordinal.checked_sub(2).and_then(|at| policy.filings.get(at)).map(|filing| filing.names.key().to_owned());
    declared.unwrap_or_else(|| ["not_needed", "unfiled"].get(ordinal).copied().unwrap_or_default().to_owned())
}

const ROUTES: [&str; 3] = ["direct", "manual", "refused"];

fn one(n: usize) -> Set {
    Set::one(i64::try_from(n).expect("small"))
}

#[test]
fn every_witness_settles_as_the_checker_says() {
    let library = library();
    let mut found = 0;
    for policy in library.policies.iter().filter(|policy| !policy.framework) {
        let plan = Plan { policies: Vec::from_iter(compile(policy, &library.sources)), catalogs: library.catalogs.clone() };
        let derived = Derived::of(policy);
        for (filing, stage, route) in cases(policy) {
            let start = Case::free().with(derived.filing, &one(filing)).and_then(|case| case.with(derived.stage, &one(stage)));
            let start = start.and_then(|case| case.with(derived.route, &one(route))).expect("not empty");
            for benefit in &policy.benefits {
                let case = benefit.guard.iter().try_fold(start.clone(), |case, (fact, set)| case.with(*fact, set));
                let Some(claim) = case.and_then(|case| witness(policy, &case)) else { continue };
                found += 1;
                let spelt = || format!("{}: {}", policy.name, spell(policy, &claim, Lang::En));
                match yibao::settle::settle(&plan, &claim, false) {
                    Ok(out) => {
                        assert_eq!(
                            (out.filing.as_str(), out.route.as_str()),
                            (filing_name(policy, filing).as_str(), ROUTES[route]),
                            "{}",
                            spelt()
                        );
                    }
                    // The document does not say, or says that the case never comes: neither is the claim's fault.
                    Err(faults) => assert!(
                        faults.iter().all(|fault| matches!(fault.code, Code::C013 | Code::C017)),
                        "{} {:?}",
                        spelt(),
                        faults.iter().map(|fault| &fault.message.en).collect::<Vec<_>>()
                    ),
                }
            }
        }
    }
    assert!(found > 1000, "{found}");
}

fn cases(policy: &Policy) -> impl Iterator<Item = (usize, usize, usize)> {
    let filings = policy.filings.len() + 2;
    (0..filings).flat_map(|filing| (0..5).flat_map(move |stage| (0..3).map(move |route| (filing, stage, route))))
}

#[test]
fn every_claim_that_settles_is_a_case() {
    let library = library();
    let mut draw = Draw(20_230_701);
    let mut settled = 0;
    // A definition that leaves a case unstated answers no question there, and a claim that asks none may settle all the same.
    let open = |fact: &yibao::model::policy::Fact| {
        fact.define.as_ref().is_some_and(|define| define.rows.iter().any(|row| row.answer == yibao::plan::Answer::Unstated))
    };
    for policy in library.policies.iter().filter(|policy| !policy.framework && !policy.scope.facts.iter().any(open)) {
        let plan = Plan { policies: Vec::from_iter(compile(policy, &library.sources)), catalogs: library.catalogs.clone() };
        let universe = Universe::new(policy, &yibao::place::exists, true).expect("few");
        for _ in 0..60 {
            let (claim, case) = draw.claim(&universe);
            let Ok(out) = yibao::settle::settle(&plan, &claim, false) else { continue };
            settled += 1;
            let case = with_outcome(policy, case, &out);
            let found = universe.solve(&case).expect("few");
            assert!(found.is_some(), "{}: filing {} route {}: {claim:#?}", policy.name, out.filing, out.route);
        }
    }
    assert!(settled > 100, "{settled}");
}

fn with_outcome(policy: &Policy, case: Case, out: &Settlement) -> Case {
    let derived = Derived::of(policy);
    let filing = (0..policy.filings.len() + 2).find(|at| filing_name(policy, *at) == out.filing).expect("a filing");
    let route = ROUTES.iter().position(|name| *name == out.route).expect("a route");
    case.with(derived.filing, &one(filing)).and_then(|case| case.with(derived.route, &one(route))).expect("free before")
}

/// A small generator of claims, the same every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n.max(1)).expect("small")).expect("small")
    }

    /// A claim with every fact drawn at will, but for those that do not apply; and its box.
    fn claim(&mut self, universe: &Universe<'_>) -> (Claim, Case) {
        let policy = universe.policy;
        let (mut claim, mut case) = (Claim::default(), Case::free());
        let (start, length, filed) = (self.below(20), self.below(6), self.below(3) > 0);
        for (at, fact) in policy.scope.facts.iter().enumerate() {
            let id = FactId::try_from(at).expect("few");
            let derived = fact.role.is_some_and(|role| yibao::claim::ROLES.iter().any(|(own, .., derived)| *own == role && *derived));
            if derived || fact.define.is_some() || fact.of_item {
                continue;
            }
            let applies = fact.only_when.iter().all(|(fact, set)| case.get(*fact).is_some_and(|have| have.within(set)));
            if !applies {
                continue;
            }
            let day =
                |offset: usize| NaiveDate::from_ymd_opt(2025, 3, 3).map(|day| day + chrono::Days::new(u64::try_from(offset).unwrap_or(0)));
            let drawn: Option<(Value, Option<i64>)> = match fact.role {
                Some(Role::Total) => Some((Value::Number(30_000.into()), None)),
                Some(Role::Admitted | Role::Visited) => day(start).map(|day| (Value::Date(day), None)),
                Some(Role::Discharged) => day(start + length).map(|day| (Value::Date(day), None)),
                Some(Role::Settled) => day(start + length + self.below(4)).map(|day| (Value::Date(day), None)),
                Some(Role::Filed) if filed => day(self.below(30)).map(|day| (Value::Date(day), None)),
                Some(Role::FiledStart) if filed => day(self.below(8)).map(|day| (Value::Date(day), None)),
                Some(Role::FiledAs) if !filed => None,
                Some(Role::InsuredRegion) => policy.region.map(|code| (Value::Text(code.to_string()), Some(i64::from(code)))),
                Some(Role::CareRegion | Role::FiledRegion) => {
                    let code = [policy.region.unwrap_or(0), 430_200, 440_100][self.below(3)];
                    Some((Value::Text(code.to_string()), Some(i64::from(code))))
                }
                Some(Role::Scheme) => self.choice(universe, id, policy.scheme),
                Some(Role::FiledAs | Role::Admission) | None => self.choice(universe, id, None),
                Some(_) => None,
            };
            if let Some((value, number)) = drawn {
                claim.set(fact.names.key(), value);
                if let Some(number) = number {
                    case = case.with(id, &Set::one(number)).expect("free before");
                }
            }
        }
        (claim, case)
    }

    fn choice(&mut self, universe: &Universe<'_>, id: FactId, fixed: Option<i64>) -> Option<(Value, Option<i64>)> {
        let kind = &universe.policy.scope.fact(id)?.kind;
        match kind {
            FactKind::Enum(values) => {
                let at = fixed.and_then(|n| usize::try_from(n).ok()).unwrap_or_else(|| self.below(values.len()));
                let ordinal = i64::try_from(at).ok();
                values.get(at).map(|(names, _)| (Value::Text(names.key().to_owned()), ordinal))
            }
            FactKind::YesNo => {
                let yes = self.below(2) == 1;
                Some((Value::Bool(yes), Some(i64::from(yes))))
            }
            FactKind::Count | FactKind::Age | FactKind::Years => {
                let n = i64::try_from(1 + self.below(90)).ok()?;
                universe.values(id).contains(n).then(|| (Value::Number(n.into()), Some(n)))
            }
            FactKind::Region | FactKind::Date | FactKind::Money | FactKind::Text(_) => None,
        }
    }
}
