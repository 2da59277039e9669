//! Settling over plans built by hand: the seven steps of a layer, the totals and the counters, each amount worked out beside it.

mod build;
mod sample;

use build::{ALL, ANY, Build, OPEN, claim, item, percent, yuan};
use yibao::claim::{Claim, ClaimFault, CounterRow, LayerStatement, Role, Settlement, Value};
use yibao::diagnostic::Code;
use yibao::plan::{AccountPlan, AdjustOp, Answer, Cover, FactKind, PartRef, Period, Plan, WithPlan};
use yibao::settle::settle;
use yibao::value::Money;

type Outcome = Result<(), String>;

/// Settles with the account and without: both must come to the same.
fn run(plan: &Plan, claim: &Claim) -> Result<Settlement, Vec<ClaimFault>> {
    let with = settle(plan, claim, true);
    let without = settle(plan, claim, false);
    match (&with, &without) {
        (Ok(a), Ok(b)) => assert_eq!(Settlement { steps: Vec::new(), ..a.clone() }, *b),
        (a, b) => assert_eq!(a.is_err(), b.is_err()),
    }
    with
}

fn good(plan: &Plan, claim: &Claim) -> Result<Settlement, String> {
    let told = |fault: &ClaimFault| format!("{} {}", fault.code, fault.message.en);
    run(plan, claim).map_err(|faults| faults.iter().map(told).collect::<Vec<_>>().join("\n"))
}

fn codes(plan: &Plan, claim: &Claim) -> Vec<(Code, Option<String>)> {
    run(plan, claim).map_or_else(|faults| faults.into_iter().map(|fault| (fault.code, fault.fact)).collect(), |_| Vec::new())
}

fn layer<'a>(settlement: &'a Settlement, name: &str) -> Result<&'a LayerStatement, String> {
    settlement.layers.iter().find(|layer| layer.name == name).ok_or_else(|| format!("no layer {name}"))
}

fn money(text: &str) -> Money {
    text.parse().ok().and_then(Money::from_yuan).unwrap_or_default()
}

fn paid(plan: &Plan, facts: &[(&str, &str)]) -> Result<Money, String> {
    Ok(layer(&good(plan, &claim(facts))?, "pool")?.paid)
}

#[test]
fn the_sample_and_its_neighbours() -> Outcome {
    let plan = sample::plan();
    // filed on day 3: base 28000 − 600 = 27400: 10000 × 70% + 17400 × 80% = 7000 + 13920 = 20920
    let first = good(&plan, &sample::claim(&[]))?;
    assert_eq!((first.route.as_str(), first.filing.as_str()), ("direct", "emergency"));
    let pool = layer(&first, "pool")?;
    assert_eq!((pool.deductible, pool.paid, first.patient), (money("600"), money("20920"), money("9080")));
    // bands: 10000 × 70% = 7000; 17400 × 80% = 13920
    assert_eq!(pool.bands, [money("7000"), money("13920")]);
    // filed on day 4: unfiled: 10000 × 60% + 17400 × 70% = 6000 + 12180 = 18180
    let late = good(&plan, &sample::claim(&[("filed", "2025-03-05")]))?;
    assert_eq!((late.filing.as_str(), layer(&late, "pool")?.paid), ("unfiled", money("18180")));
    assert_eq!(late.filing_reasons.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>(), ["filed_late"]);
    // care at home: 10000 × 80% + 17400 × 90% = 8000 + 15660 = 23660
    let local = good(&plan, &sample::claim(&[("care_region", "430100")]))?;
    assert_eq!((local.filing.as_str(), layer(&local, "pool")?.paid), ("not_needed", money("23660")));
    // dibao: what the pool leaves of eligible is 28000 − 20920 = 7080; critical takes it whole into its 15000 deductible;
    // aid: (7080 − 3000) × 70% = 2856
    let aided = good(&plan, &sample::claim(&[("relief", "dibao")]))?;
    assert_eq!(layer(&aided, "aid")?.paid, money("2856"));
    assert_eq!(aided.fund, money("23776"));
    Ok(())
}

