//! A claim in whole numbers: its names found in either language, its values decoded by the policy's facts.

use super::counters::{RowKey, match_rows};
use super::decode::{Wrong, decode, fen, text};
use super::lines::{Items, encode_items};
use super::names::{self, Key};
use super::run::{fact_role, role_fact};
use super::words;
use crate::claim::{Assumption, Claim, ClaimFault, CounterRow, LayerFigure, NoId, Role, Value, id_text, no_id};
use crate::place;
use crate::plan::{FactKind, Plan, PolicyPlan};
use std::borrow::Cow;

/// More keys than this are not read.
const MOST_KEYS: usize = 1_000;
/// More items or counters than this are not read.
pub const MOST_ROWS: usize = 100_000;

/// The sums of a bill, by place: total, then the parts.
pub const SUMS: [Role; 5] = [Role::Total, Role::OutOfCatalog, Role::OverCeiling, Role::FirstSelfPay, Role::Eligible];

/// A figure of a given layer: benefit, layer, which, fen.
pub type GivenSum = (usize, usize, LayerFigure, i64);

/// A claim over one policy.
pub struct Encoded<'a> {
    /// Stated and derived values by fact.
    pub facts: Vec<Option<i64>>,
    /// Facts that were stated.
    pub stated: Vec<u16>,
    /// Texts by fact.
    pub texts: Vec<Option<Cow<'a, str>>>,
    /// Sums stated, in the order of [`SUMS`].
    pub sums: [Option<i64>; 5],
    /// Declared parts stated.
    pub parts: Vec<Option<i64>>,
    /// Figures of given layers.
    pub given: Vec<GivenSum>,
    /// The personal account's balance.
    pub balance: Option<i64>,
    /// The lines of the bill.
    pub items: Option<Items<'a>>,
    /// The claim's number.
    pub id: Option<String>,
    /// The date that picks versions.
    pub on: Option<i64>,
    /// First day of care.
    pub care_start: Option<i64>,
    /// Last day of care.
    pub care_end: Option<i64>,
    /// Care was where it was filed for; `None` where either is not stated.
    pub same_institution: Option<bool>,
    /// Counters as they came.
    pub counters: &'a [CounterRow],
    /// Counters were given, even if empty.
    pub counted: bool,
    /// Rows of counters that may be those of a key.
    pub rows: Vec<RowKey>,
    /// The first key equal to each key.
    pub same_key: Vec<u32>,
    /// `2025`, `2025-03`, `episode:E7`.
    pub periods: [Option<String>; 3],
    /// Values supplied for unstated clauses.
    pub assumptions: &'a [Assumption],
}

/// Encodes a claim; all faults at once.
pub fn encode<'a>(plan: &'a Plan, policy: &'a PolicyPlan, claim: &'a Claim) -> Result<Encoded<'a>, Vec<ClaimFault>> {
    let items = claim.items.as_deref().map_or(0, <[_]>::len);
    let counters = claim.counters.as_deref().unwrap_or(&[]);
    if claim.facts.len() > MOST_KEYS || items > MOST_ROWS || counters.len() > MOST_ROWS {
        return Err(vec![words::too_many(MOST_KEYS, MOST_ROWS)]);
    }
    let mut faults = Vec::new();
    let mut out = Encoded {
        facts: vec![None; policy.facts.len()],
        stated: Vec::new(),
        texts: vec![None; policy.facts.len()],
        sums: [None; 5],
        parts: vec![None; policy.parts.len()],
        given: Vec::new(),
        balance: None,
        items: None,
        id: None,
        on: None,
        care_start: None,
        care_end: None,
        same_institution: None,
        counters,
        counted: claim.counters.is_some(),
        rows: Vec::new(),
        same_key: Vec::new(),
        periods: [None, None, None],
        assumptions: &claim.assumptions,
    };
    let mut seen: Vec<(Key, &str)> = Vec::with_capacity(claim.facts.len());
    for (name, value) in &claim.facts {
        let Some(key) = names::resolve(policy, name) else {
            faults.push(names::unknown(policy, name));
            continue;
        };
        if let Some((_, first)) = seen.iter().find(|(old, _)| *old == key) {
            faults.push(words::duplicate(first, name, names::names_of(policy, &key).key()));
            continue;
        }
        if let Err(fault) = state(policy, &mut out, &key, value) {
            faults.push(*fault);
        }
        seen.push((key, name));
    }
    for name in &claim.silent {
        match names::resolve(policy, name) {
            Some(key) => faults.extend(names_nothing(policy, &key)),
            None => faults.push(names::unknown(policy, name)),
        }
    }
    derive(policy, &mut out);
    dates(policy, &out, &mut faults);
    if let Some(items) = &claim.items {
        out.items = encode_items(plan, policy, &out, items).map_err(|more| faults.extend(more)).ok();
    }
    total(policy, &mut out);
    faults.extend(match_rows(plan, policy, &mut out));
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

