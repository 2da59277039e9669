//! The one table of keywords and units: rule, English, Chinese. Grammar, formatter and faults all read it.

use super::grammar::Rule;
use crate::diagnostic::Lang;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// One keyword or unit. The first spelling of each language is the one that is written; the others are read.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The grammar rule: `k_…` a keyword, `u_…` a unit.
    pub rule: &'static str,
    /// English spellings.
    pub en: &'static [&'static str],
    /// Chinese spellings.
    pub zh: &'static [&'static str],
    /// Han characters may follow at once: units and the words after a bound (`70周岁以上`).
    pub glued: bool,
}

impl Word {
    /// The spelling written in a language.
    pub fn of(&self, lang: Lang) -> &'static str {
        let all = match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        };
        all.first().copied().unwrap_or_default()
    }
}

const fn w(rule: &'static str, en: &'static [&'static str], zh: &'static [&'static str]) -> Word {
    Word { rule, en, zh, glued: false }
}

const fn g(rule: &'static str, en: &'static [&'static str], zh: &'static [&'static str]) -> Word {
    Word { rule, en, zh, glued: true }
}

/// Every keyword and unit.
pub const TABLE: &[Word] = &[
    // files
    w("k_policy", &["policy"], &["政策"]),
    w("k_framework", &["framework"], &["框架"]),
    w("k_vocabulary", &["vocabulary"], &["词汇"]),
    w("k_catalog", &["catalog"], &["目录"]),
    w("k_extends", &["extends"], &["沿用"]),
    w("k_override", &["override"], &["覆盖"]),
    w("k_remove", &["remove"], &["删去"]),
    // the head of a policy
    w("k_region", &["region"], &["统筹区"]),
    w("k_scheme", &["scheme"], &["险种"]),
    w("k_effective", &["effective"], &["施行"]),
    w("k_applies_on", &["applies on"], &["适用日期"]),
    w("k_year_of", &["year of"], &["年度归属"]),
    w("k_document", &["document"], &["依据"]),
    w("k_number", &["number"], &["文号"]),
    w("k_official", &["official"], &["正式"]),
    w("k_secondary", &["secondary"], &["转述"]),
    w("k_unconfirmed", &["unconfirmed"], &["待核"]),
    w("k_allow", &["allow"], &["豁免"]),
    w("k_deny", &["deny"], &["从严"]),
    // settings
    w("k_rounding", &["rounding"], &["取整"]),
    w("k_half_up", &["half up"], &["四舍五入"]),
    w("k_round_to", &["to"], &["至"]),
    w("k_per_item", &["per item"], &["逐项"]),
    w("k_per_claim", &["per claim"], &["整单"]),
    w("k_rolling", &["last day rolling"], &["末日遇休息日顺延"]),
    w("k_not_rolling", &["last day not rolling"], &["末日不顺延"]),
    w("k_catalog_of", &["catalog of"], &["目录依"]),
    w("k_first_pay_of", &["first pay of"], &["先行自付依"]),
    // vocabularies
    w("k_fact", &["fact"], &["事实"]),
    w("k_of_item", &["of item"], &["明细"]),
    w("k_one_of", &["one of"], &["取值"]),
    w("k_yes_or_no", &["yes or no"], &["是或否"]),
    w("k_count", &["count"], &["计数"]),
    w("k_age", &["age"], &["年龄"]),
    w("k_years", &["years"], &["年数"]),
    w("k_kind_region", &["region"], &["行政区划"]),
    w("k_date", &["date"], &["日期"]),
    w("k_money", &["money"], &["金额"]),
    w("k_text", &["text"], &["文本"]),
    w("k_group", &["group"], &["合称"]),
    w("k_of", &["of"], &["属"]),
    w("k_value", &["value"], &["值"]),
    w("k_default", &["default"], &["缺省"]),
    w("k_only_when", &["only when"], &["仅当"]),
    w("k_never_when", &["never when"], &["不会"]),
    w("k_code", &["code"], &["编码"]),
    w("k_field", &["field"], &["字段"]),
    w("k_fund", &["fund"], &["基金"]),
    // names for amounts and cases
    w("k_accumulator", &["accumulator"], &["累计项"]),
    w("k_let", &["let"], &["参数"]),
    w("k_define", &["define"], &["定义"]),
    w("k_part", &["part"], &["费用项"]),
    // benefits
    w("k_benefit", &["benefit"], &["待遇"]),
    w("k_layer", &["layer"], &["支付层"]),
    w("k_after", &["after"], &["承接"]),
    w("k_given", &["given"], &["已结"]),
    w("k_covers", &["covers"], &["纳入"]),
    w("k_rest", &["rest"], &["剩余"]),
    w("k_account", &["personal account"], &["个人账户"]),
    w("k_deductible", &["deductible"], &["起付线"]),
    w("k_limit", &["limit"], &["费用限额"]),
    w("k_rate", &["rate"], &["比例"]),
    w("k_share", &["share"], &["自付比例"]),
    w("k_paid", &["paid"], &["支付"]),
    w("k_cap", &["cap"], &["封顶线"]),
    w("k_first_pay", &["first pay"], &["先行自付"]),
    w("k_total", &["total at most"], &["累计不超过"]),
    w("k_above", &["above deductible"], &["起付线以上"]),
    w("k_bands", &["bands"], &["分段"]),
    w("k_from_zero", &["from zero"], &["从零起"]),
    w("k_over_year", &["over the year"], &["全年累计"]),
    w("k_higher", &["higher of own and place of care"], &["参保地与就医地就高"]),
    w("k_adjust", &["adjust"], &["调整"]),
    w("k_up", &["up"], &["提高"]),
    w("k_down", &["down"], &["降低"]),
    w("k_to", &["to"], &["改为"]),
    w("k_at_least", &["at least"], &["不低于"]),
    w("k_at_most", &["at most"], &["不超过"]),
    w("k_with", &["with"], &["随"]),
    w("k_each", &["each"], &["每满"]),
    w("k_per_visit", &["per visit"], &["每次"]),
    w("k_per_stay", &["per stay"], &["每次住院"]),
    w("k_per_month", &["per month"], &["每月"]),
    w("k_per_year", &["per year"], &["每年"]),
    w("k_in", &["in"], &["计入"]),
    w("k_by", &["by"], &["各"]),
    w("k_across", &["across"], &["按"]),
    // tables
    w("k_table", &["table"], &["表"]),
    w("k_band", &["band"], &["费用段"]),
    w("k_item", &["item"], &["项目"]),
    w("k_ceiling", &["ceiling"], &["限价"]),
    w("k_any", &["any"], &["不限"]),
    w("k_otherwise", &["otherwise"], &["其余"]),
    w("k_unlimited", &["unlimited"], &["不封顶"]),
    w("k_unstated", &["unstated"], &["未载明"]),
    // filing and route
    w("k_filing_needed", &["filing needed"], &["须备案"]),
    w("k_filing", &["filing"], &["备案"]),
    w("k_file_by", &["file by"], &["办理截止"]),
    w("k_counting_first", &["counting the first day"], &["计首日"]),
    w("k_late", &["late"], &["逾期视为"]),
    w("k_valid", &["valid"], &["有效期"]),
    w("k_until_changed", &["until changed"], &["至变更"]),
    w("k_from", &["from"], &["自"]),
    w("k_deemed", &["deemed"], &["视同已备案"]),
    w("k_place_region", &["place region"], &["就医限于 备案地"]),
    w("k_place_institution", &["place institution"], &["就医限于 备案机构"]),
    w("k_needs", &["needs"], &["材料"]),
    w("k_route", &["route"], &["结算方式"]),
    w("k_manual", &["manual"], &["手工报销"]),
    w("k_refuse", &["refuse"], &["不予支付"]),
    // logic
    w("k_when", &["when"], &["当"]),
    w("k_is_not", &["is not"], &["不是"]),
    w("k_is", &["is"], &["是"]),
    w("k_not", &["not"], &["非"]),
    w("k_or", &["or"], &["或"]),
    w("k_and", &["and"], &["且"]),
    w("k_yes", &["yes"], &["是"]),
    w("k_no", &["no"], &["否"]),
    g("k_or_more", &["or more"], &["以上"]),
    g("k_or_less", &["or less"], &["以下", "以内"]),
    w("k_over", &["over"], &["超过"]),
    w("k_under", &["under"], &["不满", "不足"]),
    g("k_dots", &[".."], &["至"]),
    g("k_onwards", &[".."], &["起"]),
    // examples
    w("k_example", &["example"], &["算例"]),
    w("k_expect", &["expect"], &["应得"]),
    w("k_before", &["before"], &["此前"]),
    w("k_then", &["then"], &["接着"]),
    w("k_assume", &["assume"], &["假设"]),
    w("k_items", &["items"], &["明细表"]),
    w("k_reason", &["reason"], &["原因"]),
    w("k_error", &["error"], &["错误"]),
    w("k_partition", &["partition"], &["分担"]),
    w("k_year", &["year"], &["年度"]),
    w("k_about", &["to"], &["约至"]),
    // units
    g("u_wan_yuan", &[], &["万元"]),
    g("u_wan", &[], &["万"]),
    g("u_yuan", &["yuan"], &["元"]),
    g("u_percent", &["%"], &["%", "％"]),
    g("u_points", &["points", "point"], &["个百分点"]),
    g("u_working_days", &["working days", "working day"], &["个工作日", "工作日"]),
    g("u_days", &["days", "day"], &["天", "日"]),
    g("u_months", &["months", "month"], &["个月"]),
    g("u_years_old", &["years old", "year old"], &["周岁"]),
    g("u_years", &["years", "year"], &["年"]),
    g("u_times", &["times", "time"], &["次"]),
];

static BY_RULE: LazyLock<BTreeMap<Rule, &'static Word>> = LazyLock::new(|| {
    let names: BTreeMap<&str, &Word> = TABLE.iter().map(|word| (word.rule, word)).collect();
    Rule::all_rules().iter().filter_map(|rule| names.get(format!("{rule:?}").as_str()).map(|word| (*rule, *word))).collect()
});

/// The row of a keyword's rule; none for the other rules.
pub(super) fn row(rule: Rule) -> Option<&'static Word> {
    BY_RULE.get(&rule).copied()
}

/// How a keyword is written in a language.
pub(super) fn spell(rule: Rule, lang: Lang) -> &'static str {
    row(rule).map_or("", |word| word.of(lang))
}