#[test]
fn room_of_a_thousand_is_filled_inside_a_band() -> Outcome {
    let mut claim = sample::claim(&[]);
    claim.counters = Some(vec![CounterRow {
        policy: "test".to_owned(),
        accumulator: "care.pool".to_owned(),
        period: "2025".to_owned(),
        paid: money("149000"),
        ..CounterRow::default()
    }]);
    let settlement = good(&sample::plan(), &claim)?;
    let pool = layer(&settlement, "pool")?;
    // cap 150000 − 149000 = 1000; 1000 ÷ 70% = 1428.5714…: 1428.57 of the base fills the room
    // share 1428.57 − 1000 = 428.57; over_cap 27400 − 1428.57 = 25971.43
    assert_eq!((pool.paid, pool.share, pool.over_cap), (money("1000"), money("428.57"), money("25971.43")));
    assert_eq!(pool.bands, [money("1000")]);
    // critical takes 600 + 428.57 + 25971.43 = 27000: (27000 − 15000) × 60% = 7200
    assert_eq!(layer(&settlement, "critical")?.paid, money("7200"));
    // the pool's row: paid 149000 + 1000, base 27400 (over_cap included), deductible 600, covered 28000; one visit
    let after = &settlement.counters.after;
    assert_eq!((after[0].paid, after[0].base, after[0].covered), (money("150000"), money("27400"), money("28000")));
    let visits: Vec<_> = after.iter().filter(|row| row.accumulator == "care").map(|row| row.visits).collect();
    assert_eq!(visits, [Some(1)]);
    Ok(())
}

/// 1000 deductible; 80% to 10000, 90% above. Before: 500 of the deductible met, 4000 of base.
fn banded(from_zero: bool, over_year: bool) -> (Plan, Claim) {
    let mut build = Build::new();
    let low = (0, yuan(10_000));
    let high = (yuan(10_000), OPEN);
    let rate = build.head("rate", None, &[(&[], low, Answer::Is(percent(80))), (&[], high, Answer::Is(percent(90)))]);
    let mut pool = build.layer("pool", &[(PartRef::Eligible, ALL)], rate);
    pool.deductibles = vec![build.plain("deductible", None, yuan(1000))];
    (pool.from_zero, pool.bands_key) = (from_zero, over_year.then_some(pool.own_key));
    let mut claim = claim(&[("total", "12000")]);
    claim.counters = Some(vec![CounterRow {
        policy: "test".to_owned(),
        accumulator: "care.pool".to_owned(),
        period: "2025".to_owned(),
        covered: money("4500"),
        deductible: money("500"),
        base: money("4000"),
        ..CounterRow::default()
    }]);
    (build.plan(vec![pool]), claim)
}

#[test]
fn bands_begin_in_four_ways() -> Outcome {
    // base 12000 − 1000 = 11000 each time
    let cases = [
        // from 0: 10000 × 80% + 1000 × 90% = 8900
        (false, false, "8900"),
        // from 1000: 9000 × 80% + 2000 × 90% = 9000
        (true, false, "9000"),
        // from 4000: 6000 × 80% + 5000 × 90% = 9300
        (false, true, "9300"),
        // from 1000 + 500 + 4000 = 5500: 4500 × 80% + 6500 × 90% = 3600 + 5850 = 9450
        (true, true, "9450"),
    ];
    for (from_zero, over_year, expected) in cases {
        let (plan, claim) = banded(from_zero, over_year);
        assert_eq!(layer(&good(&plan, &claim)?, "pool")?.paid, money(expected), "{from_zero} {over_year}");
    }
    Ok(())
}

#[test]
fn rounding_may_be_coarser_than_a_fen() -> Outcome {
    let mut build = Build::new();
    build.policy.rounding = yuan(1);
    let pool = build.pool(percent(85));
    let plan = build.plan(vec![pool]);
    // 123.45 × 85% = 104.9325 → 105
    assert_eq!(paid(&plan, &[("total", "123.45")])?, money("105"));
    // 100 × 85% = 85; 1 × 85% = 0.85 → 1; 0.60 × 85% = 0.51 → 1, but not more than 0.60
    assert_eq!(paid(&plan, &[("total", "100")])?, money("85"));
    assert_eq!(paid(&plan, &[("total", "0.60")])?, money("0.60"));
    Ok(())
}

