//! Numbers spelt in Han numerals: recognised so that the fault can offer the digits.

use super::words::TABLE;
use chrono::{Datelike, NaiveDate};
use std::sync::LazyLock;

/// Words that may stand before a number at once.
static BEFORE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    const RULES: [&str; 10] = ["k_over", "k_under", "k_up", "k_down", "k_to", "k_at_least", "k_at_most", "k_each", "k_dots", "k_total"];
    spelt(|rule| RULES.contains(&rule))
});
/// Words that may follow a number at once.
static AFTER: LazyLock<Vec<&str>> = LazyLock::new(|| spelt(|rule| matches!(rule, "k_or_more" | "k_or_less" | "k_onwards")));
/// Units.
static UNITS: LazyLock<Vec<&str>> = LazyLock::new(|| spelt(|rule| rule.starts_with("u_")));

/// The Chinese spellings of some words of the language.
fn spelt(of: impl Fn(&str) -> bool) -> Vec<&'static str> {
    TABLE.iter().filter(|row| of(row.rule)).flat_map(|row| row.zh).copied().collect()
}

/// The longest of some spellings that a text begins with.
fn longest(text: &str, spelt: &[&'static str]) -> Option<&'static str> {
    spelt.iter().copied().filter(|zh| text.starts_with(zh)).max_by_key(|zh| zh.len())
}

/// The digits and unit an author meant by `五万元`, `两个工作日以上`, `降低十个百分点`, `百分之八十`, `三分之一`: `5万元`, `2个工作日以上`, `1/3`, … None for other words.
pub(super) fn in_digits(word: &str) -> Option<String> {
    // Most names hold no numeral, and every name of a file is asked.
    if word.is_ascii() || !word.contains(is_numeral) {
        return None;
    }
    let (before, rest) = word.split_at_checked(longest(word, &BEFORE).map_or(0, str::len))?;
    let (digits, left) = amount(rest)?;
    let left = left.strip_prefix('及').unwrap_or(left);
    let after = left.get(longest(left, &AFTER).map_or(0, str::len)..)?;
    let (end, more) = (left.strip_suffix(after)?, if after.is_empty() { Some(String::new()) } else { in_digits(after) });
    Some(format!("{before}{digits}{end}{}", more?))
}

/// Whether a character is part of a number spelt in Han numerals.
fn is_numeral(c: char) -> bool {
    matches!(c, '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '亿')
}

/// The amount a word begins with, in digits, and what follows it.
fn amount(word: &str) -> Option<(String, &str)> {
    if let Some(rest) = word.strip_prefix("百分之") {
        let (value, left) = number(rest)?;
        return Some((format!("{value}%"), left));
    }
    let (value, unit) = number(word)?;
    if let Some(above) = unit.strip_prefix("分之") {
        let (above, left) = number(above)?;
        return Some((format!("{above}/{value}"), left));
    }
    let unit = unit.strip_prefix('整').unwrap_or(unit);
    let known = longest(unit, &UNITS)?;
    let left = unit.strip_prefix(known)?;
    Some((written(value, known), left.strip_prefix('整').unwrap_or(left)))
}

/// The count meant by an ordinal of times: `第二次及以上`, `第2次起`, `首次`: `2次以上`, `2次以上`, `1次`. None for other words.
pub fn times_in_digits(word: &str) -> Option<String> {
    if matches!(word, "首次" | "初次") {
        return Some("1次".to_owned());
    }
    let rest = word.strip_prefix('第')?.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (value, rest) = if digits > 0 { (rest.get(..digits)?.parse().ok()?, rest.get(digits..)?) } else { number(rest)? };
    let after = rest.trim_start().strip_prefix('次')?.trim_start();
    // What is counted may be said once more, as in `第二次入院`.
    let after = after.split_once('院').filter(|(one, _)| one.chars().count() == 1).map_or(after, |(_, after)| after);
    Some(match after {
        "" => format!("{value}次"),
        "起" | "以上" | "及以上" | "以后" | "及以后" | "及其以后" | "及以后各次" | "开始" => format!("{value}次以上"),
        "以内" | "及以内" | "以下" | "及以下" | "及以前" | "以前" => format!("{value}次以下"),
        _ => return None,
    })
}

/// `2023年1月1日`
pub(super) fn day_in_han(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// Whole ten-thousands of yuan as `万元`.
fn written(value: u64, unit: &str) -> String {
    if unit == "元" && value >= 10_000 && value.is_multiple_of(10_000) {
        format!("{}万元", value / 10_000)
    } else {
        format!("{value}{unit}")
    }
}

/// The Han numeral a word begins with, and what follows it.
fn number(word: &str) -> Option<(u64, &str)> {
    let (mut total, mut section, mut digit, mut end) = (0_u64, 0_u64, None, 0);
    for (at, c) in word.char_indices() {
        let plain = "零一二三四五六七八九".chars().position(|d| d == c).or(match c {
            '〇' => Some(0),
            '两' => Some(2),
            _ => None,
        });
        let scale = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => 0,
        };
        if let Some(value) = plain {
            digit = u64::try_from(value).ok();
        } else if scale > 0 {
            section = section.checked_add(digit.take().unwrap_or(1).checked_mul(scale)?)?;
        } else if c == '万' || c == '亿' {
            let all = section.checked_add(digit.take().unwrap_or(0))?.max(1);
            total = total.checked_add(all)?.checked_mul(if c == '万' { 10_000 } else { 100_000_000 })?;
            section = 0;
        } else {
            break;
        }
        end = at + c.len_utf8();
    }
    let value = total.checked_add(section)?.checked_add(digit.unwrap_or(0))?;
    if end == 0 { None } else { word.get(end..).map(|rest| (value, rest)) }
}
