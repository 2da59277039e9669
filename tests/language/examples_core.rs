//! Examples read, run and compared, over a policy and lines built by hand.

mod policy;
mod tree;

use policy::policy;
use rust_decimal::Decimal;
use tree::{assume, at, before, cell, column, day, example, expect, expect_names, expect_yuan, figure, given, name, path, table, yuan};
use yibao::claim::{Assumption, Claim, ClaimFault, ClauseRef, CounterRow, Counters, LayerStatement, Part, Reason, Settlement, Step, Value};
use yibao::diagnostic::{Code, Words};
use yibao::example::{Case, Ran, cases, check, run_with};
use yibao::source::Spanned;
use yibao::syntax::tree::{Adjust, AdjustOp, Answer, Cell, Expected, FigureScope, Head, HeadWord, Header, Line, Literal, Period, What};
use yibao::value::{Money, RATE_ONE};

/// A test that says why it cannot go on.
type Tested = Result<(), String>;

fn one(stages: Vec<Vec<Spanned<Line>>>) -> Result<Case, String> {
    let policy = policy(vec![example(stages)]);
    let found = cases(&policy).map_err(|faults| format!("{faults:?}"))?;
    found.into_iter().next().ok_or_else(|| "no case".to_owned())
}

fn codes(lines: Vec<Spanned<Line>>) -> Vec<Code> {
    check(&[policy(vec![example(vec![lines])])]).into_iter().map(|fault| fault.code).collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn facts(claim: &Claim) -> Vec<(&str, &Value)> {
    claim.facts.iter().map(|(key, value)| (key.as_str(), value)).collect()
}

fn fund(yuan: i64) -> Spanned<Line> {
    expect_yuan(&["fund"], yuan)
}

fn stay() -> Vec<Spanned<Line>> {
    vec![
        given("就医类型", name("住院")),
        given("admitted", day(3, 1)),
        given("discharged", day(3, 11)),
        given("total", yuan(30_000)),
        fund(1),
    ]
}

fn row(accumulator: &str, period: &str, paid: i64) -> CounterRow {
    let (policy, accumulator, period) = ("sample.employee".to_owned(), accumulator.to_owned(), period.to_owned());
    CounterRow { policy, accumulator, period, paid: Money::from_fen(paid * 100), ..CounterRow::default() }
}

#[test]
fn facts_are_stated_under_their_latin_names_in_the_values_a_claim_takes() -> Tested {
    let mut lines = stay();
    lines.extend([
        given("就医地", Literal::Number(440_100.into())),
        given("injury", Literal::No),
        given("age", Literal::YearsOld(45.into())),
    ]);
    lines.push(given("医疗救助.支付", yuan(7)));
    let case = one(vec![lines])?;
    let claim = &case.stages.first().ok_or("no claim")?.claim;
    let date = |n| chrono::NaiveDate::from_ymd_opt(2025, 3, n).map(Value::Date).ok_or("no date");
    let expected = [
        ("insured_region", &text("430100")),
        ("scheme", &text("employee")),
        ("care", &text("inpatient")),
        ("admitted", &date(1)?),
        ("discharged", &date(11)?),
        ("total", &Value::Number(30_000.into())),
        ("care_region", &text("440100")),
        ("injury", &Value::Bool(false)),
        ("age", &Value::Number(45.into())),
        ("aid.paid", &Value::Number(7.into())),
    ];
    assert_eq!(facts(claim), expected);
    assert_eq!(claim.counters, None, "the first claim has counters only where `before` gives some");
    Ok(())
}

#[test]
fn then_carries_everything_but_the_admission_the_number_and_what_no_longer_applies() -> Tested {
    let mut first = stay();
    first.extend([given("id", name("A1")), given("admission", Literal::Times(2.into())), given("injury", Literal::Yes)]);
    let case = one(vec![first, vec![given("care", name("outpatient")), given("visited", day(4, 1)), fund(1)]])?;
    let second = &case.stages.get(1).ok_or("no second claim")?.claim;
    let keys: Vec<&str> = second.facts.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["insured_region", "scheme", "care", "total", "injury", "visited"]);
    Ok(())
}

