//! The names of parts, figures and steps in both languages, as results spell them and as people read them.

use crate::claim::Role;
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
    ("base", "base", "计算基数", Word),
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
    ("not_filed", "not filed", "未办理备案", Word),
    ("type_not_accepted", "type of filing not accepted", "备案类型不适用", Word),
    ("not_qualified", "not qualified for this filing", "不符合备案条件", Word),
    ("filed_late", "filed late", "逾期备案", Word),
    ("not_valid", "care outside the time the filing holds", "不在备案有效期内", Word),
    ("wrong_place", "care at another place than filed", "就医地不在备案范围", Word),
    // filings the engine derives
    ("not_needed", "not needed", "无需备案", Word),
    ("unfiled", "not filed", "未备案", Word),
    // steps of the account
    ("version", "version", "政策版本", Word),
    ("window", "time to file", "备案期限", Word),
    ("valid", "filing holds", "备案有效", Word),
    ("place", "place of filing", "备案地点", Word),
    ("filing", "filing", "备案", Word),
    ("reason", "reason", "原因", Word),
    ("route", "route", "结算方式", Word),
    ("item", "item", "明细", Word),
    ("rounding", "rounding", "取整", Word),
    ("part", "part", "费用项", Word),
    ("first_pay", "first pay", "先行自付", Word),
    ("benefit", "benefit", "待遇", Word),
    ("covers", "takes", "纳入", Word),
    ("value", "value", "标准", Word),
    ("adjust", "adjustment", "调整", Word),
    ("rounded", "rounded", "取整后", Word),
    ("limit", "limit", "费用限额", Word),
    ("due", "still due", "应计起付线", Word),
    ("total_bound", "bound of the total", "累计上限", Word),
    ("limit_above", "limit above the deductible", "起付线以上费用限额", Word),
    ("origin", "bands begin at", "分段起点", Word),
    ("cap", "cap", "封顶线", Word),
    ("higher", "higher of own and place of care", "参保地与就医地就高", Word),
    ("own", "at one's own rates", "按参保地比例", Word),
    ("there", "at the rates there", "按就医地比例", Word),
    ("band", "band", "费用段", Word),
    ("given", "settled elsewhere", "已结", Word),
    ("counter", "counted", "计入累计", Word),
    ("visit", "visit counted", "计入次数", Word),
    ("reversal", "reversal", "冲销", Word),
    // figures of the steps
    ("claim", "claim", "申报", Word),
    ("policy", "policy", "政策", Word),
    ("date", "date", "日期", Word),
    ("event", "from", "起算", Word),
    ("within", "within", "时限", Word),
    ("filed", "filed", "备案", Word),
    ("until", "until", "截止", Word),
    ("start", "care begins", "就医开始", Word),
    ("care", "care", "就医", Word),
    ("amount", "amount", "金额", Word),
    ("quantity", "quantity", "数量", Word),
    ("ceiling", "ceiling", "限价", Word),
    ("code", "code", "编码", Word),
    ("over", "over the ceiling", "超限价", Word),
    ("rate", "rate", "比例", Rate),
    ("first", "first self-pay", "先行自付额", Word),
    ("out", "out of catalog", "目录外", Word),
    ("sum", "exact sum", "精确合计", Word),
    ("unit", "unit", "单位", Word),
    ("most", "at most", "不超过", Word),
    ("items", "items", "明细数", Word),
    ("scale", "portion", "计入比例", Rate),
    ("of", "of", "对象", Word),
    ("op", "by way of", "方式", Word),
    ("by", "by", "幅度", Word),
    ("times", "times", "次数", Word),
    ("before", "before", "之前", Word),
    ("after", "after", "之后", Word),
    ("used", "used before", "此前已用", Word),
    ("standard", "standard", "标准", Word),
    ("met", "met before", "此前已付", Word),
    ("bound", "bound", "上限", Word),
    ("from", "from", "自", Word),
    ("to", "to", "至", Word),
    ("length", "length", "费用", Word),
    ("up_to", "band ends at", "段止于", Word),
    ("room", "room", "余额", Word),
    ("reached", "room is reached at", "达到余额处", Word),
    ("balance", "balance", "账户余额", Word),
    ("account", "personal account", "个人账户", Word),
    ("accumulator", "accumulator", "累计项", Word),
    ("period", "period", "期间", Word),
    // operations and other values
    ("up", "up", "提高", Word),
    ("down", "down", "降低", Word),
    ("at_least", "at least", "不低于", Word),
    ("at_most", "at most", "不超过", Word),
    ("yes", "yes", "是", Word),
    ("no", "no", "否", Word),
];

/// The row of a name.
fn term(name: &str) -> Option<&'static Term> {
    TERMS.iter().find(|(key, ..)| *key == name)
}

/// A name as people read it; one nobody knows is shown as it is.
pub fn name(lang: Lang, name: &str) -> String {
    let standard = Role::of(name).map(|role| role.names().1);
    match (term(name), lang) {
        (None, Lang::Zh) if standard.is_some() => standard.unwrap_or(name).to_owned(),
        (Some((_, en, _, _)), Lang::En) => (*en).to_owned(),
        (Some((_, _, zh, _)), Lang::Zh) => (*zh).to_owned(),
        (None, Lang::En) => name.replace('_', " "),
        (None, Lang::Zh) => name.to_owned(),
    }
}

/// Whether the values of a figure are fractions, shown in percent.
pub fn is_rate(figure: &str) -> bool {
    term(figure).is_some_and(|(.., kind)| *kind == Rate)
}

/// A value that may be a name.
pub fn value(lang: Lang, value: &str) -> String {
    if term(value).is_some() { name(lang, value) } else { value.to_owned() }
}

/// A fraction in percent: `0.85` is `85%`.
pub fn percent(fraction: &str) -> Option<String> {
    let fraction: rust_decimal::Decimal = fraction.parse().ok()?;
    Some(format!("{}%", fraction.checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?.normalize()))
}

/// A fraction in percentage points: `0.1` is ten points.
pub fn points(lang: Lang, fraction: &str) -> Option<String> {
    let number = percent(fraction)?;
    let number = number.trim_end_matches('%');
    Some(match lang {
        Lang::En => format!("{number} points"),
        Lang::Zh => format!("{number}个百分点"),
    })
}

/// What an example assumes of a clause, as results write it: `10 points`, `60%`, `unlimited`.
pub fn assumed(lang: Lang, shown: &str) -> String {
    match (lang, shown.strip_suffix(" points")) {
        (Lang::Zh, Some(points)) => format!("{points}个百分点"),
        (Lang::Zh, None) if shown == "unlimited" => "不封顶".to_owned(),
        (Lang::En, _) | (Lang::Zh, None) => shown.to_owned(),
    }
}

/// A length of time: `2 working days`.
pub fn length(lang: Lang, length: &str) -> String {
    let unit = |unit: &str| match unit {
        "day" | "days" => Some("天"),
        "working day" | "working days" => Some("个工作日"),
        "month" | "months" => Some("个月"),
        _ => None,
    };
    match (lang, length.split_once(' ')) {
        (Lang::Zh, Some((number, name))) => unit(name).map_or_else(|| length.to_owned(), |unit| format!("{number}{unit}")),
        (Lang::Zh | Lang::En, _) => value(lang, length),
    }
}
