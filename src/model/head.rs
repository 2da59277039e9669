//! Heads: which figure of which period and key, in words.

use crate::diagnostic::{Lang, Words};
use crate::syntax::tree::{Head, HeadWord, Period};
use crate::syntax::words::TABLE;

/// Word and period of a head in both languages: `cap per year`, 「封顶线 每年」.
pub fn words(head: &Head) -> Words {
    let mut en = word(head.word).to_owned();
    en.push_str(head.period.as_ref().map_or("", |p| period(p.it)));
    // Each keyword of the English head has one in Chinese; the longest match is the one that stands there.
    let (mut zh, mut rest) = (Vec::new(), en.as_str());
    while let Some(row) =
        TABLE.iter().filter(|row| rest.starts_with(row.of(Lang::En)) && !row.en.is_empty()).max_by_key(|row| row.of(Lang::En).len())
    {
        zh.push(row.of(Lang::Zh));
        rest = rest.get(row.of(Lang::En).len()..).unwrap_or_default().trim_start();
    }
    Words::new(en.clone(), zh.join(" "))
}

/// The English word of a head, as in the language.
pub fn word(word: HeadWord) -> &'static str {
    match word {
        HeadWord::Deductible => "deductible",
        HeadWord::Limit => "limit",
        HeadWord::LimitAbove => "limit above deductible",
        HeadWord::Rate => "rate",
        HeadWord::Share => "share",
        HeadWord::Paid => "paid",
        HeadWord::Cap => "cap",
        HeadWord::FirstPay => "first pay",
    }
}

/// ` per year`
pub fn period(period: Period) -> &'static str {
    match period {
        Period::Visit => " per visit",
        Period::Stay => " per stay",
        Period::Month => " per month",
        Period::Year => " per year",
    }
}
