//! A policy as a description, from which both its rule text and the reference's answers are made.

use crate::claims::CounterKey;
use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

/// The name of every policy described here.
pub const NAME: &str = "case.histories";

#[derive(Clone, Debug)]
pub struct Policy {
    /// What money is rounded to, in fen: 1 or 100.
    pub unit: i128,
    /// The date that picks the version.
    pub applies_on: DateName,
    /// The date whose year and month the counters use.
    pub year_of: DateName,
    /// Month and day on which a year begins.
    pub year_begins: (u32, u32),
    pub versions: Vec<Version>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateName {
    CareStart,
    CareEnd,
    Settled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: u32,
    pub month: u32,
    pub of_month: u32,
}

#[derive(Clone, Debug)]
pub struct Version {
    pub from: Day,
    pub until: Option<Day>,
    pub benefits: Vec<Benefit>,
}

#[derive(Clone, Debug)]
pub struct Benefit {
    pub care: Care,
    pub layers: Vec<Layer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// `benefit stay when care is inpatient`
    Stay,
    /// `benefit clinic when care is outpatient`
    Clinic,
}

#[derive(Clone, Debug)]
pub struct Layer {
    pub name: &'static str,
    pub covers: Covers,
    /// `+ first_self_pay × 50%`
    pub half_first_self_pay: bool,
    pub guard: Guard,
    pub deductibles: Vec<Bound>,
    /// `deductible … total at most …`
    pub totals: Vec<Bound>,
    pub limits: Vec<Bound>,
    pub limits_above: Vec<Bound>,
    pub caps: Vec<Bound>,
    /// Whether the clause is spelt `share`, the patient's part.
    pub states_share: bool,
    pub rates: Vec<Rate>,
    pub origin: Origin,
    pub adjustments: Vec<Adjustment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    Eligible,
    Rest,
    OverCap(&'static str),
}

/// Where bands begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    pub from_zero: bool,
    pub over_the_year: bool,
    /// `over the year in NAME`
    pub shared: Option<&'static str>,
}

/// All conditions hold; none always holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard(pub Vec<Condition>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub fact: Fact,
    pub values: Vec<&'static str>,
    pub negated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    Level,
    Person,
    Relief,
    Disease,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    Visit,
    Stay,
    Month,
    Year,
}

/// What a clause is counted in: its period, its shared counter if it has one, the facts it is counted by.
#[derive(Clone, Debug)]
pub struct Head {
    pub period: Period,
    pub shared: Option<&'static str>,
    pub by: Vec<Fact>,
}

/// The facts of a counter are a set: their order says nothing.
impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        let facts = self.by.len() == other.by.len() && self.by.iter().all(|fact| other.by.contains(fact));
        self.period == other.period && self.shared == other.shared && facts
    }
}

impl Eq for Head {}

/// A clause that answers an amount.
#[derive(Clone, Debug)]
pub struct Bound {
    pub head: Head,
    pub amount: Amount,
    pub guard: Guard,
}

#[derive(Clone, Debug)]
pub enum Amount {
    Fen(i64),
    /// For the first, the second, and every later admission.
    ByAdmission([i64; 3]),
}

/// A rate clause: the bands from the lowest, each with its upper end in fen (the last has none) and its rate in ten-thousandths.
#[derive(Clone, Debug)]
pub struct Rate {
    pub bands: Vec<(Option<i64>, i64)>,
    pub guard: Guard,
}

#[derive(Clone, Debug)]
pub struct Adjustment {
    pub target: Target,
    pub operation: Operation,
    pub guard: Guard,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Deductible(Head),
    Limit(Head),
    LimitAbove(Head),
    Cap(Head),
    Rate,
    Share,
    Paid,
}

/// Amounts are in fen, rates, points and factors in ten-thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    To(i64),
    Up(i64),
    Down(i64),
    Times(i64),
    AtMost(i64),
    AtLeast(i64),
}

impl Fact {
    pub const ALL: [Self; 4] = [Self::Level, Self::Person, Self::Relief, Self::Disease];

    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Person => "person",
            Self::Relief => "relief",
            Self::Disease => "disease",
        }
    }

    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::Level => &["ungraded", "level1", "level2", "level3"],
            Self::Person => &["active", "retired"],
            Self::Relief => &["none", "dibao", "destitute"],
            Self::Disease => &["d1", "d2", "d3"],
        }
    }
}

impl Care {
    /// The benefit's name.
    pub fn benefit(self) -> &'static str {
        match self {
            Self::Stay => "stay",
            Self::Clinic => "clinic",
        }
    }

    /// The value of `care`.
    pub fn value(self) -> &'static str {
        match self {
            Self::Stay => "inpatient",
            Self::Clinic => "outpatient",
        }
    }
}

