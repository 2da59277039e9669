//! Heads: which figure of which period and key, in words.

use crate::syntax::tree::{HeadWord, Period};

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