#[test]
fn adjustments_count_in_one_order() -> Outcome {
    let adjusted = |changes: &[(AdjustOp, i64)]| {
        let mut build = Build::new();
        let mut pool = build.pool(percent(80));
        pool.rate.adjusts = changes.iter().map(|(op, by)| build.adjust(*op, false, &[], *by)).collect();
        build.plan(vec![pool])
    };
    let total = [("total", "10000")];
    // written the other way round: (80% − 10 points) × 90% = 63% → 6300
    assert_eq!(paid(&adjusted(&[(AdjustOp::Times, percent(90)), (AdjustOp::Down, percent(10))]), &total)?, money("6300"));
    // to 60%, then + 5 points = 65%, at least 66% → 6600
    let changes = [(AdjustOp::AtLeast, percent(66)), (AdjustOp::Up, percent(5)), (AdjustOp::To, percent(60))];
    assert_eq!(paid(&adjusted(&changes), &total)?, money("6600"));
    // factors multiply exactly: 80% × 33.3333% × 33.3333% = 0.0888886…; 10000 × 0.8 × 0.333333² = 888.88711…
    let third = [(AdjustOp::Times, percent(333_333) / 10_000), (AdjustOp::Times, percent(333_333) / 10_000)];
    assert_eq!(paid(&adjusted(&third), &total)?, money("888.89"));
    // 80% + 30 points is no rate
    assert_eq!(codes(&adjusted(&[(AdjustOp::Up, percent(30))]), &claim(&total))[0].0, Code::C023);
    // two `to` at once
    assert_eq!(codes(&adjusted(&[(AdjustOp::To, 1), (AdjustOp::To, 2)]), &claim(&total))[0].0, Code::C016);
    // at least 70% over at most 60%
    let crossed = [(AdjustOp::AtLeast, percent(70)), (AdjustOp::AtMost, percent(60))];
    assert_eq!(codes(&adjusted(&crossed), &claim(&total))[0].0, Code::C023);
    Ok(())
}

#[test]
fn a_factor_on_the_share_acts_on_the_patients_part() -> Outcome {
    let mut build = Build::new();
    let mut pool = build.pool(percent(80));
    pool.mirrored = vec![build.adjust(AdjustOp::Times, false, &[], percent(50))];
    // 1 − (1 − 80%) × 50% = 90% → 900
    assert_eq!(paid(&build.plan(vec![pool]), &[("total", "1000")])?, money("900"));
    let mut build = Build::new();
    let mut pool = build.pool(percent(20));
    pool.share = true;
    pool.rate.adjusts = vec![build.adjust(AdjustOp::Up, false, &[], percent(5))];
    // a share of 20% + 5 points = 25%: 750
    assert_eq!(paid(&build.plan(vec![pool]), &[("total", "1000")])?, money("750"));
    Ok(())
}

#[test]
fn points_grow_with_age() -> Outcome {
    let mut build = Build::new();
    let age = build.fact(("age", "年龄"), FactKind::Age, None, false);
    let mut pool = build.pool(percent(70));
    let mut change = build.adjust(AdjustOp::Up, false, &[], percent(3) / 10);
    change.with = Some(WithPlan { fact: age, base: 0, step: 1 });
    pool.rate.adjusts = vec![change];
    let plan = build.plan(vec![pool]);
    // 70% + 0.3 points × 45 = 83.5% → 835
    assert_eq!(paid(&plan, &[("total", "1000"), ("age", "45")])?, money("835"));
    assert_eq!(codes(&plan, &claim(&[("total", "1000")])), [(Code::C009, Some("age".to_owned()))]);
    Ok(())
}

