//! What may stand at a place: the keywords behind each grammar rule, and how a fault names them.

use super::grammar::Rule;
use super::scan::is_blank;
use super::words::{row, spell};
use crate::diagnostic::{Lang, Words};
use crate::source::{nearest, nearest_alone};

/// The block a clause stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Outside every block.
    Top,
    /// `vocabulary { … }`
    Vocabulary,
    /// `catalog … { … }`
    Catalog,
    /// `policy … { … }`
    Policy,
    /// `filing … { … }`
    Filing,
    /// `route { … }`
    Route,
    /// `benefit … { … }`
    Benefit,
    /// `layer … { … }`
    Layer,
    /// `personal account { … }`
    Account,
    /// `example … { … }`
    Example,
}

impl Place {
    /// The words a clause may begin with here.
    pub fn openers(self) -> &'static [Rule] {
        use Rule as R;
        match self {
            Self::Top => &[R::k_policy, R::k_framework, R::k_vocabulary, R::k_catalog],
            Self::Vocabulary => &[R::k_fact, R::k_value, R::k_group, R::k_never_when, R::k_fund, R::k_document, R::k_allow],
            Self::Catalog => &[R::k_region, R::k_effective, R::k_document, R::k_table, R::k_allow],
            Self::Policy => &[
                R::k_override,
                R::k_remove,
                R::k_region,
                R::k_scheme,
                R::k_effective,
                R::k_applies_on,
                R::k_year_of,
                R::k_document,
                R::k_rounding,
                R::k_rolling,
                R::k_not_rolling,
                R::k_catalog_of,
                R::k_first_pay_of,
                R::k_first_pay,
                R::k_filing_needed,
                R::k_filing,
                R::k_route,
                R::k_benefit,
                R::k_accumulator,
                R::k_let,
                R::k_define,
                R::k_part,
                R::k_fact,
                R::k_value,
                R::k_group,
                R::k_never_when,
                R::k_fund,
                R::k_account,
                R::k_table,
                R::k_allow,
                R::k_example,
            ],
            Self::Filing => &[
                R::k_override,
                R::k_remove,
                R::k_file_by,
                R::k_late,
                R::k_valid,
                R::k_deemed,
                R::k_place_region,
                R::k_place_institution,
                R::k_needs,
                R::k_allow,
            ],
            Self::Route => &[R::k_override, R::k_remove, R::k_manual, R::k_refuse, R::k_allow],
            Self::Benefit => &[R::k_override, R::k_remove, R::k_layer, R::k_account, R::k_part, R::k_allow],
            Self::Layer => &[
                R::k_override,
                R::k_remove,
                R::k_covers,
                R::k_fund,
                R::k_deductible,
                R::k_limit,
                R::k_rate,
                R::k_share,
                R::k_cap,
                R::k_bands,
                R::k_adjust,
                R::k_table,
                R::k_allow,
            ],
            Self::Account => &[R::k_covers, R::k_allow],
            Self::Example => &[R::k_before, R::k_items, R::k_table, R::k_assume, R::k_expect, R::k_then],
        }
    }

    /// The block that a word opens.
    pub fn opened_by(rule: Rule) -> Option<Self> {
        Some(match rule {
            Rule::k_vocabulary => Self::Vocabulary,
            Rule::k_catalog => Self::Catalog,
            Rule::k_policy | Rule::k_framework => Self::Policy,
            Rule::k_filing => Self::Filing,
            Rule::k_route => Self::Route,
            Rule::k_benefit => Self::Benefit,
            Rule::k_layer => Self::Layer,
            Rule::k_account => Self::Account,
            Rule::k_example => Self::Example,
            _ => return None,
        })
    }
}

/// The words with which a rule may begin.
fn first(rule: Rule, place: Place, out: &mut Vec<Rule>) {
    use Rule as R;
    let of: &[Rule] = match rule {
        R::period => &[R::k_per_visit, R::k_per_stay, R::k_per_month, R::k_per_year],
        R::cell => &[R::k_any, R::k_otherwise, R::k_unstated, R::k_unlimited, R::k_over, R::k_under],
        R::pattern => &[R::k_over, R::k_under],
        R::upper => &[R::k_under],
        R::guard => &[R::k_when],
        R::only_when => &[R::k_only_when],
        R::counts_in => &[R::k_in],
        R::kept_by => &[R::k_by],
        R::across => &[R::k_across],
        R::grows => &[R::k_with],
        R::one_of => &[R::k_one_of],
        R::ranged => &[R::k_count, R::k_age, R::k_years],
        R::default => &[R::k_default],
        R::field => &[R::k_field],
        R::condition => &[R::k_not],
        R::head => &[R::k_deductible, R::k_limit, R::k_rate, R::k_share, R::k_paid, R::k_cap, R::k_first_pay],
        R::header_cell => &[R::k_band, R::k_effective, R::k_item, R::k_ceiling, R::k_value, R::k_adjust, R::k_expect],
        R::expectation | R::figures | R::figure => {
            &[R::k_route, R::k_filing, R::k_benefit, R::k_reason, R::k_error, R::k_partition, R::k_year]
        }
        R::quantity => UNITS,
        R::clause
        | R::example
        | R::given
        | R::fact_is
        | R::stage
        | R::before
        | R::items
        | R::cases
        | R::assume
        | R::expect
        | R::vocabulary
        | R::catalog
        | R::policy => place.openers(),
        _ if row(rule).is_some() => {
            out.push(rule);
            return;
        }
        _ => return,
    };
    out.extend_from_slice(of);
}

