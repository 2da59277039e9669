//! Every ladder of a policy, with what messages call it.

use super::names;
use crate::diagnostic::Words;
use crate::model::policy::{Ladder, Policy};
use crate::syntax::tree::HeadWord;

/// Ladders in written order: first pays, then layer by layer, then defined facts.
pub fn ladders(policy: &Policy) -> Vec<(Words, &Ladder)> {
    let mut out = vec![(names::word(HeadWord::FirstPay), &policy.item_first_pay), (names::word(HeadWord::FirstPay), &policy.first_pay)];
    for layer in policy.benefits.iter().flat_map(|benefit| &benefit.layers) {
        out.extend(layer.heads.iter().map(|head| (names::head(policy, layer, head), &head.ladder)));
        out.extend(layer.rate.iter().map(|head| (names::kind(layer, head.word), &head.ladder)));
        out.extend(layer.adjusts.iter().map(|adjust| (names::adjustment(layer, adjust), &adjust.ladder)));
    }
    out.extend(policy.scope.facts.iter().filter_map(|fact| fact.define.as_ref().map(|ladder| (names::named(&fact.names), ladder))));
    out
}
