//! The names of parts, figures and steps in both languages, as results spell them and as people read them.

use crate::diagnostic::Lang;

/// What a named value is: how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As it is, or a name of this table.
    Word,
    /// A fraction, shown in percent.
    Rate,
}

use Kind::{Rate, Word};

/// One name: as results spell it, in English, in Chinese, and what its value is.
type Term = (&'static str, &'static str, &'static str, Kind);

/// Every name a step, figure or part may have.
const TERMS: &[Term] = &[
    // parts of the bill, figures of a layer, totals
    ("total", "total", "总费用", Word),
    ("eligible", "eligible", "合规费用", Word),
    ("out_of_catalog", "out of catalog", "目录外", Word),
    ("over_ceiling", "over the ceiling", "超限价", Word),
    ("first_self_pay", "first self-pay", "先行自付额", Word),
    ("taken", "taken", "纳入费用", Word),
    ("over_limit", "over the limit", "超限额", Word),
    ("covered", "covered", "计入费用", Word),
    ("deductible", "deductible", "起付线", Word),
    ("base", "base of the rate", "计算基数", Word),
    ("share", "own share", "自付额", Word),
    ("over_cap", "over the cap", "超封顶线额", Word),
    ("paid", "paid", "支付", Word),
    ("fund", "paid by the funds", "基金支付", Word),
    ("patient", "borne by the patient", "个人负担", Word),
    ("personal_account", "from the personal account", "个人账户支付", Word),
    ("cash", "paid in cash", "现金支付", Word),
    ("visits", "visits", "次数", Word),
    // routes and their effects
    ("direct", "direct settlement", "直接结算", Word),
    ("manual", "claim at the insured place", "手工报销", Word),
    ("refused", "not paid", "不予支付", Word),
    // why a filing failed
    ("not_filed", "not filed", "未备案", Word),
    ("type_not_accepted", "type of filing not accepted", "备案类型不予认可", Word),
    ("not_qualified", "not qualified for this filing", "不符合备案条件", Word),
    ("filed_late", "filed late", "逾期备案", Word),
    ("not_valid", "care outside the time the filing holds", "不在备案有效期内", Word),
    ("wrong_place", "care at another place than filed", "就医地点与备案不符", Word),
    // filings the engine derives
    ("not_needed", "not needed", "无需备案", Word),
    ("unfiled", "not filed", "未备案", Word),
    // steps
    ("items", "items", "明细", Word),
    ("item", "item", "明细", Word),
    ("sums", "sums of the bill", "费用合计", Word),
    ("part", "part", "费用项", Word),
    ("first_pay", "first pay", "先行自付", Rate),
    ("covers", "takes", "纳入", Word),
    ("limit", "limit", "费用限额", Word),
    ("limit_above", "limit above the deductible", "起付线以上费用限额", Word),
    ("total_bound", "bound of the total", "累计上限", Word),
    ("total", "bound of the total", "累计上限", Word),
    ("due", "still due", "应计", Word),
    ("adjust", "adjustment", "调整", Word),
    ("band", "band", "费用段", Word),
    ("rate", "rate", "比例", Rate),
    ("rounding", "rounding", "取整", Word),
    ("round", "rounding", "取整", Word),
    ("cap", "cap", "封顶线", Word),
    ("room", "room", "余额", Word),
    ("given", "settled elsewhere", "已结", Word),
    ("account", "personal account", "个人账户", Word),
    // figures
    ("amount", "amount", "金额", Word),
    ("quantity", "quantity", "数量", Word),
    ("ceiling", "ceiling", "限价", Word),
    ("class", "class", "甲乙丙", Word),
    ("code", "code", "编码", Word),
    ("over", "over", "超出", Word),
    ("first", "first self-pay", "先行自付额", Word),
    ("scale", "portion", "计入比例", Rate),
    ("standard", "standard", "标准", Word),
    ("used", "used before", "此前已用", Word),
    ("met", "met before", "此前已付", Word),
    ("before", "before", "调整前", Word),
    ("after", "after", "调整后", Word),
    ("op", "by", "方式", Word),
    ("by", "by", "幅度", Word),
    ("times", "times", "倍数", Word),
    ("from", "from", "自", Word),
    ("to", "to", "至", Word),
    ("length", "length", "长度", Word),
    ("origin", "origin", "起点", Word),
    ("sum", "exact sum", "精确合计", Word),
    ("exact", "exact", "精确值", Word),
    ("unit", "unit", "单位", Word),
    ("balance", "balance", "账户余额", Word),
    ("value", "value", "值", Word),
    // operations
    ("up", "up", "提高", Word),
    ("down", "down", "降低", Word),
    ("at_least", "at least", "不低于", Word),
    ("at_most", "at most", "不超过", Word),
    ("yes", "yes", "是", Word),
    ("no", "no", "否", Word),
    ("none", "none", "无", Word),
    ("open", "open", "不限", Word),
    ("unlimited", "unlimited", "不封顶", Word),
    ("above_deductible", "above the deductible", "起付线以上", Word),
    ("from_zero", "from zero", "从零起", Word),
];

/// The row of a name.
fn term(name: &str) -> Option<&'static Term> {
    TERMS.iter().find(|(key, ..)| *key == name)
}

/// A name as people read it; one nobody knows is shown as it is.
pub fn name(lang: Lang, name: &str) -> String {
    match (term(name), lang) {
        (Some((_, en, _, _)), Lang::En) => (*en).to_owned(),
        (Some((_, _, zh, _)), Lang::Zh) => (*zh).to_owned(),
        (None, Lang::En) => name.replace('_', " "),
        (None, Lang::Zh) => name.to_owned(),
    }
}

/// The value of a figure as people read it.
pub fn value(lang: Lang, figure: &str, value: &str) -> String {
    match term(figure).map(|(.., kind)| *kind) {
        Some(Rate) => percent(value).unwrap_or_else(|| name(lang, value)),
        Some(Word) | None if term(value).is_some() => name(lang, value),
        Some(Word) | None => value.to_owned(),
    }
}

/// A fraction in percent: `0.85` is `85%`.
pub fn percent(fraction: &str) -> Option<String> {
    let fraction: rust_decimal::Decimal = fraction.parse().ok()?;
    Some(format!("{}%", fraction.checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?.normalize()))
}