/// All units.
pub(super) const UNITS: &[Rule] = &[
    Rule::u_wan_yuan,
    Rule::u_yuan,
    Rule::u_percent,
    Rule::u_points,
    Rule::u_working_days,
    Rule::u_days,
    Rule::u_months,
    Rule::u_years_old,
    Rule::u_years,
    Rule::u_times,
];

/// The keywords behind the rules that were tried.
pub(super) fn keywords(tried: &[Rule], place: Place) -> Vec<Rule> {
    let mut out = Vec::new();
    for rule in tried {
        first(*rule, place, &mut out);
    }
    let mut seen = Vec::new();
    out.retain(|rule| {
        let new = !seen.contains(rule);
        seen.push(*rule);
        new
    });
    out
}

/// What is meant by the beginning of `rest`: the words as written, the keyword's spelling and its rule.
pub(super) fn near<'t>(rest: &'t str, rules: &[Rule]) -> Option<(&'t str, &'static str, Rule)> {
    (1..=4).rev().find_map(|count| {
        let written = leading_words(rest, count)?;
        let spellings = rules.iter().filter_map(|rule| row(*rule).map(|word| (*rule, word)));
        let spellings: Vec<(Rule, &'static str)> = spellings
            .flat_map(|(rule, word)| word.en.iter().chain(word.zh).map(move |text| (rule, *text)))
            .filter(|(_, text)| text.split(' ').count() == count)
            .collect();
        let found = nearest(written, spellings.iter().map(|(_, text)| *text))?;
        spellings.iter().find(|(_, text)| *text == found).map(|(rule, text)| (written, *text, *rule))
    })
}

/// Whether what is written can have been meant as one of the words only.
pub(super) fn alone(written: &str, rules: &[Rule]) -> bool {
    let spellings = rules.iter().filter_map(|rule| row(*rule)).flat_map(|word| word.en.iter().chain(word.zh)).copied();
    nearest_alone(written, spellings).is_some()
}

/// The first `count` words of a text, of letters only, with the blanks between them.
fn leading_words(text: &str, count: usize) -> Option<&str> {
    let mut end = 0;
    for turn in 0..count {
        let rest = text.get(end..)?;
        let skipped = rest.len() - rest.trim_start_matches(is_blank).len();
        if turn > 0 && skipped == 0 {
            return None;
        }
        let word = word_at(text.get(end + skipped..)?);
        if word.is_empty() {
            return None;
        }
        end += skipped + word.len();
    }
    text.get(..end)
}

/// The run of letters, digits and underscores, or of Han, at the start of a text.
pub(super) fn word_at(text: &str) -> &str {
    let latin = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let Some(head) = text.chars().next() else { return "" };
    let end = if latin(head) {
        text.find(|c| !latin(c))
    } else if is_han(head) {
        text.find(|c| !is_han(c))
    } else {
        Some(0)
    };
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// Whether a character is Han.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

/// A help that names what may stand here; none when nothing can be named.
pub(super) fn help(tried: &[Rule], place: Place) -> Option<Words> {
    let mut said: Vec<(String, String)> = Vec::new();
    for rule in tried {
        let (en, zh) = match rule {
            Rule::name | Rule::declared | Rule::r#ref | Rule::path | Rule::member | Rule::term | Rule::factor => ("a name", "名称"),
            Rule::text => ("a text in quotes", "加引号的文字"),
            Rule::number => ("a number", "数字"),
            Rule::quantity => ("an amount with its unit", "带单位的数"),
            Rule::date => ("a date", "日期"),
            Rule::literal | Rule::cell | Rule::pattern => ("a value", "值"),
            Rule::condition => ("a condition", "条件"),
            Rule::open | Rule::block | Rule::table | Rule::lines => ("`{`", "「{」"),
            Rule::bar => ("`|`", "「|」"),
            Rule::unsquare => ("`]`", "「】」"),
            Rule::times => ("`×`", "「×」"),
            _ => continue,
        };
        said.push((en.to_owned(), zh.to_owned()));
    }
    for rule in keywords(tried, place) {
        if !matches!(rule, Rule::u_wan_yuan | Rule::u_wan) {
            said.push((format!("`{}`", spell(rule, Lang::En)), format!("「{}」", spell(rule, Lang::Zh))));
        }
    }
    let mut seen = Vec::new();
    said.retain(|(en, _)| {
        let new = !seen.contains(en);
        seen.push(en.clone());
        new
    });
    said.truncate(8);
    let (en, zh): (Vec<_>, Vec<_>) = said.into_iter().unzip();
    if en.is_empty() {
        None
    } else {
        Some(Words::new(format!("here may stand {}", en.join(", ")), format!("此处可写{}", zh.join("、"))))
    }
}
