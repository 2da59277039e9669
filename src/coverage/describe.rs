//! Conditions and figures as an author would say them, in both languages.

use super::inventory::Of;
use crate::analysis::{names, witness};
use crate::calendar::date_of;
use crate::claim::{Claim, Role};
use crate::diagnostic::{Lang, Words};
use crate::model::policy::{Fact, Guard, Policy, Row};
use crate::plan::{AdjustOp, Answer, FactKind, Within};
use crate::value::{Money, Rate, Set};

/// More values than this are counted, not listed.
const MOST_LISTED: usize = 6;

/// The case a row answers: its own conditions and its clause's, its band.
pub fn row(policy: &Policy, row: &Row) -> Words {
    let together = crate::model::both(&row.guard, &row.when);
    let mut words = conditions(policy, &together);
    let mut add = |more: Words| {
        words = if words.en.is_empty() { more } else { joined(&words, &more) };
    };
    if let Some(band) = row.band.filter(|band| *band != (0, i64::MAX)) {
        add(band_of(band));
    }
    if row.otherwise {
        add(Words::new("otherwise", "其余"));
    }
    words
}

fn joined(one: &Words, two: &Words) -> Words {
    Words::new(format!("{} and {}", one.en, two.en), format!("{} 且 {}", one.zh, two.zh))
}

/// `band 10000 .. 20000 yuan`
fn band_of((from, to): (i64, i64)) -> Words {
    let end = |fen: i64| if fen == i64::MAX { String::new() } else { yuan(fen) };
    match (from, to) {
        (0, to) => Words::new(format!("band {} yuan or less", yuan(to)), format!("费用段 {}元以下", yuan(to))),
        (from, i64::MAX) => Words::new(format!("band over {} yuan", yuan(from)), format!("费用段 超过{}元", yuan(from))),
        (from, to) => Words::new(format!("band {} .. {} yuan", yuan(from), end(to)), format!("费用段 {}至{}元", yuan(from), end(to))),
    }
}

/// A guard: `person is retired and age is 70 or more`. Empty where it says nothing. The scheme goes without saying.
pub fn conditions(policy: &Policy, guard: &Guard) -> Words {
    let said = guard.iter().filter_map(|(id, set)| policy.scope.fact(*id).map(|fact| (fact, set)));
    let says =
        |(fact, set): &(&Fact, &Set)| fact.role != Some(Role::Scheme) && !fact.domain.within(set) && !fact.domain.meet(set).is_empty();
    let said = said.filter(says).map(|(fact, set)| condition(fact, set));
    said.reduce(|one, two| joined(&one, &two)).unwrap_or_else(|| Words::new("", ""))
}

/// One condition.
pub fn condition(fact: &Fact, set: &Set) -> Words {
    let name = names::named(&fact.names);
    if fact.kind == FactKind::YesNo {
        return if set.contains(1) { name } else { Words::new(format!("not {}", name.en), format!("非 {}", name.zh)) };
    }
    if fact.domain.within(set) {
        return Words::new(format!("{} is any", name.en), format!("{} 不限", name.zh));
    }
    let inside = fact.domain.meet(set);
    let outside = fact.domain.minus(set);
    let not = match &fact.kind {
        FactKind::Enum(_) => !outside.is_empty() && listed(fact, &inside).len() > listed(fact, &outside).len(),
        // Beside the texts that policies name there are others, which no list can hold.
        FactKind::Text(texts) => !outside.is_empty() && i64::try_from(texts.len()).is_ok_and(|other| inside.contains(other)),
        FactKind::YesNo | FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Region | FactKind::Date | FactKind::Money => false,
    };
    let shown = if not { &outside } else { &inside };
    let values = listed(fact, shown);
    let all = |pick: fn(&Words) -> &str, or: &str, more: String| {
        let mut out = values.iter().take(MOST_LISTED).map(pick).collect::<Vec<_>>().join(or);
        if values.len() > MOST_LISTED {
            out += &more;
        }
        out
    };
    let left = values.len().saturating_sub(MOST_LISTED);
    let en = all(|words| &words.en, " or ", format!(" or {left} more"));
    let zh = all(|words| &words.zh, " 或 ", format!(" 等{}项", values.len()));
    let (is, shi) = if not { ("is not", "不是") } else { ("is", "是") };
    Words::new(format!("{} {is} {en}", name.en), format!("{} {shi} {zh}", name.zh))
}

/// The values of a set, one by one or as ranges.
fn listed(fact: &Fact, set: &Set) -> Vec<Words> {
    match &fact.kind {
        FactKind::Enum(values) => (0_i64..).zip(values).filter(|(n, _)| set.contains(*n)).map(|(_, (of, _))| names::named(of)).collect(),
        FactKind::Text(texts) => {
            let known = (0_i64..).zip(texts).filter(|(n, _)| set.contains(*n));
            known.map(|(_, text)| Words::new(format!("\"{text}\""), format!("“{text}”"))).collect()
        }
        FactKind::YesNo | FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Region | FactKind::Date | FactKind::Money => {
            set.intervals().iter().map(|ends| range(fact, *ends)).collect()
        }
    }
}