#[test]
fn a_sum_comes_off_after_the_rate() -> Outcome {
    let mut build = Build::new();
    let mut pool = build.pool(percent(80));
    pool.paid = vec![build.adjust(AdjustOp::Down, true, &[], yuan(100))];
    let plan = build.plan(vec![pool]);
    // 1000 × 80% − 100 = 700; 100 × 80% − 100 is below 0: nothing
    assert_eq!(paid(&plan, &[("total", "1000")])?, money("700"));
    assert_eq!(paid(&plan, &[("total", "100")])?, money("0"));
    Ok(())
}

#[test]
fn limits_before_and_above_the_deductible() -> Outcome {
    let limited = |above: bool| {
        let mut build = Build::new();
        let mut pool = build.pool(percent(80));
        pool.deductibles = vec![build.plain("deductible", None, yuan(500))];
        let limit = build.plain("limit", None, yuan(2000));
        if above {
            pool.limits_above = vec![limit];
        } else {
            pool.limits = vec![limit];
        }
        build.plan(vec![pool])
    };
    // before: min(3000, 2000) − 500 = 1500 × 80% = 1200, over_limit 1000
    let before = good(&limited(false), &claim(&[("total", "3000")]))?;
    let pool = layer(&before, "pool")?;
    assert_eq!((pool.paid, pool.over_limit, pool.base), (money("1200"), money("1000"), money("1500")));
    // above: min(3000 − 500, 2000) = 2000 × 80% = 1600, over_limit 3000 − 500 − 2000 = 500
    let above = good(&limited(true), &claim(&[("total", "3000")]))?;
    let pool = layer(&above, "pool")?;
    assert_eq!((pool.paid, pool.over_limit, pool.base), (money("1600"), money("500"), money("2000")));
    Ok(())
}

#[test]
fn a_layer_settled_elsewhere_brings_its_figures() -> Outcome {
    let mut build = Build::new();
    let rate = build.plain("rate", None, 0);
    let mut pool = build.layer("pool", &[(PartRef::Eligible, ALL)], rate);
    pool.given = true;
    let rate = build.plain("aid rate", None, percent(50));
    let aid = build.layer("aid", &[(PartRef::Deductible(0), ALL), (PartRef::Share(0), ALL)], rate);
    let plan = build.plan(vec![pool, aid]);
    // share 1000 − 100 − 600 = 300; aid (100 + 300) × 50% = 200; fund 600 + 200
    let settlement = good(&plan, &claim(&[("total", "1000"), ("pool.paid", "600"), ("pool.deductible", "100")]))?;
    assert_eq!((layer(&settlement, "pool")?.share, layer(&settlement, "aid")?.paid), (money("300"), money("200")));
    assert_eq!(settlement.fund, money("800"));
    // its deductible was stated; what it did not state is read as 0, and listed
    let read: Vec<_> = settlement.defaulted.iter().filter(|read| read.fact.starts_with("pool.")).map(|read| read.fact.as_str()).collect();
    assert_eq!(read, ["pool.over_limit", "pool.over_cap"]);
    let missing = codes(&plan, &claim(&[("total", "1000")]));
    assert_eq!(missing, [(Code::C009, Some("pool.paid".to_owned()))]);
    let too_much = codes(&plan, &claim(&[("total", "1000"), ("pool.paid", "1000.01")]));
    assert_eq!(too_much[0].0, Code::C020);
    Ok(())
}

#[test]
fn the_personal_account_pays_until_it_is_used_up() -> Outcome {
    let mut build = Build::new();
    let pool = build.pool(percent(80));
    let mut plan = build.plan(vec![pool]);
    let covers = [PartRef::Share(0), PartRef::OutOfCatalog].map(|part| Cover { part, scale: ALL });
    plan.policies[0].benefits[0].account = Some(AccountPlan { guard: yibao::plan::Slice::default(), covers: covers.to_vec(), clause: 0 });
    let facts = [("total", "1100"), ("out_of_catalog", "100")];
    // the patient bears 1000 × 20% = 200 and 100 out of the catalog: all 300 where the balance reaches, else 250
    let with = |balance| good(&plan, &claim(&[facts[0], facts[1], ("personal_balance", balance)]));
    let (rich, poor) = (with("500")?, with("250")?);
    assert_eq!((rich.personal_account, rich.cash), (money("300"), money("0")));
    assert_eq!((poor.personal_account, poor.cash, poor.patient), (money("250"), money("50"), money("300")));
    assert_eq!(codes(&plan, &claim(&facts)), [(Code::C009, Some("personal_balance".to_owned()))]);
    Ok(())
}

