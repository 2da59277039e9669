//! The national settlement interface: claims come in with its fields and codes, settlements go out as its records.

mod identities;

use identities::{broken, fen, negative, none_below_zero, rows};
use std::error::Error;
use std::fs;
use std::path::Path;
use yibao::claim::{Claim, ClaimFault, Role, Settlement, Value, json};
use yibao::diagnostic::{Code, Lang};
use yibao::ledger::Ledger;
use yibao::plan::{FactKind, FactPlan, Plan, PolicyPlan, codes, value_called};
use yibao::report::nhsa::{self, Record};
use yibao::{Engine, Library, example};

type Outcome = Result<(), Box<dyn Error>>;

/// Every text under a folder of the repository with that ending, (path, text), sorted.
fn files(folder: &str, ending: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut out, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(name) = open.pop() {
        for entry in fs::read_dir(root.join(&name))? {
            let entry = entry?;
            let inner = format!("{name}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                open.push(inner);
            } else if inner.ends_with(ending) {
                out.push((inner, fs::read_to_string(entry.path())?));
            }
        }
    }
    out.sort();
    Ok(out)
}

/// The engine over the shipped rules.
fn shipped() -> Result<Engine, Box<dyn Error>> {
    Ok(Engine::load(files("rules", ".yb")?)?)
}

/// An engine over one policy beside what the language's cases share.
fn engine(rules: &str) -> Result<Engine, Box<dyn Error>> {
    let plain = files("tests/language", "/plain.yb")?;
    Ok(Engine::load(plain.into_iter().chain([("case.yb".to_owned(), rules.to_owned())]))?)
}

fn claim(text: &str) -> Result<Claim, Box<dyn Error>> {
    let read = json::read(text).claims.into_iter().next().ok_or("no claim")?;
    read.map_err(|refusal| format!("{refusal:?}").into())
}

fn settled(engine: &Engine, claim: &Claim) -> Result<Settlement, Box<dyn Error>> {
    engine.settle(claim).map_err(|faults| format!("{:?}", messages(&faults)).into())
}

fn messages(faults: &[ClaimFault]) -> Vec<String> {
    faults.iter().map(|fault| format!("{} {}; {}", fault.code, fault.message.en, fault.help.en)).collect()
}

fn record(engine: &Engine, text: &str) -> Result<Record, Box<dyn Error>> {
    let claim = claim(text)?;
    Ok(nhsa::record(&settled(engine, &claim)?, &claim, engine.plan(), Lang::En))
}

/// Every claim that ships, with the file it stands in.
fn claims() -> Result<Vec<(String, Claim)>, Box<dyn Error>> {
    let mut out = Vec::new();
    for (name, text) in files("rules/claims", ".json")? {
        for read in json::read(&text).claims {
            out.push((name.clone(), read.map_err(|refusal| format!("{name}: {refusal:?}"))?));
        }
    }
    Ok(out)
}

/// Whether a record says what its settlement says, and is sound in itself.
fn sound(name: &str, settlement: &Settlement, claim: &Claim, plan: &Plan) -> Outcome {
    let record = nhsa::record(settlement, claim, plan, Lang::Zh);
    assert_eq!(broken(&record)?, Vec::<String>::new(), "{name}: {}", record.json());
    assert!(none_below_zero(&record), "{name}: {}", record.json());
    let said = ["medfee_sumamt", "fund_pay_sumamt", "psn_part_amt", "acct_pay", "psn_cash_pay"].map(|field| fen(&record, field));
    let settled = [settlement.total, settlement.fund, settlement.patient, settlement.personal_account, settlement.cash];
    for (said, settled) in said.into_iter().zip(settled) {
        assert_eq!(said?, settled.fen(), "{name}");
    }
    assert_eq!(rows(&record, "feedetail").len(), claim.items.as_ref().map_or(0, Vec::len), "{name}: a row for each line");
    assert!(record.get("refd_setl_flag").is_none(), "{name}");
    serde_json::from_str::<serde_json::Value>(&record.json())?;
    given_back(name, claim, plan)
}