#[test]
fn items_replace_the_sums_carried_over_and_a_total_replaces_items() -> Tested {
    let bill = table(
        vec![Header::Item, column("金额"), column("class"), column("first_pay"), Header::Ceiling],
        vec![
            vec![
                cell(Literal::Name("X1".into(), true)),
                cell(yuan(20)),
                cell(name("乙")),
                cell(Literal::Percent(10.into())),
                Cell::Unlimited,
            ],
            vec![cell(Literal::Name("X2".into(), true)), cell(yuan(5)), cell(name("a")), Cell::CannotArise, cell(yuan(4))],
        ],
    );
    let case = one(vec![stay(), vec![at(Line::Items(bill)), fund(1)], vec![given("total", yuan(9)), fund(1)]])?;
    let second = &case.stages.get(1).ok_or("no second claim")?.claim;
    assert_eq!(second.get("total"), None);
    let items: Vec<Vec<(&str, &Value)>> =
        second.items.iter().flatten().map(|item| item.facts.iter().map(|(key, value)| (key.as_str(), value)).collect()).collect();
    let (tenth, twenty, five, four) =
        (Value::Number(Decimal::new(1, 1)), Value::Number(20.into()), Value::Number(5.into()), Value::Number(4.into()));
    let (x1, x2, a, b) = (text("X1"), text("X2"), text("a"), text("b"));
    assert_eq!(
        items,
        [
            vec![("code", &x1), ("amount", &twenty), ("class", &b), ("first_pay", &tenth)],
            vec![("code", &x2), ("amount", &five), ("class", &a), ("ceiling", &four)],
        ]
    );
    let third = &case.stages.get(2).ok_or("no third claim")?.claim;
    assert_eq!((third.get("total"), &third.items), (Some(&Value::Number(9.into())), &None));
    Ok(())
}

#[test]
fn before_sets_its_figure_in_each_period_that_counts_it() -> Tested {
    let mut lines = stay();
    lines.extend([
        before("inpatient.pool.paid", &[], yuan(149)),
        before("住院.统筹基金.起付线", &[], yuan(30)),
        before("pool.paid", &[("disease", Literal::Name("癫痫".into(), true))], yuan(100)),
        before("共用限额.paid", &[], yuan(7)),
        before("inpatient.visits", &[], Literal::Times(2.into())),
    ]);
    let case = one(vec![lines])?;
    let counters = case.stages.first().and_then(|stage| stage.claim.counters.clone()).ok_or("no counters")?;
    let yearly = CounterRow { deductible: Money::from_fen(3_000), ..row("inpatient.pool", "2025", 149) };
    let by = CounterRow { by: [("disease".to_owned(), Some("癫痫".to_owned()))].into(), ..row("inpatient.pool", "2025", 100) };
    let visits = CounterRow { visits: Some(2), ..row("inpatient", "2025", 0) };
    assert_eq!(counters, [yearly, row("inpatient.pool", "2025-03", 149), by, row("shared", "2025", 7), visits]);
    Ok(())
}

#[test]
fn a_table_makes_a_case_of_each_row() -> Tested {
    let header = vec![
        column("age"),
        column("injury"),
        Header::Expect(vec![figure(FigureScope::Route, "")]),
        Header::Expect(vec![figure(FigureScope::Result, "pool.paid")]),
    ];
    let rows = vec![
        vec![cell(Literal::Number(45.into())), cell(Literal::Yes), cell(name("手工报销")), cell(yuan(5))],
        vec![cell(Literal::Number(70.into())), Cell::CannotArise, Cell::CannotArise, cell(yuan(6))],
    ];
    let mut lines = stay();
    lines.extend([given("injury", Literal::No), at(Line::Cases(table(header, rows)))]);
    let policy = policy(vec![example(vec![lines])]);
    let found = cases(&policy).map_err(|faults| format!("{faults:?}"))?;
    let told: Vec<_> = found
        .iter()
        .filter_map(|case| case.stages.first().map(|stage| (case.title.as_str(), stage.claim.get("injury"), stage.expects.len())))
        .collect();
    assert_eq!(told, [("one (1)", Some(&Value::Bool(true)), 3), ("one (2)", None, 2)]);
    Ok(())
}