/// Words told apart from names by one look ahead, so that what is commonest is tried first: the rule, and its keywords. A
/// keyword that fills a whole cell or header, or begins a line or an expectation, belongs here: else it is read as a name.
pub const APART: &[(&str, &[&str])] = &[
    ("cell_word", &["k_any", "k_otherwise", "k_unstated", "k_unlimited", "k_yes", "k_no"]),
    (
        "header_word",
        &[
            "k_band",
            "k_effective",
            "k_item",
            "k_ceiling",
            "k_value",
            "k_deductible",
            "k_limit",
            "k_rate",
            "k_share",
            "k_paid",
            "k_cap",
            "k_first_pay",
            "k_any",
            "k_otherwise",
            "k_unstated",
            "k_unlimited",
            "k_yes",
            "k_no",
        ],
    ),
    ("line_word", &["k_expect", "k_before", "k_items", "k_table", "k_assume", "k_then"]),
    ("expect_word", &["k_route", "k_filing", "k_benefit", "k_reason", "k_error"]),
];

/// The head of a clause (`inpatient.pool adjust rate down`) in Chinese, keyword by keyword; `name` turns what is no keyword.
pub fn head_in_chinese(head: &str, name: impl Fn(&str) -> String) -> String {
    let words: Vec<&str> = head.split(' ').collect();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(word) = words.get(at) {
        let (chinese, length) = leading_keyword(words.get(at..).unwrap_or(&[]))
            .map_or_else(|| (name(word), 1), |(chinese, length)| (chinese.to_owned(), length));
        out.push(chinese);
        at += length;
    }
    out.join(" ")
}

