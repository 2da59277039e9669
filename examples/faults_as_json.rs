//! Prints what is wrong in a rule file, with places and fixes, for an editor or a form of one's own; and a claim that is refused.

use yibao::{Account, Engine, Lang};

const RULES: &str = include_str!("outpatient.yb");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let wrong = RULES.replace("deductible per year", "deductable per year").replace("rate 50%", "rate 500%");
    let Err(error) = Engine::builder().source("outpatient.yb", wrong).build() else { return Err("two faults were read as right".into()) };
    let faults = error.json(Lang::En);
    println!("{faults:#}");
    let errors = faults.as_array().ok_or("a list")?.iter().filter(|fault| fault["severity"] == "error");
    let places: Vec<_> = errors.map(|fault| (fault["line"].as_u64(), fault["file"].as_str())).collect();
    assert_eq!(places, [(Some(14), Some("outpatient.yb")), (Some(15), Some("outpatient.yb"))]);

    // From JSON to JSON: a claim that cannot be settled is answered with `errors`.
    let engine = Engine::builder().source("outpatient.yb", RULES).build()?;
    let answer = engine.settle_json(br#"{"id": "A-1", "insured_region": "999900", "scheme": "resident"}"#, Account::None, Lang::En);
    println!("{answer}");
    assert!(answer.starts_with(r#"{"id":"A-1","errors":[{"code":"C009""#), "{answer}");
    Ok(())
}