#[test]
fn assumptions_name_the_heads_of_the_plan() -> Tested {
    let head = |word, period: Option<Period>| Head {
        word,
        period: period.map(at),
        accumulator: None,
        by: Vec::new(),
        total: false,
        span: at(()).span,
    };
    let value = |literal| Answer::Value(at(cell(literal)));
    let mut lines = stay();
    lines.extend([
        assume("inpatient.pool", What::Amount { head: head(HeadWord::Rate, None), answer: Some(value(Literal::Percent(60.into()))) }),
        assume("统筹基金", What::Amount { head: head(HeadWord::Cap, Some(Period::Month)), answer: Some(value(yuan(500))) }),
        assume("pool", What::Amount { head: head(HeadWord::Cap, Some(Period::Year)), answer: Some(Answer::Value(at(Cell::Unlimited))) }),
        assume(
            "pool",
            What::Adjust(Adjust {
                target: head(HeadWord::Rate, None),
                with: None,
                op: Some(AdjustOp::Down),
                answer: Some(value(Literal::Points(10.into()))),
            }),
        ),
    ]);
    let case = one(vec![lines])?;
    let made = |head: &str, value: i64, shown: &str| Assumption { head: head.to_owned(), op: None, value, shown: shown.to_owned() };
    assert_eq!(
        case.stages.first().ok_or("no claim")?.claim.assumptions,
        [
            made("inpatient.pool rate", 600_000 * RATE_ONE / 1_000_000, "60%"),
            made("inpatient.pool cap per month", 50_000, "500.00"),
            made("inpatient.pool cap per year", i64::MAX, "unlimited"),
            made("inpatient.pool adjust rate down", 100_000 * RATE_ONE / 1_000_000, "10 points"),
        ]
    );
    Ok(())
}

#[test]
fn each_mistake_has_its_code() {
    let with = |line: Spanned<Line>| codes(vec![given("care", name("inpatient")), fund(1), line]);
    let names = |scope, word: &str| with(expect_names(scope, &[word]));
    assert_eq!(with(given("agee", Literal::Number(45.into()))), [Code::E101]);
    assert_eq!(with(given("care_end", day(3, 1))), [Code::E203]);
    assert_eq!(with(given("class", name("a"))), [Code::E203]);
    assert_eq!(with(given("scheme", name("employe"))), [Code::E101]);
    assert_eq!(with(given("care", name("outpatient"))), [Code::E102]);
    assert_eq!(with(given("total", Literal::Percent(5.into()))), [Code::E201]);
    assert_eq!(with(given("injury", name("level3"))), [Code::E210]);
    assert_eq!(with(given("pool.paid", yuan(1))), [Code::E203]);
    assert_eq!(with(given("aid.payed", yuan(1))), [Code::E101]);
    assert_eq!(with(before("inpatient.pol.paid", &[], yuan(1))), [Code::E101]);
    assert_eq!(with(before("inpatient.pool.paid", &[("age", Literal::Number(1.into()))], yuan(1))), [Code::E210]);
    assert_eq!(with(before("inpatient.pool.paid", &[], yuan(1))), [Code::E204], "no date tells the year");
    assert_eq!(with(expect_yuan(&["pool.payed"], 1)), [Code::E101]);
    assert_eq!(with(expect_yuan(&["deveces"], 1)), [Code::E101]);
    assert_eq!(with(expect(vec![figure(FigureScope::Result, "fund")], Expected::Names(path("direct")))), [Code::E210]);
    assert_eq!(with(expect(vec![figure(FigureScope::Route, "")], Expected::Amount(yuan(1), None))), [Code::E210]);
    assert_eq!(names(FigureScope::Route, "inpatient"), [Code::E101]);
    assert_eq!(names(FigureScope::Filing, "emergncy"), [Code::E101]);
    assert_eq!(names(FigureScope::Reason, "laspsed"), [Code::E101]);
    assert_eq!(names(FigureScope::Error, "mising_fact"), [Code::E101]);
    assert_eq!(codes(vec![given("care", name("inpatient"))]), [Code::E204], "it expects nothing");
}