#[test]
fn three_claims_of_one_person_in_turn() -> Outcome {
    let mut build = Build::new();
    let low = (0, yuan(1000));
    let rate = build.head("rate", None, &[(&[], low, Answer::Is(percent(50))), (&[], (yuan(1000), OPEN), Answer::Is(percent(80)))]);
    let mut pool = build.layer("pool", &[(PartRef::Eligible, ALL)], rate);
    let year = pool.own_key;
    let shared = build.key("shared", Period::Year);
    pool.deductibles = vec![build.plain("deductible per year", Some(year), yuan(500))];
    pool.caps = vec![build.plain("cap per year in shared", Some(shared), yuan(1200))];
    pool.bands_key = Some(pool.own_key);
    let plan = build.plan(vec![pool]);
    let mut counters = Vec::new();
    let mut turn = |total: &str| {
        let mut claim = claim(&[("total", total)]);
        claim.counters = Some(counters.clone());
        let settlement = good(&plan, &claim)?;
        counters.clone_from(&settlement.counters.after);
        let pool = layer(&settlement, "pool")?;
        Ok::<_, String>((pool.deductible, pool.base, pool.paid, pool.over_cap))
    };
    // 800: deductible 500, base 300 × 50% = 150
    assert_eq!(turn("800")?, (money("500"), money("300"), money("150"), money("0")));
    // 1200: nothing due; from 300: 700 × 50% + 500 × 80% = 350 + 400 = 750; paid so far 900
    assert_eq!(turn("1200")?, (money("0"), money("1200"), money("750"), money("0")));
    // 1000: from 1500: 1000 × 80% = 800, room 1200 − 900 = 300: filled by 375; over_cap 625
    assert_eq!(turn("1000")?, (money("0"), money("1000"), money("300"), money("625")));
    // 100: no room: all above the cap
    assert_eq!(turn("100")?, (money("0"), money("100"), money("0"), money("100")));
    // care.pool, then shared, then the visits: 800 + 1200 + 1000 + 100 − 500 = 2600 of base, 1200 paid, four visits
    let rows: Vec<_> = counters.iter().map(|row| (row.accumulator.as_str(), row.base, row.paid, row.visits)).collect();
    let used = (money("2600"), money("1200"));
    assert_eq!(
        rows,
        [("care.pool", used.0, used.1, Some(0)), ("shared", used.0, used.1, Some(0)), ("care", Money::ZERO, Money::ZERO, Some(4))]
    );
    Ok(())
}

#[test]
fn other_rows_are_carried_through_untouched() -> Outcome {
    let mut build = Build::new();
    let pool = build.pool(percent(80));
    let plan = build.plan(vec![pool]);
    let row = |policy: &str, period: &str| CounterRow {
        policy: policy.to_owned(),
        accumulator: "care.pool".to_owned(),
        period: period.to_owned(),
        paid: money("7"),
        ..CounterRow::default()
    };
    let mut claim = claim(&[("total", "1000")]);
    claim.counters = Some(vec![row("other", "2025"), row("test", "2025"), row("test", "2024")]);
    let after = good(&plan, &claim)?.counters.after;
    let paid: Vec<_> = after.iter().map(|row| row.paid).collect();
    // 7 + 1000 × 80% = 807 in this year's row alone; the visits' row is new
    assert_eq!(paid, [money("7"), money("807"), money("7"), money("0")]);
    Ok(())
}

