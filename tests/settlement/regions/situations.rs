//! Six situations of care away from home, composed from one of a policy's own examples by changing its filing facts alone.

use super::line::line;
use super::shipped::{Region, Shipped};
use chrono::{Days, NaiveDate};
use std::error::Error;
use yibao::claim::{Claim, Role, Settlement, Value};
use yibao::plan::{FactKind, FilingPlan, PolicyPlan};

/// Where care elsewhere is given: the first of these in another province than the policy's area.
const ELSEWHERE: [i64; 2] = [310_101, 110_101];

/// What an example may say of its filing, and what is said anew.
const FILING_FACTS: [Role; 6] = [Role::FiledAs, Role::Filed, Role::FiledStart, Role::FiledUntil, Role::FiledRegion, Role::FiledInstitution];

/// The fact by which the national framework deems an emergency filed.
const URGENT: &str = "urgent";

/// A situation and its line.
type Line = (&'static str, String);

/// What stands for a claim that was not settled.
const UNSETTLED: &str = "not settled";

/// The example the situations start from, and their lines: of the best examples the first by which the most of them settle.
pub fn lines(shipped: &Shipped, region: &Region) -> Result<(String, Vec<Line>), Box<dyn Error>> {
    let mut best: Option<(usize, String, Vec<Line>)> = None;
    for (title, home) in bases(shipped, region) {
        let lines = of(shipped, region.plan, &home)?;
        let unsettled = lines.iter().filter(|(_, line)| line.starts_with(UNSETTLED)).count();
        if best.as_ref().is_none_or(|(least, ..)| unsettled < *least) {
            best = Some((unsettled, title, lines));
        }
    }
    let (_, title, lines) = best.ok_or_else(|| format!("{}: no example of care that is paid at the window", region.title()))?;
    Ok((title, lines))
}

/// The situations of one claim at home.
fn of(shipped: &Shipped, plan: &PolicyPlan, home: &Claim) -> Result<Vec<Line>, Box<dyn Error>> {
    let mut out = vec![("local", line(&shipped.settle(home)))];
    let away = away(plan, home)?;
    if plan.filings.is_empty() {
        out.push(("elsewhere", "— no filing types".to_owned()));
        return Ok(out);
    }
    let start = day_of(&away, &[Role::Admitted, Role::Visited])?;
    let end = day_of(&away, &[Role::Discharged, Role::Visited])?;
    for (name, kind) in [("long-term filed", "long_term"), ("referral", "referral")] {
        let claim = filing(plan, kind).map(|kind| filed(plan, &away, kind, before(start)));
        out.push((name, claim.map_or_else(none, |claim| line(&shipped.settle(&claim)))));
    }
    let (early, late) = emergencies(shipped, plan, &away, start, end);
    out.extend([("emergency in time", early), ("emergency late", late), ("unfiled", line(&shipped.settle(&away)))]);
    Ok(out)
}

fn none() -> String {
    "— no filing of this kind".to_owned()
}

fn before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

fn after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// The examples to start from, with the care given at home: best stays with everything stated, else as near to that as there are.
fn bases(shipped: &Shipped, region: &Region) -> Vec<(String, Claim)> {
    let near = |claim: &Claim| {
        let stay = claim.stated(Role::Admitted).is_some();
        (!claim.assumptions.is_empty(), !stay, !at_home(region.plan, claim), claim.items.is_some(), claim.counters.is_some())
    };
    let stages = region.cases().filter_map(|case| Some((case.title.clone(), case.stages.first()?.claim.clone())));
    let paid = |claim: &Claim| shipped.settle(claim).is_ok_and(|settled| settled.route == "direct" && settled.fund.fen() > 0);
    let mut paid: Vec<_> = stages.filter(|(_, claim)| paid(claim)).collect();
    let least = paid.iter().map(|(_, claim)| near(claim)).min();
    paid.retain(|(_, claim)| Some(near(claim)) == least);
    for (_, claim) in &mut paid {
        if !at_home(region.plan, claim) {
            claim.facts.retain(|(key, _)| !FILING_FACTS.iter().any(|role| role.names().0 == key || role.names().1 == key));
            state(claim, region.plan, Role::CareRegion.names().0, Value::Text(region.plan.region.0.to_string()));
            state(claim, region.plan, URGENT, Value::Bool(false));
        }
    }
    paid
}

/// Whether the care of a claim is given in the policy's own area.
fn at_home(plan: &PolicyPlan, claim: &Claim) -> bool {
    care_region(claim).is_some_and(|code| plan.region.0 <= code && code <= plan.region.1)
}

/// Where the care of a claim is given.
fn care_region(claim: &Claim) -> Option<i64> {
    claim.stated(Role::CareRegion).and_then(Value::text)?.parse().ok()
}

/// The same care in another province, nobody having filed for it and no emergency.
fn away(plan: &PolicyPlan, home: &Claim) -> Result<Claim, Box<dyn Error>> {
    let own = plan.region.0 / 10_000;
    let there = ELSEWHERE.into_iter().find(|code| code / 10_000 != own).ok_or("no other province")?;
    let mut claim = home.clone();
    claim.facts.retain(|(key, _)| !FILING_FACTS.iter().any(|role| role.names().0 == key || role.names().1 == key));
    state(&mut claim, plan, Role::CareRegion.names().0, Value::Text(there.to_string()));
    state(&mut claim, plan, URGENT, Value::Bool(false));
    Ok(claim)
}

/// States a fact the policy knows, under the key it may stand under already.
fn state(claim: &mut Claim, plan: &PolicyPlan, name: &str, value: Value) {
    let Some(fact) = plan.facts.iter().find(|fact| fact.names.latin == name) else { return };
    claim.facts.retain(|(key, _)| *key != fact.names.latin && *key != fact.names.han);
    claim.set(fact.names.key(), value);
}

/// A filing the policy declares.
fn filing<'a>(plan: &'a PolicyPlan, name: &str) -> Option<&'a FilingPlan> {
    plan.filings.iter().find(|filing| filing.names.latin == name)
}

