//! The order in which the clauses of a policy are shown. It means nothing: clauses are sets.

use crate::syntax::tree::{HeadWord, What};

/// Where a clause stands in its block. At the top: what the policy is, what it rests on, its settings, its names, its rules,
/// in the order they are applied. In a layer: who pays, what is taken, then figure by figure, each with its adjustments.
pub(super) fn rank(what: &What) -> u8 {
    match what {
        What::Region(_) | What::Scheme(_) | What::Effective(_) => 0,
        What::Document(_) => 1,
        What::AppliesOn(_)
        | What::YearOf { .. }
        | What::Rounding { .. }
        | What::LastDay { .. }
        | What::CatalogOf(_)
        | What::FirstPayOf(_)
        | What::Ruling { .. } => 2,
        What::Fact(_)
        | What::Value { .. }
        | What::Group { .. }
        | What::NeverWhen
        | What::FundDecl { .. }
        | What::Accumulator(_)
        | What::Let { .. }
        | What::Define { .. }
        | What::Part { .. } => 3,
        What::FilingNeeded => 4,
        What::Filing { .. } => 5,
        What::Route(_) => 6,
        What::FileBy { .. } | What::Deemed => 7,
        What::Late(_) => 8,
        What::Valid { .. } => 9,
        What::Place { .. } => 10,
        What::Needs(_) => 11,
        What::Reason { refuse, .. } => 12 + u8::from(!refuse),
        What::Fund(_) => 14,
        What::Covers(_) => 15,
        What::Amount { head, .. } => figure(head.word),
        What::Adjust(adjust) => figure(adjust.target.word),
        What::Table(_) => 19,
        What::Bands { .. } => 20,
        What::HigherOf => 22,
        What::Benefit { .. } => 25,
        What::Layer { .. } => 26,
        What::PersonalAccount(_) => 27,
        What::Example(_) => 28,
    }
}

/// Where a figure stands, and what adjusts it.
fn figure(word: HeadWord) -> u8 {
    match word {
        HeadWord::Limit => 16,
        HeadWord::Deductible => 17,
        HeadWord::LimitAbove => 18,
        HeadWord::Rate | HeadWord::Share => 21,
        HeadWord::Paid => 23,
        HeadWord::Cap => 24,
        HeadWord::FirstPay => 13,
    }
}
