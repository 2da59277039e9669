//! Factors as policies word them: `乘以80%`, `系数0.8`, `打八折`, `by factor 0.8`, where an adjustment writes `× 80%`.

use super::slip::Slip;
use super::values::amount;
use super::{Junk, han_run, starts_with_words};
use crate::syntax::cursor::Failure;
use crate::syntax::expected::is_han;
use crate::syntax::faults;
use crate::syntax::grammar::Rule;
use crate::syntax::numeral;

/// Words before a factor; longer ones before those they end or begin with.
const TIMES: &[&str] = &[
    "乘以系数",
    "按系数",
    "折算系数",
    "系数为",
    "系数",
    "乘以",
    "乘上",
    "乘",
    "by a factor of",
    "by factor",
    "by the factor",
    "multiplied by",
    "multiply by",
    "factor",
    "times",
    "x",
    "X",
];

/// Words before a rate that may be a factor or the new rate.
const EITHER: &[&str] = &["按照", "按"];

/// Words after a factor that say nothing more.
const TAILS: &[&str] = &["的比例支付", "的系数", "的比例", "折算", "计算", "支付", "报销", "执行", "计"];

impl Junk<'_> {
    /// The slip over a factor where an adjustment may say how it adjusts.
    pub(super) fn factor(&self, at: usize, failure: &Failure) -> Option<Slip> {
        if self.is_row() || self.opener() != Some(Rule::k_adjust) {
            return None;
        }
        let before = self.str(self.line.start..at).trim_end();
        let here = |word: &&&str| starts(self.str(at..self.line.end), word);
        if failure.tried.contains(&Rule::times) {
            if let Some((length, percent)) = discount(self.str(at..self.line.end)) {
                return Some(Slip::new(at..at + length, vec![format!("× {percent}%")], faults::other_form));
            }
            if let Some(word) = EITHER.iter().find(here) {
                let (end, factor) = self.amount_after(at + word.len())?;
                let rights = vec![format!("× {factor}"), format!("改为 {factor}")];
                return Some(Slip::new(at..end, rights, faults::factor_or_rate).unsure());
            }
        }
        let (start, word) = TIMES.iter().find_map(|word| {
            let behind = || before.strip_suffix(word).filter(|left| left.ends_with(char::is_whitespace));
            if here(&word) { Some((at, word)) } else { behind().map(|left| (self.line.start + left.len(), word)) }
        })?;
        let (end, factor) = self.amount_after(start + word.len())?;
        Some(Slip::new(start..end, vec![format!("× {factor}")], faults::other_form))
    }

    /// Where an amount in digits or in Han ends, with the words after it that say nothing more; and the amount in digits.
    fn amount_after(&self, from: usize) -> Option<(usize, String)> {
        let from = self.skip_blanks(from);
        let rest = self.str(from..self.line.end);
        if let Some((written, _)) = amount(rest) {
            let end = from + written.len();
            return Some((end + tail(self.str(end..self.line.end)), written.to_owned()));
        }
        let word = han_run(rest);
        let left = TAILS.iter().find_map(|tail| word.strip_suffix(tail)).unwrap_or(word);
        Some((from + word.len(), numeral::in_digits(left)?))
    }
}

/// Whether a text begins with a word: a Han one may run into the number.
fn starts(text: &str, word: &str) -> bool {
    if word.starts_with(is_han) { text.starts_with(word) } else { starts_with_words(text, word) }
}

/// How many bytes of a text only repeat that it is a factor.
fn tail(text: &str) -> usize {
    let word = han_run(text);
    TAILS.iter().find(|tail| **tail == word).map_or(0, |tail| tail.len())
}

/// `打八折`, `按8.5折支付`: its length, and the part that stays, in percent.
fn discount(text: &str) -> Option<(usize, u32)> {
    let begun = ["按", "打"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim_start();
    let (figure, after) = begun.split_once('折')?;
    let digit = |c: char| c.to_digit(10).or_else(|| "零一二三四五六七八九".chars().zip(0..).find_map(|(han, n)| (han == c).then_some(n)));
    let figure = figure.trim_end();
    let digits: Option<Vec<u32>> = figure.chars().filter(|c| *c != '.').map(digit).collect();
    let percent = match digits?.as_slice() {
        [tens @ 1..=9] => tens * 10,
        [tens @ 1..=9, ones] => tens * 10 + ones,
        _ => return None,
    };
    let length = text.len() - after.len();
    let rest = han_run(after);
    (rest.is_empty() || tail(after) > 0).then_some((length + rest.len(), percent))
}
