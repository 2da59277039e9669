//! The leaves of trees made by chance: names, texts, constants, sets of values, cells, conditions, citations.

use super::seed::Seed;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use yibao::source::{SourceId, Span, Spanned};
use yibao::syntax::tree::{Bound, Cell, Citation, Condition, Declared, Literal, Name, Pattern, Test, Text};

/// Latin names and the Han ones they turn into: one to one, whatever they name. Some look like words of the language.
const NAMES: [(&str, &str); 16] = [
    ("alpha", "甲"),
    ("b2", "乙类"),
    ("c_3", "丙等级"),
    ("levels", "按级"),
    ("yearly", "每年度"),
    ("whenever", "当时"),
    ("total_x", "总额"),
    ("caps", "封顶"),
    ("orders", "或许"),
    ("notes", "非常"),
    ("is_x", "是非"),
    ("overall", "超过数"),
    ("D", "丁"),
    ("in_x", "计入项"),
    ("per_x", "每次数"),
    ("band_2", "费用段二"),
];

/// Names of one script that have no other.
const ALONE: [&str; 6] = ["lonely", "Z9", "孤", "独一无二", "比例甲", "元旦"];

const TEXTS: [&str; 12] = [
    "第九条",
    "plain words",
    "含“引号”的题名",
    "has \"quotes\" in it",
    "“a” and \"b\"",
    "「一」与“二”",
    "“一”「二」\"三\"",
    "a # b",
    "x；y。z { | }",
    "",
    "  blanks  ",
    "2型糖尿病",
];

pub fn at<T>(it: T) -> Spanned<T> {
    Spanned::new(it, Span::new(SourceId(0), 0, 0))
}

pub fn nowhere() -> Span {
    Span::new(SourceId(0), 0, 0)
}

/// A bare name.
pub fn word(seed: &mut Seed) -> String {
    if seed.once_in(4) { seed.pick(&ALONE).to_owned() } else { seed.pick(&NAMES).0.to_owned() }
}

pub fn name(seed: &mut Seed) -> Name {
    at(word(seed))
}

/// A name that may stand quoted: now and then one that must.
pub fn reference(seed: &mut Seed) -> Name {
    if seed.once_in(6) { at(seed.pick(&["2型糖尿病", "a b", "两 种", "x-1"]).to_owned()) } else { name(seed) }
}

pub fn path(seed: &mut Seed, least: usize) -> Vec<Name> {
    seed.many(least, 3, name)
}

/// A dotted name, never turned.
pub fn dotted(seed: &mut Seed) -> Name {
    let words: Vec<String> = seed.many(1, 3, word);
    at(words.join("."))
}

pub fn text(seed: &mut Seed) -> Text {
    at(seed.pick(&TEXTS).to_owned())
}

/// A declared name as English writes it: the Latin one first.
pub fn declared(seed: &mut Seed) -> Declared {
    match seed.below(4) {
        0 => Declared { name: reference(seed), other: None },
        1 => Declared {
            name: at(seed.pick(&["lonely", "Z9"]).to_owned()),
            other: Some(at(seed.pick(&["plain words", "a # b", "", "x-1"]).to_owned())),
        },
        _ => paired(seed),
    }
}

/// A declared name with the one in the other script.
pub fn paired(seed: &mut Seed) -> Declared {
    let (latin, han) = seed.pick(&NAMES);
    Declared { name: at(latin.to_owned()), other: Some(at(han.to_owned())) }
}

fn number(seed: &mut Seed) -> Decimal {
    let scale = seed.pick(&[0, 0, 0, 1, 2, 8]);
    let whole = seed.pick(&[0, 1, 7, 50, 1000, 10_000, 150_000, 12_345_678, -3, -20_000]);
    let number = Decimal::from(whole);
    if scale == 0 { number } else { (number + Decimal::new(15, scale)).normalize() }
}

pub fn date(seed: &mut Seed) -> NaiveDate {
    let start = NaiveDate::from_ymd_opt(1999, 12, 25).unwrap();
    start + chrono::Days::new(u64::try_from(seed.below(12_000)).unwrap())
}

/// A number with one of the units, or bare.
pub fn quantity(seed: &mut Seed) -> Literal {
    let number = number(seed);
    match seed.below(9) {
        0 => Literal::Number(number),
        1 => Literal::Yuan(number),
        2 => Literal::Percent(number),
        3 => Literal::Points(number),
        4 => Literal::Days(number),
        5 => Literal::WorkingDays(number),
        6 => Literal::Months(number),
        7 => Literal::Years(number),
        _ => Literal::YearsOld(number),
    }
}

/// A constant of any kind.
pub fn literal(seed: &mut Seed) -> Literal {
    match seed.below(9) {
        0..=2 => Literal::Name(word(seed), false),
        3 => Literal::Name(seed.pick(&["2型糖尿病", "a b", "any", "不限", "x", "是", "yes", "when"]).to_owned(), true),
        4 => Literal::Date(date(seed)),
        5 => Literal::Yes,
        6 => Literal::No,
        7 => Literal::Times(number(seed)),
        _ => quantity(seed),
    }
}

fn bound(seed: &mut Seed) -> Bound {
    let it = if seed.once_in(4) { Literal::Date(date(seed)) } else { quantity(seed) };
    Bound { at: at(it), included: seed.once_in(2) }
}

pub fn pattern(seed: &mut Seed) -> Pattern {
    if seed.once_in(2) {
        return Pattern::OneOf(seed.many(1, 3, |seed| at(literal(seed))));
    }
    match seed.below(3) {
        0 => Pattern::Range { from: Some(bound(seed)), to: None },
        1 => Pattern::Range { from: None, to: Some(bound(seed)) },
        _ => Pattern::Range { from: Some(bound(seed)), to: Some(bound(seed)) },
    }
}

pub fn cell(seed: &mut Seed) -> Cell {
    match seed.below(9) {
        0 => Cell::Any,
        1 => Cell::Otherwise,
        2 => Cell::CannotArise,
        3 => Cell::Unstated,
        4 => Cell::Unlimited,
        5 => Cell::Product(seed.many(2, 3, |seed| {
            at(match seed.below(3) {
                0 => Literal::Name(word(seed), false),
                1 => Literal::Name("a b".to_owned(), true),
                _ => quantity(seed),
            })
        })),
        _ => Cell::Pattern(pattern(seed)),
    }
}

fn condition(seed: &mut Seed) -> Condition {
    let test = match seed.below(4) {
        0 => Test::Yes,
        1 => Test::No,
        2 => Test::Is(at(pattern(seed))),
        _ => Test::IsNot(at(pattern(seed))),
    };
    Condition { fact: name(seed), test, span: nowhere() }
}

pub fn conditions(seed: &mut Seed, least: usize) -> Vec<Condition> {
    seed.many(least, 3, condition)
}

pub fn citation(seed: &mut Seed) -> Citation {
    Citation { places: seed.many(1, 2, |seed| (name(seed), seed.maybe(text))), span: nowhere() }
}
