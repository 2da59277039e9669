//! Stated values to whole numbers, by the kind of their fact.

use crate::calendar::day_number;
use crate::claim::Value;
use crate::plan::{FactKind, Names, value_called};
use crate::value::{FEN_LIMIT, RATE_ONE};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::borrow::Cow;

/// Why a value is none of its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Of another kind, or not a known name.
    Kind,
    /// Outside what the fact may hold.
    Range,
    /// Money below zero.
    Negative,
    /// Money finer than a fen, a number finer than a millionth.
    Fine,
    /// Larger than is computed with.
    Large,
}

/// The whole number a value stands for.
pub fn decode(kind: &FactKind, bounds: (i64, i64), value: &Value) -> Result<i64, Wrong> {
    let within = |n: i64| if bounds.0 <= n && n <= bounds.1 { Ok(n) } else { Err(Wrong::Range) };
    match kind {
        FactKind::Enum(values) => ordinal(values, value).ok_or(Wrong::Kind),
        FactKind::YesNo => yes_no(value).ok_or(Wrong::Kind),
        FactKind::Count | FactKind::Age | FactKind::Years => within(whole(value).ok_or(Wrong::Kind)?),
        FactKind::Region => region(value).map(i64::from).ok_or(Wrong::Kind),
        FactKind::Date => within(day_of(value).ok_or(Wrong::Kind)?),
        FactKind::Money => within(fen(value)?),
        FactKind::Text(known) => {
            let text = text(value).ok_or(Wrong::Kind)?;
            let at = known.iter().position(|known| *known == text).unwrap_or(known.len());
            i64::try_from(at).map_err(|_| Wrong::Range)
        }
    }
}

/// The ordinal of a value named in either language, or by one of its codes.
pub fn ordinal(values: &[(Names, String)], value: &Value) -> Option<i64> {
    i64::try_from(value_called(values, &text(value)?)?).ok()
}

/// A value as text; yes and no are none.
pub fn text(value: &Value) -> Option<Cow<'_, str>> {
    value.text()
}

fn yes_no(value: &Value) -> Option<i64> {
    match value {
        Value::Bool(yes) => Some(i64::from(*yes)),
        Value::Text(text) => match text.trim() {
            "yes" | "true" | "是" => Some(1),
            "no" | "false" | "否" => Some(0),
            _ => None,
        },
        Value::Number(_) | Value::Date(_) => None,
    }
}

/// A number, exactly as written.
pub fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => Decimal::from_str_exact(text.trim()).ok(),
        Value::Bool(_) | Value::Date(_) => None,
    }
}

fn whole(value: &Value) -> Option<i64> {
    let number = number(value)?;
    if number.is_integer() { number.to_i64() } else { None }
}

/// A six-digit code.
pub fn region(value: &Value) -> Option<u32> {
    let code = u32::try_from(whole(value)?).ok()?;
    (100_000..=999_999).contains(&code).then_some(code)
}

/// The number of a day; a time of the day, as the interface writes one behind it, is read and left out.
pub fn day_of(value: &Value) -> Option<i64> {
    let date = match value {
        Value::Date(date) => *date,
        Value::Text(text) => {
            let timed = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").map(|time| time.date());
            NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").or_else(|_| timed(text.trim())).ok()?
        }
        Value::Number(_) | Value::Bool(_) => return None,
    };
    (1900..=9999).contains(&date.year()).then(|| day_number(date))
}

/// An amount in fen.
pub fn fen(value: &Value) -> Result<i64, Wrong> {
    let yuan = number(value).ok_or(Wrong::Kind)?;
    if yuan.is_sign_negative() && !yuan.is_zero() {
        return Err(Wrong::Negative);
    }
    scaled(yuan, Decimal::ONE_HUNDRED)
}

/// A quantity, or a rate as a fraction or in percent, in millionths.
pub fn millionths(value: &Value) -> Result<i64, Wrong> {
    let percent = match value {
        Value::Text(text) => text.trim().strip_suffix(['%', '％']),
        Value::Number(_) | Value::Bool(_) | Value::Date(_) => None,
    };
    let (number, one) = match percent {
        Some(digits) => (Decimal::from_str_exact(digits.trim()).ok(), RATE_ONE / 100),
        None => (number(value), RATE_ONE),
    };
    let number = number.ok_or(Wrong::Kind)?;
    if number.is_sign_negative() && !number.is_zero() {
        return Err(Wrong::Negative);
    }
    scaled(number, Decimal::from(one))
}

fn scaled(number: Decimal, by: Decimal) -> Result<i64, Wrong> {
    let out = number.checked_mul(by).ok_or(Wrong::Large)?;
    match out.trunc().to_i64().filter(|n| *n <= FEN_LIMIT) {
        None => Err(Wrong::Large),
        Some(_) if !out.is_integer() => Err(Wrong::Fine),
        Some(whole) => Ok(whole),
    }
}
