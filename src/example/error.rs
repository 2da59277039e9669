//! Whether an error speaks of what an example says it does: a fact, or a word of the clause that needed it.

use super::name::is;
use crate::claim::ClaimFault;
use crate::model::policy::Policy;

/// Words of clause paths in both languages.
const WORDS: [(&str, &str); 31] = [
    ("deductible", "起付线"),
    ("limit", "费用限额"),
    ("rate", "比例"),
    ("share", "自付比例"),
    ("cap", "封顶线"),
    ("paid", "支付"),
    ("first pay", "先行自付"),
    ("adjust", "调整"),
    ("up", "提高"),
    ("down", "降低"),
    ("to", "改为"),
    ("at least", "不低于"),
    ("at most", "不超过"),
    ("per visit", "每次"),
    ("per stay", "每次住院"),
    ("per month", "每月"),
    ("per year", "每年"),
    ("total at most", "累计不超过"),
    ("above deductible", "起付线以上"),
    ("covers", "纳入"),
    ("bands", "分段"),
    ("filing", "备案"),
    ("filing needed", "须备案"),
    ("file by", "办理截止"),
    ("valid", "有效期"),
    ("place", "就医限于"),
    ("route", "结算方式"),
    ("personal account", "个人账户"),
    ("layer", "支付层"),
    ("benefit", "待遇"),
    ("part", "费用项"),
];

/// Whether an error is about the fact `word`, or its clause's path has `word` in it, or its message quotes it.
pub(super) fn speaks_of(policy: &Policy, fault: &ClaimFault, word: &str) -> bool {
    let of_fact = fault
        .fact
        .as_deref()
        .is_some_and(|about| about == word || policy.scope.facts.iter().any(|fact| is(&fact.names, word) && is(&fact.names, about)));
    let quoted = fault.message.en.contains(&format!("`{word}`")) || fault.message.zh.contains(&format!("「{word}」"));
    of_fact || quoted || fault.clause.as_ref().is_some_and(|clause| in_path(policy, &clause.path, word))
}

/// Whether a path has a word, in either language.
fn in_path(policy: &Policy, path: &str, word: &str) -> bool {
    let path: String = path.chars().map(|c| if matches!(c, '/' | '.') { ' ' } else { c }).collect();
    let path = format!(" {path} ");
    let has = |word: &str| path.contains(&format!(" {word} "));
    let benefits = policy.benefits.iter().flat_map(|of| std::iter::once(&of.names).chain(of.layers.iter().map(|layer| &layer.names)));
    let filings = policy.filings.iter().map(|filing| &filing.names);
    let mut declared = benefits.chain(filings).chain(policy.reasons.iter().map(|reason| &reason.names)).chain(&policy.accumulators);
    has(word)
        || WORDS.iter().any(|(en, zh)| *zh == word && has(en))
        || declared.any(|names| is(names, word) && (has(&names.latin) || has(&names.han)))
}
