//! The words of coverage in both languages.

use super::describe::yuan;
use super::target::Kind;
use crate::diagnostic::{Lang, Words};

/// A fixed word: English, Chinese.
#[derive(Clone, Copy, Debug)]
pub struct Word(pub &'static str, pub &'static str);

impl Word {
    /// Both.
    pub fn words(self) -> Words {
        Words::new(self.0, self.1)
    }

    /// In one language.
    pub fn of(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.0,
            Lang::Zh => self.1,
        }
    }
}

/// A cell.
pub const READ: Word = Word("read by a claim", "有申报读到");
/// A guard that holds.
pub const HOLDS: Word = Word("holds", "成立");
/// A guard that does not.
pub const FAILS: Word = Word("does not hold", "不成立");
/// A benefit.
pub const ANSWERS: Word = Word("answers a claim", "有申报适用");
/// A layer.
pub const RUNS: Word = Word("runs", "运行");
/// A layer whose guard fails.
pub const STANDS_BY: Word = Word("stands by", "不运行");
/// A kind of filing.
pub const COUNTS: Word = Word("counts as filed", "备案有效");
/// A deemed filing.
pub const DEEMED: Word = Word("stands in where nothing is filed", "未办理时视同已备案");
/// A window.
pub const LAST_DAY: Word = Word("filed on the last day", "末日当天备案");
/// A window.
pub const DAY_AFTER: Word = Word("filed the day after the last", "末日次日备案");
/// A validity.
pub const VALID: Word = Word("care begins while it is valid", "有效期内就医");
/// A validity.
pub const NOT_VALID: Word = Word("care begins when it is not valid", "有效期外就医");
/// A place.
pub const PLACED: Word = Word("care where it was filed for", "在备案地就医");
/// A place.
pub const MISPLACED: Word = Word("care elsewhere than filed for", "不在备案地就医");
/// The higher of two places.
pub const THERE_HIGHER: Word = Word("the place of care pays more", "就医地支付较高");
/// The higher of two places.
pub const OWN_HIGHER: Word = Word("the own policy pays no less", "参保地支付不低");
/// A deductible: come up to, not.
pub const DEDUCTIBLE: (Word, Word) = (Word("cost comes up to it", "费用达到起付线"), Word("cost stays under it", "费用不足起付线"));
/// A limit or a cap: cuts, does not.
pub const BOUND: (Word, Word) = (Word("cuts the amount", "超出封顶"), Word("is not reached", "未达封顶"));

/// A base over a cut.
pub fn over_cut(cut: i64) -> Words {
    Words::new(format!("a base over {} yuan", yuan(cut)), format!("计算基数超过{}元", yuan(cut)))
}

/// A base up to a cut.
pub fn under_cut(cut: i64) -> Words {
    Words::new(format!("a base that ends in the band up to {} yuan", yuan(cut)), format!("计算基数止于{}元以下的费用段", yuan(cut)))
}

fn titled(en: &str, zh: &str, of: &Words) -> Words {
    Words::new(format!("{en} {}", of.en), format!("{zh} {}", of.zh))
}

/// `reason injured`
pub fn reason(of: &Words) -> Words {
    titled("reason", "原因", of)
}

/// `part special`
pub fn part(of: &Words) -> Words {
    titled("part", "费用项", of)
}

/// `filing referral`
pub fn filing(of: &Words) -> Words {
    titled("filing", "备案", of)
}

/// `benefit inpatient`
pub fn benefit(of: &Words) -> Words {
    titled("benefit", "待遇", of)
}

/// `layer inpatient.pool`
pub fn layer(benefit: &Words, of: &Words) -> Words {
    Words::new(format!("layer {}.{}", benefit.en, of.en), format!("支付层 {}.{}", benefit.zh, of.zh))
}

/// `personal account of inpatient`
pub fn account(benefit: &Words) -> Words {
    Words::new(format!("personal account of {}", benefit.en), format!("{}的个人账户", benefit.zh))
}

/// What targets of a kind are called, many of them.
pub fn kind(kind: Kind) -> Word {
    match kind {
        Kind::Cell => Word("cells", "格"),
        Kind::Band => Word("band sides", "分段侧"),
        Kind::Bound => Word("bound sides", "限额侧"),
        Kind::Guard => Word("guards", "条件"),
        Kind::Reason => Word("reasons", "原因"),
        Kind::Filing => Word("filings", "备案"),
    }
}

/// Where something was written.
pub const WRITTEN_AT: Word = Word("where", "位置");
/// The title of a page.
pub const TITLE: Word = Word("coverage of policies", "政策覆盖率");
/// A column.
pub const POLICY: Word = Word("policy", "政策");
/// A column.
pub const COVERED: Word = Word("covered", "覆盖率");
/// A column.
pub const FIGURE: Word = Word("figure", "数值");
/// A column.
pub const CASE: Word = Word("case", "情形");
/// A column.
pub const WHAT: Word = Word("of", "条款");
/// A column.
pub const REACHED: Word = Word("reached by an example", "算例到达情况");
/// No claim was found that reaches a target.
pub const NO_CLAIM: Word = Word(
    "no claim was found for it, nor a second one after it; figures on the way that are `unstated` need an `assume`, and it may need a counter stated with `before`",
    "未找到可到达的申报，接着再报一次也不能；途中未载明的数值须以「假设」给出，也可能需要以「此前」写明累计",
);
/// Facts of items decide, and no claim suggested here has items.
pub const NEEDS_ITEMS: Word = Word(
    "it needs a bill: write `items` with lines of that case, one column a fact of theirs",
    "须有明细：请写「明细表」，各列写明细的事实，内有此情形的一行",
);

/// The title of a suggested example.
pub fn example_title(what: &Words, side: &Words, lang: Lang) -> String {
    let text = match lang {
        Lang::En => format!("{}: {}", what.en, side.en),
        Lang::Zh => format!("{}：{}", what.zh, side.zh),
    };
    text.replace(['"', '“', '”'], "'")
}

/// Above the `expect` of a suggested example.
pub const FILL_IN: Word = Word("work the figures by hand from the policy, then put them for each ?", "按政策手算金额，逐一替换 ？");

/// A suggested claim that is not settled as it stands.
pub fn needs_more(why: &Words) -> Words {
    Words::new(
        format!("not settled as it stands: {}; `assume` what is unstated", why.en),
        format!("按此不能结算：{}；未载明处请写「假设」", why.zh),
    )
}

/// In which policy a suggestion belongs, where it is a framework that wants it.
pub fn in_policy(name: &str) -> Words {
    Words::new(format!("for `{name}`"), format!("写入「{name}」"))
}
