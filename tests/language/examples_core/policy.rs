//! A small policy by hand: what a resolver would make of it, without text.

use std::sync::Arc;
use yibao::claim::{ROLES, Role};
use yibao::model::policy::{Adjustment, Benefit, Fact, FactId, Head, Ladder, Layer, Part, Policy, Reason, Scope, Settings, Stage};
use yibao::plan::{FactKind, Names};
use yibao::source::Span;
use yibao::syntax::tree::{AdjustOp, Example, HeadWord, Period};
use yibao::value::Set;

/// Both names.
fn names(latin: &str, han: &str) -> Names {
    Names { latin: latin.to_owned(), han: han.to_owned() }
}

fn fact(latin: &str, han: &str, kind: FactKind) -> Fact {
    let role = Role::of(latin);
    let derived = ROLES.iter().any(|(of, .., derived)| Some(*of) == role && *derived);
    let stage = if derived && latin != "care_end" { Stage::Filing } else { Stage::Claim };
    Fact {
        names: names(latin, han),
        kind,
        domain: Set::all(),
        default: None,
        only_when: Vec::new(),
        of_item: false,
        role,
        stage,
        define: None,
        field: String::new(),
        span: Span::default(),
    }
}

fn choices(all: &[(&str, &str)]) -> FactKind {
    FactKind::Enum(all.iter().map(|(latin, han)| (names(latin, han), String::new())).collect())
}

/// `care` is fact 0, `disease` fact 1, `care_end` fact 2.
fn scope() -> Scope {
    let care = fact("care", "就医类型", choices(&[("inpatient", "住院"), ("outpatient", "门诊")]));
    let stay = |mut fact: Fact, at: i64| {
        fact.only_when = vec![(0, Set::one(at))];
        fact
    };
    let item = |mut fact: Fact| {
        fact.of_item = true;
        fact.stage = Stage::Item;
        fact
    };
    let date = |latin: &str, han: &str| fact(latin, han, FactKind::Date);
    Scope {
        facts: vec![
            care,
            fact("disease", "病种", FactKind::Text(Vec::new())),
            date("care_end", "就医结束日"),
            stay(date("admitted", "入院日期"), 0),
            stay(date("discharged", "出院日期"), 0),
            stay(date("visited", "就诊日期"), 1),
            stay(fact("admission", "住院次数", FactKind::Count), 0),
            fact("scheme", "险种", choices(&[("employee", "职工"), ("resident", "居民")])),
            fact("care_region", "就医地", FactKind::Region),
            fact("age", "年龄", FactKind::Age),
            fact("injury", "外伤", FactKind::YesNo),
            fact("total", "总费用", FactKind::Money),
            item(fact("class", "甲乙丙", choices(&[("a", "甲"), ("b", "乙"), ("c", "丙")]))),
            fact("filing", "备案", choices(&[("not_needed", "无需备案"), ("unfiled", "未备案"), ("emergency", "急诊")])),
        ],
        ..Scope::default()
    }
}

fn ladder(name: &str) -> Ladder {
    Ladder { name: name.to_owned(), rows: Vec::new() }
}

fn head(word: HeadWord, period: Period, accumulator: Option<u16>, by: Vec<FactId>, name: &str) -> Head {
    Head { word, total: false, period, accumulator, by, ladder: ladder(name) }
}

fn layer(latin: &str, han: &str, given: bool) -> Layer {
    Layer {
        names: names(latin, han),
        guard: Vec::new(),
        clause: 0,
        fund: None,
        given,
        covers: Vec::new(),
        covers_clause: 0,
        heads: Vec::new(),
        rate: None,
        higher: Vec::new(),
        bands: None,
        adjusts: Vec::new(),
    }
}

/// One policy of 430100, employees: benefit `inpatient` with `pool` (a deductible and a cap per year, a cap per month,
/// a cap per year by disease, a shared one per year) and `aid`, settled elsewhere.
pub fn policy(examples: Vec<Example>) -> Policy {
    let mut pool = layer("pool", "统筹基金", false);
    pool.heads = vec![
        head(HeadWord::Deductible, Period::Year, None, Vec::new(), "deductible per year"),
        head(HeadWord::Cap, Period::Year, None, Vec::new(), "cap per year"),
        head(HeadWord::Cap, Period::Month, None, Vec::new(), "cap per month"),
        head(HeadWord::Cap, Period::Year, None, vec![1], "cap per year by disease"),
        head(HeadWord::Cap, Period::Year, Some(0), Vec::new(), "cap per year in shared"),
    ];
    pool.rate = Some(head(HeadWord::Rate, Period::Visit, None, Vec::new(), "rate"));
    pool.adjusts = vec![Adjustment {
        word: HeadWord::Rate,
        head: None,
        op: Some(AdjustOp::Down),
        money: false,
        with: None,
        ladder: ladder("adjust rate down"),
    }];
    Policy {
        name: "sample.employee".to_owned(),
        title: String::new(),
        framework: false,
        whole: true,
        span: Span::default(),
        effective: (0, i64::MAX),
        version: "2023-01-01".to_owned(),
        region: Some(430_100),
        scheme: Some(0),
        scope: scope(),
        settings: Settings { applies_on: Some(2), year_of: Some(2), ..Settings::default() },
        needed: Vec::new(),
        filings: Vec::new(),
        reasons: ["lapsed", "off_network"]
            .map(|name| Reason { names: names(name, ""), refuse: false, guard: Vec::new(), clause: 0 })
            .into(),
        item_first_pay: Ladder::default(),
        first_pay: Ladder::default(),
        parts: vec![Part { names: names("devices", "器械"), guard: Vec::new(), clause: 0 }],
        accumulators: vec![names("shared", "共用限额")],
        funds: Vec::new(),
        benefits: vec![Benefit {
            names: names("inpatient", "住院"),
            guard: Vec::new(),
            clause: 0,
            layers: vec![pool, layer("aid", "医疗救助", true)],
            account: None,
        }],
        clauses: Vec::new(),
        documents: Vec::new(),
        examples: examples.into_iter().map(|example| (Span::default(), example.into())).collect(),
        merged: Arc::default(),
    }
}