#[test]
fn room_filled_exactly_where_a_band_ends() -> Outcome {
    let banded = |above: Answer| {
        let mut build = Build::new();
        let low = (0, yuan(1000));
        let rate = build.head("rate", None, &[(&[], low, Answer::Is(percent(50))), (&[], (yuan(1000), OPEN), above)]);
        let mut pool = build.layer("pool", &[(PartRef::Eligible, ALL)], rate);
        pool.caps = vec![build.plain("cap", None, yuan(500))];
        build.plan(vec![pool])
    };
    let figures = |above| {
        let settlement = good(&banded(above), &claim(&[("total", "1500")]))?;
        let pool = layer(&settlement, "pool")?;
        Ok::<_, String>((pool.paid, pool.share, pool.over_cap))
    };
    // 1000 × 50% = 500 fills the room: share 1000 − 500 = 500, above the cap 1500 − 1000 = 500; a rate that is not stated above it is not needed
    assert_eq!(figures(Answer::Is(percent(80)))?, (money("500"), money("500"), money("500")));
    assert_eq!(figures(Answer::Unstated)?, (money("500"), money("500"), money("500")));
    // at 0% above it the whole base pays 500, which is not above the room: 1500 − 500 = 1000 of share
    assert_eq!(figures(Answer::Is(0))?, (money("500"), money("1000"), money("0")));
    Ok(())
}

#[test]
fn missing_facts_are_told_together() {
    let mut build = Build::new();
    let level = build.choice("level", &["one", "two"], None);
    let person = build.choice("person", &["active", "retired"], None);
    let rate = build.head("rate", None, &[(&[(person, &[0])], ANY, Answer::Is(1)), (&[(person, &[1])], ANY, Answer::Is(2))]);
    let mut pool = build.layer("pool", &[(PartRef::Eligible, ALL)], rate);
    pool.deductibles =
        vec![build.head("deductible", None, &[(&[(level, &[0])], ANY, Answer::Is(1)), (&[(level, &[1])], ANY, Answer::Is(2))])];
    let plan = build.plan(vec![pool]);
    let fact = |name: &str| (Code::C009, Some(name.to_owned()));
    assert_eq!(codes(&plan, &claim(&[("total", "100")])), [fact("level"), fact("person")]);
    assert_eq!(codes(&plan, &claim(&[("level", "one"), ("person", "active")])), [fact("total")]);
    let mut undated = claim(&[("total", "100"), ("level", "one")]);
    undated.facts.retain(|(name, _)| name != "visited");
    assert_eq!(codes(&plan, &undated), [fact("visited"), fact("person")]);
}

#[test]
fn a_doctored_plan_is_caught() {
    let total = [("total", "1000")];
    let sound = || {
        let mut build = Build::new();
        let pool = build.pool(percent(80));
        build.plan(vec![pool])
    };
    let code = |plan: &Plan| codes(plan, &claim(&total)).first().map(|(code, _)| *code);
    let mut above_one = sound();
    above_one.policies[0].rows[0].answer = Answer::Is(percent(101));
    assert_eq!(code(&above_one), Some(Code::C023));
    let mut twice = sound();
    let cover = Cover { part: PartRef::Eligible, scale: ALL };
    twice.policies[0].benefits[0].layers[0].covers = vec![cover, cover];
    assert_eq!(code(&twice), Some(Code::C025));
    let mut overlap = sound();
    let row = overlap.policies[0].rows[0];
    overlap.policies[0].rows.push(row);
    overlap.policies[0].benefits[0].layers[0].rate.rows.to += 1;
    assert_eq!(code(&overlap), Some(Code::C016));
    let mut hole = sound();
    hole.policies[0].rows[0].band = (0, yuan(500));
    assert_eq!(code(&hole), Some(Code::C015));
    let mut overlapping_bands = sound();
    overlapping_bands.policies[0].rows.push(yibao::plan::RowPlan { band: (yuan(500), OPEN), ..row });
    overlapping_bands.policies[0].benefits[0].layers[0].rate.rows.to += 1;
    assert_eq!(code(&overlapping_bands), Some(Code::C016));
}

