//! An example ready to paste for what is not covered: the claim is whole, the expected figures are left to be worked out.
//!
//! A `?` stands where a figure belongs. It is no text of the language, so the file is refused, at that very place, until the
//! figure has been worked from the policy: an expectation pasted from the program would prove nothing.

use super::describe;
use super::probe::{Found, Prober};
use super::target::Target;
use super::words;
use crate::analysis::witness::of;
use crate::claim::Claim;
use crate::diagnostic::{Lang, Words};
use crate::model::policy::Policy;
use std::fmt::Write as _;

/// The claim that would cover a target, by the first of its sites that has one.
pub fn suggest(prober: &mut Prober<'_>, sites: &[(usize, super::watch::Point)]) -> Option<Found> {
    let mut fallback = None;
    for (policy, point) in sites {
        match prober.claim(*policy, *point) {
            Some(found) if found.refused.is_none() => return Some(found),
            Some(found) if fallback.is_none() => fallback = Some(found),
            Some(_) | None => {}
        }
    }
    fallback
}

/// The example a target wants, as text of the language but for its `?`.
pub fn example(policies: &[Policy], found: &Found, target: &Target, lang: Lang) -> String {
    let title = words::example_title(&target.what, &target.side, lang);
    let Some(policy) = policies.get(found.policy) else { return String::new() };
    let into = (target.origin != policy.name).then(|| words::in_policy(&policy.name));
    written(policy, found, &title, into.as_ref(), lang)
}

/// An example of a claim, indented as it stands in a policy.
pub fn written(policy: &Policy, found: &Found, title: &str, note: Option<&Words>, lang: Lang) -> String {
    let (example, open, close) = match lang {
        Lang::En => ("example", '"', '"'),
        Lang::Zh => ("算例", '“', '”'),
    };
    let mut out = format!("  {example} {open}{title}{close} {{\n");
    if let Some(note) = note {
        let _ = writeln!(out, "    # {}", note.of(lang));
    }
    if let Some(earlier) = &found.earlier {
        stage(&mut out, policy, found, earlier, lang);
        out.push_str(match lang {
            Lang::En => "    then\n",
            Lang::Zh => "    接着\n",
        });
        // The second claim says again only what is not as before.
        let facts = found.claim.facts.iter().filter(|fact| !earlier.facts.contains(fact)).cloned().collect();
        stage(&mut out, policy, found, &Claim { facts, ..Claim::default() }, lang);
    } else {
        stage(&mut out, policy, found, &found.claim, lang);
    }
    out.push_str("  }\n");
    out
}

/// One claim of an example, and what to expect of it.
fn stage(out: &mut String, policy: &Policy, found: &Found, claim: &Claim, lang: Lang) {
    for line in describe::lines(policy, claim, lang) {
        let _ = writeln!(out, "    {line}");
    }
    if let Some(fault) = &found.refused {
        let _ = writeln!(out, "    # {}", words::needs_more(&fault.message).of(lang));
    }
    let _ = writeln!(out, "    # {}\n    {}", words::FILL_IN.of(lang), expected(policy, found, lang));
}

/// Why nothing is suggested for a target.
pub fn none(prober: &mut Prober<'_>, sites: &[(usize, super::watch::Point)]) -> Words {
    let items = sites.iter().any(|(policy, point)| prober.boxes(*policy, *point).is_some_and(|boxes| boxes.items));
    if items { words::NEEDS_ITEMS.words() } else { words::NO_CLAIM.words() }
}

/// What to expect: of the layer in question its figures, of filing and route their answers.
fn expected(policy: &Policy, found: &Found, lang: Lang) -> String {
    let benefit = found.at.and_then(|(b, _)| policy.benefits.get(b));
    let layer = benefit.zip(found.at).and_then(|(benefit, (_, l))| benefit.layers.get(l));
    let Some(layer) = layer else {
        return match lang {
            Lang::En => "expect route ?, filing ?, reason ?, patient ? yuan".to_owned(),
            Lang::Zh => "应得 结算方式 ？，备案 ？，原因 ？，个人负担 ？元".to_owned(),
        };
    };
    let name = of(&layer.names, lang);
    match lang {
        Lang::En => format!("expect {name}.deductible ? yuan, {name}.paid ? yuan, patient ? yuan"),
        Lang::Zh => format!("应得 {name}.起付线 ？元，{name}.支付 ？元，个人负担 ？元"),
    }
}