/// Whether the record of a reversal is the negative of the record it gives back, and its identities hold as well.
fn given_back(name: &str, claim: &Claim, plan: &Plan) -> Outcome {
    let told = |faults: Vec<ClaimFault>| format!("{name}: {:?}", messages(&faults));
    let mut first = claim.clone();
    for (role, value) in [(Role::Id, "A"), (Role::PersonId, "P")] {
        let facts: Vec<&FactPlan> = plan.policies.iter().filter_map(|policy| policy.fact_of(role)).collect();
        let says = |key: &str| facts.iter().any(|fact| fact.is_named(key) || fact.is_field(key));
        first.facts.retain(|(key, _)| key != role.names().0 && key != role.names().1 && !says(key));
        first.set(role.names().0, Value::Text(value.to_owned()));
    }
    // A ledger counts the stays of a person from the first on.
    first.facts.retain(|(key, _)| key != Role::Admission.names().0 && key != Role::Admission.names().1);
    let back = self::claim(r#"{"id": "B", "person_id": "P", "reverses": "A"}"#)?;
    let mut ledger = Ledger::default();
    let whole = nhsa::record(&ledger.settle_nth(plan, &first, 0).map_err(told)?, &first, plan, Lang::En);
    let mut refund = nhsa::record(&ledger.settle_nth(plan, &back, 1).map_err(told)?, &back, plan, Lang::En);
    assert_eq!(broken(&refund)?, Vec::<String>::new(), "{name}");
    let flag = refund.fields.pop().map(|field| (field.name, field.value));
    assert_eq!(flag, Some(("refd_setl_flag".to_owned(), nhsa::Value::Text("1".to_owned()))), "{name}");
    assert!(negative(&whole, &refund), "{name}: {} {}", whole.json(), refund.json());
    Ok(())
}

/// Runs every example of a library and checks the record of each claim that settles; how many there were.
fn examples_are_sound(name: &str, sources: Vec<(String, String)>) -> Result<usize, Box<dyn Error>> {
    let library = Library::read(sources);
    let engine = library.engine().ok_or_else(|| format!("{name}: {:?}", library.faults))?;
    let mut count = 0;
    for (at, case) in example::all(&library.policies).map_err(|found| format!("{found:?}"))? {
        let policy = library.policies.get(at).ok_or("a case of no policy")?;
        for stage in example::run_with(policy, &case, |claim| engine.settle(claim)).stages {
            if let Ok(settlement) = &stage.outcome {
                sound(&format!("{name}: {}", case.title), settlement, &stage.claim, engine.plan())?;
                count += 1;
            }
        }
    }
    Ok(count)
}

#[test]
fn the_identities_hold_for_every_shipped_claim_and_example() -> Outcome {
    let engine = shipped()?;
    for (name, claim) in claims()? {
        sound(&name, &settled(&engine, &claim)?, &claim, engine.plan())?;
    }
    assert!(examples_are_sound("rules", files("rules", ".yb")?)? > 100);
    Ok(())
}

#[test]
fn the_identities_hold_for_every_case_of_the_language() -> Outcome {
    let mut count = 0;
    for (name, text) in files("tests/language/settle", ".yb")? {
        let plain = files("tests/language", "/plain.yb")?;
        count += examples_are_sound(&name, plain.into_iter().chain([(name.clone(), text)]).collect())?;
    }
    assert!(count > 100);
    Ok(())
}

#[test]
fn a_record_as_a_whole() -> Outcome {
    // In scope 30000 − 2000 − 310.50 − 1189.50 = 26500; over the deductible of 1100: 25400 × 85% = 21590, filed in time.
    // The patient: 30000 − 21590 = 8410; in the account 300, and nothing is paid from it.
    let record = record(
        &shipped()?,
        r#"{"mdtrt_id": "N-1", "psn_no": "P-9", "insuplc_admdvs": "430100", "insutype": "310", "psn_type": "1102", "age": "45",
            "psn_insu_stas": "1", "med_type": "21", "mdtrtarea_admvs": "440100", "hosp_lv": "02", "networked": true, "urgent": true,
            "admission": 1, "level_admission": 1, "adm_time": "2025-03-01 08:30:00", "dscg_time": "2025-03-11",
            "setl_time": "2025-03-11 10:00:00", "rloc_rea": "emergency", "filed": "2025-03-04", "medfee_sumamt": 30000,
            "fulamt_ownpay_amt": "2000.00", "overlmt_selfpay": 310.5, "preselfpay_amt": "1189.5", "balc": 300, "_note": [1]}"#,
    )?;
    assert_eq!(
        record.json(),
        concat!(
            r#"{"mdtrt_id":"N-1","psn_no":"P-9","insuplc_admdvs":"430100","insutype":"310","mdtrtarea_admvs":"440100","hosp_lv":"02","#,
            r#""psn_type":"1102","age":45,"psn_insu_stas":"1","med_type":"21","adm_time":"2025-03-01 08:30:00","dscg_time":"2025-03-11","#,
            r#""setl_time":"2025-03-11 10:00:00","medfee_sumamt":30000.00,"fulamt_ownpay_amt":2000.00,"overlmt_selfpay":310.50,"#,
            r#""preselfpay_amt":1189.50,"inscp_scp_amt":26500.00,"act_pay_dedc":1100.00,"hifp_pay":21590.00,"pool_prop_selfpay":0.8500,"#,
            r#""cvlserv_pay":0.00,"hifes_pay":0.00,"hifmi_pay":0.00,"hifob_pay":0.00,"maf_pay":0.00,"oth_pay":0.00,"#,
            r#""fund_pay_sumamt":21590.00,"psn_part_amt":8410.00,"acct_pay":0.00,"psn_cash_pay":8410.00,"hosp_part_amt":0.00,"balc":300.00,"#,
            r#""acct_mulaid_pay":0.00,"setldetail":[{"fund_pay_type":"310100","inscp_scp_amt":26500.00,"crt_payb_lmt_amt":500000.00,"#,
            r#""fund_payamt":21590.00,"fund_pay_type_name":"基本统筹","setl_proc_info":"pool: taken 26500.00, deductible 1100.00, "#,
            r#"base 25400.00, own share 3810.00, paid 21590.00"}],"_note":[1]}"#
        )
    );
    Ok(())
}

