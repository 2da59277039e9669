//! A hand-built policy to judge: a small vocabulary, and one clause after another, each with a span of its own.

use chrono::{Datelike, NaiveDate};
use std::sync::Arc;
use yibao::claim::{ROLES, Role};
use yibao::model::policy::{
    Adjustment, Benefit, ClauseId, ClauseInfo, Document, Fact, FactId, Filing, Guard, Guarded, Head, Ladder, Layer, Merged, Policy, Reason,
    Row, Scope, Settings, Stage, Window,
};
use yibao::plan::{Answer, FactKind, Names, PartRef, Within};
use yibao::source::{SourceId, Span};
use yibao::syntax::tree::{AdjustOp, Clause, Grade, HeadWord, Mode, Name, Period, Term, What};
use yibao::value::{RATE_ONE, Set};

/// A millionth in rate units.
const MILLIONTH: i64 = RATE_ONE / 1_000_000;

/// A day by its date.
pub fn day(year: i32, month: u32, day: u32) -> i64 {
    i64::from(NaiveDate::from_ymd_opt(year, month, day).expect("a date").num_days_from_ce())
}

/// Names of both scripts, `latin/汉`.
pub fn names(text: &str) -> Names {
    let (latin, han) = text.split_once('/').expect("latin/han");
    Names { latin: latin.to_owned(), han: han.to_owned() }
}

/// The span of the n-th clause.
pub fn span(n: u32) -> Span {
    Span { source: SourceId(0), start: n * 10, end: n * 10 + 9 }
}

/// A policy under construction.
pub struct Built {
    pub policy: Policy,
}

impl Built {
    /// A policy of 430100 for employees, in force from 2023, that lets every claim in and pays nothing yet.
    pub fn new() -> Self {
        let mut built = Self {
            policy: Policy {
                name: "t".into(),
                title: "示例".into(),
                framework: false,
                whole: true,
                span: Span { source: SourceId(0), start: 0, end: 1 },
                effective: (day(2023, 1, 1), i64::MAX),
                version: "2023-01-01".into(),
                region: Some(430_100),
                scheme: Some(0),
                scope: Scope::default(),
                settings: Settings::default(),
                needed: Vec::new(),
                filings: Vec::new(),
                reasons: Vec::new(),
                item_first_pay: Ladder::default(),
                first_pay: Ladder::default(),
                parts: Vec::new(),
                accumulators: Vec::new(),
                funds: Vec::new(),
                benefits: Vec::new(),
                clauses: Vec::new(),
                documents: vec![Document {
                    name: "办法".into(),
                    title: "示例办法".into(),
                    number: String::new(),
                    date: String::new(),
                    grade: Grade::Official,
                    span: span(900),
                }],
                examples: Vec::new(),
                merged: Arc::new(Vec::new()),
            },
        };
        built.vocabulary();
        built
    }

