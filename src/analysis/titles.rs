//! A title that names another place than the region code: W406.

use super::findings::Findings;
use super::words;
use crate::place::{full_name, name, named_in, related};
use crate::syntax::tree::What;

/// Looks for provinces and prefectures in the policy's own title.
pub fn check(known: &dyn Fn(u32) -> bool, findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let Some(code) = policy.region.filter(|code| known(*code)) else { return };
    if name(code).is_some_and(|name| policy.title.contains(name)) {
        return;
    }
    let named = named_in(&policy.title);
    let fits = named.iter().any(|other| related(*other, code));
    let Some(other) = named.first().copied().filter(|_| !fits) else { return };
    let written =
        policy.merged.iter().find_map(|merged| if let What::Region(region) = &merged.clause.what { Some(region.span) } else { None });
    let (own, other) = (full_name(code).unwrap_or_default(), full_name(other).unwrap_or_default());
    findings.warn_at_top(words::title_elsewhere(written.unwrap_or(policy.span), policy.span, code, &own, &other));
}
