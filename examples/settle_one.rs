//! Settles one claim and prints who bears what.

use yibao::chrono::NaiveDate;
use yibao::{Claim, Engine};

const RULES: &str = include_str!("outpatient.yb");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::builder().source("outpatient.yb", RULES).build()?;
    let claim = Claim::new("999900", "resident")
        .fact("id", "A-1")
        .fact("care", "outpatient")
        .date("visited", NaiveDate::from_ymd_opt(2025, 3, 1).ok_or("no such day")?)
        .money("total", "1000.00");

    let settled = engine.settle(&claim)?;
    println!("fund {} yuan, patient {} yuan", settled.fund, settled.patient);
    for layer in &settled.layers {
        println!("{}: deductible {}, share {}, paid {}", layer.name, layer.deductible, layer.share, layer.paid);
    }
    // (1000 - 200) × 50% = 400
    assert_eq!((settled.fund.to_string(), settled.patient.to_string()), ("400.00".to_owned(), "600.00".to_owned()));

    // What is missing is told, and nothing is guessed.
    let silent = Claim::new("999900", "resident").fact("care", "outpatient").money("total", "1000.00");
    if let Err(why) = engine.settle(&silent) {
        println!("not settled: {why}");
    }
    Ok(())
}
