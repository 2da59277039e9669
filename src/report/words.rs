//! The words of reports in both languages: headings, names of lines, sentences.

use crate::diagnostic::{Lang, Words};
use crate::value::Money;

/// A fixed word in both languages: English, Chinese.
pub struct Word(&'static str, &'static str);

impl Word {
    /// English, Chinese.
    pub const fn new(en: &'static str, zh: &'static str) -> Self {
        Self(en, zh)
    }

    /// In one language.
    pub fn of(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.0,
            Lang::Zh => self.1,
        }
    }
}

/// `claim A-1`
pub const CLAIM: Word = Word("claim", "申报");
/// What the policy's line is called.
pub const POLICY: Word = Word("policy", "政策");
/// What the version's line is called.
pub const VERSION: Word = Word("version", "版本");
/// What the benefit's line is called.
pub const BENEFIT: Word = Word("benefit", "待遇");
/// What the filing's line is called.
pub const FILING: Word = Word("filing", "备案");
/// What the route's line is called.
pub const ROUTE: Word = Word("route", "结算方式");
/// What the line of a reason is called.
pub const BECAUSE: Word = Word("because", "原因");
/// Nobody filed, and the case counts as filed without it.
pub const DEEMED: Word = Word("counts as filed: nothing had to be filed", "视同已备案，无须另行办理");
/// Documents a filing needs.
pub const NEEDS: Word = Word("papers", "材料");
/// The bill divided.
pub const BILL: Word = Word("The bill, in yuan", "费用构成（元）");
/// What each layer made of what it took.
pub const LAYERS: Word = Word("What each layer paid, in yuan", "各支付层（元）");
/// From which part each layer took.
pub const ORIGINS: Word = Word("Where each layer's money came from, in yuan", "各支付层费用来源（元）");
/// Every fen and its bearer.
pub const BEARERS: Word = Word("Who bears what, in yuan", "费用分担（元）");
/// Payers beyond those listed.
pub const OTHERS: Word = Word("other payers", "其余支付层");
/// Before the cost a layer took.
pub const OF_COST: Word = Word("of", "纳入");
/// How to see the whole.
pub const MORE_STEPS: Word = Word("`--steps` shows every step.", "逐步明细见「--steps」。");
/// At the end of a sentence that another follows.
pub const SENTENCE_END: Word = Word(". ", "。");
/// Totals.
pub const TOTALS: Word = Word("In all, in yuan", "合计（元）");
/// The column of parts.
pub const PART: Word = Word("part", "费用项");
/// The column of amounts.
pub const AMOUNT: Word = Word("amount", "金额");
/// The fund's column.
pub const FUND: Word = Word("fund", "基金");
/// The patient's column.
pub const PATIENT: Word = Word("patient", "个人");
/// The last row of a table of amounts.
pub const TOTAL: Word = Word("total", "总费用");
/// Counters after.
pub const COUNTERS: Word = Word("Used up so far, in yuan", "累计已用（元）");
/// The column of accumulators.
pub const ACCUMULATOR: Word = Word("accumulator", "累计项");
/// The column of periods.
pub const PERIOD: Word = Word("period", "期间");
/// A stay, in the column of periods.
pub const EPISODE: Word = Word("stay", "病程");
/// A claim that was settled before.
pub const DUPLICATE: Word = Word("settled before", "重复申报");
/// What that means.
pub const NOT_COUNTED: Word = Word("the same answer again, counted once", "结果同前，不重复计入累计");
/// The claim this one gives back.
pub const REVERSES: Word = Word("reverses", "冲销");
/// The claim that gave this one back.
pub const REVERSED_BY: Word = Word("reversed by", "已被冲销");
/// Claims that would come out otherwise.
pub const WOULD_DIFFER: Word = Word("Settled claims that would have come out differently", "结果将有不同的已结算申报");
/// The column of claims, where one has no name.
pub const EARLIER: Word = Word("an earlier claim", "此前申报");
/// The column of what the funds paid.
pub const WAS: Word = Word("funds paid", "基金已付");
/// The column of what they would have paid.
pub const WOULD_BE: Word = Word("would have paid", "重算支付");
/// Facts the counters gave.
pub const DERIVED: Word = Word("Worked out from the counters", "按累计推算");
/// Facts read by default.
pub const DEFAULTED: Word = Word("Read by default, as the claim does not say", "申报未载、按缺省读取");
/// Values supplied.
pub const ASSUMED: Word = Word("Assumed, as the document does not say", "依据未载明、按假设计算");
/// Counters nobody stated.
pub const COUNTERS_FACT: Word = Word("counters", "累计");
/// Counters read as empty.
pub const ZERO: Word = Word("none used up", "均为零");
/// The account of every fen.
pub const ACCOUNT: Word = Word("The account, step by step, in yuan", "逐步明细（元）");
/// A claim that was not settled.
pub const NOT_SETTLED: Word = Word("not settled", "未能结算");
/// What to do instead.
pub const HELP: Word = Word("help", "办法");
/// An example that failed.
pub const FAILED: Word = Word("failed", "未通过");
/// The column of figures, and the figure that differs.
pub const OF: Word = Word("figure", "项目");
/// What an example expects.
pub const EXPECTED: Word = Word("expected", "应得");
/// What came out.
pub const GOT: Word = Word("got", "实得");
/// Between the name of a line and its value.
pub const COLON: Word = Word(": ", "：");
/// Between things of a list.
pub const COMMA: Word = Word(", ", "，");

/// The heading of a claim that has no `id`: the how-manieth it is, from 1.
pub fn nth_claim(lang: Lang, index: usize) -> String {
    match lang {
        Lang::En => format!("claim number {}", index + 1),
        Lang::Zh => format!("第{}份申报", index + 1),
    }
}

/// `in force from 2023-01-01, content 0123456789abcdef`
pub fn version(lang: Lang, from: &str, hash: &str) -> String {
    let words = Words::new(format!("in force from {from}, content {hash}"), format!("{from}起施行，内容校验码 {hash}"));
    words.of(lang).to_owned()
}

/// `deductible 600.00`
pub fn figure(lang: Lang, name: &str, amount: Money) -> String {
    Words::new(format!("{name} {amount}"), format!("{name}{amount}")).of(lang).to_owned()
}
