//! Every ladder of a policy, with what messages call it.

use super::names::About;
use crate::model::policy::{Ladder, Policy};

/// Ladders in written order: first pays, then layer by layer, then defined facts.
pub fn ladders(policy: &Policy) -> Vec<(About<'_>, &Ladder)> {
    let mut out = vec![(About::FirstPay, &policy.item_first_pay), (About::FirstPay, &policy.first_pay)];
    for layer in policy.benefits.iter().flat_map(|benefit| &benefit.layers) {
        out.extend(layer.heads.iter().map(|head| (About::Head(policy, layer, head), &head.ladder)));
        out.extend(layer.rate.iter().map(|head| (About::Kind(layer, head.word), &head.ladder)));
        out.extend(layer.adjusts.iter().map(|adjust| (About::Adjustment(layer, adjust), &adjust.ladder)));
    }
    out.extend(policy.scope.facts.iter().filter_map(|fact| fact.define.as_ref().map(|ladder| (About::Defined(&fact.names), ladder))));
    out
}