/// The fault of an `id` or a `person_id` that is there and empty.
fn names_nothing(policy: &PolicyPlan, key: &Key) -> Option<ClaimFault> {
    let names = names::names_of(policy, key);
    is_naming(policy, key).filter(|role| *role != Role::Reverses).map(|_| no_id(names.key(), names.label(), NoId::Blank))
}

/// The role of a key that names a claim or a person.
fn is_naming(policy: &PolicyPlan, key: &Key) -> Option<Role> {
    let role = match key {
        Key::Fact(at) => fact_role(policy, *at)?,
        Key::Role(role) => *role,
        Key::Part(_) | Key::Given(..) => return None,
    };
    matches!(role, Role::Id | Role::PersonId | Role::Reverses).then_some(role)
}

fn state<'a>(policy: &PolicyPlan, out: &mut Encoded<'a>, key: &Key, value: &'a Value) -> Result<(), Box<ClaimFault>> {
    let names = || names::names_of(policy, key);
    if let (Some(_), Err(why)) = (is_naming(policy, key), id_text(value)) {
        return Err(Box::new(no_id(names().key(), names().label(), why)));
    }
    let money = |value| fen(value).map_err(|wrong| Box::new(words::wrong_value(&names(), value, wrong, &FactKind::Money, (0, i64::MAX))));
    match *key {
        Key::Part(at) => {
            let amount = money(value)?;
            if let Some(part) = out.parts.get_mut(at) {
                *part = Some(amount);
            }
        }
        Key::Given(ref layer, figure) => {
            let amount = money(value)?;
            out.given.extend(names::given_layers(policy, layer).map(|(benefit, layer)| (benefit, layer, figure, amount)));
        }
        Key::Role(role) => state_role(out, role, value)?,
        Key::Fact(at) => {
            let Some(fact) = policy.facts.get(at as usize) else { return Ok(()) };
            if fact.derived || fact.of_item {
                return Err(Box::new(if fact.derived { words::derived_key(&names()) } else { words::item_key(&names()) }));
            }
            let n = decode(&fact.kind, fact.bounds, value)
                .map_err(|wrong| Box::new(words::wrong_value(&names(), value, wrong, &fact.kind, fact.bounds)))?;
            out.facts[at as usize] = Some(n);
            out.stated.push(at);
            if let (FactKind::Text(_), Some(text)) = (&fact.kind, text(value)) {
                out.texts[at as usize] = Some(text);
            }
            let role = fact_role(policy, at);
            // A stay without a name would count under a period no counter can carry.
            if role == Some(Role::Episode) && text(value).is_some_and(|text| text.is_empty()) {
                return Err(Box::new(words::wrong_value(&names(), value, Wrong::Kind, &fact.kind, fact.bounds)));
            }
            if let Some(role) = role {
                state_role(out, role, value)?;
            }
        }
    }
    Ok(())
}

