//! Words of policy documents and of other languages that stand for a keyword here.

use super::slip::Slip;
use super::{Junk, starts_with_words};
use crate::diagnostic::Lang;
use crate::syntax::expected::is_han;
use crate::syntax::faults;
use crate::syntax::grammar::Rule;
use crate::syntax::words::spell;

/// What is written, the keyword that is meant, and whether it can mean nothing else.
const SYNONYMS: &[(&str, Rule, bool)] = &[
    ("为", Rule::k_is, true),
    ("等于", Rule::k_is, true),
    ("属于", Rule::k_is, true),
    ("不为", Rule::k_is_not, true),
    ("不等于", Rule::k_is_not, true),
    ("不属于", Rule::k_is_not, true),
    ("或者", Rule::k_or, true),
    ("或是", Rule::k_or, true),
    ("并且", Rule::k_and, true),
    ("而且", Rule::k_and, true),
    ("同时", Rule::k_and, false),
    ("和", Rule::k_and, false),
    ("如果", Rule::k_when, true),
    ("若", Rule::k_when, true),
    ("当且仅当", Rule::k_when, true),
    ("起付标准", Rule::k_deductible, true),
    ("起付金", Rule::k_deductible, true),
    ("门槛费", Rule::k_deductible, true),
    ("报销比例", Rule::k_rate, true),
    ("支付比例", Rule::k_rate, true),
    ("补偿比例", Rule::k_rate, true),
    ("最高支付限额", Rule::k_cap, false),
    ("支付限额", Rule::k_cap, false),
    ("封顶", Rule::k_cap, true),
    ("每年度", Rule::k_per_year, true),
    ("每自然年度", Rule::k_per_year, true),
    ("年度", Rule::k_per_year, true),
    ("以外", Rule::k_otherwise, false),
    ("其他", Rule::k_otherwise, false),
    ("其它", Rule::k_otherwise, false),
    ("全部", Rule::k_any, false),
    ("所有", Rule::k_any, false),
    ("无限额", Rule::k_unlimited, false),
    ("不设封顶", Rule::k_unlimited, true),
    ("大于", Rule::k_over, true),
    ("if", Rule::k_when, true),
    ("where", Rule::k_when, true),
    ("equals", Rule::k_is, true),
    ("isn't", Rule::k_is_not, true),
    ("isnt", Rule::k_is_not, true),
    ("reimbursement", Rule::k_rate, true),
    ("coinsurance", Rule::k_share, true),
    ("ceiling", Rule::k_cap, false),
    ("maximum", Rule::k_cap, false),
    ("yearly", Rule::k_per_year, true),
    ("annually", Rule::k_per_year, true),
    ("annual", Rule::k_per_year, true),
    ("monthly", Rule::k_per_month, true),
    ("else", Rule::k_otherwise, false),
    ("others", Rule::k_otherwise, false),
    ("all", Rule::k_any, false),
    ("none", Rule::k_unlimited, false),
];

impl Junk<'_> {
    /// The slip over another word for a keyword.
    pub(super) fn synonym(&self, at: usize) -> Option<Slip> {
        self.synonym_at(at).or_else(|| {
            // The word before may have been read as a name.
            let before = self.str(self.line.start..at).trim_end();
            let last = before.chars().next_back()?;
            let same = |c: char| if is_han(last) { is_han(c) } else { c.is_ascii_alphabetic() };
            self.synonym_at(self.line.start + before.trim_end_matches(same).len())
        })
    }

    fn synonym_at(&self, at: usize) -> Option<Slip> {
        let rest = self.str(at..self.line.end);
        let known = SYNONYMS.iter().filter(|(word, ..)| starts_with_words(rest, word));
        let (word, rule, sure) = known.max_by_key(|(word, ..)| word.len())?;
        let lang = if word.is_ascii() { Lang::En } else { Lang::Zh };
        let slip = Slip::new(at..at + word.len(), vec![spell(*rule, lang).to_owned()], faults::other_form);
        Some(if *sure { slip } else { slip.unsure() })
    }
}
