//! From the whole numbers of a run to a settlement with names.

use super::counters::{NOT, period_slot};
use super::encode::SUMS;
use super::fee_lines;
use super::keys::KeyState;
use super::outcome::Outcome;
use super::route::{MANUAL, REFUSED, route_name};
use super::run::Run;
use crate::calendar::date_of;
use crate::claim::{
    Assumed, Assumption, Claim, ClauseRef, CounterRow, Counters, Defaulted, Derived, FILING_FAILURES, FILINGS, LayerFigure, LayerStatement,
    Part, PartitionLine, Reason, Role, Settlement, Step,
};
use crate::plan::{BenefitPlan, FactKind, LayerPlan, Origin, PartRef, PolicyPlan};
use crate::value::Money;
use std::collections::BTreeMap;

/// An ISO date of a day's number.
pub fn day(number: i64) -> String {
    date_of(number).map_or_else(|| number.to_string(), |date| date.to_string())
}

/// Where a clause stands, and its citation.
pub fn clause(policy: &PolicyPlan, at: u32) -> (Option<ClauseRef>, String) {
    policy.clauses.get(at as usize).map_or((None, String::new()), |clause| {
        let place = ClauseRef { path: clause.path.clone(), file: clause.file.clone(), line: clause.line };
        (Some(place), clause.citation.clone())
    })
}

/// A value of a fact, Latin and Han; `text` is that of a text fact.
pub fn value(policy: &PolicyPlan, fact: u16, value: i64, text: Option<&str>) -> (String, String) {
    let same = |text: String| (text.clone(), text);
    let Some(plan) = policy.facts.get(fact as usize) else { return same(value.to_string()) };
    let at = usize::try_from(value).ok();
    match &plan.kind {
        FactKind::Enum(values) => match at.and_then(|at| values.get(at)) {
            Some((names, _)) => (names.key().to_owned(), names.label().to_owned()),
            None => same(value.to_string()),
        },
        FactKind::YesNo if value == 1 => ("yes".to_owned(), "是".to_owned()),
        FactKind::YesNo => ("no".to_owned(), "否".to_owned()),
        FactKind::Date => same(day(value)),
        FactKind::Money => same(Money::from_fen(value).to_string()),
        FactKind::Text(known) => same(text.or_else(|| at.and_then(|at| known.get(at)).map(String::as_str)).unwrap_or("").to_owned()),
        FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Region => same(value.to_string()),
    }
}

/// The names of a value of `filing`.
pub fn filing_names(policy: &PolicyPlan, filing: i64) -> (String, String) {
    let at = usize::try_from(filing).unwrap_or(0);
    if let Some((latin, han)) = FILINGS.get(at) {
        return ((*latin).to_owned(), (*han).to_owned());
    }
    let plan = policy.filings.get(at - FILINGS.len());
    plan.map_or((String::new(), String::new()), |plan| (plan.names.key().to_owned(), plan.names.label().to_owned()))
}

/// The names of a part: `eligible`, `pool.deductible`.
pub fn part_names(policy: &PolicyPlan, benefit: Option<&BenefitPlan>, part: PartRef) -> (String, String) {
    let own = |(latin, han): (&str, &str)| (latin.to_owned(), han.to_owned());
    match part.origin() {
        Origin::Bill(role) => own(role.names()),
        Origin::Declared(at) => {
            let plan = policy.parts.get(at as usize);
            plan.map_or((String::new(), String::new()), |plan| (plan.names.key().to_owned(), plan.names.label().to_owned()))
        }
        Origin::Layer(at, figure) => {
            let layer = benefit.and_then(|benefit| benefit.layers.get(at as usize));
            layer.map_or_else(|| own(figure.names()), |layer| figure_names(layer, figure))
        }
    }
}

/// The names of a layer's figure.
pub fn figure_names(layer: &LayerPlan, figure: LayerFigure) -> (String, String) {
    let (latin, han) = figure.names();
    (format!("{}.{latin}", layer.names.key()), format!("{}·{han}", layer.names.label()))
}