/// A claim with every field in place of a name, and the n-th code of a value (the last, where there are fewer).
fn in_codes(plan: &PolicyPlan, claim: &Claim, nth: usize) -> Claim {
    let turned = |facts: &[(String, Value)], of_item: bool| {
        let each = facts.iter().map(|(name, value)| {
            let fact = plan.facts.iter().find(|fact| fact.of_item == of_item && fact.is_named(name));
            let Some(fact) = fact else { return (name.clone(), value.clone()) };
            let name = if fact.field.is_empty() { name } else { &fact.field };
            (name.clone(), code(fact, value, nth).map_or_else(|| value.clone(), Value::Text))
        });
        each.collect::<Vec<_>>()
    };
    let mut out = claim.clone();
    out.facts = turned(&claim.facts, false);
    for item in out.items.iter_mut().flatten() {
        item.facts = turned(&item.facts, true);
    }
    out
}

fn code(fact: &FactPlan, value: &Value, nth: usize) -> Option<String> {
    let FactKind::Enum(values) = &fact.kind else { return None };
    let (_, written) = values.get(value_called(values, &value.text()?)?)?;
    codes(written).take(nth + 1).last().map(str::to_owned)
}

#[test]
fn a_claim_in_codes_settles_as_its_twin_in_names() -> Outcome {
    let engine = shipped()?;
    for (name, claim) in claims()? {
        let settlement = settled(&engine, &claim)?;
        let policy = engine.plan().policies.iter().find(|policy| policy.hash == settlement.policy_hash).ok_or("no policy")?;
        for nth in 0..6 {
            let twin = in_codes(policy, &claim, nth);
            assert_ne!(twin, claim, "{name}");
            assert_eq!(json::write_settled(&settled(&engine, &twin)?), json::write_settled(&settlement), "{name}");
            // The first code is the one a record uses for a name.
            let same = nhsa::record(&settlement, &claim, engine.plan(), Lang::En)
                == nhsa::record(&settled(&engine, &twin)?, &twin, engine.plan(), Lang::En);
            assert!(same || nth > 0, "{name}");
        }
    }
    Ok(())
}

