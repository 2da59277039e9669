//! What a program that embeds the library uses: an engine, claims, errors as data, JSON to JSON, a ledger.

use std::error::Error;
use yibao::chrono::NaiveDate;
use yibao::claim::Value;
use yibao::diagnostic::Code;
use yibao::{Account, Claim, Engine, Lang, Ledger, LoadError, Money, SettleError};

type Outcome = Result<(), Box<dyn Error>>;

const RULES: &str = include_str!("../../examples/outpatient.yb");

fn engine() -> Result<Engine, LoadError> {
    Engine::builder().source("outpatient.yb", RULES).build()
}

fn visit(yuan: &str) -> Result<Claim, Box<dyn Error>> {
    let day = NaiveDate::from_ymd_opt(2025, 3, 1).ok_or("no such day")?;
    Ok(Claim::new("999900", "resident").fact("id", "A-1").fact("care", "outpatient").date("visited", day).money("total", yuan))
}

#[test]
fn an_engine_is_shared_by_threads_and_errors_are_errors() {
    fn shared<T: Send + Sync + Clone>() {}
    fn error<T: Error + Send + Sync>() {}
    shared::<Engine>();
    error::<SettleError>();
    error::<LoadError>();
    error::<yibao::LedgerError>();
}

#[test]
fn the_account_changes_no_amount() -> Outcome {
    let (engine, claim) = (engine()?, visit("1000.00")?);
    let (whole, bare) = (engine.settle(&claim)?, engine.settle_with(&claim, Account::None)?);
    // (1000 - 200) × 50%
    assert_eq!((whole.fund.to_string(), bare.fund), ("400.00".to_owned(), whole.fund));
    assert!(!whole.steps.is_empty() && bare.steps.is_empty());
    Ok(())
}

#[test]
fn all_that_is_missing_is_told_in_either_language() -> Outcome {
    let claim = Claim::new("999900", "resident").fact("care", "outpatient");
    let error = engine()?.settle(&claim).err().ok_or("it was settled")?;
    assert!(error.iter().all(|fault| fault.code == Code::C009) && error.len() > 1, "{error}");
    assert!(error.to_string().starts_with("C009 ") && error.text(Lang::Zh).contains("总费用"), "{}", error.text(Lang::Zh));
    Ok(())
}

#[test]
fn rules_that_are_wrong_are_told_as_text_and_as_data() -> Outcome {
    let error = Engine::builder().source("a.yb", RULES.replace("rate 50%", "rate 150%")).build().err().ok_or("they were loaded")?;
    assert!(error.to_string().starts_with("a.yb:15: E202 "), "{error}");
    assert!(error.text(Lang::Zh).contains("比例须在"), "{}", error.text(Lang::Zh));
    let json = error.json(Lang::En).to_string();
    assert!(json.contains("\"E202\"") && json.contains("a.yb"), "{json}");
    Ok(())
}

#[test]
fn policies_are_listed_with_their_dates_and_names() -> Outcome {
    let all: Vec<_> = engine()?.policies().collect();
    let [policy] = all.as_slice() else { return Err(format!("{all:?}").into()) };
    assert_eq!((policy.name.as_str(), policy.region, policy.scheme.as_str()), ("demo.outpatient", 999_900, "resident"));
    assert_eq!(policy.scheme_label, "居民");
    assert_eq!((policy.versions[0].from, policy.versions[0].until), (NaiveDate::from_ymd_opt(2025, 1, 1), None));
    Ok(())
}

#[test]
fn json_comes_back_in_the_shape_it_came_in_refusals_included() -> Outcome {
    let engine = engine()?;
    let sound = serde_json::to_string(&visit("1000.00")?)?;
    for (claims, shape) in [(format!("[{sound}, {{\"id\": \"A-2\"}}, 7]"), 3), (format!("{sound}\n{{\"id\": \"A-2\"}}\n"), 2)] {
        let out = engine.settle_json(claims.as_bytes(), Account::None, Lang::En);
        let all: Vec<serde_json::Value> = if claims.starts_with('[') {
            serde_json::from_str(&out)?
        } else {
            out.lines().map(serde_json::from_str).collect::<Result<_, _>>()?
        };
        assert_eq!((all.len(), all[0]["fund"].as_str(), all[1]["id"].as_str()), (shape, Some("400.00"), Some("A-2")), "{out}");
        assert!(all[1]["errors"].is_array(), "{out}");
    }
    assert!(engine.settle_json(b"\xff{", Account::None, Lang::Zh).contains("errors"));
    Ok(())
}

#[test]
fn claims_read_back_what_they_were_written_as() -> Outcome {
    let claim = visit("600.00")?.fact("networked", true).fact("age", Value::Number(70.into()));
    let text = serde_json::to_string(&claim)?;
    let back: Claim = serde_json::from_str(&text)?;
    assert_eq!(serde_json::to_string(&back)?, text);
    // A day of JSON is a text, and means the same.
    assert_eq!(engine()?.settle(&back)?, engine()?.settle(&claim)?);
    assert!(serde_json::from_str::<Claim>("[]").is_err());
    Ok(())
}

#[test]
fn money_adds_up_and_reads_what_it_prints() -> Outcome {
    let sum: Money = ["0.10", "0.20", "1000"].iter().map(|yuan| yuan.parse::<Money>()).sum::<Result<Money, _>>()?;
    assert_eq!((sum.to_string(), sum.to_string().parse::<Money>()?), ("1000.30".to_owned(), sum));
    assert!("0.001".parse::<Money>().is_err() && "a".parse::<Money>().is_err());
    Ok(())
}

#[test]
fn a_ledger_carries_a_person_from_claim_to_claim() -> Outcome {
    let (engine, mut ledger) = (engine()?, Ledger::default());
    let mut funds = Vec::new();
    for id in ["A-1", "A-2"] {
        let claim = visit("1000.00")?.fact("id", id).fact("person_id", "P-1");
        funds.push(ledger.settle(&engine, &claim)?.fund.to_string());
        ledger = Ledger::read(&ledger.write())?;
    }
    // (1000 - 200) × 50%, then the deductible of the year is met
    assert_eq!(funds, ["400.00", "500.00"]);
    let other = visit("900.00")?.fact("person_id", "P-1");
    let fault = ledger.settle(&engine, &other).err().ok_or("it was settled")?;
    assert!(fault[0].code == Code::C027 && fault.text(Lang::Zh).contains("且「总费用」不同"), "{}", fault.text(Lang::Zh));
    let wrong = Ledger::read("{").err().ok_or("it was read")?;
    assert!(wrong.to_string().contains('1') && !wrong.text(Lang::Zh).is_ascii(), "{wrong}");
    Ok(())
}