/// The settlement a run comes to.
pub fn settlement<S>(run: &Run<'_, S>, claim: &Claim, steps: Vec<Step>) -> Settlement {
    let (policy, out) = (run.policy, &run.out);
    let benefit = out.benefit.and_then(|at| policy.benefits.get(at));
    let (filing, filing_label) = filing_names(policy, out.filing);
    Settlement {
        id: run.claim.id.clone(),
        index: None,
        duplicate: false,
        reverses: None,
        reversed_by: None,
        policy: policy.name.clone(),
        title: policy.title.clone(),
        version: policy.version.clone(),
        policy_hash: policy.hash.clone(),
        benefit: benefit.map(|benefit| benefit.names.key().to_owned()),
        benefit_label: benefit.map_or_else(String::new, |benefit| benefit.names.label().to_owned()),
        route: route_name(out.route).0.to_owned(),
        reasons: reasons(policy, out),
        filing,
        filing_label,
        filing_reasons: out.failures.iter().map(|(why, at)| failure(policy, *why, *at)).collect(),
        filing_deemed: out.deemed && out.failures.is_empty(),
        needs: needs(policy, out),
        parts: bill(policy, out),
        lines: fee_lines::divided(out),
        layers: benefit.map_or_else(Vec::new, |benefit| layers(policy, benefit, out)),
        partition: partition(policy, benefit, out),
        total: Money::from_fen(out.total),
        fund: Money::from_fen(out.fund),
        patient: Money::from_fen(out.patient),
        personal_account: Money::from_fen(out.account),
        cash: Money::from_fen(out.cash),
        balance: run.claim.balance.map(|balance| Money::from_fen(balance - out.account)),
        counters: counters(run),
        would_differ: Vec::new(),
        defaulted: defaulted(run),
        derived: derived(run),
        assumed: assumed(run),
        steps,
        carried: claim.carried.clone(),
    }
}

fn reasons(policy: &PolicyPlan, out: &Outcome) -> Vec<Reason> {
    let lines = out.reasons.iter().filter_map(|at| policy.reasons.get(*at));
    lines
        .map(|line| {
            let (clause, citation) = clause(policy, line.clause);
            let effect = route_name(if line.refuse { REFUSED } else { MANUAL }).0.to_owned();
            Reason { code: line.names.key().to_owned(), label: line.names.label().to_owned(), effect, clause, citation }
        })
        .collect()
}

fn failure(policy: &PolicyPlan, why: usize, at: u32) -> Reason {
    let (code, label) = FILING_FAILURES.get(why).copied().unwrap_or(("", ""));
    let (clause, citation) = clause(policy, at);
    Reason { code: code.to_owned(), label: label.to_owned(), effect: String::new(), clause, citation }
}

fn needs(policy: &PolicyPlan, out: &Outcome) -> Vec<String> {
    let all = out.needs.iter().filter_map(|(filing, at)| policy.filings.get(*filing)?.needs.get(*at));
    all.map(|(_, text, _)| text.clone()).collect()
}

fn bill(policy: &PolicyPlan, out: &Outcome) -> Vec<Part> {
    let named = out.bill.all().map(|(part, amount)| (part_names(policy, None, part), amount));
    named.map(|((part, label), amount)| Part { part, label, amount: Money::from_fen(amount) }).collect()
}

fn layers(policy: &PolicyPlan, benefit: &BenefitPlan, out: &Outcome) -> Vec<LayerStatement> {
    let all = out.layers.iter().filter_map(|layer| Some((layer, benefit.layers.get(layer.layer)?)));
    all.map(|(layer, plan)| {
        let fund = plan.fund.and_then(|at| policy.funds.get(at as usize));
        LayerStatement {
            name: plan.names.key().to_owned(),
            label: plan.names.label().to_owned(),
            fund: fund.map_or_else(String::new, |fund| fund.names.key().to_owned()),
            fund_label: fund.map_or_else(String::new, |fund| fund.names.label().to_owned()),
            taken: Money::from_fen(layer.taken),
            over_limit: Money::from_fen(layer.over_limit),
            covered: Money::from_fen(layer.deductible + layer.base),
            deductible: Money::from_fen(layer.deductible),
            base: Money::from_fen(layer.base),
            share: Money::from_fen(layer.share),
            over_cap: Money::from_fen(layer.over_cap),
            paid: Money::from_fen(layer.paid),
            room: layer.room.map(Money::from_fen),
            bands: layer.bands.iter().copied().map(Money::from_fen).collect(),
        }
    })
    .collect()
}

fn partition(policy: &PolicyPlan, benefit: Option<&BenefitPlan>, out: &Outcome) -> Vec<PartitionLine> {
    let left = out.left.all().filter(|(_, amount)| *amount != 0);
    let mut lines: Vec<PartitionLine> = left
        .map(|(part, amount)| {
            let (part, label) = part_names(policy, benefit, part);
            PartitionLine { part, label, amount: Money::from_fen(amount), bearer: "patient".into() }
        })
        .collect();
    let paid = out.layers.iter().filter(|layer| layer.paid != 0);
    lines.extend(paid.filter_map(|layer| {
        let (part, label) = figure_names(benefit?.layers.get(layer.layer)?, LayerFigure::Paid);
        Some(PartitionLine { part, label, amount: Money::from_fen(layer.paid), bearer: "fund".into() })
    }));
    lines
}

