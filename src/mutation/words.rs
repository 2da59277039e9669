//! The words of mutation in both languages.

use crate::coverage::words::Word;
use crate::diagnostic::{Lang, Words};
use crate::plan::AdjustOp;

/// A clause that stands.
pub const WRITTEN: Word = Word("as written", "原文");
/// A clause that is gone.
pub const REMOVED: Word = Word("removed", "删去");
/// A filing that counts without filing.
pub const DEEMED: Word = Word("deemed", "视同已备案");
/// One that no longer does.
pub const NOT_DEEMED: Word = Word("not deemed", "不视同已备案");
/// A cut between bands.
pub const CUT: Word = Word("the cut between bands", "费用段界");
/// No claim was found.
pub const NO_CLAIM: Word = Word(
    "no claim was found that tells them apart, alone or as the second of two; one may with `items`, with a counter stated by `before`, or with an `assume` for what is `unstated`; else the change changes nothing",
    "未找到能区分两者的申报，单独一次或接着一次都不能；写明「明细表」或「此前」累计，或以「假设」给出未载明的数值，或许能；否则改与不改结果相同",
);

/// An operation of an adjustment.
pub fn operation(op: AdjustOp) -> Words {
    match op {
        AdjustOp::To => Words::new("to", "改为"),
        AdjustOp::Up => Words::new("up", "提高"),
        AdjustOp::Down => Words::new("down", "降低"),
        AdjustOp::Times => Words::new("×", "×"),
        AdjustOp::AtLeast => Words::new("at least", "不低于"),
        AdjustOp::AtMost => Words::new("at most", "不超过"),
    }
}

/// Where bands begin.
pub fn origin(from_zero: bool, over_year: bool) -> Words {
    let (en, zh) = if from_zero { ("from zero", "从零起") } else { ("above deductible", "起付线以上") };
    if over_year { Words::new(format!("{en} over the year"), format!("{zh} 全年累计")) } else { Words::new(en, zh) }
}

/// `inpatient.pool rate, level is level1: 85% → 86%`
pub fn changed(what: &Words, case: &Words, from: &Words, to: &Words) -> Words {
    let (when_en, when_zh) =
        if case.en.is_empty() { (String::new(), String::new()) } else { (format!(", {}", case.en), format!("，{}", case.zh)) };
    Words::new(format!("{}{when_en}: {} → {}", what.en, from.en, to.en), format!("{}{when_zh}：{} → {}", what.zh, from.zh, to.zh))
}

/// The title of an example that would tell.
pub fn title(changed: &str, lang: Lang) -> String {
    let quoted = changed.replace(['"', '“', '”'], "'");
    match lang {
        Lang::En => format!("tells {quoted}"),
        Lang::Zh => format!("区分 {quoted}"),
    }
}
