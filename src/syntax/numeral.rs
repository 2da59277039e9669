//! Numbers spelt in Han numerals: recognised so that the fault can offer the digits.

use super::words::TABLE;

/// The digits and unit an author meant by `五万元`, `两个工作日`, `百分之八十`: `5万元`, `2个工作日`, `80%`. None for other words.
pub(super) fn in_digits(word: &str) -> Option<String> {
    if let Some(rest) = word.strip_prefix("百分之") {
        let (value, left) = number(rest)?;
        return left.is_empty().then(|| format!("{value}%"));
    }
    let (value, unit) = number(word)?;
    let unit = unit.strip_prefix('整').unwrap_or(unit);
    let known = TABLE.iter().any(|row| row.rule.starts_with("u_") && row.zh.contains(&unit));
    if known { Some(written(value, unit)) } else { None }
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
