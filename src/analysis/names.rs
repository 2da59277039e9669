//! What figures and rows are called in messages.

use super::witness::of;
use crate::diagnostic::{Lang, Words};
use crate::model::policy::{Adjustment, Head, Layer, Policy};
use crate::plan::Names;
use crate::syntax::tree::{AdjustOp, HeadWord, Period};

/// A name in both languages, as written in a file.
pub fn named(names: &Names) -> Words {
    Words::new(of(names, Lang::En), of(names, Lang::Zh))
}

/// `pool deductible per visit`
pub fn head(policy: &Policy, layer: &Layer, head: &Head) -> Words {
    let mut words = join(&named(&layer.names), &word(head.word));
    words = join(&words, &period(head.period));
    if let Some(names) = head.accumulator.and_then(|at| policy.accumulators.get(at as usize)) {
        words = join(&join(&words, &Words::new("in", "计入")), &named(names));
    }
    for (at, fact) in head.by.iter().filter_map(|id| policy.scope.fact(*id)).enumerate() {
        if at == 0 {
            words = join(&words, &Words::new("by", "各"));
        }
        words = join(&words, &named(&fact.names));
    }
    if head.total { join(&words, &Words::new("total at most", "累计不超过")) } else { words }
}

/// `pool deductible`: all heads of a kind.
pub fn kind(layer: &Layer, of: HeadWord) -> Words {
    join(&named(&layer.names), &word(of))
}

/// `pool adjust rate down`
pub fn adjustment(layer: &Layer, adjust: &Adjustment) -> Words {
    let words = join(&join(&named(&layer.names), &Words::new("adjust", "调整")), &word(adjust.word));
    adjust.op.map_or(words.clone(), |op| join(&words, &operation(op)))
}

/// The word of a head.
pub fn word(word: HeadWord) -> Words {
    match word {
        HeadWord::Deductible => Words::new("deductible", "起付线"),
        HeadWord::Limit => Words::new("limit", "费用限额"),
        HeadWord::LimitAbove => Words::new("limit above deductible", "费用限额 起付线以上"),
        HeadWord::Rate => Words::new("rate", "比例"),
        HeadWord::Share => Words::new("share", "自付比例"),
        HeadWord::Paid => Words::new("paid", "支付"),
        HeadWord::Cap => Words::new("cap", "封顶线"),
        HeadWord::FirstPay => Words::new("first pay", "先行自付"),
    }
}

fn period(period: Period) -> Words {
    match period {
        Period::Visit => Words::new("per visit", "每次"),
        Period::Stay => Words::new("per stay", "每次住院"),
        Period::Month => Words::new("per month", "每月"),
        Period::Year => Words::new("per year", "每年"),
    }
}

fn operation(op: AdjustOp) -> Words {
    match op {
        AdjustOp::To => Words::new("to", "改为"),
        AdjustOp::Up => Words::new("up", "提高"),
        AdjustOp::Down => Words::new("down", "降低"),
        AdjustOp::Times => Words::new("×", "×"),
        AdjustOp::AtLeast => Words::new("at least", "不低于"),
        AdjustOp::AtMost => Words::new("at most", "不超过"),
    }
}

fn join(a: &Words, b: &Words) -> Words {
    Words::new(format!("{} {}", a.en, b.en), format!("{} {}", a.zh, b.zh))
}
