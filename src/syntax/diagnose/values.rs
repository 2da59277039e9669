//! Values in other forms: dates, letters among digits, units, Han numerals, articles without quotes, areas by name.

use super::slip::Slip;
use super::{Junk, han_run};
use crate::place;
use crate::syntax::cursor::Failure;
use crate::syntax::expected::{UNITS, is_han, word_at};
use crate::syntax::faults;
use crate::syntax::grammar::Rule;
use crate::syntax::numeral;
use crate::syntax::scan::is_blank;
use crate::syntax::words::row;
use chrono::NaiveDate;

/// Units as they are often written: what is written, Chinese, English.
const UNIT_SLIPS: &[(&str, &str, &str)] = &[
    ("岁", "周岁", " years old"),
    ("块钱", "元", " yuan"),
    ("块", "元", " yuan"),
    ("圆", "元", " yuan"),
    ("人民币", "元", " yuan"),
    ("百分点", "个百分点", " points"),
    ("月", "个月", " months"),
    ("RMB", "元", " yuan"),
    ("rmb", "元", " yuan"),
    ("CNY", "元", " yuan"),
    ("percentage points", "个百分点", " points"),
    ("percent", "%", "%"),
    ("pct", "%", "%"),
];

impl Junk<'_> {
    /// The slip over a value at a place or around it.
    pub(super) fn value(&self, at: usize, failure: &Failure) -> Option<Slip> {
        self.date(at)
            .or_else(|| self.letter(at))
            .or_else(|| self.ordinal(at))
            .or_else(|| self.unit(at))
            .or_else(|| self.han_numeral(at))
            .or_else(|| self.area(at))
            .or_else(|| self.unquoted(at, failure))
    }

    /// `2023/1/1`, `2023.1.1`, `2023年1月1号`; `自2023年1月1日起`
    fn date(&self, at: usize) -> Option<Slip> {
        let part = |c: char| {
            c.is_ascii_digit()
                || ('０'..='９').contains(&c)
                || matches!(c, '.' | '．' | '/' | '／' | '-' | '－' | '年' | '月' | '日' | '号')
        };
        let before = self.str(self.line.start..at);
        let start = self.line.start + before.trim_end_matches(part).len();
        let around = self.str(start..self.line.end);
        let written = around.get(..around.find(|c| !part(c)).unwrap_or(around.len()))?;
        let pieces: Vec<String> =
            written.split(|c: char| digit(c).is_none()).map(|piece| piece.chars().filter_map(digit).collect()).collect();
        if let [year, month] | [year, month, ""] = pieces.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            let month_alone = written.contains('年') && year.len() == 4 && written.ends_with('月');
            let first = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1).filter(|_| month_alone)?;
            return Some(Slip::new(start..start + written.len(), vec![numeral::day_in_han(first)], faults::no_day).certain().unsure());
        }
        let [year, month, day, ..] = pieces.as_slice() else { return None };
        let (year, month, day): (i32, u32, u32) = (year.parse().ok().filter(|_| year.len() == 4)?, month.parse().ok()?, day.parse().ok()?);
        let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1900..2200).contains(&year))?;
        let end = start + written.trim_end_matches(['.', '．', '/', '／', '-', '－']).len();
        let right = if self.is_zh() { numeral::day_in_han(date) } else { date.to_string() };
        if let Some(from) = ["自", "从"].iter().find(|word| self.str(self.line.start..start).trim_end().ends_with(*word)) {
            let from_at = self.line.start + self.str(self.line.start..start).trim_end().len() - from.len();
            let slip = Slip::new(from_at..start, vec![String::new()], faults::needless).showing(from_at..from_at + from.len());
            return Some(slip);
        }
        Some(Slip::new(start..end, vec![right], faults::other_date))
    }

    /// `5OO元`
    fn letter(&self, at: usize) -> Option<Slip> {
        let part = |c: char| digit(c).is_some() || matches!(c, '.' | '．' | ',' | '，' | 'O' | 'o' | 'l' | 'I' | 'Ｏ' | 'ｏ');
        let before = self.str(self.line.start..at);
        let start = self.line.start + before.trim_end_matches(part).len();
        let around = self.str(start..self.line.end);
        let written = around.get(..around.find(|c| !part(c)).unwrap_or(around.len()))?;
        let follows = around.get(written.len()..).and_then(|rest| rest.chars().next());
        let right: String = written
            .chars()
            .map(|c| match c {
                'O' | 'o' | 'Ｏ' | 'ｏ' => '0',
                'l' | 'I' => '1',
                other => other,
            })
            .collect();
        let fits = written.chars().next().is_some_and(|c| digit(c).is_some()) && right != written;
        let ends = follows.is_none_or(|c| !c.is_ascii_alphabetic());
        (fits && ends).then(|| Slip::new(start..start + written.len(), vec![right], faults::letter_in_number).certain())
    }

    /// `第2次起`
    fn ordinal(&self, at: usize) -> Option<Slip> {
        let part = |c: char| is_han(c) || digit(c).is_some();
        let before = self.str(self.line.start..at);
        let start = self.line.start + before.trim_end().trim_end_matches(part).len();
        let around = self.str(start..self.line.end);
        let written = around.get(..around.find(|c| !(part(c) || c == ' ')).unwrap_or(around.len()))?.trim_end();
        Some(Slip::new(start..start + written.len(), vec![numeral::times_in_digits(written)?], faults::other_form))
    }

    /// `60岁`, `5万 元`, `2 个 工作日`
    fn unit(&self, at: usize) -> Option<Slip> {
        let rest = self.str(at..self.line.end);
        let before = self.str(self.line.start..at).trim_end();
        if before.ends_with('万') && rest.starts_with('元') && before.trim_end_matches('万').trim_end().ends_with(|c| digit(c).is_some())
        {
            let start = self.line.start + before.len() - '万'.len_utf8();
            return Some(Slip::new(start..at + '元'.len_utf8(), vec!["万元".to_owned()], faults::unit));
        }
        if !self.after_number(at) {
            return None;
        }
        let slip = UNIT_SLIPS.iter().find(|(written, ..)| {
            rest.starts_with(written)
                && (is_han(written.chars().next().unwrap_or(' '))
                    || !rest.get(written.len()..).is_some_and(|more| more.starts_with(|c: char| c.is_ascii_alphanumeric())))
        });
        if let Some((written, zh, en)) = slip {
            let number_end = self.line.start + before.len();
            let right = if self.is_zh() || is_han(written.chars().next().unwrap_or(' ')) { (*zh).to_owned() } else { (*en).to_owned() };
            let place = number_end..at + written.len();
            return Some(Slip::new(place, vec![right], faults::unit).showing(at..at + written.len()));
        }
        let apart: String = rest.chars().take(12).take_while(|c| is_han(*c) || c.is_whitespace()).collect();
        let together: String = apart.chars().filter(|c| !c.is_whitespace()).collect();
        let unit = UNITS.iter().filter_map(|rule| row(*rule)).flat_map(|word| word.zh).find(|unit| together.starts_with(**unit))?;
        let mut left = unit.chars().count();
        let end = apart.char_indices().find_map(|(i, c)| {
            left -= usize::from(!c.is_whitespace());
            (left == 0).then_some(i + c.len_utf8())
        })?;
        (apart.get(..end)? != *unit).then(|| Slip::new(at..at + end, vec![(*unit).to_owned()], faults::unit))
    }

    /// `六十周岁以上`, `降低十个百分点`
    fn han_numeral(&self, at: usize) -> Option<Slip> {
        let word = han_run(self.str(at..self.line.end));
        let right = numeral::in_digits(word)?;
        Some(Slip::new(at..at + word.len(), vec![right], faults::han_number).certain())
    }

    /// `统筹区 上海`
    fn area(&self, at: usize) -> Option<Slip> {
        let before = self.str(self.line.start..at).trim_end();
        let region = row(Rule::k_region)?;
        if !region.en.iter().chain(region.zh).any(|word| before.ends_with(word)) {
            return None;
        }
        let word = han_run(self.str(at..self.line.end));
        let code = place::code_of(word)?;
        Some(Slip::new(at..at + word.len(), vec![code.to_string()], faults::other_form).certain())
    }

    /// `【办法 第九条】`
    fn unquoted(&self, at: usize, failure: &Failure) -> Option<Slip> {
        let word = word_at(self.str(at..self.line.end));
        let wants = failure.tried.contains(&Rule::text)
            && !failure.tried.iter().any(|rule| matches!(rule, Rule::name | Rule::declared | Rule::r#ref));
        let article = word.starts_with('第') || failure.tried.contains(&Rule::unsquare);
        if word.is_empty() || !wants || !article {
            return None;
        }
        let right = if self.is_zh() { format!("“{word}”") } else { format!("\"{word}\"") };
        Some(Slip::new(at..at + word.len(), vec![right], faults::unquoted))
    }
}

/// The digit of a character, full-width ones too.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

/// The date, or the number and its unit, that a text begins with; whether it has a unit, or needs none.
pub(super) fn amount(text: &str) -> Option<(&str, bool)> {
    let number =
        text.find(|c: char| digit(c).is_none() && !matches!(c, '.' | '．' | ',' | '，' | '-' | '年' | '月' | '日')).unwrap_or(text.len());
    let digits = text.get(..number)?.trim_end_matches(['.', '．', ',', '，', '-']);
    digits.chars().next().and_then(digit)?;
    let rest = text.get(digits.len()..)?;
    let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
    let unit = UNITS.iter().chain(&[Rule::u_wan]).filter_map(|rule| row(*rule)).flat_map(|word| word.en.iter().chain(word.zh));
    let unit = unit.filter(|unit| rest.get(blanks..).is_some_and(|rest| rest.starts_with(**unit))).max_by_key(|unit| unit.len());
    let end = digits.len() + unit.map_or(0, |unit| blanks + unit.len());
    Some((text.get(..end)?, unit.is_some() || digits.contains(['年', '-'])))
}
