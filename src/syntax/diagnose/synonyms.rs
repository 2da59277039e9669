//! Words of policy documents and of other languages that stand for a keyword here.

use super::slip::Slip;
use super::{Junk, starts_with_words};
use crate::diagnostic::Lang;
use crate::syntax::expected::is_han;
use crate::syntax::faults;
use crate::syntax::grammar::Rule;
use crate::syntax::words::spell;

/// What is written, and the keyword that is meant.
const SYNONYMS: &[(&str, Rule)] = &[
    ("为", Rule::k_is),
    ("等于", Rule::k_is),
    ("属于", Rule::k_is),
    ("不为", Rule::k_is_not),
    ("不等于", Rule::k_is_not),
    ("不属于", Rule::k_is_not),
    ("或者", Rule::k_or),
    ("或是", Rule::k_or),
    ("并且", Rule::k_and),
    ("而且", Rule::k_and),
    ("同时", Rule::k_and),
    ("和", Rule::k_and),
    ("如果", Rule::k_when),
    ("若", Rule::k_when),
    ("当且仅当", Rule::k_when),
    ("起付标准", Rule::k_deductible),
    ("起付金", Rule::k_deductible),
    ("门槛费", Rule::k_deductible),
    ("报销比例", Rule::k_rate),
    ("支付比例", Rule::k_rate),
    ("补偿比例", Rule::k_rate),
    ("最高支付限额", Rule::k_cap),
    ("支付限额", Rule::k_cap),
    ("封顶", Rule::k_cap),
    ("每年度", Rule::k_per_year),
    ("每自然年度", Rule::k_per_year),
    ("年度", Rule::k_per_year),
    ("以外", Rule::k_otherwise),
    ("其他", Rule::k_otherwise),
    ("其它", Rule::k_otherwise),
    ("全部", Rule::k_any),
    ("所有", Rule::k_any),
    ("无限额", Rule::k_unlimited),
    ("不设封顶", Rule::k_unlimited),
    ("大于", Rule::k_over),
    ("if", Rule::k_when),
    ("where", Rule::k_when),
    ("equals", Rule::k_is),
    ("isn't", Rule::k_is_not),
    ("isnt", Rule::k_is_not),
    ("reimbursement", Rule::k_rate),
    ("coinsurance", Rule::k_share),
    ("ceiling", Rule::k_cap),
    ("maximum", Rule::k_cap),
    ("yearly", Rule::k_per_year),
    ("annually", Rule::k_per_year),
    ("annual", Rule::k_per_year),
    ("monthly", Rule::k_per_month),
    ("else", Rule::k_otherwise),
    ("others", Rule::k_otherwise),
    ("all", Rule::k_any),
    ("none", Rule::k_unlimited),
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
        let known = SYNONYMS.iter().filter(|(word, _)| starts_with_words(rest, word));
        let (word, rule) = known.max_by_key(|(word, _)| word.len())?;
        let lang = if word.is_ascii() { Lang::En } else { Lang::Zh };
        Some(Slip::new(at..at + word.len(), vec![spell(*rule, lang).to_owned()], faults::other_form))
    }
}
