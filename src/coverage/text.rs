//! Coverage as text: a table of policies, then what is not covered, each with its place and what would reach it.

use super::measure::{Coverage, Measured, percent};
use super::target::Kind;
use super::words;
use crate::diagnostic::{Lang, Words};
use crate::report::Doc;
use crate::report::doc::{Block, Side, Table, Text};
use crate::source::Sources;
use std::fmt::Write as _;

/// One line a policy: percent, counts.
pub fn summary(coverage: &Coverage, lang: Lang) -> Doc {
    let mut columns = vec![(words::POLICY.of(lang), Side::Left), (words::COVERED.of(lang), Side::Right)];
    columns.extend(Kind::ALL.map(|kind| (words::kind(kind).of(lang), Side::Right)));
    let mut table = Table::new(columns);
    for policy in &coverage.policies {
        let mut row = vec![Text::plain(&policy.name), Text::plain(format!("{}%", percent(policy.count(None))))];
        row.extend(Kind::ALL.map(|kind| {
            let (of, covered) = policy.count(Some(kind));
            Text::plain(if of == 0 { String::new() } else { format!("{covered}/{of}") })
        }));
        table.row(row);
    }
    let mut doc = Doc::default();
    doc.push(Block::Title(Text::strong(words::TITLE.of(lang))));
    doc.push(Block::Table(table));
    doc
}

/// One target not covered: `rules/a.yb:12  inpatient.pool rate 70% when person is retired: read by a claim`.
pub fn missing(one: &Measured, sources: &Sources, lang: Lang) -> String {
    let (file, line) = sources.place(one.target.key.span);
    format!("{file}:{line}  {}", says(one).of(lang))
}

/// What a target wants.
pub fn says(one: &Measured) -> Words {
    let target = &one.target;
    let mut en = target.what.en.clone();
    let mut zh = target.what.zh.clone();
    if let Some(figure) = &target.figure {
        let _ = write!(en, " {}", figure.en);
        let _ = write!(zh, " {}", figure.zh);
    }
    if !target.case.en.is_empty() {
        let _ = write!(en, " when {}", target.case.en);
        let _ = write!(zh, " 当 {}", target.case.zh);
    }
    Words::new(format!("{en}: {}", target.side.en), format!("{zh}：{}", target.side.zh))
}