#[test]
fn items_bring_their_own_class_where_no_catalog_is_named() -> Outcome {
    let mut build = Build::new();
    let class = build.choice("class", &["a", "b", "c"], Some(Role::Class));
    build.policy.facts[class as usize].of_item = true;
    let pool = build.pool(percent(80));
    let plan = build.plan(vec![pool]);
    let mut claim = claim(&[]);
    claim.items = Some(vec![
        item(&[("code", "A"), ("amount", "100"), ("class", "a")]),
        item(&[("code", "B"), ("amount", "100"), ("class", "b"), ("quantity", "2"), ("ceiling", "40"), ("first_pay", "10%")]),
        item(&[("code", "C"), ("amount", "50"), ("class", "c")]),
    ]);
    // B: over 100 − 40 × 2 = 20, first 80 × 10% = 8, left 72; eligible 100 + 72 = 172; paid 172 × 80% = 137.60
    let settlement = good(&plan, &claim)?;
    let parts: Vec<_> = settlement.parts.iter().map(|part| (part.part.as_str(), part.amount)).collect();
    assert_eq!(
        parts,
        [("out_of_catalog", money("50")), ("over_ceiling", money("20")), ("first_self_pay", money("8")), ("eligible", money("172"))]
    );
    assert_eq!(settlement.fund, money("137.60"));
    claim.set("total", Value::Text("249".to_owned()));
    assert_eq!(codes(&plan, &claim)[0].0, Code::C007);
    Ok(())
}

#[test]
fn a_counter_is_kept_by_any_number_of_facts() -> Outcome {
    let mut build = Build::new();
    let facts: Vec<u16> = (0..20).map(|n| build.choice(&format!("kind{n}"), &["a", "b"], None)).collect();
    let mut pool = build.pool(percent(100));
    let key = build.key("care.pool", Period::Year);
    build.policy.keys[key as usize].by = facts;
    pool.caps = vec![build.plain("cap", Some(key), yuan(1000))];
    let plan = build.plan(vec![pool]);
    let kinds: Vec<String> = (0..20).map(|n| format!("kind{n}")).collect();
    let mut stated: Vec<(&str, &str)> = kinds.iter().map(|kind| (kind.as_str(), "b")).collect();
    stated.push(("total", "700"));
    let first = good(&plan, &claim(&stated))?;
    assert_eq!(first.fund, money("700"));
    // the same key again: 1000 − 700 = 300; with one fact otherwise it is another key: 700
    let mut second = claim(&stated);
    second.counters = Some(first.counters.after.clone());
    assert_eq!(good(&plan, &second)?.fund, money("300"));
    second.set("kind19", Value::Text("a".to_owned()));
    assert_eq!(good(&plan, &second)?.fund, money("700"));
    Ok(())
}

#[test]
fn a_step_of_nothing_is_told() {
    let mut build = Build::new();
    let age = build.fact(("age", "年龄"), FactKind::Age, None, false);
    let mut pool = build.pool(percent(50));
    let mut grows = build.adjust(AdjustOp::Up, false, &[], percent(1));
    grows.with = Some(WithPlan { fact: age, base: 0, step: 0 });
    pool.rate.adjusts = vec![grows];
    let plan = build.plan(vec![pool]);
    assert_eq!(codes(&plan, &claim(&[("total", "100"), ("age", "60")])).first().map(|(code, _)| *code), Some(Code::C025));
}

#[test]
fn in_chinese_a_clause_is_its_label_and_its_place() {
    let mut build = Build::new();
    let mut pool = build.pool(percent(50));
    pool.rate = build.head("care.pool rate", None, &[(&[], ANY, Answer::Unstated)]);
    pool.names.han = "统筹基金".to_owned();
    let mut plan = build.plan(vec![pool]);
    plan.policies[0].benefits[0].names.han = "住院".to_owned();
    let told = run(&plan, &claim(&[("total", "100")])).map_or_else(|faults| faults, |_| Vec::new());
    let zh: Vec<_> = told.iter().map(|fault| fault.message.zh.as_str()).collect();
    assert_eq!(zh, ["文件未载明「住院·统筹基金 比例」的数值（test.yb:1）"]);
}
