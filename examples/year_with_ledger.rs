//! A person's year: claims in turn, one corrected, and the ledger kept as text from one day to the next.

use yibao::chrono::NaiveDate;
use yibao::{Claim, Engine, Ledger};

const RULES: &str = include_str!("outpatient.yb");

fn visit(id: &str, month: u32, yuan: u32) -> Result<Claim, &'static str> {
    let day = NaiveDate::from_ymd_opt(2025, month, 1).ok_or("no such day")?;
    let claim = Claim::new("999900", "resident").fact("id", id).fact("person_id", "P-1").fact("care", "outpatient");
    Ok(claim.date("visited", day).money("total", yuan))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::builder().source("outpatient.yb", RULES).build()?;
    let mut ledger = Ledger::default();
    let march = ledger.settle(&engine, &visit("A-1", 3, 1000)?)?;
    let april = ledger.settle(&engine, &visit("A-2", 4, 1000)?)?;
    // (1000 - 200) × 50% = 400; the deductible of the year is met: 1000 × 50% = 500
    assert_eq!((march.fund.to_string(), april.fund.to_string()), ("400.00".to_owned(), "500.00".to_owned()));

    // The ledger is text, a line a person: keep it, and read it the next day.
    let mut ledger = Ledger::read(&ledger.write())?;

    // The same claim again counts nothing.
    let again = ledger.settle(&engine, &visit("A-1", 3, 1000)?)?;
    assert!(again.duplicate && again.fund == march.fund);

    // A reversal gives back what the claim moved, and tells what would have been otherwise without it.
    let back = ledger.settle(&engine, &Claim::default().fact("id", "A-3").fact("person_id", "P-1").fact("reverses", "A-1"))?;
    println!("given back {} yuan", back.fund);
    for other in &back.would_differ {
        println!("{} would have been paid {} yuan", other.id.as_deref().unwrap_or_default(), other.would_be.unwrap_or_default());
    }
    // Without A-1 the deductible falls on A-2: (1000 - 200) × 50%
    assert_eq!(back.would_differ[0].would_be.map(|fund| fund.to_string()).as_deref(), Some("400.00"));
    Ok(())
}