const VISITS: &str = r#"
policy case.visits "示例门诊" extends plain {
  region 430100; scheme employee; effective 2023-01-01 ..
  benefit clinic "门诊" {
    layer pool "统筹基金" { fund basic; covers eligible; deductible per visit 100 yuan; rate 80% }
    layer aid "困难补助" after pool { covers rest + first_self_pay × 50%; rate 50% }
  }
}"#;

#[test]
fn both_spellings_of_a_class() -> Outcome {
    let engine = engine(VISITS)?;
    let bill = |classes: [&str; 3], number: bool| {
        let [a, b, c] = classes.map(|class| if number { class.to_owned() } else { format!("{class:?}") });
        format!(
            r#"{{"mdtrt_id": "V", "insuplc_admdvs": 430100, "insutype": 310, "med_type": 11, "begntime": "2025-03-01", "items": [
                {{"med_list_codg": "A1", "det_item_fee_sumamt": 500, "cnt": 2, "chrgitm_lv": {a}}},
                {{"med_list_codg": "B1", "det_item_fee_sumamt": 400, "chrgitm_lv": {b}, "selfpay_prop": 0.1, "pric_uplmt_amt": 300}},
                {{"med_list_codg": "C1", "det_item_fee_sumamt": "70.00", "chrgitm_lv": {c}}}]}}"#
        )
    };
    let texts = [bill(["01", "02", "03"], false), bill(["1", "2", "3"], false), bill(["1", "2", "3"], true), bill(["a", "b", "丙"], false)];
    let mut seen = Vec::new();
    for text in texts {
        let record = record(&engine, &text)?;
        // Over the ceiling 400 − 300 = 100; first 300 × 10% = 30; in scope 500 + 270 = 770.
        // Pool (770 − 100) × 80% = 536. Aid: rest 100 + 134, with half of the 30: (234 + 15) × 50% = 124.50, from no fund.
        let said = ["fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt", "act_pay_dedc", "hifp_pay", "oth_pay"];
        let said = said.map(|field| fen(&record, field).ok());
        assert_eq!(said, [7_000, 10_000, 3_000, 77_000, 10_000, 53_600, 12_450].map(Some), "{}", record.json());
        seen.push(record.json());
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:#?}");
    let detail = r#"{"fund_pay_type":"999997","inscp_scp_amt":249.00,"fund_payamt":124.50,"fund_pay_type_name":"其他资金","#;
    assert!(seen[0].contains(detail), "{}", seen[0]);
    let line = r#"{"med_list_codg":"A1","cnt":2,"det_item_fee_sumamt":500.00,"#;
    assert!(seen[0].contains(line), "{}", seen[0]);
    Ok(())
}

