//! Plans built by hand: facts, guards, rows and heads by the fewest words that say them.

use yibao::claim::{Claim, Item, Role, Value};
use yibao::plan::{
    AdjustOp, AdjustPlan, Answer, BenefitPlan, ClausePlan, Cover, FactKind, FactPlan, HeadPlan, KeyPlan, LayerPlan, Names, PartRef, Period,
    Plan, PolicyPlan, RowPlan, Slice, TestPlan,
};
use yibao::value::RATE_ONE;

/// The whole of a part.
pub const ALL: i64 = RATE_ONE;
/// No upper end.
pub const OPEN: i64 = i64::MAX;
/// Every amount.
pub const ANY: (i64, i64) = (0, OPEN);

/// So many yuan, in fen.
pub const fn yuan(n: i64) -> i64 {
    n * 100
}

/// So many percent, in rate units.
pub const fn percent(n: i64) -> i64 {
    n * (RATE_ONE / 100)
}

/// A name in both scripts.
pub fn names(latin: &str, han: &str) -> Names {
    Names { latin: latin.to_owned(), han: han.to_owned() }
}

/// The index of the next element.
fn next<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

/// A condition: a fact and the values it may have.
pub type When<'a> = (u16, &'a [i64]);

/// One row: when, band, answer.
pub type Row<'a> = (&'a [When<'a>], (i64, i64), Answer);

/// A policy in the making.
pub struct Build {
    /// What is made.
    pub policy: PolicyPlan,
}

impl Build {
    /// A policy of 430100 for the first scheme, from 2023 on, with the facts every settlement reads.
    pub fn new() -> Self {
        let policy = PolicyPlan {
            name: "test".to_owned(),
            version: "2023-01-01".to_owned(),
            region: (430_100, 430_199),
            effective: (738_521, i64::MAX),
            rounding: 1,
            ..PolicyPlan::default()
        };
        let mut out = Self { policy };
        out.choice("scheme", &["employee"], Some(Role::Scheme));
        for (role, derived) in [
            (Role::Admitted, false),
            (Role::Discharged, false),
            (Role::Visited, false),
            (Role::Filed, false),
            (Role::FiledStart, false),
            (Role::FiledUntil, false),
            (Role::CareStart, true),
            (Role::CareEnd, true),
            (Role::EffectiveOn, true),
        ] {
            out.fact(role.names(), FactKind::Date, Some(role), derived);
        }
        out.policy.applies_on = out.role(Role::CareEnd);
        out.policy.year_of = out.role(Role::CareEnd);
        out
    }

    /// The fact of a role.
    pub fn role(&self, role: Role) -> u16 {
        self.policy.roles.iter().find(|(old, _)| *old == role).map_or(u16::MAX, |(_, fact)| *fact)
    }

    /// A fact of any kind.
    pub fn fact(&mut self, (latin, han): (&str, &str), kind: FactKind, role: Option<Role>, derived: bool) -> u16 {
        let at = u16::try_from(self.policy.facts.len()).unwrap_or(u16::MAX);
        self.policy.facts.push(FactPlan {
            names: names(latin, han),
            kind,
            bounds: (i64::MIN, i64::MAX),
            default: None,
            only_when: Slice::default(),
            of_item: false,
            derived,
            field: String::new(),
        });
        self.policy.roles.extend(role.map(|role| (role, at)));
        self.policy.roles.sort_unstable();
        at
    }

    /// A fact of named values.
    pub fn choice(&mut self, name: &str, values: &[&str], role: Option<Role>) -> u16 {
        let kind = FactKind::Enum(values.iter().map(|value| (names(value, ""), String::new())).collect());
        let derived = matches!(role, Some(Role::Distance | Role::Filing | Role::FilingStage | Role::Route));
        self.fact((name, role.map_or("", |role| role.names().1)), kind, role, derived)
    }

    /// A clause by its path.
    pub fn clause(&mut self, path: &str) -> u32 {
        self.policy.clauses.push(ClausePlan { path: format!("test/{path}"), file: "test.yb".to_owned(), line: 1, citation: String::new() });
        next(&self.policy.clauses) - 1
    }

    /// All of these conditions.
    pub fn guard(&mut self, when: &[When<'_>]) -> Slice {
        let mut tests = Vec::new();
        for (fact, values) in when {
            let from = next(&self.policy.intervals);
            self.policy.intervals.extend(values.iter().map(|value| (*value, *value)));
            tests.push(TestPlan { fact: *fact, set: Slice { from, to: next(&self.policy.intervals) } });
        }
        let from = next(&self.policy.tests);
        self.policy.tests.extend(tests);
        Slice { from, to: next(&self.policy.tests) }
    }

    /// Rows of one table.
    pub fn rows(&mut self, path: &str, rows: &[Row<'_>]) -> Slice {
        let clause = self.clause(path);
        let mut made = Vec::new();
        for (when, band, answer) in rows {
            let guard = self.guard(when);
            made.push(RowPlan { guard, table: clause, otherwise: false, band: *band, answer: *answer, exact: None, clause });
        }
        let from = next(&self.policy.rows);
        self.policy.rows.extend(made);
        Slice { from, to: next(&self.policy.rows) }
    }

    /// A key.
    pub fn key(&mut self, accumulator: &str, period: Period) -> u32 {
        self.policy.keys.push(KeyPlan { accumulator: accumulator.to_owned(), label: String::new(), period, by: Vec::new() });
        next(&self.policy.keys) - 1
    }

    /// A head with these rows.
    pub fn head(&mut self, name: &str, key: Option<u32>, rows: &[Row<'_>]) -> HeadPlan {
        HeadPlan { name: name.to_owned(), rows: self.rows(name, rows), key, adjusts: Vec::new() }
    }

    /// A head with one answer in every case.
    pub fn plain(&mut self, name: &str, key: Option<u32>, answer: i64) -> HeadPlan {
        self.head(name, key, &[(&[], ANY, Answer::Is(answer))])
    }

    /// An adjustment.
    pub fn adjust(&mut self, op: AdjustOp, money: bool, when: &[When<'_>], by: i64) -> AdjustPlan {
        let name = format!("adjust {op:?} {by}");
        AdjustPlan { rows: self.rows(&name, &[(when, ANY, Answer::Is(by))]), name, op: Some(op), money, with: None }
    }

    /// A layer that covers parts at a rate.
    pub fn layer(&mut self, name: &str, covers: &[(PartRef, i64)], rate: HeadPlan) -> LayerPlan {
        let clause = self.clause(name);
        LayerPlan {
            names: names(name, ""),
            guard: Slice::default(),
            clause,
            fund: None,
            given: false,
            covers: covers.iter().map(|(part, scale)| Cover { part: *part, scale: *scale }).collect(),
            covers_clause: clause,
            limits: Vec::new(),
            deductibles: Vec::new(),
            totals: Vec::new(),
            limits_above: Vec::new(),
            rate,
            share: false,
            higher: Vec::new(),
            mirrored: Vec::new(),
            paid: Vec::new(),
            caps: Vec::new(),
            from_zero: false,
            bands_key: None,
            bands_written: true,
            bands_clause: clause,
            own_key: self.key(&format!("care.{name}"), Period::Year),
        }
    }

    /// A layer `pool` over `eligible` at one rate.
    pub fn pool(&mut self, rate: i64) -> LayerPlan {
        let rate = self.plain("rate", None, rate);
        self.layer("pool", &[(PartRef::Eligible, ALL)], rate)
    }

    /// The one benefit `care`, of these layers; and the plan.
    pub fn plan(mut self, layers: Vec<LayerPlan>) -> Plan {
        let clause = self.clause("care");
        let (visits, stays) = (self.key("care", Period::Year), self.key("care", Period::Stay));
        self.policy.benefits.push(BenefitPlan {
            names: names("care", ""),
            guard: Slice::default(),
            clause,
            layers,
            account: None,
            visits,
            stays,
        });
        Plan { policies: vec![self.policy], catalogs: Vec::new() }
    }
}

/// A claim of outpatient care on 2025-03-01, with more facts.
pub fn claim(facts: &[(&str, &str)]) -> Claim {
    let mut out = Claim::default();
    let all = [("insured_region", "430100"), ("scheme", "employee"), ("visited", "2025-03-01")];
    for (name, value) in all.iter().chain(facts) {
        out.set(name, Value::Text((*value).to_owned()));
    }
    out
}

/// One line of a bill.
pub fn item(facts: &[(&str, &str)]) -> Item {
    Item { facts: facts.iter().map(|(name, value)| ((*name).to_owned(), Value::Text((*value).to_owned()))).collect() }
}
