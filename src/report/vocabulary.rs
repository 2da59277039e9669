//! The names rules may use: facts with their values, funds, and the policies there are, each by both its names.

use super::doc::{Block, Doc, Side, Table, Text};
use super::words::Word;
use crate::claim::ROLES;
use crate::diagnostic::Lang;
use crate::model::policy::{Fact, Policy};
use crate::place;
use crate::plan::{FactKind, Names};

const STATED: Word = Word::new("Facts a claim states", "申报所填的事实");
const OF_ITEMS: Word = Word::new("Facts of one line of the bill", "明细的事实");
const DERIVED: Word = Word::new("Facts that follow from others", "由推导得出的事实");
const FUNDS: Word = Word::new("Funds", "基金");
const POLICIES: Word = Word::new("Frameworks and policies", "框架与政策");
const NAME: Word = Word::new("name", "名称");
const OTHER: Word = Word::new("in Chinese", "英文名");
const WHAT: Word = Word::new("what it is", "内容");
const TITLE: Word = Word::new("title", "标题");
const REGION: Word = Word::new("region", "统筹区");
const FRAMEWORK: Word = Word::new("framework", "框架");

/// The facts and funds that `common` sees, and every policy once.
pub fn vocabulary(common: &Policy, policies: &[Policy], lang: Lang) -> Doc {
    let mut doc = Doc::default();
    let facts = || common.scope.facts.iter();
    doc.section(STATED.of(lang), table(facts().filter(|fact| !fact.of_item && !is_derived(fact)), lang));
    doc.section(OF_ITEMS.of(lang), table(facts().filter(|fact| fact.of_item), lang));
    doc.section(DERIVED.of(lang), table(facts().filter(|fact| is_derived(fact)), lang));
    let mut funds = Table::new([(NAME.of(lang), Side::Left), (OTHER.of(lang), Side::Left)]);
    for (names, ..) in &common.funds {
        funds.row(both(names, "", lang));
    }
    doc.section(FUNDS.of(lang), vec![Block::Table(funds)]);
    doc.section(POLICIES.of(lang), vec![Block::Table(listed(policies, lang))]);
    doc
}

/// A fact no claim states.
fn is_derived(fact: &Fact) -> bool {
    fact.define.is_some() || ROLES.iter().any(|(role, .., derived)| *derived && fact.role == Some(*role))
}

/// Both names of a thing, that of the language first.
fn both(names: &Names, indent: &str, lang: Lang) -> [Text; 2] {
    let (own, other) = match lang {
        Lang::En => (names.key(), &names.han),
        Lang::Zh => (names.label(), &names.latin),
    };
    [Text::plain(format!("{indent}{own}")), Text::plain(if own == other { "" } else { other })]
}

/// A row a fact, and under it a row a value.
fn table<'a>(facts: impl Iterator<Item = &'a Fact>, lang: Lang) -> Vec<Block> {
    let mut table = Table::new([(NAME.of(lang), Side::Left), (OTHER.of(lang), Side::Left), (WHAT.of(lang), Side::Left)]);
    for fact in facts {
        let [own, other] = both(&fact.names, "", lang);
        table.row([own, other, Text::soft(kind(&fact.kind).of(lang))]);
        let FactKind::Enum(values) = &fact.kind else { continue };
        for (names, _) in values {
            let [own, other] = both(names, "  ", lang);
            table.row([own, other, Text::default()]);
        }
    }
    if table.rows.is_empty() { Vec::new() } else { vec![Block::Table(table)] }
}

/// What a fact holds, and how a guard speaks of it.
fn kind(kind: &FactKind) -> Word {
    match kind {
        FactKind::Enum(_) => Word::new("one of", "取值"),
        FactKind::YesNo => Word::new("yes or no", "是或否"),
        FactKind::Count => Word::new("a count, as `2 or more`", "次数，如「2次以上」"),
        FactKind::Age => Word::new("an age, as `70 years old or more`", "周岁，如「70周岁以上」"),
        FactKind::Years => Word::new("years, as `5 years or more`", "年数，如「5年以上」"),
        FactKind::Region => Word::new("a region code, as `430100`", "行政区划代码，如「430100」"),
        FactKind::Date => Word::new("a date, as `2025-01-01`", "日期，如「2025年1月1日」"),
        FactKind::Money => Word::new("an amount, as `600 yuan`", "金额，如「600元」"),
        FactKind::Text(_) => Word::new("a name, or a text in quotes", "名称，或加引号的文字"),
    }
}

/// Every policy and framework once, in order of name.
fn listed(policies: &[Policy], lang: Lang) -> Table {
    let mut table = Table::new([(NAME.of(lang), Side::Left), (REGION.of(lang), Side::Left), (TITLE.of(lang), Side::Left)]);
    let mut all: Vec<&Policy> = policies.iter().collect();
    all.sort_by(|a, b| (!a.framework, &a.name, b.effective).cmp(&(!b.framework, &b.name, a.effective)));
    all.dedup_by(|a, b| a.name == b.name);
    for policy in all {
        let region = policy.region.map_or(String::new(), |code| format!("{code} {}", place::full_name(code).unwrap_or_default()));
        let kind = if policy.framework { FRAMEWORK.of(lang) } else { "" };
        let place = [region.trim(), kind].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join(" ");
        table.row([Text::plain(&policy.name), Text::plain(place), Text::soft(&policy.title)]);
    }
    table
}