fn counters<S>(run: &Run<'_, S>) -> Counters {
    let before = run.claim.counters.to_vec();
    let mut after = before.clone();
    for (at, state) in run.keys.iter().enumerate().filter(|(_, state)| state.now != state.before) {
        match state.row.and_then(|row| after.get_mut(row)) {
            Some(row) => figures(row, state),
            None => after.extend(new_row(run, at, state)),
        }
    }
    Counters { before, after }
}

fn figures(row: &mut CounterRow, state: &KeyState) {
    row.covered = Money::from_fen(state.now.covered);
    row.deductible = Money::from_fen(state.now.deductible);
    row.base = Money::from_fen(state.now.base);
    row.paid = Money::from_fen(state.now.paid);
    row.visits = Some(u32::try_from(state.now.visits).unwrap_or(u32::MAX));
}

fn new_row<S>(run: &Run<'_, S>, at: usize, state: &KeyState) -> Option<CounterRow> {
    let key = run.policy.keys.get(at)?;
    let period = run.claim.periods.get(period_slot(key.period))?.clone()?;
    let mut by = BTreeMap::new();
    for (fact, stands) in key.by.iter().zip(&state.by) {
        let name = run.policy.facts.get(*fact as usize)?.names.key().to_owned();
        let text = run.claim.texts.get(*fact as usize).and_then(Option::as_deref);
        by.insert(name, (*stands != NOT).then(|| value(run.policy, *fact, *stands, text).0));
    }
    let mut row = CounterRow { policy: run.policy.name.clone(), accumulator: key.accumulator.clone(), period, by, ..CounterRow::default() };
    figures(&mut row, state);
    Some(row)
}

fn defaulted<S>(run: &Run<'_, S>) -> Vec<Defaulted> {
    let mut out = Vec::new();
    for (at, fact) in run.policy.facts.iter().enumerate() {
        let read = run.defaulted.get(at).copied().unwrap_or(false);
        let Some((default, at)) = fact.default.filter(|_| read).zip(u16::try_from(at).ok()) else { continue };
        let (value, value_label) = value(run.policy, at, default, None);
        out.push(Defaulted { fact: fact.names.key().to_owned(), label: fact.names.label().to_owned(), value, value_label });
    }
    let role = |role: Role, value: String| {
        let (latin, han) = role.names();
        Defaulted { fact: latin.to_owned(), label: han.to_owned(), value: value.clone(), value_label: value }
    };
    let sums = SUMS.iter().zip(run.out.sums_defaulted).filter(|(_, read)| *read).map(|(sum, _)| role(*sum, Money::ZERO.to_string()));
    for sum in sums {
        if !out.iter().any(|old: &Defaulted| old.fact == sum.fact) {
            out.push(sum);
        }
    }
    let zero = |(latin, han): (String, String)| {
        let value = Money::ZERO.to_string();
        Defaulted { fact: latin, label: han, value: value.clone(), value_label: value }
    };
    let parts = run.policy.parts.iter().zip(&run.out.parts_defaulted).filter(|(_, read)| **read);
    out.extend(parts.map(|(part, _)| zero((part.names.key().to_owned(), part.names.label().to_owned()))));
    let layers = run.out.benefit.and_then(|at| run.policy.benefits.get(at)).map_or(&[][..], |benefit| &benefit.layers);
    let given = run.out.given_defaulted.iter();
    out.extend(given.filter_map(|(layer, figure)| Some(zero(figure_names(layers.get(*layer)?, *figure)))));
    out.extend(run.out.filed_start.map(|from| role(Role::FiledStart, day(from))));
    if !run.claim.counted && run.out.benefit.is_some() {
        let zero = "0".to_owned();
        out.push(Defaulted { fact: "counters".to_owned(), label: "累计".to_owned(), value: zero.clone(), value_label: zero });
    }
    out
}

/// What the counters gave that the claim does not state.
fn derived<S>(run: &Run<'_, S>) -> Vec<Derived> {
    let fact = run.policy.fact_of(Role::Admission);
    let admission = run.out.admission.zip(fact);
    let named = admission.map(|(number, fact)| Derived {
        fact: fact.names.key().to_owned(),
        label: fact.names.label().to_owned(),
        value: number.to_string(),
    });
    named.into_iter().collect()
}

fn assumed<S>(run: &Run<'_, S>) -> Vec<Assumed> {
    let used = run.out.assumed.iter().filter_map(|at| run.claim.assumptions.get(*at));
    let head = |assumed: &Assumption| match assumed.op {
        Some(op) => format!("{} {}", assumed.head, op.word()),
        None => assumed.head.clone(),
    };
    used.map(|assumed| Assumed { head: head(assumed), value: assumed.shown.clone() }).collect()
}
