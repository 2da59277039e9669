//! Takes new rules while claims are being settled: who began with the old engine ends with it.

use std::sync::{Arc, PoisonError, RwLock};
use yibao::chrono::NaiveDate;
use yibao::{Claim, Engine};

const RULES: &str = include_str!("outpatient.yb");

/// The engine in force. A program that embeds this holds one of these and hands out clones.
struct Rules(RwLock<Arc<Engine>>);

impl Rules {
    fn current(&self) -> Arc<Engine> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes the new rules if they are right; keeps the old ones if they are not.
    fn reload(&self, name: &str, text: &str) -> Result<(), yibao::LoadError> {
        let engine = Arc::new(Engine::builder().source(name, text).build()?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = engine;
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = Rules(RwLock::new(Arc::new(Engine::builder().source("outpatient.yb", RULES).build()?)));
    let claim = Claim::new("999900", "resident")
        .fact("care", "outpatient")
        .date("visited", NaiveDate::from_ymd_opt(2025, 3, 1).ok_or("no such day")?)
        .money("total", "1000.00");

    let before = rules.current();
    rules.reload("outpatient.yb", &RULES.replace("rate 50%", "rate 60%"))?;
    let after = rules.current();
    println!("{} yuan before, {} yuan after", before.settle(&claim)?.fund, after.settle(&claim)?.fund);
    // (1000 - 200) × 50% = 400, × 60% = 480
    assert_eq!(before.settle(&claim)?.fund.to_string(), "400.00");
    assert_eq!(after.settle(&claim)?.fund.to_string(), "480.00");

    let wrong = rules.reload("outpatient.yb", &RULES.replace("rate 50%", "rate 500%"));
    assert!(wrong.is_err(), "a rate over 100% is no rule");
    assert_eq!(rules.current().settle(&claim)?.fund.to_string(), "480.00");
    Ok(())
}