    fn vocabulary(&mut self) {
        let text = || FactKind::Text(Vec::new());
        let all = Set::range(i64::MIN + 1, i64::MAX);
        let money = Set::range(0, 1_000_000_000_000_000);
        let regions = Set::range(110_000, 829_999);
        self.choice("care/就医类型", &["inpatient/住院", "outpatient/门诊"]);
        self.choice("scheme/险种", &["employee/职工", "resident/居民"]);
        self.choice("level/医院级别", &["level1/一级", "level2/二级", "level3/三级"]);
        self.choice("person/人员类别", &["active/在职", "retired/退休"]);
        self.fact("age/年龄", FactKind::Age, Set::range(0, 130));
        self.fact("injury/外伤", FactKind::YesNo, Set::range(0, 1));
        self.fact("urgent/急诊标志", FactKind::YesNo, Set::range(0, 1));
        self.fact("insured_region/参保地", FactKind::Region, regions.clone());
        self.fact("care_region/就医地", FactKind::Region, regions);
        self.fact("admission/住院次数", FactKind::Count, Set::range(1, 1_000_000));
        self.fact("disease/病种", text(), Set::range(0, i64::MAX));
        for name in ["admitted/入院日期", "discharged/出院日期", "visited/就诊日期", "settled/结算日期"] {
            self.fact(name, FactKind::Date, all.clone());
        }
        self.choice("filed_as/备案类型", &["referral/转诊", "emergency/急诊", "residing/异地长期居住"]);
        for name in ["filed/备案日期", "filed_start/备案生效日", "filed_until/备案截止日", "care_start/就医开始日", "care_end/就医结束日"]
        {
            self.fact(name, FactKind::Date, all.clone());
        }
        self.fact("effective_on/适用日", FactKind::Date, all);
        self.fact("total/总费用", FactKind::Money, money);
        self.choice("distance/就医范围", &["local/统筹区内", "cross_city/省内跨市", "cross_province/跨省"]);
        self.choice("filing/备案", &["not_needed/无需备案", "unfiled/未备案"]);
        self.choice(
            "filing_stage/备案时点",
            &["none/无", "before_care/就医前", "during_care/就医中", "before_settlement/结算前", "after_settlement/结算后"],
        );
        self.choice("route/结算方式", &["direct/直接结算", "manual/手工报销", "refused/不予支付"]);
        for name in ["admission", "admitted", "discharged"] {
            self.only_when(name, &[("care", &[0])]);
        }
        self.only_when("visited", &[("care", &[1])]);
        self.policy.settings =
            Settings { applies_on: Some(self.id("care_end")), year_of: Some(self.id("care_end")), ..Settings::default() };
    }

    pub fn fact(&mut self, name: &str, kind: FactKind, domain: Set) {
        let names = names(name);
        let role = Role::of(&names.latin).filter(|role| ROLES.iter().any(|(have, ..)| have == role));
        self.policy.scope.facts.push(Fact {
            names,
            kind,
            domain,
            default: None,
            only_when: Vec::new(),
            of_item: false,
            role,
            stage: Stage::Claim,
            define: None,
            field: String::new(),
            span: span(800),
        });
    }

    fn choice(&mut self, name: &str, values: &[&str]) {
        let last = i64::try_from(values.len()).expect("few") - 1;
        self.fact(name, FactKind::Enum(values.iter().map(|value| (names(value), String::new())).collect()), Set::range(0, last));
    }

    pub fn only_when(&mut self, name: &str, guard: &[(&str, &[i64])]) {
        let guard = self.guard(guard);
        let id = self.id(name) as usize;
        self.policy.scope.facts[id].only_when = guard;
    }

    pub fn id(&self, name: &str) -> FactId {
        let at = self.policy.scope.facts.iter().position(|fact| fact.names.latin == name).unwrap_or_else(|| panic!("no fact {name}"));
        FactId::try_from(at).expect("few")
    }

    /// A guard: each fact is one of some values.
    pub fn guard(&self, tests: &[(&str, &[i64])]) -> Guard {
        let set = |values: &[i64]| Set::of(values.iter().map(|value| (*value, *value)));
        let mut guard: Guard = tests.iter().map(|(name, values)| (self.id(name), set(values))).collect();
        guard.sort();
        guard
    }

    /// A new clause; its span is that of its number.
    pub fn clause(&mut self) -> ClauseId {
        let n = ClauseId::try_from(self.policy.clauses.len()).expect("few");
        self.policy.clauses.push(ClauseInfo {
            path: format!("clause {n}"),
            origin: "t".into(),
            span: span(n + 1),
            head_span: span(n + 1),
            citation: "办法 第一条".into(),
            documents: vec![0],
            rulings: Vec::new(),
        });
        n
    }

    /// A clause of one row.
    pub fn row(&mut self, guard: Guard, answer: Answer) -> Row {
        let clause = self.clause();
        Row {
            clause,
            table: clause,
            guard,
            when: Vec::new(),
            band: None,
            otherwise: false,
            answer,
            exact: None,
            span: span(clause + 1),
            citation: String::new(),
        }
    }

    /// A row of a rate with a band, in yuan.
    pub fn band(&mut self, guard: Guard, from: i64, to: i64, percent: i64) -> Row {
        let to = if to == i64::MAX { to } else { to * 100 };
        Row { band: Some((from * 100, to)), ..self.row(guard, Answer::Is(percent * 10_000 * MILLIONTH)) }
    }

