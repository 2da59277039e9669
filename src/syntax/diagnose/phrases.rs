//! Phrases of policy documents that no one keyword stands for: what to write instead, or why it cannot be written yet.

use super::slip::Slip;
use super::{Junk, starts_with_words};
use crate::diagnostic::{Fault, Words};
use crate::syntax::faults;

/// What leads from a phrase to a clause that is read.
enum Advice {
    /// This text stands for it: English, Chinese.
    Write(&'static str, &'static str),
    /// It takes more than a text: English, Chinese.
    Say(&'static str, &'static str),
}

use Advice::{Say, Write};

/// Phrases, and what is said of them; of two at one place the longer counts.
const PHRASES: &[(&[&str], Advice)] = &[
    (&["减半", "降低一半", "减少一半", "减半计算", "减半执行", "half", "by half", "halved"], Write("× 50%", "× 50%")),
    (&["加倍", "翻倍", "double", "doubled"], Write("× 2", "× 2")),
    (
        &["每床日", "每日", "每天", "日均", "床日", "per bed day", "per bed-day", "per day", "daily", "a day"],
        Say(
            "the periods are `per visit`, `per stay`, `per month` and `per year`; where a visit is a day's care, write `per visit`; a figure by days of stay \
             cannot be written yet: write `unstated` and settle such claims by hand",
            "期间有「每次」「每次住院」「每月」「每年」；一次就医即一天的，写「每次」；按天数计的数额尚不能写，请写「未载明」，此类申报人工结算",
        ),
    ),
    (
        &["每季度", "每季", "每个季度", "季度", "per quarter", "quarterly", "a quarter"],
        Say(
            "the periods are `per visit`, `per stay`, `per month` and `per year`; nothing is counted by the quarter: write `per month` or `per year` as the \
             document allows, else `unstated`",
            "期间有「每次」「每次住院」「每月」「每年」，没有按季的累计；请按文件写「每月」或「每年」，否则写「未载明」",
        ),
    ),
    (
        &["每月数", "月数", "months of"],
        Say(
            "a number of months is a fact `count`: `fact paid_months \"缴费月数\" count 0 or more`; the period is `per month`",
            "月数是一项计数的事实：「事实 缴费月数 “paid_months” 计数 0次以上」；按月的数额写「每月」",
        ),
    ),
    (
        &["定额", "包干", "定额支付", "定额补助", "lump sum", "fixed amount", "fixed sum", "flat amount", "flat rate"],
        Say(
            "where the fund pays the cost up to a sum, write `rate 100%` and `cap per visit 3000 yuan` with that sum; a sum paid whatever the cost cannot be \
             written yet: write `unstated` and settle such claims by hand",
            "在定额以内据实支付的，写「比例 100%」和「封顶线 每次 3000元」（改为文件的数额）；不论费用多少都付定额的尚不能写，请写「未载明」，此类申报人工结算",
        ),
    ),
    (
        &["保底", "最低支付", "保底比例", "floor", "minimum payment", "guaranteed"],
        Say(
            "a rate that never falls below a bound is `adjust rate at least 50%` beside the `rate`; a bound on what all layers together pay cannot be written yet",
            "比例不低于某数的，在「比例」之外另写「调整 比例 不低于 50%」；对各层合计支付的保底尚不能写",
        ),
    ),
    (
        &["首次", "第一次", "for the first stay", "first stay", "first visit", "first"],
        Say(
            "figures that differ by the number of the stay stand in a table: `deductible per visit { | admission | value | 1 | 1300 yuan | 2 or more | 650 yuan | }`, \
             a row a line",
            "各次数额不同的写成表，一行一例：「起付线 每次 { | 住院次数 | 值 | …… | 1次 | 1300元 | …… | 2次以上 | 650元 | }」",
        ),
    ),
    (
        &["多选", "多值", "任选", "any of", "several of", "multiple"],
        Say(
            "a fact holds one value: declare a fact of `yes or no` for each that may hold together, as `fact diabetes \"糖尿病\" yes or no default no`",
            "一项事实只有一个值：可能同时具备的，各声明一项「是或否」的事实，如「事实 糖尿病 “diabetes” 是或否 缺省 否」",
        ),
    ),
];