fn range(fact: &Fact, (from, to): (i64, i64)) -> Words {
    let (least, most) = (fact.domain.first(), fact.domain.intervals().last().map(|ends| ends.1));
    let one = |n: i64| number(fact, n);
    if from == to {
        return Words::new(one(from), one(from));
    }
    match (Some(from) == least || from == i64::MIN, Some(to) == most || to == i64::MAX) {
        (true, true) => Words::new("any", "不限"),
        (true, false) => Words::new(format!("{} or less", one(to)), format!("{}以下", one(to))),
        (false, true) => Words::new(format!("{} or more", one(from)), format!("{}以上", one(from))),
        (false, false) => Words::new(format!("{} .. {}", one(from), one(to)), format!("{}至{}", one(from), one(to))),
    }
}

/// A value of a fact that is a number.
pub fn number(fact: &Fact, n: i64) -> String {
    match fact.kind {
        FactKind::Date => date_of(n).map_or_else(|| n.to_string(), |day| day.to_string()),
        FactKind::Money => yuan(n),
        FactKind::Region => format!("{n:06}"),
        FactKind::Enum(_) | FactKind::YesNo | FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Text(_) => n.to_string(),
    }
}

/// Fen as yuan, without trailing zeros.
pub fn yuan(fen: i64) -> String {
    Money::from_fen(fen).yuan().normalize().to_string()
}

/// Fen as an author writes them.
pub fn money(fen: i64) -> Words {
    Words::new(format!("{} yuan", yuan(fen)), format!("{}元", yuan(fen)))
}

/// A rate as an author writes it: `85%`, `1/3`.
fn rate(units: i64) -> String {
    Rate::from_units(units).to_string()
}

/// An answer in the author's units.
pub fn answer(policy: &Policy, of: Of, answer: Answer) -> Words {
    let value = match answer {
        Answer::Is(value) => value,
        Answer::Unlimited => return Words::new("unlimited", "不封顶"),
        Answer::Unstated => return Words::new("unstated", "未载明"),
        Answer::CannotArise => return Words::new("—", "—"),
    };
    let both = |text: String| Words::new(text.clone(), text);
    match of {
        Of::Bound(_) => money(value),
        Of::Rate | Of::FirstPay => both(rate(value)),
        Of::Adjust(op, is_money) => match op {
            Some(AdjustOp::Times) => both(format!("× {}", rate(value))),
            _ if is_money => money(value),
            Some(AdjustOp::Up | AdjustOp::Down) => {
                let points = rate(value);
                let points = points.trim_end_matches('%');
                Words::new(format!("{points} points"), format!("{points}个百分点"))
            }
            Some(AdjustOp::To | AdjustOp::AtMost | AdjustOp::AtLeast) | None => both(rate(value)),
        },
        Of::Define(fact) => match policy.scope.fact(fact).map(|fact| &fact.kind) {
            Some(FactKind::Enum(values)) => usize::try_from(value)
                .ok()
                .and_then(|at| values.get(at))
                .map_or_else(|| Words::new("", ""), |(names, _)| names::named(names)),
            Some(_) | None => Words::new(value.to_string(), value.to_string()),
        },
    }
}

/// `1 day`, `3 days`
fn counted(n: i64, unit: &str) -> String {
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}

/// `3 days`
pub fn length(within: Within) -> Words {
    match within {
        Within::SameDay => Words::new("the same day", "当日"),
        Within::Days(n) => Words::new(counted(n, "day"), format!("{n}天")),
        Within::WorkingDays(n) => Words::new(counted(n, "working day"), format!("{n}个工作日")),
        Within::Months(n) => Words::new(counted(n, "month"), format!("{n}个月")),
    }
}

/// A claim as the facts of an example, several to a line.
pub fn lines(policy: &Policy, claim: &Claim, lang: Lang) -> Vec<String> {
    let (comma, width) = match lang {
        Lang::En => (", ", 100),
        Lang::Zh => ("，", 60),
    };
    let mut out: Vec<String> = Vec::new();
    for fact in &claim.facts {
        let alone = Claim { facts: vec![fact.clone()], ..Claim::default() };
        let one = witness::spell(policy, &alone, lang);
        match out.last_mut() {
            _ if one.is_empty() => {}
            Some(line) if line.chars().count() + one.chars().count() < width => {
                line.push_str(comma);
                line.push_str(&one);
            }
            Some(_) | None => out.push(one),
        }
    }
    out
}