/// Filed on a day for a filing that answers it: for the whole province of the care, in the hospital of the care.
fn filed(policy: &PolicyPlan, claim: &Claim, filing: &FilingPlan, day: NaiveDate) -> Claim {
    let mut claim = claim.clone();
    let names = policy.facts.iter().find(|fact| fact.names.latin == Role::FiledAs.names().0);
    let kinds = names.and_then(|fact| if let FactKind::Enum(values) = &fact.kind { Some(values) } else { None });
    let kind = filing.answers.first().and_then(|at| usize::try_from(*at).ok()).and_then(|at| kinds?.get(at));
    let Some((kind, _)) = kind else { return claim };
    state(&mut claim, policy, Role::FiledAs.names().0, Value::Text(kind.key().to_owned()));
    state(&mut claim, policy, Role::Filed.names().0, Value::Date(day));
    if filing.place_region.is_some() {
        let there = care_region(&claim).unwrap_or(0);
        state(&mut claim, policy, Role::FiledRegion.names().0, Value::Text((there / 10_000 * 10_000).to_string()));
    }
    if filing.place_institution.is_some() {
        for role in [Role::Institution, Role::FiledInstitution] {
            state(&mut claim, policy, role.names().0, Value::Text("甲医院".to_owned()));
        }
    }
    claim
}

/// An emergency on its last day and on the day after. Where it is deemed filed, nothing is filed in the one, and in the
/// other a filing is made the day after the bill was settled.
fn emergencies(shipped: &Shipped, policy: &PolicyPlan, away: &Claim, start: NaiveDate, end: NaiveDate) -> (String, String) {
    let Some(plan) = filing(policy, "emergency") else { return (none(), none()) };
    let mut urgent = away.clone();
    state(&mut urgent, policy, URGENT, Value::Bool(true));
    let at = |day: NaiveDate| format!("{}  [filed {day}]", line(&shipped.settle(&filed(policy, &urgent, plan, day))));
    let on_admission = shipped.settle(&filed(policy, &urgent, plan, start));
    let last = on_admission.ok().as_ref().and_then(last_day);
    match last {
        Some(last) => (at(last), at(after(last))),
        None if plan.deemed => {
            let early = format!("{}  [deemed]", line(&shipped.settle(&urgent)));
            state(&mut urgent, policy, Role::Settled.names().0, Value::Date(end));
            let late = filed(policy, &urgent, plan, after(end));
            (early, format!("{}  [settled {end}, filed {}]", line(&shipped.settle(&late)), after(end)))
        }
        None => (line(&shipped.settle(&filed(policy, &urgent, plan, start))), "— no last day".to_owned()),
    }
}

/// The last day to file, as the account of a settlement says it.
fn last_day(settled: &Settlement) -> Option<NaiveDate> {
    let window = settled.steps.iter().find(|step| step.step == "window")?;
    window.figures.iter().find(|figure| figure.name == "until")?.value.parse().ok()
}

/// The first of these dates a claim states.
fn day_of(claim: &Claim, roles: &[Role]) -> Result<NaiveDate, Box<dyn Error>> {
    let stated = roles.iter().find_map(|role| claim.stated(*role)).ok_or("no date of care")?;
    Ok(match stated {
        Value::Date(day) => *day,
        other => other.text().ok_or("a date")?.parse()?,
    })
}
