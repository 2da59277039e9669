//! Settles claims on all cores: an engine is shared by reference, a clone of it costs nothing.

use std::thread;
use yibao::chrono::NaiveDate;
use yibao::{Account, Claim, Engine, Money};

const RULES: &str = include_str!("outpatient.yb");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::builder().source("outpatient.yb", RULES).build()?;
    let day = NaiveDate::from_ymd_opt(2025, 3, 1).ok_or("no such day")?;
    // 301, 302, … 500 yuan, 100 claims to a thread.
    let claim = |yuan: u32| Claim::new("999900", "resident").fact("care", "outpatient").date("visited", day).money("total", yuan);
    let paid = thread::scope(|scope| {
        let workers = [301, 401].map(|first| {
            let engine = &engine;
            scope.spawn(move || -> Result<Money, yibao::SettleError> {
                (first..first + 100).map(|yuan| Ok(engine.settle_with(&claim(yuan), Account::None)?.fund)).sum()
            })
        });
        workers.map(thread::ScopedJoinHandle::join)
    });
    let mut sum = Money::ZERO;
    for paid in paid {
        sum = sum + paid.map_err(|_| "a thread ended early")??;
    }
    println!("the fund pays {sum} yuan for 200 claims");
    // Σ (x - 200) × 50% for x = 301 … 500: (101 + … + 300) / 2 = 200 × 401 / 2 / 2 = 20050
    assert_eq!(sum.to_string(), "20050.00");
    Ok(())
}
