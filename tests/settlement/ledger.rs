//! A year of claims: each figure worked by hand, in the order the claims are settled.

use rust_decimal::Decimal;
use std::error::Error;
use yibao::Engine;
use yibao::claim::{ClaimFault, CounterRow, LayerStatement, Settlement, WouldDiffer, json};
use yibao::diagnostic::{Code, Lang};
use yibao::ledger::{CLAIMS, Ledger};
use yibao::report;
use yibao::report::terminal::{Style, render};
use yibao::value::Money;

type Outcome = Result<(), Box<dyn Error>>;
type Settled = Result<Settlement, Vec<ClaimFault>>;

/// 丹东职工医保门诊统筹: (total − outside − over the ceiling − deductible) × rate; 300 yuan once a year, retired at a first-level hospital 65%.
const DANDONG: &str = "region 210600; scheme employee
  benefit clinic { layer pool {
    covers eligible
    deductible per year 300 yuan
    rate { | person | level | rate |
      | retired | level1 | 65% |
      | otherwise | any | unstated | }
    cap per year unlimited # the formula names none
  } }";

/// 扬州职工医保门诊统筹: a year's 600 yuan (retired 500), second-level hospital 65% (retired 75%), at most 8000 yuan a year (retired).
const YANGZHOU: &str = "region 321000; scheme employee
  benefit clinic {
    layer pool {
      covers eligible
      deductible per year { | person | deductible per year |
        | active | 600 yuan |
        | retired | 500 yuan | }
      rate { | person | level | rate |
        | active | level2 | 65% |
        | retired | level2 | 75% |
        | otherwise | any | unstated | }
      cap per year 8000 yuan when person is retired
      cap per year unlimited when person is active # the example needs none
    }
    personal account { covers rest }
  }";

/// Invented: stays, the first of a year with 600 yuan, later ones with 300.
const STAYS: &str = "region 430100; scheme employee
  benefit inpatient when care is inpatient { layer pool {
    covers eligible
    deductible per visit { | admission | deductible per visit |
      | 1 | 600 yuan |
      | 2 or more | 300 yuan | }
    rate 80%
    cap per year unlimited
  } }
  route { refuse elsewhere when care is not inpatient }";

/// Invented: a cap of 1000 yuan a year.
const CAPPED: &str = "region 430200; scheme employee
  benefit clinic { layer pool { covers eligible; deductible per year 0 yuan; rate 80%; cap per year 1000 yuan } }";

/// An engine over one policy with these clauses.
fn engine(clauses: &str, year_of: &str) -> Result<Engine, Box<dyn Error>> {
    let text = format!(
        "policy case.year \"示例\" {{
  effective 2020-01-01 ..; applies on care_end; year of {year_of}
  rounding half up to 0.01 yuan, first pay per item; last day not rolling
  {clauses}
}}"
    );
    Engine::load([("year.yb".to_owned(), text)]).map_err(|wrong| format!("{wrong}").into())
}

/// Settles claims, one a line, in order.
fn settle(ledger: &mut Ledger, engine: &Engine, lines: &str) -> Vec<Settled> {
    let mut out = Vec::new();
    for (index, claim) in json::read(lines).claims.into_iter().enumerate() {
        let settled = claim.map_err(|refusal| refusal.errors).and_then(|claim| ledger.settle_nth(engine.plan(), &claim, index));
        out.push(settled);
    }
    out
}

/// All settled.
fn all(settled: Vec<Settled>) -> Result<Vec<Settlement>, Box<dyn Error>> {
    settled.into_iter().map(|one| one.map_err(|faults| format!("{faults:#?}").into())).collect()
}

/// The first code of a claim that was not settled, and what it is about.
fn code(settled: &Settled) -> Option<(Code, &str)> {
    settled.as_ref().err().and_then(|faults| faults.first()).map(|fault| (fault.code, fault.fact.as_deref().unwrap_or("")))
}

fn layer(settled: &Settlement) -> Result<&LayerStatement, Box<dyn Error>> {
    settled.layers.first().ok_or_else(|| "no layer".into())
}

/// Yuan with two decimals.
fn yuan(text: &str) -> Money {
    text.parse::<Decimal>().ok().and_then(Money::from_yuan).unwrap_or_default()
}

/// Those that would differ: `id: was → would be`.
fn told(all: &[WouldDiffer]) -> Vec<String> {
    let one = |one: &WouldDiffer| {
        let would_be = one.would_be.map(|fund| fund.to_string()).or_else(|| one.code.clone());
        format!("{}: {} → {}", one.id.as_deref().unwrap_or("-"), one.fund, would_be.unwrap_or_default())
    };
    all.iter().map(one).collect()
}

/// A retired person's visit in Dandong.
fn visit(id: &str, day: &str, total: &str) -> String {
    format!(
        r#"{{"id":"{id}","person_id":"P","insured_region":210600,"scheme":"employee","person":"retired","level":"level1","care":"outpatient","visited":"{day}","total":"{total}"}}"#
    ) + "\n"
}

/// A stay; `more` are further facts.
fn stay(id: &str, from: &str, to: &str, total: &str, more: &str) -> String {
    format!(
        r#"{{"id":"{id}","person_id":"P","insured_region":430100,"scheme":"employee","care":"inpatient","admitted":"{from}","discharged":"{to}","total":"{total}"{more}}}"#
    ) + "\n"
}

