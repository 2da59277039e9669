//! The shipped rules, and a claim of a table settled by them.
#![expect(clippy::disallowed_methods, reason = "the rule files are read from their folder")]

use super::sheet::Number;
use super::table::{Derivation, Sheet};
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use yibao::claim::{Assumption, Claim, CounterRow, Settlement, Value};
use yibao::plan::Plan;
use yibao::value::{Money, RATE_ONE};
use yibao::{Account, Engine};

/// What a test returns: it fails by an assertion or by any error.
pub type Outcome = Result<(), Box<dyn Error>>;

/// The compiled rule files.
pub struct Shipped(Engine);

impl Shipped {
    /// Every file under `rules/`.
    pub fn read() -> Result<Self, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        let mut open = vec![root.join("rules")];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|end| end == "yb") {
                    files.push((path.strip_prefix(root)?.to_string_lossy().into_owned(), fs::read_to_string(&path)?));
                }
            }
        }
        files.sort();
        Ok(Self(Engine::load(files)?))
    }

    /// The names of all policies.
    pub fn policies(&self) -> BTreeSet<String> {
        self.0.plan().policies.iter().map(|policy| policy.name.clone()).collect()
    }

    /// The layers of a policy in all its versions: `待遇.支付层`.
    pub fn layers(&self, policy: &str) -> BTreeSet<String> {
        let versions = self.0.plan().policies.iter().filter(|own| own.name == policy);
        let benefits = versions.flat_map(|version| &version.benefits);
        benefits.flat_map(|benefit| benefit.layers.iter().map(move |layer| format!("{}.{}", benefit.names.han, layer.names.han))).collect()
    }

    /// A claim of a table, `changed` facts in place of its own.
    pub fn claim(sheet: &Sheet, claim: &Derivation, changed: &[(String, String)]) -> Result<Claim, String> {
        let mut own = Claim::default();
        own.set("参保地", Value::Text(sheet.region.clone()));
        own.set("险种", Value::Text(sheet.scheme.clone()));
        for (name, value) in claim.facts.iter().chain(changed) {
            own.set(name, if ["是", "否"].contains(&value.as_str()) { Value::Bool(value == "是") } else { Value::Text(value.clone()) });
        }
        for (head, value) in &claim.assumed {
            let scale = if head.contains("rate") { i128::from(RATE_ONE) } else { 100 };
            let scaled = value.scaled(scale).ok_or_else(|| format!("`{head}` cannot be {value:?}"))?;
            own.assumptions.push(Assumption { head: head.clone(), op: None, value: scaled, shown: format!("{value:?}") });
        }
        let before: Result<Vec<_>, _> = claim.before.iter().map(|(name, value)| used_up(&sheet.policy, name, *value)).collect();
        own.counters = Some(before?).filter(|rows| !rows.is_empty());
        Ok(own)
    }

    /// Settles a claim, `changed` facts in place of its own.
    pub fn settle(&self, sheet: &Sheet, claim: &Derivation, changed: &[(String, String)]) -> Result<Settlement, String> {
        let settled = self.0.settle_with(&Self::claim(sheet, claim, changed)?, Account::None);
        let settled = settled.map_err(|faults| faults.iter().map(|fault| fault.message.en.clone()).collect::<Vec<_>>().join("; "))?;
        if settled.policy == sheet.policy { Ok(settled) } else { Err(format!("settled by {}", settled.policy)) }
    }

    /// The compiled tables.
    pub fn plan(&self) -> &Plan {
        self.0.plan()
    }
}

/// `inpatient.pool.paid` of 2025.
fn used_up(policy: &str, name: &str, value: Number) -> Result<CounterRow, String> {
    let unknown = || format!("`{name}` of {value:?} is no counter");
    let (accumulator, figure) = name.rsplit_once('.').ok_or_else(unknown)?;
    let amount = value.scaled(100).map(Money::from_fen).ok_or_else(unknown)?;
    let mut row =
        CounterRow { policy: policy.to_owned(), accumulator: accumulator.to_owned(), period: "2025".to_owned(), ..CounterRow::default() };
    match figure {
        "deductible" => row.deductible = amount,
        "paid" => row.paid = amount,
        _ => return Err(unknown()),
    }
    Ok(row)
}