#[test]
fn a_repeated_claim_is_reported_under_its_funds_after_the_rules_have_changed() -> Outcome {
    let rules = |rate: &str| {
        format!(
            r#"policy case.changed "示例" extends plain {{
              region 430100; scheme employee; effective 2023-01-01 ..
              benefit clinic "门诊" {{ layer pool "统筹基金" {{ fund basic; covers eligible; rate {rate} }} }}
            }}"#
        )
    };
    let claim = claim(
        r#"{"id": "A", "person_id": "P", "insured_region": 430100, "scheme": "310", "care": "11", "visited": "2025-03-01", "total": 100}"#,
    )?;
    let told = |faults: Vec<ClaimFault>| format!("{:?}", messages(&faults));
    let (old, new) = (engine(&rules("50%"))?, engine(&rules("60%"))?);
    let mut ledger = Ledger::default();
    ledger.settle_nth(old.plan(), &claim, 0).map_err(told)?;
    let again = nhsa::record(&ledger.settle_nth(new.plan(), &claim, 1).map_err(told)?, &claim, new.plan(), Lang::En);
    // 100 × 50% = 50, from the basic fund as it was, none from another
    assert_eq!([fen(&again, "hifp_pay")?, fen(&again, "oth_pay")?], [5_000, 0]);
    assert!(again.json().contains(r#""psn_no":"P""#), "{}", again.json());
    Ok(())
}

#[test]
fn first_pay_of_the_whole_claim_is_spread_over_its_lines() -> Outcome {
    let engine = engine(
        r#"policy case.away "示例异地先行自付" extends plain {
          region 430100; scheme employee; effective 2023-01-01 ..
          override rounding half up to 0.01 yuan, first pay per claim
          first pay 10% when distance is cross_province
          benefit clinic "门诊" { layer pool "统筹基金" { fund basic; covers eligible; rate 50% } }
        }"#,
    )?;
    let record = record(
        &engine,
        r#"{"insured_region": 430100, "scheme": "310", "care": "11", "visited": "2025-03-01", "care_region": 440100, "items": [
            {"code": "1", "amount": "0.33", "class": "2", "first_pay": "0.1"}, {"code": "2", "amount": "0.33", "class": "2", "first_pay": "0.1"},
            {"code": "3", "amount": "0.35", "class": "2", "first_pay": "0.1"}]}"#,
    )?;
    // Items: 1.01 × 10% = 0.101 → 0.10, by weights 3, 3, 4 fen (3.3, 3.3, 3.5): 3, 3, 4. What is left, 30, 30, 31 fen,
    // pays 0.91 × 10% = 0.091 → 0.09: of 9 fen, up to 30/91: 2.97 → 3; 60/91: 5.93 → 6; all: 9. So 6, 6, 7 and 27, 27, 28.
    let column = |name| rows(&record, "feedetail").iter().map(|line| fen(line, name)).collect::<Result<Vec<_>, _>>();
    assert_eq!(column("preselfpay_amt")?, [6, 6, 7]);
    assert_eq!(column("inscp_scp_amt")?, [27, 27, 28]);
    assert_eq!([fen(&record, "preselfpay_amt")?, fen(&record, "inscp_scp_amt")?, fen(&record, "hifp_pay")?], [19, 82, 41]);
    Ok(())
}

