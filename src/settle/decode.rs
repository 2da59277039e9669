//! Stated values to whole numbers, by the kind of their fact.

use super::exact::Exact;
use crate::calendar::day_number;
use crate::claim::Value;
use crate::plan::{FactKind, Names, value_called};
use crate::value::{FEN_LIMIT, plain_number};
use chrono::{Datelike, NaiveDate};
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

/// A value as text; yes and no are none, nor is a number that is not written as a whole one: `7.0` may be `7` or another.
pub fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Number(number) if number.scale() > 0 => None,
        Value::Number(_) | Value::Text(_) | Value::Bool(_) | Value::Date(_) => value.text(),
    }
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
        Value::Text(text) => plain_number(text),
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

/// The number of a day.
pub fn day_of(value: &Value) -> Option<i64> {
    date(value).map(day_number)
}

/// A day as `2025-03-01`; a time of the day behind it, after a blank or `T`, is read and left out.
pub fn date(value: &Value) -> Option<NaiveDate> {
    let date = match value {
        Value::Date(date) => *date,
        Value::Text(text) => {
            let (day, time) = text.split_once([' ', 'T']).map_or((text.as_str(), None), |(day, time)| (day, Some(time)));
            if !has_form(day, "0000-00-00") || time.is_some_and(|time| !is_time(time)) {
                return None;
            }
            NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?
        }
        Value::Number(_) | Value::Bool(_) => return None,
    };
    (1900..=9999).contains(&date.year()).then_some(date)
}

/// A time of the day: `23:30`, `23:30:00`, `23:30:00.000`. A time zone would leave open which day is meant.
fn is_time(text: &str) -> bool {
    let whole = text.split_once('.').map_or(text, |(whole, fraction)| if is_digits(fraction) { whole } else { "" });
    let sound = |format: &str| chrono::NaiveTime::parse_from_str(whole, format).is_ok();
    has_form(whole, "00:00:00") && sound("%H:%M:%S") || whole == text && has_form(whole, "00:00") && sound("%H:%M")
}

/// Whether a text has digits where the form has `0`, and else its letters.
fn has_form(text: &str, form: &str) -> bool {
    let same = |(a, b): (u8, u8)| if b == b'0' { a.is_ascii_digit() } else { a == b };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(same)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An amount in fen.
pub fn fen(value: &Value) -> Result<i64, Wrong> {
    let yuan = number(value).ok_or(Wrong::Kind)?;
    if yuan.is_sign_negative() && !yuan.is_zero() {
        return Err(Wrong::Negative);
    }
    scaled(yuan, Decimal::ONE_HUNDRED)
}

/// One in millionths.
pub const MILLION: i64 = 1_000_000;
/// The largest number above or below the line of a fraction.
const LARGEST_OF_FRACTION: i64 = 10_000;

/// A rate: a part of one (`0.1`), in percent (`10%`), or a fraction of whole numbers (`1/3`), exactly.
pub fn rate(value: &Value) -> Result<Exact, Wrong> {
    let fraction = match value {
        Value::Text(text) => text.split_once('/'),
        Value::Number(_) | Value::Bool(_) | Value::Date(_) => None,
    };
    let Some((above, below)) = fraction else { return decimal_rate(value).map(Exact::millionths) };
    let part = |text: &str| plain_number(text).filter(|_| is_digits(text)).and_then(|number| number.to_i64()).ok_or(Wrong::Kind);
    let (above, below) = (part(above)?, part(below)?);
    if below == 0 || above > below {
        return Err(Wrong::Range);
    }
    let fraction = if below <= LARGEST_OF_FRACTION { Exact::whole(above).div(Exact::whole(below)) } else { None };
    fraction.ok_or(Wrong::Fine)
}

/// A part of one or percent, in millionths.
fn decimal_rate(value: &Value) -> Result<i64, Wrong> {
    let percent = match value {
        Value::Text(text) => text.strip_suffix(['%', '％']),
        Value::Number(_) | Value::Bool(_) | Value::Date(_) => None,
    };
    match percent {
        Some(digits) => not_negative(plain_number(digits), MILLION / 100),
        None => millionths(value),
    }
}

/// A quantity in millionths.
pub fn millionths(value: &Value) -> Result<i64, Wrong> {
    not_negative(number(value), MILLION)
}

fn not_negative(number: Option<Decimal>, one: i64) -> Result<i64, Wrong> {
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