fn state_role(out: &mut Encoded<'_>, role: Role, value: &Value) -> Result<(), Box<ClaimFault>> {
    let money = || {
        fen(value).map_err(|wrong| Box::new(words::wrong_value(&words::role_names(role), value, wrong, &FactKind::Money, (0, i64::MAX))))
    };
    if let Some(at) = SUMS.iter().position(|sum| *sum == role) {
        out.sums[at] = Some(money()?);
    } else if role == Role::PersonalBalance {
        out.balance = Some(money()?);
    } else if role == Role::Id {
        out.id = text(value).map(Cow::into_owned);
    }
    Ok(())
}

fn derive(policy: &PolicyPlan, out: &mut Encoded<'_>) {
    let get = |out: &Encoded<'_>, role| role_fact(policy, role).and_then(|at| out.facts.get(at as usize).copied().flatten());
    let admitted = get(out, Role::Admitted);
    let visited = get(out, Role::Visited);
    out.care_start = admitted.or(visited);
    out.care_end = get(out, Role::Discharged).or(if admitted.is_some() { None } else { visited });
    let distance = get(out, Role::CareRegion).map(|care| {
        let province = |code: i64| u32::try_from(code).map(place::province).ok();
        if policy.region.0 <= care && care <= policy.region.1 {
            0
        } else if province(care) == province(policy.region.0) {
            1
        } else {
            2
        }
    });
    let mut set = |role, value| {
        if let Some(slot) = role_fact(policy, role).and_then(|at| out.facts.get_mut(at as usize)) {
            *slot = value;
        }
    };
    set(Role::CareStart, admitted.or(visited));
    set(Role::Distance, distance);
    let care_end = out.care_end;
    if let Some(slot) = role_fact(policy, Role::CareEnd).and_then(|at| out.facts.get_mut(at as usize)) {
        *slot = care_end;
    }
    out.on = out.facts.get(policy.applies_on as usize).copied().flatten();
    if let Some(slot) = role_fact(policy, Role::EffectiveOn).and_then(|at| out.facts.get_mut(at as usize)) {
        *slot = out.on;
    }
    let texts = &out.texts;
    let text = |role| role_fact(policy, role).and_then(|at| texts.get(at as usize)).and_then(Option::as_deref);
    out.same_institution = text(Role::FiledInstitution).zip(text(Role::Institution)).map(|(filed, care)| filed == care);
}

fn dates(policy: &PolicyPlan, out: &Encoded<'_>, faults: &mut Vec<ClaimFault>) {
    for (earlier, later) in [
        (Role::Admitted, Role::Discharged),
        (Role::Discharged, Role::Settled),
        (Role::Admitted, Role::Settled),
        (Role::Visited, Role::Settled),
        (Role::FiledStart, Role::FiledUntil),
    ] {
        let get = |role| role_fact(policy, role).and_then(|at| out.facts.get(at as usize).copied().flatten());
        if let (Some(a), Some(b)) = (get(earlier), get(later))
            && b < a
            && !(earlier == Role::Admitted && later == Role::Settled && get(Role::Discharged).is_some())
        {
            faults.push(words::dates_reversed(earlier, a, later, b));
        }
    }
}

/// The total is known to guards even where only its parts are stated.
fn total(policy: &PolicyPlan, out: &mut Encoded<'_>) {
    let [total, deductions @ .., eligible] = out.sums;
    let parts = || deductions.iter().chain(&out.parts).try_fold(eligible?, |sum, part| sum.checked_add(part.unwrap_or(0)));
    let sum = total.or_else(|| match &out.items {
        Some(items) => items.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.amount?)),
        None => parts(),
    });
    if let Some(slot) = role_fact(policy, Role::Total).and_then(|at| out.facts.get_mut(at as usize)) {
        *slot = sum;
    }
}

/// What kind of wrong a value is decides its code.
pub fn code_of(wrong: Wrong) -> crate::diagnostic::Code {
    use crate::diagnostic::Code;
    match wrong {
        Wrong::Kind | Wrong::Range => Code::C004,
        Wrong::Negative => Code::C005,
        Wrong::Fine | Wrong::Large => Code::C006,
    }
}