    pub fn needed(&mut self, tests: &[(&str, &[i64])]) {
        let guarded = Guarded { guard: self.guard(tests), clause: self.clause() };
        self.policy.needed.push(guarded);
    }

    /// A filing that answers the value of its own name.
    pub fn filing(&mut self, name: &str, answers: i64, tests: &[(&str, &[i64])]) -> &mut Filing {
        let clause = self.clause();
        let filing = Filing {
            names: names(name),
            answers: vec![answers],
            exact: true,
            guard: self.guard(tests),
            clause,
            file_by: Vec::new(),
            late: 1,
            late_clause: clause,
            valid: None,
            deemed: false,
            place_region: None,
            place_institution: None,
            needs: Vec::new(),
        };
        self.policy.filings.push(filing);
        let ordinal = i64::try_from(self.policy.filings.len()).expect("few") + 1;
        let id = self.id("filing") as usize;
        self.policy.scope.facts[id].domain = Set::range(0, ordinal);
        if let FactKind::Enum(values) = &mut self.policy.scope.facts[id].kind {
            values.push((names(name), String::new()));
        }
        self.policy.filings.last_mut().expect("pushed")
    }

    pub fn window(&mut self, event: &str, within: Within) -> Window {
        Window { guard: Vec::new(), event: self.id(event), within, counting_first: false, clause: self.clause() }
    }

    pub fn reason(&mut self, name: &str, refuse: bool, tests: &[(&str, &[i64])]) {
        let reason = Reason { names: names(name), refuse, guard: self.guard(tests), clause: self.clause() };
        self.policy.reasons.push(reason);
    }

    pub fn benefit(&mut self, name: &str, tests: &[(&str, &[i64])], layers: Vec<Layer>) {
        let benefit = Benefit { names: names(name), guard: self.guard(tests), clause: self.clause(), layers, account: None };
        self.policy.benefits.push(benefit);
    }

    /// A layer that covers `eligible`, pays 80%, and has neither deductible nor cap.
    pub fn layer(&mut self, name: &str, tests: &[(&str, &[i64])]) -> Layer {
        let rate = self.row(Vec::new(), Answer::Is(800_000 * MILLIONTH));
        Layer {
            names: names(name),
            guard: self.guard(tests),
            clause: self.clause(),
            fund: None,
            given: false,
            covers: vec![(PartRef::Eligible, RATE_ONE)],
            covers_clause: self.clause(),
            heads: Vec::new(),
            rate: Some(head(HeadWord::Rate, Period::Visit, vec![rate])),
            higher: Vec::new(),
            bands: None,
            adjusts: Vec::new(),
        }
    }

    /// An adjustment of the rate by one row.
    pub fn adjust(&mut self, word: HeadWord, op: AdjustOp, tests: &[(&str, &[i64])], value: i64) -> Adjustment {
        let guard = self.guard(tests);
        let row = self.row(guard, Answer::Is(value));
        Adjustment {
            word,
            head: None,
            op: Some(op),
            money: false,
            with: None,
            ladder: Ladder { name: "adjust rate".into(), rows: vec![row] },
        }
    }
}

/// A head of some rows.
pub fn head(word: HeadWord, period: Period, rows: Vec<Row>) -> Head {
    Head { word, total: false, period, accumulator: None, by: Vec::new(), ladder: Ladder { name: "head".into(), rows } }
}

/// A `covers` clause as written, of whole parts.
pub fn covers(parts: &[&str], at: Span) -> Merged {
    let term = |part: &&str| Term { path: vec![Name::new((*part).to_owned(), at)], scale: None, span: at };
    let what = What::Covers(parts.iter().map(term).collect());
    let clause = Clause { mode: Mode::Plain, what, when: Vec::new(), citation: None, span: at, head_span: at };
    Merged { clause, origin: "t".into(), mode: Mode::Plain, citation: None, inner: Vec::new(), repeats: None }
}
