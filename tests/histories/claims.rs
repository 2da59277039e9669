//! The claims of one person as descriptions, and the JSON that feeds them to the engine.

use crate::policy::{Care, Day, Fact, decimal};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt;

pub const PERSON: &str = "P-1";

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Claim(Claim),
    /// A claim `id` that gives the claim `of` back.
    Reversal {
        id: String,
        of: String,
    },
}

/// Amounts are in fen.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub id: String,
    pub care: Care,
    pub care_start: Day,
    pub care_end: Day,
    pub settled: Day,
    /// What is stated of level, person, relief and disease.
    pub facts: BTreeMap<Fact, &'static str>,
    pub episode: Option<&'static str>,
    pub admission: Option<i64>,
    pub total: i64,
    pub out_of_catalog: i64,
    pub first_self_pay: i64,
    /// Counters the claim brings itself.
    pub counters: Option<Counters>,
}

/// What is used up of each key.
pub type Counters = BTreeMap<CounterKey, Sums>;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CounterKey {
    pub policy: String,
    pub accumulator: String,
    pub period: String,
    pub by: BTreeMap<String, String>,
}

/// In fen, but for `visits`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    pub covered: i128,
    pub deductible: i128,
    pub base: i128,
    pub paid: i128,
    pub visits: i128,
}

impl fmt::Debug for CounterKey {
    /// On one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { policy, accumulator, period, by } = self;
        let by: Vec<String> = by.iter().map(|(fact, value)| format!(" by {fact} {value}")).collect();
        write!(f, "{policy} {accumulator} {period}{}", by.concat())
    }
}

impl fmt::Debug for Sums {
    /// On one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { covered, deductible, base, paid, visits } = self;
        write!(f, "covered {covered} deductible {deductible} base {base} paid {paid} visits {visits}")
    }
}

impl Sums {
    pub fn plus(self, other: Self) -> Self {
        Self {
            covered: self.covered + other.covered,
            deductible: self.deductible + other.deductible,
            base: self.base + other.base,
            paid: self.paid + other.paid,
            visits: self.visits + other.visits,
        }
    }

    pub fn minus(self, other: Self) -> Self {
        Self {
            covered: self.covered - other.covered,
            deductible: self.deductible - other.deductible,
            base: self.base - other.base,
            paid: self.paid - other.paid,
            visits: self.visits - other.visits,
        }
    }

    pub fn is_negative(self) -> bool {
        [self.covered, self.deductible, self.base, self.paid, self.visits].iter().any(|sum| *sum < 0)
    }
}

/// The counters without the keys of which nothing is used up.
pub fn without_zeros(counters: &Counters) -> Counters {
    counters.iter().filter(|(_, sums)| **sums != Sums::default()).map(|(key, sums)| (key.clone(), *sums)).collect()
}

fn counters_json(counters: &Counters) -> Value {
    let money = |fen: i128| decimal(i64::try_from(fen).unwrap_or(i64::MAX));
    let row = |(key, sums): (&CounterKey, &Sums)| {
        let mut row = json!({
            "policy": key.policy, "accumulator": key.accumulator, "period": key.period,
            "covered": money(sums.covered), "deductible": money(sums.deductible), "base": money(sums.base), "paid": money(sums.paid),
            "visits": u32::try_from(sums.visits).unwrap_or(u32::MAX),
        });
        if !key.by.is_empty() {
            row["by"] = json!(key.by);
        }
        row
    };
    counters.iter().map(row).collect()
}

impl Claim {
    /// The claim's JSON, with these counters where it brings none itself.
    pub fn json(&self, person: Option<&str>, counters: Option<&Counters>) -> String {
        let mut out = Map::new();
        let mut set = |key: &str, value: Value| out.insert(key.to_owned(), value);
        set("id", json!(self.id));
        if let Some(person) = person {
            set("person_id", json!(person));
        }
        set("insured_region", json!("430100"));
        set("scheme", json!("employee"));
        set("care", json!(self.care.value()));
        match self.care {
            Care::Stay => {
                set("admitted", json!(self.care_start.to_string()));
                set("discharged", json!(self.care_end.to_string()));
            }
            Care::Clinic => {
                set("visited", json!(self.care_end.to_string()));
            }
        }
        set("settled", json!(self.settled.to_string()));
        for (fact, value) in &self.facts {
            set(fact.name(), json!(value));
        }
        if let Some(episode) = self.episode {
            set("episode", json!(episode));
        }
        if let Some(admission) = self.admission {
            set("admission", json!(admission));
        }
        set("total", json!(decimal(self.total)));
        set("out_of_catalog", json!(decimal(self.out_of_catalog)));
        set("first_self_pay", json!(decimal(self.first_self_pay)));
        if let Some(counters) = self.counters.as_ref().or(counters) {
            set("counters", counters_json(counters));
        }
        Value::Object(out).to_string()
    }
}

impl Event {
    pub fn id(&self) -> &str {
        match self {
            Self::Claim(claim) => &claim.id,
            Self::Reversal { id, .. } => id,
        }
    }

    /// The event's JSON as a ledger reads it.
    pub fn json(&self) -> String {
        match self {
            Self::Claim(claim) => claim.json(Some(PERSON), None),
            Self::Reversal { id, of } => json!({ "id": id, "person_id": PERSON, "reverses": of }).to_string(),
        }
    }
}