/// The longest keyword these words begin with: in Chinese, and how many words it is.
fn leading_keyword(words: &[&str]) -> Option<(&'static str, usize)> {
    let spelt = TABLE.iter().filter_map(|keyword| {
        let english: Vec<&str> = keyword.of(Lang::En).split(' ').collect();
        words.starts_with(&english).then_some((keyword.of(Lang::Zh), english.len()))
    });
    spelt.max_by_key(|(_, length)| *length)
}

/// The spellings of a keyword as the grammar reads them, each with what may not follow at once.
fn spellings(word: &'static Word) -> impl Iterator<Item = (String, &'static str)> {
    let latin = word.en.iter().map(|text| {
        let edge = if text.ends_with(|c: char| c.is_ascii_alphanumeric()) { " ~ !latin_more" } else { "" };
        (in_order(text, " ~ gap ~ "), edge)
    });
    let han = word.zh.iter().filter(|text| !word.en.contains(text));
    latin.chain(han.map(|text| (in_order(text, " ~ gap? ~ "), if word.glued { "" } else { " ~ !han" })))
}

fn in_order(text: &str, gap: &str) -> String {
    text.split(' ').map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(gap)
}

/// The text of `grammar/words.pest`: one rule a keyword, each ending at a word boundary of its script; then the words that
/// are told apart from names by one look ahead.
pub fn grammar() -> String {
    let mut out =
        String::from("// The keywords and units in both vocabularies. Generated from src/syntax/words.rs; the tests compare the two.\n\n");
    for word in TABLE {
        let all: Vec<String> = spellings(word).map(|(text, edge)| text + edge).collect();
        let _ = writeln!(out, "{} = @{{ {} }}", word.rule, all.join(" | "));
    }
    out.push_str("\n// Words told apart from names by one look ahead.\n");
    for (rule, words) in APART {
        let mut all: Vec<(String, &str)> = TABLE.iter().filter(|word| words.contains(&word.rule)).flat_map(spellings).collect();
        // The longest first: the first that fits is taken.
        all.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        let ending = |end: &str| {
            let of: Vec<&str> = all.iter().filter(|(_, edge)| *edge == end).map(|(text, _)| text.as_str()).collect();
            format!("({}){end}", of.join(" | "))
        };
        let _ = writeln!(out, "{rule} = @{{ {} | {} }}", ending(" ~ !latin_more"), ending(" ~ !han"));
    }
    out
}
