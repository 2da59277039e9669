//! A deductible counted over the year under bands that begin anew with each bill: W309.

use super::findings::Findings;
use super::names;
use super::words;
use crate::model::policy::Bands;
use crate::plan::Answer;
use crate::syntax::tree::{HeadWord, Period};
use std::collections::BTreeSet;

/// Judges every layer whose rate differs by band.
pub fn check(findings: &mut Findings<'_>) {
    for layer in findings.policy.benefits.iter().flat_map(|benefit| &benefit.layers) {
        let (Some(Bands { over_year: None, clause, .. }), Some(rate)) = (layer.bands, &layer.rate) else { continue };
        let bands: BTreeSet<_> = rate.ladder.rows.iter().filter_map(|row| row.band).collect();
        let yearly = layer.heads.iter().find(|head| {
            let some = |answer: Answer| matches!(answer, Answer::Is(fen) if fen > 0);
            head.word == HeadWord::Deductible
                && head.period == Period::Year
                && !head.total
                && head.ladder.rows.iter().any(|row| some(row.answer))
        });
        if let Some(row) = yearly.and_then(|head| head.ladder.rows.first()).filter(|_| bands.len() > 1) {
            findings.warn(clause, words::split_bills(findings.head(clause), findings.head(row.clause), &names::named(&layer.names)));
        }
    }
}