/// 1000 taken, 100 deductible, 80% of 900 = 720 paid; 50 out of the catalog: 1050 in all, 330 of them the patient's.
fn settlement() -> Settlement {
    let yuan = |n: i64| Money::from_fen(n * 100);
    let pool = LayerStatement {
        name: "pool".into(),
        taken: yuan(1000),
        covered: yuan(1000),
        deductible: yuan(100),
        base: yuan(900),
        share: yuan(180),
        paid: yuan(720),
        bands: vec![yuan(720)],
        ..LayerStatement::default()
    };
    let step = |layer: &str, step: &'static str| Step {
        layer: layer.to_owned(),
        layer_label: String::new(),
        step: step.into(),
        figures: Vec::new(),
        result: String::new(),
        clause: None,
        citation: String::new(),
    };
    Settlement {
        benefit: Some("inpatient".into()),
        route: "manual".into(),
        filing: "unfiled".into(),
        reasons: vec![Reason {
            code: "lapsed".into(),
            label: "断保".into(),
            effect: "manual".into(),
            clause: None,
            citation: String::new(),
        }],
        filing_reasons: vec![Reason {
            code: "not_filed".into(),
            label: String::new(),
            effect: String::new(),
            clause: None,
            citation: String::new(),
        }],
        parts: vec![Part { part: "out_of_catalog".into(), label: String::new(), amount: yuan(50) }],
        layers: vec![pool],
        total: yuan(1050),
        fund: yuan(720),
        patient: yuan(330),
        cash: yuan(330),
        counters: Counters { before: Vec::new(), after: vec![row("inpatient.pool", "2025", 720), row("inpatient.pool", "2025-03", 720)] },
        steps: vec![step("", "route"), step("pool", "paid"), step("", "fund")],
        ..Settlement::default()
    }
}

fn ran(lines: Vec<Spanned<Line>>, outcome: &Result<Settlement, Vec<ClaimFault>>) -> Result<Ran, String> {
    let mut all = stay();
    all.pop();
    all.extend(lines);
    let case = one(vec![all])?;
    Ok(run_with(&policy(Vec::new()), &case, |_| outcome.clone()))
}

#[test]
fn what_came_out_as_expected_passes() -> Tested {
    let rounded = expect(
        vec![figure(FigureScope::Result, "pool.share"), figure(FigureScope::Result, "pool.deductible")],
        Expected::Amount(yuan(300), Some(yuan(100))),
    );
    let lines = vec![
        expect_yuan(&["统筹基金.支付"], 720),
        // 180 + 100 + 50 = 330
        expect_yuan(&["pool.share", "inpatient.pool.deductible", "目录外"], 330),
        // 280 to the nearest 100 is 300
        rounded,
        // no layer `aid` ran, no part `devices` is there
        expect_yuan(&["aid.paid", "devices"], 0),
        expect(vec![figure(FigureScope::Year, "pool.paid")], Expected::Amount(yuan(720), None)),
        expect_names(FigureScope::Route, &["手工报销"]),
        expect_names(FigureScope::Filing, &["未备案"]),
        expect_names(FigureScope::Benefit, &["住院"]),
        expect_names(FigureScope::Reason, &["not_filed", "lapsed"]),
    ];
    let ran = ran(lines, &Ok(settlement()))?;
    assert_eq!((ran.passed, ran.stages.iter().flat_map(|stage| &stage.mismatches).count()), (true, 0));
    Ok(())
}