#[test]
fn a_fund_of_ones_own_has_its_own_sum() -> Outcome {
    let (_, text) = files("tests/language/settle", "own_vocabulary.yb")?.into_iter().next().ok_or("no such case")?;
    let record = record(
        &engine(&text)?,
        r#"{"insured_region": 430100, "scheme": "employee", "care": "H7", "trade": "K2", "visited": "2025-03-01", "total": 1000}"#,
    )?;
    // A sailor: 1000 × 60% = 600, from a fund the interface does not list.
    assert_eq!([fen(&record, "mutual_pay")?, fen(&record, "fund_pay_sumamt")?, fen(&record, "oth_pay")?], [60_000, 60_000, 0]);
    assert!(record.json().contains(r#""fund_pay_type":"990001""#), "{}", record.json());
    Ok(())
}

#[test]
fn a_wrong_code_is_refused_with_the_nearest() -> Outcome {
    let engine = engine(VISITS)?;
    let claim_with = |field: &str, code: &str| {
        let mut claim = claim(
            r#"{"insuplc_admdvs": "430100", "insutype": "310", "med_type": "11", "begntime": "2025-03-01", "medfee_sumamt": 100,
                "items": [{"med_list_codg": "A", "det_item_fee_sumamt": 100, "chrgitm_lv": "01"}]}"#,
        )?;
        match claim.items.as_mut().and_then(|items| items.first_mut()).filter(|_| field == "chrgitm_lv") {
            Some(item) => item.facts.retain(|(name, _)| name != field),
            None => claim.facts.retain(|(name, _)| name != field),
        }
        let stated = (field.to_owned(), Value::Text(code.to_owned()));
        match claim.items.as_mut().and_then(|items| items.first_mut()).filter(|_| field == "chrgitm_lv") {
            Some(item) => item.facts.push(stated),
            None => claim.facts.push(stated),
        }
        Ok::<_, Box<dyn Error>>(claim)
    };
    for (field, code, fact, help) in [
        ("insutype", "311", "scheme", "did you mean `310` (employee)?"),
        ("insutype", "930", "scheme", "did you mean `390` (resident)?"),
        ("insutype", "5", "scheme", "write one of `310` (employee), `390` (resident)"),
        ("psn_type", "1109", "person", "did you mean `1101` (active)?"),
        ("psn_type", "13", "person", "did you mean `11` (active)?"),
        ("med_type", "22", "care", "did you mean `21` (inpatient)?"),
        ("hosp_lv", "12", "level", "did you mean `11` (ungraded)?"),
        ("hosp_lv", "3", "level", "did you mean `03` (level3)?"),
        ("psn_insu_stas", "01", "insured_status", "did you mean `1` (paid_up)?"),
        ("psn_insu_stas", "7", "insured_status", "write one of `1` (paid_up), `2` (paused), `lapsed`"),
        ("chrgitm_lv", "05", "class", "did you mean `01` (a)?"),
        ("rloc_rea", "emergncy", "filed_as", "did you mean `emergency`?"),
    ] {
        let faults = engine.settle(&claim_with(field, code)?).err().ok_or_else(|| format!("{field} {code} was read"))?;
        let [fault] = &faults[..] else { return Err(format!("{field} {code}: {:?}", messages(&faults)).into()) };
        assert_eq!((fault.code, fault.fact.as_deref(), fault.help.en.as_str()), (Code::C004, Some(fact), help), "{field} {code}");
        assert!(fault.message.en.contains(code) && fault.message.zh.contains(code), "{fault:?}");
    }
    assert!(engine.settle(&claim_with("insutype", "310")?).is_ok());
    Ok(())
}

#[test]
fn one_fact_under_two_of_its_names_is_a_duplicate() -> Outcome {
    let engine = engine(VISITS)?;
    let claim = claim(
        r#"{"insuplc_admdvs": "430100", "参保地": "430100", "insutype": "310", "scheme": "310", "visited": "2025-03-01", "total": 100,
            "items": [{"det_item_fee_sumamt": 100, "amount": 100, "chrgitm_lv": 1}], "medfee_sumamt": 100}"#,
    )?;
    let faults = engine.settle(&claim).err().ok_or("it settled")?;
    let found: Vec<(Code, Option<&str>)> = faults.iter().map(|fault| (fault.code, fault.fact.as_deref())).collect();
    assert_eq!(found, ["insured_region", "scheme", "total", "amount"].map(|fact| (Code::C002, Some(fact))));
    assert!(faults[0].message.en.contains("`insuplc_admdvs` and `参保地` are one fact"), "{:?}", messages(&faults));
    Ok(())
}

#[test]
fn a_misspelt_field_has_a_nearest_too() -> Outcome {
    let engine = engine(VISITS)?;
    let claim = claim(
        r#"{"insuplc_admdvs": "430100", "insutype": "310", "visited": "2025-03-01", "medfee_sumamnt": 100, "chrgitm_lv": "01",
            "items": [{"det_item_fee_sum": 100}]}"#,
    )?;
    let faults = engine.settle(&claim).err().ok_or("it settled")?;
    let helps: Vec<&str> = faults.iter().map(|fault| fault.help.en.as_str()).collect();
    assert_eq!(helps, ["did you mean `medfee_sumamt`?", "state it in a line of `items`", "did you mean `det_item_fee_sumamt`?"]);
    Ok(())
}

#[test]
fn a_time_may_follow_a_date_and_must_be_one() -> Outcome {
    let engine = engine(VISITS)?;
    let at = |time: &str| {
        claim(&format!(r#"{{"insuplc_admdvs": "430100", "insutype": "310", "begntime": "{time}", "medfee_sumamt": 100}}"#))
            .map(|claim| engine.settle(&claim).map_err(|faults| faults.iter().map(|fault| fault.code).collect::<Vec<_>>()))
    };
    for right in ["2025-03-01 23:59:59", "2025-03-01T23:59:59", "2025-03-01T23:59", "2025-03-01T23:59:59.000"] {
        assert!(at(right)?.is_ok(), "{right}");
    }
    // a time zone would leave open which day is meant
    for wrong in ["2025-03-01 24:00:00", "2025-02-29 10:00:00", "2025-3-1", "2025-03-01T10:00:00Z", "2025-03-01 1:00", " 2025-03-01"] {
        assert_eq!(at(wrong)?.err(), Some(vec![Code::C004]), "{wrong}");
    }
    Ok(())
}