impl Junk<'_> {
    /// The fault over a phrase that stands where the grammar stopped, or just before, where it was read as a name.
    pub(super) fn phrase(&self, stopped: usize) -> Option<Fault> {
        if let Some(fault) = self.two_schemes(stopped).or_else(|| self.times(stopped)) {
            return Some(fault);
        }
        let line = self.str(self.line.clone());
        let mut best: Option<(usize, &str, &Advice)> = None;
        for (phrases, advice) in PHRASES {
            for phrase in *phrases {
                for (at, _) in line.match_indices(phrase) {
                    // A name read as one word with the phrase, as in `首次就诊 1300元`, ends with it.
                    let (start, after) = (self.line.start + at, line.get(at + phrase.len()..).unwrap_or_default());
                    let end = start + phrase.len() + super::han_run(after).len();
                    let apart = !phrase.is_ascii() || starts_with_words(line.get(at..).unwrap_or_default(), phrase) && !joined(line, at);
                    let here = start <= stopped && stopped <= self.skip_blanks(end);
                    if apart && here && best.is_none_or(|(_, known, _)| known.len() < phrase.len()) {
                        best = Some((start, phrase, advice));
                    }
                }
            }
        }
        let (start, phrase, advice) = best?;
        let place = start..start + phrase.len();
        match advice {
            Write(en, zh) => self.slipped(&Slip::new(place, vec![self.own(zh, en)], faults::other_form).certain().unsure()),
            Say(en, zh) => {
                let span = self.span(place.start, place.end);
                Some(faults::unknown_word(span, phrase, None, Some(Words::new(*en, *zh))))
            }
        }
    }

    /// `工资的8倍`, `工资 × 8倍`, `wage times 8`: a factor is written `× 8`.
    fn times(&self, stopped: usize) -> Option<Fault> {
        let line = self.str(self.line.clone());
        let digit = |c: char| c.is_ascii_digit() || c == '.';
        let latin = line.match_indices("times ").filter(|(at, _)| !joined(line, *at)).find_map(|(at, word)| {
            let number = line.get(at + word.len()..)?.trim_start();
            let number = number.get(..number.find(|c| !digit(c)).unwrap_or(number.len())).filter(|number| !number.is_empty())?;
            let end = at + word.len() + line.get(at + word.len()..)?.find(number)? + number.len();
            Some((line.get(..at)?.trim_end().len(), end, number))
        });
        let han = || {
            line.match_indices('倍').find_map(|(at, sign)| {
                let before = line.get(..at)?;
                let bare = before.trim_end_matches(digit);
                let number = before.get(bare.len()..).filter(|number| !number.is_empty())?;
                Some((bare.trim_end().trim_end_matches(['的', '×']).trim_end().len(), at + sign.len(), number))
            })
        };
        let (start, end, number) = latin.or_else(han)?;
        let place = self.line.start + start..self.line.start + end;
        let near = self.skip_blanks(place.start) <= stopped.max(self.skip_blanks(place.start)) && stopped <= place.end;
        let slip = Slip::new(place.clone(), vec![format!(" × {number}")], faults::other_form);
        self.slipped(&slip.showing(self.skip_blanks(place.start)..place.end).certain()).filter(|_| near)
    }

    /// `险种 居民、职工`: a policy has one scheme.
    fn two_schemes(&self, stopped: usize) -> Option<Fault> {
        let line = self.str(self.line.clone());
        let scheme = ["险种", "scheme"].iter().any(|word| starts_with_words(line, word));
        let rest = self.str(stopped..self.line.end);
        let second = rest.starts_with([',', '，', '、']) || ["and", "or", "和", "或", "及"].iter().any(|word| rest.starts_with(word));
        (scheme && second).then(|| {
            let help = Words::new(
                "a policy has one scheme: write two policies, and put what they share into a framework both extend: `framework city { … }`, `policy city.a \"…\" \
                 extends city { … }`",
                "一份政策只有一个险种：请写两份政策，共同的部分放进两者沿用的框架：「框架 city “……” { …… }」「政策 city.a “……” 沿用 city { …… }」",
            );
            faults::trailing(self.span(stopped, self.line.end), self.shown(stopped..self.line.end)).help(help)
        })
    }
}

/// True if the Latin word at a place goes on to its left.
fn joined(line: &str, at: usize) -> bool {
    line.get(..at).and_then(|before| before.chars().next_back()).is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
}