#[test]
fn what_did_not_is_told_with_the_steps_that_made_it() -> Tested {
    let lines =
        vec![expect_yuan(&["pool.paid"], 721), expect_names(FigureScope::Reason, &["lapsed"]), expect_names(FigureScope::Error, &["C009"])];
    let ran = ran(lines, &Ok(settlement()))?;
    let told: Vec<_> = ran
        .stages
        .iter()
        .flat_map(|stage| &stage.mismatches)
        .map(|one| {
            (
                one.figure.zh.as_str(),
                one.expected.en.as_str(),
                one.got.en.as_str(),
                one.got.zh.as_str(),
                one.steps.iter().map(|step| &*step.step).collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("统筹基金.支付", "721.00", "720.00", "720.00", vec!["paid"]),
            ("原因", "lapsed", "lapsed, not_filed", "断保、未办理备案", vec!["route"]),
            ("错误", "C009 missing_fact", "settled", "已结算", vec![]),
        ]
    );
    Ok(())
}

#[test]
fn errors_are_expected_by_code_fact_and_word_of_the_clause() -> Tested {
    let clause = ClauseRef { path: "sample.employee/inpatient/pool/rate".into(), ..ClauseRef::default() };
    let fault = |code, fact: Option<&str>, clause| {
        let mut fault = ClaimFault::new(code, Words::new("a", "甲"), Words::new("b", "乙"));
        (fault.fact, fault.clause) = (fact.map(str::to_owned), clause);
        fault
    };
    let outcome = Err(vec![fault(Code::C013, None, Some(clause)), fault(Code::C009, Some("age"), None)]);
    let passes = |names: &[&str]| ran(vec![expect_names(FigureScope::Error, names)], &outcome).map(|ran| ran.passed);
    assert!(passes(&["unstated", "rate"])? && passes(&["未载明", "统筹基金", "比例"])?, "a word of the clause, in either language");
    assert!(passes(&["missing_fact", "年龄"])? && passes(&["C009"])?, "the fact, in either language");
    assert!(!passes(&["unstated", "cap"])? && !passes(&["missing_fact", "rate"])? && !passes(&["sums_differ"])?, "and no other");
    let ran = ran(vec![fund(1), expect_yuan(&["patient"], 2)], &outcome)?;
    let got: Vec<&str> = ran.stages.iter().flat_map(|stage| &stage.mismatches).map(|one| one.got.en.as_str()).collect();
    assert_eq!(got, ["not settled: C013 unstated: a; C009 missing_fact: a"], "said once, whatever was expected");
    Ok(())
}

#[test]
fn counters_are_handed_on_and_before_sets_its_figure_in_them() -> Tested {
    let later = vec![
        given("admitted", day(5, 1)),
        given("discharged", day(5, 9)),
        before("inpatient.visits", &[], Literal::Number(4.into())),
        fund(720),
    ];
    let mut first = stay();
    first.pop();
    first.push(fund(720));
    let case = one(vec![first, later])?;
    let ran = run_with(&policy(Vec::new()), &case, |_| Ok::<_, Vec<ClaimFault>>(settlement()));
    let seen: Vec<_> = ran.stages.iter().map(|stage| stage.claim.counters.clone()).collect();
    let visits = CounterRow { visits: Some(4), ..row("inpatient", "2025", 0) };
    assert_eq!(seen, [None, Some(vec![row("inpatient.pool", "2025", 720), row("inpatient.pool", "2025-03", 720), visits])]);
    assert!(ran.passed);
    Ok(())
}