fn reversal(id: &str, of: &str) -> String {
    format!(r#"{{"id":"{id}","person_id":"P","reverses":"{of}"}}"#) + "\n"
}

#[test]
fn the_deductible_of_a_year_is_borne_once() -> Outcome {
    let engine = engine(DANDONG, "care_end")?;
    let first = visit("1", "2023-03-01", "1050").replace("}\n", ",\"out_of_catalog\":50}\n");
    let lines = first + &visit("2", "2023-04-01", "200") + &visit("3", "2024-01-02", "400");
    let settled = all(settle(&mut Ledger::default(), &engine, &lines))?;
    // (1050 - 50 - 300) × 65% = 455, patient 1050 - 455 = 595, as printed
    assert_eq!((layer(&settled[0])?.deductible, settled[0].fund, settled[0].patient), (yuan("300"), yuan("455"), yuan("595")));
    assert!(settled[0].defaulted.iter().any(|fact| fact.fact == "counters"), "nobody said what was used up before");
    // another visit of the year bears no deductible: 200 × 65% = 130
    assert_eq!((layer(&settled[1])?.deductible, settled[1].fund), (yuan("0"), yuan("130")));
    assert!(!settled[1].defaulted.iter().any(|fact| fact.fact == "counters"));
    assert_eq!(settled[1].counters.before, settled[0].counters.after);
    // the next year bears it again: (400 - 300) × 65% = 65
    assert_eq!((layer(&settled[2])?.deductible, settled[2].fund), (yuan("300"), yuan("65")));
    Ok(())
}

#[test]
fn a_change_of_status_in_the_year_keeps_what_was_met() -> Outcome {
    let engine = engine(YANGZHOU, "care_end")?;
    let line = |id: &str, who: &str, person: &str, day: &str, total: &str, balance: &str| {
        format!(
            r#"{{"id":"{id}","person_id":"{who}","insured_region":321000,"scheme":"employee","person":"{person}","level":"level2","care":"outpatient","visited":"{day}","total":{total},"personal_balance":{balance}}}"#
        ) + "\n"
    };
    let lines = line("y1", "Wang", "active", "2023-03-01", "1500", "2760")
        + &line("y2", "Zhang", "retired", "2023-03-02", "3980", "3000")
        + &line("y3", "Wang", "retired", "2023-07-01", "1000", "1845")
        + &line("y4", "Li", "retired", "2023-03-03", "400", "0")
        + &line("y5", "Li", "active", "2023-07-02", "400", "0")
        + &line("y6", "Zhang", "retired", "2023-08-01", "10000", "1630");
    let settled = all(settle(&mut Ledger::default(), &engine, &lines))?;
    let figures: Vec<_> = settled.iter().map(|s| [s.fund, s.patient, s.personal_account, s.cash]).collect();
    let expected = |fund, patient, account, cash| [yuan(fund), yuan(patient), yuan(account), yuan(cash)];
    // (1500 - 600) × 65% = 585; patient 915 from the account of 2760, which keeps 1845: as printed
    assert_eq!(figures[0], expected("585", "915", "915", "0"));
    // (3980 - 500) × 75% = 2610; patient 1370 from the account of 3000, which keeps 1630: as printed
    assert_eq!(figures[1], expected("2610", "1370", "1370", "0"));
    // retired since: due max(0, 500 - 600) = 0; 1000 × 75% = 750; patient 250
    assert_eq!(figures[2], expected("750", "250", "250", "0"));
    assert_eq!(layer(&settled[2])?.deductible, yuan("0"));
    // 400 below the 500 of a retired person; then 600 - 400 = 200 are still due of an employed one: (400 - 200) × 65% = 130
    assert_eq!(figures[3], expected("0", "400", "0", "400"));
    assert_eq!(layer(&settled[4])?.deductible, yuan("200"));
    assert_eq!(figures[4], expected("130", "270", "0", "270"));
    // 500 met; 10000 × 75% = 7500, and 8000 - 2610 = 5390 are left of the year: patient 4610, of it 1630 from the account
    assert_eq!(figures[5], expected("5390", "4610", "1630", "2980"));
    Ok(())
}

#[test]
fn a_cap_is_exhausted_in_the_middle_of_a_claim() -> Outcome {
    let engine = engine(CAPPED, "care_end")?;
    let line = |id: u32, total: &str| {
        format!(
            r#"{{"id":{id},"person_id":"P","insured_region":430200,"scheme":"employee","care":"outpatient","visited":"2025-03-0{id}","total":{total}}}"#
        ) + "\n"
    };
    let settled = all(settle(&mut Ledger::default(), &engine, &(line(1, "1000") + &line(2, "1000") + &line(3, "100"))))?;
    let figures: Vec<_> = settled.iter().map(|s| s.layers.iter().map(|l| [l.share, l.over_cap, l.paid]).next()).collect();
    // 1000 × 80% = 800
    assert_eq!(figures[0], Some([yuan("200"), yuan("0"), yuan("800")]));
    // 800 would be paid, 200 are left: reached at 200 ÷ 80% = 250; share 50, over the cap 750
    assert_eq!(figures[1], Some([yuan("50"), yuan("750"), yuan("200")]));
    // nothing is left
    assert_eq!(figures[2], Some([yuan("0"), yuan("100"), yuan("0")]));
    Ok(())
}

#[test]
fn a_reversed_first_admission_gives_back_what_it_moved() -> Outcome {
    let engine = engine(STAYS, "care_end")?;
    let mut ledger = Ledger::default();
    let lines = stay("A", "2025-01-05", "2025-01-10", "10600", ",\"admission\":1")
        + &stay("B", "2025-02-05", "2025-02-10", "10300", "")
        + &reversal("R", "A")
        + &stay("C", "2025-03-05", "2025-03-10", "1300", "");
    let settled = all(settle(&mut ledger, &engine, &lines))?;
    // first: (10600 - 600) × 80% = 8000; second: (10300 - 300) × 80% = 8000
    assert_eq!((settled[0].fund, settled[1].fund), (yuan("8000"), yuan("8000")));
    // the reversal is the first one's negative: total -10600, patient -2600
    let back = &settled[2];
    assert_eq!((back.total, back.fund, back.patient), (yuan("-10600"), yuan("-8000"), yuan("-2600")));
    assert_eq!((back.id.as_deref(), back.reverses.as_deref()), (Some("R"), Some("A")));
    let figures = |s: &Settlement| s.layers.iter().map(|l| [l.taken, l.deductible, l.base, l.share, l.paid]).next();
    let minus = |all: Option<[Money; 5]>| all.map(|all| all.map(|amount| Money::from_fen(-amount.fen())));
    assert_eq!(figures(back), minus(figures(&settled[0])));
    assert_eq!(back.partition.iter().map(|line| line.amount.fen()).sum::<i64>(), -1_060_000);
    // what is left is what the second alone moved
    let left = |row: &CounterRow| [row.covered, row.deductible, row.base, row.paid];
    let pool = back.counters.after.iter().find(|row| row.visits == Some(0)).map(left);
    assert_eq!(pool, Some([yuan("10300"), yuan("300"), yuan("10000"), yuan("8000")]));
    assert_eq!(back.counters.after.iter().map(|row| row.visits).max(), Some(Some(1)));
    // the second would have been the first: (10300 - 600) × 80% = 7760
    assert_eq!(told(&back.would_differ), ["B: 8000.00 → 7760.00"]);
    // one stay stands, so this is the second: (1300 - 300) × 80% = 800
    assert_eq!(settled[3].fund, yuan("800"));

    // given back to the last fen: with B gone too, C alone is left
    let more = all(settle(&mut ledger, &engine, &reversal("S", "B")))?;
    // C would have been the first: (1300 - 600) × 80% = 560
    assert_eq!(told(&more[0].would_differ), ["C: 800.00 → 560.00"]);
    let last = all(settle(&mut ledger, &engine, &reversal("T", "C")))?;
    assert!(last[0].counters.after.is_empty(), "{:?}", last[0].counters.after);
    Ok(())
}

#[test]
fn a_stated_number_of_admission_that_would_be_wrong_is_told() -> Outcome {
    let engine = engine(STAYS, "care_end")?;
    let lines = stay("A", "2025-01-05", "2025-01-10", "10600", ",\"admission\":1")
        + &stay("B", "2025-02-05", "2025-02-10", "10300", ",\"admission\":2")
        + &reversal("R", "A");
    let settled = all(settle(&mut Ledger::default(), &engine, &lines))?;
    assert_eq!(told(&settled[2].would_differ), ["B: 8000.00 → C021"]);
    Ok(())
}

#[test]
fn the_number_of_an_admission_is_derived_from_the_first_claim_on() -> Outcome {
    let engine = engine(STAYS, "care_end")?;
    let mut ledger = Ledger::default();
    let lines = stay("A", "2025-01-05", "2025-01-10", "10600", "") + &stay("B", "2025-02-05", "2025-02-10", "10300", "");
    let settled = all(settle(&mut ledger, &engine, &lines))?;
    // a person nobody has heard of begins at zero, so this is the first: (10600 - 600) × 80% = 8000; second: (10300 - 300) × 80% = 8000
    let derived = |s: &Settlement| s.derived.iter().map(|fact| format!("{} {}", fact.fact, fact.value)).collect::<Vec<_>>();
    assert_eq!((settled[0].fund, derived(&settled[0])), (yuan("8000"), vec!["admission 1".to_owned()]));
    assert_eq!((settled[1].fund, derived(&settled[1])), (yuan("8000"), vec!["admission 2".to_owned()]));
    assert!(settled[0].defaulted.iter().any(|fact| fact.fact == "counters"), "that it begins at zero is said");
    assert!(json::write_settled(&settled[1]).contains(r#""derived":[{"fact":"admission","value":"2"}],"assumed":"#));
    for (lang, says) in [(Lang::En, "Worked out from the counters"), (Lang::Zh, "按累计推算")] {
        let text = render(&report::statement(&settled[1], engine.plan(), lang), Style { colour: false, width: 100 });
        assert!(text.contains(says), "{text}");
    }
    // stated, it must agree; and then it is not derived
    let lines = stay("C", "2025-03-05", "2025-03-10", "1300", ",\"admission\":2")
        + &stay("C", "2025-03-05", "2025-03-10", "1300", ",\"admission\":3");
    let settled = settle(&mut ledger, &engine, &lines);
    assert_eq!(code(&settled[0]), Some((Code::C021, "admission")));
    assert_eq!(settled[1].as_ref().ok().map(derived), Some(Vec::new()));
    // stated otherwise with the very first claim, it is refused too
    let first = settle(&mut Ledger::default(), &engine, &stay("A", "2025-01-05", "2025-01-10", "10600", ",\"admission\":2"));
    assert_eq!(code(&first[0]), Some((Code::C021, "admission")));
    // a claim that stands alone knows nothing of the person's visits
    let alone = stay("A", "2025-01-05", "2025-01-10", "10600", "").replace("\"person_id\":\"P\",", "");
    assert_eq!(code(&settle(&mut Ledger::default(), &engine, &alone)[0]), Some((Code::C009, "admission")));
    Ok(())
}

/// A visit under a cap of 1000 yuan a year; `id` and `person` as JSON.
fn capped(id: &str, person: &str, day: &str, more: &str) -> String {
    format!(
        r#"{{"id":{id},"person_id":{person},"insured_region":430200,"scheme":"employee","care":"outpatient","visited":"{day}","total":1000{more}}}"#
    ) + "\n"
}

#[test]
fn an_id_is_text_or_a_whole_number_that_means_the_same_text() -> Outcome {
    let engine = engine(CAPPED, "care_end")?;
    let lines = capped("7", "1", "2025-01-10", "") + &capped("\"7\"", "\" 1 \"", "2025-01-10", "");
    let mut ledger = Ledger::default();
    let settled = all(settle(&mut ledger, &engine, &lines))?;
    // 1000 × 80% = 800, once
    assert!(settled[1].duplicate);
    assert_eq!(settled[1].fund, yuan("800"));
    // another day is another claim under that number
    let other = settle(&mut ledger, &engine, &capped("7", "1", "2025-01-11", ""));
    assert_eq!(code(&other[0]), Some((Code::C027, "id")));
    // a reversal finds it by either
    let back = all(settle(&mut ledger, &engine, "{\"id\":8,\"person_id\":\"1\",\"reverses\":7}\n"))?;
    assert_eq!(back[0].fund, yuan("-800"));

    // nothing else names anything: as a dataframe writes ids, these were three people, and three claims of one
    let no_id = ["7.0", "7.00", "7e0", "70e-1", "1e3", "0.0", "-0", "true", "\"\"", "\" \"", "null"];
    for text in no_id {
        let (mut ledger, day) = (Ledger::default(), "2025-01-10");
        let lines = capped(text, "1", day, "") + &capped("1", text, day, "") + &capped("1", "1", day, &format!(",\"reverses\":{text}"));
        let settled = settle(&mut ledger, &engine, &lines);
        let codes: Vec<_> = settled.iter().map(code).collect();
        assert_eq!(codes[..2], [Some((Code::C004, "id")), Some((Code::C004, "person_id"))], "{text}");
        // in a table every row has a `reverses`: null reverses nothing
        let reverses = (text != "null").then_some((Code::C010, "insured_region"));
        assert_eq!(codes[2], reverses, "{text}");
        let reversal = format!("{{\"id\":9,\"person_id\":1,\"reverses\":{text}}}");
        let wrong = if text == "null" { (Code::C009, "insured_region") } else { (Code::C004, "reverses") };
        assert_eq!(code(&settle(&mut ledger, &engine, &reversal)[0]), Some(wrong), "{text}");
        // without a ledger too
        let alone = json::read(&capped(text, "1", day, "")).claims.into_iter().flatten().map(|claim| engine.settle(&claim)).next();
        assert!(alone.is_some_and(|settled| settled.is_err()), "{text}");
    }
    let wrong = settle(&mut Ledger::default(), &engine, &capped("1", "7.0", "2025-01-10", ""));
    let said: Vec<_> =
        wrong[0].as_ref().err().into_iter().flatten().map(|fault| (fault.message.en.as_str(), fault.help.en.as_str())).collect();
    let help = "state it as text (`\"7\"`) or as a whole number (`7`)";
    assert_eq!(said, [("`person_id` is a number with a point or an exponent, which names nothing: `7.0` may be `7` or another", help)]);
    Ok(())
}

#[test]
fn the_fields_of_the_interface_name_a_person_too() -> Outcome {
    let engine = engine(CAPPED, "care_end")?;
    let field = capped("\"B\"", "1", "2025-02-10", "").replace("\"person_id\"", "\"psn_no\"").replace("\"id\"", "\"mdtrt_id\"");
    let settled = all(settle(&mut Ledger::default(), &engine, &(capped("\"A\"", "1", "2025-01-10", "") + &field + &field)))?;
    // 1000 × 80% = 800, then the 200 left under the cap, once
    assert_eq!(
        settled.iter().map(|s| (s.fund, s.duplicate)).collect::<Vec<_>>(),
        [(yuan("800"), false), (yuan("200"), false), (yuan("200"), true)]
    );
    Ok(())
}

#[test]
fn a_claim_again_is_the_same_by_what_it_means() -> Outcome {
    let engine = engine(STAYS, "care_end")?;
    let first = r#"{"id":"A","person_id":"P","insured_region":430100,"scheme":"employee","care":"inpatient","level":"level1","person":"retired","networked":true,"admitted":"2025-01-05","discharged":"2025-01-10","total":"10600","counters":[]}"#;
    let same = [
        // keys of the other vocabulary, in another order
        r#"{"人员编号":"P","编号":"A","参保地":430100,"险种":"employee","就医类型":"inpatient","医院级别":"level1","人员类别":"retired","联网":true,"入院日期":"2025-01-05","出院日期":"2025-01-10","总费用":"10600","累计":[]}"#,
        // values of the other vocabulary
        r#"{"id":"A","person_id":"P","insured_region":"430100","scheme":"职工","care":"住院","level":"一级","person":"退休","networked":"是","admitted":"2025-01-05","discharged":"2025-01-10","total":"10600"}"#,
        // fields and codes of the interface
        r#"{"mdtrt_id":"A","psn_no":"P","insuplc_admdvs":"430100","insutype":"310","med_type":"21","hosp_lv":"08","psn_type":"1201","networked":"yes","adm_time":"2025-01-05 08:30:00","dscg_time":"2025-01-10T09:00:00","medfee_sumamt":10600.00}"#,
        // a sum by its number, with what says nothing
        r#"{"id":"A","person_id":"P","insured_region":430100,"scheme":"employee","care":"inpatient","level":"level1","person":"retired","networked":true,"admitted":"2025-01-05","discharged":"2025-01-10","total":10600,"age":null,"_run":7}"#,
    ];
    let mut ledger = Ledger::default();
    let settled = all(settle(&mut ledger, &engine, first))?;
    // (10600 - 600) × 80% = 8000
    assert_eq!(settled[0].fund, yuan("8000"));
    for text in same {
        let again = all(settle(&mut ledger, &engine, text)).map_err(|wrong| format!("{text}: {wrong}"))?;
        assert_eq!((again[0].fund, again[0].duplicate), (yuan("8000"), true), "{text}");
    }
    for (from, to, differs) in [
        ("\"10600\"", "10600.01", "total"),
        ("\"retired\"", "\"active\"", "person"),
        ("\"2025-01-10\"", "\"2025-01-11\"", "discharged"),
        ("\"networked\":true,", "", "networked"),
        ("\"level1\"", "\"二级\"", "level"),
        ("\"counters\":[]", "\"urgent\":false", "urgent"),
        ("\"counters\":[]", "\"总费用\":10600", "total"),
    ] {
        let settled = settle(&mut ledger, &engine, &first.replace(from, to));
        assert_eq!(code(&settled[0]), Some((Code::C027, "id")), "{to}");
        let said = settled[0].as_ref().err().and_then(|faults| faults.first()).map(|fault| fault.message.en.clone()).unwrap_or_default();
        assert!(said.contains(&format!("`{differs}`")), "{said}");
    }
    Ok(())
}
#[test]
fn the_same_claim_again_has_the_same_answer_and_counts_once() -> Outcome {
    let engine = engine(STAYS, "care_end")?;
    let first = stay("A", "2025-01-05", "2025-01-10", "10600", ",\"admission\":1");
    // the same facts in another order, under a Han name, with a note
    let again = r#"{"人员编号":"P","id":"A","total":"10600","discharged":"2025-01-10","admitted":"2025-01-05","admission":1,"care":"inpatient","scheme":"employee","insured_region":430100,"_try":2}"#;
    let lines = first.clone()
        + &stay("B", "2025-02-05", "2025-02-10", "10300", "")
        + again
        + "\n"
        + &stay("C", "2025-03-05", "2025-03-10", "1300", "");
    let mut ledger = Ledger::default();
    let settled = all(settle(&mut ledger, &engine, &lines))?;
    let mut plain = settled[2].clone();
    (plain.duplicate, plain.carried) = (false, Vec::new());
    assert!(settled[2].duplicate);
    assert_eq!(plain, settled[0]);
    assert_eq!(settled[2].carried, [("_try".to_owned(), "2".to_owned())]);
    // C is the third stay, and what stands before it is what stood after B: (1300 - 300) × 80% = 800
    assert_eq!(settled[3].counters.before, settled[1].counters.after);
    assert_eq!(settled[3].fund, yuan("800"));

    let text = json::write_settled(&settled[2]);
    assert!(text.starts_with(r#"{"id":"A","duplicate":true,"policy":"#), "{text}");
    assert!(!json::write_settled(&settled[0]).contains("duplicate"));

    // another total under that number
    let other = settle(&mut ledger, &engine, &stay("A", "2025-01-05", "2025-01-10", "10601", ",\"admission\":1"));
    assert_eq!(code(&other[0]), Some((Code::C027, "id")));
    // reversed since: still that answer, and by which it was given back; the reversal again is that reversal
    let lines = reversal("R", "A") + &first + &reversal("R", "A");
    let settled = all(settle(&mut ledger, &engine, &lines))?;
    assert_eq!((settled[1].fund, settled[1].reversed_by.as_deref()), (yuan("8000"), Some("R")));
    let plain = Settlement { duplicate: false, ..settled[2].clone() };
    assert_eq!(plain, settled[0]);
    Ok(())
}

#[test]
fn a_claim_that_was_not_settled_leaves_its_number_free() -> Outcome {
    let engine = engine(STAYS, "care_end")?;
    let wrong = stay("A", "2025-01-05", "2025-01-01", "10600", ",\"admission\":1");
    let right = stay("A", "2025-01-05", "2025-01-10", "10600", ",\"admission\":1");
    let settled = settle(&mut Ledger::default(), &engine, &(wrong + &right));
    assert!(settled[0].is_err());
    assert_eq!(settled[1].as_ref().map(|s| (s.fund, s.duplicate)).ok(), Some((yuan("8000"), false)));
    Ok(())
}

#[test]
fn a_late_arrival_is_settled_as_it_comes_and_says_what_it_would_have_changed() -> Outcome {
    let engine = engine(DANDONG, "care_end")?;
    let mut ledger = Ledger::default();
    let lines = visit("March", "2023-03-01", "1000") + &visit("February", "2023-02-01", "500") + &visit("April", "2023-04-01", "100");
    let settled = all(settle(&mut ledger, &engine, &lines))?;
    // (1000 - 300) × 65% = 455; the deductible is met: 500 × 65% = 325
    assert_eq!((settled[0].fund, settled[1].fund), (yuan("455"), yuan("325")));
    // in the order of care: (500 - 300) × 65% = 130, then 1000 × 65% = 650
    assert_eq!(told(&settled[1].would_differ), ["March: 455.00 → 650.00", "February: 325.00 → 130.00"]);
    // in its turn, it changes nothing: 100 × 65% = 65
    assert_eq!(settled[2].fund, yuan("65"));
    assert!(settled[0].would_differ.is_empty() && settled[2].would_differ.is_empty());
    // once March is given back nothing stands after February, and in its own order February bore too little
    let after = all(settle(&mut ledger, &engine, &reversal("R", "March")))?;
    assert_eq!(told(&after[0].would_differ), ["February: 325.00 → 130.00"]);
    Ok(())
}

#[test]
fn a_late_arrival_that_changes_nothing_says_nothing() -> Outcome {
    let engine = engine(DANDONG, "care_end")?;
    // the deductible of each year stands for itself
    let lines = visit("a", "2024-03-01", "1000") + &visit("b", "2023-02-01", "500");
    let settled = all(settle(&mut Ledger::default(), &engine, &lines))?;
    assert!(settled[1].would_differ.is_empty(), "{:?}", settled[1].would_differ);
    Ok(())
}

#[test]
fn a_stay_over_new_year_counts_in_the_year_the_policy_names() -> Outcome {
    let yearly = STAYS.replace(
        "deductible per visit { | admission | deductible per visit |",
        "deductible per year { | admission | deductible per year |",
    );
    let lines = stay("old", "2024-11-05", "2024-11-10", "1600", ",\"admission\":1")
        + &stay("over", "2024-12-28", "2025-01-05", "2600", "")
        + &stay("new", "2025-02-05", "2025-02-10", "1300", "");
    // by the last day: 2024 has the first, (1600 - 600) × 80% = 800; 2025 begins with the stay over New Year, (2600 - 600) × 80% = 1600;
    // then the second of 2025, whose 300 are met by 600: 1300 × 80% = 1040
    let by_end = all(settle(&mut Ledger::default(), &engine(&yearly, "care_end")?, &lines))?;
    assert_eq!(by_end.iter().map(|s| s.fund).collect::<Vec<_>>(), [yuan("800"), yuan("1600"), yuan("1040")]);
    assert!(by_end[1].counters.after.iter().any(|row| row.period == "2025" && row.deductible == yuan("600")));
    // by the first day: it is the second of 2024, whose 300 are met: 2600 × 80% = 2080; 2025 begins in February: (1300 - 600) × 80% = 560
    let by_start = all(settle(&mut Ledger::default(), &engine(&yearly, "care_start")?, &lines))?;
    assert_eq!(by_start.iter().map(|s| s.fund).collect::<Vec<_>>(), [yuan("800"), yuan("2080"), yuan("560")]);
    assert!(by_start[1].counters.after.iter().all(|row| row.period == "2024"));
    Ok(())
}

#[test]
fn counters_open_a_person_and_then_must_agree() -> Outcome {
    let engine = engine(DANDONG, "care_end")?;
    let row =
        r#"{"policy":"case.year","accumulator":"clinic.pool","period":"2023","covered":"250","deductible":"250","base":"0","paid":"0"}"#;
    let with = |line: &str, rows: &str| line.replace("}\n", &format!(",\"counters\":{rows}}}\n"));
    let mut ledger = Ledger::default();
    let first = all(settle(&mut ledger, &engine, &with(&visit("1", "2023-04-01", "150"), &format!("[{row}]"))))?;
    // 300 - 250 = 50 are due: (150 - 50) × 65% = 65; nothing was read by default
    assert_eq!(first[0].fund, yuan("65"));
    assert!(first[0].defaulted.iter().all(|fact| fact.fact != "counters"));
    let kept = ledger.write();
    // whoever brings others would make the ledger forget: refused, and nothing is kept of it
    for rows in ["[]", &format!("[{row}]")] {
        let settled = settle(&mut ledger, &engine, &with(&visit("2", "2023-05-01", "100"), rows));
        assert_eq!(code(&settled[0]), Some((Code::C021, "counters")), "{rows}");
        assert_eq!(ledger.write(), kept);
    }
    // those it keeps, in whatever order, are the same as none: met by now, 100 × 65% = 65
    let after: Vec<_> = first[0].counters.after.iter().rev().collect();
    let settled = all(settle(&mut ledger, &engine, &with(&visit("2", "2023-05-01", "100"), &serde_json::to_string(&after)?)))?;
    assert_eq!(settled[0].fund, yuan("65"));
    // and so it is for a person who begins with a line of the file
    let opening = format!(r#"{{"person_id":"P","counters":[{row}]}}"#);
    let mut ledger = Ledger::read(&opening).map_err(|wrong| wrong.message.en)?;
    let settled = settle(&mut ledger, &engine, &with(&visit("1", "2023-04-01", "150"), "[]"));
    assert_eq!(code(&settled[0]), Some((Code::C021, "counters")));
    // given back, the opening is left
    let settled = all(settle(&mut ledger, &engine, &(visit("1", "2023-04-01", "150") + &reversal("R", "1"))))?;
    assert_eq!(settled[1].counters.after.iter().map(|row| row.deductible).collect::<Vec<_>>(), [yuan("250")]);
    Ok(())
}

#[test]
fn three_claims_under_a_yearly_cap_that_each_bring_no_counters() -> Outcome {
    let engine = engine(CAPPED, "care_end")?;
    let line = |id: &str| capped(id, "\"P\"", "2025-01-10", ",\"counters\":[]");
    let settled = settle(&mut Ledger::default(), &engine, &(line("1") + &line("2") + &line("3")));
    // 1000 × 80% = 800 once, not three times under a cap of 1000
    assert_eq!(settled[0].as_ref().ok().map(|s| s.fund), Some(yuan("800")));
    assert_eq!([code(&settled[1]), code(&settled[2])], [Some((Code::C021, "counters")); 2]);
    Ok(())
}
#[test]
fn counters_under_their_han_names_are_the_same_counters() -> Outcome {
    let rules = DANDONG.replace("benefit clinic { layer pool {", "benefit clinic \"门诊\" { layer pool \"统筹基金\" {");
    let engine = engine(&rules, "care_end")?;
    let row =
        r#"{"policy":"case.year","accumulator":"门诊.统筹基金","period":"2023","covered":"250","deductible":"250","base":"0","paid":"0"}"#;
    let mut ledger = Ledger::read(&format!(r#"{{"person_id":"P","counters":[{row}]}}"#)).map_err(|wrong| wrong.message.en)?;
    let settled = all(settle(&mut ledger, &engine, &(visit("1", "2023-04-01", "150") + &visit("2", "2023-05-01", "100"))))?;
    // 300 - 250 = 50 are due: (150 - 50) × 65% = 65; met by then: 100 × 65% = 65
    assert_eq!(settled.iter().map(|s| s.fund).collect::<Vec<_>>(), [yuan("65"), yuan("65")]);
    let rows = &settled[1].counters.after;
    assert_eq!(rows.iter().filter(|row| row.accumulator == "clinic.pool").count(), 1, "{rows:?}");
    assert!(Ledger::read(&ledger.write()).is_ok());
    Ok(())
}

#[test]
fn a_claim_without_a_person_stands_alone() -> Outcome {
    let engine = engine(DANDONG, "care_end")?;
    let one = visit("1", "2023-03-01", "1000").replace("\"person_id\":\"P\",", "");
    let blank = visit("1", "2023-03-01", "1000").replace("\"P\"", "\" \"");
    let mut ledger = Ledger::default();
    let settled = all(settle(&mut ledger, &engine, &(one.clone() + &one)))?;
    // blank is not absent: whose claim it is would be left open
    assert_eq!(code(&settle(&mut ledger, &engine, &blank)[0]), Some((Code::C004, "person_id")));
    // (1000 - 300) × 65% = 455, each time
    assert!(settled.iter().all(|s| s.fund == yuan("455") && !s.duplicate));
    assert_eq!(ledger.write(), "");
    Ok(())
}

#[test]
fn what_cannot_be_reversed_is_said() -> Outcome {
    let engine = engine(DANDONG, "care_end")?;
    let lines = visit("1", "2023-03-01", "1000")
        + &reversal("2", "1")
        + &reversal("3", "1")
        + &reversal("4", "2")
        + &reversal("5", "none")
        + &reversal("6", "")
        + &reversal("7", "1").replace("}\n", ",\"counters\":[]}\n")
        + &reversal("8", "1").replace("}\n", ",\"冲销\":\"1\"}\n")
        + &reversal("9", "1").replace("\"P\"", "\"Q\"");
    let settled = settle(&mut Ledger::default(), &engine, &lines);
    let codes: Vec<_> = settled.iter().map(code).collect();
    let nothing = Some((Code::C028, "reverses"));
    let more = [Some((Code::C004, "reverses")), Some((Code::C010, "counters")), Some((Code::C002, "reverses")), nothing];
    assert_eq!(codes, [&[None, None, nothing, nothing, nothing][..], &more].concat());
    Ok(())
}

#[test]
fn a_ledger_written_and_read_goes_on_as_if_never_closed() -> Outcome {
    let engine = engine(STAYS, "care_end")?;
    let lines = [
        stay("A", "2025-01-05", "2025-01-10", "10600.00", ",\"admission\":1"),
        stay("B", "2025-02-05", "2025-02-10", "10300", ""),
        stay("late", "2025-01-20", "2025-01-25", "1300", ""),
        stay("B", "2025-02-05", "2025-02-10", "10300", ""),
        reversal("R", "A"),
        stay("C", "2025-03-05", "2025-03-10", "1300", ""),
        reversal("R", "A"),
    ];
    let whole = all(settle(&mut Ledger::default(), &engine, &lines.concat()))?;
    let mut text = String::new();
    for (line, expected) in lines.iter().zip(&whole) {
        let mut ledger = Ledger::read(&text).map_err(|wrong| wrong.message.en)?;
        assert_eq!(ledger.write(), text);
        assert_eq!(all(settle(&mut ledger, &engine, line))?.first(), Some(expected));
        text = ledger.write();
    }
    // a person who begins with counters: one visit of the year before, so this is the second, (10300 - 300) × 80% = 8000
    let opening = r#"{"person_id":"P","counters":[{"policy":"case.year","accumulator":"inpatient","period":"2025","visits":1}]}"#;
    let mut ledger = Ledger::read(opening).map_err(|wrong| wrong.message.en)?;
    let settled = all(settle(&mut ledger, &engine, &stay("B", "2025-02-05", "2025-02-10", "10300", "")))?;
    assert_eq!(settled[0].fund, yuan("8000"));
    let mut again = Ledger::read(&ledger.write()).map_err(|wrong| wrong.message.en)?;
    assert_eq!(all(settle(&mut again, &engine, &stay("B", "2025-02-05", "2025-02-10", "10300", "")))?[0].fund, yuan("8000"));
    Ok(())
}

#[test]
fn all_given_back_in_any_order_leaves_nothing() -> Outcome {
    let engine = engine(DANDONG, "care_end")?;
    let mut ledger = Ledger::default();
    let mut funds = Vec::new();
    // 7 and 11 have no factor in common with 30 and 29: every day and every claim has its turn, none in order
    let totals = (0..30_u32).map(|n| (n, n * 7 % 30 + 1, n * 37 % 29 * 13 + 1));
    let lines: String = totals.map(|(n, day, total)| visit(&n.to_string(), &format!("2023-06-{day:02}"), &format!("{total}.37"))).collect();
    funds.extend(all(settle(&mut ledger, &engine, &lines))?);
    let backs: String = (0..30_u32).map(|n| reversal(&format!("R{n}"), &(n * 11 % 30).to_string())).collect();
    funds.extend(all(settle(&mut ledger, &engine, &backs))?);
    assert_eq!(funds.iter().map(|s| s.fund.fen()).sum::<i64>(), 0);
    assert_eq!(funds.iter().map(|s| s.total.fen()).sum::<i64>(), 0);
    assert_eq!(funds.last().map(|s| s.counters.after.len()), Some(0));
    Ok(())
}

#[test]
fn a_corrected_rule_leaves_what_was_settled_as_it_is() -> Outcome {
    let rules = |rate: &str| CAPPED.replace("80%", rate).replace("cap per year 1000 yuan", "cap per year 100000 yuan");
    let (old, new) = (engine(&rules("50%"), "care_end")?, engine(&rules("60%"), "care_end")?);
    let (first, second) = (capped("\"B-1\"", "\"P\"", "2025-04-01", ""), capped("\"B-2\"", "\"P\"", "2025-05-01", ""));
    let mut ledger = Ledger::default();
    // 1000 × 50% = 500
    let was = all(settle(&mut ledger, &old, &first))?;
    assert_eq!(was[0].fund, yuan("500"));
    // kept in a file between the two
    let mut ledger = Ledger::read(&ledger.write()).map_err(|wrong| wrong.message.en)?;
    let settled = all(settle(&mut ledger, &new, &(first.clone() + &second)))?;
    // the same answer, by the version that gave it; today 1000 × 60% = 600
    assert_eq!(told(&settled[0].would_differ), ["B-1: 500.00 → 600.00"]);
    let plain = Settlement { duplicate: false, would_differ: Vec::new(), ..settled[0].clone() };
    assert_eq!(plain, was[0]);
    assert_ne!(settled[1].policy_hash, was[0].policy_hash);
    assert_eq!((settled[1].fund, settled[1].would_differ.len()), (yuan("600"), 0));
    // given back as it was: -500, and 600 are left in the counters
    let back = all(settle(&mut ledger, &new, &reversal("R", "B-1")))?;
    assert_eq!((back[0].fund, back[0].policy_hash.as_str()), (yuan("-500"), was[0].policy_hash.as_str()));
    assert!(back[0].would_differ.is_empty());
    let paid = |s: &Settlement| s.counters.after.iter().map(|row| row.paid).max();
    assert_eq!(paid(&back[0]), Some(yuan("600")));
    // no rule answers at all by now: still the same answer, and what asking today would come to
    let none = engine(&rules("50%").replace("430200", "430300"), "care_end")?;
    let settled = all(settle(&mut ledger, &none, &(second + &reversal("R", "B-1"))))?;
    assert_eq!((settled[0].fund, told(&settled[0].would_differ)), (yuan("600"), vec!["B-2: 600.00 → C011".to_owned()]));
    assert_eq!((settled[1].fund, settled[1].duplicate), (yuan("-500"), true));
    Ok(())
}

#[test]
fn what_a_store_keeps_is_every_field_of_a_settlement() -> Outcome {
    let engine = engine(YANGZHOU, "care_end")?;
    let lines = r#"{"id":"A","person_id":"P","insured_region":321000,"scheme":"employee","person":"retired","level":"level2","care":"outpatient","visited":"2023-03-01","personal_balance":100,"items":[{"code":"X1","amount":900,"class":"甲"},{"code":"X2","amount":100,"class":"b","first_pay":"10%"}]}"#;
    let mut ledger = Ledger::default();
    let settled = all(settle(&mut ledger, &engine, lines))?;
    assert_eq!(settled[0].lines.len(), 2);
    let again = all(settle(&mut Ledger::read(&ledger.write()).map_err(|wrong| wrong.message.en)?, &engine, lines))?;
    let plain = Settlement { duplicate: false, ..again[0].clone() };
    assert_eq!(plain, settled[0]);
    Ok(())
}
/// A line as an earlier version wrote it.
const EARLIER: &str =
    r#"{"person_id":"P","counters":[],"claims":[{"claim":{"id":"1","person_id":"P"},"fund":"0.00","personal_account":"0.00","moved":[]}]}"#;

#[test]
fn a_broken_store_is_refused_with_its_line() -> Outcome {
    let engine = engine(DANDONG, "care_end")?;
    let mut ledger = Ledger::default();
    all(settle(&mut ledger, &engine, &(visit("1", "2023-03-01", "1000") + &reversal("R", "1") + &visit("2", "2023-04-01", "1000"))))?;
    let text = ledger.write();
    let broken = [
        ("[]".to_owned(), "line 1 is not"),
        (r#"{"person_id":"","counters":[]}"#.to_owned(), "line 1 is not"),
        (format!("{text}\n{text}"), "line 3: person `P` stands on an earlier line"),
        (text.replacen("\"paid\":\"455.00\"", "\"paid\":\"455.01\"", 1), "line 1: `counters` is not what the claims add up to"),
        (text.replacen("\"paid\":\"455.00\"", "\"paid\":\"-1\"", 1), "line 1: C005"),
        (text.replacen("\"fund\":\"455.00\",", "", 1), "claim number 1"),
        (text.replacen("\"fund\":\"455.00\"", "\"fund\":\"many\"", 1), "claim number 1"),
        (text.replacen("\"moved\":", "\"fund\":\"455.00\",\"moved\":", 1), "claim number 1"),
        (EARLIER.to_owned(), "line 1 keeps claims without their settlements"),
        (text.replace("\"reverses\":\"1\"", "\"reverses\":\"2\""), "claim number 2"),
        (text.replace("\"id\":\"2\"", "\"id\":\"1\""), "claim number 3"),
        (text.replacen("\"total\":\"1000\"", "\"total\":[]", 1), "line 1: C004"),
        (text.chars().take(text.chars().count() / 2).collect(), "line 1 is not"),
    ];
    for (at, (text, says)) in broken.iter().enumerate() {
        let Err(wrong) = Ledger::read(text) else { return Err(format!("{at} was read: {text}").into()) };
        assert!(wrong.message.en.contains(says), "{at}: {}", wrong.message.en);
        assert!(wrong.message.zh.starts_with('第'), "{}", wrong.message.zh);
    }
    Ok(())
}

#[test]
fn a_person_has_so_many_claims() -> Outcome {
    let engine = engine(DANDONG, "care_end")?;
    let mut ledger = Ledger::default();
    all(settle(&mut ledger, &engine, &visit("0", "2023-03-01", "1")))?;
    let written = ledger.write();
    let (_, rest) = written.split_once("\"settlement\":").ok_or("no settlement")?;
    let (settlement, _) = rest.split_once(",\"moved\":").ok_or("nothing moved")?;
    let entry = |n: usize| {
        let claim = visit(&n.to_string(), "2023-03-01", "1");
        format!(r#"{{"claim":{},"settlement":{settlement},"moved":[]}}"#, claim.trim_end())
    };
    let claims: Vec<String> = (0..CLAIMS).map(entry).collect();
    let text = format!(r#"{{"person_id":"P","counters":[],"claims":[{}]}}"#, claims.join(","));
    let mut ledger = Ledger::read(&text).map_err(|wrong| wrong.message.en)?;
    let settled = settle(&mut ledger, &engine, &visit("more", "2023-03-01", "1"));
    assert_eq!(code(&settled[0]), Some((Code::C026, "person_id")));
    Ok(())
}

#[test]
fn statements_say_it_in_both_languages() -> Outcome {
    let engine = engine(STAYS, "care_end")?;
    let lines = stay("A", "2025-01-05", "2025-01-10", "10600", ",\"admission\":1")
        + &stay("B", "2025-02-05", "2025-02-10", "10300", "")
        + &reversal("R", "A")
        + &stay("A", "2025-01-05", "2025-01-10", "10600", ",\"admission\":1");
    let settled = all(settle(&mut Ledger::default(), &engine, &lines))?;
    let shown = |at: usize, lang: Lang| {
        let doc = report::statement(&settled[at], engine.plan(), lang);
        render(&doc, Style { colour: false, width: 100 })
    };
    for (at, lang, says) in [
        (2, Lang::En, ["reverses", "claim A", "would have come out differently", "7760.00", "-8000.00"]),
        (2, Lang::Zh, ["冲销", "申报 A", "结果将有不同", "7760.00", "-8000.00"]),
        (3, Lang::En, ["settled before", "counted once", "reversed by", "claim R", "8000.00"]),
        (3, Lang::Zh, ["重复申报", "不重复计入累计", "已被冲销", "申报 R", "8000.00"]),
    ] {
        let text = shown(at, lang);
        assert!(says.iter().all(|word| text.contains(word)), "{says:?}\n{text}");
    }
    Ok(())
}