impl DateName {
    fn name(self) -> &'static str {
        match self {
            Self::CareStart => "care_start",
            Self::CareEnd => "care_end",
            Self::Settled => "settled",
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

impl fmt::Display for Guard {
    /// ` when level is level1 or level2 and person is not retired`, or nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, condition) in self.0.iter().enumerate() {
            let word = if index == 0 { "when" } else { "and" };
            let negation = if condition.negated { " not" } else { "" };
            let quote = if condition.fact == Fact::Disease { "\"" } else { "" };
            let values: Vec<String> = condition.values.iter().map(|value| format!("{quote}{value}{quote}")).collect();
            write!(f, " {word} {} is{negation} {}", condition.fact.name(), values.join(" or "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Head {
    /// `per year in quota by level, person`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let period = match self.period {
            Period::Visit => "visit",
            Period::Stay => "stay",
            Period::Month => "month",
            Period::Year => "year",
        };
        write!(f, "per {period}")?;
        if let Some(name) = self.shared {
            write!(f, " in {name}")?;
        }
        if !self.by.is_empty() {
            let facts: Vec<&str> = self.by.iter().map(|fact| fact.name()).collect();
            write!(f, " by {}", facts.join(", "))?;
        }
        Ok(())
    }
}

/// `123.45 yuan`
pub fn yuan(fen: i64) -> String {
    format!("{} yuan", decimal(fen))
}

/// `123.45`
pub fn decimal(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn percent(ten_thousandths: i64) -> String {
    format!("{}%", decimal(ten_thousandths))
}

/// A clause that answers an amount, with `bound` between its head and the amount.
fn write_bound(out: &mut String, word: &str, bound_word: &str, bound: &Bound) {
    let Bound { head, amount, guard } = bound;
    let _ = match amount {
        Amount::Fen(fen) => writeln!(out, "      {word} {head}{bound_word} {}{guard}", yuan(*fen)),
        Amount::ByAdmission([first, second, later]) => writeln!(
            out,
            "      {word} {head}{guard} {{\n        | admission | {word} {head} |\n        | 1 | {} |\n        | 2 | {} |\n        | 3 or more | {} |\n      }}",
            yuan(*first),
            yuan(*second),
            yuan(*later)
        ),
    };
}

fn write_rate(out: &mut String, word: &str, rate: &Rate) {
    let Rate { bands, guard } = rate;
    if let [(None, only)] = bands[..] {
        let _ = writeln!(out, "      {word} {}{guard}", percent(only));
        return;
    }
    let _ = writeln!(out, "      {word}{guard} {{\n        | band | {word} |");
    let mut lower = None;
    for (upper, value) in bands {
        let band = match (lower, upper) {
            (None, Some(upper)) => format!("{} or less", yuan(*upper)),
            (Some(lower), Some(upper)) => format!("over {} {} or less", yuan(lower), yuan(*upper)),
            (Some(lower), None) => format!("over {}", yuan(lower)),
            (None, None) => "any".to_owned(),
        };
        let _ = writeln!(out, "        | {band} | {} |", percent(*value));
        lower = *upper;
    }
    out.push_str("      }\n");
}

fn write_adjustment(out: &mut String, adjustment: &Adjustment) {
    let Adjustment { target, operation, guard } = adjustment;
    let head = match target {
        Target::Deductible(head) => format!("deductible {head}"),
        Target::Limit(head) => format!("limit {head}"),
        Target::LimitAbove(head) => format!("limit above deductible {head}"),
        Target::Cap(head) => format!("cap {head}"),
        Target::Rate => "rate".to_owned(),
        Target::Share => "share".to_owned(),
        Target::Paid => "paid".to_owned(),
    };
    let of_rate = matches!(target, Target::Rate | Target::Share);
    let value = |value: i64| if of_rate { percent(value) } else { yuan(value) };
    let step = |value: i64| if of_rate { format!("{} points", decimal(value)) } else { yuan(value) };
    let operation = match operation {
        Operation::To(to) => format!("to {}", value(*to)),
        Operation::Up(by) => format!("up {}", step(*by)),
        Operation::Down(by) => format!("down {}", step(*by)),
        Operation::Times(factor) => format!("× {}", percent(*factor)),
        Operation::AtMost(most) => format!("at most {}", value(*most)),
        Operation::AtLeast(least) => format!("at least {}", value(*least)),
    };
    let _ = writeln!(out, "      adjust {head} {operation}{guard}");
}

fn write_layer(out: &mut String, layer: &Layer, after: Option<&Layer>) {
    let after = after.map(|before| format!(" after {}", before.name)).unwrap_or_default();
    let _ = writeln!(out, "    layer {}{after}{} {{", layer.name, layer.guard);
    let covers = match layer.covers {
        Covers::Eligible => "eligible".to_owned(),
        Covers::Rest => "rest".to_owned(),
        Covers::OverCap(of) => format!("{of}.over_cap"),
    };
    let half = if layer.half_first_self_pay { " + first_self_pay × 50%" } else { "" };
    let _ = writeln!(out, "      covers {covers}{half}");
    for (word, bound_word, bounds) in [
        ("deductible", "", &layer.deductibles),
        ("deductible", " total at most", &layer.totals),
        ("limit", "", &layer.limits),
        ("limit above deductible", "", &layer.limits_above),
        ("cap", "", &layer.caps),
    ] {
        for bound in bounds {
            write_bound(out, word, bound_word, bound);
        }
    }
    if layer.has_bands() {
        let origin = if layer.origin.from_zero { "from zero" } else { "above deductible" };
        let year = if layer.origin.over_the_year { " over the year" } else { "" };
        // Bands that go on by the layer's own claims beside a figure that counts in a shared counter name the layer (E211).
        let bounds = [&layer.deductibles, &layer.totals, &layer.limits, &layer.limits_above, &layer.caps].into_iter().flatten();
        let own = bounds.filter(|_| layer.origin.over_the_year).find_map(|bound| bound.head.shared).map(|_| layer.name);
        let shared = layer.origin.shared.or(own).map(|name| format!(" in {name}")).unwrap_or_default();
        let _ = writeln!(out, "      bands {origin}{year}{shared}");
    }
    for rate in &layer.rates {
        write_rate(out, if layer.states_share { "share" } else { "rate" }, rate);
    }
    for adjustment in &layer.adjustments {
        write_adjustment(out, adjustment);
    }
    out.push_str("    }\n");
}

impl Layer {
    pub fn has_bands(&self) -> bool {
        self.rates.iter().any(|rate| rate.bands.len() > 1)
    }

    fn bounds(&self) -> impl Iterator<Item = &Bound> {
        [&self.deductibles, &self.totals, &self.limits, &self.limits_above, &self.caps].into_iter().flatten()
    }

    /// The heads of all clauses, whatever they answer.
    pub fn heads(&self) -> impl Iterator<Item = &Head> {
        self.bounds().map(|bound| &bound.head)
    }
}

impl Policy {
    /// Whether a counter is one that a version of this policy may keep, or another policy's.
    pub fn knows(&self, key: &CounterKey) -> bool {
        let by: BTreeSet<&str> = key.by.keys().map(String::as_str).collect();
        let period = match key.period.len() {
            4 => Period::Year,
            7 => Period::Month,
            _ => Period::Stay,
        };
        let counted = |accumulator: &str, of: Period, facts: &[Fact]| {
            key.accumulator == accumulator && period == of && facts.iter().map(|fact| fact.name()).collect::<BTreeSet<_>>() == by
        };
        let counts = |benefit: &Benefit| {
            counted(benefit.care.benefit(), Period::Year, &[])
                || counted(benefit.care.benefit(), Period::Stay, &[])
                || benefit.layers.iter().any(|layer| {
                    let own = format!("{}.{}", benefit.care.benefit(), layer.name);
                    let shared = layer.origin.shared.filter(|_| layer.has_bands() && layer.origin.over_the_year);
                    counted(&own, Period::Year, &[])
                        || shared.is_some_and(|name| counted(name, Period::Year, &[]))
                        || layer.heads().any(|head| counted(head.shared.unwrap_or(&own), head.period, &head.by))
                })
        };
        key.policy != NAME || self.versions.iter().flat_map(|version| &version.benefits).any(counts)
    }

    /// The rule file.
    pub fn rule_text(&self) -> String {
        let mut out = String::new();
        for version in &self.versions {
            let until = version.until.map(|day| day.to_string()).unwrap_or_default();
            let _ = writeln!(out, "policy {NAME} \"示例\" {{\n  region 430100\n  scheme employee");
            let _ = writeln!(out, "  effective {} .. {until}", version.from);
            let _ = writeln!(out, "  applies on {}", self.applies_on.name());
            let (month, day) = self.year_begins;
            let begins = if (month, day) == (1, 1) { String::new() } else { format!(" from {month:02}-{day:02}") };
            let _ = writeln!(out, "  year of {}{begins}", self.year_of.name());
            let unit = if self.unit == 1 { "0.01" } else { "1" };
            let _ = writeln!(out, "  rounding half up to {unit} yuan, first pay per item\n  last day not rolling");
            let layers = || version.benefits.iter().flat_map(|benefit| &benefit.layers);
            for name in ["quota", "purse"] {
                if layers().any(|layer| layer.origin.shared == Some(name) || layer.heads().any(|head| head.shared == Some(name))) {
                    let _ = writeln!(out, "  accumulator {name}");
                }
            }
            let cares: Vec<&str> = version.benefits.iter().map(|benefit| benefit.care.value()).collect();
            let _ = writeln!(out, "  route {{ refuse elsewhere when care is not {} }}", cares.join(" or "));
            for benefit in &version.benefits {
                let _ = writeln!(out, "  benefit {} when care is {} {{", benefit.care.benefit(), benefit.care.value());
                let mut before = None;
                for layer in &benefit.layers {
                    write_layer(&mut out, layer, before);
                    before = Some(layer);
                }
                out.push_str("  }\n");
            }
            out.push_str("}\n");
        }
        out
    }
}
