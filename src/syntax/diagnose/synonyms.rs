//! Words of policy documents and of other languages that stand for a keyword here.

use super::slip::Slip;
use super::values::amount;
use super::{Junk, starts_with_words};
use crate::diagnostic::Lang;
use crate::syntax::expected::is_han;
use crate::syntax::faults;
use crate::syntax::grammar::Rule;
use crate::syntax::words::spell;

/// What is written, the keywords that are meant, and whether it can mean nothing else.
const SYNONYMS: &[(&str, &[Rule], bool)] = &[
    ("为", &[Rule::k_is], true),
    ("等于", &[Rule::k_is], true),
    ("属于", &[Rule::k_is], true),
    ("不为", &[Rule::k_is_not], true),
    ("不等于", &[Rule::k_is_not], true),
    ("不属于", &[Rule::k_is_not], true),
    ("或者", &[Rule::k_or], true),
    ("或是", &[Rule::k_or], true),
    ("并且", &[Rule::k_and], true),
    ("而且", &[Rule::k_and], true),
    ("同时", &[Rule::k_and], false),
    ("和", &[Rule::k_and], false),
    ("如果", &[Rule::k_when], true),
    ("若", &[Rule::k_when], true),
    ("当且仅当", &[Rule::k_when], true),
    ("起付标准", &[Rule::k_deductible], true),
    ("起付标准线", &[Rule::k_deductible], true),
    ("起付额", &[Rule::k_deductible], true),
    ("起付金", &[Rule::k_deductible], true),
    ("门槛费", &[Rule::k_deductible], true),
    ("报销比例", &[Rule::k_rate], true),
    ("支付比例", &[Rule::k_rate], true),
    ("补偿比例", &[Rule::k_rate], true),
    ("最高支付限额", &[Rule::k_cap], false),
    ("支付限额", &[Rule::k_cap], false),
    ("最高支付", &[Rule::k_cap], false),
    ("最多支付", &[Rule::k_cap], false),
    ("最高报销", &[Rule::k_cap], false),
    ("年度最高支付", &[Rule::k_cap, Rule::k_per_year], false),
    ("封顶", &[Rule::k_cap], true),
    ("年度限额", &[Rule::k_cap, Rule::k_per_year], false),
    ("年度支付限额", &[Rule::k_cap, Rule::k_per_year], false),
    ("年度最高支付限额", &[Rule::k_cap, Rule::k_per_year], true),
    ("年最高支付限额", &[Rule::k_cap, Rule::k_per_year], true),
    ("年度封顶线", &[Rule::k_cap, Rule::k_per_year], true),
    ("年度累计限额", &[Rule::k_cap, Rule::k_per_year], false),
    ("每年限额", &[Rule::k_cap, Rule::k_per_year], false),
    ("年度起付线", &[Rule::k_deductible, Rule::k_per_year], true),
    ("年度起付标准", &[Rule::k_deductible, Rule::k_per_year], true),
    ("统筹支付比例", &[Rule::k_rate], true),
    ("基金支付比例", &[Rule::k_rate], true),
    ("统筹基金支付比例", &[Rule::k_rate], true),
    ("统筹比例", &[Rule::k_rate], true),
    ("统筹支付", &[Rule::k_rate], false),
    ("基金支付", &[Rule::k_rate], false),
    ("报销", &[Rule::k_rate], false),
    ("报销率", &[Rule::k_rate], true),
    ("支付标准", &[Rule::k_rate], false),
    ("个人自付比例", &[Rule::k_share], true),
    ("个人负担比例", &[Rule::k_share], true),
    ("个人支付比例", &[Rule::k_share], true),
    ("自负比例", &[Rule::k_share], true),
    ("自付", &[Rule::k_share], false),
    ("最高限额", &[Rule::k_cap], false),
    ("限额", &[Rule::k_cap], false),
    ("封顶额", &[Rule::k_cap], true),
    ("施行日期", &[Rule::k_effective], true),
    ("施行时间", &[Rule::k_effective], true),
    ("实施日期", &[Rule::k_effective], true),
    ("生效日期", &[Rule::k_effective], true),
    ("执行日期", &[Rule::k_effective], true),
    ("有效期限", &[Rule::k_effective], false),
    ("实施", &[Rule::k_effective], true),
    ("生效", &[Rule::k_effective], true),
    ("执行", &[Rule::k_effective], true),
    ("统筹地区", &[Rule::k_region], true),
    ("参保地区", &[Rule::k_region], false),
    ("地区", &[Rule::k_region], true),
    ("参保险种", &[Rule::k_scheme], true),
    ("险种类型", &[Rule::k_scheme], true),
    ("文件", &[Rule::k_document], true),
    ("政策依据", &[Rule::k_document], true),
    ("支付范围", &[Rule::k_covers], false),
    ("单次", &[Rule::k_per_visit], true),
    ("每人次", &[Rule::k_per_visit], true),
    ("每人每年", &[Rule::k_per_year], true),
    ("年累计", &[Rule::k_per_year], true),
    ("及以上", &[Rule::k_or_more], true),
    ("及以后", &[Rule::k_or_more], true),
    ("及其以上", &[Rule::k_or_more], true),
    ("含以上", &[Rule::k_or_more], true),
    ("及以下", &[Rule::k_or_less], true),
    ("及以内", &[Rule::k_or_less], true),
    ("提升", &[Rule::k_up], true),
    ("上浮", &[Rule::k_up], true),
    ("增加", &[Rule::k_up], true),
    ("上调", &[Rule::k_up], true),
    ("下降", &[Rule::k_down], true),
    ("下调", &[Rule::k_down], true),
    ("减少", &[Rule::k_down], true),
    ("下浮", &[Rule::k_down], true),
    ("调整为", &[Rule::k_to], true),
    ("每年度", &[Rule::k_per_year], true),
    ("每自然年度", &[Rule::k_per_year], true),
    ("年度", &[Rule::k_per_year], true),
    ("以外", &[Rule::k_otherwise], false),
    ("其他", &[Rule::k_otherwise], false),
    ("其它", &[Rule::k_otherwise], false),
    ("全部", &[Rule::k_any], false),
    ("所有", &[Rule::k_any], false),
    ("无限额", &[Rule::k_unlimited], false),
    ("不设封顶", &[Rule::k_unlimited], true),
    ("大于", &[Rule::k_over], true),
    ("if", &[Rule::k_when], true),
    ("where", &[Rule::k_when], true),
    ("equals", &[Rule::k_is], true),
    ("isn't", &[Rule::k_is_not], true),
    ("isnt", &[Rule::k_is_not], true),
    ("reimbursement", &[Rule::k_rate], true),
    ("coinsurance", &[Rule::k_share], true),
    ("ceiling", &[Rule::k_cap], false),
    ("maximum", &[Rule::k_cap], false),
    ("maximum payment", &[Rule::k_cap], false),
    ("max", &[Rule::k_cap], false),
    ("effective date", &[Rule::k_effective], true),
    ("effective from", &[Rule::k_effective], true),
    ("in force from", &[Rule::k_effective], true),
    ("annual limit", &[Rule::k_cap, Rule::k_per_year], false),
    ("annual cap", &[Rule::k_cap, Rule::k_per_year], true),
    ("annual deductible", &[Rule::k_deductible, Rule::k_per_year], true),
    ("copay", &[Rule::k_share], false),
    ("copayment", &[Rule::k_share], false),
    ("increase", &[Rule::k_up], true),
    ("decrease", &[Rule::k_down], true),
    ("reduce", &[Rule::k_down], true),
    ("yearly", &[Rule::k_per_year], true),
    ("annually", &[Rule::k_per_year], true),
    ("annual", &[Rule::k_per_year], true),
    ("monthly", &[Rule::k_per_month], true),
    ("else", &[Rule::k_otherwise], false),
    ("others", &[Rule::k_otherwise], false),
    ("all", &[Rule::k_any], false),
    ("none", &[Rule::k_unlimited], false),
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
        let (word, rules, sure) = known.max_by_key(|(word, ..)| word.len())?;
        let lang = if word.is_ascii() { Lang::En } else { Lang::Zh };
        let right = rules.iter().map(|rule| spell(*rule, lang)).collect::<Vec<_>>().join(" ");
        let end = at + word.len();
        let slip = match self.lone_date(rules, end) {
            Some((day, from)) => Slip::new(at..day, vec![format!("{right} {from}"), right], faults::other_form),
            None => Slip::new(at..end, vec![right], faults::other_form),
        };
        Some(if *sure { slip } else { slip.unsure() })
    }

    /// Where the day a policy takes effect on ends, and that day with the word it lacks.
    fn lone_date(&self, rules: &[Rule], after: usize) -> Option<(usize, String)> {
        let from = self.skip_blanks(after);
        let (day, _) = amount(self.str(from..self.line.end)).filter(|_| rules.contains(&Rule::k_effective))?;
        let end = from + day.len();
        let alone = self.str(end..self.line.end).trim().is_empty();
        alone.then(|| (end, if self.is_zh() && day.contains('日') { format!("{day}起") } else { format!("{day} ..") }))
    }
}
