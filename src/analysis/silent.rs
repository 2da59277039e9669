//! A layer that never speaks of a deductible, or of a cap: W303.

use super::findings::Findings;
use super::names;
use super::words;
use crate::diagnostic::Words;
use crate::syntax::tree::HeadWord;

/// Judges every layer settled here.
pub fn check(findings: &mut Findings<'_>) {
    for layer in findings.policy.benefits.iter().flat_map(|benefit| &benefit.layers).filter(|layer| !layer.given) {
        for (kind, words) in [(HeadWord::Deductible, Words::new("deductible", "起付线")), (HeadWord::Cap, Words::new("cap", "封顶线"))]
        {
            if !layer.heads.iter().any(|head| head.word == kind) {
                let fault = words::silent(findings.head(layer.clause), &names::named(&layer.names), &words);
                findings.warn(layer.clause, fault);
            }
        }
    }
}
